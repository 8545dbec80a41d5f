"""What is known of files without reading them again: their hashes, and what was found in them."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DiskError
from safeguarding_report.store import read_memory, sha256, write_memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SETTLED_NANOSECONDS = 2_000_000_000
"""A file this young may change again without a sign: some disks keep the time of a change to two seconds only."""

State = list[int]


class KnownFiles:
    """Hashes of files, and facts found in them, remembered between runs in one readable file.

    Size, times and inode stand for a hash only where the file had settled when it was read; where the clock went
    backwards since, nothing stands for anything and every file is read again.
    """

    def __init__(self, memory: Path, how_found: str = "") -> None:
        """Remember in `memory`; facts count only as long as `how_found`, whoever finds them says the same of itself."""
        self._memory = memory
        self._how_found = how_found
        self._files: dict[str, tuple[State, str]] = {}
        self._facts: dict[str, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._is_changed = False
        self._load()

    @property
    def looked_at(self) -> set[str]:
        """The paths of all files that somebody asked for."""
        return self._used

    def hash_of(self, path: str | Path) -> str:
        """Return the sha256 of a file; it is read only when it may have changed since it was read last."""
        place = str(path)
        state = state_of(place)
        known = self._files.get(place)
        self._used.add(place)
        if known and known[0] == state:
            return known[1]
        return self._read(place, state)[1]

    def fact_of(self, path: str | Path, kind: str, find: Callable[[bytes], Any]) -> Any:  # noqa: ANN401 — JSON is anything
        """Return what `find` makes of a file's bytes, as plain data; it is found once for each content."""
        digest = self.hash_of(path)
        facts = self._facts.setdefault(kind, {})
        if digest not in facts:
            content, digest = self._read(str(path), state_of(str(path)))
            facts[digest] = find(content)
            self._is_changed = True
        return facts[digest]

    def save(self) -> None:
        """Remember all this for the next run; where nothing may be written, the next run reads again."""
        if not self._is_changed:
            return
        kept = {place: [*known] for place, known in self._files.items() if place in self._used or os.path.exists(place)}  # noqa: PTH110 — a path as text
        hashes = {digest for _, digest in kept.values()}
        facts = {
            kind: {digest: fact for digest, fact in known.items() if digest in hashes}
            for kind, known in self._facts.items()
        }
        remembered = {"how_found": self._how_found, "files": kept, "facts": facts}
        try:
            write_memory(self._memory, remembered, indent=0)
        except DiskError:
            # What is remembered here saves time and nothing else; a disk that is full is told by what needs it.
            return
        self._is_changed = False

    def _load(self) -> None:
        try:
            written = self._memory.stat().st_mtime_ns
            remembered = read_memory(self._memory)
            self._facts = remembered["facts"] if remembered["how_found"] == self._how_found else {}
            if written <= time.time_ns():
                self._files = {place: (state, digest) for place, (state, digest) in remembered["files"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            # Absent or damaged: everything is read again.
            self._files, self._facts = {}, {}

    def _read(self, place: str, state: State) -> tuple[bytes, str]:
        began = time.time_ns()
        with open(place, "rb") as file:  # noqa: PTH123 — a path as text: there are thousands
            content = file.read()
        digest = sha256(content)
        self._files.pop(place, None)
        if is_settled(state, began) and state_of(place) == state:
            self._files[place] = (state, digest)
            self._is_changed = True
        return content, digest


def is_settled(state: State, now: int) -> bool:
    """True when a change from now on would show in a file's state."""
    return max(state[1], state[2]) < now - SETTLED_NANOSECONDS


def state_of(place: str) -> State:
    """Return what changes when a file does: size, time of change, time of change of its entry, inode."""
    found = os.stat(place)  # noqa: PTH116 — a path as text
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
