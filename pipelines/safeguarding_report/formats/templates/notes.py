"""The sheets of a template that are read and not filled: what to do, what each column holds, what to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.formats.templates.contents import EXAMPLE, TEMPLATE_VERSION, VERSION_COLUMN, Template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from safeguarding_report.tables.table import Column, Table


@dataclass(frozen=True)
class Reading:
    """A sheet to read: its name, its title, and one table."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


NOTES_HEADER = ("Subject", "What to know")
COLUMNS_HEADER = ("Sheet", "Column", "What it holds", "How to write it", "May be empty")
INDICATORS_HEADER = ("Indicator", "Name", "What is counted", "What it is a share of", "Unit", "Part of")
CODES_HEADER = ("List", "Choose one of")

READ_ONLY_HEADERS = (NOTES_HEADER, COLUMNS_HEADER, INDICATORS_HEADER, CODES_HEADER)

_NO = "none"
"""No cell is left empty, because a screen reader says nothing there."""


def title(template: Template) -> str:
    """Return what the template is, in words."""
    of = {"partnership": "the office of the partnership"}.get(template.kind, f"partners of the kind {template.kind}")
    return f"Safeguarding partnership: figures and registers of {template.partner or of}"


def notes(template: Template) -> Reading:
    """Return the first sheet: what is asked, for which period, by when, and how to fill it."""
    period = f"{_day(template.period[0])} to {_day(template.period[1])}" if template.period else "As agreed"
    rows = (
        ("What this is", "The counts and registers that the yearly report of the partnership needs from you."),
        ("Period", period),
        ("Please send it by", _day(template.due) if template.due else "the day that the partnership has told you"),
        ("Template version", str(TEMPLATE_VERSION)),
        ("Never a child", "Nothing here asks about one child or family. Write no name, birth date or number of any."),
        ("One row", "One sheet holds one table. Fill it downwards, and leave no row free between two."),
        ("Example", f"The row marked “{EXAMPLE}” in the column {VERSION_COLUMN} is ours. It is not read."),
        ("First column", f"Leave the column {VERSION_COLUMN} empty, and do not change any header."),
        ("Dates", "Write days as 2024-03-31, year first."),
        ("Empty is not 0", "Write 0 only where you counted and there was none. Nobody counted: status not_available."),
        ("Nothing to tell", "Leave a sheet as it is where you have nothing for it."),
        ("Formulas", "Paste values; formulas are not worked out."),
    )
    return Reading("Notes", title(template), NOTES_HEADER, rows)


def columns(template: Template) -> Reading:
    """Return the sheet that says what each column holds."""
    rows = tuple(
        (sheet_name(table), column.name, column.words, how_to_write(column), "yes" if column.may_be_missing else "no")
        for table in template.tables
        for column in table.asked
    )
    return Reading("Columns", "What each column holds", COLUMNS_HEADER, rows)


def indicators(template: Template) -> Reading:
    """Return the sheet that says what each indicator counts."""
    rows = tuple(
        (one.id, one.name, one.told, one.denominator or _NO, one.unit, one.part_of or _NO)
        for one in template.indicators
    )
    return Reading("Indicators", "What each indicator counts", INDICATORS_HEADER, rows)


def code_lists(template: Template) -> Reading:
    """Return the sheet of the lists that cells choose from, each list in one piece."""
    rows = tuple((list_name(table, column), code) for table, column in _chosen(template) for code in column.codes)
    return Reading("Code lists", "What can be chosen in each column", CODES_HEADER, rows)


def list_name(table: Table, column: Column) -> str:
    """Return what the list of a column is called."""
    return f"{sheet_name(table)}: {column.name}"


def sheet_name(table: Table) -> str:
    """Return the name of the sheet that a table has in a template."""
    return table.title.capitalize()


def how_to_write(column: Column) -> str:
    """Say how the cells of a column are written."""
    if column.codes:
        return "one of the list"
    if column.form:
        return "a reporting year, such as 2023-24"
    return {"date": "a day, such as 2024-03-31", "whole number": "digits only"}.get(column.type, "words")


def readings(template: Template) -> tuple[Reading, ...]:
    """Return the sheets that stand behind those to fill."""
    own = (indicators(template),) if template.indicators else ()
    return (columns(template), *own, code_lists(template))


def _chosen(template: Template) -> Iterator[tuple[Table, Column]]:
    for table in template.tables:
        for column in table.asked:
            if column.codes:
                yield table, column


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
