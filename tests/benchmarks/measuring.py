"""Runs commands and says how long they took and how much memory all their processes had together at the worst."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PYTHON = (sys.executable, "-m")

SAMPLE_SECONDS = 0.25
"""How often memory is looked at: a task takes longer than this, and looking costs the commands almost nothing."""

KILOBYTE = 1024
MEGABYTE = 1_000_000


@dataclass
class Times:
    """What one thing cost, once for each round."""

    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)
    """In megabytes: memory that processes share counts once."""

    def add(self, seconds: float, peak: float = 0.0) -> None:
        """Add one round."""
        self.seconds.append(seconds)
        self.peaks.append(peak)

    @property
    def median(self) -> float:
        """The round in the middle: the machine may be busy with something else in one of them."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> str:
        """The quickest and the slowest round."""
        return f"{min(self.seconds):.2f}–{max(self.seconds):.2f}" if len(self.seconds) > 1 else ""

    @property
    def peak(self) -> float:
        """The most memory in any round."""
        return max(self.peaks, default=0.0)


class Memory:
    """Watches the memory of a process and of all that it started."""

    def __init__(self, pid: int) -> None:
        self.peak = 0.0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Watch no longer, and return the peak in megabytes."""
        self._ended.set()
        self._thread.join()
        return self.peak

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(map(_own_share, _with_descendants(self._pid))))


def _with_descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(place.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _own_share(pid: int) -> float:
    """Return the memory of a process in megabytes; what it shares with others counts by its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) * KILOBYTE / MEGABYTE


def cost(*commands: tuple[str, ...], **environment: str) -> tuple[float, float]:
    """Run commands one after the other; return how long they took together, and the peak of memory of any.

    A command that fails stops the bench.
    """
    peak, seconds = 0.0, 0.0
    for command in commands:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        memory = Memory(process.pid)
        said, _ = process.communicate()
        # Before the memory: its last look is no part of what the command took.
        seconds += time.perf_counter() - begin
        peak = max(peak, memory.stop())
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return seconds, peak


def build(workspace: Path, *what: str) -> tuple[str, ...]:
    """Return the command that builds."""
    return (*PYTHON, "safeguarding_report", "build", *what, "--workspace", str(workspace))
