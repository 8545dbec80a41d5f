"""The public figures.csv: exactly the figures that the page prints, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from safeguarding_report.released import FIGURE_COLUMNS

if TYPE_CHECKING:
    from safeguarding_report.released import Released
    from safeguarding_report.report.reader import Page

_NUMBERS = {"numerator", "denominator", "value", "lower", "upper"}

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")  # noqa: RUF001 — a spreadsheet takes the wide sign too
"""What makes a spreadsheet take a text for a formula."""


def public_figures(page: Page, released: Released) -> bytes:
    """Return the figures that a page prints as CSV, one row each, in the order of their ids."""
    printed = {element.attributes.get("data-figure") for element in page.named("data")}
    rows = sorted(
        (figure for figure in released.figures if figure.figure_id in printed), key=lambda figure: figure.figure_id
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows([_as_cell(name, getattr(row, name)) for name in FIGURE_COLUMNS] for row in rows)
    return text.getvalue().encode()


def _as_cell(column: str, value: str) -> str:
    return f"'{value}" if column not in _NUMBERS and value.startswith(_FORMULA_STARTS) else value
