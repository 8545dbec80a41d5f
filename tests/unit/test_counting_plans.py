"""Child protection plans and looked-after children are counted by the rules of docs/decisions/0010."""

from __future__ import annotations

import pytest
from counting_tables import counted, rows_of

DURATIONS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")


def plans(*rows, reviews=()):
    held = [{"child": "a", "plan_start_date": start, "review_date": date} for start, date in reviews]
    more = {"child_protection_reviews": rows_of("child_protection_reviews", *held)} if held else {}
    return counted("child_protection_plans", *({"child": "a"} | row for row in rows), **more)


def test_plans_start_end_and_are_open_at_31_march():
    items = plans(
        {"start_date": "2023-04-01", "end_date": "2024-03-31"},
        {"child": "b", "start_date": "2024-03-31"},
        {"child": "c", "start_date": "2022-01-01", "end_date": "2023-03-31"},
        {"child": "d", "start_date": "2022-01-01", "end_date": "2023-04-01"},
        {"child": "d", "start_date": "2023-08-01", "end_date": "2023-09-01"},
        {"child": "e", "start_date": "2022-01-01", "end_date": "2024-04-01"},
    )
    expected = {
        "plans_starting": 3,
        "children_starting_a_plan": 3,
        "plans_ending": 3,
        "children_ending_a_plan": 2,
        "plans_at_31_march": 2,
        "plans_at_any_point": 5,
        "children_on_a_plan_at_any_point": 4,
    }
    assert expected == {item: items[item] for item in expected}


def test_one_child_and_one_start_is_one_plan():
    assert 1 == plans({"start_date": "2023-05-01"}, {"start_date": "2023-05-01"})["plans_at_31_march"]


@pytest.mark.parametrize(("previous", "expected"), [(0, 0), (1, 1), (3, 1)])
def test_a_plan_is_a_second_or_later_one_as_the_sender_states_it(previous, expected):
    items = plans({"start_date": "2023-05-01", "previous_plans": previous})
    assert expected == items["plans_starting_second_or_subsequent"]


def test_plans_have_an_initial_and_a_latest_category():
    items = plans(
        {"start_date": "2023-05-01", "initial_category": "neglect", "latest_category": "emotional"},
        {"child": "b", "start_date": "2022-05-01", "initial_category": "neglect", "latest_category": "neglect"},
    )
    assert (2, 1) == (items["plans_at_31_march_neglect_initial"], items["plans_at_31_march_neglect_latest"])
    assert (1, 1) == (items["plans_starting_neglect_initial"], items["plans_starting_emotional_latest"])


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2024-03-31", 0),
        ("2023-12-31", 0),
        ("2023-12-30", 1),
        ("2023-09-30", 1),  # plus six months is 30 March, and so one band later
        ("2023-10-01", 1),
        ("2023-04-02", 2),  # 364 days
        ("2023-04-01", 3),  # 365 days
        ("2022-04-02", 3),  # 729 days
        ("2022-04-01", 4),  # 730 days
    ],
)
def test_a_plan_stands_in_the_band_of_its_duration_at_31_march(start, expected):
    items = plans({"start_date": start})
    # 30 September plus six months is 30 March: over before the day.
    place = 2 if start == "2023-09-30" else expected
    assert {DURATIONS[place]: 1} == {
        duration: items[f"plans_at_31_march_{duration}"]
        for duration in DURATIONS
        if items[f"plans_at_31_march_{duration}"]
    }


def test_a_plan_that_ended_stands_in_the_band_of_its_duration_at_its_end():
    items = plans({"start_date": "2023-04-01", "end_date": "2023-07-01"})
    assert (1, 0) == (items["plans_ending_3_months_or_less"], items["plans_at_31_march"])


@pytest.mark.parametrize(("start", "expected"), [("2023-12-31", 1), ("2024-01-01", 0), ("2023-12-30", 1)])
def test_a_plan_of_31_december_is_three_months_old(start, expected):
    assert expected == plans({"start_date": start})["plans_at_31_march_open_3_months"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((), 0),
        (("2023-08-01",), 0),  # the first in time, the next by 1 February not held
        (("2023-08-01", "2024-02-01"), 1),
        (("2023-08-01", "2024-02-02"), 0),
        (("2023-08-02", "2024-02-01"), 0),
        (("2023-08-01", "2023-09-30", "2024-03-30"), 1),
        (("2023-08-01", "2023-10-01"), 1),  # the next is due on 1 April
        (("2023-08-01", "2023-09-30"), 0),  # the next was due on 30 March
        (("2023-08-01", "2023-09-30", "2024-04-01"), 0),  # held after the year: not looked at
        (("2023-04-30", "2023-08-01", "2023-10-01"), 1),  # before the plan: none of it
    ],
)
def test_reviews_are_in_time_at_three_months_and_then_six_monthly(dates, expected):
    items = plans({"start_date": "2023-05-01"}, reviews=[("2023-05-01", date) for date in dates])
    assert expected == items["plans_reviewed_in_time"]


def test_a_review_belongs_to_its_own_plan():
    items = plans(
        {"start_date": "2023-12-01"},
        {"child": "b", "start_date": "2023-12-01"},
        reviews=[("2023-12-01", "2024-02-01")],
    )
    assert (2, 1) == (items["plans_at_31_march_open_3_months"], items["plans_reviewed_in_time"])


def looked_after(*rows):
    items = counted("looked_after_episodes", *({"child": "a", "legal_status": "C2"} | row for row in rows))
    return tuple(
        items[f"children_{which}"]
        for which in (
            "looked_after_at_31_march",
            "starting_to_be_looked_after",
            "ceasing_to_be_looked_after",
        )
    )


def test_periods_that_follow_each_other_at_once_are_one_time():
    periods = (
        {"start_date": "2022-01-01", "end_date": "2023-06-01"},
        {"start_date": "2023-06-01", "end_date": "2023-09-01"},
    )
    assert (0, 0, 1) == looked_after(*periods)


def test_a_day_between_two_periods_makes_two_times():
    periods = ({"start_date": "2022-01-01", "end_date": "2023-06-01"}, {"start_date": "2023-06-02"})
    assert (1, 1, 1) == looked_after(*periods)


def test_a_period_within_a_longer_one_ends_nothing():
    periods = ({"start_date": "2022-01-01"}, {"start_date": "2023-06-01", "end_date": "2023-07-01"})
    assert (1, 0, 0) == looked_after(*periods)


def test_a_child_who_comes_and_goes_twice_counts_once_each_way():
    periods = (
        {"start_date": "2023-05-01", "end_date": "2023-06-01"},
        {"start_date": "2023-07-01", "end_date": "2024-03-31"},
    )
    assert (0, 1, 1) == looked_after(*periods)


@pytest.mark.parametrize(("status", "expected"), [("V2", 1), ("V3", 0), ("V4", 0), (None, 1)])
def test_short_breaks_are_left_out(status, expected):
    assert (expected, expected, 0) == looked_after({"start_date": "2023-05-01", "legal_status": status})


@pytest.mark.parametrize(("end", "expected"), [("2024-03-31", 0), ("2024-04-01", 1), (None, 1)])
def test_a_child_who_leaves_on_31_march_is_not_looked_after_at_31_march(end, expected):
    assert expected == looked_after({"start_date": "2022-05-01", "end_date": end})[0]
