"""A sheet of a return as received: a header and columns of text, whether it was a workbook's or a CSV file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from safeguarding_report.findings import Finding

MOST_BYTES = 500_000_000
MOST_UNZIPPED_BYTES = 2_000_000_000
MOST_RATIO = 200
"""Unzipped bytes for each zipped byte: a real workbook stays under 100."""
SMALL_UNZIPPED_BYTES = 10_000_000
"""Up to here no ratio does harm, and a small list of like rows may have any."""
MOST_COLUMNS = 500
MOST_ROWS = 2_000_000
"""Limits of what is read: the largest authority's largest list is far below each."""

HEADER_SEARCHED_ROWS = 10
"""A title or a note may stand above the header; further down a header is not looked for."""

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_LETTERS = 26


@dataclass(frozen=True)
class Sheet:
    """One sheet or CSV file: its header, and its columns by place, with the row numbers of the file as index."""

    name: str
    """As the sender called it. It may hold anything, so no message says it."""
    number: int
    """Its place among the sheets or files, from 1."""
    columns: tuple[str, ...]
    cells: pd.DataFrame
    header_row: int
    hidden: bool = False
    is_file: bool = False
    """True for a CSV file, False for a sheet of a workbook."""
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Rows whose cell is a formula with a stored result, by place of the column."""
    formulas_without_result: dict[int, tuple[int, ...]] = field(default_factory=dict)
    failed: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Rows whose cell shows an error of the spreadsheet other than #N/A, by place of the column."""
    called: str = ""
    """How messages say it where nobody knows which list it is; empty where the file is this sheet alone."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it as a sheet or file: whoever knows which list it is says it under the name of the list."""

    def findings_of(self, known_as: str) -> list[Finding]:
        """Return what is wrong with it as a sheet or file, as said of the list that it is."""
        return [replace(finding, table=known_as) for finding in self.findings]

    def column(self, place: int) -> pd.Series[Any]:
        """Return the cells of the column at a place, as received."""
        return self.cells[place]


@dataclass(frozen=True)
class Opened:
    """What a file or folder holds: its sheets, and what is wrong with it as a file."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    """What is wrong with the whole, or with a part of which no sheet was made."""

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, where nobody knows which lists these are."""
        return (*self.findings, *(finding for sheet in self.sheets for finding in sheet.findings_of(sheet.called)))


def plain_header(text: str) -> str:
    """Return a header in small letters and single spaces, so that spellings that differ in signs are one."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


def plain_headers(sheet: Sheet) -> list[str]:
    """Return the headers of a sheet in the spelling that they are compared in."""
    return [plain_header(column) for column in sheet.columns]


def column_letter(place: int) -> str:
    """Return what a spreadsheet calls the column at a place counted from 0: A, B, … AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_place(letters: str) -> int:
    """Return the place, counted from 0, of the column that a spreadsheet calls so."""
    place = 0
    for letter in letters:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


def header_place(rows: Iterable[Iterable[str]], known: frozenset[str]) -> int:
    """Return which of the first rows is the header: the one with most known headers, else the first."""
    counts = [sum(plain_header(text) in known for text in row) for row in rows]
    return counts.index(max(counts)) if counts else 0
