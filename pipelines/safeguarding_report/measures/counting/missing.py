"""Counts of looked-after children who went missing, or were away without authorisation, in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import in_year
from safeguarding_report.measures.counting.records import count_once
from safeguarding_report.tables.children import MISSING_EPISODES
from safeguarding_report.tables.code_lists import MISSING_TYPE

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Flags, Numbers
    from safeguarding_report.measures.counting.records import Holdings, Records
    from safeguarding_report.year import ReportingYear

ITEMS = (
    "missing_episodes",
    "children_missing",
    "children_missing_repeatedly",
    "away_without_authorisation_episodes",
    "children_away_without_authorisation",
)

REPEATED_TIMES, REPEATED_DAYS = 3, 90
"""Missing again and again: the third time is no more than so many days after the first."""


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the times that began in the year, and the children of these, each once."""
    times = holdings.of(MISSING_EPISODES)
    begun = times.where(in_year(times.day("start_date"), year))
    kind = begun.code("missing_type", MISSING_TYPE)
    missing, away = (begun.where(kind == MISSING_TYPE.index(name)).once_per("start_date") for name in MISSING_TYPE)
    return {
        "missing_episodes": missing.count(),
        "children_missing": missing.count_children(),
        "children_missing_repeatedly": count_once(missing.who[_is_third_time(missing)], missing.authorities),
        "away_without_authorisation_episodes": away.count(),
        "children_away_without_authorisation": away.count_children(),
    }


def _is_third_time(missing: Records) -> Flags:
    """True for times of which the second before lies no more than the days before that make it repeated."""
    order = np.lexsort((missing.day("start_date"), missing.who))
    starts = pd.DataFrame({"who": missing.who[order], "start": missing.day("start_date")[order].astype(np.int64)})
    days = starts["start"] - starts.groupby("who")["start"].shift(REPEATED_TIMES - 1)
    is_third = np.empty(len(missing), dtype=np.bool_)
    is_third[order] = (days <= REPEATED_DAYS).to_numpy(np.bool_)
    return is_third
