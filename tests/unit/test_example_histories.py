from __future__ import annotations

import hashlib
from datetime import timedelta
from itertools import pairwise

import pandas as pd
import pytest
from counted_plainly import counted, rows_of, working_days
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeguarding_report.errors import DataError
from safeguarding_report.example.histories import histories
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2023-24")
WHOLE = {
    "referrals": 400,
    "children_referred": 360,
    "rereferrals": 90,
    "children_rereferred": 80,
    "referrals_no_further_action": 20,
    "referrals_not_in_need": 100,
    "assessments_completed": 420,
    "assessments_same_day": 4,
    "assessments_61_or_more_days": 50,
    "section47_enquiries": 160,
    "children_with_section47_enquiry": 140,
    "initial_conferences": 60,
    "children_with_initial_conference": 57,
    "initial_conferences_0_to_10_days": 12,
    "initial_conferences_11_to_15_days": 30,
    "initial_conferences_16_to_20_days": 6,
    "initial_conferences_21_or_more_days": 8,
    "plans_starting": 55,
    "plans_starting_second_or_subsequent": 13,
    "plans_ending": 48,
    "plans_at_31_march": 50,
    "plans_at_31_march_3_months_or_less": 14,
    "plans_at_31_march_open_3_months": 38,
    "plans_reviewed_in_time": 31,
    "plans_at_31_march_neglect_initial": 22,
    "plans_at_31_march_sexual_latest": 6,
    "children_in_need_at_31_march": 300,
    "children_looked_after_at_31_march": 70,
    "children_starting_to_be_looked_after": 25,
    "children_ceasing_to_be_looked_after": 22,
}


def stated_and_counted(totals, year=YEAR, seed="a seed", authority="Z06000001"):
    made = histories(totals, authority, year, seed)
    counts = counted(made.tables, made.previous, year)
    return made, {item: counts[item] for item in totals}


def test_every_stated_total_is_met_exactly():
    _, counts = stated_and_counted(WHOLE)
    assert counts == WHOLE


def test_nothing_stated_gives_a_plausible_year():
    made, _ = stated_and_counted({})
    assert 60 < made.totals.referrals < 160


@pytest.mark.parametrize("start_year", range(2012, 2026))
def test_every_year_is_met_whatever_its_holidays_and_leap_day(start_year):
    totals = {**WHOLE, "plans_at_31_march_2_years_or_more": 4, "plans_at_31_march_1_to_2_years": 9}
    _, counts = stated_and_counted(totals, ReportingYear(start_year))
    assert counts == totals


def test_one_referral_of_one_child_is_enough_for_a_year():
    totals = {
        "referrals": 1,
        "children_referred": 1,
        "rereferrals": 1,
        "assessments_completed": 1,
        "section47_enquiries": 1,
        "initial_conferences": 1,
        "plans_starting": 1,
        "plans_at_31_march": 1,
    }
    _, counts = stated_and_counted(totals)
    assert counts == totals


def test_a_year_in_which_nothing_happened_is_empty():
    nothing = dict.fromkeys(WHOLE, 0)
    made, counts = stated_and_counted(nothing)
    assert counts == nothing
    assert made.tables["referrals"].empty


def test_more_assessments_than_referrals_are_met():
    totals = {"referrals": 40, "assessments_completed": 130, "section47_enquiries": 30}
    _, counts = stated_and_counted(totals)
    assert counts == totals


def test_parts_that_fall_short_leave_a_duration_unknown():
    bands = {
        "assessments_completed": 12,
        "assessments_same_day": 1,
        "assessments_1_to_10_days": 1,
        "assessments_11_to_20_days": 1,
        "assessments_21_to_30_days": 1,
        "assessments_31_to_40_days": 1,
        "assessments_41_to_45_days": 1,
        "assessments_46_to_50_days": 1,
        "assessments_51_to_60_days": 1,
        "assessments_61_or_more_days": 1,
    }
    made, counts = stated_and_counted({"referrals": 30, **bands})
    assert counts == {"referrals": 30, **bands}
    assert made.tables["assessments"]["referral_date"].isna().sum() == 3


@pytest.mark.parametrize(
    "totals",
    [
        {"referrals": 10, "children_referred": 11},
        {"referrals": 10, "children_referred": 5, "rereferrals": 4},
        {"plans_at_31_march": 10, "plans_starting": 2, "plans_at_31_march_3_months_or_less": 3},
        {"plans_starting": 10, "plans_at_31_march": 3, "plans_ending": 2},
        {"plans_at_31_march_open_3_months": 3, "plans_reviewed_in_time": 4},
        {"initial_conferences": 3, "initial_conferences_0_to_10_days": 4},
    ],
)
def test_totals_that_cannot_be_are_refused(totals):
    with pytest.raises(DataError, match="Totals that cannot be"):
        histories(totals, "Z06000001", YEAR, "a seed")


@st.composite
def possible_totals(draw):
    def number(low, high):
        return draw(st.integers(low, max(low, high)))

    children = number(1, 150)
    again = number(0, children // 2)
    rereferrals = again + number(0, children)
    referrals = children + again
    conferences = number(0, 60)
    with_conference = number((conferences + 1) // 2, conferences)
    with_enquiry = with_conference + number(0, 60)
    enquiries = with_enquiry + (conferences - with_conference) + number(0, with_enquiry)
    durations = [number(0, 12) for _ in range(5)]
    open_three_months = sum(durations[1:]) + number(0, min(durations[0], 3))
    short, old = number(0, 20), number(0, 20)
    assessments = number(0, 2 * children)
    began, now = number(0, 20), number(0, 30)
    names = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")
    whole = {
        "referrals": referrals,
        "children_referred": children,
        "rereferrals": rereferrals,
        "referrals_no_further_action": number(0, again),
        "assessments_completed": assessments,
        "section47_enquiries": enquiries,
        "children_with_section47_enquiry": with_enquiry,
        "initial_conferences": conferences,
        "children_with_initial_conference": with_conference,
        "plans_starting": sum(durations[:3]) + short,
        "plans_ending": short + old,
        "plans_at_31_march": sum(durations),
        **{f"plans_at_31_march_{name}": count for name, count in zip(names, durations, strict=True)},
        "plans_at_31_march_open_3_months": open_three_months,
        "plans_reviewed_in_time": number(0, open_three_months),
        "children_in_need_at_31_march": number(0, 200),
        "children_looked_after_at_31_march": now,
        "children_starting_to_be_looked_after": began,
        "children_ceasing_to_be_looked_after": max(began - now, 0) + number(0, 20),
    }
    hidden = draw(st.sets(st.sampled_from(sorted(whole)), max_size=4))
    return {item: count for item, count in whole.items() if item not in hidden}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.generate],
)
@given(totals=possible_totals(), start_year=st.integers(2014, 2024))
def test_any_totals_that_can_be_are_met_exactly(totals, start_year):
    _, counts = stated_and_counted(totals, ReportingYear(start_year))
    assert counts == totals


def test_dates_are_in_order():
    made, _ = stated_and_counted(WHOLE)
    tables = made.tables
    referred = {}
    for row in rows_of(tables, "referrals"):
        referred.setdefault(row["child"], []).append(row["referral_date"])
    for row in rows_of(tables, "assessments"):
        assert row["referral_date"] <= row["start_date"] <= row["authorisation_date"]
        assert row["referral_date"] in referred[row["child"]]
    started, conferred = {}, {}
    for row in rows_of(tables, "section47_enquiries"):
        assert min(referred[row["child"]]) <= row["start_date"]
        assert row["conference_date"] is None or row["start_date"] <= row["conference_date"]
        started.setdefault(row["child"], []).append(row["start_date"])
    for row in rows_of(tables, "initial_conferences"):
        conferred.setdefault(row["child"], []).append(row["conference_date"])
        if row["section47_start_date"]:
            assert row["section47_start_date"] in started[row["child"]]
    for row in rows_of(tables, "child_protection_plans"):
        assert row["end_date"] is None or row["start_date"] < row["end_date"]
        assert min(referred[row["child"]]) <= row["start_date"]
    for row in rows_of(tables, "child_protection_reviews"):
        assert row["plan_start_date"] < row["review_date"] <= YEAR.end
    for row in rows_of(tables, "child_in_need_episodes"):
        assert row["end_date"] is None or row["start_date"] <= row["end_date"] <= YEAR.end


def test_a_plan_starts_on_the_day_of_its_conference():
    made, _ = stated_and_counted(WHOLE)
    held = {(row["child"], row["conference_date"]) for row in rows_of(made.tables, "initial_conferences")}
    starts = [row for row in rows_of(made.tables, "child_protection_plans") if row["start_date"] >= YEAR.start]
    assert 55 == sum((row["child"], row["start_date"]) in held for row in starts)


def test_no_child_is_in_two_episodes_of_need_on_one_day():
    made, _ = stated_and_counted(WHOLE)
    spans = {}
    for row in rows_of(made.tables, "child_in_need_episodes"):
        spans.setdefault(row["child"], []).append((row["start_date"], row["end_date"] or YEAR.end + timedelta(days=1)))
    for own in spans.values():
        own.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(own))


def test_children_on_an_open_plan_or_in_care_are_in_need():
    made, _ = stated_and_counted(WHOLE)
    in_need = {row["child"] for row in rows_of(made.tables, "child_in_need_episodes") if row["end_date"] is None}
    for name in ("child_protection_plans", "looked_after_episodes"):
        rows = [row for row in rows_of(made.tables, name) if row.get("legal_status") != "V4"]
        assert {row["child"] for row in rows if row["end_date"] is None} - in_need == set()


def test_last_years_referrals_make_rereferrals_of_this_year():
    made, _ = stated_and_counted(WHOLE)
    alone = counted(made.tables, {"referrals": made.tables["referrals"].head(0)}, YEAR)
    assert alone["rereferrals"] < 90
    assert made.previous["referrals"]["referral_date"].max() < pd.Timestamp(YEAR.start)


def test_the_same_seed_gives_the_same_histories_and_another_seed_others():
    def digest(seed):
        made = histories(WHOLE, "Z06000001", YEAR, seed)
        text = "".join(frame.to_csv() for frame in made.tables.values())
        return hashlib.sha256(text.encode()).hexdigest()

    assert digest("one") == digest("one")
    assert digest("one") != digest("another")


def test_histories_have_every_child_level_table_in_its_form():
    made, _ = stated_and_counted(WHOLE)
    assert [table.name for table in CHILD_TABLES] == list(made.tables)
    for table in CHILD_TABLES:
        table.check(made.tables[table.name])
    assert set(made.birth_dates.index) == set(made.tables["children"]["child"])


def test_plain_counting_of_working_days_knows_bank_holidays():
    good_friday_week = pd.Timestamp("2024-03-28").date()
    assert 1 == working_days(good_friday_week, pd.Timestamp("2024-04-02").date())
