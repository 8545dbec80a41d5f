"""How far a hidden count can still reach, given everything published: proved by examples.

That a count can be as low as 1 and as high as the threshold + 1 is shown by whole numbers for all counts of its piece
that keep every bound: an example that anybody can check, and that is checked here without the solver.
One example serves every count of its piece that reaches far enough in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.solver import Program, Rows
from safeguarding_report.disclosure.system import Piece, pieces, rows_of
from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.relations import Bound

    Numbers = NDArray[np.float64]

LOW = 1
"""A safe cell can be 1 or 0, as far as a reader knows."""

_NEARLY_WHOLE = 1e-6


NO_EXAMPLE = (
    "What is published contradicts itself: no whole numbers fit it, so nothing can be said about what it gives away, "
    "and nothing is released. Look for a figure in the ledger of editions, or in figures printed by older reports, "
    "that cannot be right, and correct it there with its reason."
)


class NoExampleError(DataError):
    """No whole numbers keep every bound."""


@dataclass(frozen=True)
class Reach:
    """What a reader can still think of one hidden count."""

    least: int
    most: int
    is_safe: bool
    could_be_small: bool
    """False when it is certainly above the threshold or certainly 0, so that there is nothing to protect."""


def reaches(ranges: Mapping[Count, Range], bounds: Iterable[Bound], needed: Mapping[Count, int]) -> dict[Count, Reach]:
    """Return how far each of the needed counts reaches; `needed` says to what number each must.

    Upwards a reader may take every hidden count for as little as its range begins with: where zeros are shown, what
    is hidden is not 0. Downwards nobody can rely on that, because sources hide a zero at times.

    Raises
    ------
    DataError
        When what is published contradicts itself so that nothing can be said, or the solver gives up.

    """
    bounds = list(bounds)
    most = _furthest(ranges, bounds, needed, up=True)
    with_zeros = {count: span if span.most is not None else Range(0, None) for count, span in ranges.items()}
    least = _furthest(with_zeros, bounds, needed, up=False)
    return {count: _reach(least[count], most[count], high) for count, high in needed.items()}


def _furthest(
    ranges: Mapping[Count, Range], bounds: Iterable[Bound], needed: Mapping[Count, int], *, up: bool
) -> dict[Count, int | None]:
    """Return for each count the furthest number up or down, or one that is far enough; None where nothing bounds it."""
    found: dict[Count, int | None] = {}
    for piece in pieces(ranges, bounds):
        wanted = tuple((count, needed[count] if up else LOW) for count in piece.ranges if count in needed)
        if wanted:
            found |= _of_piece(tuple(piece.ranges.items()), piece.bounds, wanted, up)
    known = {count: ranges[count].most if up else ranges[count].least for count in needed if count not in found}
    return found | known


@lru_cache(maxsize=20_000)
def _of_piece(
    ranges: tuple[tuple[Count, Range], ...],
    bounds: tuple[Bound, ...],
    wanted: tuple[tuple[Count, int], ...],
    up: bool,  # noqa: FBT001 — lru_cache tells calls apart by place
) -> dict[Count, int | None]:
    """Return how far the wanted counts of one piece reach: the same piece is asked for again year after year."""
    piece = Piece(dict(ranges), bounds)
    if not bounds:
        return {count: piece.ranges[count].most if up else piece.ranges[count].least for count, _ in wanted}
    try:
        return _furthest_in(piece, dict(wanted), up=up)
    except NoExampleError:
        return _furthest_in(consistent(piece), dict(wanted), up=up)


def _furthest_in(piece: Piece, wanted: Mapping[Count, int], *, up: bool) -> dict[Count, int | None]:
    if not piece.is_one_sum:
        return _Examples(piece, wanted, up=up).furthest()
    exact = _by_arithmetic(piece)
    if exact is None:
        raise NoExampleError(NO_EXAMPLE)
    return {count: exact[count].most if up else exact[count].least for count in wanted}


def _reach(least: int | None, most: int | None, high: int) -> Reach:
    bottom, top = least or 0, high if most is None else most
    return Reach(
        bottom,
        max(top, bottom),
        is_safe=bottom <= LOW and top >= high,
        could_be_small=bottom < high and top >= 1,
    )


def _by_arithmetic(piece: Piece) -> dict[Count, Range] | None:
    """Return the exact ranges that one sum leaves, or None where it contradicts the ranges."""
    bound = piece.bounds[0]
    spans = [_times(piece.ranges[count], times) for count, times in bound.terms]
    low = [span[0] for span in spans]
    high = [span[1] for span in spans]
    ranges = dict(piece.ranges)
    for place, (count, times) in enumerate(bound.terms):
        rest_low = _total(low[:place] + low[place + 1 :])
        rest_high = _total(high[:place] + high[place + 1 :])
        least = _larger(low[place], _taken(bound.least, rest_high))
        most = _smaller(high[place], _taken(bound.most, rest_low))
        if least is not None and most is not None and least > most:
            return None
        least, most = (least, most) if times > 0 else (_negative(most), _negative(least))
        ranges[count] = Range(0 if least is None else least, most)
    return ranges


def _times(span: Range, times: int) -> tuple[int | None, int | None]:
    return (span.least, span.most) if times > 0 else (_negative(span.most), -span.least)


def _negative(number: int | None) -> int | None:
    return None if number is None else -number


def _total(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _taken(end: int | None, rest: int | None) -> int | None:
    return None if end is None or rest is None else end - rest


def _larger(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else max(one, other)


def _smaller(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else min(one, other)


class _Examples:
    """Examples of one piece: how far the counts that are looked at reach in any of them, up or down."""

    def __init__(self, piece: Piece, wanted: Mapping[Count, int], *, up: bool) -> None:
        self.piece, self.wanted, self.up = piece, wanted, up
        self.counts = piece.counts
        self.places = {count: place for place, count in enumerate(self.counts)}
        self.program = piece.program()
        self.lower, self.upper = _ends(piece)
        self.found: dict[Count, int | None] = {}

    def furthest(self) -> dict[Count, int | None]:
        """Return for each count how far it reaches in an example: as far as needed, or as far as there is."""
        for count, needed in self.wanted.items():
            if not self._reaches(count, needed):
                self._look_for(count)
        return self.found

    def _reaches(self, count: Count, needed: int) -> bool:
        number = self.found.get(count)
        return number is not None and (number >= needed if self.up else number <= needed)

    def _look_for(self, count: Count) -> None:
        cost = np.zeros(len(self.counts))
        cost[self.places[count]] = -1.0 if self.up else 1.0
        place = self.program.lowest_place(cost, self.lower, self.upper)
        if place is None:
            raise NoExampleError(NO_EXAMPLE)
        if not self._keep(place):
            whole = self.program.lowest_in_whole_numbers(cost, self.lower, self.upper)
            if whole is None or not self._keep(whole):
                raise NoExampleError(NO_EXAMPLE)

    def _keep(self, place: Numbers) -> bool:
        """Take what looks like an example when it is one: whole numbers that keep every bound, exactly."""
        rounded = np.rint(place)
        if np.abs(place - rounded).max(initial=0) > _NEARLY_WHOLE:
            return False
        numbers = dict(zip(self.counts, (int(number) for number in rounded), strict=True))
        if not self.piece.keeps(numbers):
            return False
        further = max if self.up else min
        for count in self.wanted:
            known = self.found.get(count)
            self.found[count] = numbers[count] if known is None else further(known, numbers[count])
        return True


def consistent(piece: Piece) -> Piece:
    """Return the piece so that some numbers keep it: published parts that miss their total get just that much room.

    First zeros: a source that shows zeros hides one at times. Then sums that published counts do not always keep, by
    the least that is enough, all together. What still has no example contradicts itself.

    Raises
    ------
    DataError
        When nothing fits even so.

    """
    if not piece.bounds or _has_example(piece):
        return piece
    with_zeros = replace(
        piece, ranges={count: Range(min(span.least, 0), span.most) for count, span in piece.ranges.items()}
    )
    if _has_example(with_zeros):
        return with_zeros
    return _with_room(with_zeros)


def _has_example(piece: Piece) -> bool:
    if piece.is_one_sum:
        return _by_arithmetic(piece) is not None
    return piece.program().lowest_place(np.zeros(len(piece.ranges)), *_ends(piece)) is not None


def _ends(piece: Piece) -> tuple[Numbers, Numbers]:
    top = piece.ceiling
    spans = piece.ranges.values()
    return (
        np.array([span.least for span in spans], dtype=float),
        np.array([top if span.most is None else span.most for span in spans], dtype=float),
    )


def _with_room(piece: Piece) -> Piece:
    width = len(piece.ranges)
    loose = [place for place, bound in enumerate(piece.bounds) if bound.may_be_missed]
    rows = rows_of(piece.bounds, {count: place for place, count in enumerate(piece.ranges)})
    columns, times = [list(row) for row in rows.columns], [list(row) for row in rows.times]
    for extra, place in enumerate(loose):
        columns[place] += [width + 2 * extra, width + 2 * extra + 1]
        times[place] += [1.0, -1.0]
    room = 2 * len(loose)
    program = Program(Rows(columns, times, rows.least, rows.most), width + room)
    least, most = _ends(piece)
    place = program.lowest_place(
        np.concatenate([np.zeros(width), np.ones(room)]),
        np.concatenate([least, np.zeros(room)]),
        np.concatenate([most, np.full(room, np.inf)]),
    )
    if place is None:
        raise NoExampleError(NO_EXAMPLE)
    bounds = list(piece.bounds)
    for extra, row in enumerate(loose):
        up, down = (int(np.ceil(place[width + 2 * extra + side] - _NEARLY_WHOLE)) for side in (0, 1))
        one = bounds[row]
        bounds[row] = replace(
            one,
            least=None if one.least is None else one.least - up,
            most=None if one.most is None else one.most + down,
        )
    return replace(piece, bounds=tuple(bounds))
