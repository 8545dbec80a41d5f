"""Drawing: the only module that knows matplotlib, and that only while it draws.

Figures are made as objects, without pyplot: nothing global is changed, and nothing is left behind.
What has no number is not drawn: matplotlib breaks a line at it, and words below the axis say why.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from matplotlib import style as matplotlib_style
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from safeguarding_report.charts.gaps import gap_rows, wrapped
from safeguarding_report.charts.spread import spread
from safeguarding_report.charts.style import (
    DARK_BLUE,
    FONT_SIZE,
    GRID,
    LINE_HEIGHT,
    MARKER_SIZE,
    PAPER,
    SETTINGS,
    STROKES,
    TEXT,
    WIDTH,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from safeguarding_report.charts.gaps import GapRow
    from safeguarding_report.charts.plan import Content, Series

_DOTS_PER_INCH = 72
"""One unit of the view box is one point: sizes below are in units."""

_LEFT, _TOP = 58.0, 34.0
"""Room for the numbers of the scale, and for the unit above them."""

_LABELS = 154.0
"""Room for names at the line ends: fourteen letters and a marker."""

_GAP_NAME = 42.0
"""Names of broken lines stand further off: the last year's word reaches this far beyond the axis."""

_PLOT_HEIGHT = 240.0
_AXIS_HEIGHT = 38.0
_MARGIN = 8.0
_HALF_CAPITAL = 0.36 * FONT_SIZE
"""From the middle of a capital letter down to the line it stands on."""
_PAD = 10.0

_INSET = 0.12
"""How far the first and last place stand from the ends of the axis, as a share of the step between places."""

_MOST_STEPS = 5
"""Gridlines above the base; ten is the most the Analysis Function allows."""

_CATEGORY_WIDTH = 178.0
_CATEGORY_LETTERS = 18
_BAR_SHARE = 0.6
_LEAST_BAR_STEP = 30.0
_NUMBER_WIDTH = 62.0

_UNITS = {"count": "Number", "rate": "Per 10,000 children", "percent": "Per cent"}


def draw(content: Content) -> str:
    """Return the drawing as matplotlib writes it."""
    drawings = {"trend": _draw_trend, "bars": _draw_bars, "columns": _draw_columns}
    # The reader's own matplotlibrc has no say in what is published.
    with matplotlib_style.context(["default", SETTINGS]):
        return _write(drawings[content.plan.kind](content))


def _write(figure: Figure) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return file.getvalue()


def _canvas(height: float) -> Figure:
    return Figure(figsize=(WIDTH / _DOTS_PER_INCH, height / _DOTS_PER_INCH), dpi=_DOTS_PER_INCH, facecolor=PAPER)


def _axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    tall = figure.get_figheight() * _DOTS_PER_INCH
    axes = figure.add_axes((left / WIDTH, bottom / tall, width / WIDTH, height / tall))
    axes.set_axisbelow(True)
    axes.set_facecolor("none")
    axes.tick_params(length=0, labelsize=FONT_SIZE, labelcolor=TEXT, pad=_PAD)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.spines["bottom"].set(color=TEXT, linewidth=1)
    return axes


def _scale(axes: Axes, highest: float) -> None:
    """Give the axis a scale from 0 with few round numbers, and a gridline at each."""
    ticks = MaxNLocator(nbins=_MOST_STEPS, steps=[1, 2, 5, 10]).tick_values(0, highest or 1)
    axes.set_ylim(0, ticks[-1])
    axes.set_yticks(ticks, [f"{tick:,.1f}".removesuffix(".0") for tick in ticks])
    axes.yaxis.grid(visible=True, color=GRID, linewidth=1, clip_on=False)


def _say(figure: Figure, across: float, up: float, words: str, **settings: Any) -> None:  # noqa: ANN401 — matplotlib's own
    """Put words, in lines, around a height given in units.

    Each line is a text of its own: the reader's font is narrower than the one measured here, and only the
    browser can then align the lines to their end or middle.
    """
    lines = words.split("\n")
    first = up + (len(lines) - 1) * LINE_HEIGHT / 2 - _HALF_CAPITAL
    gid = settings.pop("gid", None)
    for place, line in enumerate(lines):
        named: dict[str, Any] = {"gid": f"{gid}-{place}"} if gid else {}
        figure.text(across, first - place * LINE_HEIGHT, line, transform=None, color=TEXT, **settings, **named)


def _draw_trend(content: Content) -> Figure:
    rows = gap_rows(content)
    below = _MARGIN + sum(row.lines * LINE_HEIGHT + _MARGIN for row in rows)
    bottom = below + _AXIS_HEIGHT
    figure = _canvas(bottom + _PLOT_HEIGHT + _TOP)
    axes = _axes(figure, _LEFT, bottom, WIDTH - _LEFT - _LABELS, _PLOT_HEIGHT)
    places = range(len(content.places))
    axes.set_xlim(-_INSET, len(places) - 1 + _INSET)
    # Every other year is named: all of them would run into each other.
    axes.set_xticks(list(places), [name if place % 2 == 0 else "" for place, name in enumerate(content.places)])
    _scale(axes, max(value for series in content.series for value in series.values if value is not None))
    for series in content.series:
        axes.add_line(_line(series))
    _say(figure, _MARGIN, bottom + _PLOT_HEIGHT + LINE_HEIGHT, _UNITS[content.words.data_type])
    _name_lines(figure, axes, content, bottom)
    _tell_gaps(figure, axes, rows, below)
    return figure


def _tell_gaps(figure: Figure, axes: Axes, rows: Sequence[GapRow], top: float) -> None:
    """Say below the axis why lines are broken: a row of words for each of them."""
    for number, row in enumerate(rows):
        height = row.lines * LINE_HEIGHT
        middle = top - height / 2
        for across, words in row.words:
            centre = axes.transData.transform((across, 0))[0]
            _say(figure, centre, middle, words, ha="center", gid=f"gap-{number}-{round(2 * across)}")
        if row.stroke is not None:
            _mark(figure, WIDTH - _LABELS + _GAP_NAME - _MARGIN, middle, row.stroke, f"gapkey-{row.stroke}")
        _say(figure, WIDTH - _LABELS + _GAP_NAME, middle, row.name)
        top -= height + _MARGIN


def _line(series: Series) -> Line2D:
    values = [float("nan") if value is None else value for value in series.values]
    return Line2D(range(len(values)), values, gid=f"series-{series.stroke}", clip_on=False, **_stroke(series.stroke))


def _stroke(number: int) -> dict[str, Any]:
    stroke = STROKES[number]
    return {
        "color": stroke.colour,
        "linestyle": stroke.dashes,
        "linewidth": stroke.width,
        "marker": stroke.marker,
        "markersize": MARKER_SIZE,
        "markeredgewidth": 0,
        # The first line is thick and whole: through the dashes of one that runs over it, it still shows.
        "zorder": 2 + number,
    }


def _name_lines(figure: Figure, axes: Axes, content: Content, bottom: float) -> None:
    """Put each line's marker and name beside its last point."""
    drawn = [series for series in content.series if series.is_drawn]
    ends = [[value for value in series.values if value is not None][-1] for series in drawn]
    names = [wrapped(series.name) for series in drawn]
    heights = [(name.count("\n") + 1) * LINE_HEIGHT + _MARGIN / 2 for name in names]
    centres = [float(axes.transData.transform((0, end))[1]) for end in ends]
    free = spread(centres, heights, bottom - LINE_HEIGHT / 2, bottom + _PLOT_HEIGHT + _TOP)
    for series, name, up in zip(drawn, names, free, strict=True):
        _mark(figure, WIDTH - _LABELS + _MARGIN, up, series.stroke, f"key-{series.stroke}")
        _say(figure, WIDTH - _LABELS + 2 * _MARGIN, up, name, gid=f"label-{series.stroke}")


def _mark(figure: Figure, across: float, up: float, number: int, gid: str) -> None:
    """Put a line's marker before its name."""
    figure.add_artist(Line2D([across], [up], **_stroke(number) | {"transform": None, "gid": gid, "linestyle": "none"}))


def _draw_bars(content: Content) -> Figure:
    """Bars lie: names of categories are long, and words stay horizontal."""
    series = content.series[0]
    names = [wrapped(name, _CATEGORY_LETTERS) for name in content.places]
    step = max(_LEAST_BAR_STEP, *((name.count("\n") + 1) * LINE_HEIGHT + _MARGIN / 2 for name in names))
    height = len(names) * step
    figure = _canvas(height + 2 * _MARGIN)
    width = WIDTH - _CATEGORY_WIDTH - _NUMBER_WIDTH
    axes = _axes(figure, _CATEGORY_WIDTH, _MARGIN, width, height)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set(visible=True, color=TEXT, linewidth=1)
    axes.set_xticks([])
    axes.set_xlim(0, max([value for value in series.values if value is not None] + [1]))
    axes.set_yticks([])
    axes.set_ylim(len(names) - 0.5, -0.5)
    for place, (name, value, figure_shown) in enumerate(zip(names, series.values, series.figures, strict=True)):
        end = _CATEGORY_WIDTH
        if value is not None:
            bar = axes.barh(place, value, height=_BAR_SHARE, color=DARK_BLUE, linewidth=0)[0]
            bar.set(gid=f"bar-{place}", clip_on=False)
            end = axes.transData.transform((value, 0))[0]
        middle = axes.transData.transform((0, place))[1]
        _say(figure, _CATEGORY_WIDTH - _MARGIN, middle, name, ha="right")
        _say(figure, end + _MARGIN, middle, figure_shown.text if figure_shown else "not held")
    return figure


def _draw_columns(content: Content) -> Figure:
    series = content.series[0]
    bottom = _MARGIN + _AXIS_HEIGHT
    figure = _canvas(bottom + _PLOT_HEIGHT + _TOP)
    axes = _axes(figure, _LEFT, bottom, WIDTH - _LEFT - _MARGIN, _PLOT_HEIGHT)
    axes.set_xlim(-0.5, len(content.places) - 0.5)
    # Twelve names do not stand side by side: three letters of each.
    axes.set_xticks(range(len(content.places)), [name[:3] for name in content.places])
    _scale(axes, max(value for value in series.values if value is not None))
    for place, (value, figure_shown) in enumerate(zip(series.values, series.figures, strict=True)):
        if value is not None:
            bar = axes.bar(place, value, width=_BAR_SHARE, color=DARK_BLUE, linewidth=0)[0]
            bar.set(gid=f"bar-{place}", clip_on=False)
        else:
            centre, base = axes.transData.transform((place, 0))
            words = figure_shown.text if figure_shown else "–"
            _say(figure, centre, base + 2 * _MARGIN, words, ha="center", gid=f"gap-{place}")
    _say(figure, _MARGIN, bottom + _PLOT_HEIGHT + LINE_HEIGHT, _UNITS[content.words.data_type])
    return figure
