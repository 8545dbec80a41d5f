"""Chance: how few cases are too few, which move is no move, and when two intervals lie apart.

One rule for a level and a change, for text, charts and the analyst's bench.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from safeguarding_report.rounding import PER_CENT

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST_TELLING_COUNT = 100
"""Below this many cases a change or a level says too little about an authority."""

SMALLEST_TELLING_PART = 20
"""Below this many a percentage says too little, however many cases it is taken of: a family or two would move it."""

SLIGHT_POINTS = Decimal("0.5")
"""A percentage that moves by less has hardly changed: rounding alone makes up to a tenth of a point of it."""

SLIGHT_PER_CENT = 1
"""A number or rate that moves by less than this share of the year before has hardly changed."""

LARGE: Final = "large"
NOTABLE: Final = "notable"
ORDINARY: Final = "ordinary"
LESS: Final = "less than others"

Place = Literal["large", "notable", "ordinary", "less than others"]

_Number = TypeVar("_Number", float, Fraction)

_PERCENTAGE = "per cent"


def is_few(unit: str, numerator: int | None, denominator: int | None) -> bool:
    """Return whether a figure rests on too few cases to tell.

    Of a percentage the cases that it is taken of are looked at, and that enough of them are counted. Of all else those
    counted, and of a percentage as well where its base is not known. Where neither is known it is not few.
    """
    if numerator is None:
        return False
    if unit == _PERCENTAGE and denominator is not None:
        return denominator < SMALLEST_TELLING_COUNT or numerator < SMALLEST_TELLING_PART
    return numerator < SMALLEST_TELLING_COUNT


def is_slight(unit: str, before: Decimal, now: Decimal) -> bool:
    """Return whether two printed numbers lie so near each other that nobody should be asked about the difference."""
    apart = abs(now - before)
    return apart < SLIGHT_POINTS if unit == _PERCENTAGE else apart * PER_CENT < before * SLIGHT_PER_CENT


def place_of_move(moved: _Number, borders: Sequence[_Number], *, is_still: bool = False) -> Place:
    """Return the place of a change among those of all authorities; one on a border belongs to the middle.

    It is less than others where at least three in four of them moved its way, and further.

    Parameters
    ----------
    moved
        The change: of a percentage in points, of anything else in per cent of the year before.
    borders
        Where the tenth, quarter, three quarters and nine tenths of all authorities' changes lie.
    is_still
        Whether the figure stood still, or all but: it is then held against whichever way the others went.

    """
    lowest, low, high, highest = borders
    if (low > 0 and moved < low and (moved >= 0 or is_still)) or (
        high < 0 and moved > high and (moved <= 0 or is_still)
    ):
        return LESS
    if low <= moved <= high:
        return ORDINARY
    return NOTABLE if lowest <= moved <= highest else LARGE


def lie_apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two intervals, as they are printed, have no number in common; False where an end is missing."""
    ends = (*one, *other)
    if not all(ends):
        return False
    lower, upper, other_lower, other_upper = (Decimal(end) for end in ends)
    return upper < other_lower or other_upper < lower
