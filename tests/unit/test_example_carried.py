"""What was open at 31 March goes on in the histories of the year after: the same children, the same dates."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from counted_plainly import counted, rows_of

from safeguarding_report.errors import DataError
from safeguarding_report.example.histories import histories
from safeguarding_report.year import ReportingYear

FIRST, SECOND, THIRD = (ReportingYear(start) for start in (2022, 2023, 2024))
TOTALS = {
    "referrals": 400,
    "children_referred": 360,
    "section47_enquiries": 160,
    "initial_conferences": 60,
    "plans_starting": 55,
    "plans_ending": 48,
    "plans_at_31_march": 50,
    "children_in_need_at_31_march": 300,
    "children_looked_after_at_31_march": 70,
    "children_starting_to_be_looked_after": 25,
    "children_ceasing_to_be_looked_after": 22,
}
GOES_ON = {
    "child_in_need_episodes": ["primary_need"],
    "child_protection_plans": ["initial_category", "previous_plans"],
    "looked_after_episodes": ["legal_status", "reason_started", "unaccompanied"],
    "placements": ["placement_type", "provider"],
}


def later(plans, cared_for):
    return TOTALS | {"plans_at_31_march": plans, "children_looked_after_at_31_march": cared_for}


@pytest.fixture(scope="module")
def years():
    first = histories(TOTALS, "Z06000001", FIRST, "a seed")
    second = histories(later(57, 73), "Z06000001", SECOND, "a seed", first)
    return first, second, histories(later(64, 76), "Z06000001", THIRD, "a seed", second)


def keys(rows, columns):
    return sorted(rows[["child", "start_date", *columns]].astype(str).itertuples(index=False, name=None))


@pytest.mark.parametrize("name", GOES_ON)
def test_what_is_open_at_31_march_is_what_the_year_after_begins_with(years, name):
    for before, now in pairwise(years):
        april = pd.Timestamp(now.year.start)
        earlier, rows = before.tables[name], now.tables[name]
        still_open = earlier[earlier["end_date"].isna()]
        begun = rows[(rows["start_date"] < april) & ~(rows["end_date"] < april)]
        assert len(still_open) > 0
        assert keys(still_open, GOES_ON[name]) == keys(begun, GOES_ON[name])


@pytest.mark.parametrize("name", ["child_in_need_episodes", "child_protection_plans"])
def test_stock_and_flow_hold(years, name):
    for before, now in pairwise(years):
        rows, april = now.tables[name], pd.Timestamp(now.year.start)
        at_the_start = int(before.tables[name]["end_date"].isna().sum())
        started, ended = int((rows["start_date"] >= april).sum()), int((rows["end_date"] >= april).sum())
        assert at_the_start + started - ended == int(rows["end_date"].isna().sum())


def test_every_stated_total_is_met_in_the_years_after_too(years):
    for now, totals in zip(years, (TOTALS, later(57, 73), later(64, 76)), strict=True):
        counts = counted(now.tables, now.previous, now.year)
        assert totals == {item: counts[item] for item in totals}


def test_reviews_of_the_year_before_stay_as_they_were(years):
    for before, now in pairwise(years):
        plans = before.tables["child_protection_plans"]
        ids = plans.loc[plans["end_date"].isna(), "child"]
        earlier, later_ones = (one.tables["child_protection_reviews"] for one in (before, now))
        earlier = earlier[earlier["child"].isin(ids)]
        later_ones = later_ones[later_ones["child"].isin(ids)]
        later_ones = later_ones[later_ones["review_date"] < pd.Timestamp(now.year.start)]
        columns = ["child", "plan_start_date", "review_date"]
        assert len(earlier) > 0
        assert earlier[columns].to_numpy().tolist() == later_ones[columns].to_numpy().tolist()


def test_a_child_who_goes_on_is_the_same_child(years):
    for before, now in pairwise(years):
        episodes = before.tables["child_in_need_episodes"]
        ids = episodes.loc[episodes["end_date"].isna(), "child"]
        assert before.birth_dates[ids].tolist() == now.birth_dates[ids].tolist()
        columns = ["sex", "ethnicity", "disabled"]
        of_each = [one.tables["children"].set_index("child").loc[ids, columns] for one in (before, now)]
        pd.testing.assert_frame_equal(*of_each)


def test_a_child_who_grew_up_in_the_year_is_not_in_need_at_its_end(years):
    for now in years[1:]:
        episodes = now.tables["child_in_need_episodes"]
        in_need = set(episodes.loc[episodes["end_date"].isna(), "child"])
        children = now.tables["children"]
        assert in_need & set(children.loc[children["age_group"] == "18_and_over", "child"]) == set()


def test_children_who_come_again_the_year_after_are_still_under_18_and_have_one_plan_at_a_time(years):
    for before, after in pairwise(years):
        assert set(after.tables["children"]["child"]) & set(before.tables["children"]["child"])
        for name in ("contacts", "referrals", "assessments", "section47_enquiries", "child_protection_plans"):
            assert "18_and_over" not in set(after.tables[name]["age_group"]), name
        periods = after.tables["looked_after_episodes"]
        within = periods[periods["start_date"] >= pd.Timestamp(after.year.start)]
        assert "18_and_over" not in {*within["age_group"], *after.tables["missing_episodes"]["age_group"]}
        for name in ("child_protection_plans", "looked_after_episodes", "placements"):
            times = {}
            for row in rows_of(after.tables, name):
                times.setdefault(row["child"], []).append(row)
            for own in times.values():
                own.sort(key=lambda row: row["start_date"])
                assert all(
                    earlier["end_date"] and earlier["end_date"] <= later_one["start_date"]
                    for earlier, later_one in pairwise(own)
                )


@pytest.mark.parametrize("totals", [later(58, 73), later(57, 74)])
def test_totals_that_do_not_go_on_from_the_year_before_are_refused(years, totals):
    with pytest.raises(DataError, match="do not go on from those of the year before"):
        histories(totals, "Z06000001", SECOND, "a seed", years[0])
