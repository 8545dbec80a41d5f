"""One linear system: whole numbers that nobody may know, each within its range, tied by sums within theirs.

Whatever is one number already is taken out, and what is left falls into pieces that have nothing to do with each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.disclosure.solver import Program, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from safeguarding_report.disclosure.counted import Count, Range


@dataclass(frozen=True)
class Piece:
    """Unknown counts that are tied to each other, each within its range."""

    ranges: dict[Count, Range]
    bounds: tuple[Bound, ...]
    origins: tuple[Bound, ...] = field(default=(), compare=False)
    """What each bound was before the counts that are known were taken out."""

    @property
    def counts(self) -> list[Count]:
        """Its counts, in a fixed order."""
        return list(self.ranges)

    @property
    def is_one_sum(self) -> bool:
        """True when a single bound holds it together, so that arithmetic alone answers every question exactly."""
        return len(self.bounds) == 1 and all(abs(times) == 1 for _, times in self.bounds[0].terms)

    @property
    def ceiling(self) -> int:
        """A number above all that its bounds speak of: where nothing bounds a count it may be called endless."""
        ends = [end for bound in self.bounds for end in (bound.least, bound.most) if end is not None]
        ends += [end for least, most in self.ranges.values() for end in (least, most or 0)]
        return 2 * sum(abs(end) for end in ends) + 1_000

    def program(self) -> Program:
        """Return its bounds as the solver reads them, the counts in their order as columns."""
        places = {count: place for place, count in enumerate(self.ranges)}
        return Program.of(rows_of(self.bounds, places), len(places))

    def keeps(self, numbers: Mapping[Count, int]) -> bool:
        """True when these whole numbers lie in every range and keep every bound: exact, without the solver."""
        return all(
            number >= self.ranges[count].least and _is_at_most(number, self.ranges[count].most)
            for count, number in numbers.items()
        ) and all(
            _is_at_most(bound.least, total) and _is_at_most(total, bound.most)
            for bound in self.bounds
            for total in (sum(numbers[count] * times for count, times in bound.terms),)
        )


def _is_at_most(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one <= other


def rows_of(bounds: Iterable[Bound], places: Mapping[Count, int]) -> Rows:
    """Return bounds as the solver reads them."""
    bounds = list(bounds)
    return Rows(
        [[places[count] for count, _ in bound.terms] for bound in bounds],
        [[times for _, times in bound.terms] for bound in bounds],
        np.array([-np.inf if bound.least is None else bound.least for bound in bounds], dtype=float),
        np.array([np.inf if bound.most is None else bound.most for bound in bounds], dtype=float),
    )


def pieces(ranges: Mapping[Count, Range], bounds: Iterable[Bound]) -> list[Piece]:
    """Split what is not one number already into pieces that have nothing to do with each other.

    A bound of which nothing is unknown is left out: whether it is kept is known to everybody and tells nothing more.
    """
    left = [(bound, one) for one in bounds if (bound := _without_known(one, ranges)) is not None]
    unknown = sorted(count for count, span in ranges.items() if not span.is_one_number)
    leader = {count: count for count in unknown}

    def find(count: Count) -> Count:
        while leader[count] != count:
            leader[count] = leader[leader[count]]
            count = leader[count]
        return count

    for bound, _ in left:
        first = find(bound.terms[0][0])
        for count, _ in bound.terms[1:]:
            leader[find(count)] = first
    members: dict[Count, dict[Count, Range]] = {}
    for count in unknown:
        members.setdefault(find(count), {})[count] = ranges[count]
    tied: dict[Count, list[tuple[Bound, Bound]]] = {first: [] for first in members}
    for both in left:
        tied[find(both[0].terms[0][0])].append(both)
    return [
        Piece(own, tuple(bound for bound, _ in tied[first]), tuple(one for _, one in tied[first]))
        for first, own in members.items()
    ]


def _without_known(bound: Bound, ranges: Mapping[Count, Range]) -> Bound | None:
    """Return a bound over its unknown counts alone; None where it has none."""
    spans = [(count, times, ranges[count]) for count, times in bound.terms]
    open_terms = tuple((count, times) for count, times, span in spans if not span.is_one_number)
    if not open_terms:
        return None
    if len(open_terms) == len(spans):
        return bound
    known = sum(times * span.least for _, times, span in spans if span.is_one_number)
    return Bound(
        open_terms,
        None if bound.least is None else bound.least - known,
        None if bound.most is None else bound.most - known,
        bound.may_be_missed,
    )
