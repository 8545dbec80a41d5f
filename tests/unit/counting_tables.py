"""Tiny child-level tables for tests of counting, written as a person would on paper."""

from __future__ import annotations

from typing import Any

import pandas as pd

from safeguarding_report.measures.counting import COUNTED_ITEMS, CountableReturn, Returned, count_items
from safeguarding_report.tables import Table, children
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2023-24")
ASHMERE, WOLD = "Z06000001", "Z09000001"
NAMES = {ASHMERE: "Ashmere", WOLD: "Wold"}
CENSUS = "ashmere-council/census.xml"

_BY_NAME = {table.name: table for table in children.CHILD_TABLES}
_DEFAULTS: dict[str, Any] = {
    "no_further_action": "no",
    "source": "police",
    "initial_category": "neglect",
    "latest_category": "neglect",
    "previous_plans": 0,
    "age_group": "unknown",
}


def rows_of(name: str, *rows: dict[str, Any], authority: str = ASHMERE, return_id: str = CENSUS) -> pd.DataFrame:
    """Return rows of a table; a child is `a`, `b` …, and what does not matter is filled in."""
    table: Table = _BY_NAME[name]
    defaults = {key: value for key, value in _DEFAULTS.items() if key in table.column_names}
    lead = {"authority_code": authority, "return_id": return_id}
    full = [{**lead, **defaults, **row, "row": number} for number, row in enumerate(rows, start=2)]
    return table.check(pd.DataFrame(full).reindex(columns=table.column_names))


def a_return(
    year: ReportingYear = YEAR,
    *,
    items: tuple[str, ...] = COUNTED_ITEMS,
    authority: str = ASHMERE,
    return_id: str = CENSUS,
    **others: Any,
) -> CountableReturn:
    """Return a census that covers its year and gives everything, unless told otherwise."""
    values = {
        "form": "children_in_need_census",
        "period_start": year.start,
        "period_end": year.end,
        **others,
    }
    return CountableReturn(return_id=return_id, authority_code=authority, supports=frozenset(items), **values)


def returned(
    *tables: tuple[str, pd.DataFrame], returns: tuple[CountableReturn, ...] = (), year: ReportingYear = YEAR
) -> Returned:
    """Return what was handed in for a year; of one census unless told otherwise."""
    return Returned(year, dict(tables), returns or (a_return(year),))


def counted(name: str, *rows: dict[str, Any], before: Returned | None = None, **more: pd.DataFrame) -> dict[str, Any]:
    """Return the counts of Ashmere by item, from rows of one table and more tables."""
    handed_in = returned((name, rows_of(name, *rows)), *more.items())
    figures = count_items(handed_in, before, {ASHMERE: "Ashmere"})
    return dict(zip(figures["item"], figures["value"], strict=True))


def last_year(*rows: dict[str, Any]) -> Returned:
    """Return the referrals of the year before."""
    year = YEAR.previous
    table = rows_of("referrals", *rows) if rows else children.REFERRALS.empty()
    return returned(("referrals", table), year=year)
