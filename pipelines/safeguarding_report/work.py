"""A task that is being done: what it was begun with, and where what it leaves lies until it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from safeguarding_report.known_files import State
    from safeguarding_report.tasks import Task


@dataclass(frozen=True)
class Work:
    """A task that is being done."""

    task: Task
    parts: dict[str, str]
    """Everything that the task depends on, each with its hash."""
    states: dict[str, State]
    """When each file that a person edits was written."""
    staging: Path
    answer: Future[float] | None = None

    def seconds(self) -> float:
        """Return how long the task took, or raise what it raised."""
        return self.answer.result() if self.answer else 0.0

    def changed(self, parts: dict[str, str], states: dict[str, State]) -> list[str]:
        """Say what is not as it was when the task began.

        An edit that was taken back leaves no other hash, and the task may have read what stood there meanwhile.
        """
        changed = [f"{name} changed" for name, digest in parts.items() if self.parts.get(name) != digest]
        return changed + [f"{name} was written" for name, state in states.items() if self.states.get(name) != state]
