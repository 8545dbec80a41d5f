"""A notebook's cells in a forked child with a plain shell: what is imported stays imported, nothing else is shared.

A kernel costs most of a second before its first import, and the libraries several more. A task's process has them
already, from the server it was forked from; this forks once more, so that whatever a cell does to its process
(ends it, fills its memory, never returns) is seen from outside, as with a kernel.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Any

from safeguarding_report.lifeline import kill_group
from safeguarding_report.shell import serve

if TYPE_CHECKING:
    from pathlib import Path

HAS_FORK = hasattr(os, "fork")
"""Windows has no fork; notebooks run in ordinary kernels there."""

Output = dict[str, Any]


class ShellDiedError(Exception):
    """The child ended before its cell did."""


class ShellTimeoutError(Exception):
    """A cell took longer than it may."""


class ForkedShell:
    """A child process that runs one cell after the other and answers with what each one put out."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._ours, theirs = Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self._ours.close()
                serve(theirs, folder, environment)
            finally:
                os._exit(0)
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

    def kill(self) -> None:
        """Kill the child and all it started; it may have ended already."""
        kill_group(self.pid)
        self._ours.close()
        os.waitpid(self.pid, 0)
