"""Times that looked-after children were missing are counted by the rules of docs/decisions/0010."""

from __future__ import annotations

import pytest
from counting_tables import counted

from safeguarding_report.formats.ssda903 import SUPPORTS_WITH_MISSING
from safeguarding_report.measures.counting import missing


def of(*rows):
    return counted("missing_episodes", *({"child": "a", "missing_type": "missing"} | row for row in rows))


def began(*days, **more):
    return [{"start_date": day, **more} for day in days]


def test_times_that_began_in_the_year_count_and_each_child_once():
    items = of(
        *began("2023-03-31", "2023-04-01", "2024-03-31", "2024-04-01"),
        *began("2023-05-01", child="b"),
        *began("2023-05-01", child="c", missing_type="away_without_authorisation"),
    )
    expected = {
        "missing_episodes": 3,
        "children_missing": 2,
        "children_missing_repeatedly": 0,
        "away_without_authorisation_episodes": 1,
        "children_away_without_authorisation": 1,
    }
    assert expected == {item: items[item] for item in expected}


def test_one_child_and_one_day_is_one_time():
    assert 1 == of(*began("2023-05-01", "2023-05-01"))["missing_episodes"]


@pytest.mark.parametrize(
    ("days", "repeated"),
    [
        (("2023-05-01", "2023-05-02"), 0),
        (("2023-05-01", "2023-06-01", "2023-07-30"), 1),
        (("2023-05-01", "2023-06-01", "2023-07-31"), 0),
        (("2023-05-01", "2023-05-01", "2023-05-02"), 0),
        (("2023-03-30", "2023-04-01", "2023-04-02"), 0),
        (("2023-05-03", "2023-05-01", "2023-05-02", "2023-05-04"), 1),
    ],
)
def test_a_third_time_within_90_days_is_repeated_and_each_child_counts_once(days, repeated):
    assert repeated == of(*began(*days))["children_missing_repeatedly"]


def test_times_of_two_children_do_not_make_one_repeated():
    items = of(*began("2023-05-01", "2023-05-02"), *began("2023-05-03", "2023-05-04", child="b"))
    assert 0 == items["children_missing_repeatedly"]


def test_times_away_do_not_make_a_child_missing_repeatedly():
    away = began("2023-05-03", missing_type="away_without_authorisation")
    assert 0 == of(*began("2023-05-01", "2023-05-02"), *away)["children_missing_repeatedly"]


def test_the_form_that_gives_them_gives_all_of_them():
    assert missing.ITEMS == SUPPORTS_WITH_MISSING


def test_children_offered_a_return_interview_count_once_each_and_who_accepted_was_offered():
    rows = [
        {"child": "a", "missing_episodes": 3, "interview_offered": "yes", "interview_accepted": "no"},
        {"child": "a", "missing_episodes": 1, "interview_offered": "yes", "interview_accepted": "no"},
        {"child": "b", "missing_episodes": 1, "interview_offered": "no", "interview_accepted": "no"},
        {"child": "c", "missing_episodes": 1, "interview_offered": "no", "interview_accepted": "yes"},
        {"child": "d", "missing_episodes": 0, "interview_offered": "yes", "interview_accepted": "yes"},
    ]
    items = counted("return_interviews", *rows)
    assert (3, 2, 1) == tuple(items[item] for item in missing.INTERVIEW_ITEMS)
