"""Which task comes first: the one that begins the longest path to the end of the build."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from safeguarding_report.tasks import ADDENDUM, EDITIONS, FINISHING, GATE, INDEX, NARRATIVES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.tasks import Task

USUAL_SECONDS = {
    "01_validate": 2.0,
    "02_measure": 1.5,
    GATE: 1.0,
    "03_chart": 2.0,
    NARRATIVES: 0.1,
    "04_report": 1.0,
    FINISHING: 0.5,
    EDITIONS: 8.0,
    ADDENDUM: 3.0,
    INDEX: 0.3,
}
"""What a task takes where nobody measured it yet: in what proportion is what matters."""


def longest_paths(line: Mapping[Task, list[Task]], times: Mapping[Task, Mapping[str, str]]) -> dict[Task, float]:
    """Return, for each task, the seconds from its beginning to the end of the longest path that it begins.

    `times` are those of earlier runs, as their records have them.
    """
    longest: dict[Task, float] = dict.fromkeys(line, 0.0)
    for task in reversed(list(TopologicalSorter(line).static_order())):
        # So far it holds the longest path of those that need the task.
        longest[task] += seconds_of(task, times.get(task, {}))
        for needed in line[task]:
            longest[needed] = max(longest[needed], longest[task])
    return longest


def seconds_of(task: Task, times: Mapping[str, str]) -> float:
    """Return how long a task took the last time, or usually takes."""
    try:
        return float(times["seconds"])
    except (KeyError, ValueError):
        return USUAL_SECONDS[task.name]
