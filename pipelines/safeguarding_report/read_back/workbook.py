"""figures.xlsx read back: every cell is the figure that its sheet, row and column say, and there is nothing else."""

from __future__ import annotations

import zipfile
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from safeguarding_report.other_editions.held_by_measure import NOT_HELD, sheets_of
from safeguarding_report.read_back.pdf_text import text_of
from safeguarding_report.read_back.words import numbers_in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from safeguarding_report.other_editions.held_by_measure import MeasureSheet
    from safeguarding_report.released import Figure, Released

_MAY_BE_IN_IT = ("[Content_Types].xml", "_rels/", "docProps/", "xl/")

_ALIVE = (b"<f>", b"<f ", b'TargetMode="External"', b"vbaProject", b"<ddeLink", b"<oleLink")
"""What makes a workbook compute, fetch or run."""


def read_workbook(path: Path, page: str, released: Released, figures: Sequence[Figure]) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for every cell that says something else than the printed figures."""
    yield from _alive(path)
    known = set(numbers_in_text(text_of(page)))
    sheets = {str(number): sheet for number, sheet in enumerate(sheets_of(released, figures), 1)}
    read = _cells(path)
    for name, rows in read.items():
        if name in sheets:
            yield from ((f"sheet {name}", rule) for rule in _wrong_in(rows, sheets[name], known))
        elif any(_strays(cell, known | set(sheets)) for row in rows for cell in row):
            yield f"sheet {name}", "a number that the page does not print"
    for name in sorted(sheets.keys() - read.keys()):
        yield f"sheet {name}", "a sheet is absent"


def _alive(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not name.startswith(_MAY_BE_IN_IT):
                yield name, "a part that no workbook of ours has"
            if any(sign in parts.read(name) for sign in _ALIVE):
                yield name, "a formula, a program or an address outside the workbook"


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    # Imported here because nothing else of reading back needs it.
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    with CalamineWorkbook.from_path(str(path)) as workbook:
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }


def _wrong_in(rows: list[list[Any]], sheet: MeasureSheet, known: set[str]) -> Iterator[str]:
    head = ["Area", "Area code", *([sheet.breakdown] if sheet.breakdown else []), "Unit"]
    wanted = [*head, *(sheet.period_names[period] for period in sheet.periods)]
    place = next((at for at, row in enumerate(rows) if row[: len(wanted)] == wanted), None)
    if place is None:
        yield "a sheet without the head of its table"
        return
    if any(_strays(cell, known) for row in rows[:place] for cell in row):
        yield "a number above the table that the page does not print"
    by_labels = {tuple(row.labels(with_category=bool(sheet.breakdown))): row.figures for row in sheet.rows}
    body = rows[place + 1 :]
    if len(body) != len(sheet.rows):
        yield "rows are absent, or there are more of them"
    for row in body:
        figures = by_labels.get(tuple(row[: len(head)]))
        if figures is None or len(row) != len(wanted):
            yield "a row of an area, unit or category that has no figure here"
            continue
        if not all(
            _says(cell, figures.get(period)) for cell, period in zip(row[len(head) :], sheet.periods, strict=True)
        ):
            yield "a cell with another number than the printed one, or with one where none is printed"


def _says(cell: Any, figure: Figure | None) -> bool:  # noqa: ANN401 — a cell is anything
    if figure is None:
        return bool(cell == NOT_HELD)
    if not figure.value:
        return bool(cell == figure.text)
    try:
        return not isinstance(cell, str) and Decimal(str(cell)) == Decimal(figure.value)
    except InvalidOperation:
        return False


def _strays(cell: Any, known: set[str]) -> bool:  # noqa: ANN401
    return not isinstance(cell, str) or any(number not in known for number in numbers_in_text(cell))
