"""Columns that are 1 where two cells of one row contradict each other, and 0 elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from safeguarding_report.relations.columns import Numbers, Tables


@dataclass(frozen=True)
class Contradiction:
    """1 where one column has a value and another is filled, or has one that cannot stand beside it."""

    name: str
    column: str
    value: str
    other: str
    other_value: str = ""
    """Empty where any value contradicts."""

    @property
    def words(self) -> str:
        """Both columns by name."""
        filled = f"is {self.other_value}" if self.other_value else "is filled"
        return f"1 where {self.column} is {self.value} although {self.other} {filled}"

    @property
    def made_from(self) -> tuple[str, ...]:
        """Both columns."""
        return self.column, self.other

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return 1 or 0 in each row."""
        frame = tables.frames[table]
        other = frame[self.other]
        contradicts = other.eq(self.other_value).fillna(value=False) if self.other_value else other.notna()
        said = frame[self.column].eq(self.value).fillna(value=False)
        return np.asarray(said & contradicts, dtype=np.float64)


@dataclass(frozen=True)
class Owed:
    """1 where a column is empty although another has one of some values."""

    name: str
    column: str
    other: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """Both columns by name."""
        return f"1 where {self.column} is empty although {self.other} asks for it"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The column that is empty."""
        return (self.column,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return 1 or 0 in each row."""
        frame = tables.frames[table]
        asks = frame[self.other].isin(self.values)
        return np.asarray(asks & frame[self.column].isna(), dtype=np.float64)
