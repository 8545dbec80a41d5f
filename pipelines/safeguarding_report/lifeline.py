"""No process outlives the one it works for: neither a task its build, nor a kernel its task."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from functools import cache
from multiprocessing import connection, parent_process
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal that the kernel sends to a process when its parent has gone."""


@cache
def _c_library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None


def ask_for_death_with_parent() -> None:
    """On Linux: be killed the moment the parent process ends, however it ends."""
    library = _c_library()
    if library is not None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def die_with_the_build() -> None:
    """Tie this process to the build that started it, and put it in a process group of its own.

    A Ctrl-C at the terminal then reaches the build alone, which ends its tasks in order.
    """
    if hasattr(os, "setsid"):
        os.setsid()
    ask_for_death_with_parent()
    parent = parent_process()
    if parent is not None:
        # The parent that the operating system knows is the fork server; this one watches the build itself.
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def kill_group(pid: int) -> None:
    """Kill a process and all it started in its group; it may be gone already."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        return


def kill_noted_kernel(note: Path) -> None:
    """Kill the kernel whose process number a task wrote down before the task itself was killed."""
    try:
        pid = int(note.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    kill_group(pid)
