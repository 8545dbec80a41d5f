"""A chart on the page: its drawing, what it tells and does not, the numbers behind it, and the way to its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.charts import ENTRY
from safeguarding_report.released import Figure
from safeguarding_report.report import elements, entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart, ChartRow
    from safeguarding_report.released import Released
    from safeguarding_report.report.elements import Cell


def chart_blocks(released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return charts with all that stands around them."""
    return [chart_block(released, chart) for chart in charts]


def _meaning(chart: Chart) -> Markup:
    """Return what a chart tells us and what we do not know, each in a line; nothing where there is no drawing."""
    said = {"What this tells us": chart.tells, "What we do not know": chart.unknown}
    lines = [Markup("<p><strong>{}:</strong> {}</p>").format(name, text) for name, text in said.items() if text]
    return elements.join(lines)


NAMED_BY = {"funding": "partner", "training": "course"}
"""By register the column that names a row of its chart: what partners wrote is tied to its cell, digits and all."""


def _label(released: Released, row: ChartRow) -> str | Markup:
    for one in row.figures:
        register, place, _ = one.removeprefix(ENTRY).split("/") if one and one.startswith(ENTRY) else ("", "", "")
        if (
            register in NAMED_BY
            and released.register(register).entries[int(place)].get(NAMED_BY[register]) == row.label
        ):
            return entries.cell(released.register(register), int(place), NAMED_BY[register])
    return row.label


def _cell_of_chart(released: Released, one: str | None) -> Cell:
    """Return a figure of the table beside a chart, or a number of a register as its own tables print it."""
    if one is None or not one.startswith(ENTRY):
        return released.by_id.get(one or "")
    register, place, column = one.removeprefix(ENTRY).split("/")
    return entries.cell(released.register(register), int(place), column)


def _caption(chart: Chart) -> str:
    """Return the headline and what is shown, the headline alone once where the other begins with it."""
    repeats = chart.subtitle.casefold().startswith(chart.headline.casefold())
    return chart.subtitle if repeats else f"{chart.headline}: {chart.subtitle}"


def chart_block(released: Released, chart: Chart) -> Markup:
    """Return a chart with its headline, what it shows, the figures behind it, and the way to its notes."""
    rows = [(_label(released, row), [_cell_of_chart(released, one) for one in row.figures]) for row in chart.rows]
    figures = [cell for _, cells in rows for cell in cells if isinstance(cell, Figure)]
    drawing = Markup("<p>{}</p>").format(chart.alternative)
    if chart.svg:
        # The drawing is ours, made from released figures; the last checks allow only what a chart needs.
        drawing = Markup("<figure>{}</figure>").format(Markup(chart.svg))  # noqa: S704
    behind = Markup("")
    if rows and chart.columns:
        behind = Markup("<details><summary>Figures behind this chart</summary>\n{}\n</details>").format(
            elements.table(_caption(chart), chart.row_heading, chart.columns, rows)
        )
    return Markup(
        '<section class="chart" id="chart-{}">\n<div class="drawing">\n<h3>{}</h3>\n<p class="subtitle">{}</p>\n{}\n</div>\n<div class="beside">\n{}\n{}\n{}\n</div>\n</section>'
    ).format(
        chart.chart,
        chart.headline,
        chart.subtitle,
        drawing,
        _meaning(chart),
        behind,
        elements.about(
            released, elements.titles_of(released, figures), elements.notes_anchor(chart.chapter) if chart.notes else ""
        ),
    )
