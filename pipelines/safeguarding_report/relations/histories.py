"""Columns that say how a row of one child-level table stands to rows of the same child in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.relations.columns import START_OF_YEAR

if TYPE_CHECKING:
    from safeguarding_report.relations.columns import Numbers, Places, Tables

_DAY_BITS = 20
"""Bits that hold a day beside a child in one number: half a million days on either side of 1970."""
_DAY_ZERO = 1 << (_DAY_BITS - 1)


@dataclass(frozen=True)
class DaysSince:
    """Days from the latest such event of the child, on or before the day; missing where there is none.

    What is from before the year may follow an event that this year's returns do not hold: of it nothing is missed.
    """

    what: str
    table: str
    column: str
    until: str

    @property
    def name(self) -> str:
        """Such as `days_from_latest_conference_to_start`."""
        return f"days_from_latest_{self.what}_to_{self.until.removesuffix('_date')}"

    @property
    def words(self) -> str:
        """The event in words."""
        event = self.what.replace("_", " ")
        return f"days since the latest {event} of the child; missing where there is none by then, 0 before the year"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The day of the event that follows."""
        return (self.until,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the days in each row."""
        days = tables.days(table, self.until)
        if _is_absent(self.table, tables):
            return np.where(np.isnan(days), np.nan, 0.0)  # without that table nothing can be missed
        events = _keys(tables.children[self.table], tables.days(self.table, self.column))
        rows = _keys(_children(table, tables), days, keep_all=True)
        before = np.searchsorted(events, rows, side="right") - 1
        latest = events[np.maximum(before, 0)] if len(events) else np.full(len(rows), -1)
        is_same_child = (before >= 0) & (latest >> _DAY_BITS == rows >> _DAY_BITS)
        since = np.where(is_same_child & ~np.isnan(days), (rows - latest).astype(np.float64), np.nan)
        return np.where(days < tables.days(table, START_OF_YEAR), 0.0, since)


@dataclass(frozen=True)
class DaysAfterFirst:
    """Days from the first such event of the child, below 0 where all of them are later; missing where there is none."""

    what: str
    table: str
    column: str
    until: str

    @property
    def name(self) -> str:
        """Such as `days_from_first_referral_to_start`."""
        return f"days_from_first_{self.what}_to_{self.until.removesuffix('_date')}"

    @property
    def words(self) -> str:
        """The event in words."""
        return f"days since the first {self.what.replace('_', ' ')} of the child; missing where it has none"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The day of the event that follows."""
        return (self.until,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the days in each row."""
        days = tables.days(table, self.until)
        if _is_absent(self.table, tables):
            return np.where(np.isnan(days), np.nan, 0.0)
        children, events = tables.children[self.table], tables.days(self.table, self.column)
        rows = _children(table, tables)
        first = np.full(max(children.max(initial=0), rows.max(initial=0)) + 1, np.inf)
        np.minimum.at(first, children[~np.isnan(events)], events[~np.isnan(events)])
        return np.where(np.isinf(first[rows]), np.nan, days - first[rows])


@dataclass(frozen=True)
class Rows:
    """How many rows of another table are about the child, and where `same` is given about the same day."""

    name: str
    table: str
    same: tuple[str, str] = ("", "")
    """The date column here, and the one there."""

    @property
    def words(self) -> str:
        """The table by name."""
        day = " that began on that day" if self.same[0] else ""
        return f"rows of {self.table} about the child{day}; 1 where that table was not sent"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The day here, or the child."""
        return (self.same[0] or "child",)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the number in each row."""
        rows = _children(table, tables)
        if _is_absent(self.table, tables):
            return np.ones(len(rows))
        there = tables.children[self.table]
        here, column = self.same
        if not here:
            return np.bincount(there, minlength=rows.max(initial=0) + 1)[rows].astype(np.float64)
        keys = _keys(there, tables.days(self.table, column))
        wanted = _keys(rows, tables.days(table, here), keep_all=True)
        return (np.searchsorted(keys, wanted, "right") - np.searchsorted(keys, wanted, "left")).astype(np.float64)


@dataclass(frozen=True)
class EarlierRows:
    """How many rows of the same table, return and child have an earlier day."""

    name: str
    column: str

    @property
    def words(self) -> str:
        """The column by name."""
        return f"rows of the child in this table and return with an earlier {self.column.removesuffix('_date')}"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The day."""
        return (self.column,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the number in each row."""
        rows, days = _children_by_return(table, tables), tables.days(table, self.column)
        keys, wanted = _keys(rows, days), _keys(rows, days, keep_all=True)
        first_of_child = np.searchsorted(keys, (rows << _DAY_BITS).astype(np.int64), "left")
        return (np.searchsorted(keys, wanted, "left") - first_of_child).astype(np.float64)


@dataclass(frozen=True)
class DaysFromPrevious:
    """Days from the end of the child's row before in the same return to the start of this one; below 0: they overlap."""

    what: str

    @property
    def name(self) -> str:
        """Such as `days_from_end_of_plan_before_to_start`."""
        return f"days_from_end_of_{self.what}_before_to_start"

    @property
    def words(self) -> str:
        """What overlaps."""
        return f"days since the end of the {self.what} before, below 0 where the two overlap; missing for a first one"

    @property
    def made_from(self) -> tuple[str, ...]:
        """When the later one starts."""
        return ("start_date",)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the days in each row that is not the first of its child."""
        rows = _children_by_return(table, tables)
        starts, ends = tables.days(table, "start_date"), tables.days(table, "end_date")
        order = np.lexsort((ends, starts, rows))  # an open one has no end and stands last
        child, start = rows[order], starts[order]
        # One that is still open overlaps everything that begins later.
        end = np.where(np.isnan(ends[order]), float(_DAY_ZERO), ends[order])
        between = np.full(len(rows), np.nan)
        same = child[1:] == child[:-1]
        between[1:][same] = (start[1:] - end[:-1])[same]
        found = np.empty_like(between)
        found[order] = between
        return found


def _is_absent(table: str, tables: Tables) -> bool:
    return table not in tables.children


def _children(table: str, tables: Tables) -> Places:
    return tables.children.get(table, np.zeros(0, dtype=np.int64))


def _children_by_return(table: str, tables: Tables) -> Places:
    return tables.children_by_return.get(table, np.zeros(0, dtype=np.int64))


def _keys(children: Places, days: Numbers, *, keep_all: bool = False) -> Places:
    """Return child and day as one number, sorted; with `keep_all` one for each row in its order, a missing day as 0."""
    known = ~np.isnan(days)
    if not keep_all:
        children, days = children[known], days[known]
    numbers = np.nan_to_num(days, nan=-float(_DAY_ZERO)).astype(np.int64) + _DAY_ZERO
    keys = (children.astype(np.int64) << _DAY_BITS) + numbers
    return keys if keep_all else np.sort(keys)
