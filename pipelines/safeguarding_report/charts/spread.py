"""Labels pushed apart: each stands as near to its line's end as the others let it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass
class _Block:
    """Labels that touch, moved together so that as a group they are as near as can be to where they belong."""

    members: list[int]
    heights: list[float]
    wanted: list[float] = field(default_factory=list)
    """For each member, where the block would begin if that member stood just where it belongs."""

    @property
    def height(self) -> float:
        return sum(self.heights)

    def bottom(self, floor: float, ceiling: float) -> float:
        middle = sum(self.wanted) / len(self.wanted)
        return max(floor, min(middle, ceiling - self.height))

    def take(self, above: _Block) -> None:
        self.wanted += [wish - self.height for wish in above.wanted]
        self.members += above.members
        self.heights += above.heights


def spread(centres: Sequence[float], heights: Sequence[float], floor: float, ceiling: float) -> list[float]:
    """Return new centres for labels of these heights: in the same order, between the limits, none over another."""
    order = sorted(range(len(centres)), key=lambda place: (centres[place], place))
    blocks: list[_Block] = []
    for place in order:
        blocks.append(_Block([place], [heights[place]], [centres[place] - heights[place] / 2]))
        while len(blocks) > 1 and _touch(blocks[-2], blocks[-1], floor, ceiling):
            blocks[-2].take(blocks.pop())
    moved = [0.0] * len(centres)
    for block in blocks:
        low = block.bottom(floor, ceiling)
        for member, height in zip(block.members, block.heights, strict=True):
            moved[member] = low + height / 2
            low += height
    return moved


def _touch(lower: _Block, upper: _Block, floor: float, ceiling: float) -> bool:
    return lower.bottom(floor, ceiling) + lower.height > upper.bottom(floor, ceiling)
