"""The reporting year in the three ways in which it is written."""

from __future__ import annotations

from datetime import date

import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.year import ReportingYear


def test_a_year_runs_from_1_april_to_31_march():
    year = ReportingYear.parse("2022-23")
    assert date(2022, 4, 1) == year.start
    assert date(2023, 3, 31) == year.end


def test_official_files_call_a_year_by_the_year_in_which_it_ends():
    assert ReportingYear.parse("2023-24") == ReportingYear.from_official(2024)
    assert ReportingYear.parse("2023-24").official_year == 2024


def test_our_files_write_it_without_the_hyphen():
    assert ReportingYear.parse("2023-24").time_period == "202324"
    assert ReportingYear.parse("2023-24") == ReportingYear.from_time_period("202324")


def test_the_century_turns():
    assert str(ReportingYear.parse("2099-00")) == "2099-00"
    assert ReportingYear.parse("2099-00").time_period == "209900"


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022/23", "2022-2023", "2022-24", "2022-22", "22-23", "1922-23", " 2022-23", "2022-23\n", "20٢٢-٢٣"],
)
def test_any_other_form_is_refused_with_the_form_that_was_expected(text):
    with pytest.raises(UsageError, match="Expected the form 2022-23"):
        ReportingYear.parse(text)


def test_the_last_years_stand_oldest_first():
    assert [str(year) for year in ReportingYear.parse("2023-24").last(3)] == ["2021-22", "2022-23", "2023-24"]
    assert ReportingYear.parse("2023-24").last(1) == [ReportingYear.parse("2023-24")]


def test_years_sort_by_time():
    years = [ReportingYear.parse(text) for text in ("2023-24", "2019-20")]
    assert sorted(years) == years[::-1]
    assert years[1] == ReportingYear.parse("2020-21").previous
