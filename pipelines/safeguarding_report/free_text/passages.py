"""The passages of registers: their free text, and their rows that are themselves about one person or very few."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.free_text.passage import Passage
from safeguarding_report.tables.registers import REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from safeguarding_report.tables import Table

_NOT_FREE = frozenset({"return_id", "row", "area_code"})

ONE_CHILD_EACH = frozenset({"reviews"})
"""Registers of which one row is about one child: a serious incident and its dates are enough to recognise it."""

PEOPLE = {"feedback": ("heard",), "surveys": ("heard",), "training": ("attended", "replies", "followed_up")}
"""Columns of registers that count people who said or did something; what very few said is what these few said."""


def signed_text(cells: Iterable[object]) -> str:
    """Return what a sign-off of a row answers for: all its cells that hold something, days as people type them."""
    return " · ".join(cell.date().isoformat() if isinstance(cell, datetime) else str(cell) for cell in cells)


def passages_of_registers(tables: Mapping[str, pd.DataFrame], threshold: int) -> Iterator[Passage]:
    """Yield the free text of registers, and the rows that are themselves about one person or very few."""
    for table in REGISTERS:
        if table.name in tables:
            yield from _in_register(table, tables[table.name], threshold)


def _in_register(table: Table, frame: pd.DataFrame, threshold: int) -> Iterator[Passage]:
    words = [
        column.name
        for column in table.columns
        if column.type == "text" and not column.codes and column.name not in _NOT_FREE
    ]
    for row in frame.to_dict("records"):
        signed = signed_text(row[column.name] for column in table.asked if not pd.isna(row[column.name]))
        place = (str(row["return_id"]), int(row["row"]))
        for column in words:
            if not pd.isna(row[column]):
                yield Passage(*place, str(row[column]), signed, table.name, column)
        few = [name for name in PEOPLE.get(table.name, ()) if not pd.isna(row[name]) and 1 <= row[name] <= threshold]
        if few or table.name in ONE_CHILD_EACH:
            yield Passage(*place, "", signed, table.name, few[0] if few else "", is_about_few=True)
