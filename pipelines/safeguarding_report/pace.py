"""How far a build is, and how long what is left will take, judged by how long each task took before."""

from __future__ import annotations

import statistics
import time
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from safeguarding_report.tasks import Task

UNKNOWN_SECONDS = 1.0
"""A task of a kind that never ran here: most take about a second."""

ENOUGH = 5
"""From so few tasks on, how long they took says whether the machine is busier than last time."""

MINUTE = 60


class Pace:
    """A build's tasks, those that are done, and the time that the others need."""

    def __init__(
        self,
        line: Mapping[Task, Sequence[Task]],
        before: Callable[[], Mapping[Task, float]],
        jobs: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tasks = len(line)
        self.done = 0
        self._line = line
        self._read_before = before
        self._jobs = jobs
        self._clock = clock
        self._began: dict[Task, float] = {}
        self._took: dict[Task, float] = {}
        self._left = set(line)

    @cached_property
    def _before(self) -> Mapping[Task, float]:
        # Read when first asked for: a build with nothing to do does not read what every task took.
        return self._read_before()

    def start(self, task: Task) -> None:
        """Hear that a task was begun."""
        self._began[task] = self._clock()

    def end(self, task: Task) -> float:
        """Hear that nothing is left to do for a task, and return how many seconds it took."""
        self.done += 1
        self._left.discard(task)
        if task in self._began:
            self._took[task] = self._clock() - self._began.pop(task)
        return self._took.get(task, 0.0)

    def seconds_left(self) -> float:
        """Return how long the rest takes at most: all processors busy, but no task before those that it needs.

        It may be less: a task whose inputs turn out to be the same is not done again.
        """
        now = self._clock()
        usual = self._usual()
        slower = self._slower()
        rest = {
            task: max(
                self._before.get(task, usual.get(task.name, UNKNOWN_SECONDS)) * slower
                - (now - self._began.get(task, now)),
                0.0,
            )
            for task in self._left
        }
        paths: dict[Task, float] = {}
        longest = max((self._path(task, rest, paths) for task in self._left), default=0.0)
        return max(sum(rest.values()) / self._jobs, longest)

    def _usual(self) -> dict[str, float]:
        """Return how long a task of each name takes, for those that were never done."""
        by_name: dict[str, list[float]] = {}
        for task, seconds in (*self._before.items(), *self._took.items()):
            by_name.setdefault(task.name, []).append(seconds)
        return {name: statistics.median(seconds) for name, seconds in by_name.items()}

    def _slower(self) -> float:
        """Return how many times longer tasks take now than they did before."""
        ratios = [took / self._before[task] for task, took in self._took.items() if self._before.get(task)]
        return statistics.median(ratios) if len(ratios) >= ENOUGH else 1.0

    def _path(self, task: Task, rest: Mapping[Task, float], paths: dict[Task, float]) -> float:
        """Return how long it takes at least until a task is done: it comes after all that it needs."""
        if task not in rest:
            return 0.0
        if task not in paths:
            before = max((self._path(needed, rest, paths) for needed in self._line[task]), default=0.0)
            paths[task] = rest[task] + before
        return paths[task]


def in_words(seconds: float) -> str:
    """Return a time as a person says it: "8 s", "3 min"."""
    return f"{max(seconds, 1):.0f} s" if seconds < MINUTE else f"{seconds / MINUTE:.0f} min"
