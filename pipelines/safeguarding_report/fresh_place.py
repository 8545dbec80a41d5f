"""A place of its own for building once more: no other user may enter it, and it is gone afterwards, come what may."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.errors import DiskError
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import FileLock

    from safeguarding_report.workspace import Workspace

_AT_WORK = "at-work.lock"
"""In a fresh place, held as long as somebody works there: the system lets go of it when a process is killed."""

_WORKSPACE = "workspace"

_TRIES = 10
"""Whoever sweeps may hold the lock of a fresh place in the moment when it is made; then another is made."""


@contextmanager
def fresh_place(workspace: Workspace) -> Iterator[Path]:
    """Give a new folder that nobody else may enter, and take it away in the end, with those of whoever was killed.

    Raises
    ------
    DiskError
        When none can be made.

    """
    sweep_fresh_places(workspace)
    folder, lock = _new_place(workspace)
    try:
        yield folder / _WORKSPACE
    finally:
        _take_away(folder, lock)


def sweep_fresh_places(workspace: Workspace) -> None:
    """Take away the fresh places of a workspace whose makers were killed: they hold returns, and the secret."""
    left = [path for path in Path(tempfile.gettempdir()).glob(f"{_prefix(workspace)}*") if (path / _AT_WORK).exists()]
    for folder in left:
        lock = _taken(folder)
        if lock is not None:
            _take_away(folder, lock)


def _new_place(workspace: Workspace) -> tuple[Path, FileLock]:
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_prefix(workspace)))
        lock = _taken(folder)
        if lock is not None:
            (folder / _WORKSPACE).mkdir()
            return folder, lock
    message = (
        f"No lock could be had in {tempfile.gettempdir()}. Name another folder in TMPDIR and run the command again."
    )
    raise DiskError(message)


def _taken(folder: Path) -> FileLock | None:
    """Return the lock of a fresh place, or None where it is another's, or not ours to touch."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 — a build with nothing to sweep does not wait for it

    lock = FileLock(folder / _AT_WORK)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return None
    return lock


def _take_away(folder: Path, lock: FileLock) -> None:
    """Remove a fresh place; what a dying task still writes there is left with its lock for the next to sweep."""
    shutil.rmtree(folder / _WORKSPACE, ignore_errors=True)
    lock.release()
    if not (folder / _WORKSPACE).exists():
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(workspace: Workspace) -> str:
    return f"verify-{sha256(str(workspace.root).encode())[:8]}-"
