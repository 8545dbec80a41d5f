"""Tables as their suites see them: with columns worked out from other columns, other rows and other tables.

A suite in `expectations/` speaks of these columns as of any other, so that an analyst can change what is asked of
them: `days_from_start_to_authorisation` is at least 0, `earlier_rows_alike` is at most 0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from safeguarding_report.relations.children import checked_child_tables
from safeguarding_report.relations.columns import Tables
from safeguarding_report.relations.figures import PARTNER_TOTALS, checked_figures, partner_totals
from safeguarding_report.relations.registers import checked_registers
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from safeguarding_report.relations.columns import Checked
    from safeguarding_report.tables import Table
    from safeguarding_report.year import ReportingYear

__all__ = ["PARTNER_TOTALS", "as_checked", "columns_worked_out"]


def as_checked(tables: Mapping[str, pd.DataFrame], year: ReportingYear) -> Iterator[tuple[Table, pd.DataFrame]]:
    """Give each table that was returned, with the columns worked out for its suite; `validation.validate_all` takes it.

    `tables` are all tables of one partnership and year, by name: what one is checked against may be another.
    """
    held = Tables(tables, year)
    for name, (table, columns) in columns_worked_out().items():
        if name in tables:
            yield _declared(table, columns), _with(tables[name], table, columns, held)
        if name == PARTNER_FIGURES.name and name in tables:
            yield PARTNER_TOTALS, partner_totals(tables[name])


def columns_worked_out() -> dict[str, tuple[Table, tuple[Checked, ...]]]:
    """Return by name every table that has a suite for returns, and the columns that are worked out for it."""
    return checked_child_tables() | checked_figures() | checked_registers()


def _declared(table: Table, columns: tuple[Checked, ...]) -> Table:
    """Return the table with the worked-out columns declared, so that a finding can name what they are made from."""
    worked_out = tuple(Column(one.name, "whole number", one.words, made_from=one.made_from) for one in columns)
    return replace(table, columns=(*table.columns, *worked_out))


def _with(frame: pd.DataFrame, table: Table, columns: tuple[Checked, ...], held: Tables) -> pd.DataFrame:
    # Codes as categories: the library hashes every cell, and of a category it hashes a number.
    coded = {column.name: "category" for column in table.columns if column.codes}
    return frame.astype(coded).assign(**{column.name: column.of(table.name, held) for column in columns})
