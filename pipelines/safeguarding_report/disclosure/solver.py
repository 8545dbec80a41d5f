"""scipy's HiGHS, behind two questions: the best point between bounds, and the cheapest choice that meets conditions.

Its limits are in nodes and gap, so the same question has the same answer on a busy machine and on an idle one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST_NODES = 20_000
"""Of one search in whole numbers; the largest that the tests need take a few hundred."""

WATCHDOG_SECONDS = 300.0
"""A question that takes so long fails the build. It never changes an answer."""

ANY_NUMBERS = {"time_limit": WATCHDOG_SECONDS}
WHOLE_NUMBERS = ANY_NUMBERS | {"node_limit": MOST_NODES, "mip_rel_gap": 0.0}

_OPTIMAL, _INFEASIBLE = 0, 2


class SolverGaveUpError(DataError):
    """The solver reached its limit without an answer."""


@dataclass(frozen=True)
class Rows:
    """Conditions on columns: row by row the places of its columns, what each is times, and between what it lies."""

    columns: Sequence[Sequence[int]]
    times: Sequence[Sequence[float]]
    least: Numbers
    most: Numbers


@dataclass(frozen=True)
class Point:
    """Where the best lies, and how much the best would change with the upper bound of each column."""

    best: float
    place: Numbers
    worth: Numbers


class Program:
    """Linear conditions on a number of columns, to be asked many times."""

    def __init__(self, matrix: Any, least: Numbers, most: Numbers) -> None:  # noqa: ANN401 — scipy has no types
        self.matrix, self.least, self.most = matrix, least, most
        self.width = matrix.shape[1]
        self._sides: tuple[Any, ...] | None = None

    @classmethod
    def of(cls, rows: Rows, width: int) -> Program:
        """Return a program of rows."""
        from scipy.sparse import csr_array  # noqa: PLC0415 — half a second, and most reports need no solver

        data = np.array([value for row in rows.times for value in row], dtype=float)
        indices = np.array([place for row in rows.columns for place in row], dtype=np.int32)
        starts = np.cumsum([0, *(len(row) for row in rows.columns)]).astype(np.int32)
        return cls(csr_array((data, indices, starts), shape=(len(rows.columns), width)), rows.least, rows.most)

    def lowest(self, cost: Numbers, least: Numbers, most: Numbers) -> Point | None:
        """Return where the cost is lowest, or None where nothing meets the conditions."""
        from scipy.optimize import linprog  # noqa: PLC0415

        at_most, at_most_bounds, equal, equal_bounds = self._one_sided()
        found = linprog(
            cost,
            A_ub=at_most,
            b_ub=at_most_bounds,
            A_eq=equal,
            b_eq=equal_bounds,
            bounds=np.column_stack([least, most]),
            method="highs",
            options=ANY_NUMBERS,
        )
        if found.status == _INFEASIBLE:
            return None
        _check(found)
        return Point(float(found.fun), np.asarray(found.x), np.asarray(found.upper.marginals))

    def lowest_place(self, cost: Numbers, least: Numbers, most: Numbers) -> Numbers | None:
        """Return where the cost is lowest, or None where nothing meets the conditions."""
        return self._mixed(cost, least, most, whole=False)

    def lowest_in_whole_numbers(self, cost: Numbers, least: Numbers, most: Numbers) -> Numbers | None:
        """Return whole numbers of the lowest cost, or None where none meet the conditions."""
        return self._mixed(cost, least, most, whole=True)

    def _mixed(self, cost: Numbers, least: Numbers, most: Numbers, *, whole: bool) -> Numbers | None:
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        found = milp(
            cost,
            integrality=np.full(self.width, int(whole)),
            bounds=Bounds(least, most),
            constraints=LinearConstraint(self.matrix, self.least, self.most) if self.matrix.shape[0] else (),
            options=WHOLE_NUMBERS if whole else ANY_NUMBERS,
        )
        if found.status == _INFEASIBLE:
            return None
        _check(found)
        return np.asarray(found.x)

    def _one_sided(self) -> tuple[Any, ...]:
        """Return the conditions as linprog wants them: equations apart, and everything else as at most."""
        from scipy.sparse import vstack  # noqa: PLC0415

        if self._sides is None:
            equal = self.least == self.most
            upper, lower = ~equal & np.isfinite(self.most), ~equal & np.isfinite(self.least)
            self._sides = (
                vstack([self.matrix[upper], -self.matrix[lower]]).tocsr(),
                np.concatenate([self.most[upper], -self.least[lower]]),
                self.matrix[equal],
                self.most[equal],
            )
        return self._sides


def _check(found: Any) -> None:  # noqa: ANN401 — scipy has no types
    if found.status != _OPTIMAL:
        message = (
            "The solver of the gate gave up before it had an answer, so nothing is released. "
            "Leave the breakdown with the most hidden cells out of the report, or print several years of it together."
        )
        raise SolverGaveUpError(message)
