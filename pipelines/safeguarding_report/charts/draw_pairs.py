"""Pairs of lying bars: an open one for before and a full one for after, so that black and white is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from safeguarding_report.charts.canvas import MARGIN, as_svg, canvas, say
from safeguarding_report.charts.key import lines_of
from safeguarding_report.charts.lettering import our_settings
from safeguarding_report.charts.style import DARK_BLUE, LINE_HEIGHT, PAPER, WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from safeguarding_report.charts.of_registers import Bar, PairsContent

BAR = 14.0
BETWEEN = 5.0
GAP = 12.0
OFF_NAME = 3.0
"""From the name down to its first bar."""
_WORDS_WIDTH = 76.0
"""What stands at the end of the longest bar: a sum of money."""

NAME_LETTERS = 36
_OUTLINE = 2.0


def draw_pairs(content: PairsContent) -> str:
    """Return the drawing as matplotlib writes it."""
    with our_settings():
        return as_svg(_pairs(content))


def _pairs(content: PairsContent) -> Figure:
    names = [lines_of(row.name, NAME_LETTERS) for row in content.rows]
    heights = [
        len(lines) * LINE_HEIGHT + OFF_NAME + len(row.bars) * (BAR + BETWEEN) + GAP
        for lines, row in zip(names, content.rows, strict=True)
    ]
    has_open = any(bar.is_open for row in content.rows for bar in row.bars)
    # Where no bar is open there is nothing to tell apart.
    key = [(content.open_means, True), (content.full_means, False)] if content.open_means and has_open else []
    figure = canvas(sum(heights) + len(key) * LINE_HEIGHT + 2 * MARGIN)
    longest = max([bar.value for row in content.rows for bar in row.bars] + [1])
    scale = (WIDTH - _WORDS_WIDTH - 2 * MARGIN) / longest
    top = sum(heights) + len(key) * LINE_HEIGHT + MARGIN
    for place, (row, lines, height) in enumerate(zip(content.rows, names, heights, strict=True)):
        for number, line in enumerate(lines):
            say(figure, MARGIN, top - (number + 0.5) * LINE_HEIGHT, line)
        at = top - len(lines) * LINE_HEIGHT - OFF_NAME
        for bar in row.bars:
            _bar(figure, at - BAR, bar, bar.value * scale, f"bar-{bar.column}-{place}")
            at -= BAR + BETWEEN
        top -= height
    for words, is_open in key:
        box(figure, MARGIN, top - LINE_HEIGHT / 2 - BAR / 2, BAR, is_open=is_open, gid="")
        say(figure, MARGIN + 2 * BAR, top - LINE_HEIGHT / 2, words)
        top -= LINE_HEIGHT
    return figure


def _bar(figure: Figure, bottom: float, bar: Bar, length: float, gid: str) -> None:
    box(figure, MARGIN, bottom, length, is_open=bar.is_open, gid=gid)
    say(figure, MARGIN + length + MARGIN, bottom + BAR / 2, bar.words)


def box(figure: Figure, left: float, bottom: float, length: float, *, is_open: bool, gid: str) -> None:
    """Put one bar, or a piece of one in the key."""
    box = Rectangle(
        (left, bottom),
        length,
        BAR,
        transform=None,
        facecolor=PAPER if is_open else DARK_BLUE,
        edgecolor=DARK_BLUE,
        linewidth=_OUTLINE,
    )
    if gid:
        box.set_gid(gid)
    figure.add_artist(box)
