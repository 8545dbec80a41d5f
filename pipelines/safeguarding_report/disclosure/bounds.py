"""How far a reader can narrow hidden counts down from sums: the least and the most that each can still be.

Every sum bounds its members by each other; the bounds are passed on from sum to sum until none becomes narrower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from safeguarding_report.disclosure.relations import Count, Sum

MOST_ROUNDS = 1000
"""Bounds that still move after so many rounds stand in sums that contradict each other."""


class Range(NamedTuple):
    """The least and the most that a count can be; the most is None where nothing bounds it."""

    least: int
    most: int | None


def narrow(sums: Iterable[Sum], known: Mapping[Count, Range]) -> dict[Count, Range]:
    """Return the ranges that the sums leave of the known ones; one without any number left ends the search.

    Raises
    ------
    DataError
        When the sums contradict each other, so that nothing can be said about what they give away.

    """
    ranges = dict(known)
    sums = list(sums)
    for _ in range(MOST_ROUNDS):
        before = dict(ranges)
        for one in sums:
            ranges |= _narrow_one(one, ranges)
        if ranges == before or any(most is not None and most < least for least, most in ranges.values()):
            return ranges
    message = "The audit of the gate did not end: sums of hidden counts contradict each other. Nothing is released."
    raise DataError(message)


def _narrow_one(one: Sum, ranges: Mapping[Count, Range]) -> dict[Count, Range]:
    parts = [ranges[part] for part in one.parts]
    least, most = sum(part.least for part in parts), _total([part.most for part in parts])
    whole = _meet(ranges[one.whole], least, most)
    narrowed = {one.whole: whole}
    for place, part in enumerate(one.parts):
        others_least = least - parts[place].least
        others_most = _total([other.most for number, other in enumerate(parts) if number != place])
        narrowed[part] = _meet(
            parts[place],
            0 if others_most is None else whole.least - others_most,
            None if whole.most is None else whole.most - others_least,
        )
    return narrowed


def _meet(given: Range, least: int, most: int | None) -> Range:
    bounds = [bound for bound in (given.most, most) if bound is not None]
    return Range(max(given.least, least), min(bounds) if bounds else None)


def _total(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
