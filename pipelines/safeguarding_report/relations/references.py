"""Columns that say whether what a row names is there: a review by its number, a priority by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
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
        named = tables.frames[table][self.column]
        if self.table not in tables.frames:
            return np.where(named.isna(), np.nan, 1.0)
        known = tables.frames[self.table][self.other].value_counts()
        found = named.map(known).to_numpy(dtype=np.float64, na_value=np.nan)
        return np.where(named.isna(), np.nan, np.nan_to_num(found))
