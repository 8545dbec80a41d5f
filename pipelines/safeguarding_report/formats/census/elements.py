"""Which elements the children in need census may hold, what becomes of each, and its codes in our words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeguarding_report.formats.cells import CodeList
from safeguarding_report.tables.code_lists import CLOSURE_REASON, ETHNICITY, PRIMARY_NEED

_FILE = Path(__file__).with_name("elements.toml")


@dataclass(frozen=True)
class KnownElement:
    """What may stand inside one element of the census."""

    holds: frozenset[str]
    """Elements that hold elements."""
    read: frozenset[str]
    """Values that are read; of one that is not in `repeated`, the first."""
    repeated: frozenset[str]
    left_out: frozenset[str]
    """Values that are recognised and left out on purpose."""

    @property
    def is_left_out(self) -> bool:
        """True when nothing that stands inside is read."""
        return not self.holds and not self.read

    @property
    def inside(self) -> frozenset[str]:
        """The names of all elements that may stand inside."""
        return self.holds | self.read | self.left_out


@cache
def known_elements() -> dict[str, KnownElement]:
    """Return what may stand inside each element that holds elements, by its name."""
    return {
        name: KnownElement(
            holds=frozenset(record.get("holds", ())),
            read=frozenset((*record.get("read", ()), *record.get("repeated", ()))),
            repeated=frozenset(record.get("repeated", ())),
            left_out=frozenset(record.get("left_out", ())),
        )
        for name, record in _read()["elements"].items()
    }


@cache
def code_list(name: str) -> CodeList:
    """Return a code list of the census: its codes, and our word for each."""
    lists = _read()["codes"] | {
        "ethnicity": {code: code for code in ETHNICITY},
        "primary_need": {code: code for code in PRIMARY_NEED},
        "closure_reason": {code: code for code in CLOSURE_REASON},
    }
    meanings = {code.casefold(): word for code, word in lists[name].items()}
    return CodeList(codes=meanings, words={}, expected=f"one of {', '.join(lists[name])}.")


def _read() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
