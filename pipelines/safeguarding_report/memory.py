"""How much memory tasks may use: one at most, all together, and so how many can be at work at once."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

TASK_BYTES = 4_000_000_000
"""A million rows of returns take a quarter of this; a notebook that takes more has lost its way."""

USUAL_BYTES = 400_000_000
"""What a task takes beside what all share: none of the demonstration comes near."""

RESERVED_BYTES = 300_000_000
"""What tasks leave to everybody else."""

LOOK_SECONDS = 0.5
"""How often is looked; memory can fill by about a gigabyte meanwhile."""

_MEMORY_OF_ALL = Path("/proc/meminfo")
_LIMITS_OF_CONTAINERS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def tasks_that_fit(processors: int) -> int:
    """Return how many tasks may be at work at once: one per processor, as far as memory reaches."""
    free = free_bytes()
    return processors if free is None else max(1, min(processors, free // USUAL_BYTES))


def free_bytes() -> int | None:
    """Return how much memory can still be used, a container's limit included; None where nobody says it."""
    try:
        lines = _MEMORY_OF_ALL.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    for place in _LIMITS_OF_CONTAINERS:
        try:
            found.append(int(place.read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue  # no container, or one without a limit
    return min(found, default=None)


class MemoryWatch:
    """Watches what tasks use: each may take so much, and all together what was free when the first one began.

    A limit on addresses, which the system could enforce by itself, would count what libraries reserve and never use.
    """

    def __init__(self, most_bytes: int, together: int | None = None) -> None:
        self._most = most_bytes
        self._together = together
        self._at_most: dict[int, int] = {}

    def too_much(self, pid: int | None) -> str:
        """Say what is too much about the memory of a task, given its process; nothing when it may go on."""
        if pid is None:
            return ""
        if self._together is None:
            self._together = (free_bytes() or self._most) - RESERVED_BYTES
        together = max(self._together, 0)
        self._at_most[pid] = most_bytes_of_family(pid)
        if self._at_most[pid] <= self._most and sum(list(self._at_most.values())) <= together:
            return ""
        # Only now: to share out the pages, the system goes through all of them, while the tasks wait.
        used_by = {task: bytes_of_family(task) for task in list(self._at_most)}
        used = used_by[pid]
        if used > self._most:
            return f"used more than {_in_words(self._most)} of memory"
        if sum(used_by.values()) > together and used == max(used_by.values()):
            return f"used {_in_words(used)} of memory when all tasks together used all that was free"
        return ""

    def forget(self, pid: int | None) -> None:
        """Count a task no more: it has ended."""
        self._at_most.pop(pid or 0, None)


def most_bytes_of_family(pid: int) -> int:
    """Return the most memory that a process and all that it started can use: shared pages count for each of them."""
    return sum(map(_most_bytes_of, (pid, *started_by(pid))))


def bytes_of_family(pid: int) -> int:
    """Return the memory in use by a process and all that it started; nothing where the system does not say it.

    Of pages that several processes share, each counts its part.
    """
    return sum(map(_bytes_of, (pid, *started_by(pid))))


def started_by(pid: int) -> list[int]:
    """Return the processes that a process started, and that these started; none where the system does not say it."""
    children = _children_of(pid)
    return [*children, *(other for child in children for other in started_by(child))]


def _children_of(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):  # the process, or one of its threads, has just ended
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 — paths of the system as text
            found += map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii").split())
    return found


def _bytes_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0  # it has just ended, or the system is too old to say
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _most_bytes_of(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _in_words(number: int) -> str:
    return f"{number / 1_000_000_000:.1f} GB"
