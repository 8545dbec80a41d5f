"""The analyst's first look: this year against last year."""

from __future__ import annotations

import pandas as pd

from safeguarding_report.measures.movement import against_last_year
from safeguarding_report.partnership import Partnership
from safeguarding_report.year import ReportingYear

ARDEN = Partnership("arden", "Arden", "A", ("E08000026",))


def rows(*lines: tuple[str, str, str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(lines, columns=["measure", "area_code", "time_period", "value"])
    return table.assign(area_name="A place", breakdown=None, category=None)


def test_what_moved_most_stands_first_whichever_way_it_moved():
    moved = against_last_year(
        rows(
            ("referrals_rate", "E08000026", "202223", "100.0"),
            ("referrals_rate", "E08000026", "202324", "110.0"),
            ("rereferrals_percent", "E08000026", "202223", "20.0"),
            ("rereferrals_percent", "E08000026", "202324", "15.0"),
        ),
        ARDEN,
        ReportingYear(2023),
    )
    assert list(zip(moved["measure"], moved["change_percent"], strict=True)) == [
        ("rereferrals_percent", -25.0),
        ("referrals_rate", 10.0),
    ]


def test_other_areas_and_other_years_are_left_out():
    moved = against_last_year(
        rows(
            ("referrals_rate", "E92000001", "202324", "1.0"),
            ("referrals_rate", "E08000026", "202122", "1.0"),
            ("referrals_rate", "E08000026", "202324", "2.0"),
        ),
        ARDEN,
        ReportingYear(2023),
    )
    assert list(moved["area_code"]) == ["E08000026"]
    assert "202122" not in moved.columns


def test_there_is_no_change_from_nothing_or_from_a_symbol():
    moved = against_last_year(
        rows(
            ("a", "E08000026", "202223", "0"),
            ("a", "E08000026", "202324", "7"),
            ("b", "E08000026", "202223", None),
            ("b", "E08000026", "202324", "7"),
        ),
        ARDEN,
        ReportingYear(2023),
    )
    assert moved["change_percent"].isna().all()
