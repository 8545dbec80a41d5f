"""The lists of SSDA903 as declared in lists.toml, and which of them a sheet or CSV file is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.formats.cells import CodeList
from safeguarding_report.formats.likeness import Headers, most_like
from safeguarding_report.formats.sheet import plain_header, plain_headers
from safeguarding_report.tables.code_lists import ETHNICITY

if TYPE_CHECKING:
    from safeguarding_report.formats.sheet import Sheet

_FILE = Path(__file__).with_name("lists.toml")


@dataclass(frozen=True)
class ListColumn:
    """One column that is read, and how."""

    name: str
    kind: str
    needed: str = ""
    """What happens to a row without it; empty where it may be blank."""


@dataclass(frozen=True)
class Ssda903List:
    """One list of the return."""

    name: str
    known_by: tuple[str, ...]
    columns: tuple[ListColumn, ...] = ()
    left_out: tuple[str, ...] = ()
    is_read: bool = True


@cache
def lists() -> tuple[Ssda903List, ...]:
    """Return all lists, those that are read first."""
    document = _document()
    return (
        *(
            Ssda903List(
                record["name"],
                tuple(record["known_by"]),
                tuple(ListColumn(**column) for column in record["columns"]),
                tuple(record["left_out"]),
            )
            for record in document["lists"]
        ),
        *(Ssda903List(record["name"], tuple(record["known_by"]), is_read=False) for record in document["not_read"]),
    )


@cache
def code_lists() -> dict[str, CodeList]:
    """Return the code lists of columns whose codes become our words."""
    read = {
        kind: CodeList(record["codes"], {}, record["expected"])
        for kind, record in _document()["kinds"].items()
        if "codes" in record
    }
    ethnicity = CodeList({code.casefold(): code for code in ETHNICITY}, {}, "a code of the department such as WBRI.")
    return read | {"ethnicity": ethnicity}


@cache
def code_forms() -> dict[str, tuple[str, str]]:
    """Return the form of a code, and what was expected, for columns whose codes are kept."""
    kinds = _document()["kinds"].items()
    return {kind: (record["form"], record["expected"].rstrip(".")) for kind, record in kinds if "form" in record}


@cache
def declared_names() -> dict[str, str]:
    """Return how messages call each list, by the plain name that its file has."""
    return {plain_header(known.name): known.name for known in lists()}


def which_list(sheet: Sheet) -> Ssda903List | None:
    """Return the list that a sheet or file is, by its columns."""
    held = set(plain_headers(sheet))
    fitting = [known for known in lists() if {plain_header(name) for name in known.known_by} <= held]
    return max(fitting, key=lambda known: len(known.known_by)) if fitting else None


def meant_list(sheet: Sheet) -> Ssda903List | None:
    """Return the list that a sheet was meant to be, by most of its columns, where one it is known by is absent."""
    return most_like(plain_headers(sheet), _headers())


@cache
def _headers() -> tuple[tuple[Ssda903List, Headers], ...]:
    asked = {
        known: frozenset(plain_header(column.name) for column in known.columns) for known in lists() if known.is_read
    }
    also = {known: frozenset(map(plain_header, known.left_out)) for known in asked}
    return tuple(
        (
            known,
            Headers(
                tuple(frozenset([name]) for name in sorted(names)),
                also[known],
                own=(names | also[known]).difference(
                    *(asked[other] | also[other] for other in asked if other != known)
                ),
            ),
        )
        for known, names in asked.items()
    )


def _document() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
