"""Other pages read back: what they draw, and what is read to somebody, stands in the page that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.read_back.words import read_words
from safeguarding_report.report.reader import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.released import Released
    from safeguarding_report.report.reader import Element

_WHERE_THINGS_STAND = ("d", "points", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "transform")
"""What a ruler on paper would measure."""


def read_part(path: Path, page: str, manifest: str, released: Released) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for everything in another page that the report's page does not hold."""
    part = taken_apart(path.read_text(encoding="utf-8"))
    drawn = {_drawn(one) for one in taken_apart(page).elements if one.in_chart}
    if any(one.in_chart and _drawn(one) not in drawn for one in part.elements):
        yield "a drawing", "something is drawn that the page does not draw"
    for place, rule in read_words(part, manifest, released):
        if place != "manifest.json":
            yield place, rule


_HOW_LARGE = {"width", "height"}
"""Of a whole drawing: it is shown larger or smaller, and its view box keeps everything in it where it stands."""


def _drawn(element: Element) -> tuple[str, ...]:
    said = {
        name: value for name, value in element.attributes.items() if element.name != "svg" or name not in _HOW_LARGE
    }
    return tuple(said.get(name, "") for name in _WHERE_THINGS_STAND)
