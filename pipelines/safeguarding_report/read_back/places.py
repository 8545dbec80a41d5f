"""Places among all authorities read back: own marks, and the dots and ticks of others that the gate passed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguarding_report.read_back.rulers import (
    BEYOND_ROUNDING,
    LEVEL,
    NAMESPACE,
    ROUNDED,
    Scale,
    UnreadableError,
    as_number,
    texts,
)
from safeguarding_report.rounding import PER_10000, PER_CENT

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator, Sequence

    from safeguarding_report.released import Released

_DOT = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h0")
_TICK = re.compile(r"M(-?[\d.]+) (-?[\d.]+)V")
_DOTS = re.compile(r"-others-\d+$")
_STRIP = re.compile(r"-all-(\d+)$")

_ENDS_BELOW = 30.0
"""The numbers at both ends of a strip stand no further below it."""


def value_of_place(drawing: ET.Element, group: ET.Element) -> tuple[float, float]:
    """Return what an own mark says, and how exactly: in a funnel plot by its height, in a strip by its distance."""
    marks = [(float(use.get("x", "nan")), float(use.get("y", "nan"))) for use in group.iter(f"{NAMESPACE}use")]
    if len(marks) != 1:
        raise UnreadableError
    across, down = marks[0]
    if "-place-" in group.get("id", ""):
        scale = Scale.of(drawing)
        return scale.value(down), scale.exact_to
    return _along(drawing, down, [across])[0], _exact_to(drawing, down)


def wrong_others(drawing: ET.Element, figures: Sequence[str], released: Released) -> Iterator[str]:
    """Yield what is wrong with the dots and ticks of other authorities: they are those that were passed on, no others."""
    measures = list(dict.fromkeys(figure.split("/")[0] for figure in figures))
    for group in drawing.iter(f"{NAMESPACE}g"):
        name = group.get("id", "")
        outline = " ".join(path.get("d", "") for path in group.iter(f"{NAMESPACE}path"))
        if _DOTS.search(name):
            scale = Scale.of(drawing)
            drawn, exact_to = [scale.value(float(down)) for _, down in _DOT.findall(outline)], scale.exact_to
            measure = measures[0]
        elif found := _STRIP.search(name):
            ticks = [(float(across), float(down)) for across, down in _TICK.findall(outline)]
            if not ticks:
                raise UnreadableError
            drawn = _along(drawing, ticks[0][1], [across for across, _ in ticks])
            measure, exact_to = measures[int(found[1])], _exact_to(drawing, ticks[0][1])
        else:
            continue
        if not _are_alike(drawn, _levels(measure, released), exact_to):
            yield "a place of another authority that is not as it was published"


def _are_alike(drawn: Sequence[float], published: Sequence[float], exact_to: float) -> bool:
    return len(drawn) == len(published) and all(
        abs(one - other) <= exact_to for one, other in zip(sorted(drawn), sorted(published), strict=True)
    )


def _levels(measure: str, released: Released) -> list[float]:
    times = PER_10000 if measure.endswith("_rate") else PER_CENT
    return [one.numerator * times / one.denominator for one in released.authorities[measure] if one.denominator]


def _along(drawing: ET.Element, down: float, across: Sequence[float]) -> list[float]:
    """Return the numbers at these distances along the strip that ends next below a height."""
    (left, right), (low, high), _ = _strip(drawing, down)
    return [low + (one - left) * (high - low) / (right - left) for one in across]


def _exact_to(drawing: ET.Element, down: float) -> float:
    (left, right), (low, high), last_digit = _strip(drawing, down)
    # Half a unit of the last digit for the numbers at the ends, and half for the figure that is compared.
    return (high - low) / (right - left) * ROUNDED + BEYOND_ROUNDING + last_digit


def _strip(drawing: ET.Element, down: float) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Return from where to where a strip reaches, the numbers at its ends, and what their last digit is worth."""
    lines = [found for path in drawing.iter(f"{NAMESPACE}path") if (found := LEVEL.fullmatch(path.get("d", "")))]
    below = [found for found in lines if float(found[2]) > down]
    if not below:
        raise UnreadableError
    line = min(below, key=lambda found: float(found[2]))
    base = float(line[2])
    ends = [
        (anchor == "end", said.removesuffix("%"))
        for _, height, said, anchor in texts(drawing)
        if base < height < base + _ENDS_BELOW and re.fullmatch(r"[\d,.]+%?", said)
    ]
    if [is_high for is_high, _ in sorted(ends)] != [False, True]:
        raise UnreadableError
    (_, low), (_, high) = sorted(ends)
    decimals = max(len(said.partition(".")[2]) for said in (low, high))
    return (float(line[1]), float(line[3])), (as_number(low), as_number(high)), 10.0**-decimals
