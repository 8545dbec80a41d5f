"""The solver of the gate: what was asked before changes no answer, and what it does not take is not asked."""

from __future__ import annotations

import numpy as np
import pytest

from safeguarding_report.disclosure import solver
from safeguarding_report.disclosure.solver import (
    Program,
    Rows,
    SolverGaveUpError,
    SolverRefusedError,
    SolverTooSlowError,
)

SIZE = 12
"""Columns of a random program; in so small ones many places are equally good."""


def is_one(*columns, times=None):
    """Return the one condition that these columns add up to 6."""
    return Rows([columns], [times or [1.0] * len(columns)], np.array([6.0]), np.array([6.0]))


def random_program(random):
    columns = [sorted(random.choice(SIZE, random.integers(1, 7), replace=False).tolist()) for _ in range(SIZE // 2)]
    times = [random.choice([1.0, -1.0, 100.0], len(row)).tolist() for row in columns]
    numbers = random.integers(0, 20, SIZE)
    sums = np.array([numbers[row] @ own for row, own in zip(columns, times, strict=True)])
    return Program(Rows(columns, times, sums - random.choice([0.0, 3.0], len(sums)), sums), SIZE), numbers


def random_question(random, numbers):
    # By what is far from 1, as what the other counts weigh, HiGHS chooses how it scales a question.
    cost = random.choice([0.0, 1.0, -1.0, 0.001, 2.5], SIZE)
    return cost, np.maximum(numbers - random.integers(0, 6, SIZE), 0.0), numbers + random.integers(0, 30, SIZE)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_question_has_the_same_answer_whatever_was_asked_before(seed):
    random = np.random.default_rng(seed)
    program, numbers = random_program(random)
    for _ in range(6):
        question = random_question(random, numbers)
        afresh, found = Program(program.rows, SIZE).lowest(*question), program.lowest(*question)
        assert (afresh.place.tolist(), afresh.worth.tolist()) == (found.place.tolist(), found.worth.tolist())


def test_a_condition_with_two_terms_about_the_same_column_is_refused():
    program = Program(is_one(0, 0), 2)
    for ask in (program.lowest, program.lowest_place, program.lowest_in_whole_numbers):
        with pytest.raises(SolverRefusedError):
            ask(np.ones(2), np.zeros(2), np.full(2, 9.0))


def test_an_option_that_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setattr(solver, "ANY_NUMBERS", {"treads": 1})
    with pytest.raises(SolverRefusedError):
        Program(is_one(0, 1), 2).lowest(np.ones(2), np.zeros(2), np.full(2, 9.0))


@pytest.mark.parametrize("ask", ["lowest", "lowest_place", "lowest_in_whole_numbers"])
def test_bounds_between_which_there_is_nothing_are_no_place_and_are_forgotten(ask):
    program = Program(is_one(0, 1), 2)
    question = getattr(program, ask)
    assert question(np.ones(2), np.array([7.0, 0.0]), np.array([6.0, 9.0])) is None
    assert question(np.ones(2), np.zeros(2), np.full(2, 9.0)) is not None


@pytest.mark.parametrize("ask", ["lowest", "lowest_place", "lowest_in_whole_numbers"])
def test_a_question_without_an_end_is_not_taken_for_one_that_nothing_meets(ask):
    program = Program(Rows([[0, 1]], [[1.0, 1.0]], np.array([6.0]), np.array([np.inf])), 2)
    with pytest.raises(SolverGaveUpError):
        getattr(program, ask)(-np.ones(2), np.zeros(2), np.full(2, np.inf))


@pytest.mark.parametrize("ask", ["lowest", "lowest_in_whole_numbers"])
def test_a_search_does_not_go_on_where_the_time_is_up(ask, monkeypatch):
    # The search keeps the second best where the solver gives up: by its nodes, never by the load of the machine.
    for limits in ("ANY_NUMBERS", "WHOLE_NUMBERS"):
        monkeypatch.setattr(solver, limits, getattr(solver, limits) | {"time_limit": 0.0, "presolve": "off"})
    with pytest.raises(SolverTooSlowError, match="Run the command again") as stopped:
        getattr(Program(is_one(0, 1, times=[2.0, 3.0]), 2), ask)(np.array([1.0, 2.0]), np.zeros(2), np.full(2, 9.0))
    assert not isinstance(stopped.value, SolverGaveUpError)
