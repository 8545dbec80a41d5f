"""How much memory tasks may use: one at most, all together, and so how many can be at work at once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

TASK_BYTES = 4_000_000_000
"""A million rows of returns take a quarter of this; a notebook that takes more has lost its way."""

USUAL_BYTES = 400_000_000
"""What a task takes beside what all share: none of the demonstration comes near."""

LOOK_SECONDS = 0.2
"""How often is looked: memory fills by a gigabyte in about half a second."""

_PROCESSES = Path("/proc")
_LIMITS_OF_CONTAINERS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def tasks_that_fit(processors: int) -> int:
    """Return how many tasks may be at work at once: one per processor, as far as memory reaches."""
    free = free_bytes()
    return processors if free is None else max(1, min(processors, free // USUAL_BYTES))


def free_bytes() -> int | None:
    """Return how much memory can still be used, a container's limit included; None where nobody says it."""
    try:
        lines = (_PROCESSES / "meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    for place in _LIMITS_OF_CONTAINERS:
        try:
            found.append(int(place.read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue  # no container, or one without a limit
    return min(found, default=None)


def bytes_of_groups(leaders: set[int]) -> dict[int, int]:
    """Return the memory in use by each task: its process and all that it started, whatever their groups.

    Pages that several processes share are counted once, in shares. Where the system does not say it, nothing.
    """
    parents = _parents()
    used = dict.fromkeys(leaders, 0)
    for pid in parents:
        leader = _leader_of(pid, parents, leaders)
        if leader is not None:
            used[leader] += _bytes_of(pid)
    return used


def _parents() -> dict[int, int]:
    found: dict[int, int] = {}
    for name in os.listdir(_PROCESSES) if _PROCESSES.is_dir() else []:  # noqa: PTH208 — five times a second
        if name.isdigit():
            try:
                state = (_PROCESSES / name / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has just ended
            found[int(name)] = int(state.rpartition(")")[2].split()[1])
    return found


def _leader_of(pid: int, parents: dict[int, int], leaders: set[int]) -> int | None:
    while pid in parents and pid not in leaders:
        pid = parents[pid]
    return pid if pid in leaders else None


def _bytes_of(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:  # noqa: PTH123 — five times a second
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return _resident_bytes_of(pid)


def _resident_bytes_of(pid: int) -> int:
    try:
        pages = int((_PROCESSES / str(pid) / "statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0
    return pages * _page_bytes()


@cache
def _page_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE")
