"""The table of counted figures: the same counts as the published ones, made from partner returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.tables.published import OFFICIAL_FIGURES
from safeguarding_report.tables.results import STATUSES
from safeguarding_report.tables.table import Column, Table

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

RETURNS = "returns"
"""The family of releases that partner returns of all years make, as if they were published."""

LOCAL_STATUSES = tuple(status for status in STATUSES if not status.startswith("official"))

COUNTED_FIGURES = Table(
    name="counted_figures",
    one_row_is="one row is one count of one area and year, made from partner returns",
    columns=(
        *OFFICIAL_FIGURES.columns,
        Column("status", "text", "how final the figure is", codes=LOCAL_STATUSES),
        Column("reason", "text", "why there is no number, in words; empty where there is one"),
    ),
    key=OFFICIAL_FIGURES.key,
)
"""The columns of official_figures, in which the source is the return or returns, and two more."""


def release_of(year: ReportingYear) -> str:
    """Return what the returns of a year are called where published figures name their release: returns_2023_24."""
    return f"{RETURNS}_{str(year).replace('-', '_')}"


def source_of(return_id: str, year: ReportingYear) -> str:
    """Return what figures call a return, as they call a published file by its release and its table.

    The same file name may come every year. A + joins the names of several sources, so that none holds one.
    """
    return f"{release_of(year)}/{return_id.replace('+', '_')}"
