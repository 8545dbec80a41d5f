"""Charts: drawn from released figures alone, saved with their words and tables, loaded without matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.charts.among import charts_among
from safeguarding_report.charts.chart import ENTRY, Chart, ChartRow, load_charts, save_charts
from safeguarding_report.charts.content import content_of, is_planned
from safeguarding_report.charts.headlines import headline
from safeguarding_report.charts.meaning import tells, unknown
from safeguarding_report.charts.of_registers import charts_of_registers
from safeguarding_report.charts.plan import PLANS
from safeguarding_report.charts.representation import charts_of_representation
from safeguarding_report.charts.svg import clean
from safeguarding_report.charts.words import alternative, subtitle, title

if TYPE_CHECKING:
    from safeguarding_report.charts.content import Content
    from safeguarding_report.charts.plan import Plan
    from safeguarding_report.released import Figure, Released

__all__ = ["ENTRY", "PLANS", "Chart", "ChartRow", "draw_chart", "draw_charts", "load_charts", "save_charts"]

_HEADINGS = {
    "source": "Source", "month": "Month", "category_of_abuse": "Category", "duration": "Time taken",
    "quarter": "Quarter", "age_group": "Age", "ethnic_group": "Ethnic group",
    "sex": "Sex", "disability": "Disability",
}  # fmt: skip


def draw_charts(released: Released) -> list[Chart]:
    """Draw all charts of a report: of measures in page order, of who is over-represented, of places, and of registers."""
    of_measures = [draw_chart(plan, released) for plan in PLANS if is_planned(plan, released)]
    return [*of_measures, *charts_of_representation(released), *charts_among(released), *charts_of_registers(released)]


def draw_chart(plan: Plan, released: Released) -> Chart:
    """Draw one chart; where none of the partnership's own figures has a number, say so instead."""
    content = content_of(plan, released)
    columns, rows = _table(content, released)
    neighbours = [series.area.note for series in content.series if series.area.role == "neighbours"]
    return Chart(
        chart=plan.chart,
        chapter=content.words.chapter,
        headline=headline(content, released),
        subtitle=subtitle(content, released),
        alternative=alternative(content),
        svg=_drawing(content),
        columns=columns,
        rows=rows,
        notes=tuple(filter(None, [*(note.text for note in released.notes_about(content.figures)), *neighbours])),
        row_heading="Step" if plan.kind == "flow" else _HEADINGS.get(content.words.breakdown, "Year"),
        tells=tells(content, released),
        unknown=unknown(content, released),
    )


def _drawing(content: Content) -> str:
    if not content.is_drawn:
        return ""
    from safeguarding_report.charts.draw import draw  # noqa: PLC0415 — whoever only loads charts needs no matplotlib

    return clean(draw(content), content.plan.chart, title(content), alternative(content))


def _table(content: Content, released: Released) -> tuple[tuple[str, ...], tuple[ChartRow, ...]]:
    """Return the columns and rows of the figures behind a chart."""
    if content.plan.kind == "trend" or content.drawn_as == "panels":
        return _trend_table(content)
    if content.plan.kind in {"quarters", "flow"}:
        figures = content.series[0].figures if content.series else ()
        pairs = zip(content.places, figures, strict=True)
        return ("Number",), tuple(ChartRow(place, (_id(figure),)) for place, figure in pairs)
    return _category_table(content, released)


def _trend_table(content: Content) -> tuple[tuple[str, ...], tuple[ChartRow, ...]]:
    rows = tuple(
        ChartRow(place, tuple(_id(series.figures[number]) for series in content.series))
        for number, place in enumerate(content.places)
    )
    return tuple(series.name for series in content.series), rows


def _category_table(content: Content, released: Released) -> tuple[tuple[str, ...], tuple[ChartRow, ...]]:
    series, also = content.series[0], content.plan.also
    rows = []
    for (code, name), figure in zip(content.words.categories, series.figures, strict=True):
        second = [released.figure(also, series.area.code, category=code)] if also else []
        rows.append(ChartRow(name, tuple(_id(one) for one in (figure, *second))))
    return ("Number", "Per cent") if also else ("Number",), tuple(rows)


def _id(figure: Figure | None) -> str | None:
    return figure.figure_id if figure else None
