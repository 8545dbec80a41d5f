"""Which counts to hide besides, so that every hidden count keeps its reach and as little as possible is lost.

The question is that of Fischetti and Salazar, "Solving the cell suppression problem on tabular data with linear
constraints" (2001): a choice of cells is right when, for every count to protect and each of its two ends, some numbers
keep every sum, differ from the true ones in hidden cells only, and reach that end. Where they do not, the solver's
prices say which cells could help; at least one of them must be hidden. Choices are made anew until no end is missed.

In pieces of up to `EXACT_CELLS` cells the choice is the cheapest there is. Beyond, each end takes the cheapest path
through what may be hidden, one after the other, and then whatever proves not to be needed is shown again.
Both work with fractions; what a choice reaches with halves only gets what it needs to be reached in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.solver import Program, Rows, SolverGaveUpError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.safe import Needed
    from safeguarding_report.disclosure.solver import Point
    from safeguarding_report.disclosure.system import Piece

    Numbers = NDArray[np.float64]

EXACT_CELLS = 30
"""Cells that may be hidden in a piece for which the cheapest choice is proved; measured in tests/benchmarks/gate.py."""

MOST_CHOICES = 60
"""Choices that the exact search makes before it keeps what the quick search found."""

CANNOT_BE_PROTECTED = "A hidden count cannot be protected: everything that may be hidden is not enough."

_NEARLY = 1e-6
_TIE = 1e-5
_PATHS_ANEW = 2
"""Times that a path is priced anew by what it really takes of each cell."""

_LITTLE = 0.25


@dataclass(frozen=True)
class Shown:
    """A count that may be hidden: between which numbers it is printed, the least it could be, what hiding it costs."""

    least: int
    most: int
    floor: int
    cost: float


@dataclass(frozen=True)
class End:
    """One end that a hidden count must reach: at least so much upwards, or at most so much downwards."""

    place: int
    number: int
    up: bool


class Search:
    """One piece of the system, in which some counts are shown and may be hidden."""

    def __init__(self, piece: Piece, shown: Mapping[Count, Shown], needed: Mapping[Count, Needed]) -> None:
        self.counts = piece.counts
        self.examples: dict[End, list[tuple[NDArray[np.bool_], bool]]] = {}
        """For each end, of every example that reaches it, which counts have to be hidden for it, and whether it is whole."""
        self.shown = [(place, count) for place, count in enumerate(self.counts) if count in shown]
        self.needed = needed
        width, more = len(self.counts), len(self.shown)
        self.width = width
        # Of what costs the same the first in order is hidden: the same input gives the same pattern.
        self.cost = np.array([shown[count].cost for _, count in self.shown]) + _TIE * np.arange(more)
        top = float(piece.tied.ceiling)
        spans = [
            (shown[count].least, shown[count].most) if count in shown else piece.ranges[count] for count in self.counts
        ]
        # Columns: every count as printed, then how far each count that may be hidden goes up, then down.
        self.least = np.concatenate([[float(span[0]) for span in spans], np.zeros(2 * more)])
        self.most = np.concatenate([[top if span[1] is None else float(span[1]) for span in spans], np.zeros(2 * more)])
        down = [float(shown[count].least - shown[count].floor) for _, count in self.shown]
        self.room = np.concatenate([np.full(more, top), down])
        self.rows = self._rows(piece)
        self.program = Program(self.rows, width + 2 * more)

    def _rows(self, piece: Piece) -> Rows:
        more = len(self.shown)
        moves = {place: self.width + number for number, (place, _) in enumerate(self.shown)}
        rows = piece.tied.rows()
        columns, times = [], []
        for own, own_times in zip(rows.columns, rows.times, strict=True):
            extra = [(moves[place], value) for place, value in zip(own, own_times, strict=True) if place in moves]
            columns.append([*own, *(move for move, _ in extra), *(move + more for move, _ in extra)])
            times.append([*own_times, *(value for _, value in extra), *(-value for _, value in extra)])
        return Rows(columns, times, rows.least, rows.most)

    def ends(self) -> list[End]:
        """Return both ends of every count to protect, in a fixed order."""
        wanted = [(place, self.needed[count]) for place, count in enumerate(self.counts) if count in self.needed]
        return [end for place, far in wanted for end in (End(place, far.up, up=True), End(place, far.down, up=False))]

    def hide(self) -> set[Count]:
        """Return the counts to hide."""
        ends = self.ends()
        quick = self._paths(ends)
        chosen = quick
        if len(self.shown) <= EXACT_CELLS:
            exact = self._exact(ends, quick)
            chosen = quick if exact is None else exact
        chosen = self._in_whole_numbers(ends, chosen)
        return {self.shown[number][1] for number in np.flatnonzero(chosen)}

    def missed(self, chosen: NDArray[np.bool_], ends: Iterable[End]) -> Iterator[tuple[End, Point]]:
        """Yield the ends that are not reached when only the chosen counts are hidden."""
        for end in ends:
            if any(not (uses & ~chosen).any() for uses, _ in self.examples.get(end, ())):
                continue
            point = self._furthest(end, chosen)
            if _is_reached(end, self._number(end, point.place)):
                self._remember(end, point.place)
            else:
                yield end, point

    def _furthest(self, end: End, chosen: NDArray[np.bool_]) -> Point:
        most = self.most.copy()
        most[self.width :] = np.where(np.concatenate([chosen, chosen]), self.room, 0.0)
        cost = np.zeros(self.width + 2 * len(self.shown))
        for column, sign in self._columns(end):
            cost[column] = -sign if end.up else sign
        point = self.program.lowest(cost, self.least, most)
        if point is None:
            message = "The numbers that are to be protected do not keep their own sums."
            raise SolverGaveUpError(message)
        return point

    def _columns(self, end: End) -> list[tuple[int, float]]:
        number = next((number for number, (place, _) in enumerate(self.shown) if place == end.place), None)
        if number is None:
            return [(end.place, 1.0)]
        return [(end.place, 1.0), (self.width + number, 1.0), (self.width + len(self.shown) + number, -1.0)]

    def _number(self, end: End, place: Numbers) -> float:
        return float(sum(place[column] * sign for column, sign in self._columns(end)))

    # ---- the cheapest choice there is --------------------------------------------------------------

    def _exact(self, ends: list[End], quick: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        cuts: list[Numbers] = []
        nothing = np.zeros(len(self.shown), dtype=bool)
        cuts += [self._cut(end, point) for end, point in self.missed(nothing, ends)]
        for _ in range(MOST_CHOICES):
            try:
                chosen = self._choose(cuts)
            except SolverGaveUpError:
                return None
            if chosen is None or self.cost[chosen].sum() >= self.cost[quick].sum():
                return None
            more = [self._cut(end, point) for end, point in self.missed(chosen, ends)]
            if not more:
                return chosen
            cuts += more
        return None

    def _cut(self, end: End, point: Point) -> Numbers:
        """Return how much each count, hidden, would help at most towards this end; 1 is enough."""
        more = len(self.shown)
        worth = np.maximum(-point.worth[self.width :], 0.0)
        number = self._number(end, point.place)
        taken = float((worth * point.place[self.width :]).sum())
        without = number - taken if end.up else number + taken
        lack = max(end.number - without if end.up else without - end.number, _NEARLY)
        share = np.where(worth > _NEARLY, np.minimum(worth * self.room / lack, 1.0), 0.0)
        helps: Numbers = np.minimum(share[:more] + share[more:], 1.0)
        return helps

    def _choose(self, cuts: list[Numbers]) -> NDArray[np.bool_] | None:
        more = len(self.shown)
        used = [[(place, float(cut[place])) for place in np.flatnonzero(cut > _NEARLY)] for cut in cuts]
        rows = Rows(
            [[int(place) for place, _ in row] for row in used],
            [[value for _, value in row] for row in used],
            np.full(len(cuts), 1.0 - _NEARLY),
            np.full(len(cuts), np.inf),
        )
        found = Program(rows, more).lowest_in_whole_numbers(self.cost, np.zeros(more), np.ones(more))
        return None if found is None else found > 0.5  # noqa: PLR2004 — 0 or 1, but for the solver's last digit

    # ---- one path after the other ------------------------------------------------------------------

    def _paths(self, ends: list[End]) -> NDArray[np.bool_]:
        chosen = np.zeros(len(self.shown), dtype=bool)
        examples: dict[End, Numbers] = {}
        asked_by: dict[int, End] = {}
        for end in ends:
            # What is hidden already may do: an example that reaches one end often reaches another.
            same = (place for other, place in examples.items() if other.up == end.up)
            place = next((one for one in same if _is_reached(end, self._number(end, one))), None)
            if place is None:
                place = self._path(end, chosen)
            examples[end] = place
            uses = self._uses(place)
            asked_by |= dict.fromkeys(np.flatnonzero(uses & ~chosen).tolist(), end)
            chosen |= uses
        return self._shown_again(chosen, examples, asked_by)

    def _path(self, end: End, chosen: NDArray[np.bool_]) -> Numbers:
        """Return numbers that reach an end at the least price, of which what is hidden already costs nothing."""
        least, most = self.least.copy(), self.most.copy()
        most[self.width :] = self.room
        self._ask_for(end, least, most)
        price = np.where(chosen, 0.0, self.cost)
        best = self._cheapest(price, least, most)
        for _ in range(_PATHS_ANEW):
            if not self._cost_of(best, chosen):
                break
            # What a path takes little of is dear, and what it takes much of is cheap: each is paid for once.
            price = np.where(chosen, 0.0, self.cost / np.maximum(self._moves(best), _LITTLE))
            other = self._cheapest(price, least, most)
            if self._cost_of(other, chosen) >= self._cost_of(best, chosen):
                break
            best = other
        return best

    def _ask_for(self, end: End, least: Numbers, most: Numbers) -> None:
        if end.up:
            least[end.place] = max(least[end.place], end.number)
        else:
            most[end.place] = min(most[end.place], end.number)

    def _cheapest(self, price: Numbers, least: Numbers, most: Numbers) -> Numbers:
        cost = np.concatenate([np.zeros(self.width), price, price])
        place = self.program.lowest_place(cost, least, most)
        if place is None:
            raise SolverGaveUpError(CANNOT_BE_PROTECTED)
        return place

    def _moves(self, place: Numbers) -> Numbers:
        more = len(self.shown)
        moved: Numbers = place[self.width : self.width + more] + place[self.width + more :]
        return moved

    def _uses(self, place: Numbers) -> NDArray[np.bool_]:
        uses: NDArray[np.bool_] = self._moves(place) > _NEARLY
        return uses

    def _cost_of(self, place: Numbers, chosen: NDArray[np.bool_]) -> float:
        return float(self.cost[self._uses(place) & ~chosen].sum())

    def _shown_again(
        self, chosen: NDArray[np.bool_], examples: dict[End, Numbers], asked_by: dict[int, End]
    ) -> NDArray[np.bool_]:
        """Show again, dearest first, what no end needs; only examples that use it have to be found anew."""
        chosen = chosen.copy()
        small = _Small(self, ~chosen)
        for number in sorted(np.flatnonzero(chosen).tolist(), key=lambda number: (-self.cost[number], number)):
            chosen[number] = False
            # The end that asked for it first: most often it still needs it, and the question is settled.
            concerned = sorted(
                (end for end, place in examples.items() if self._uses(place)[number]),
                key=lambda end: (end != asked_by[number], end.place, end.up),
            )
            found: dict[End, Numbers] = {}
            for end in concerned:
                same = (place for other, place in found.items() if other.up == end.up)
                place = next((one for one in same if _is_reached(end, self._number(end, one))), None)
                if place is None:
                    place = small.example(end, chosen)
                if place is None:
                    chosen[number] = True
                    break
                found[end] = place
            else:
                examples |= found
        for end, place in examples.items():
            self._remember(end, place)
        return chosen

    # ---- whole numbers -----------------------------------------------------------------------------

    def _remember(self, end: End, place: Numbers) -> None:
        is_whole = bool(np.abs(place - np.rint(place)).max(initial=0) <= _NEARLY)
        self.examples.setdefault(end, []).append((self._uses(place), is_whole))

    def _in_whole_numbers(self, ends: Iterable[End], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Hide what lets every end be reached in whole numbers too; readers know that counts are whole."""
        small: _Small | None = None
        for end in ends:
            if any(is_whole and not (uses & ~chosen).any() for uses, is_whole in self.examples.get(end, ())):
                continue
            small = _Small(self, ~chosen) if small is None else small
            try:
                if small.example(end, chosen, whole=True) is not None:
                    continue
                place = self._cheapest_in_whole_numbers(end, chosen)
            except SolverGaveUpError:
                continue  # whoever asked looks at it again in whole numbers, and leaves out rows where nothing less is safe
            small = None
            chosen = chosen | self._uses(place)
        return chosen

    def _cheapest_in_whole_numbers(self, end: End, chosen: NDArray[np.bool_]) -> Numbers:
        """Return whole numbers that reach an end where hiding is paid for once, however far a count then goes."""
        more = len(self.shown)
        least, most = self.least.copy(), self.most.copy()
        most[self.width :] = self.room
        self._ask_for(end, least, most)
        place = self._with_switches().lowest_in_whole_numbers(
            np.concatenate([np.zeros(len(least)), np.where(chosen, 0.0, self.cost)]),
            np.concatenate([least, np.zeros(more)]),
            np.concatenate([most, np.ones(more)]),
        )
        if place is None:
            raise SolverGaveUpError(CANNOT_BE_PROTECTED)
        return place[: len(least)]

    def _with_switches(self) -> Program:
        """Return the conditions, and for each count that may be hidden that it goes nowhere unless it is."""
        more, first = len(self.shown), self.width + 2 * len(self.shown)
        rows = self.rows
        switches = [[self.width + side * more + number, first + number] for side in (0, 1) for number in range(more)]
        times = [[1.0, -float(room)] for room in self.room]
        return Program(
            Rows(
                [*rows.columns, *switches],
                [*rows.times, *times],
                np.concatenate([rows.least, np.full(2 * more, -np.inf)]),
                np.concatenate([rows.most, np.zeros(2 * more)]),
            ),
            first + more,
        )


class _Small:
    """The same piece without the moves of what is never hidden: far fewer columns, for many questions."""

    def __init__(self, search: Search, never: NDArray[np.bool_]) -> None:
        self.search = search
        is_fixed = search.least[: search.width] == search.most[: search.width]
        moves = np.concatenate([~never, ~never])
        self.columns = np.flatnonzero(np.concatenate([~is_fixed, moves]))
        self.price = np.concatenate([np.zeros(search.width), search.cost, search.cost])[self.columns]
        columns = self.columns.tolist()
        self.program = Program(search.rows.with_known(search.least, columns), len(columns))

    def example(self, end: End, chosen: NDArray[np.bool_], *, whole: bool = False) -> Numbers | None:
        """Return numbers that reach an end when only the chosen counts are hidden, or None where there are none."""
        search = self.search
        least, most = search.least.copy(), search.most.copy()
        most[search.width :] = np.where(np.concatenate([chosen, chosen]), search.room, 0.0)
        search._ask_for(end, least, most)  # noqa: SLF001 — the smaller half of one search
        # Of all examples the one that moves what is cheap: others then rarely have to be found anew.
        ask = self.program.lowest_in_whole_numbers if whole else self.program.lowest_place
        place = ask(self.price, least[self.columns], most[self.columns])
        if place is None:
            return None
        everywhere = np.where(search.least == search.most, search.least, 0.0)
        everywhere[self.columns] = place
        return everywhere


def _is_reached(end: End, number: float) -> bool:
    return number >= end.number - _NEARLY if end.up else number <= end.number + _NEARLY
