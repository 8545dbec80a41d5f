"""The multi-agency dashboard: what partners return on the themes of the report, this year beside the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.plan import TAKEN_FROM_THE_ANNEX
from safeguarding_report.report.quality_chapter import late_or_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Area, MeasureWords, Released

YEARS = 2


def dashboard(released: Released) -> Markup:
    """Return one table of the whole area: the figures that chapters take from partners, this year and the year before.

    Those of each authority stand in the chapters, and all that partners return stands in the annex.
    """
    opening = Markup(
        '<p class="lead">These are the figures that partners return themselves, beside those of the year before. '
        "{}; figures of each authority stand in the chapters. {}</p>"
    ).format(_quarters(released), late_or_missing(released))
    return elements.join([opening, _table(released, released.whole)])


QUARTERLY = "referrals_by_quarter_count"


def _quarters(released: Released) -> str:
    if any(figure.measure == QUARTERLY for figure in released.figures):
        return "Quarters are held of referrals alone, in their chapter or annex A"
    return "Quarters are not held in this report"


def _table(released: Released, area: Area) -> Markup:
    rows: list[tuple[str, list[elements.Cell]]] = []
    for words in returned_measures(released):
        series = released.series(words.measure, area.code, YEARS)
        if any(figure is not None and figure.symbol != "x" for figure in series):
            rows.append(
                (row_label(words, [period[:4] for period in released.periods_of(words.measure, YEARS)]), list(series))
            )
    if not rows:
        return Markup("")
    years = [f"{period[:4]}-{period[4:6]}" for period in released.periods(YEARS)]
    return elements.table(f"{area.name}: figures that partners return", "Figure", years, rows)


def row_label(words: MeasureWords, starts: Sequence[str]) -> str:
    """Return the name of a figure, and its period where that is not the year in the head of the column."""
    unit = " (per cent)" if words.data_type == "percent" else ""
    if words.period_type == "academic year":
        years = " and ".join(f"{start}-{(int(start) + 1) % 100:02d}" for start in starts)
        return f"{words.name}{unit}, {words.period_type}s {years}"
    is_said = words.period_type in {"year", *([words.period_type] if words.period_type in words.name else [])}
    return f"{words.name}{unit}{'' if is_said else f', {words.period_type}'}"


def returned_measures(released: Released) -> list[MeasureWords]:
    """Return the measures that chapters take from partners' returns, without breakdowns and rates, in report order."""
    return [
        words
        for words in released.measures.values()
        if words.title in TAKEN_FROM_THE_ANNEX and not words.breakdown and words.data_type != "rate"
    ]
