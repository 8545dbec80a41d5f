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
    from collections.abc import Callable, Collection, Iterable, Mapping

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
                    tuple([places[count] for count, _ in terms]),
                    tuple([times for _, times in terms]),
                    least,
                    most,
                    may_be_missed,
                )
                for terms, least, most, may_be_missed in self.bounds
            ),
        )


class Ties:
    """Bounds by the counts that they tie, from which the pieces around some counts are found without all the others."""

    def __init__(self, bounds: Iterable[Bound] = ()) -> None:
        self._bounds: dict[int, Bound] = {}
        self._of: dict[Count, list[int]] = {}
        for place, bound in enumerate(bounds):
            self.add(place, bound)

    def add(self, place: int, bound: Bound) -> None:
        """Take in one bound, which has its place among all of them."""
        self._bounds[place] = bound
        for count, _ in bound.terms:
            self._of.setdefault(count, []).append(place)

    def tied_to(self, count: Count) -> set[Count]:
        """Return the counts that stand in a bound with this one."""
        return {other for place in self._of.get(count, ()) for other, _ in self._bounds[place].terms}

    def pieces(self, wanted: Iterable[Count], range_of: Callable[[Count], Range]) -> list[Piece]:
        """Return the pieces in which any of the wanted counts is unknown, in the order of their counts."""
        found: list[Piece] = []
        seen: set[Count] = set()
        for count in wanted:
            if count not in seen and not range_of(count).is_one_number:
                found.append(self._piece(count, range_of))
                seen.update(found[-1].ranges)
        return sorted(found, key=lambda piece: next(iter(piece.ranges)))

    def _piece(self, start: Count, range_of: Callable[[Count], Range]) -> Piece:
        """Return the piece around an unknown count."""
        ranges = {start: range_of(start)}
        waiting, unknown, places = [start], {start}, set()
        while waiting:
            for place in self._of.get(waiting.pop(), ()):
                if place in places:
                    continue
                places.add(place)
                for count, _ in self._bounds[place].terms:
                    if count not in ranges:
                        least, most = ranges[count] = range_of(count)
                        if least != most:
                            unknown.add(count)
                            waiting.append(count)
        origins = tuple(self._bounds[place] for place in sorted(places))
        bounds = tuple(_without_known(bound, ranges, unknown) for bound in origins)
        return Piece({count: ranges[count] for count in sorted(unknown)}, bounds, origins)


class Pieces:
    """The pieces around hidden counts, each kept until one of its bounds or of the counts that it ties changes."""

    def __init__(self, range_of: Callable[[Count], Range]) -> None:
        self.ties = Ties()
        self._range_of = range_of
        self._kept: dict[Count, Piece] = {}

    def around(self, wanted: Iterable[Count]) -> list[Piece]:
        """Return the pieces of the wanted counts, of which every one is hidden, in the order of their counts."""
        wanted = set(wanted)
        for piece in self.ties.pieces(wanted - self._kept.keys(), self._range_of):
            self._kept |= dict.fromkeys(piece.ranges, piece)
        found = {id(piece): piece for piece in (self._kept[count] for count in wanted)}
        return sorted(found.values(), key=lambda piece: next(iter(piece.ranges)))

    def add(self, place: int, bound: Bound) -> None:
        """Take in a bound: what it ties are other pieces from now on."""
        self.ties.add(place, bound)
        self._forget(bound.counts)

    def change(self, counts: Iterable[Count]) -> None:
        """Look anew at pieces in which the range of a count has changed, or in whose bounds it stands."""
        for count in counts:
            self._forget([count, *self.ties.tied_to(count)])

    def _forget(self, counts: Iterable[Count]) -> None:
        for count in counts:
            if count in self._kept:
                for one in self._kept[count].ranges:
                    del self._kept[one]


def pieces(ranges: Mapping[Count, Range], bounds: Iterable[Bound]) -> list[Piece]:
    """Split what is not one number already into pieces that have nothing to do with each other.

    A bound of which nothing is unknown is left out: whether it is kept is known to everybody and tells nothing more.
    """
    return Ties(bounds).pieces(ranges, ranges.__getitem__)


def _without_known(bound: Bound, ranges: Mapping[Count, Range], unknown: Collection[Count]) -> Bound:
    """Return a bound over its unknown counts alone."""
    terms = tuple([term for term in bound.terms if term[0] in unknown])
    if len(terms) == len(bound.terms):
        return bound
    known = sum([times * ranges[count].least for count, times in bound.terms if count not in unknown])
    return Bound(
        terms,
        None if bound.least is None else bound.least - known,
        None if bound.most is None else bound.most - known,
        bound.may_be_missed,
    )
