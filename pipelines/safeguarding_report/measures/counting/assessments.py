"""Counts of assessments: how many were completed, how long they took, and in how many a factor was identified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.measures.counting.days import in_year, working_days_between
from safeguarding_report.measures.counting.records import band_of, child_and_day
from safeguarding_report.tables.children import ASSESSMENT_FACTORS, ASSESSMENTS

if TYPE_CHECKING:
    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.records import Holdings
    from safeguarding_report.year import ReportingYear

BANDS = {
    "same_day": 0, "1_to_10_days": 10, "11_to_20_days": 20, "21_to_30_days": 30, "31_to_40_days": 40,
    "41_to_45_days": 45, "46_to_50_days": 50, "51_to_60_days": 60,
}  # fmt: skip
"""The bands of the department's table c2, and the last working day of each; one more band has no end."""

_BAND_ITEMS = tuple(f"assessments_{band}" for band in (*BANDS, "61_or_more_days"))

ITEMS = ("assessments_completed", *_BAND_ITEMS, "assessments_with_a_factor")


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the assessments authorised in the year; one child, one start and one authorisation is one assessment.

    A duration runs from the referral. Without a referral, or authorised before it, it is unknown: in no band.
    """
    all_assessments = holdings.of(ASSESSMENTS)
    completed = all_assessments.where(in_year(all_assessments.day("authorisation_date"), year)).once_per(
        "start_date", "authorisation_date"
    )
    timed = completed.where(completed.day("referral_date") <= completed.day("authorisation_date"))
    lasted = working_days_between(timed.day("referral_date"), timed.day("authorisation_date"))
    factors = holdings.of(ASSESSMENT_FACTORS)
    with_a_factor = np.isin(
        child_and_day(completed.who, completed.day("start_date")),
        child_and_day(factors.who, factors.day("assessment_start_date")),
    )
    return {
        "assessments_completed": completed.count(),
        **timed.count_by(band_of(lasted, list(BANDS.values())), _BAND_ITEMS),
        "assessments_with_a_factor": completed.where(with_a_factor).count(),
    }
