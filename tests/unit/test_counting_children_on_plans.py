"""Plans at 31 March by who the children are: counted from made-up returns, each answer worked out by hand."""

from __future__ import annotations

import pytest
from counting_tables import counted, rows_of

from safeguarding_report.measures.counting.children_on_plans import ALL_COUNTED, BREAKDOWNS, ITEMS
from safeguarding_report.tables.code_lists import AGE_GROUP, DISABILITY, ETHNICITY, SEX


def by_child(*plans, children):
    listed = [
        {"sex": "female", "ethnicity": "WBRI", "disabled": "no", "age_group": "5_to_9", **one} for one in children
    ]
    held = {"children": rows_of("children", *listed)} if listed else {}
    found = counted("child_protection_plans", *plans, **held)
    parts = {item: found[item] for item in ITEMS if item != ALL_COUNTED and found[item]}
    return {item.removeprefix("plans_at_31_march_of_"): number for item, number in parts.items()}


def open_plan(child, start="2023-05-01"):
    return {"child": child, "start_date": start}


def test_an_open_plan_counts_once_in_each_breakdown():
    children = [{"child": "a", "sex": "male", "ethnicity": "CHNE", "disabled": "yes", "age_group": "unborn"}]

    expected = {"under_5": 1, "sex_male": 1, "asian": 1, "disability_yes": 1}
    assert expected == by_child(open_plan("a"), children=children)


def test_the_age_is_that_of_31_march_and_not_of_the_day_the_plan_began():
    plan = open_plan("a") | {"age_group": "10_to_15"}

    assert 1 == by_child(plan, children=[{"child": "a", "age_group": "16_to_17"}])["16_and_over"]


def test_shares_are_of_all_plans_that_are_open_whoever_is_known():
    plans = [open_plan("a"), open_plan("b"), open_plan("c") | {"end_date": "2024-03-31"}]
    held = rows_of(
        "children", {"child": "a", "sex": "male", "ethnicity": "BAFR", "disabled": "no", "age_group": "5_to_9"}
    )

    assert 2 == counted("child_protection_plans", *plans, children=held)[ALL_COUNTED]


def test_a_plan_that_ended_before_31_march_counts_nowhere():
    assert {} == by_child(open_plan("a") | {"end_date": "2024-03-31"}, children=[{"child": "a"}])


def test_who_is_not_in_the_list_of_children_is_not_known():
    expected = {"age_not_known": 1, "sex_unknown": 1, "ethnicity_not_known": 1, "disability_unknown": 1}
    assert expected == by_child(open_plan("a"), children=[{"child": "b"}])


@pytest.mark.parametrize("code", ["REFU", "NOBT", None])
def test_an_ethnic_group_that_is_refused_or_missing_is_not_known(code):
    assert 1 == by_child(open_plan("a"), children=[{"child": "a", "ethnicity": code}])["ethnicity_not_known"]


def test_a_child_who_is_listed_twice_counts_by_the_first_line():
    children = [{"child": "a", "sex": "male"}, {"child": "a", "sex": "female"}]

    assert 1 == by_child(open_plan("a"), children=children)["sex_male"]


def test_every_breakdown_adds_up_to_the_plans():
    plans = [open_plan(child) for child in "abcde"]
    children = [
        {"child": child, "ethnicity": code}
        for child, code in zip("abcd", ("WBRI", "MOTH", "BAFR", "OOTH"), strict=True)
    ]
    found = by_child(*plans, children=children)

    names = [list(categories) for categories in BREAKDOWNS.values()]
    assert [5, 5, 5, 5] == [sum(found.get(name, 0) for name in group) for group in names]


@pytest.mark.parametrize(
    ("column", "codes"),
    [("age_group", AGE_GROUP), ("sex", SEX), ("ethnicity", ETHNICITY), ("disabled", DISABILITY)],
)
def test_every_code_of_a_form_is_in_exactly_one_category(column, codes):
    assert sorted(codes) == sorted(code for category in BREAKDOWNS[column].values() for code in category)
