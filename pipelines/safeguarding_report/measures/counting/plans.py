"""Counts of child protection plans: starting, ending, open, for what, how long, and whether reviewed in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import (
    day,
    in_year,
    months_after,
    open_at_the_end,
    open_in_year,
    quarter_of,
)
from safeguarding_report.measures.counting.records import child_and_day
from safeguarding_report.tables.children import CHILD_PROTECTION_PLANS, CHILD_PROTECTION_REVIEWS
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE, QUARTERS

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Days, Flags, Numbers
    from safeguarding_report.measures.counting.records import Holdings, Records
    from safeguarding_report.year import ReportingYear

DURATIONS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")

FIRST_REVIEW_MONTHS, NEXT_REVIEW_MONTHS = 3, 6
"""Working Together: the first review within three months, the next ones at most six months apart."""

_MONTHS_OF_FIRST_BANDS = (3, 6)
_ONE_YEAR_DAYS, _TWO_YEARS_DAYS = 365, 730
"""The department's "more than 729 days" is two years or more."""

_WHEN = ("initial", "latest")

_STARTING_BY_QUARTER = tuple(f"plans_starting_in_{quarter}" for quarter in QUARTERS)

ITEMS = (
    "plans_starting", "children_starting_a_plan", "plans_ending", "children_ending_a_plan",
    "plans_at_any_point", "children_on_a_plan_at_any_point", "plans_at_31_march",
    "plans_starting_second_or_subsequent",
    *(f"plans_{which}_{category}_{when}" for which in ("starting", "at_31_march") for when in _WHEN
      for category in CATEGORY_OF_ABUSE),
    *(f"plans_{which}_{duration}" for which in ("at_31_march", "ending") for duration in DURATIONS),
    "plans_at_31_march_open_3_months",
    "plans_reviewed_in_time",
    *_STARTING_BY_QUARTER,
)  # fmt: skip


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the plans of the year; one child and one start is one plan."""
    plans = holdings.of(CHILD_PROTECTION_PLANS).once_per("start_date")
    start, end = plans.day("start_date"), plans.day("end_date")
    starting = plans.where(in_year(start, year))
    ending = plans.where(in_year(end, year))
    at_any_point = plans.where(open_in_year(start, end, year))
    at_the_end = plans.where(open_at_the_end(start, end, year))
    open_3_months = at_the_end.where(months_after(at_the_end.day("start_date"), FIRST_REVIEW_MONTHS) <= day(year.end))
    return {
        "plans_starting": starting.count(),
        "children_starting_a_plan": starting.count_children(),
        **starting.count_by(quarter_of(starting.day("start_date"), year), _STARTING_BY_QUARTER),
        "plans_ending": ending.count(),
        "children_ending_a_plan": ending.count_children(),
        "plans_at_any_point": at_any_point.count(),
        "children_on_a_plan_at_any_point": at_any_point.count_children(),
        "plans_at_31_march": at_the_end.count(),
        "plans_starting_second_or_subsequent": starting.where(starting.number("previous_plans") > 0).count(),
        **_by_category(starting, "starting"),
        **_by_category(at_the_end, "at_31_march"),
        **_by_duration(at_the_end, np.full(len(at_the_end), day(year.end)), "at_31_march"),
        **_by_duration(ending, ending.day("end_date"), "ending"),
        "plans_at_31_march_open_3_months": open_3_months.count(),
        "plans_reviewed_in_time": open_3_months.where(
            _is_reviewed_in_time(open_3_months, holdings.of(CHILD_PROTECTION_REVIEWS), year)
        ).count(),
    }


def _by_category(plans: Records, which: str) -> dict[str, Numbers]:
    counts: dict[str, Numbers] = {}
    for when in _WHEN:
        names = (f"plans_{which}_{category}_{when}" for category in CATEGORY_OF_ABUSE)
        counts |= plans.count_by(plans.code(f"{when}_category", CATEGORY_OF_ABUSE), names)
    return counts


def _by_duration(plans: Records, until: Days, which: str) -> dict[str, Numbers]:
    start = plans.day("start_date")
    lasted = (until - start).astype(np.int64)
    first_months, next_months = (months_after(start, months) for months in _MONTHS_OF_FIRST_BANDS)
    place = np.select(
        [first_months >= until, next_months >= until, lasted < _ONE_YEAR_DAYS, lasted < _TWO_YEARS_DAYS],
        range(len(DURATIONS) - 1),
        default=len(DURATIONS) - 1,
    )
    return plans.count_by(place, (f"plans_{which}_{duration}" for duration in DURATIONS))


def _is_reviewed_in_time(plans: Records, reviews: Records, year: ReportingYear) -> Flags:
    """True for plans with every review in time, and none due by 31 March that was not held.

    A review before the plan's start is none of it, and one after 31 March is not looked at.
    """
    own = child_and_day(plans.who, plans.day("start_date"))
    plan, start, held = child_and_day(reviews.who, reviews.day("plan_start_date")), *_days_of(reviews)
    rows = pd.DataFrame({"plan": plan, "start": start, "held": held})
    looked_at = rows[(held >= start) & (held <= day(year.end)) & np.isin(plan, own)].sort_values(["plan", "held"])
    held = looked_at["held"].to_numpy("datetime64[D]")
    plan = looked_at["plan"].to_numpy(np.int64)
    another = plan[1:] != plan[:-1]
    is_first, is_last = np.append([True], another)[: len(plan)], np.append(another, [True])[: len(plan)]
    due = months_after(held, NEXT_REVIEW_MONTHS)
    was_due = np.where(
        is_first,
        months_after(looked_at["start"].to_numpy("datetime64[D]"), FIRST_REVIEW_MONTHS),
        np.roll(due, 1),
    )
    late = (held > was_due) | (is_last & (due < day(year.end)))
    return np.isin(own, plan) & ~np.isin(own, plan[late])


def _days_of(reviews: Records) -> tuple[Days, Days]:
    return reviews.day("plan_start_date"), reviews.day("review_date")
