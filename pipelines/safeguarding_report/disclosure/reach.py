"""How far a hidden count can still reach, given everything published: proved by examples.

That a count can be as low as 1 and as high as the threshold + 1 is shown by whole numbers for all counts of its piece
that keep every bound: an example that anybody can check, and that is checked here without the solver.
One example serves every count of its piece that reaches far enough in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.solver import Program, Rows
from safeguarding_report.disclosure.system import Piece, pieces, rows_of
from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.relations import Bound
    from safeguarding_report.disclosure.safe import Needed

    Numbers = NDArray[np.float64]

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
    """What a reader can still think of one hidden count: its exact ends, or ends that are far enough."""

    least: int
    most: int
    is_safe: bool


class Reaches:
    """Answers how far hidden counts reach, and remembers: the same piece is asked for again year after year."""

    def __init__(self) -> None:
        self._known: dict[_Question, dict[Count, int | None]] = {}

    def of(
        self, ranges: Mapping[Count, Range], bounds: Iterable[Bound], needed: Mapping[Count, Needed]
    ) -> dict[Count, Reach]:
        """Return how far each of the needed counts reaches; `needed` says how far each must.

        A reader takes every other hidden count for what its range begins with at least: where zeros are shown, what is
        hidden is not 0. That bounds both ends: what A leaves of a sum is less when A cannot be 0.

        Raises
        ------
        DataError
            When what is published contradicts itself so that nothing can be said, or the solver gives up.

        """
        split = pieces(ranges, bounds)
        most = self._furthest(ranges, split, needed, up=True)
        least = self._furthest(ranges, split, needed, up=False)
        return {count: _reach(least[count], most[count], enough) for count, enough in needed.items()}

    def _furthest(
        self, ranges: Mapping[Count, Range], split: Iterable[Piece], needed: Mapping[Count, Needed], *, up: bool
    ) -> dict[Count, int | None]:
        """Return the furthest number of each count up or down, or one that is far enough; None where there is no end."""
        asked = []
        for piece in split:
            wanted = tuple(
                (count, needed[count].up if up else needed[count].down) for count in piece.ranges if count in needed
            )
            if wanted:
                asked.append(_Question(tuple(piece.ranges.items()), piece.bounds, wanted, up))
        new = [one for one in asked if one not in self._known]
        self._known |= dict(zip(new, _answers(new), strict=True))
        found: dict[Count, int | None] = {}
        for one in asked:
            found |= self._known[one]
        return {count: ranges[count].most if up else ranges[count].least for count in needed} | found


class _Question(NamedTuple):
    """How far some counts of a piece reach, up or down; far enough is enough."""

    ranges: tuple[tuple[Count, Range], ...]
    bounds: tuple[Bound, ...]
    wanted: tuple[tuple[Count, int], ...]
    up: bool

    @property
    def piece(self) -> Piece:
        return Piece(dict(self.ranges), self.bounds)


def _answers(questions: Sequence[_Question]) -> list[dict[Count, int | None]]:
    """Return the answers; what one sum alone ties by arithmetic, all others together by examples."""
    answers: dict[int, dict[Count, int | None]] = {}
    hard: dict[int, Piece] = {}
    for number, one in enumerate(questions):
        piece = one.piece
        exact = piece.ranges if not piece.bounds else _by_arithmetic(piece) if piece.is_one_sum else None
        if exact is None and piece.is_one_sum:
            piece = consistent(piece)
            exact = _by_arithmetic(piece) if piece.is_one_sum else None
        if exact is None:
            hard[number] = piece
        else:
            answers[number] = {count: exact[count].most if one.up else exact[count].least for count, _ in one.wanted}
    wanted = [dict(questions[number].wanted) for number in hard]
    if hard:
        up = questions[0].up
        try:
            found = _Examples(list(hard.values()), wanted, up=up).furthest()
        except NoExampleError:
            # Somewhere published numbers contradict each other: each piece by itself, with the room that it needs.
            fitting = [consistent(piece) for piece in hard.values()]
            found = _Examples(fitting, wanted, up=up).furthest()
        answers |= dict(zip(hard, found, strict=True))
    return [answers[number] for number in range(len(questions))]


def _reach(least: int | None, most: int | None, needed: Needed) -> Reach:
    bottom, top = least or 0, needed.up if most is None else most
    return Reach(bottom, max(top, bottom), is_safe=bottom <= needed.down and top >= needed.up)


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
    """Examples of several pieces side by side: how far the counts that are looked at reach in any of them."""

    def __init__(self, parts: Sequence[Piece], wanted: Sequence[Mapping[Count, int]], *, up: bool) -> None:
        self.parts, self.wanted, self.up = parts, wanted, up
        self.starts = np.cumsum([0, *(len(piece.ranges) for piece in parts)]).tolist()
        self.places = [
            {count: start + place for place, count in enumerate(piece.ranges)}
            for start, piece in zip(self.starts, parts, strict=False)
        ]
        all_places = {place: number for places in self.places for place, number in places.items()}
        bounds = [bound for piece in parts for bound in piece.bounds]
        self.program = Program.of(rows_of(bounds, all_places), self.starts[-1])
        sides = [ends(piece) for piece in parts]
        self.lower, self.upper = (np.concatenate(side) for side in zip(*sides, strict=True))
        self.found: list[dict[Count, int | None]] = [{} for _ in parts]

    def furthest(self) -> list[dict[Count, int | None]]:
        """Return for each count how far it reaches in an example: as far as needed, or as far as there is."""
        waiting = [list(wanted) for wanted in self.wanted]
        while any(waiting):
            asked: dict[int, Count] = {}
            for number, left in enumerate(waiting):
                while left and self._reaches(number, left[0]):
                    left.pop(0)
                if left:
                    asked[number] = left.pop(0)
            if asked:
                self._look_for(asked)
        return self.found

    def _reaches(self, number: int, count: Count) -> bool:
        known, needed = self.found[number].get(count), self.wanted[number][count]
        return known is not None and (known >= needed if self.up else known <= needed)

    def _look_for(self, asked: Mapping[int, Count]) -> None:
        cost = np.zeros(self.starts[-1])
        for number, count in asked.items():
            cost[self.places[number][count]] = -1.0 if self.up else 1.0
        place = self.program.lowest_place(cost, self.lower, self.upper)
        if place is None:
            raise NoExampleError(NO_EXAMPLE)
        for number in asked:
            own = slice(self.starts[number], self.starts[number + 1])
            if not self._keep(number, place[own]):
                whole = (
                    self.parts[number].program().lowest_in_whole_numbers(cost[own], self.lower[own], self.upper[own])
                )
                if whole is None or not self._keep(number, whole):
                    raise NoExampleError(NO_EXAMPLE)

    def _keep(self, number: int, place: Numbers) -> bool:
        """Take what looks like an example when it is one: whole numbers that keep every bound, exactly."""
        rounded = np.rint(place)
        if np.abs(place - rounded).max(initial=0) > _NEARLY_WHOLE:
            return False
        piece, found = self.parts[number], self.found[number]
        numbers = dict(zip(piece.ranges, (int(one) for one in rounded), strict=True))
        if not piece.keeps(numbers):
            return False
        further = max if self.up else min
        for count in self.wanted[number]:
            known = found.get(count)
            found[count] = numbers[count] if known is None else further(known, numbers[count])
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
    if not piece.bounds or has_example(piece):
        return piece
    with_zeros = replace(
        piece, ranges={count: Range(min(span.least, 0), span.most) for count, span in piece.ranges.items()}
    )
    if has_example(with_zeros):
        return with_zeros
    return _with_room(with_zeros)


def has_example(piece: Piece) -> bool:
    """True when some numbers keep every bound of a piece."""
    if piece.is_one_sum:
        return _by_arithmetic(piece) is not None
    return piece.program().lowest_place(np.zeros(len(piece.ranges)), *ends(piece)) is not None


def ends(piece: Piece) -> tuple[Numbers, Numbers]:
    """Return the least and the most of each count as the solver reads them."""
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
    program = Program.of(Rows(columns, times, rows.least, rows.most), width + room)
    least, most = ends(piece)
    found = program.lowest_place(
        np.concatenate([np.zeros(width), np.ones(room)]),
        np.concatenate([least, np.zeros(room)]),
        np.concatenate([most, np.full(room, np.inf)]),
    )
    if found is None:
        raise NoExampleError(NO_EXAMPLE)
    bounds = list(piece.bounds)
    for extra, row in enumerate(loose):
        up, down = (int(np.ceil(found[width + 2 * extra + side] - _NEARLY_WHOLE)) for side in (0, 1))
        one = bounds[row]
        bounds[row] = replace(
            one,
            least=None if one.least is None else one.least - up,
            most=None if one.most is None else one.most + down,
        )
    return replace(piece, bounds=tuple(bounds))
