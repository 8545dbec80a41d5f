"""Bars and columns: one number for each category, the name above its bar so that words are never small.

A full bar and an open one differ without colour: open are last year's quarters, and what came after a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from safeguarding_report.charts.canvas import (
    AXIS_HEIGHT,
    LEFT,
    MARGIN,
    PLOT_HEIGHT,
    TOP,
    UNITS,
    canvas,
    say,
    scale_from_nought,
)
from safeguarding_report.charts.key import lines_of
from safeguarding_report.charts.plane import Plane
from safeguarding_report.charts.style import DARK_BLUE, LINE_HEIGHT, PAPER, TEXT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from safeguarding_report.charts.content import Content, Series
    from safeguarding_report.released import Figure as ReleasedFigure

_BAR = 15.0
_GAP = 11.0
_NUMBER_WIDTH = 62.0
_NAME_LETTERS = 36
_COLUMN_SHARE = 0.6
_BETWEEN_PANELS = 16.0
_PANEL_LETTERS = 18
_MONTH_LETTERS = 3
_RULE_HEIGHT = 34.0
"""Room for the line of a limit and its words, clear of the bar above and of the name below."""

_BELOW_NAME = 3.0
"""Between a name and its bar: letters that reach below their line must not stand on the bar."""

_OFF_LINE = 5.0
"""From the line that bars start from to the names above them."""

_FULL: dict[str, Any] = {"facecolor": DARK_BLUE, "edgecolor": "none", "linewidth": 0}
_OPEN: dict[str, Any] = {"facecolor": PAPER, "edgecolor": DARK_BLUE, "linewidth": 2}


def draw_bars(content: Content) -> Figure:
    """Return lying bars: names of categories are long, and words stay horizontal."""
    series = content.series[0]
    names = [lines_of(name, _NAME_LETTERS) for name in content.places]
    heights = [len(lines) * LINE_HEIGHT + _BELOW_NAME + _BAR + _GAP for lines in names]
    rule_height = _RULE_HEIGHT if content.rule else 0.0
    figure = canvas(sum(heights) + rule_height + 2 * MARGIN)
    top = sum(heights) + rule_height + MARGIN
    tall = top
    plane = _lying_plane(figure, MARGIN, WIDTH - _NUMBER_WIDTH - 2 * MARGIN, tall - MARGIN, [series])
    for place, (lines, height) in enumerate(zip(names, heights, strict=True)):
        if content.rule and content.rule[0] == place:
            _draw_rule(figure, top - _RULE_HEIGHT / 2, content.rule[1])
            top -= _RULE_HEIGHT
        for number, line in enumerate(lines):
            say(figure, MARGIN + _OFF_LINE, top - (number + 0.5) * LINE_HEIGHT, line)
        middle = top - len(lines) * LINE_HEIGHT - _BELOW_NAME - _BAR / 2
        bar = _OPEN if place in content.open_places else _FULL
        _draw_bar(figure, plane, middle, series.values[place], series.figures[place], bar, f"bar-{place}")
        top -= height
    return figure


def draw_panels(content: Content) -> Figure:
    """Return two sets of lying bars side by side, on one scale, so that lengths may be compared."""
    names = [lines_of(name, _NAME_LETTERS) for name in content.places]
    heights = [len(lines) * LINE_HEIGHT + _BELOW_NAME + _BAR + _GAP for lines in names]
    heads = [lines_of(series.name, _PANEL_LETTERS) for series in content.series]
    head = max(len(lines) for lines in heads) * LINE_HEIGHT + 2 * MARGIN
    figure = canvas(sum(heights) + head + 2 * MARGIN)
    all_top = sum(heights) + MARGIN
    width = (WIDTH - 2 * MARGIN - _BETWEEN_PANELS * (len(heads) - 1)) / len(heads)
    for number, (series, lines) in enumerate(zip(content.series, heads, strict=True)):
        left = MARGIN + number * (width + _BETWEEN_PANELS)
        plane = _lying_plane(figure, left, width - _NUMBER_WIDTH, all_top - MARGIN, content.series)
        say(figure, left, all_top + head - MARGIN - len(lines) * LINE_HEIGHT / 2, "\n".join(lines), weight="bold")
        top = all_top
        for place, (name, height) in enumerate(zip(names, heights, strict=True)):
            for row, line in enumerate(name if number == 0 else ()):
                say(figure, left + _OFF_LINE, top - (row + 0.5) * LINE_HEIGHT, line)
            middle = top - len(name) * LINE_HEIGHT - _BELOW_NAME - _BAR / 2
            gid = f"bar-{number}-{place}"
            _draw_bar(figure, plane, middle, series.values[place], series.figures[place], _FULL, gid)
            top -= height
    return figure


def draw_columns(content: Content) -> Figure:
    """Return standing columns, one for each month."""
    series = content.series[0]
    bottom = MARGIN + AXIS_HEIGHT
    figure = canvas(bottom + PLOT_HEIGHT + TOP)
    plane = Plane(figure, (LEFT, bottom), (WIDTH - LEFT - MARGIN, PLOT_HEIGHT))
    plane.add_line((0, 0), (1, 0))
    plane.across = (-0.5, len(content.places) - 0.5)
    # Twelve names do not stand side by side, and of their first letters three are the same: every other one is named.
    places = range(len(content.places))[::2]
    plane.name_across(places, [content.places[place][:_MONTH_LETTERS] for place in places])
    scale_from_nought(plane, max(value for value in series.values if value is not None))
    for place, (value, figure_shown) in enumerate(zip(series.values, series.figures, strict=True)):
        if value is not None:
            corner = (place - _COLUMN_SHARE / 2, 0)
            plane.add(Rectangle(corner, _COLUMN_SHARE, value, gid=f"bar-{place}", clip_on=False, **_FULL))
        else:
            centre, base = plane.place_of(place, 0)
            words = figure_shown.text if figure_shown else "–"
            say(figure, centre, base + 2 * MARGIN, words, ha="center", gid=f"gap-{place}")
    say(figure, MARGIN, bottom + PLOT_HEIGHT + LINE_HEIGHT, UNITS[content.words.data_type])
    return figure


def _lying_plane(figure: Figure, left: float, width: float, height: float, series: Sequence[Series]) -> Plane:
    """Return a plane whose heights are units of the view box, with a line that bars start from."""
    plane = Plane(figure, (left, MARGIN), (width, height))
    plane.add_line((0, 0), (0, 1))
    plane.across = (0, max([value for one in series for value in one.values if value is not None] + [1]))
    plane.up = (MARGIN, MARGIN + height)
    return plane


def _draw_bar(
    figure: Figure,
    plane: Plane,
    middle: float,
    value: float | None,
    shown: ReleasedFigure | None,
    how: dict[str, Any],
    gid: str,
) -> None:
    end = plane.place_of(0, 0)[0]
    if value is not None:
        plane.add(Rectangle((0, middle - _BAR / 2), value, _BAR, gid=gid, clip_on=False, **how))
        end = plane.place_of(value, 0)[0]
    say(figure, end + MARGIN, middle, shown.text if shown else "not held")


def _draw_rule(figure: Figure, up: float, words: str) -> None:
    low = up - LINE_HEIGHT / 2 - 1
    figure.add_artist(
        Line2D([MARGIN, WIDTH - MARGIN], [low, low], transform=None, color=TEXT, linewidth=1.5, linestyle=(0, (5, 3)))
    )
    say(figure, WIDTH - MARGIN, up + 1, words, ha="right", weight="bold")
