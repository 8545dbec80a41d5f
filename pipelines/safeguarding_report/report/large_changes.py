"""The large changes of a chapter that neither its opening nor a chart tells, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.report import elements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan

MOVES = ("change", "referrals")
"""What an opening tells of a change; a large one is followed by its reason."""


def other_large_changes(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return the large changes that neither the opening of a chapter nor one of its charts tells, each with its reason.

    A chart says of a large change that nobody explained it; a reason that was given stands here.
    """
    told = [measure for kind, measure in plan.lead if kind in MOVES and measure in released.measures]
    opened = {released.measures[measure].title for measure in told}
    drawn = {(released.measures[measure].title, area) for measure, area in _trends_of(charts)}
    moves = [
        (narrative.change_sentence(released, words.measure, area), why)
        for words in _one_of_each(plan, released)
        if words.title not in opened and not words.breakdown
        for area in released.own_areas
        if (words.title, area.code) not in drawn or (words.title, area.code) in released.reasons
        if (why := narrative.why_sentence(released, words.measure, area)) is not None
    ]
    items = [
        Markup(" ").join(elements.sentence_text(one) for one in (moved, why))
        for moved, why in moves
        if moved is not None
    ]
    if not items:
        return []
    return [
        Markup("<h3>{}</h3>").format(f"{plan.title}: other large changes"),
        elements.bullets(items, "changes", cited=True),
    ]


def _trends_of(charts: Sequence[Chart]) -> set[tuple[str, str]]:
    """Return the measure and area of every figure that a chart of years draws."""
    of_years = [chart for chart in charts if chart.svg and chart.row_heading == "Year"]
    places = [one.split("/") for chart in of_years for one in chart.figure_ids]
    return {(measure, area) for measure, area, *_ in places}


def _one_of_each(plan: ChapterPlan, released: Released) -> list[MeasureWords]:
    """Return the count of each measure of a chapter, or its percentage where it has one: they move together."""
    by_title = {
        words.title: words
        for words in sorted(released.measures.values(), key=lambda words: words.data_type == "percent")
        if (words.title in plan.measures if plan.measures else words.chapter == plan.chapter)
        and words.data_type != "rate"
    }
    return [words for words in released.measures.values() if by_title.get(words.title) is words]
