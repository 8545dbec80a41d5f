"""A notebook's cells in a forked child with a plain shell: what is imported stays imported, nothing else is shared.

A kernel costs most of a second before its first import, and the libraries several more. A task's process has them
already, from the server it was forked from; this forks once more, so that whatever a cell does to its process
(ends it, fills its memory, never returns) is seen from outside, as with a kernel.
"""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any

from safeguarding_report.lifeline import kill_group
from safeguarding_report.shell import serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

GOODBYE_SECONDS = 5.0
"""A child has nothing left to do once its last cell has run; one that lingers is killed."""

Output = dict[str, Any]


class ShellDiedError(Exception):
    """The child ended before its cell did."""


class ShellTimeoutError(Exception):
    """A cell took longer than it may."""


class ForkedShell:
    """A child process that runs one cell after the other and answers with what each one put out."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe()
        self._child = context.Process(target=_serve, args=(self._ours, theirs, folder, environment))
        self._child.start()
        theirs.close()

    def run(self, source: str, seconds: float) -> tuple[int, list[Output]]:
        """Run one cell and return its number among those that ran and its outputs, in the order in which they came.

        Raises
        ------
        ShellDiedError
            When the child ended.
        ShellTimeoutError
            When the cell takes more than `seconds`.

        """
        try:
            self._ours.send(source)
            if not self._ours.poll(seconds):
                raise ShellTimeoutError
            answer: tuple[int, list[Output]] = self._ours.recv()
        except (EOFError, ConnectionError):
            raise ShellDiedError from None
        return answer

    def end(self, *, at_once: bool) -> None:
        """End the child and all it started: let it put its things away, or kill it `at_once`."""
        self._ours.close()
        if not at_once:
            self._child.join(GOODBYE_SECONDS)
        if self._child.pid is not None:
            kill_group(self._child.pid)
        self._child.kill()
        self._child.join()


def _serve(ours: Connection, theirs: Connection, folder: Path, environment: dict[str, str]) -> None:
    # While this end of the pipe is open here too, the child would never see that its task has gone.
    ours.close()
    serve(theirs, folder, environment)
