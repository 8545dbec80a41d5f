"""HiGHS, behind two questions: the best point between bounds, and the cheapest choice that meets conditions.

Each question is answered afresh and its limits are in nodes and gap, so that the same question has the same answer on
a busy machine and on an idle one, whatever was asked before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from safeguarding_report.errors import DataError, SafeguardingReportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST_NODES = 20_000
"""Of one search in whole numbers; the largest that the tests need take a few hundred."""

WATCHDOG_SECONDS = 300.0
"""Questions to one program that take so long together fail the build. It never changes an answer."""

QUIET = {"output_flag": False, "threads": 1, "time_limit": WATCHDOG_SECONDS}
ANY_NUMBERS = QUIET | {"presolve": "off"}
"""To simplify a question of a few hundred columns takes five times as long as to answer it as it is."""
WHOLE_NUMBERS = QUIET | {"mip_max_nodes": MOST_NODES, "mip_rel_gap": 0.0}


class SolverGaveUpError(DataError):
    """The solver reached its limit without an answer."""


class SolverTooSlowError(DataError):
    """The watchdog barked. Nobody may go on without the answer: what is hidden would depend on the load."""


class SolverRefusedError(SafeguardingReportError):
    """HiGHS was given what it does not take: our fault."""


@dataclass(frozen=True)
class Rows:
    """Conditions on columns: row by row the places of its columns, what each is times, and between what it lies."""

    columns: Sequence[Sequence[int]]
    times: Sequence[Sequence[float]]
    least: Numbers
    most: Numbers

    def with_known(self, numbers: Numbers, columns: Sequence[int]) -> Rows:
        """Return the conditions on these columns alone, in their order, where each of the others is a known number."""
        places = {column: place for place, column in enumerate(columns)}
        kept, times, known, used = [], [], [], []
        for number, (own, own_times) in enumerate(zip(self.columns, self.times, strict=True)):
            terms = [(places[column], value) for column, value in zip(own, own_times, strict=True) if column in places]
            if terms:
                kept.append([place for place, _ in terms])
                times.append([value for _, value in terms])
                others = (
                    numbers[column] * value
                    for column, value in zip(own, own_times, strict=True)
                    if column not in places
                )
                known.append(float(sum(others)))
                used.append(number)
        return Rows(kept, times, self.least[used] - known, self.most[used] - known)


@dataclass(frozen=True)
class Point:
    """Where the best lies, and how much the best would change with the upper bound of each column."""

    place: Numbers
    worth: Numbers


class Program:
    """Linear conditions on a number of columns, to be asked many times."""

    def __init__(self, rows: Rows, width: int) -> None:
        self.rows, self.width = rows, width
        self._solvers: dict[bool, tuple[Any, Any]] = {}

    def lowest(self, cost: Numbers, least: Numbers, most: Numbers) -> Point | None:
        """Return where the cost is lowest and what its bounds are worth, or None where nothing meets the conditions."""
        solution = self._solved(cost, least, most, whole=False)
        if solution is None:
            return None
        # What would be lower beyond where it stands, stands at its upper bound.
        return Point(np.array(solution.col_value), np.minimum(solution.col_dual, 0.0))

    def lowest_place(self, cost: Numbers, least: Numbers, most: Numbers) -> Numbers | None:
        """Return where the cost is lowest, or None where nothing meets the conditions."""
        solution = self._solved(cost, least, most, whole=False)
        return None if solution is None else np.array(solution.col_value)

    def lowest_in_whole_numbers(self, cost: Numbers, least: Numbers, most: Numbers) -> Numbers | None:
        """Return whole numbers of the lowest cost, or None where none meet the conditions."""
        solution = self._solved(cost, least, most, whole=True)
        return None if solution is None else np.array(solution.col_value)

    def _solved(self, cost: Numbers, least: Numbers, most: Numbers, *, whole: bool) -> Any:  # noqa: ANN401 — highspy has no types
        from highspy import HighsModelStatus  # noqa: PLC0415 — most reports need no solver

        solver, model = self._solver(whole=whole)
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, least, most
        # The whole question each time: of one that is only changed, HiGHS keeps how it scaled the first, and answers by it.
        _check(solver.passModel(model))
        solver.run()
        status = solver.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status == HighsModelStatus.kTimeLimit:
            message = (
                f"The solver of the gate had no answer after {WATCHDOG_SECONDS:g} seconds, so nothing is released. "
                "Was this machine stopped, or is it overloaded? Run the command again."
            )
            raise SolverTooSlowError(message)
        if status != HighsModelStatus.kOptimal:
            message = (
                "The solver of the gate gave up before it had an answer, so nothing is released. Leave the breakdown "
                "with the most hidden cells out of the report, or print several years of it together."
            )
            raise SolverGaveUpError(message)
        return solver.getSolution()

    def _solver(self, *, whole: bool) -> tuple[Any, Any]:
        if whole not in self._solvers:
            self._solvers[whole] = _new_solver(WHOLE_NUMBERS if whole else ANY_NUMBERS), self._model(whole=whole)
        return self._solvers[whole]

    def _model(self, *, whole: bool) -> Any:  # noqa: ANN401 — highspy has no types
        from highspy import HighsLp, HighsVarType, MatrixFormat  # noqa: PLC0415

        model = HighsLp()
        model.num_col_, model.num_row_ = self.width, len(self.rows.columns)
        model.row_lower_, model.row_upper_ = self.rows.least, self.rows.most
        model.a_matrix_.format_ = MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in self.rows.columns)])
        model.a_matrix_.index_ = [place for row in self.rows.columns for place in row]
        model.a_matrix_.value_ = [value for row in self.rows.times for value in row]
        if whole:
            model.integrality_ = [HighsVarType.kInteger] * self.width
        return model


def _new_solver(options: Mapping[str, float | str]) -> Any:  # noqa: ANN401 — highspy has no types
    from highspy import Highs  # noqa: PLC0415

    solver = Highs()  # type: ignore[no-untyped-call]
    for option, value in options.items():
        _check(solver.setOptionValue(option, value))
    return solver


def _check(status: Any) -> None:  # noqa: ANN401 — highspy has no types
    """Stop where HiGHS refuses what it is given; asked all the same, it would answer another question, or crash."""
    from highspy import HighsStatus  # noqa: PLC0415

    if status == HighsStatus.kError:
        message = "HiGHS refuses an option or a model. Two terms of one condition may be about the same column."
        raise SolverRefusedError(message)
