"""The registers of the invented partnership agree with each other, with its figures, and with what the gate asks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from safeguarding_report.disclosure.registers import ADDED_UP
from safeguarding_report.example.office_figures import office_figures
from safeguarding_report.example.partnership import YEARS
from safeguarding_report.example.registers import register_rows
from safeguarding_report.tables.partners import indicators_of
from safeguarding_report.year import ReportingYear

THRESHOLD = 5
LAST = YEARS[-1]


def pounds(year, kind):
    return sum(row["pounds"] for row in register_rows(year)["funding"] if row["kind"] == kind)


@pytest.mark.parametrize(("before", "year"), list(pairwise(YEARS)), ids=str)
def test_what_is_carried_forward_is_what_was_there_and_came_less_what_was_spent(before, year):
    expected = pounds(before, "carried forward") + pounds(year, "contribution") - pounds(year, "spending")
    assert expected == pounds(year, "carried forward")


def test_the_office_gives_every_figure_of_its_template_and_no_other():
    for year in YEARS:
        assert {indicator.id for indicator in indicators_of("partnership")} == set(office_figures(year))


def test_figures_of_the_office_are_counted_from_its_registers_by_hand():
    # 2019-20: courses with 120 and 180 places, to which 104 and 166 came; audits of 40 and 30 cases.
    figures = office_figures(ReportingYear(2019))
    assert (270, 300) == figures["trn_attended_of_places"]
    assert (70, None) == figures["aud_cases"]
    assert (1, 1) == figures["rr_in_15_days"]
    assert (532, None) == figures["vcf_children"]
    assert (186_000, None) == figures["fund_contributions"]


@pytest.mark.parametrize("register", ["training", "audits"])
def test_every_number_of_people_in_courses_and_audits_is_large_enough_to_print(register):
    names = {name for group in ADDED_UP[register] for name in group}
    for year in YEARS:
        small = [
            (number, name)
            for number, row in enumerate(register_rows(year)[register])
            for name in sorted(names & row.keys())
            if 1 <= row[name] <= THRESHOLD
        ]
        assert [] == small


def test_no_figure_that_courses_and_audits_add_up_to_nor_the_rest_of_a_share_is_hidden():
    for year in YEARS:
        for name, (number, of) in office_figures(year).items():
            if name.startswith(("trn_", "aud_cases", "vcf_")) and name != "trn_courses":
                assert number == 0 or number > THRESHOLD, (str(year), name)
                assert of is None or of - number > THRESHOLD, (str(year), name)


def test_a_request_is_asked_once_carried_and_closed_in_a_later_year_with_evidence():
    told = {}
    for year in YEARS:
        for row in register_rows(year)["recommendations"]:
            told.setdefault(row["recommendation"], []).append(
                (year.start_year, row["state"], row.get("board_view", ""))
            )
    assert [(2019, "open", ""), (2021, "done", "closed")] == told["Add a glossary to the next report"]
    assert all(states[-1][2] in {"open", "closed"} for states in told.values())
    closed = [row for year in YEARS for row in register_rows(year)["recommendations"] if row["state"] == "done"]
    assert 3 == len(closed)
    assert all({"evidence", "partnership_view", "board_view", "done_date"} <= row.keys() for row in closed)


def test_a_value_by_years_is_that_of_the_last_year_named_and_none_before_the_first():
    rates = {year.start_year: register_rows(year)["self_assessments"][1].get("rating") for year in YEARS}
    assert {2019: None, 2020: None, 2021: None, 2022: None, 2023: "Good"} == rates
    green = [register_rows(year)["self_assessments"][0]["green"] for year in YEARS]
    assert [34, 34, 38, 38, 40] == green
