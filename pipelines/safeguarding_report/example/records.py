"""Histories in the form of our tables: children get identifiers and ages, rows their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.example.days import day
from safeguarding_report.example.people import age_groups
from safeguarding_report.tables.children import CHILD_TABLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.tables import Table
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

RETURN_ID = "histories"


@dataclass(frozen=True)
class Histories:
    """What happened to invented children of one authority, as one year's returns would hold it.

    `tables` and `previous` (last year's, as far as this year looks back) are by name of table, in the columns of
    tables/children.py, with the invented identifier as `child`. `birth_dates` are by that identifier: files need them.
    """

    authority: str
    year: ReportingYear
    totals: YearTotals
    tables: dict[str, pd.DataFrame]
    previous: dict[str, pd.DataFrame]
    birth_dates: pd.Series[Any]


_DAY_OF_AGE = {
    "contacts": "contact_date",
    "referrals": "referral_date",
    "section47_enquiries": "start_date",
    "initial_conferences": "conference_date",
}
"""The event on whose day the age is given, where it is not `start_date`."""


def finished(
    frames: dict[str, pd.DataFrame],
    people: pd.DataFrame,
    times: pd.DataFrame,
    totals: YearTotals,
    authority: str,
    year: ReportingYear,
) -> Histories:
    """Give children identifiers and ages, and rows the columns of their tables."""
    birth = people["birth_date"]
    march = np.full(len(people), day(year.end))
    frames["children"] = people.assign(child=people.index, age_group=age_groups(_days(birth), march))
    unaccompanied = times.set_index("child")["unaccompanied"]
    frames["looked_after_episodes"] = frames["looked_after_episodes"].assign(
        unaccompanied=lambda rows: np.where(unaccompanied.reindex(rows["child"]).astype(bool), "yes", "no")
    )
    tables = {}
    for table in CHILD_TABLES:
        rows = frames[table.name].copy()
        if "age_group" in table.column_names and table.name != "children":
            on = rows[_DAY_OF_AGE.get(table.name, "start_date")]
            rows["age_group"] = age_groups(_days(birth.reindex(rows["child"])), _days(on))
        tables[table.name] = rows.assign(child=people["id"].reindex(rows["child"]).to_numpy())
    referrals = tables["referrals"]
    last_year = referrals["referral_date"].between(pd.Timestamp(year.previous.start), pd.Timestamp(year.previous.end))
    previous = {"referrals": referrals[last_year]}
    tables["referrals"] = referrals[referrals["held"]]
    return Histories(
        authority,
        year,
        totals,
        {table.name: _in_form(table, tables[table.name], authority) for table in CHILD_TABLES},
        {
            table.name: _in_form(table, previous[table.name], authority)
            for table in CHILD_TABLES
            if table.name in previous
        },
        pd.Series(birth.to_numpy(), index=people["id"].to_numpy()).sort_index(),
    )


def first_events(frames: dict[str, pd.DataFrame], year: ReportingYear) -> pd.Series[Any]:
    """Return the first day of which anything is known of each child."""
    days = []
    for rows in frames.values():
        dates = [column for column in rows.columns if column.endswith("_date")]
        if dates and "child" in rows:
            days.append(rows.set_index("child")[dates].min(axis=1))
    leavers = frames["care_leavers"]
    born_long_ago = pd.Timestamp(year.end) - pd.to_timedelta(leavers["age"] * 366, unit="D")
    days.append(pd.Series(born_long_ago.to_numpy(), index=leavers["child"].to_numpy()))
    first: pd.Series[Any] = pd.concat(days).groupby(level=0).min().astype("datetime64[s]")
    return first.rename_axis(None)


def _days(dates: pd.Series[Any]) -> Days:
    return dates.to_numpy().astype("datetime64[D]")


def _in_form(table: Table, rows: pd.DataFrame, authority: str) -> pd.DataFrame:
    """Return rows in the columns of their table, sorted by child and date, numbered from 1."""
    keys = ["child", *(key for key in table.key if key not in {"authority_code", "child", "return_id", "row"})]
    rows = rows.sort_values(keys, kind="stable").assign(
        authority_code=authority, return_id=RETURN_ID, row=np.arange(1, len(rows) + 1)
    )
    return table.check(rows.reindex(columns=table.column_names))
