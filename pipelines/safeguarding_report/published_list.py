"""The list of a year's editions: `data/<partnership>/<year>/published.json` names every edition that readers were given.

It stands beside the folder `published/` and not in it, so that an edition that was deleted is missed, folder and all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PUBLISHED_LIST = "published.json"

_LISTED = "editions"


@dataclass(frozen=True, order=True)
class Listed:
    """One edition as the list names it."""

    date: str
    """The day of its approval."""
    edition: str
    record: str
    """The sha256 of its edition.json, which holds those of all its files."""


def read_list(year_folder: Path) -> tuple[Listed, ...] | None:
    """Return the editions that were published of a year; None where the list cannot be read, none where there is none."""
    path = year_folder / PUBLISHED_LIST
    if not path.is_file():
        return ()
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))[_LISTED]
        listed = tuple(Listed(**entry) for entry in entries)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    names = [one.edition for one in listed]
    is_whole = all(isinstance(part, str) for one in listed for part in asdict(one).values())
    return listed if is_whole and len({*names}) == len(names) else None


def write_list(year_folder: Path, listed: Iterable[Listed]) -> None:
    """Write the list whole, oldest first.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to.

    """
    entries = [asdict(one) for one in sorted(listed)]
    write_file(year_folder / PUBLISHED_LIST, f"{json.dumps({_LISTED: entries}, indent=1)}\n".encode(), outlasting=True)
