"""A report works out what its page shows: shares beside others, and quarters of two years."""

from __future__ import annotations

import pandas as pd
import pytest

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.kept import BESIDE, needed
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear(2023)
PLANS, PUPILS = next(iter(BESIDE.items()))
QUARTERS = "section47_enquiries_by_quarter_count"


def kept(*rows):
    """Return the rows, as measure, area and period, that are left of these."""
    results = pd.DataFrame(rows, columns=["measure", "area_code", "time_period"])
    return [tuple(row) for row in needed(results, MEASURES, YEAR).itertuples(index=False)]


@pytest.mark.parametrize(
    ("beside", "is_kept"),
    [
        ((PUPILS, "Z06000001", "202324"), True),
        ((PUPILS, "Z06000001", "202223"), False),
        ((PUPILS, "Z09000001", "202324"), False),
        (("pupils_school_census_count", "Z06000001", "202324"), False),
    ],
)
def test_shares_of_plans_are_kept_where_pupils_of_the_same_area_and_year_stand_beside_them(beside, is_kept):
    shares, count = (PLANS, "Z06000001", "202324"), (PLANS.replace("_percent", "_count"), "Z06000001", "202324")
    assert [*([shares] if is_kept else []), count, beside] == kept(shares, count, beside)


def test_quarters_from_returns_are_kept_of_the_year_and_the_one_before_alone():
    rows = [(QUARTERS, "Z06000001", period) for period in ("202122", "202223", "202324")]
    official = ("referrals_by_quarter_count", "Z06000001", "202122")
    assert [*rows[1:], official] == kept(*rows, official)


def test_whatever_is_set_beside_another_is_a_measure_with_the_same_categories():
    by_id = {one: measure for measure in MEASURES for one in measure.ids}
    assert all(by_id[some].categories == by_id[others].categories for some, others in BESIDE.items())
