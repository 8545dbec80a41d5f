"""Identifiable data: names, numbers and addresses of people where none belong, found before anything is computed.

Tables of returns hold counts, codes and what partners say about their own work. A finding says table, column, row
and kind, and never what stands there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.identifiable.patterns import RULES, Kind
from safeguarding_report.identifiable.roles import check_role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["check_role", "find_identifiable", "kinds_in"]

_NOT_FREE = frozenset({"return_id", "child", "authority_code"})
"""Columns that we fill ourselves: the path of a file, a pseudonym, a code of our settings."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

_REASON = (
    "Nobody may be recognised in a return. Take it out and send the file again; offices and mailboxes that may be "
    "named stand in year.toml under known_names."
)


def find_identifiable(tables: Mapping[str, pd.DataFrame], known: Collection[str] = ()) -> list[Finding]:
    """Return an error for each kind of identifiable data in each text column of tables from returns.

    `known` are office-holders, offices, mailboxes and addresses that may be named.
    """
    allowed = _allowed(known)
    return worst_first(
        finding
        for table, frame in tables.items()
        for column in frame.columns
        if column not in _NOT_FREE and pd.api.types.is_string_dtype(frame[column].dtype)
        for finding in _in_column(frame, table, column, allowed)
    )


def kinds_in(text: str, known: Collection[str] = ()) -> list[Kind]:
    """Return the kinds of identifiable data that a text holds, the gravest first."""
    return _kinds_in(text, _allowed(known))


def _in_column(frame: pd.DataFrame, table: str, column: str, allowed: re.Pattern[str] | None) -> Iterator[Finding]:
    places, texts = pd.factorize(frame[column])  # a text is looked at once, however many rows hold it
    found: dict[Kind, list[int]] = {}
    for place, text in enumerate(texts):
        for kind in _kinds_in(str(text), allowed):
            found.setdefault(kind, []).append(place)
    for kind, held in found.items():
        rows = frame[pd.Series(places, index=frame.index).isin(held)]
        for file, of_file in rows.groupby("return_id", sort=True):
            numbers = tuple(sorted(int(row) for row in of_file["row"]))
            yield Finding("error", str(file), kind, _REASON, table, column, count=len(numbers), rows=numbers)


def _kinds_in(text: str, allowed: re.Pattern[str] | None) -> list[Kind]:
    # Signs of one meaning become one sign: full-width figures, spaces that do not break, marks that nobody sees.
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).split())
    # Another sign stands where a known name stood, so that the words around it do not meet.
    rest = allowed.sub("·", plain) if allowed else plain
    return [rule.kind for rule in RULES if rule.is_in(rest)]


def _allowed(known: Collection[str]) -> re.Pattern[str] | None:
    longest_first = sorted({" ".join(name.split()) for name in known if name.strip()}, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
