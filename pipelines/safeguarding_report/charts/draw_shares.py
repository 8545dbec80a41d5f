"""Pairs of lying bars in one or two panels on one scale: an open bar for pupils, a full one for children on plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.charts.canvas import MARGIN, as_svg, canvas, say
from safeguarding_report.charts.draw_pairs import BAR, BETWEEN, GAP, NAME_LETTERS, OFF_NAME, box
from safeguarding_report.charts.key import lines_of
from safeguarding_report.charts.lettering import our_settings
from safeguarding_report.charts.style import LINE_HEIGHT, WIDTH

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from safeguarding_report.charts.representation import Share, Shares

_NUMBER_WIDTH = 62.0
"""What stands at the end of the longest bar: a share, or the sign of one that is hidden."""
_BETWEEN_PANELS = 16.0
_PANEL_LETTERS = 18


def draw_shares(content: Shares) -> str:
    """Return the drawing as matplotlib writes it."""
    with our_settings():
        return as_svg(_shares(content))


def _shares(content: Shares) -> Figure:
    names = [lines_of(name, NAME_LETTERS) for name in content.names]
    heights = [len(lines) * LINE_HEIGHT + OFF_NAME + 2 * (BAR + BETWEEN) + GAP for lines in names]
    heads = [lines_of(head, _PANEL_LETTERS) for head in content.heads]
    head = max((len(lines) for lines in heads), default=0) * LINE_HEIGHT + (2 * MARGIN if heads else 0.0)
    key = 2 * LINE_HEIGHT
    figure = canvas(sum(heights) + head + key + 2 * MARGIN)
    all_top = sum(heights) + key + MARGIN
    panels = len(content.panels)
    width = (WIDTH - 2 * MARGIN - _BETWEEN_PANELS * (panels - 1)) / panels
    scale = (width - _NUMBER_WIDTH) / max(content.largest, 1.0)
    for number, panel in enumerate(content.panels):
        left = MARGIN + number * (width + _BETWEEN_PANELS)
        if heads:
            middle = all_top + head - MARGIN - len(heads[number]) * LINE_HEIGHT / 2
            say(figure, left, middle, "\n".join(heads[number]), weight="bold")
        top = all_top
        for place, (pair, lines, height) in enumerate(zip(panel, names, heights, strict=True)):
            for row, line in enumerate(lines if number == 0 else ()):
                say(figure, left, top - (row + 0.5) * LINE_HEIGHT, line)
            at = top - len(lines) * LINE_HEIGHT - OFF_NAME - BAR
            for side, share in enumerate(pair):
                _bar(figure, (left, at), share, scale, is_open=side == 0, gid=f"bar-{2 * number + side}-{place}")
                at -= BAR + BETWEEN
            top -= height
    _key(figure, key + MARGIN, content.means)
    return figure


def _bar(figure: Figure, corner: tuple[float, float], share: Share, scale: float, *, is_open: bool, gid: str) -> None:
    left, bottom = corner
    length = 0.0 if share.value is None else share.value * scale
    if share.value is not None:
        box(figure, left, bottom, length, is_open=is_open, gid=gid)
    say(figure, left + length + (MARGIN if share.value is not None else 0.0), bottom + BAR / 2, share.words)


def _key(figure: Figure, top: float, means: tuple[str, str]) -> None:
    """Say below the drawing what an open and a full bar stand for."""
    for side, words in enumerate(means):
        box(figure, MARGIN, top - LINE_HEIGHT / 2 - BAR / 2, BAR, is_open=side == 0, gid="")
        say(figure, MARGIN + 2 * BAR, top - LINE_HEIGHT / 2, words)
        top -= LINE_HEIGHT
