"""The annex: every measure that no chapter shows, as a plain table each, and how far chance alone could move figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report import elements
from safeguarding_report.report.chart_blocks import chart_blocks
from safeguarding_report.report.chosen import in_the_body, of_priorities, stands_in_the_body
from safeguarding_report.report.figure_chapters import (
    has_charts,
    measure_table,
    measure_tables,
    measures_of,
)
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import CHAPTERS, TAKEN_FROM_THE_ANNEX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Figure, MeasureWords, Released

_TITLES = {plan.chapter: plan.title for plan in CHAPTERS} | {
    "schools": "Absence from school",
    "police": "Police",
    "health": "Health",
    "education": "Education",
    "front-door": "The front door, early help and allegations",
    "partnership-work": "The partnership's own work",
}
"""What the annex calls the chapters that its measures belong to; a chapter of no plan stands in the annex alone."""

ANNEX = "all-measures"

ABOUT_INTERVALS = Markup(
    "<p>Numbers move by chance from year to year. Beside each figure stand two ends, worked out by Byar's method for "
    "rates and Wilson's for percentages. Of ends worked out in this way, nineteen in twenty have between them the level "
    "that would be seen without chance. Practice and recording move figures more than chance does. So the chapters judge "
    "a change by its place among all authorities and not by this.</p>"
)


def all_measures(released: Released, charts: Sequence[Chart]) -> Markup:
    """Return the charts and tables that chapters leave to the annex, all further measures, intervals and funnel plots."""
    by_chapter: dict[str, dict[str, list[MeasureWords]]] = {}
    for words in released.measures.values():
        if words.annex and words.title not in TAKEN_FROM_THE_ANNEX:
            by_chapter.setdefault(words.chapter, {}).setdefault(words.title, []).append(words)
    own = {area.code for area in released.own_areas}
    held = {figure.measure for figure in released.figures if figure.area_code in own}
    parts = [_how_chosen(released, charts), *_left_by_chapters(released, charts)]
    for chapter, measures in by_chapter.items():
        tables = [
            measure_table(released, of_one)
            for of_one in measures.values()
            if held.intersection(words.measure for words in of_one)
        ]
        if tables:
            parts += [Markup("<h3>{}</h3>").format(f"{_TITLES[chapter]}: further figures"), *tables]
    return elements.join([*parts, *_intervals(released), *_funnels(released, charts)])


def _how_chosen(released: Released, charts: Sequence[Chart]) -> Markup:
    """Say which measures stand in the chapters, and what of them stands here, as it is in this report."""
    first = "those of the partnership's priorities first, then " if of_priorities(released) else ""
    chosen = in_the_body(released)
    in_chapters = {plan.chapter for plan in CHAPTERS if plan.lead}
    has_charts_left = any(
        one.chapter in in_chapters and not stands_in_the_body(one, released, chosen) for one in charts
    )
    others = (
        "the other charts of the chapters and all their tables" if has_charts_left else "the tables of the chapters"
    )
    return Markup(
        "<p>The chapters show up to twenty measures: {}those that boards ask about most. First stand here {}, then the "
        "tables of measures in no chapter.</p>"
    ).format(first, others)


def _funnels(released: Released, charts: Sequence[Chart]) -> list[Markup]:
    blocks = chart_blocks(released, [chart for chart in charts if chart.chapter == ANNEX])
    return [Markup("<h3>{}</h3>").format("Is that unusual for an authority of this size?"), *blocks] if blocks else []


def _left_by_chapters(released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return by chapter the charts and tables that do not stand in it."""
    parts: list[Markup] = []
    chosen, there = in_the_body(released), chapters_of(released)
    for plan in CHAPTERS:
        if not plan.lead or plan.chapter not in there:
            continue  # of a chapter that has shrunk to a line there is nothing to show here either
        only = None if has_charts(plan, charts) else {words.title for words in measures_of(plan, released)} - chosen
        tables = measure_tables(plan, released, only, title=f"{plan.title}: the tables")
        if tables:
            anchor = Markup('<h3 id="{}">').format(elements.tables_anchor(plan.chapter))
            parts += [anchor + tables[0].removeprefix("<h3>"), *tables[1:]]
        left = [one for one in charts if one.chapter == plan.chapter and not stands_in_the_body(one, released, chosen)]
        parts += chart_blocks(released, left)
    return parts


def _intervals(released: Released) -> list[Markup]:
    tables = [
        elements.table(caption, "Measure", ("Figure", "Lower end", "Upper end"), rows)
        for area in released.own_areas
        if (caption := f"{area.name}: figures of the year and how far chance alone could move them")
        and (rows := [_row(released, figure) for figure in _with_interval(released, area.code)])
    ]
    return (
        [Markup('<h3 id="chance">How far chance alone could move a figure</h3>'), ABOUT_INTERVALS, *tables]
        if tables
        else []
    )


def _with_interval(released: Released, area_code: str) -> list[Figure]:
    whole = [words for words in released.measures.values() if not words.breakdown and words.data_type != "count"]
    found = [released.figure(words.measure, area_code) for words in whole]
    return [figure for figure in found if figure is not None and figure.value and figure.lower]


def _row(released: Released, figure: Figure) -> tuple[str, list[elements.Cell]]:
    words = released.measures[figure.measure]
    ends = [elements.end_element(figure, "lower"), elements.end_element(figure, "upper")]
    return f"{words.name}, {figure.unit}", [figure, *ends]
