"""Whoever does the tasks of a build, made when there is a first one to do."""

from __future__ import annotations

import os
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from safeguarding_report.perform import Order


class Workers:
    """An executor that is made when there is a first task, and how many tasks it takes at once."""

    def __init__(self, make: Callable[[int, Path], Executor] | None, jobs: int, own_folder: Path) -> None:
        self._make = make
        self._jobs = jobs
        self._own_folder = own_folder
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._executor is not None:
            # Where the build ends by what nobody foresaw, nobody waits for what it began.
            self._executor.shutdown(wait=True, cancel_futures=kind is not None)

    @cached_property
    def slots(self) -> int:
        """How many tasks may be at work at once."""
        from safeguarding_report.memory import tasks_that_fit  # noqa: PLC0415 — only a build that works

        return self._jobs or tasks_that_fit(processors())

    def submit(self, order: Order) -> Future[float]:
        """Begin a task."""
        from safeguarding_report.perform import perform  # noqa: PLC0415

        if self._executor is None:
            # Imported here: a build with nothing to do starts nobody.
            from safeguarding_report.processes import ProcessPerTask  # noqa: PLC0415

            # The first order begins the longest path: no later task of the build stands before it in the line.
            make = self._make or partial(ProcessPerTask, first_task=order.task.name)
            self._executor = make(self.slots, self._own_folder)
        return self._executor.submit(perform, order)

    def kill(self) -> None:
        """End everything that is at work."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)


def processors() -> int:
    """Return how many processors this build may use; only Linux tells them from how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
