"""What all drawings share: a canvas in units of the view box, axes, words, markers and a key.

Only this module and the drawings beside it know matplotlib, and only while they draw.
Figures are made as objects, without pyplot: nothing global is changed, and nothing is left behind.
"""

from __future__ import annotations

import io
from math import inf
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import IdentityTransform

from safeguarding_report.charts.lettering import Words
from safeguarding_report.charts.style import (
    FONT_SIZE,
    LINE_HEIGHT,
    MARKER_SIZE,
    PAPER,
    STROKES,
    TEXT,
    WIDTH,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.charts.key import KeyRow, Sample
    from safeguarding_report.charts.plane import Plane

DOTS_PER_INCH = 72
"""One unit of the view box is one point: sizes are in units."""

LEFT, TOP = 52.0, 34.0
"""Room for the numbers of the scale, and for the unit above them."""

RIGHT = 32.0
"""Half the name of the last year stands beyond the axis."""

PLOT_HEIGHT = 220.0
AXIS_HEIGHT = 36.0
MARGIN = 8.0

KEY_NAME = 44.0
"""Where names of the key begin: a piece of line with its marker stands before them."""

_HALF_CAPITAL = 0.36 * FONT_SIZE
"""From the middle of a capital letter down to the line it stands on."""

_MOST_STEPS = 5
"""Gridlines above the base; ten is the most the Analysis Function allows."""

UNITS = {"count": "Number", "rate": "Per 10,000 children", "percent": "Per cent"}


def as_svg(figure: Figure) -> str:
    """Return a drawing as matplotlib writes it."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return file.getvalue()


def canvas(height: float) -> Figure:
    """Return an empty drawing of this height."""
    return Figure(figsize=(WIDTH / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH, facecolor=PAPER)


def scale_from_nought(plane: Plane, highest: float, at_most: float = inf) -> None:
    """Give a plane a scale from 0 upwards with few round numbers, and a gridline at each."""
    ticks = MaxNLocator(nbins=_MOST_STEPS, steps=[1, 2, 5, 10]).tick_values(0, highest or 1)
    plane.up = (0, min(ticks[-1], at_most))
    shown = [tick for tick in ticks if tick <= at_most]
    plane.name_up(shown, [number_text(tick) for tick in shown])


def number_text(number: float) -> str:
    """Return a number of a scale: 1,000 or 2.5."""
    return f"{number:,.1f}".removesuffix(".0")


def say(figure: Figure, across: float, up: float, words: str, **settings: Any) -> None:  # noqa: ANN401 — matplotlib's own
    """Put words, in lines, around a height given in units.

    Each line is a text of its own: the reader's font is narrower than the one measured here, and only the
    browser can then align the lines to their end or middle.
    """
    lines = words.split("\n")
    first = up + (len(lines) - 1) * LINE_HEIGHT / 2 - _HALF_CAPITAL
    gid, first_line = settings.pop("gid", None), settings.pop("first_line", 0)
    for place, line in enumerate(lines):
        named: dict[str, Any] = {"gid": f"{gid}-{first_line + place}"} if gid else {}
        figure.add_artist(Words(across, first - place * LINE_HEIGHT, line, **settings, **named))


def stroke(number: int) -> dict[str, Any]:
    """Return how a line is drawn: colour, dashes and marker."""
    one = STROKES[number]
    return {
        "color": one.colour,
        "linestyle": one.dashes,
        "linewidth": one.width,
        "marker": one.marker,
        "markersize": MARKER_SIZE,
        "markeredgewidth": 0,
        # The first line is thick and whole: through the dashes of one that runs over it, it still shows.
        "zorder": 2 + number,
    }


def key_height(rows: Sequence[KeyRow]) -> float:
    """Return how much room a key takes below a drawing."""
    return MARGIN + sum(len(row.lines + row.more) * LINE_HEIGHT + MARGIN / 2 for row in rows)


def draw_key(figure: Figure, rows: Sequence[KeyRow], top: float, *, markers_only: bool = False) -> None:
    """Put the key below the drawing: a piece of each line, and its name beside it."""
    for number, row in enumerate(rows):
        middle = top - LINE_HEIGHT / 2
        if row.stroke is not None:
            ends = (KEY_NAME / 2,) if markers_only else (MARGIN, KEY_NAME / 2, KEY_NAME - MARGIN)
            how = stroke(row.stroke) | {"transform": None, "gid": f"key-{row.stroke}"}
            how |= {"linestyle": "none"} if markers_only else {"markevery": [1]}
            figure.add_artist(Line2D(ends, [middle] * len(ends), **how))
        if row.sample:
            _draw_sample(figure, row.sample, middle)
        if row.letter:
            say(figure, KEY_NAME / 2, middle, row.letter, ha="center", weight="bold")
        for place, words in enumerate(row.lines + row.more):
            # Only a name is called by the stroke of its line: what is drawn is read back by it.
            is_name = row.stroke is not None and place < len(row.lines)
            gid = f"label-{row.stroke}" if is_name else f"gap-{number}"
            say(figure, KEY_NAME, middle - place * LINE_HEIGHT, words, gid=gid, first_line=place)
        top -= len(row.lines + row.more) * LINE_HEIGHT + MARGIN / 2


SAMPLE_DASHES: dict[Sample, Any] = {
    "whole line": "solid",
    "dotted line": (0, (2.0, 2.0)),
    "dashed line": (0, (7.0, 3.0)),
    "tick": "solid",
    "dotted tick": (0, (2.0, 2.0)),
}
"""How the lines of a drawing are told apart, in the drawing and in its key."""

SAMPLE_WIDTH = 1.25
DOT = 4.0
TICK = 8.0
"""Half the height of the thin line that one authority is."""


def _draw_sample(figure: Figure, sample: Sample, middle: float) -> None:
    """Draw a piece of what a row of the key is about."""
    how: dict[str, Any] = {"transform": None, "color": TEXT, "linewidth": SAMPLE_WIDTH}
    half = KEY_NAME / 2 - MARGIN
    centre = KEY_NAME / 2
    if sample == "dot":
        how |= {"linewidth": DOT, "solid_capstyle": "round"}
        figure.add_artist(Line2D([centre, centre], [middle, middle], **how))
    elif sample == "box":
        box = Rectangle((MARGIN, middle - TICK), 2 * half, 2 * TICK, fill=False, edgecolor=TEXT, linewidth=SAMPLE_WIDTH)
        box.set_transform(IdentityTransform())
        figure.add_artist(box)
    elif sample in {"tick", "dotted tick"}:
        how |= {"linestyle": SAMPLE_DASHES[sample]}
        figure.add_artist(Line2D([centre, centre], [middle - TICK, middle + TICK], **how))
    else:
        # In two pieces: a line from end to end would be read as one of a scale.
        ends = [MARGIN, centre, KEY_NAME - MARGIN]
        figure.add_artist(Line2D(ends, [middle] * len(ends), linestyle=SAMPLE_DASHES[sample], **how))


def many(plane: Plane, pieces: Iterable[tuple[tuple[float, float], tuple[float, float]]], **settings: Any) -> None:  # noqa: ANN401 — matplotlib's own
    """Draw many short lines as one path: a hundred and fifty elements would weigh more than the page."""
    points = [point for piece in pieces for point in piece]
    codes = [Path.MOVETO, Path.LINETO] * (len(points) // 2)
    plane.add(PathPatch(Path(points, codes), fill=False, clip_on=False, **settings))
