"""Write a template: an accessible workbook without macros, or CSV lists; the same template gives the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from safeguarding_report.formats.templates.contents import EXAMPLE, VERSION_COLUMN, Template, example_row
from safeguarding_report.formats.templates.notes import (
    Reading,
    code_lists,
    list_name,
    notes,
    readings,
    sheet_name,
    title,
)
from safeguarding_report.store import write_file, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from safeguarding_report.tables.table import Column, Table

LANGUAGE = "en-GB"

_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
"""A fixed day: the day of writing would change the bytes and tell nobody anything."""
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"

_TITLE_ROW, _HEADER_ROW, _EXAMPLE_ROW = 0, 1, 2
_LAST_ROW = 2000
"""Cells down to here have drop-downs and notes; rows further down are read all the same."""
_LONGEST_NAME, _LONGEST_NOTE = 32, 255
"""Limits of Excel for the heading and the text of a cell's note."""
_WIDTHS = {"date": 14, "whole number": 14, "text": 30}
_READING_WIDTH = 45
_FIRST_WIDTH = 20
_FIRST_DAY = date(1990, 1, 1)
"""No day that is asked for lies before it."""


def write_template(template: Template, path: Path) -> None:
    """Write the empty workbook of a template."""
    write_file(path, workbook_bytes(template))


def write_csv_templates(template: Template, folder: Path) -> list[Path]:
    """Write a template as CSV lists, one for each table; return their paths."""
    contents = []
    for table in template.tables:
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow([VERSION_COLUMN, *(column.name for column in table.asked)])
        lines.writerow([EXAMPLE, *example_row(table)])
        # Excel takes a CSV for UTF-8 only where it begins with the mark.
        contents.append((folder / f"{template.file_stem}_{table.name}.csv", text.getvalue().encode("utf-8-sig")))
    write_files(contents)
    return [path for path, _ in contents]


def workbook_bytes(template: Template) -> bytes:
    """Return the workbook of a template as bytes."""
    import xlsxwriter  # noqa: PLC0415 — most commands write no workbook

    written = io.BytesIO()
    # No cell becomes a formula or a link, whatever its text begins with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(written, options)
    book.set_properties({"title": title(template), "subject": f"Template {VERSION_COLUMN}", "created": _CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    lists = _list_ranges(code_lists(template))
    _write_reading(book, notes(template), bold)
    for table in template.tables:
        _write_table(book, table, bold, lists)
    for reading in readings(template):
        _write_reading(book, reading, bold)
    book.close()
    return _with_language(written.getvalue())


def _write_table(book: Workbook, table: Table, bold: Format, lists: dict[str, str]) -> None:
    sheet = book.add_worksheet(sheet_name(table))
    sheet.write_string(_TITLE_ROW, 0, f"{sheet_name(table)}: {table.one_row_is}", bold)
    forms = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "whole number": book.add_format({"num_format": "0"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
    }
    sheet.set_column(0, 0, _FIRST_WIDTH, forms["text"])
    _add_table(sheet, table.name, (VERSION_COLUMN, *(column.name for column in table.asked)), _EXAMPLE_ROW, bold)
    sheet.write_string(_EXAMPLE_ROW, 0, EXAMPLE, forms["text"])
    sheet.data_validation(_EXAMPLE_ROW, 0, _LAST_ROW, 0, _note(VERSION_COLUMN, "Leave this column empty."))
    for place, (column, example) in enumerate(zip(table.asked, example_row(table), strict=True), start=1):
        sheet.set_column(place, place, _WIDTHS[column.type], forms[column.type])
        _write_cell(sheet, place, column, example, forms[column.type])
        note = _note(column.name, column.words)
        sheet.data_validation(_HEADER_ROW, place, _HEADER_ROW, place, note)
        rule = note | _allowed(column, lists.get(list_name(table, column), ""))
        sheet.data_validation(_EXAMPLE_ROW, place, _LAST_ROW, place, rule)
    sheet.freeze_panes(_EXAMPLE_ROW, 0)


def _write_cell(sheet: Worksheet, place: int, column: Column, example: str, form: Format) -> None:
    if not example:
        sheet.write_blank(_EXAMPLE_ROW, place, None, form)
    elif column.type == "date":
        sheet.write_datetime(_EXAMPLE_ROW, place, date.fromisoformat(example), form)
    elif column.type == "whole number":
        sheet.write_number(_EXAMPLE_ROW, place, int(example), form)
    else:
        sheet.write_string(_EXAMPLE_ROW, place, example, form)


def _note(name: str, words: str) -> dict[str, Any]:
    """Return what a person sees and hears who comes to the cell; such notes need no comments and no macros."""
    sentence = f"{words[:1].upper()}{words[1:].rstrip('.')}."
    return {"validate": "any", "input_title": name[:_LONGEST_NAME], "input_message": sentence[:_LONGEST_NOTE]}


def _allowed(column: Column, cells_of_list: str) -> dict[str, Any]:
    """Return what the spreadsheet lets a person write in a column."""
    wrong = {"error_title": column.name[:_LONGEST_NAME]}
    if cells_of_list:
        return wrong | {"validate": "list", "source": cells_of_list, "error_message": "Choose one of the list."}
    if column.type == "date":
        message = "Write a day, such as 2024-03-31."
        return wrong | {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_message": message}
    if column.type == "whole number":
        return wrong | {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "Write digits only."}
    return {}


def _write_reading(book: Workbook, reading: Reading, bold: Format) -> None:
    sheet = book.add_worksheet(reading.name)
    sheet.write_string(_TITLE_ROW, 0, reading.title, bold)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    _add_table(sheet, reading.name.casefold().replace(" ", "_"), reading.header, _HEADER_ROW + len(reading.rows), bold)
    for at, row in enumerate(reading.rows, start=_EXAMPLE_ROW):
        for place, text in enumerate(row):
            sheet.write_string(at, place, text, wrapped)
    sheet.set_column(0, len(reading.header) - 1, _READING_WIDTH)
    sheet.freeze_panes(_EXAMPLE_ROW, 0)


def _add_table(sheet: Worksheet, name: str, header: tuple[str, ...], last_row: int, bold: Format) -> None:
    """Mark a table up, so that a screen reader says the header with each cell."""
    columns = [{"header": text, "header_format": bold} for text in header]
    form = {"name": f"{name}_table", "columns": columns, "style": "Table Style Light 1", "autofilter": False}
    sheet.add_table(_HEADER_ROW, 0, last_row, len(header) - 1, form)


def _list_ranges(lists: Reading) -> dict[str, str]:
    """Return where each list stands on its sheet."""
    rows: dict[str, list[int]] = {}
    for row, (name, _) in enumerate(lists.rows, start=_EXAMPLE_ROW + 1):
        rows.setdefault(name, []).append(row)
    return {name: f"='{lists.name}'!$B${places[0]}:$B${places[-1]}" for name, places in rows.items()}


def _with_language(content: bytes) -> bytes:
    """Say the language of the document, which XlsxWriter has no word for."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            part = given.read(name)
            if name == _CORE:
                part = part.replace(
                    b"</cp:coreProperties>", f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                )
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, part)
    return written.getvalue()
