"""Whoever does the tasks: made when there is a first one, and let go however the build ends."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from contextlib import suppress

import pytest

from safeguarding_report.workers import Workers


class Noted(Executor):
    """Notes how it was let go."""

    def __init__(self) -> None:
        self.cancelled: list[bool] = []

    def submit(self, _function, /, *_arguments, **_options):
        return Future()

    def shutdown(self, *, wait=True, cancel_futures=False):
        assert wait
        self.cancelled.append(cancel_futures)


def test_a_build_that_ends_lets_its_tasks_end(tmp_path):
    noted = Noted()
    with Workers(lambda *_: noted, 1, tmp_path) as workers:
        workers.submit(None)
    assert noted.cancelled == [False]


def test_a_build_that_breaks_off_waits_for_no_task(tmp_path):
    noted = Noted()
    with suppress(ZeroDivisionError), Workers(lambda *_: noted, 1, tmp_path) as workers:
        workers.submit(None)
        raise ZeroDivisionError
    assert noted.cancelled == [True]


def test_a_build_without_a_task_makes_nobody(tmp_path):
    with Workers(lambda *_: pytest.fail("nobody is needed"), 1, tmp_path):
        pass
