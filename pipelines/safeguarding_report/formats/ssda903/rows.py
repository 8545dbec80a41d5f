"""One list of SSDA903 as read: columns of values, what could not be read, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.findings import Finding
from safeguarding_report.formats import cells
from safeguarding_report.formats.cells import Where
from safeguarding_report.formats.dates import DATES, read_dates
from safeguarding_report.formats.likeness import place_of_a_misspelling
from safeguarding_report.formats.sheet import column_letter, plain_header, plain_headers
from safeguarding_report.formats.ssda903.layout import code_forms, code_lists

if TYPE_CHECKING:
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.formats.sheet import Sheet
    from safeguarding_report.formats.ssda903.layout import ListColumn, Ssda903List

_ABSENT = "column absent"

_FORMULAS = (
    "formula instead of a value",
    "Formulas are not worked out, and this one shows no result. Send values.",
)


@dataclass(frozen=True)
class ListRows:
    """The rows of one list that can be used: its columns as values, with the row numbers of the file as index."""

    name: str
    frame: pd.DataFrame
    is_whole: bool
    """True where every column that is read is there."""
    findings: tuple[Finding, ...]
    left_out: tuple[str, ...]


def read_rows(sheet: Sheet, known: Ssda903List, context: ReturnContext) -> ListRows:
    """Read the columns of a list; rows without what they are counted by are left out, each with a finding."""
    headers = plain_headers(sheet)
    findings: list[Finding] = []
    values: dict[str, pd.Series[Any]] = {}
    usable = pd.Series(data=True, index=sheet.cells.index)
    for column in known.columns:
        where = Where(context.return_id, column.name, known.name)
        places = [place for place, header in enumerate(headers) if header == plain_header(column.name)]
        findings += _presence_findings(column, places, where, sheet)
        if not places:
            values[column.name] = pd.Series(None, index=sheet.cells.index, dtype=_type_of(column))
            usable &= not column.needed
            continue
        read, wrong = _read_column(sheet.column(places[0]), column, where, context)
        told = (*sheet.formulas_without_result.get(places[0], ()), *sheet.failed.get(places[0], ()))
        wrong += _formulas(sheet, told, where)
        if column.needed:
            wrong = cells.with_blank_rows(wrong, read, sheet.column(places[0]), where, column.needed, told)
            usable &= read.notna()
        values[column.name] = read
        findings += wrong
    other, left_out = _other_columns(sheet, known, context)
    frame = pd.DataFrame(values, index=sheet.cells.index)[usable]
    is_whole = not any(finding.rule == _ABSENT for finding in findings)
    return ListRows(known.name, frame, is_whole, (*findings, *other), left_out)


def _read_column(
    column_cells: pd.Series[Any], column: ListColumn, where: Where, context: ReturnContext
) -> tuple[pd.Series[Any], list[Finding]]:
    if column.kind == "date":
        return read_dates(column_cells, where)
    if column.kind == "child":
        return cells.read_pseudonyms(column_cells, where, context.pseudonym)
    if column.kind in code_forms():
        form, expected = code_forms()[column.kind]
        return cells.read_codes_of_form(column_cells, where, form, expected)
    return cells.read_codes(column_cells, where, code_lists()[column.kind])


def _type_of(column: ListColumn) -> Any:  # noqa: ANN401 — what pandas calls a type
    return DATES if column.kind == "date" else "str"


def _presence_findings(column: ListColumn, places: list[int], where: Where, sheet: Sheet) -> list[Finding]:
    rows = (sheet.header_row,)
    if not places:
        near = place_of_a_misspelling([plain_header(column.name)], plain_headers(sheet), range(len(sheet.columns)))
        hint = "" if near is None else f" Column {column_letter(near)} has a header much like it; is it meant?"
        reason = f"{column.needed or 'What it tells is not known.'}{hint} Add the column and send the list again."
        return [Finding("error", where.file, _ABSENT, reason, where.table, where.column, rows=rows)]
    if len(places) > 1:
        reason = "The first is read. Send only one of them."
        return [Finding("error", where.file, "column twice", reason, where.table, where.column, rows=rows)]
    return []


def _formulas(sheet: Sheet, behind: tuple[int, ...], where: Where) -> list[Finding]:
    """Return a finding where the list came in a workbook and its cells are formulas without a result."""
    rows = sheet.cells.index.intersection(list(behind))
    return [where.finding("error", _FORMULAS, rows)] if len(rows) else []


def _other_columns(sheet: Sheet, known: Ssda903List, context: ReturnContext) -> tuple[list[Finding], tuple[str, ...]]:
    """Tell columns that are left out on purpose from those that are not known: these by letter, never by name."""
    on_purpose = {plain_header(name): name for name in known.left_out}
    read = {plain_header(column.name) for column in known.columns}
    findings = []
    left_out = []
    for place, header in enumerate(plain_headers(sheet)):
        if header in on_purpose:
            left_out.append(f"{known.name}: {on_purpose[header]}")
        elif header not in read and (header or (sheet.column(place) != "").any()):
            reason = "The list has no such column, so it is not read. Check the header."
            letter = f"column {column_letter(place)}"
            findings.append(
                Finding(
                    "query", context.return_id, "unknown column", reason, known.name, letter, rows=(sheet.header_row,)
                )
            )
    return findings, tuple(left_out)
