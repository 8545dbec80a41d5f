"""How charts look: colours, sizes, and the matplotlib settings of one drawing."""

from __future__ import annotations

from dataclasses import dataclass

# Analysis Function, "Data visualisation: colours in charts"; their order keeps neighbours apart.
DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
DARK_GREY = "#3D3D3D"

TEXT = DARK_GREY
"""The only colour of words: turquoise and orange are too pale to be read."""

GRID = "#D9D9D9"
PAPER = "#FFFFFF"
"""Drawn, not left open: on a grey ground turquoise and orange would fall below a contrast of 3."""


@dataclass(frozen=True)
class Stroke:
    """How one line is told from another without colour: dashes and marker."""

    colour: str
    dashes: str | tuple[int, tuple[float, ...]]
    marker: str
    width: float


STROKES = (
    Stroke(DARK_BLUE, "solid", "o", 3.0),
    Stroke(TURQUOISE, (0, (5.0, 1.5)), "s", 2.25),
    Stroke(DARK_PINK, (0, (1.5, 1.5)), "^", 2.25),
    Stroke(ORANGE, (0, (5.0, 1.5, 1.5, 1.5)), "D", 2.25),
)

MARKER_SIZE = 7.0

WIDTH = 360.0
"""Units of the view box. On the narrowest phone the column is 290 pixels wide: 15 units are then 12 pixels."""

FONT_SIZE = 15.0
LINE_HEIGHT = 18.0

SETTINGS: dict[str, object] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib; wider than Arial, so what is measured has room
    "font.size": FONT_SIZE,
    "text.color": TEXT,
    "text.parse_math": False,  # a name with a dollar sign is a name
    "svg.fonttype": "none",  # words stay words
    "svg.hashsalt": "safeguarding-report",  # ids are the same every time
    "path.simplify": False,  # every year's point stands
    "axes.unicode_minus": False,
}
