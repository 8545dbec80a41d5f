"""Each count is made by the rules of docs/decisions/0010: a tiny table, and the answer worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from counting_tables import counted, last_year, rows_of

from safeguarding_report.measures.counting.days import months_after, working_days_between


def day(text):
    return np.array([text], dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-03-01", "2024-03-01", 0),
        ("2024-03-01", "2024-03-02", 0),  # Friday to Saturday
        ("2024-03-01", "2024-03-04", 1),  # Friday to Monday
        ("2024-03-02", "2024-03-03", 0),  # Saturday to Sunday
        ("2024-03-02", "2024-03-04", 1),  # Saturday to Monday
        ("2024-03-28", "2024-04-02", 1),  # Good Friday and Easter Monday
        ("2023-05-05", "2023-05-09", 1),  # the coronation
        ("2022-09-16", "2022-09-20", 1),  # the Queen's funeral
        ("2024-12-24", "2024-12-27", 1),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays_of_england(start, end, expected):
    assert expected == working_days_between(day(start), day(end))[0]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2023-12-31", 3, "2024-03-31"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-01-15", 12, "2024-01-15"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(start, months, expected):
    assert np.datetime64(expected) == months_after(day(start), months)[0]


def test_a_referral_belongs_to_the_year_and_month_of_its_date():
    dates = ("2023-03-31", "2023-04-01", "2023-12-25", "2024-03-31", "2024-04-01")
    items = counted("referrals", *({"child": date, "referral_date": date} for date in dates))
    assert 3 == items["referrals"]
    assert [1, 1, 1] == [items[f"referrals_in_{month}"] for month in ("april", "december", "march")]
    assert 0 == items["referrals_in_may"]


def test_one_child_on_one_date_is_one_referral_and_on_two_dates_two():
    items = counted(
        "referrals",
        {"child": "a", "referral_date": "2023-05-01"},
        {"child": "a", "referral_date": "2023-05-01"},
        {"child": "a", "referral_date": "2023-05-02"},
        {"child": "b", "referral_date": "2023-05-02"},
    )
    assert (3, 2) == (items["referrals"], items["children_referred"])


def test_a_referral_from_nobody_known_is_counted_as_unknown():
    items = counted(
        "referrals",
        {"child": "a", "referral_date": "2023-05-01", "source": None},
        {"child": "b", "referral_date": "2023-05-01", "source": "unknown"},
        {"child": "c", "referral_date": "2023-05-01", "source": "schools"},
    )
    assert (2, 1, 0) == tuple(items[f"referrals_from_{source}"] for source in ("unknown", "schools", "police"))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("2022-05-09", "2023-05-10", 0),
        ("2022-05-10", "2023-05-10", 1),
        ("2022-05-11", "2023-05-10", 1),
        ("2023-05-09", "2023-05-10", 1),
    ],
)
def test_a_referral_is_one_again_when_the_last_was_at_most_twelve_months_before(before, now, expected):
    items = counted(
        "referrals",
        {"child": "a", "referral_date": now},
        before=last_year({"child": "a", "referral_date": before}),
    )
    assert (expected, expected) == (items["rereferrals"], items["children_rereferred"])


def test_a_year_after_29_february_ends_on_28_february():
    rows = ({"child": "a", "referral_date": "2024-02-29"}, {"child": "a", "referral_date": "2024-03-05"})
    assert 1 == counted("referrals", *rows, before=last_year())["rereferrals"]


def test_a_child_referred_three_times_was_referred_again_twice_and_is_one_child():
    dates = ("2023-04-05", "2023-07-01", "2024-02-01")
    items = counted("referrals", *({"child": "a", "referral_date": date} for date in dates), before=last_year())
    assert (2, 1) == (items["rereferrals"], items["children_rereferred"])


def test_another_childs_referral_makes_none_again():
    rows = ({"child": "a", "referral_date": "2023-05-01"}, {"child": "b", "referral_date": "2023-05-02"})
    assert 0 == counted("referrals", *rows, before=last_year())["rereferrals"]


def test_a_referral_before_the_year_is_known_by_the_episode_that_it_began_too():
    episodes = rows_of("child_in_need_episodes", {"child": "a", "start_date": "2022-11-01"})
    items = counted(
        "referrals",
        {"child": "a", "referral_date": "2023-06-01"},
        before=last_year(),
        child_in_need_episodes=episodes,
    )
    assert 1 == items["rereferrals"]


def test_not_in_need_is_a_referral_whose_own_episode_was_closed_for_it():
    episodes = rows_of(
        "child_in_need_episodes",
        {"child": "a", "start_date": "2023-05-01", "end_date": "2023-06-01", "closure_reason": "RC8"},
        {"child": "b", "start_date": "2023-05-01", "end_date": "2023-06-01", "closure_reason": "RC9"},
        {"child": "c", "start_date": "2023-05-01", "end_date": "2023-06-01", "closure_reason": "RC1"},
        {"child": "d", "start_date": "2023-04-30", "end_date": "2023-06-01", "closure_reason": "RC8"},
        {"child": "e", "start_date": "2023-05-01", "end_date": "2023-06-01", "closure_reason": "RC8"},
    )
    referrals = [{"child": child, "referral_date": "2023-05-01"} for child in "abcd"]
    closed = {"child": "e", "referral_date": "2023-05-01", "no_further_action": "yes"}
    items = counted("referrals", *referrals, closed, child_in_need_episodes=episodes)
    assert (2, 1) == (items["referrals_not_in_need"], items["referrals_no_further_action"])


def assessment(child, referred, authorised, started="2023-05-02"):
    return {"child": child, "referral_date": referred, "start_date": started, "authorisation_date": authorised}


def test_an_assessment_is_counted_where_it_was_authorised_in_the_year():
    items = counted(
        "assessments",
        assessment("a", "2023-03-01", "2023-03-31"),
        assessment("b", "2023-03-01", "2023-04-01"),
        assessment("c", "2024-03-28", "2024-03-31"),
        assessment("d", "2024-03-28", "2024-04-01"),
        assessment("e", "2024-03-28", None),
    )
    assert 2 == items["assessments_completed"]


def test_an_assessment_sent_twice_is_one_and_two_of_one_child_are_two():
    items = counted(
        "assessments",
        assessment("a", "2023-05-01", "2023-05-30"),
        assessment("a", "2023-05-01", "2023-05-30"),
        assessment("a", "2023-05-01", "2023-06-30", started="2023-06-01"),
    )
    assert 2 == items["assessments_completed"]


# 3 July 2023 is a Monday, and the next bank holiday is in August.
@pytest.mark.parametrize(
    ("authorised", "band"),
    [
        ("2023-07-03", "assessments_same_day"),
        ("2023-07-04", "assessments_1_to_10_days"),
        ("2023-07-17", "assessments_1_to_10_days"),
        ("2023-07-18", "assessments_11_to_20_days"),
        ("2023-08-25", "assessments_31_to_40_days"),
        ("2023-08-29", "assessments_31_to_40_days"),  # after the bank holiday: the fortieth working day
        ("2023-08-30", "assessments_41_to_45_days"),
        ("2023-09-05", "assessments_41_to_45_days"),  # 45
        ("2023-09-06", "assessments_46_to_50_days"),  # 46
        ("2023-09-12", "assessments_46_to_50_days"),
        ("2023-09-13", "assessments_51_to_60_days"),
        ("2023-09-26", "assessments_51_to_60_days"),
        ("2023-09-27", "assessments_61_or_more_days"),
    ],
)
def test_an_assessment_stands_in_the_band_of_its_working_days_since_the_referral(authorised, band):
    items = counted("assessments", assessment("a", "2023-07-03", authorised))
    bands = {item: number for item, number in items.items() if item.startswith("assessments_") and "day" in item}
    assert {band: 1} == {item: number for item, number in bands.items() if number}


def test_an_assessment_of_unknown_duration_is_in_the_total_and_in_no_band():
    items = counted(
        "assessments",
        assessment("a", None, "2023-07-10"),
        assessment("b", "2023-07-11", "2023-07-10"),
    )
    bands = [number for item, number in items.items() if item.startswith("assessments_") and "day" in item]
    assert (2, 0) == (items["assessments_completed"], sum(bands))


def test_an_assessment_with_two_factors_is_one_with_a_factor():
    factors = rows_of(
        "assessment_factors",
        {"child": "a", "assessment_start_date": "2023-05-02", "factor_code": "3B"},
        {"child": "a", "assessment_start_date": "2023-05-02", "factor_code": "4B"},
        {"child": "b", "assessment_start_date": "2023-05-03", "factor_code": "4B"},
    )
    rows = [assessment(child, "2023-05-01", "2023-05-30") for child in "ab"]
    assert 1 == counted("assessments", *rows, assessment_factors=factors)["assessments_with_a_factor"]


def test_an_enquiry_is_counted_where_it_started_and_its_child_once():
    items = counted(
        "section47_enquiries",
        {"child": "a", "start_date": "2023-03-31"},
        {"child": "a", "start_date": "2023-04-01"},
        {"child": "a", "start_date": "2023-04-01"},
        {"child": "a", "start_date": "2024-03-31"},
    )
    assert (2, 1) == (items["section47_enquiries"], items["children_with_section47_enquiry"])


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2023-04-01", 1), ("2023-06-30", 1), ("2023-07-01", 2), ("2023-09-30", 2), ("2023-10-01", 3), ("2023-12-31", 3),
     ("2024-01-01", 4), ("2024-03-31", 4)],
)  # fmt: skip
@pytest.mark.parametrize(
    ("table", "column", "item"),
    [("section47_enquiries", "start_date", "section47_enquiries"),
     ("child_protection_plans", "start_date", "plans_starting")],
)  # fmt: skip
def test_an_event_stands_in_the_quarter_of_its_own_date(table, column, item, day, quarter):
    items = counted(table, {"child": "a", column: day}, {"child": "a", column: "2023-03-31"})
    assert {f"{item}_in_quarter_{quarter}"} == {name for name, n in items.items() if "_in_quarter_" in name and n}


def test_four_quarters_add_up_to_the_year():
    items = counted(
        "section47_enquiries",
        {"child": "a", "start_date": "2023-06-30"},
        {"child": "a", "start_date": "2023-07-01"},
        {"child": "b", "start_date": "2024-01-02"},
        {"child": "b", "start_date": "2024-01-02"},
    )
    by_quarter = [items[f"section47_enquiries_in_quarter_{place}"] for place in (1, 2, 3, 4)]
    assert [1, 1, 0, 1] == by_quarter
    assert items["section47_enquiries"] == sum(by_quarter)


# 3 July 2023 is a Monday.
@pytest.mark.parametrize(
    ("held", "band"),
    [("2023-07-03", "0_to_10"), ("2023-07-17", "0_to_10"), ("2023-07-18", "11_to_15"), ("2023-07-24", "11_to_15"),
     ("2023-07-25", "16_to_20"), ("2023-07-31", "16_to_20"), ("2023-08-01", "21_or_more")],
)  # fmt: skip
def test_a_conference_stands_in_the_band_of_its_working_days_since_the_enquiry(held, band):
    items = counted(
        "initial_conferences", {"child": "a", "conference_date": held, "section47_start_date": "2023-07-03"}
    )
    bands = {item for item, number in items.items() if item.startswith("initial_conferences_") and number}
    assert {f"initial_conferences_{band}_days"} == bands


def test_one_conference_in_two_places_is_one_and_runs_from_the_earliest_enquiry():
    enquiries = rows_of(
        "section47_enquiries",
        {"child": "a", "start_date": "2023-07-03", "conference_date": "2023-07-18"},
        {"child": "a", "start_date": "2023-07-10", "conference_date": "2023-07-18"},
    )
    items = counted(
        "initial_conferences", {"child": "a", "conference_date": "2023-07-18"}, section47_enquiries=enquiries
    )
    assert (1, 1) == (items["initial_conferences"], items["children_with_initial_conference"])
    assert 1 == items["initial_conferences_11_to_15_days"]


def test_a_conference_without_an_enquiry_or_before_it_is_in_no_band():
    items = counted(
        "initial_conferences",
        {"child": "a", "conference_date": "2023-07-18"},
        {"child": "b", "conference_date": "2023-07-18", "section47_start_date": "2023-07-19"},
    )
    bands = [number for item, number in items.items() if item.startswith("initial_conferences_")]
    assert (2, 0) == (items["initial_conferences"], sum(bands))


def test_children_in_need_are_open_episodes_at_31_march():
    items = counted(
        "child_in_need_episodes",
        {"child": "a", "start_date": "2024-03-31"},
        {"child": "b", "start_date": "2024-04-01"},
        {"child": "c", "start_date": "2020-01-01", "end_date": "2024-03-31"},
        {"child": "d", "start_date": "2020-01-01", "end_date": "2024-04-01"},
        {"child": "e", "start_date": "2020-01-01", "end_date": "2023-03-31"},
        {"child": "f", "start_date": "2020-01-01", "end_date": "2023-04-01"},
        {"child": "f", "start_date": "2023-05-01", "end_date": "2023-06-01"},
    )
    expected = {
        "children_in_need_at_31_march": 2,
        "children_in_need_episodes_at_any_point": 5,
        "children_in_need_at_any_point": 4,
        "children_in_need_episodes_starting": 2,
        "children_in_need_episodes_ending": 3,
        "children_ceasing_to_be_in_need": 2,
    }
    assert expected == {item: items[item] for item in expected}
