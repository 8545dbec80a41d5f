"""Examples: whole numbers that fit all that is published, and show how far hidden counts still reach.

The solver looks for them, for many rings at once and for many counts of each; every one is checked in whole numbers
without it. One example serves every count that reaches far enough in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.solver import Program, Rows
from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.safe import Needed
    from safeguarding_report.disclosure.tied import Tied

    Numbers = NDArray[np.float64]

NEARLY_WHOLE = 1e-6

_BESIDES = 1e-3
"""What the other counts of a ring weigh beside the one that is asked for: as much as breaks a tie between examples."""

NO_EXAMPLE = (
    "What is published contradicts itself: no whole numbers fit it, so nothing can be said about what it gives away, "
    "and nothing is released. Look for a figure in the ledger of editions, or in figures printed by older reports, "
    "that cannot be right, and correct it there with its reason."
)


class NoExampleError(DataError):
    """No whole numbers keep every tie."""


class Examples:
    """How far the unknowns of several pieces reach, one way, in any example found of them."""

    def __init__(self, parts: Sequence[Tied], wanted: Sequence[Mapping[int, Needed]], *, up: bool) -> None:
        self.parts, self.up = parts, up
        self.sign = -1.0 if up else 1.0
        self.needed = [{place: far.up if up else far.down for place, far in one.items()} for one in wanted]
        self.found: list[dict[int, int]] = [{} for _ in parts]

    def furthest(self) -> list[dict[int, int]]:
        """Return how far each wanted unknown reaches in an example: as far as needed, or as far as there is.

        Raises
        ------
        NoExampleError
            When some piece has none.

        """
        waiting = [list(needed) for needed in self.needed]
        open_parts = [number for number, left in enumerate(waiting) if left]
        together = _Together([self.parts[number] for number in open_parts]) if open_parts else None
        while open_parts and together is not None:
            asked = {number: waiting[number].pop(0) for number in open_parts}
            self._look_for(together, open_parts, asked, waiting)
            for number in open_parts:
                waiting[number] = [place for place in waiting[number] if not self._reaches(number, place)]
            left = [number for number in open_parts if waiting[number]]
            if len(left) < len(open_parts):
                open_parts = left
                together = _Together([self.parts[number] for number in open_parts]) if open_parts else None
        return self.found

    def _reaches(self, number: int, place: int) -> bool:
        """True when an example shows that it is far enough, or as far as its range goes."""
        known = self.found[number].get(place)
        if known is None:
            return False
        least, most = self.parts[number].spans[place]
        return (
            known >= self.needed[number][place] or known == most
            if self.up
            else known <= max(self.needed[number][place], least)
        )

    def _look_for(
        self, together: _Together, open_parts: Sequence[int], asked: Mapping[int, int], waiting: Sequence[Sequence[int]]
    ) -> None:
        """Look for one example of each open part, first with the others in mind and then for what was asked alone."""
        besides = [dict.fromkeys(waiting[number], _BESIDES) | {asked[number]: 1.0} for number in open_parts]
        for number, place in zip(open_parts, together.lowest(besides, self.sign), strict=True):
            self._keep(number, place)
        alone = [number for number in open_parts if not self._reaches(number, asked[number])]
        if not alone:
            return
        weights = [{asked[number]: 1.0} if number in set(alone) else {} for number in open_parts]
        for number, place in zip(open_parts, together.lowest(weights, self.sign), strict=True):
            if number in alone and not self._keep(number, place):
                self._keep_in_whole_numbers(number, asked[number])

    def _keep_in_whole_numbers(self, number: int, asked: int) -> None:
        part = self.parts[number]
        cost = np.zeros(len(part.spans))
        cost[asked] = self.sign
        whole = part.program().lowest_in_whole_numbers(cost, *part.ends())
        if whole is None or not self._keep(number, whole):
            raise NoExampleError(NO_EXAMPLE)

    def _keep(self, number: int, place: Numbers) -> bool:
        """Take what looks like an example when it is one: whole numbers that keep every tie, exactly."""
        rounded = np.rint(place)
        if np.abs(place - rounded).max(initial=0) > NEARLY_WHOLE:
            return False
        numbers = [int(one) for one in rounded]
        if not self.parts[number].keeps(numbers):
            return False
        found = self.found[number]
        further = max if self.up else min
        for one in self.needed[number]:
            found[one] = further(found.get(one, numbers[one]), numbers[one])
        return True


class _Together:
    """Several pieces as one program, because a question to the solver costs more than its answer."""

    def __init__(self, parts: Sequence[Tied]) -> None:
        self.starts = np.cumsum([0, *(len(part.spans) for part in parts)]).tolist()
        rows = [part.rows(start) for part, start in zip(parts, self.starts, strict=False)]
        self.program = Program(
            Rows(
                [columns for one in rows for columns in one.columns],
                [times for one in rows for times in one.times],
                np.concatenate([one.least for one in rows]),
                np.concatenate([one.most for one in rows]),
            ),
            self.starts[-1],
        )
        self.least, self.most = (np.concatenate(side) for side in zip(*(part.ends() for part in parts), strict=True))

    def lowest(self, weights: Sequence[Mapping[int, float]], sign: float) -> list[Numbers]:
        """Return for each piece where the weighted unknowns are lowest, or highest for a sign below 0."""
        cost = np.zeros(self.starts[-1])
        for start, own in zip(self.starts, weights, strict=False):
            for place, weight in own.items():
                cost[start + place] = sign * weight
        found = self.program.lowest_place(cost, self.least, self.most)
        if found is None:
            raise NoExampleError(NO_EXAMPLE)
        return [found[start:end] for start, end in zip(self.starts, self.starts[1:], strict=False)]
