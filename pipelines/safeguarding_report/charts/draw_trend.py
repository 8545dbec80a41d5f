"""Line charts: years along the base, a line for each area, events that changed the figures marked by letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from safeguarding_report.charts.canvas import (
    AXIS_HEIGHT,
    LEFT,
    MARGIN,
    PLOT_HEIGHT,
    RIGHT,
    TOP,
    UNITS,
    canvas,
    draw_key,
    key_height,
    say,
    scale_from_nought,
    stroke,
)
from safeguarding_report.charts.key import EVENT_LETTERS, key_rows
from safeguarding_report.charts.plane import Plane
from safeguarding_report.charts.style import LINE_HEIGHT, TEXT, WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from safeguarding_report.charts.content import Content, Series

_INSET = 0.12
"""How far the first and last place stand from the ends of the axis, as a share of the step between places."""

_EVENT_DASHES = (0, (2.0, 3.0))


def draw_trend(content: Content) -> Figure:
    """Return the drawing of a series of years."""
    rows = key_rows(content)
    below = key_height(rows)
    bottom = below + AXIS_HEIGHT
    # Letters of events stand between the unit and the drawing.
    top = TOP + (LINE_HEIGHT if content.events else 0)
    figure = canvas(bottom + PLOT_HEIGHT + top)
    plane = Plane(figure, (LEFT, bottom), (WIDTH - LEFT - RIGHT, PLOT_HEIGHT))
    plane.add_line((0, 0), (1, 0))
    places = range(len(content.places))
    plane.across = (-_INSET, len(places) - 1 + _INSET)
    # Every other year is named: all of them would run into each other.
    plane.name_across(places[::2], content.places[::2])
    scale_from_nought(plane, max(value for series in content.series for value in series.values if value is not None))
    _mark_events(figure, plane, content, bottom)
    for series in content.series:
        plane.add(_line(series))
    say(figure, MARGIN, bottom + PLOT_HEIGHT + top - LINE_HEIGHT / 2 - MARGIN / 2, UNITS[content.words.data_type])
    draw_key(figure, rows, below)
    return figure


def _line(series: Series) -> Line2D:
    values = [float("nan") if value is None else value for value in series.values]
    return Line2D(range(len(values)), values, gid=f"series-{series.stroke}", clip_on=False, **stroke(series.stroke))


def _mark_events(figure: Figure, plane: Plane, content: Content, bottom: float) -> None:
    for letter, event in zip(EVENT_LETTERS, content.events, strict=False):
        ends = [event.place, event.place]
        plane.add(Line2D(ends, plane.up, color=TEXT, linewidth=1, linestyle=_EVENT_DASHES, zorder=1.5))
        across = plane.place_of(event.place, 0)[0]
        say(figure, across, bottom + PLOT_HEIGHT + MARGIN, letter, ha="center", weight="bold", gid=f"event-{letter}")
