"""Counts of looked-after children: at 31 March, starting and ceasing in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import in_year, open_at_the_end
from safeguarding_report.measures.counting.records import UNKNOWN, count_once
from safeguarding_report.tables.children import LOOKED_AFTER_EPISODES

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.records import Holdings, Records
    from safeguarding_report.year import ReportingYear

ITEMS = (
    "children_looked_after_at_31_march",
    "children_starting_to_be_looked_after",
    "children_ceasing_to_be_looked_after",
)

SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of agreed series of short-term placements, which the department leaves out."""

_LASTS = np.iinfo(np.int64).max
"""The end of a period that lasts, later than any day."""


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the children looked after, each once; periods that follow each other at once are one time."""
    periods = holdings.of(LOOKED_AFTER_EPISODES)
    looked_after = periods.where(periods.code("legal_status", SHORT_BREAKS) == UNKNOWN)
    at_the_end = looked_after.where(open_at_the_end(looked_after.day("start_date"), looked_after.day("end_date"), year))
    times = _times(looked_after)
    who = times["who"].to_numpy(np.int64)
    starting = in_year(times["start"].to_numpy("datetime64[D]"), year)
    ceasing = in_year(times["end"].to_numpy("datetime64[D]"), year)
    return {
        "children_looked_after_at_31_march": at_the_end.count_children(),
        "children_starting_to_be_looked_after": count_once(who[starting], periods.authorities),
        "children_ceasing_to_be_looked_after": count_once(who[ceasing], periods.authorities),
    }


def _times(periods: Records) -> pd.DataFrame:
    """Return one row for each time that a child was looked after: whose, from when, until when or NaT."""
    end = periods.day("end_date")
    rows = pd.DataFrame(
        {
            "who": periods.who,
            "start": periods.day("start_date").astype(np.int64),
            "end": np.where(np.isnat(end), _LASTS, end.astype(np.int64)),
        }
    ).sort_values(["who", "start", "end"], kind="stable")
    until = rows.groupby("who")["end"].cummax()
    follows = (rows["who"] == rows["who"].shift()) & (rows["start"] <= until.shift())
    times = rows.assign(end=until).groupby((~follows).cumsum())
    ended = times["end"].last().to_numpy(np.int64)
    return pd.DataFrame(
        {
            "who": times["who"].first().to_numpy(np.int64),
            "start": times["start"].first().to_numpy(np.int64).astype("datetime64[D]"),
            "end": np.where(ended == _LASTS, np.datetime64("NaT", "D"), ended.astype("datetime64[D]")),
        }
    )
