"""Records to be counted: the rows of child-level tables, with their authorities and children as whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from safeguarding_report.measures.counting.days import Days, Flags, Numbers
    from safeguarding_report.tables import Table

_DAYS_IN_A_KEY = 1 << 24
"""More than four times the days of the years 1 to 9999, so that a child and a day make one number."""

UNKNOWN = -1


@dataclass(frozen=True)
class Records:
    """Rows of one table: whose each is, and which rows of the table they are."""

    frame: pd.DataFrame
    who: Numbers
    """One number for each child of each authority, the same in all tables."""
    at: Numbers
    """Which rows of the frame these are; columns are taken only when they are asked for."""
    authorities: int

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def authority(self) -> Numbers:
        """The number of each row's authority."""
        return self.who % self.authorities

    def day(self, column: str) -> Days:
        """Return a column of days; NaT where it is missing."""
        days: Days = self.frame[column].to_numpy("datetime64[D]")
        return days[self.at]

    def number(self, column: str) -> Numbers:
        """Return a column of whole numbers, 0 where it is missing."""
        numbers: Numbers = self.frame[column].to_numpy(np.int64, na_value=0)
        return numbers[self.at]

    def code(self, column: str, codes: Sequence[str]) -> Numbers:
        """Return the place of each value in a list of codes; UNKNOWN where it is missing or not in it."""
        return places_in(self.frame[column], codes)[self.at]

    def where(self, chosen: Flags) -> Records:
        """Return some of the rows."""
        return Records(self.frame, self.who[chosen], self.at[chosen], self.authorities)

    def once_per(self, *columns: str) -> Records:
        """Return one row, the first, of each child and day or days; rows that say the same twice count once."""
        if len(columns) == 1:
            return self.where(~pd.Series(child_and_day(self.who, self.day(columns[0]))).duplicated().to_numpy())
        days = pd.DataFrame({"who": self.who, **{column: self.day(column) for column in columns}})
        return self.where(~days.duplicated().to_numpy())

    def count(self) -> Numbers:
        """Return how many rows each authority has."""
        return np.bincount(self.authority, minlength=self.authorities).astype(np.int64)

    def count_children(self) -> Numbers:
        """Return how many children each authority has in these rows, each counted once."""
        return count_once(self.who, self.authorities)

    def count_by(self, places: Numbers, names: Iterable[str]) -> dict[str, Numbers]:
        """Return how many rows of each kind each authority has; a kind is a place in the names."""
        named = list(names)
        known = places != UNKNOWN
        kinds = self.authority[known] * len(named) + places[known]
        table = np.bincount(kinds, minlength=self.authorities * len(named)).reshape(self.authorities, len(named))
        return {name: table[:, place].astype(np.int64) for place, name in enumerate(named)}


def places_in(values: pd.Series[str], codes: Sequence[str]) -> Numbers:
    """Return the place of each value in a list of codes; UNKNOWN where it is missing or not in it."""
    which, different = pd.factorize(values)
    place_of = {code: place for place, code in enumerate(codes)}
    # A missing value is -1 in `which` and so takes the last of these.
    places = np.array([*(place_of.get(value, UNKNOWN) for value in different), UNKNOWN], dtype=np.int64)
    return places[which]


def child_and_day(who: Numbers, days: Days) -> Numbers:
    """Return one number for each child and day; every day is known."""
    numbers: Numbers = who * _DAYS_IN_A_KEY + days.astype(np.int64)
    return numbers


def who_and_day(numbers: Numbers) -> tuple[Numbers, Days]:
    """Return the child and the day that make each number."""
    who: Numbers = (numbers + _DAYS_IN_A_KEY // 2) // _DAYS_IN_A_KEY
    return who, (numbers - who * _DAYS_IN_A_KEY).astype("datetime64[D]")


def count_once(who: Numbers, authorities: int) -> Numbers:
    """Return how many different children each authority has."""
    return np.bincount(pd.unique(who) % authorities, minlength=authorities).astype(np.int64)


def band_of(numbers: NDArray[Any], last_of_each: Sequence[int]) -> Numbers:
    """Return the band of each number: the first whose last number it does not exceed, or one more."""
    return np.searchsorted(np.array(last_of_each), numbers, side="left").astype(np.int64)


@dataclass(frozen=True)
class Holdings:
    """All records that may be counted, of this year's returns and of the year before."""

    tables: Mapping[str, pd.DataFrame]
    earlier: Mapping[str, pd.DataFrame]
    """The tables of the year before; none where there are none."""
    authorities: tuple[str, ...]
    returns: frozenset[str] = frozenset()
    """The returns whose rows count."""
    _who: dict[int, Numbers] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        # Children get their numbers once for all tables: that is most of the work of counting them.
        frames = [frame for frame in (*self.tables.values(), *self.earlier.values()) if "child" in frame]
        if self._who or not frames:
            return
        children, _ = pd.factorize(pd.concat([frame["child"] for frame in frames], ignore_index=True))
        first = 0
        for frame in frames:
            authority = places_in(frame["authority_code"], self.authorities)
            child = children[first : first + len(frame)].astype(np.int64)
            self._who[id(frame)] = np.where(authority >= 0, child * len(self.authorities) + authority, UNKNOWN)
            first += len(frame)

    def of(self, table: Table) -> Records:
        """Return the rows of a table that come from the returns that count."""
        frame = self.tables.get(table.name)
        if frame is None:
            return self._records(table.empty())
        return self._records(frame, frame["return_id"].isin(self.returns).to_numpy(np.bool_))

    def earlier_of(self, table: Table) -> Records:
        """Return the rows of a table of the year before."""
        frame = self.earlier.get(table.name)
        return self._records(table.empty() if frame is None else frame)

    def limited_to(self, returns: Iterable[str]) -> Holdings:
        """Return the same records, of which only those of some returns count."""
        return Holdings(self.tables, self.earlier, self.authorities, frozenset(returns), self._who)

    def _records(self, frame: pd.DataFrame, chosen: Flags | None = None) -> Records:
        who = self._who.get(id(frame), np.empty(0, dtype=np.int64))
        wanted = who != UNKNOWN if chosen is None else chosen & (who != UNKNOWN)
        at = np.flatnonzero(wanted)
        return Records(frame, who[at], at, len(self.authorities))
