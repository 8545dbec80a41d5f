"""How much is kept: the store has a limit, and what can be made again can be cleaned away."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.cache import CODE, CODE_OF_REPORT, Cache, Record, read_record
from safeguarding_report.environment import this_environment
from safeguarding_report.outputs import hold_outputs
from safeguarding_report.pseudonyms import SECRET_FILE
from safeguarding_report.store import STORE_IN_WORDS, disk_errors
from safeguarding_report.tasks import all_tasks
from safeguarding_report.workspace import LOCK_FILE, STAGING_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from safeguarding_report.workspace import Workspace

STORE_BYTES = 2_000_000_000
"""Twenty-five reports and their tables take less than a tenth of this: it holds what weeks of editing leave."""

_LISTINGS = "code"
_RECORDS = "records"


@dataclass(frozen=True)
class Cleaned:
    """What cleaning took away."""

    results: int
    files: int
    bytes: int

    def in_words(self) -> str:
        """Say what was removed and what was kept."""
        return (
            f"Removed {self.results} earlier results: {self.files} files, {self.bytes / 1_000_000:.1f} MB. "
            "Kept: the reports as they stand and all they are made of, data/ and outputs/working/."
        )


def throw_away_oldest(cache: Cache, limit: int = STORE_BYTES) -> Cleaned:
    """Let the results go that were not used for longest, until the store is within its limit.

    Never goes what the reports as they stand are made of, even where that alone is more.
    """
    sizes = cache.store.sizes()
    if sum(sizes.values()) <= limit:
        return Cleaned(0, 0, 0)
    return _throw_away(cache, sizes, limit)


def clean(workspace: Workspace) -> Cleaned:
    """Let everything go that no report needs as it stands, and what was left of reports that there are no more.

    Raises
    ------
    OutputsBusyError
        When a build is at work in the workspace.

    """
    with hold_outputs(workspace):
        _forget_others(workspace)
        cache = Cache(workspace, this_environment(workspace.private / "environment.json"))
        return _throw_away(cache, cache.store.sizes(), 0)


def clean_all(workspace: Workspace) -> str:
    """Remove everything that a build can make again, the reports included, and say so.

    Raises
    ------
    OutputsBusyError
        When a build is at work in the workspace.

    """
    with hold_outputs(workspace):
        for path in _entries(workspace.private):
            if path.name not in {SECRET_FILE, LOCK_FILE, STAGING_FOLDER}:
                _remove(path)
        for path in _entries(workspace.public):
            _remove(path)
    return (
        "Removed all that a build makes, the public files included. "
        f"Kept: data/, outputs/working/ and outputs/private/{SECRET_FILE}. `safeguarding-report build` makes the rest again."
    )


def _throw_away(cache: Cache, sizes: dict[str, int], limit: int) -> Cleaned:
    standing = [record for task in all_tasks(cache.workspace) if (record := cache.last(task))]
    needed = {digest for record in standing for digest in record.outputs.values()}
    earlier = _oldest_first(cache.store.folder / _RECORDS, {record.key for record in standing})
    going, kept = _those_beyond(earlier, needed, sizes, limit)
    listings = {digest for record in (*standing, *kept) for digest in _listings_of(record)}
    needed |= {digest for record in kept for digest in record.outputs.values()}
    # Records first: one whose products are gone would promise what the store does not hold.
    with disk_errors(STORE_IN_WORDS):
        for path in going:
            path.unlink(missing_ok=True)
        for path in _entries(cache.store.folder / _LISTINGS):
            if path.stem not in listings:
                path.unlink(missing_ok=True)
    products = [digest for digest in sizes if digest not in needed]
    for digest in products:
        cache.store.remove(digest)
    return Cleaned(len(going), len(products), sum(sizes[digest] for digest in products))


def _those_beyond(
    earlier: list[tuple[Path, Record]], needed: set[str], sizes: dict[str, int], limit: int
) -> tuple[list[Path], list[Record]]:
    """Return the places of the records that go, oldest first, until what is left is within the limit; and those left."""
    kept = [record for _, record in earlier]
    uses = Counter(digest for record in kept for digest in set(record.outputs.values()))
    total = sum(sizes.get(digest, 0) for digest in {*needed, *uses})
    going = []
    for path, record in earlier:
        if total <= limit:
            break
        going.append(path)
        kept.remove(record)
        for digest in set(record.outputs.values()):
            uses[digest] -= 1
            total -= sizes.get(digest, 0) if not uses[digest] and digest not in needed else 0
    return going, kept


def _listings_of(record: Record) -> list[str]:
    return [record.parts[part] for part in (CODE, CODE_OF_REPORT) if part in record.parts]


def _oldest_first(folder: Path, standing: set[str]) -> list[tuple[Path, Record]]:
    """Return the records that are not of what stands, in the order of their last use; the unreadable go first."""
    found = []
    for path in _entries(folder):
        if path.stem in standing:
            continue
        record = read_record(path)
        found.append((path.stat().st_mtime_ns if record else 0, path, record or Record("", path.stem, {}, {})))
    return [(path, record) for _, path, record in sorted(found, key=lambda each: (each[0], each[1].name))]


def _forget_others(workspace: Workspace) -> None:
    """Remove the private folders of partnerships and years that the workspace has no more."""
    known = {(task.partnership, task.year) for task in all_tasks(workspace)}
    partnerships = {partnership for partnership, _ in known}
    for path in _entries(workspace.private):
        if not (path / "tasks").is_dir() and any((year / "tasks").is_dir() for year in _entries(path)):
            for year in _entries(path):
                if (path.name, year.name) not in known:
                    _remove(year)
            if path.name not in partnerships:
                _remove(path)


def _entries(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(path: Path) -> None:
    with disk_errors(f"outputs/{path.parent.name}/{path.name}"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif os.path.lexists(path):
            path.unlink()
