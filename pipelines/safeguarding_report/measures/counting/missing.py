"""Counts of looked-after children who went missing, or were away without authorisation, in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import in_year
from safeguarding_report.measures.counting.records import count_once
from safeguarding_report.tables.children import MISSING_EPISODES, RETURN_INTERVIEWS
from safeguarding_report.tables.code_lists import MISSING_TYPE, YES_NO

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

INTERVIEW_ITEMS = (
    "looked_after_children_missing",
    "looked_after_children_offered_a_return_interview",
    "looked_after_children_who_accepted_a_return_interview",
)
"""What Annex A says of each looked-after child who went missing: what followed the last time."""

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


def count_interviews(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the looked-after children who went missing, and those offered an interview after it, each child once."""
    del year  # the list tells of the twelve months that end with it
    missing = holdings.of(RETURN_INTERVIEWS)
    missing = missing.where(missing.number("missing_episodes") > 0)
    yes = YES_NO.index("yes")
    accepted = missing.where(missing.code("interview_accepted", YES_NO) == yes)
    # Whoever accepted was offered one, whatever the other column says: the suite asks about the contradiction.
    offered = missing.where(
        (missing.code("interview_offered", YES_NO) == yes) | (missing.code("interview_accepted", YES_NO) == yes)
    )
    counts = (missing.count_children(), offered.count_children(), accepted.count_children())
    return dict(zip(INTERVIEW_ITEMS, counts, strict=True))


def _is_third_time(missing: Records) -> Flags:
    """True for times of which the second before lies no more than the days before that make it repeated."""
    order = np.lexsort((missing.day("start_date"), missing.who))
    starts = pd.DataFrame({"who": missing.who[order], "start": missing.day("start_date")[order].astype(np.int64)})
    days = starts["start"] - starts.groupby("who")["start"].shift(REPEATED_TIMES - 1)
    is_third = np.empty(len(missing), dtype=np.bool_)
    is_third[order] = (days <= REPEATED_DAYS).to_numpy(np.bool_)
    return is_third
