"""A watch at work, and how long it takes from an edit to the page."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Self

from measuring import Memory, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTLED_SECONDS = 0.5
"""Between two edits, as nobody types faster."""


class Watched:
    """`build --watch` over one report."""

    def __init__(self, workspace: Path, *what: str) -> None:
        command = (*build(workspace, *what), "--watch", "--json")
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._memory = Memory(self._process.pid)
        self._until_built()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()
        self.peak = self._memory.stop()

    def after(self, edit: Callable[[], object]) -> float:
        """Make an edit, and return the seconds until the public files are put."""
        time.sleep(SETTLED_SECONDS)
        edit()
        begin = time.perf_counter()
        self._until_built()
        return time.perf_counter() - begin

    def _until_built(self) -> None:
        for line in self._process.stdout:
            event = json.loads(line)
            if event["event"] == "outcome":
                if event["exit_code"]:
                    sys.exit(f"The watch could not build: {event['failures']}")
                return
        sys.exit("The watch ended.")
