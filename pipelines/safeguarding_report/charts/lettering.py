"""Words of a drawing: lines of text at their base line, and the settings of matplotlib that every drawing has."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context, rcParams, style
from matplotlib.text import Text

from safeguarding_report.charts.style import FONT_SIZE, SETTINGS, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import RcKeyType

ASCENT = FONT_SIZE * 1556 / 2048
"""From the base line to the top of a line of words, as the file of DejaVu Sans has it."""

_BETWEEN_LINES = 3.5
"""Words lie over the second line of a chart's key and below the third, as those of a figure do."""


class Words(Text):
    """Words in one line at their base line.

    They are not measured: only the reader's browser knows how wide they are, and aligns them. To lay them out takes
    matplotlib a third of the time of a whole drawing.
    """

    def __init__(self, across: float, up: float, words: str, **settings: Any) -> None:  # noqa: ANN401 — matplotlib's own
        super().__init__(across, up, words, **{"color": TEXT, "transform": None, "zorder": _BETWEEN_LINES} | settings)

    def draw(self, renderer: RendererBase) -> None:
        """Write the words."""
        across, up = self.get_position()
        _, height = renderer.get_canvas_width_height()
        renderer.open_group("text", self.get_gid())
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        renderer.draw_text(pen, across, height - up, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        pen.restore()
        renderer.close_group("text")


@contextmanager
def our_settings() -> Iterator[None]:
    """Draw with our settings: the reader's own matplotlibrc has no say in what is published."""
    held = dict(dict.items(rcParams))  # plain values; looked up one by one, each would be checked
    with rc_context({name: value for name, value in _settings().items() if held.get(name) != value}):
        yield


@cache
def _settings() -> dict[RcKeyType, Any]:
    """Return matplotlib's defaults with ours over them, as it holds them once they are checked."""
    with style.context(["default", SETTINGS]):
        return {name: value for name, value in dict.items(rcParams) if name != "backend"}
