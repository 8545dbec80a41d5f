"""Tables of returns, searched for people: one finding for each kind in each text column, with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.identifiable.texts import allowed_names, kinds_beside

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Mapping

    from safeguarding_report.identifiable.patterns import Kind

_NOT_FREE = frozenset({"return_id", "child", "authority_code"})
"""Columns that we fill ourselves: the path of a file, a pseudonym, a code of our settings."""

_REASON = (
    "Nobody may be recognised in a return. Take it out and send the file again; offices and mailboxes that may be "
    "named stand in year.toml under known_names."
)


def find_identifiable(tables: Mapping[str, pd.DataFrame], known: Collection[str] = ()) -> list[Finding]:
    """Return an error for each kind of identifiable data in each text column of tables from returns.

    `known` are office-holders, offices, mailboxes and addresses that may be named.
    """
    allowed = allowed_names(known)
    return worst_first(
        finding
        for table, frame in tables.items()
        for column in frame.columns
        if column not in _NOT_FREE and pd.api.types.is_string_dtype(frame[column].dtype)
        for finding in _in_column(frame, table, column, allowed)
    )


def _in_column(frame: pd.DataFrame, table: str, column: str, allowed: re.Pattern[str] | None) -> Iterator[Finding]:
    places, texts = pd.factorize(frame[column])  # a text is looked at once, however many rows hold it
    found: dict[Kind, list[int]] = {}
    for place, text in enumerate(texts):
        for kind in kinds_beside(str(text), allowed):
            found.setdefault(kind, []).append(place)
    for kind, held in found.items():
        rows = frame[pd.Series(places, index=frame.index).isin(held)]
        for file, of_file in rows.groupby("return_id", sort=True):
            numbers = tuple(sorted(int(row) for row in of_file["row"]))
            yield Finding("error", str(file), kind, _REASON, table, column, count=len(numbers), rows=numbers)
