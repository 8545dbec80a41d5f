"""The rows of one sheet of a template as rows of its table; every cell that could not be read is a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.errors import did_you_mean
from safeguarding_report.findings import Finding
from safeguarding_report.formats.cells import (
    YES_NO_CODES,
    CodeList,
    Where,
    clean,
    read_codes,
    read_each,
    read_whole_numbers,
    with_blank_rows,
)
from safeguarding_report.formats.dates import read_dates
from safeguarding_report.formats.sheet import column_letter, plain_header
from safeguarding_report.formats.templates.contents import EXAMPLE, EXAMPLE_WORDS, words_of
from safeguarding_report.formats.templates.recognition import is_version_column
from safeguarding_report.tables.code_lists import YES_NO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from safeguarding_report.findings import Severity
    from safeguarding_report.formats.sheet import Sheet
    from safeguarding_report.tables.table import Column, Table

_MOST_CODES_NAMED = 12
"""A longer list is not written out in a message; it stands on the sheet of lists."""


@dataclass
class SheetReading:
    """One sheet being read: where its columns stand, and what was found so far."""

    sheet: Sheet
    table: Table
    file: str
    where: str
    """How findings say the sheet: the table's name and the place of the sheet."""
    findings: list[Finding] = field(default_factory=list)

    def rows(self, return_id: str) -> pd.DataFrame:
        """Return the rows that have all that may not be missing, with the columns of the table."""
        places = self._places()
        absent = [column for column in self.table.asked if not column.may_be_missing and column.name not in places]
        if absent:
            return self.table.empty()
        kept = self._without_examples(places)
        if kept.empty:
            return self.table.empty()
        read = {column.name: self._read(column, places, kept) for column in self.table.asked}
        frame = pd.DataFrame(read, index=kept)
        needed = [column.name for column in self.table.asked if not column.may_be_missing]
        whole = frame[frame[needed].notna().all(axis=1)]
        return self.table.check(whole.assign(return_id=return_id, row=whole.index))

    def _places(self) -> dict[str, int]:
        """Return where each column stands; a header may hold anything, so a finding says its letter."""
        asked = {plain_header(column.name): column.name for column in self.table.asked}
        places: dict[str, int] = {}
        for place, header in enumerate(self.sheet.columns):
            name = asked.get(plain_header(header))
            if name is None:
                self._unknown(place, header)
            elif name in places:
                reason = "The first of them is read. Delete the other."
                self._say("error", ("column named twice", reason), column_letter(place), [self.sheet.header_row])
            else:
                places[name] = place
        for column in self.table.asked:
            if column.name not in places:
                severity: Severity = "query" if column.may_be_missing else "error"
                left = "It is taken as empty." if column.may_be_missing else "Without it no row can be read."
                self._say(severity, ("column absent", left), column.name, [self.sheet.header_row])
        return places

    def _unknown(self, place: int, header: str) -> None:
        cells = self.sheet.column(place) if place in self.sheet.cells else pd.Series(dtype="str")
        if is_version_column(header) or (not header.strip() and not (cells.str.strip() != "").any()):
            return
        near = did_you_mean(plain_header(header).replace(" ", "_"), [column.name for column in self.table.asked])
        reason = f"The template of {self.table.title} has no such column, and it was not read.{near}"
        self._say("error", ("unknown column", reason), column_letter(place), [self.sheet.header_row])

    def _without_examples(self, places: dict[str, int]) -> pd.Index:
        """Return the numbers of the rows that a partner filled."""
        cells = self.sheet.cells
        marked = pd.Series(data=False, index=cells.index)
        for place, header in enumerate(self.sheet.columns):
            if is_version_column(header):
                marks = cells[place].map(clean).str.casefold()
                marked |= marks == EXAMPLE
                reason = "The first column stays empty. The row was read."
                self._say(
                    "query", ("unknown mark", reason), column_letter(place), cells.index[~marks.isin(["", EXAMPLE])]
                )
        words = places.get(words_of(self.table).name)
        begins = EXAMPLE_WORDS.strip().casefold()
        worded = cells[words].map(clean).str.casefold().str.startswith(begins) if words in cells else marked
        reason = f"It was not read. If it is yours, take “{EXAMPLE}” out of the first column."
        self._say("error", ("filled row that is marked as the example", reason), "", cells.index[marked & ~worded])
        self._say(
            "query", ("example row without its mark", "It was not read. Delete it."), "", cells.index[worded & ~marked]
        )
        return cells.index[~(marked | worded)]

    def _read(self, column: Column, places: dict[str, int], kept: pd.Index) -> pd.Series[Any]:
        if column.name not in places:
            return pd.Series(None, index=kept, dtype="object")
        place = places[column.name]
        cells = self._plain(place, column, kept)
        where = Where(self.file, column.name, self.where)
        values, findings = _values(cells, where, column)
        if not column.may_be_missing:
            told = (*self.sheet.formulas_without_result.get(place, ()), *self.sheet.failed.get(place, ()))
            findings = with_blank_rows(findings, values, cells, where, "Without it the row is not read.", told)
        self.findings += findings
        return values

    def _plain(self, place: int, column: Column, kept: pd.Index) -> pd.Series[Any]:
        """Return the cells of a column, those that show no value of their own as blank and as a finding."""
        cells = self.sheet.column(place).loc[kept]
        self._say("query", _WORKED_OUT, column.name, kept.intersection(list(self.sheet.formulas.get(place, ()))))
        for problem, by_place in ((_FORMULA, self.sheet.formulas_without_result), (_FAILED, self.sheet.failed)):
            if place in by_place:
                at = kept.intersection(list(by_place[place]))
                self._say("error", problem, column.name, at)
                cells = cells.mask(cells.index.isin(at), "")
        return cells

    def _say(self, severity: Severity, problem: tuple[str, str], column: str, rows: Iterable[int]) -> None:
        numbers = tuple(int(row) for row in rows)
        if numbers:
            self.findings.append(
                Finding(severity, self.file, *problem, self.where, column, count=len(numbers), rows=numbers)
            )


_WORKED_OUT = ("formula, read as the result it showed", "Paste the column as values, so that it stays what you saw.")
_FORMULA = ("formula without a result", "Paste the column as values and send it again.")
_FAILED = ("formula that failed", "The cell shows an error of the spreadsheet. Mend it or leave the cell empty.")


def _values(cells: pd.Series[Any], where: Where, column: Column) -> tuple[pd.Series[Any], list[Finding]]:
    if column.type == "date":
        return read_dates(cells, where, "yyyy-mm-dd")
    if column.type == "whole number":
        return read_whole_numbers(cells, where)
    if column.codes == YES_NO:
        return read_codes(cells, where, YES_NO_CODES)
    if column.codes:
        return read_codes(cells, where, _code_list(column))
    if column.form:
        return read_each(cells, where, "str", _of_form(column.form))
    return read_each(cells, where, "str", str)


def _code_list(column: Column) -> CodeList:
    words = {
        spelling: code for code in column.codes for spelling in (code.casefold(), code.casefold().replace("_", " "))
    }
    few = len(column.codes) <= _MOST_CODES_NAMED
    return CodeList({}, words, f"one of {', '.join(column.codes)}." if few else "one of the list in the template.")


def _of_form(form: str) -> Callable[[str], object]:
    expected = re.compile(form)
    problem = ("text of another form", "Expected a reporting year, such as 2023-24.")
    return lambda text: text if expected.fullmatch(text) else problem
