"""Counts of referrals: how many, of whom, from whom, when, again, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.measures.counting.days import MONTHS_OF_A_YEAR, day, in_year, months_after
from safeguarding_report.measures.counting.records import UNKNOWN, child_and_day, who_and_day
from safeguarding_report.tables.children import CHILD_IN_NEED_EPISODES, REFERRALS
from safeguarding_report.tables.code_lists import REFERRAL_SOURCE, YES_NO

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Flags, Numbers
    from safeguarding_report.measures.counting.records import Holdings, Records
    from safeguarding_report.year import ReportingYear

MONTHS = (
    "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "january", "february", "march",
)  # fmt: skip

NEED_THE_YEAR_BEFORE = ("rereferrals", "children_rereferred")
"""Twelve months before a referral reach into the year before."""

ITEMS = (
    "referrals",
    "children_referred",
    *NEED_THE_YEAR_BEFORE,
    "referrals_no_further_action",
    "referrals_not_in_need",
    *(f"referrals_from_{source}" for source in REFERRAL_SOURCE),
    *(f"referrals_in_{month}" for month in MONTHS),
)

_NOT_IN_NEED = ("RC8", "RC9")
"""Closed after assessment, not in need; closed and referred to early help."""

_YES = YES_NO.index("yes")
_UNKNOWN_SOURCE = REFERRAL_SOURCE.index("unknown")


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the referrals of the year; one child and one date is one referral."""
    all_referrals = holdings.of(REFERRALS)
    referrals = all_referrals.where(in_year(all_referrals.day("referral_date"), year)).once_per("referral_date")
    dates = referrals.day("referral_date")
    source = referrals.code("source", REFERRAL_SOURCE)
    month = dates.astype("datetime64[M]").astype(np.int64) - day(year.start).astype("datetime64[M]").astype(np.int64)
    closed = referrals.code("no_further_action", YES_NO) == _YES
    again = referrals.where(_is_rereferral(holdings, referrals, year))
    return {
        "referrals": referrals.count(),
        "children_referred": referrals.count_children(),
        "rereferrals": again.count(),
        "children_rereferred": again.count_children(),
        "referrals_no_further_action": referrals.where(closed).count(),
        "referrals_not_in_need": referrals.where(~closed & _is_not_in_need(holdings, referrals)).count(),
        **referrals.count_by(
            np.where(source == UNKNOWN, _UNKNOWN_SOURCE, source), (f"referrals_from_{name}" for name in REFERRAL_SOURCE)
        ),
        **referrals.count_by(month, (f"referrals_in_{name}" for name in MONTHS)),
    }


def _is_rereferral(holdings: Holdings, referrals: Records, year: ReportingYear) -> Flags:
    """True for referrals whose child was referred before, at most twelve months earlier.

    Earlier referrals are this year's, last year's, and those that began the episodes which this year's return holds.
    """
    episodes = holdings.of(CHILD_IN_NEED_EPISODES)
    begun_before = episodes.where(episodes.day("start_date") < day(year.start))
    pool = [
        (holdings.of(REFERRALS), "referral_date"),
        (holdings.earlier_of(REFERRALS), "referral_date"),
        (begun_before, "start_date"),
    ]
    # In the order of children and days, what came before a referral stands right before its own number.
    ordered = np.sort(np.concatenate([child_and_day(records.who, records.day(column)) for records, column in pool]))
    dates = referrals.day("referral_date")
    place = np.searchsorted(ordered, child_and_day(referrals.who, dates), side="left") - 1
    child, before = who_and_day(ordered[np.maximum(place, 0)])
    again: Flags = (place >= 0) & (child == referrals.who) & (months_after(before, MONTHS_OF_A_YEAR) >= dates)
    return again


def _is_not_in_need(holdings: Holdings, referrals: Records) -> Flags:
    """True for referrals whose episode was closed because the child was found not to be in need."""
    episodes = holdings.of(CHILD_IN_NEED_EPISODES)
    closed = episodes.where(episodes.code("closure_reason", _NOT_IN_NEED) != UNKNOWN)
    own = child_and_day(referrals.who, referrals.day("referral_date"))
    return np.isin(own, child_and_day(closed.who, closed.day("start_date")))
