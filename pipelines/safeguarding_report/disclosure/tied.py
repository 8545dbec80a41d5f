"""Numbered unknowns and what ties them: a piece of the system without the names of its counts.

Two pieces that differ in nothing but names and years are the same question, and are answered once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from safeguarding_report.disclosure.solver import Program, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Range

    Numbers = NDArray[np.float64]

_ROOM_OF_AN_OPEN_END = 1_000


class Tie(NamedTuple):
    """A sum of unknowns, each times a whole number, that lies between two numbers; None where it has no end."""

    places: tuple[int, ...]
    times: tuple[int, ...]
    least: int | None
    most: int | None
    may_be_missed: bool = False

    def is_kept_by(self, numbers: Sequence[int]) -> bool:
        """True when these whole numbers, one for each unknown, keep it."""
        total = sum(numbers[place] * times for place, times in zip(self.places, self.times, strict=True))
        return (self.least is None or self.least <= total) and (self.most is None or total <= self.most)


@dataclass(frozen=True)
class Tied:
    """Unknown whole numbers, each within its range, and what ties them."""

    spans: tuple[Range, ...]
    ties: tuple[Tie, ...]

    def __hash__(self) -> int:
        """Return a number that is worked out once: answers are looked up by the whole piece, again and again."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.spans, self.ties))

    @cached_property
    def ceiling(self) -> int:
        """A number above all that its ties speak of: where nothing bounds an unknown it may be called endless."""
        ends = [end for tie in self.ties for end in (tie.least, tie.most) if end is not None]
        ends += [end for least, most in self.spans for end in (least, most or 0)]
        return 2 * sum(abs(end) for end in ends) + _ROOM_OF_AN_OPEN_END

    def keeps(self, numbers: Sequence[int]) -> bool:
        """True when these whole numbers lie in every range and keep every tie: exact, without the solver."""
        return all(
            least <= number and (most is None or number <= most)
            for number, (least, most) in zip(numbers, self.spans, strict=True)
        ) and all(tie.is_kept_by(numbers) for tie in self.ties)

    def ends(self) -> tuple[Numbers, Numbers]:
        """Return the least and the most of each unknown as the solver reads them."""
        top = self.ceiling
        return (
            np.array([least for least, _ in self.spans], dtype=float),
            np.array([top if most is None else most for _, most in self.spans], dtype=float),
        )

    def rows(self, start: int = 0) -> Rows:
        """Return its ties as the solver reads them, its unknowns as columns from `start`."""
        return Rows(
            [[start + place for place in tie.places] for tie in self.ties],
            [list(tie.times) for tie in self.ties],
            np.array([-np.inf if tie.least is None else tie.least for tie in self.ties], dtype=float),
            np.array([np.inf if tie.most is None else tie.most for tie in self.ties], dtype=float),
        )

    def program(self) -> Program:
        """Return its ties as a program."""
        return Program(self.rows(), len(self.spans))
