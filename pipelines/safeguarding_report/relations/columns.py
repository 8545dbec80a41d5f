"""Columns that checks need beside those of a table: days between two dates, sums of parts, rows that are alike.

Each is a whole number, so that a suite compares numbers: comparing dates takes great-expectations three times as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.year import ReportingYear

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

START_OF_YEAR = "start_of_year"
END_OF_YEAR = "end_of_year"

_NOT_A_DAY = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Tables:
    """The tables of one partnership and year, and who is the same child in all of them."""

    frames: Mapping[str, pd.DataFrame]
    year: ReportingYear

    @cached_property
    def children(self) -> dict[str, Places]:
        """Return for each child-level table which child each row is about, as a number from 0."""
        named = {name: frame for name, frame in self.frames.items() if "child" in frame.columns and len(frame)}
        if not named:
            return {}
        authorities, _ = pd.factorize(pd.concat([frame["authority_code"] for frame in named.values()]))
        pseudonyms, known = pd.factorize(pd.concat([frame["child"] for frame in named.values()]))
        places, _ = pd.factorize(authorities.astype(np.int64) * len(known) + pseudonyms)
        ends = np.cumsum([len(frame) for frame in named.values()])
        return dict(zip(named, np.split(places.astype(np.int64), ends[:-1]), strict=True))

    @cached_property
    def children_by_return(self) -> dict[str, Places]:
        """Return the same, but a child of two returns as two: what one return says twice, two may say once each."""
        return {
            name: children * (1 + (returns := pd.factorize(self.frames[name]["return_id"])[0]).max()) + returns
            for name, children in self.children.items()
        }

    def days(self, table: str, column: str) -> Numbers:
        """Return the days of a date column, counted from 1970; where there is none, not a number."""
        frame = self.frames[table]
        if column in {START_OF_YEAR, END_OF_YEAR}:
            day = self.year.start if column == START_OF_YEAR else self.year.end
            return np.full(len(frame), float(np.datetime64(day, "D").astype(np.int64)))
        numbers = frame[column].to_numpy("datetime64[D]").astype(np.int64)
        return np.where(numbers == _NOT_A_DAY, np.nan, numbers.astype(np.float64))


class Checked(Protocol):
    """A column that is worked out for a check."""

    @property
    def name(self) -> str:
        """What suites call it."""

    @property
    def words(self) -> str:
        """What it holds."""

    @property
    def made_from(self) -> tuple[str, ...]:
        """The columns of the same table that a finding names instead."""

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return its value in each row of a table."""


@dataclass(frozen=True)
class Days:
    """Days from one date to another of the same row; fewer than 0 where they are the wrong way round."""

    first: str
    last: str

    @property
    def name(self) -> str:
        """Such as `days_from_start_to_end`."""
        return f"days_from_{_event(self.first)}_to_{_event(self.last)}"

    @property
    def words(self) -> str:
        """Both dates in words."""
        return f"days from {_event(self.first)} to {_event(self.last)}, below 0 where that is earlier".replace("_", " ")

    @property
    def made_from(self) -> tuple[str, ...]:
        """Both dates, without the first or last day of the year."""
        return tuple(day for day in (self.first, self.last) if day not in {START_OF_YEAR, END_OF_YEAR})

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the days in each row that has both dates."""
        return tables.days(table, self.last) - tables.days(table, self.first)


@dataclass(frozen=True)
class Sum:
    """The sum of some columns, where each of them has a number."""

    name: str
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its parts by name."""
        return f"the sum of {', '.join(self.parts)}, where each has a number"

    @property
    def made_from(self) -> tuple[str, ...]:
        """Its parts."""
        return self.parts

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the sum in each row that has all parts."""
        parts = tables.frames[table][list(self.parts)].to_numpy(dtype=np.float64, na_value=np.nan)
        return np.asarray(parts.sum(axis=1), dtype=np.float64)


@dataclass(frozen=True)
class Alike:
    """Whether an earlier row of the same return is alike in the columns that tell rows apart."""

    columns: tuple[str, ...]
    name: str = "earlier_rows_alike"

    @property
    def words(self) -> str:
        """The columns by name."""
        return f"1 where an earlier row of the same return has the same {', '.join(self.columns)}"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return self.columns

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return 1 in each row that was there before."""
        frame = tables.frames[table]
        numbers: dict[str, Any] = {"return_id": pd.factorize(frame["return_id"])[0]}
        if "child" in self.columns:
            numbers["child"] = tables.children.get(table, np.zeros(0, dtype=np.int64))
        for column in self.columns:
            if column not in {"child", "authority_code"}:
                numbers[column] = pd.factorize(frame[column])[0]
        return pd.DataFrame(numbers).duplicated().to_numpy(dtype=np.float64)


def _event(column: str) -> str:
    return column.removesuffix("_date")
