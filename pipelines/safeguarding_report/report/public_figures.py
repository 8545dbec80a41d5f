"""The public figures.csv: exactly the figures that the page prints, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import TYPE_CHECKING

from safeguarding_report.released import FIGURE_COLUMNS
from safeguarding_report.report.reader import Page

if TYPE_CHECKING:
    from safeguarding_report.released import Released

_NUMBERS = {"numerator", "denominator", "value", "lower", "upper"}

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")  # noqa: RUF001 — a spreadsheet takes the wide sign too
"""What makes a spreadsheet take a text for a formula."""


def public_figures(page: str, released: Released) -> bytes:
    """Return the figures that a page prints as CSV, one row each, in the order of their ids."""
    printed = {element.attributes.get("data-figure") for element in Page(page).named("data")}
    rows = sorted(
        (figure for figure in released.figures if figure.figure_id in printed), key=lambda figure: figure.figure_id
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, FIGURE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {column: value if column in _NUMBERS else _as_text(value) for column, value in asdict(row).items()}
        for row in rows
    )
    return text.getvalue().encode()


def _as_text(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
