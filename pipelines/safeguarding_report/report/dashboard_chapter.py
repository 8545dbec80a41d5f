"""The multi-agency dashboard: what partners returned, this year beside the year before, by whoever owns the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.quality_chapter import late_or_missing

if TYPE_CHECKING:
    from safeguarding_report.released import Area, MeasureWords, Released

RETURNED = frozenset({"police", "health", "education", "front-door", "partnership-work"})
"""The chapters that measures of partners' own returns belong to; all others are counted as published statistics are."""

YEARS = 2


def dashboard(released: Released) -> Markup:
    """Return a table for each area: every figure that partners return, this year and the year before."""
    opening = Markup(
        "<p>These are the figures that partners return themselves, beside those of the year before. "
        "Quarters are not held in this build. {}</p>"
    ).format(late_or_missing(released))
    tables = [table for area in released.own_areas if (table := _table(released, area))]
    return elements.join([opening, *tables])


def _table(released: Released, area: Area) -> Markup:
    rows: list[tuple[str, list[elements.Cell]]] = []
    for words in returned_measures(released):
        series = released.series(words.measure, area.code, YEARS)
        if any(figure is not None and figure.symbol != "x" for figure in series):
            rows.append((f"{words.name}{' (per cent)' if words.data_type == 'percent' else ''}", list(series)))
    if not rows:
        return Markup("")
    years = [f"{period[:4]}-{period[4:6]}" for period in released.periods(YEARS)]
    return elements.table(f"{area.name}: figures that partners return", "Figure", years, rows)


def returned_measures(released: Released) -> list[MeasureWords]:
    """Return the measures that partners own, without breakdowns and rates, in report order."""
    return [
        words
        for words in released.measures.values()
        if words.chapter in RETURNED and not words.breakdown and words.data_type != "rate"
    ]
