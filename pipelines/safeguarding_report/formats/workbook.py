"""Workbooks of returns (.xlsx) as sheets of text: what their cells show, and what lies behind them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import python_calamine

from safeguarding_report.findings import Finding
from safeguarding_report.formats import refusals
from safeguarding_report.formats.sheet import (
    HEADER_SEARCHED_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    Opened,
    Sheet,
    column_letter,
    column_place,
    header_place,
)

if TYPE_CHECKING:
    from pathlib import Path

_SHEET_XML = re.compile(r"xl/worksheets/[^/]+\.xml")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_SHEET_ENTRY = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_CELL_BEHIND = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})([0-9]+)")([^>/]*)>((?:(?!</(?:\w+:)?c>).)*)</', re.DOTALL
)
_BEHIND_MARKS = (b"<f", b't="e"')
_ALL_BEHIND_MARKS = (*_BEHIND_MARKS, b":f>", b":f ")
"""Bytes that a sheet with a formula or a failed cell has; some writers put a letter and a colon before each name."""
_NAMESPACE = b"spreadsheetml/2006/main"
"""Names have such a letter only where the namespace is given one, beside or instead of standing for plain names."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_HAS_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")
_NOT_AVAILABLE = b"#N/A"
_HIDDEN = b' hidden="'
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="([0-9]+)"')


def open_workbook(path: Path, file: str, known: frozenset[str]) -> Opened:
    """Open an .xlsx file; `known` are the headers, in plain spelling, that tell the header from a title above it."""
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := refusals.refuse_archive(archive, file):
                return Opened((), (wrong,))
            behind, wrong = _what_lies_behind(archive, file)
            if wrong:
                return Opened((), (wrong,))
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return _read_sheets(book, file, known, behind)
    except python_calamine.PasswordError:
        return Opened((), (refusals.refusal(file, "password", "Save the workbook without a password."),))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, python_calamine.CalamineError):
        reason = "The workbook is damaged or was cut off on its way. Send it again."
        return Opened((), (refusals.refusal(file, "damaged workbook", reason),))


Behind = dict[str, dict[int, tuple[int, ...]]]
"""What lies behind cells (formulas, formulas_without_result, failed, looked_up): rows by column."""


def _what_lies_behind(archive: zipfile.ZipFile, file: str) -> tuple[dict[str, Behind], Finding | None]:
    """Read every part once: a part that lies about its size, or declares entities, refuses the workbook."""
    parts: dict[str, Behind] = {}
    names: dict[str, str] = {}
    for member in archive.infolist():
        content = refusals.read_member(archive, member)
        if member.filename.endswith((".xml", ".rels")) and (wrong := refusals.refuse_xml(content[:_HEAD], file)):
            return {}, wrong
        if member.filename == "xl/workbook.xml":
            names = _targets(content, archive)
        if _SHEET_XML.fullmatch(member.filename):
            if not content.rstrip().endswith(b"worksheet>"):
                message = "a sheet ends before its end"
                raise zipfile.BadZipFile(message)
            parts[member.filename] = _cells_behind(content) | _hidden_rows(content)
    return {name: parts[part] for name, part in names.items() if part in parts}, None


_HEAD = 65_536
"""A document type stands before the first element, so within this many bytes."""


def _targets(workbook: bytes, archive: zipfile.ZipFile) -> dict[str, str]:
    """Return which part holds each sheet, by the sheet's place: names are not compared, they may be anything."""
    relations = {
        _attribute(entry, b"Id"): _attribute(entry, b"Target")
        for entry in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    entries = _SHEET_ENTRY.findall(workbook)
    return {
        str(number): "xl/" + relations.get(_attribute(entry, b"id"), "").removeprefix("/xl/")
        for number, entry in enumerate(entries, start=1)
    }


def _attribute(entry: bytes, name: bytes) -> str:
    match = re.search(rb"[\s:]" + name + rb'="([^"]*)"', entry)
    return match[1].decode("utf-8", errors="replace") if match else ""


def _cells_behind(content: bytes) -> Behind:
    """Find formulas and failed cells; most sheets have none, which one look at the bytes tells."""
    marks = _BEHIND_MARKS if content.count(_NAMESPACE) == 1 and b"<worksheet" in content[:_HEAD] else _ALL_BEHIND_MARKS
    if not any(mark in content for mark in marks):
        return {}
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for letters, row, attributes, inside in _CELL_BEHIND.findall(content):
        kind = ""
        if b't="e"' in attributes:
            kind = "looked_up" if _NOT_AVAILABLE in inside else "failed"
        elif _FORMULA.search(inside):
            kind = "formulas" if _HAS_RESULT.search(inside) else "formulas_without_result"
        if kind:
            found[kind][column_place(letters.decode("ascii"))].append(int(row))
    return {kind: {place: tuple(rows) for place, rows in columns.items()} for kind, columns in found.items()}


def _hidden_rows(content: bytes) -> Behind:
    """Find rows that a filter or a hand has hidden."""
    rows = _HIDDEN_ROW.findall(content) if _HIDDEN in content else []
    return {"hidden_rows": {0: tuple(sorted(map(int, rows)))}} if rows else {}


def _read_sheets(
    book: python_calamine.CalamineWorkbook, file: str, known: frozenset[str], behind: dict[str, Behind]
) -> Opened:
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for number, metadata in enumerate(book.sheets_metadata, start=1):
        if metadata.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        where = f"sheet {number}"
        part = book.get_sheet_by_index(number - 1)
        last_row, last_column = part.end or (0, 0)
        if last_column >= MOST_COLUMNS:
            reason = f"Up to {MOST_COLUMNS} columns are read. Delete those that were not asked for."
            findings.append(Finding("error", file, "too many columns", reason, table=where))
            continue
        if last_row > MOST_ROWS:
            reason = f"Up to {MOST_ROWS} rows are read."
            findings.append(Finding("error", file, "too many rows", reason, table=where))
            continue
        hidden = metadata.visible is not python_calamine.SheetVisibleEnum.Visible
        sheet = _sheet(part, number, known, behind.get(str(number), {}), hidden=hidden)
        if sheet is not None:
            wrong = (*_merged_cells(part, sheet, file), *_what_is_hidden(sheet, behind.get(str(number), {}), file))
            sheets.append(replace(sheet, called=where, findings=wrong))
    return Opened(tuple(sheets), tuple(findings))


def _what_is_hidden(sheet: Sheet, behind: Behind, file: str) -> list[Finding]:
    """Return a query about filled rows that nobody who checked the sheet has seen; they are read all the same."""
    hidden = sheet.cells.index.intersection(list(behind.get("hidden_rows", {}).get(0, ())))
    if sheet.hidden or hidden.empty:
        return []
    reason = "A filter hides them, and they were read. Delete those that are not meant to be sent."
    return [Finding("query", file, "hidden rows", reason, count=len(hidden), rows=tuple(hidden))]


def _merged_cells(part: python_calamine.CalamineSheet, sheet: Sheet, file: str) -> list[Finding]:
    """Return an error about merged cells from the header down: only the first of them holds what all show."""
    ranges = part.merged_cell_ranges or []
    rows = sorted({start[0] + 1 for start, end in ranges if end[0] + 1 >= sheet.header_row})
    columns = sorted({start[1] for start, end in ranges if end[0] + 1 >= sheet.header_row})
    if not rows:
        return []
    reason = "Only the first of merged cells holds a value. Take the merging away, fill every cell and send it again."
    column = column_letter(columns[0]) if len(columns) == 1 else ""
    return [Finding("error", file, "merged cells", reason, column=column, count=len(rows), rows=tuple(rows))]


def _sheet(
    part: python_calamine.CalamineSheet, number: int, known: frozenset[str], behind: Behind, *, hidden: bool
) -> Sheet | None:
    rows = part.to_python(skip_empty_area=False)
    if not rows:
        return None
    first = [[_text(value) for value in row] for row in rows[:HEADER_SEARCHED_ROWS]]
    place = header_place(first, known)
    header = tuple(first[place])
    columns = zip(*rows[place + 1 :], strict=True) if len(rows) > place + 1 else ((),) * len(header)
    index = pd.RangeIndex(place + 2, len(rows) + 1)
    cells = pa.table([_column(values) for values in columns], names=[str(at) for at in range(len(header))]).to_pandas()
    cells = cells.set_axis(index).set_axis(pd.RangeIndex(len(header)), axis="columns")
    for at, looked_up in behind.get("looked_up", {}).items():
        if at in cells:
            cells.loc[[row for row in looked_up if row in index], at] = _NOT_AVAILABLE.decode()
    is_filled = [any(row) or any(value != "" for value in row) for row in rows[place + 1 :]]
    return Sheet(
        name=part.name,
        number=number,
        columns=header,
        cells=cells if all(is_filled) else cells[is_filled],
        header_row=place + 1,
        hidden=hidden,
        formulas=behind.get("formulas", {}),
        formulas_without_result=behind.get("formulas_without_result", {}),
        failed=behind.get("failed", {}),
    )


def _column(values: tuple[Any, ...]) -> pa.Array[Any]:
    kinds = set(map(type, values))
    if bool in kinds:
        # To Python true is 1, so that the look-up below would take the one for the other.
        return pa.array([_text(value) for value in values], pa.string())
    if kinds - {str}:
        texts = {value: _text(value) for value in set(values)}
        return pa.array([texts[value] for value in values], pa.string())
    return pa.array(values, pa.string())


def _text(value: object) -> str:
    """Return what a cell shows as text: days as 2024-04-03, whole numbers without ".0"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
