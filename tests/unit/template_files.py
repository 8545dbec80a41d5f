"""Filled templates for tests: the sheets of our own template with the rows that a partner typed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from safeguarding_report.formats.delimited import open_csv
from safeguarding_report.formats.read_return import ReturnContext
from safeguarding_report.formats.templates import known_headers, read_opened
from safeguarding_report.formats.templates.contents import VERSION_COLUMN, example_row
from safeguarding_report.formats.workbook import open_workbook
from safeguarding_report.year import ReportingYear

FILE = "ashmere-constabulary/figures_v1"

CONTEXT = ReturnContext(FILE, "", ReportingYear(2023), lambda child: child)


@dataclass(frozen=True)
class Formula:
    """A cell that is worked out, and the result that the spreadsheet stored with it."""

    text: str
    result: object = ""


def header(table):
    return [VERSION_COLUMN, *(column.name for column in table.asked)]


def filled_row(table, **cells):
    """The example row as a partner would have filled it: without its mark and its first words."""
    row = dict(zip((column.name for column in table.asked), example_row(table), strict=True))
    row = {name: text.removeprefix("Example: ") for name, text in row.items()}
    return ["", *(row | cells).values()]


def read_csv(path, *lines, encoding="utf-8"):
    """Read lines of cells as a CSV file; the header is line 1."""
    text = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return read_opened(open_csv(path, FILE), CONTEXT)


def read_workbook(path, sheets, hidden=()):
    """Read sheets of cells, by name, as a workbook; the title is row 1 and the header row 2."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, Formula):
                    sheet.write_formula(at, place, cell.text, value=cell.result)
                else:
                    sheet.write(at, place, cell)
        if name in hidden:
            sheet.hide()
    book.close()
    path.write_bytes(written.getvalue())
    return read_opened(open_workbook(path, FILE, known_headers()), CONTEXT)


def said(read):
    """What was found, each as severity, rule, column and rows."""
    return [(one.severity, one.rule, one.column, one.rows) for one in read.findings]
