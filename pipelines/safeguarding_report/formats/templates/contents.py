"""What a template asks of each kind of partner: which tables, with which lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeguarding_report.partnership import PARTNER_KINDS
from safeguarding_report.tables.partners import PARTNER_FIGURES, indicators_of
from safeguarding_report.tables.registers import FILLED_BY_EVERY_PARTNER, REGISTERS

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.tables.indicator import Indicator
    from safeguarding_report.tables.table import Column, Table

TEMPLATE_VERSION = 1
"""Raised whenever a filled template can no longer be read; a column that it lacks counts as empty, and is named.

A file says in its header which version it is.
"""

VERSION_COLUMN = f"template_version_{TEMPLATE_VERSION}"
"""The first column of every sheet and list: its name carries the version, its cells mark the example row."""

EXAMPLE = "example"
"""What stands in the first column of the example row, which is left out of what is read."""

EXAMPLE_WORDS = "Example: "
"""How the words of an example row begin, so that a row whose mark was lost is still known for one."""

PARTNERSHIP_OFFICE = "partnership"

AREA_CODE = "area_code"

TEMPLATE_KINDS = (*PARTNER_KINDS, PARTNERSHIP_OFFICE)
"""Who fills a template: each kind of partner, and the office of the partnership, which keeps the registers."""


@dataclass(frozen=True)
class Template:
    """One template: for whom, about which areas and period, and by when."""

    kind: str
    partner: str = ""
    """The body's name; empty where the template serves every body of its kind."""
    areas: tuple[str, ...] = ()
    """The codes of the partnership's areas; none where they are not known yet."""
    period: tuple[date, date] | None = None
    due: date | None = None

    @property
    def file_stem(self) -> str:
        """The name of its files, version and all, without an ending."""
        letters = (self.partner or self.kind).casefold()
        slug = "-".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
        return f"template_{slug}_v{TEMPLATE_VERSION}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that it asks for, with the lists that this partner chooses from."""
        registers = REGISTERS if self.kind == PARTNERSHIP_OFFICE else FILLED_BY_EVERY_PARTNER
        figures = (self._figures(),) if self.indicators else ()
        return (*figures, *(self._with_areas(table) for table in registers))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The counts that it asks for."""
        return indicators_of(self.kind)

    def _figures(self) -> Table:
        ids = tuple(indicator.id for indicator in self.indicators)
        own: dict[str, dict[str, object]] = {"indicator_id": {"codes": ids, "example": ids[0]}}
        if self.period:
            own["period_start"] = {"example": self.period[0].isoformat()}
            own["period_end"] = {"example": self.period[1].isoformat()}
        columns = (_changed(column, own.get(column.name, {})) for column in PARTNER_FIGURES.columns)
        return self._with_areas(replace(PARTNER_FIGURES, columns=tuple(columns)))

    def _with_areas(self, table: Table) -> Table:
        if not self.areas:
            return table
        # The example keeps its invented area: no invented figure stands under a real authority's code.
        own: dict[str, object] = {"codes": self.areas}
        columns = (_changed(column, own if column.name == AREA_CODE else {}) for column in table.columns)
        return replace(table, columns=tuple(columns))


def words_of(table: Table) -> Column:
    """Return the first column of free words: in an example row it begins by saying that it is one."""
    return next(
        column
        for column in table.asked
        if column.type == "text" and not column.codes and not column.form and column.name != AREA_CODE
    )


def example_row(table: Table) -> list[str]:
    """Return the example row of a table, as a partner would type it."""
    words = words_of(table)
    return [f"{EXAMPLE_WORDS}{column.example}" if column == words else column.example for column in table.asked]


def _changed(column: Column, own: dict[str, object]) -> Column:
    return replace(column, **own)  # type: ignore[arg-type]
