"""One linear system: whole numbers that nobody may know, each within its range, tied by sums within theirs.

Whatever is one number already is taken out, and what is left falls into pieces that have nothing to do with each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.disclosure.tied import Tie, Tied

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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

    @cached_property
    def tied(self) -> Tied:
        """The same without names."""
        places = {count: place for place, count in enumerate(self.ranges)}
        return Tied(
            tuple(self.ranges.values()),
            tuple(
                Tie(
                    tuple(places[count] for count, _ in bound.terms),
                    tuple(times for _, times in bound.terms),
                    bound.least,
                    bound.most,
                    bound.may_be_missed,
                )
                for bound in self.bounds
            ),
        )


def pieces(ranges: Mapping[Count, Range], bounds: Iterable[Bound]) -> list[Piece]:
    """Split what is not one number already into pieces that have nothing to do with each other.

    A bound of which nothing is unknown is left out: whether it is kept is known to everybody and tells nothing more.
    """
    unknown = sorted(count for count, (least, most) in ranges.items() if least != most)
    leader = {count: count for count in unknown}
    left = [(bound, one) for one in bounds if (bound := _without_known(one, ranges, leader)) is not None]

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


def _without_known(bound: Bound, ranges: Mapping[Count, Range], unknown: Collection[Count]) -> Bound | None:
    """Return a bound over its unknown counts alone; None where it has none."""
    terms = tuple(term for term in bound.terms if term[0] in unknown)
    if not terms:
        return None
    if len(terms) == len(bound.terms):
        return bound
    known = sum(times * ranges[count].least for count, times in bound.terms if count not in unknown)
    return Bound(
        terms,
        None if bound.least is None else bound.least - known,
        None if bound.most is None else bound.most - known,
        bound.may_be_missed,
    )
