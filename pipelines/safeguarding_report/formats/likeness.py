"""Which list a sheet was meant to be, when a header that it is known by is misspelt, renamed or absent.

Recognising such a sheet lets a finding name the list and the column, where otherwise nobody would know what to mend.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

FEWEST_HEADERS = 3
"""A sheet that shares fewer headers with a list may be anything."""

MUCH_LIKE = 0.75
"""The share of letters, as difflib counts it, from which a header is taken for a misspelling of another."""


@dataclass(frozen=True)
class Headers:
    """The headers of one list, all in plain spelling."""

    asked: tuple[frozenset[str], ...]
    """For each column that the list should have, the spellings in use."""
    also: frozenset[str] = frozenset()
    """Headers that the list may have beside them."""
    own: frozenset[str] = frozenset()
    """Headers that no other list has; none where lists are not told apart by them."""

    @property
    def all(self) -> frozenset[str]:
        """Every header that the list may have."""
        return self.also.union(*self.asked)


_Known = TypeVar("_Known")


def most_like(held: Iterable[str], known: Iterable[tuple[_Known, Headers]]) -> _Known | None:
    """Return the one list that has most of a sheet's headers, and half of whose columns the sheet has.

    Of two with as many it is the one with fewer others. None where no list has, or where two cannot be told apart.
    """
    filled = {header for header in held if header}
    fitting = [
        ((len(filled & headers.all), -len(headers.all)), one) for one, headers in known if _is_like(filled, headers)
    ]
    most = max((score for score, _ in fitting), default=(0, 0))
    best = [one for score, one in fitting if score == most]
    return best[0] if len(best) == 1 else None


def _is_like(held: set[str], headers: Headers) -> bool:
    shared = len(held & headers.all)
    columns = sum(bool(held & spellings) for spellings in headers.asked)
    return (
        (not headers.own or bool(held & headers.own))
        and shared >= min(FEWEST_HEADERS, len(headers.all) - 1)
        and 2 * shared > len(held)
        and 2 * columns >= len(headers.asked)
    )


def place_of_a_misspelling(expected: Collection[str], headers: Sequence[str], free: Iterable[int]) -> int | None:
    """Return which of the `free` places has a header much like one that was expected."""
    at = {headers[place]: place for place in free if headers[place]}
    near = [match for text in expected for match in difflib.get_close_matches(text, at, n=1, cutoff=MUCH_LIKE)]
    return at[near[0]] if near else None
