"""Rulers: the scale of a drawing, read from its gridlines and the numbers beside them, as on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

NAMESPACE = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
LEVEL = re.compile(r"M (-?[\d.]+) (-?[\d.]+) L (-?[\d.]+) \2")

ROUNDED = 0.2
"""Coordinates stand rounded to a tenth of a unit: of the mark, and of two lines of the scale."""

BEYOND_ROUNDING = 0.06
"""A mark stands where the printed figure says, which is rounded itself to at least one decimal."""


class UnreadableError(Exception):
    """A drawing of a form that this package does not know: it cannot be said what it tells."""


@dataclass(frozen=True)
class Scale:
    """An upright scale: how high a number stands."""

    base: float
    per_unit: float

    @classmethod
    def of(cls, drawing: ET.Element) -> Scale:
        """Read the scale of a drawing."""
        levels = [
            float(found[2])
            for path in drawing.iter(f"{NAMESPACE}path")
            if (found := LEVEL.fullmatch(path.get("d", "")))
        ]
        ticks = [
            (as_number(text), min(levels, key=lambda level: abs(level - down)))
            for _, down, text, anchor in texts(drawing)
            if levels and anchor == "end" and NUMBER.fullmatch(text)
        ]
        if len({level for _, level in ticks}) < 2:  # noqa: PLR2004 — a scale is two marks apart
            raise UnreadableError
        (low, base), (high, top) = min(ticks), max(ticks)
        return cls(base - low * (top - base) / (high - low), (high - low) / (top - base))

    @property
    def exact_to(self) -> float:
        """How far from the printed number a mark may stand."""
        return abs(self.per_unit) * ROUNDED + BEYOND_ROUNDING

    def value(self, down: float) -> float:
        """Return the number that stands at a height."""
        return (down - self.base) * self.per_unit


def texts(drawing: ET.Element) -> Iterator[tuple[float, float, str, str]]:
    """Yield every text: across, down, what it says, how it is aligned."""
    for text in drawing.iter(f"{NAMESPACE}text"):
        said = "".join(text.itertext()).strip()
        yield float(text.get("x", "nan")), float(text.get("y", "nan")), said, text.get("text-anchor", "")


def as_number(text: str) -> float:
    """Return 4,505 as a number."""
    return float(text.replace(",", ""))
