"""Columns that say whether what a row names is there: a review by its number, a priority by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from safeguarding_report.relations.columns import Numbers, Tables


@dataclass(frozen=True)
class Named:
    """How many rows of another table have the name that a column gives; missing where it gives none."""

    name: str
    column: str
    table: str
    other: str

    @property
    def words(self) -> str:
        """The other table by name."""
        return f"rows of {self.table} that have this {self.column}; 1 where that table was not sent"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The column that names it."""
        return (self.column,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the number in each row."""
        return _rows_named(tables.frames[table][self.column], self.table, self.other, tables)


@dataclass(frozen=True)
class NamedBySource:
    """How many rows have the name that a column gives, in the table that a second column points to."""

    name: str
    column: str
    source: str
    registers: tuple[tuple[str, str], ...]
    """Words of the second column, and the table that each points to; other words point to none."""
    other: str = "reference"

    @property
    def words(self) -> str:
        """What points where."""
        tables = " or ".join(dict.fromkeys(table for _, table in self.registers))
        return f"rows of {tables} that have this {self.column}, as {self.source} says; 1 where that was not sent"

    @property
    def made_from(self) -> tuple[str, ...]:
        """The column that names it."""
        return (self.column,)

    def of(self, table: str, tables: Tables) -> Numbers:
        """Return the number in each row; missing where the source keeps no register."""
        frame = tables.frames[table]
        numbers = np.full(len(frame), np.nan)
        for word, register in self.registers:
            own = frame[self.source].eq(word).fillna(value=False).to_numpy(np.bool_)
            found = _rows_named(frame[self.column], register, self.other, tables)
            numbers = np.where(own, found, numbers)
        return numbers


def _rows_named(named: pd.Series[str], register: str, other: str, tables: Tables) -> Numbers:
    if register not in tables.frames:
        return np.where(named.isna(), np.nan, 1.0)
    known = tables.frames[register][other].value_counts()
    found = named.map(known).to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(named.isna(), np.nan, np.nan_to_num(found))
