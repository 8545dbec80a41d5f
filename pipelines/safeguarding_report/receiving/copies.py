"""One file in two places: what answers two expectations would be counted twice, or is not what one of them asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.receiving.log_checks import files_in, registers_in
from safeguarding_report.receiving.settings import REGISTERS_FOLDER, RETURNS_FILE, RETURNS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.receiving.settings import ReturnsLog

_HEAD = 65_536
"""Bytes in which a file that says anything has a second line."""


@dataclass(frozen=True)
class _Sent:
    """What stands under one name, and what it answers."""

    name: str
    answers: str
    digests: frozenset[str]
    """Of each of its files that says something: lists without a row are alike everywhere."""


def check_copies(log: ReturnsLog, folder: Path) -> Iterator[Finding]:
    """Give files that are the same, byte for byte: an error under two expectations, a query under one."""
    for one, other in combinations(_all_sent(log, folder), 2):
        same = one.digests & other.digests
        if not same:
            continue
        which = "are the same, byte for byte" if one.digests == other.digests else f"hold {_files(len(same))} alike"
        if one.answers == other.answers:
            reason = f"{one.name} and {other.name} {which}. Ask the sender whether it is the newer version."
            yield Finding("query", RETURNS_FILE, "sent again unchanged", reason)
        else:
            reason = (
                f"{one.name} and {other.name} {which}, and answer {one.answers} and {other.answers}: what they hold "
                "would count twice. Put the right file in the place of one of them."
            )
            yield Finding("error", RETURNS_FILE, "one file under two returns", reason, count=len(same))


def _all_sent(log: ReturnsLog, folder: Path) -> list[_Sent]:
    home = folder / RETURNS_FOLDER
    sent = [
        _Sent(received.file, received.answers, _digests(home / received.file, home))
        for received in log.received
        if received.file
    ]
    registers = folder / REGISTERS_FOLDER
    sent += [
        _Sent(called, REGISTERS_FOLDER, _digests(path, registers)) for called, path in registers_in(registers).items()
    ]
    return sent


def _digests(path: Path, home: Path) -> frozenset[str]:
    paths = [path / name for name in files_in(path)] if path.is_dir() else [path]
    return frozenset(_digest(one) for one in paths if _is_inside(one, home) and _says_something(one))


def _is_inside(path: Path, home: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(home.resolve())


def _says_something(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return len(head) == _HEAD or len([line for line in head.splitlines() if line.strip()]) > 1


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(number: int) -> str:
    return "one file" if number == 1 else f"{number} files"
