"""Whether any file has moved since all was found up to date: then nothing need be planned to know that all still is."""

from __future__ import annotations

import json
import os
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from safeguarding_report import closure
from safeguarding_report.errors import DiskError
from safeguarding_report.known_files import SETTLED_NANOSECONDS
from safeguarding_report.pango import pango_version
from safeguarding_report.store import read_memory, sha256, write_memory
from safeguarding_report.tasks import Task
from safeguarding_report.workspace import LOCK_FILE, STAGING_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from safeguarding_report.environment import Environment
    from safeguarding_report.workspace import Workspace

MEMORY = "unchanged.json"

EDITED = ("data", "notebooks", "expectations")
"""Folders of a workspace that a person edits; nobody edits its outputs."""

_NO_PART_OF_A_KEY = {"store", STAGING_FOLDER, "matplotlib", LOCK_FILE, "environment.json", "known_files.json", MEMORY}
"""In outputs/private: what the store holds, what is at work now, and what is only remembered."""

_COMPILED = "__pycache__"

_BETWEEN = "\0"
"""No name holds it, so no name can pass for another file and its state."""


def forget_unchanged(workspace: Workspace) -> None:
    """Let the next build plan, whatever it finds unchanged."""
    with suppress(OSError):
        (workspace.private / MEMORY).unlink()


class Unchanged:
    """What all files were like when a build of the same wish found all of it up to date.

    It looks at more files than any task reads, so it says "unchanged" too rarely and never wrongly: whatever moved,
    the build plans as always. Size, times and inode stand for a file as they do in `KnownFiles`: only where it had
    settled, and only while the clock goes forwards. A link may lead anywhere, so where there is one, nothing is said.
    """

    def __init__(self, workspace: Workspace, environment: Environment, wish: Mapping[str, object]) -> None:
        self._memory = workspace.private / MEMORY
        self._staging = workspace.private / STAGING_FOLDER
        places = [workspace.root / name for name in EDITED]
        places += [closure.PACKAGE, workspace.shipped("notebooks"), workspace.shipped("expectations")]
        self._private = str(workspace.private)
        self._package = str(closure.PACKAGE)
        self._folders = sorted({str(place) for place in [*places, workspace.public, workspace.private]})
        self._wish = json.dumps([environment.as_record(), pango_version(), wish], sort_keys=True, default=sorted)
        # Looked at before the build looks: what is edited meanwhile makes the next build plan again.
        self._state = self._state_of_all()

    def kept(self) -> list[Task]:
        """Return the tasks that were all up to date and still are; none where something has moved since.

        Nor while another build is at work, or where one was interrupted and left what must be swept.
        """
        remembered = self._remembered()
        if not self._state or remembered.get("state") != self._state or self._staging.exists():
            return []
        return [Task(*task) for task in remembered["kept"]]

    def remember(self, kept: Iterable[Task], looked_at: Iterable[str]) -> None:
        """Remember that these tasks were found up to date, where all files that were looked at lie in our folders."""
        folders = tuple(f"{folder}{os.sep}" for folder in self._folders)
        if not self._state or not all(path.startswith(folders) for path in looked_at):
            return
        tasks = [[task.partnership, task.year, task.name] for task in kept]
        with suppress(DiskError):  # it spares planning, and nothing else
            write_memory(self._memory, {"state": self._state, "kept": tasks})

    def _remembered(self) -> dict[str, Any]:
        try:
            if self._memory.stat().st_mtime_ns > time.time_ns():
                return {}
        except OSError:
            return {}
        return read_memory(self._memory)

    def _state_of_all(self) -> str:
        """Return one hash over the states of all files; an empty text where a change from now on might not show in it."""
        now, newest = time.time_ns(), 0
        states = [self._wish]
        try:
            for path, found in self._files():
                if found is None:
                    states.append(path)
                    continue
                if stat.S_ISLNK(found.st_mode):
                    return ""
                newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
                states.append(f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
        except OSError:
            return ""  # gone in this moment, or nobody may look there: whoever plans says so if it matters
        # Names may be no text: some programs write them in the letters of another age.
        return sha256(os.fsencode(_BETWEEN.join(states))) if newest < now - SETTLED_NANOSECONDS else ""

    def _files(self) -> Iterator[tuple[str, os.stat_result | None]]:
        """Give every file with its state, and every folder: whether there is one may say what a task reads."""
        waiting = list(self._folders)
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except FileNotFoundError:
                continue
            for entry in entries:
                is_compiled = entry.name == _COMPILED and folder.startswith(self._package)
                if is_compiled or (folder == self._private and entry.name in _NO_PART_OF_A_KEY):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    yield entry.path, None
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)
