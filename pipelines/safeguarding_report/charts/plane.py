"""A plane: a place of a drawing with a scale across and one upwards, and nothing but what is drawn there.

The axes of matplotlib make ticks, labels, titles and margins that no drawing of ours has, and measure all of them: that
takes longer than the drawing. A plane draws byte for byte what they would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox, BboxTransformFrom, BboxTransformTo, TransformedBbox

from safeguarding_report.charts.lettering import ASCENT, Words
from safeguarding_report.charts.style import GRID, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

BESIDE_AXIS = 8.0
"""From the numbers of the scale to the axis."""

BELOW_AXIS = 12.0
"""The first year stands below the 0 of the scale, and must not be read with it."""

_SCALES = 0.5
"""Gridlines and names lie under everything else."""

_BASE_LINE = 2.5
"""The line that bars and years stand on lies over the first line of a chart."""


class Plane(Artist):
    """What is drawn at a place of a drawing, in the order of its layers."""

    zorder = 0
    """Below all that is put on the drawing itself."""

    def __init__(self, figure: Figure, corner: tuple[float, float], size: tuple[float, float]) -> None:
        super().__init__()
        wide, tall = figure.get_size_inches() * figure.dpi
        shares = (corner[0] / wide, corner[1] / tall, size[0] / wide, size[1] / tall)
        inside = BboxTransformTo(TransformedBbox(Bbox.from_bounds(*shares), figure.transSubfigure))
        self._corner, self._inside, self._limits = corner, inside, Bbox.unit()
        self._scales = BboxTransformFrom(self._limits) + inside
        self._ground = Rectangle((0, 0), 1, 1, facecolor="none", edgecolor="none", linewidth=0, transform=inside)
        self._drawing = figure
        self._pieces: list[Artist] = []
        figure.add_artist(self)
        self._ground.set_figure(figure)

    @property
    def across(self) -> tuple[float, float]:
        """The lowest and highest number of the scale across."""
        low, high = self._limits.intervalx
        return float(low), float(high)

    @across.setter
    def across(self, ends: tuple[float, float]) -> None:
        self._limits.intervalx = ends

    @property
    def up(self) -> tuple[float, float]:
        """The lowest and highest number of the scale upwards."""
        low, high = self._limits.intervaly
        return float(low), float(high)

    @up.setter
    def up(self, ends: tuple[float, float]) -> None:
        self._limits.intervaly = ends

    def place_of(self, across: float, up: float) -> tuple[float, float]:
        """Return where two numbers of the scales lie, in units of the view box."""
        right, above = self._scales.transform((across, up))
        return float(right), float(above)

    def add(self, piece: Artist) -> None:
        """Put a piece on the plane; one that does not say otherwise ends where the plane does."""
        piece.set_figure(self._drawing)
        if not piece.is_transform_set():
            piece.set_transform(self._scales)
        if piece.get_clip_on():
            piece.set_clip_path(self._ground)
        self._pieces.append(piece)

    def add_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Put the line on the plane that bars or years stand on, between two of its corners: (0, 0) is the lower left one."""
        self.add(
            PathPatch(
                Path([start, end]), fill=False, edgecolor=TEXT, linewidth=1, capstyle="projecting", clip_on=False,
                transform=self._inside, zorder=_BASE_LINE,
            )
        )  # fmt: skip

    def name_across(self, numbers: Sequence[float], names: Sequence[str]) -> None:
        """Write names below the plane, each at its number."""
        for number, name in zip(numbers, names, strict=True):
            place = self.place_of(number, 0)[0], self._corner[1] - BELOW_AXIS - ASCENT
            self.add(Words(*place, name, ha="center", clip_on=False, zorder=_SCALES))

    def name_up(self, numbers: Sequence[float], names: Sequence[str]) -> None:
        """Write names beside the plane, each at its number, with a gridline."""
        for number, name in zip(numbers, names, strict=True):
            grid = Line2D(self.across, (number, number), color=GRID, linewidth=1, clip_on=False, zorder=_SCALES)
            self.add(grid)
            place = self._corner[0] - BESIDE_AXIS, self.place_of(0, number)[1] - ASCENT / 2
            self.add(Words(*place, name, ha="right", clip_on=False, zorder=_SCALES))

    def get_children(self) -> list[Artist]:
        """Return what was put on the plane."""
        return list(self._pieces)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the pieces, those of lower layers first."""
        self._ground.draw(renderer)
        for piece in sorted(self._pieces, key=lambda piece: piece.zorder):
            piece.draw(renderer)
