"""The files of a folder or archive, and how a message says which is meant without a name that a sender gave it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from safeguarding_report.formats.sheet import plain_header

if TYPE_CHECKING:
    from collections.abc import Mapping

_CSV_ENDINGS = (".csv", ".txt")
_KILOBYTE = 1000


@dataclass(frozen=True)
class Part:
    """One file of a folder or archive. Its name may hold anything, a child's name too, so no message says it."""

    name: str
    number: int
    """Its place in the order of their names, from 1."""
    of: int
    """How many there are."""
    size: int
    alone: str = ""
    """What it is called where there is no other; a file that a partner sent by itself needs no words."""

    @property
    def is_csv(self) -> bool:
        """True when it is read as one of the lists."""
        return self.name.casefold().endswith(_CSV_ENDINGS)

    def in_words(self, declared: Mapping[str, str]) -> str:
        """Return the list that its name says, where our formats declare one so called, and its place and size."""
        if self.of == 1:
            return self.alone
        place = place_in_words(self.number, self.of, self.size)
        said = f" {plain_header(PurePosixPath(self.name).stem)} "
        lists = [name for name in declared if f" {name} " in said]
        return f"{declared[max(lists, key=len)]} ({place})" if lists else place


def place_in_words(number: int, of: int, size: int) -> str:
    """Say which file of a folder is meant, so that it is found there: file 3 of 12 by name, 12 kB."""
    kilobytes = -(-size // _KILOBYTE)
    return f"file {number} of {of} by name, {kilobytes} kB"
