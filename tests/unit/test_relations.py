"""Faults between dates, rows and tables are found at their rows, and what is merely odd is a query."""

from __future__ import annotations

import pandas as pd
import pytest
from clean_tables import HISTORY, RETURN, YEAR, example, figures, history, made, registers
from hypothesis import given
from hypothesis import strategies as st

from safeguarding_report.relations import as_checked
from safeguarding_report.tables.registers import REGISTERS
from safeguarding_report.validation import validate_all


@pytest.fixture
def found(repository):
    """What the suites find in tables: severity, table, rule and rows."""

    def look(tables):
        findings = validate_all(
            as_checked(tables, YEAR), lambda table: repository / "expectations" / f"{table.name}.json"
        )
        return [(one.severity, one.table, one.rule, one.rows) for one in findings]

    return look


FAULTS = [
    ("assessments", {"start_date": "2023-05-01"}, ("error", "assessment that starts before its referral")),
    ("assessments", {"authorisation_date": "2023-05-02"}, ("error", "assessment that was authorised before it started")),
    ("assessments", {"authorisation_date": "2024-04-01"}, ("query", "assessment that was authorised after 31 March")),
    ("section47_enquiries", {"conference_date": "2023-05-09"}, ("error", "conference before its section 47 enquiry")),
    ("section47_enquiries", {"conference_unnecessary": "yes"}, ("query", "conference that was deemed unnecessary and was held")),
    ("section47_enquiries", {"start_date": "2023-05-01"}, ("query", "section 47 enquiry before the first referral of the child")),
    ("initial_conferences", {"section47_start_date": "2023-06-02"}, ("error", "conference before its section 47 enquiry")),
    ("child_protection_plans", {"end_date": "2023-05-31"}, ("error", "plan that ends before it starts")),
    ("child_protection_reviews", {"review_date": "2023-05-31"}, ("error", "review before the plan started")),
    ("child_protection_reviews", {"plan_start_date": "2023-06-02"}, ("query", "review without its plan")),
    ("assessment_factors", {"assessment_start_date": "2023-05-04"}, ("query", "factor without its assessment")),
    ("assessment_factors", {"factor_code": "neglect"}, ("error", "factor code that is written otherwise")),
    ("referrals", {"age_group": "18_and_over"}, ("query", "child who is 18 or over")),
    ("contacts", {"contact_date": "2023-03-31"}, ("query", "contact before 1 April")),
    ("missing_episodes", {"age_group": "unborn"}, ("query", "child who is not born")),
    ("return_interviews", {"interview_offered": "no"}, ("query", "interview that was accepted and not offered")),
    ("care_leavers", {"age": 26}, ("query", "care leaver who is younger than 16 or older than 25")),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cells", "expected"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_in_one_cell_is_found_in_its_row(found, table, cells, expected):
    severity, rule = expected
    tables = history(**{table: cells})
    assert (severity, table, rule, (2,)) in found({name: tables[name] for name in {table, *NEEDED.get(table, ())}})


NEEDED = {
    "assessments": ("referrals",),
    "section47_enquiries": ("referrals",),
    "child_protection_reviews": ("child_protection_plans",),
    "assessment_factors": ("assessments",),
}
"""The tables that a fault shows against."""


@pytest.mark.parametrize("day", ["2023-04-01", "2024-03-31"])
def test_the_first_and_the_last_day_are_of_the_year(found, day):
    assert [] == found({"contacts": made("contacts", HISTORY["contacts"] | {"contact_date": day})})


def test_there_is_no_order_between_authorisation_and_conference(found):
    tables = history(assessments={"authorisation_date": "2023-09-01"})
    assert [] == found({name: tables[name] for name in ("referrals", "assessments", "initial_conferences")})


def test_a_plan_without_a_conference_is_a_query(found):
    tables = history(initial_conferences={"child": "wren"})
    seen = found({name: tables[name] for name in ("initial_conferences", "child_protection_plans")})
    assert [("query", "child_protection_plans", "plan without a conference", (2,))] == seen


def test_a_plan_whose_conference_is_later_is_a_query(found):
    tables = history(initial_conferences={"conference_date": "2023-06-02"})
    seen = found({name: tables[name] for name in ("initial_conferences", "child_protection_plans")})
    assert [("query", "child_protection_plans", "plan without a conference", (2,))] == seen


@pytest.mark.parametrize(("start", "expected"), [("2023-03-31", []), ("2023-04-01", [(2,)])])
def test_only_of_a_plan_that_starts_in_the_year_is_the_conference_missed(found, start, expected):
    tables = history(initial_conferences={"child": "wren"}, child_protection_plans={"start_date": start})
    seen = found({name: tables[name] for name in ("initial_conferences", "child_protection_plans")})
    assert expected == [rows for _, _, rule, rows in seen if rule == "plan without a conference"]


def test_a_conference_without_an_enquiry_is_a_query(found):
    tables = history(section47_enquiries={"child": "wren"})
    seen = found({name: tables[name] for name in ("initial_conferences", "section47_enquiries")})
    assert [("query", "initial_conferences", "conference without a section 47 enquiry", (2,))] == seen


def test_a_table_that_was_not_sent_makes_no_row_of_another_a_fault(found):
    tables = history()
    alone = ("child_protection_plans", "child_protection_reviews", "initial_conferences", "assessments")
    assert [] == [fault for name in alone for fault in found({name: tables[name]})]


def test_a_child_of_a_plan_who_is_not_among_the_children_is_a_query(found):
    tables = history(children={"child": "wren"})
    seen = found({name: tables[name] for name in ("children", "child_protection_plans")})
    assert [("query", "child_protection_plans", "child who is not among the children that were sent", (2,))] == seen


def test_the_same_pseudonym_in_another_authority_is_another_child(found):
    tables = history(children={"authority_code": "Z09000001"})
    seen = found({name: tables[name] for name in ("children", "child_protection_plans")})
    assert [("query", "child_protection_plans", "child who is not among the children that were sent", (2,))] == seen


def test_a_referral_twice_on_one_day_is_a_query_at_the_second(found):
    row = HISTORY["referrals"]
    tables = {"referrals": made("referrals", row, row, row | {"referral_date": "2023-05-03"}, row | {"child": "wren"})}
    assert [("query", "referrals", "row that is there twice", (3,))] == found(tables)


def test_the_same_referral_in_two_returns_is_not_twice(found):
    row = HISTORY["referrals"]
    assert [] == found({"referrals": made("referrals", row, row | {"return_id": "other.xml", "row": 2})})


def test_a_child_twice_in_one_return_is_an_error(found):
    row = HISTORY["children"]
    assert [("error", "children", "row that is there twice", (3,))] == found({"children": made("children", row, row)})


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [("2023-08-01", "2023-08-01", []), ("2023-08-02", "2023-08-01", [(3,)]), (None, "2023-08-01", [(3,)])],
    ids=["follows", "overlaps", "still open"],
)
def test_plans_of_one_child_do_not_overlap(found, end, start, expected):
    plan = HISTORY["child_protection_plans"]
    tables = {
        "child_protection_plans": made(
            "child_protection_plans", plan | {"end_date": end}, plan | {"start_date": start, "previous_plans": 1}
        )
    }
    overlaps = [rows for _, _, rule, rows in found(tables) if rule == "two plans of one child at the same time"]
    assert expected == overlaps


@pytest.mark.parametrize("table", ["child_protection_plans", "looked_after_episodes", "placements"])
def test_the_same_time_in_two_returns_does_not_overlap_itself(found, table):
    row = HISTORY[table]
    open_in_both = [row | {"end_date": None, "return_id": name} for name in ("lists.xlsx", "census.xml")]
    assert [] == found({table: made(table, *open_in_both)})
    assert [] == found({table: made(table, row, row | {"start_date": "2023-06-30", "return_id": "census.xml"})})


def test_a_plan_that_two_returns_hold_does_not_overlap_itself(found):
    plan = HISTORY["child_protection_plans"]
    twice = made("child_protection_plans", plan, plan | {"return_id": "other.xml", "row": 2})
    assert [] == found({"child_protection_plans": twice})


def test_a_plan_that_began_before_the_year_needs_no_conference_of_the_year(found):
    tables = history(child_protection_plans={"start_date": "2023-03-31"}, initial_conferences={"child": "wren"})
    seen = found({name: tables[name] for name in ("initial_conferences", "child_protection_plans")})
    assert [] == seen


def test_rows_are_named_in_the_order_of_the_file(found):
    row = HISTORY["referrals"] | {"age_group": "18_and_over"}
    tables = {"referrals": made("referrals", row | {"child": "wren"}, row | {"child": "robin"})}
    assert [("query", "referrals", "child who is 18 or over", (2, 3))] == found(tables)


def test_fewer_previous_plans_than_were_sent_is_a_query(found):
    plan = HISTORY["child_protection_plans"]
    second = plan | {"start_date": "2024-02-02", "end_date": None}
    seen = found({"child_protection_plans": made("child_protection_plans", plan, second)})
    assert [("query", "child_protection_plans", "fewer previous plans than were sent", (3,))] == seen


def test_parts_above_the_partners_own_total_are_an_error_and_below_it_a_query_at_the_row_of_the_total(found):
    above, below = figures(lado_contacts=29), figures(lado_contacts=31)
    frame = above["partner_figures"]
    row = int(frame.loc[frame["indicator_id"] == "lado_contacts", "row"].iloc[0])
    more, differ = (
        "kinds that are more than the contacts about allegations",
        "kinds that do not add up to the contacts about allegations",
    )
    assert row > int(frame["row"].min())
    assert [("error", "partner_figures", more, (row,)), ("query", "partner_figures", differ, (row,))] == found(above)
    assert [("query", "partner_figures", differ, (row,))] == found(below)


def test_parts_of_which_one_is_absent_are_not_added_up(found):
    tables = figures(lado_contacts=5)
    frame = tables["partner_figures"]
    assert [] == found({"partner_figures": frame[frame["indicator_id"] != "lado_advice"]})


def test_a_numerator_above_its_denominator_is_an_error(found):
    row = figures()["partner_figures"].iloc[0].to_dict() | {"row": 2, "indicator_id": "camhs_accepted"}
    seen = found({"partner_figures": made("partner_figures", row | {"numerator": 8, "denominator": 7})})
    assert [("error", "partner_figures", "numerator above its denominator", (2,))] == seen


def test_nothing_of_nothing_is_a_share_that_breaks_no_rule(found):
    row = figures()["partner_figures"].iloc[0].to_dict() | {"row": 2, "indicator_id": "camhs_accepted"}
    assert [] == found({"partner_figures": made("partner_figures", row | {"numerator": 0, "denominator": 0})})


def test_one_figure_twice_is_an_error_at_the_second(found):
    row = figures()["partner_figures"].iloc[0].to_dict() | {"row": 2}
    seen = found({"partner_figures": made("partner_figures", row, row | {"row": 9})})
    assert [("error", "partner_figures", "row that is there twice", (9,))] == seen


def test_a_figure_of_another_year_is_a_query(found):
    row = figures()["partner_figures"].iloc[0].to_dict() | {
        "row": 2,
        "period_start": "2022-04-01",
        "period_end": "2023-03-31",
    }
    seen = found({"partner_figures": made("partner_figures", row)})
    assert [("query", "partner_figures", "period that begins before 1 April", (2,))] == seen


REGISTER_FAULTS = [
    ("escalations", {"answered_date": "2023-06-13"}, "escalation that was answered before it was raised"),
    ("reviews", {"notified_date": "2023-05-01"}, "incident that was notified before anybody was aware of it"),
    ("review_actions", {"review_reference": "R99"}, "action of a review that is not in the register"),
    ("learning", {"source_reference": "A99"}, "learning from what is not in its register"),
    ("learning", {"source": "rapid review"}, "learning from what is not in its register"),
    ("audits", {"good": 8}, "grades that do not add up to the cases"),
    ("training", {"no_shows": 9}, "more who came or did not than had booked"),
    ("training", {"confident_after": 19}, "more who felt confident after than answered"),
    ("membership", {"attended": 7}, "more meetings attended than held"),
    ("chairs", {"until_date": "2023-03-31"}, "time that ends before it begins"),
    ("surveys", {"heard": 901}, "more people heard than asked"),
    ("funding", {"partner": None}, "contribution without a partner"),
    ("recommendations", {"done_date": None}, "recommendation that is done and has no date"),
    ("events", {"event_date": "2024-04-01"}, "event after 31 March"),
]


@pytest.mark.parametrize(("register", "cells", "rule"), REGISTER_FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_in_a_register_is_found_in_its_row(found, register, cells, rule):
    tables = registers(**{register: cells})
    seen = found({name: tables[name] for name in {register, "reviews", "audits"}})
    assert (register, rule, (2,)) in [one[1:] for one in seen]


def test_an_entry_twice_in_a_register_is_a_query(found):
    glossary = next(table for table in REGISTERS if table.name == "glossary")
    seen = found({"glossary": made("glossary", example(glossary), example(glossary))})
    assert [("query", "glossary", "row that is there twice", (3,))] == seen


def test_empty_tables_hold_no_fault(found):
    tables = history()
    few = ("children", "referrals", "child_protection_plans", "child_protection_reviews", "initial_conferences")
    assert [] == found({name: tables[name].iloc[:0] for name in few})


DAYS = st.dates(pd.Timestamp("2019-04-01").date(), pd.Timestamp("2024-03-31").date())
EVENTS = st.lists(st.tuples(st.sampled_from(["robin", "wren", "finch"]), DAYS), max_size=8)


def _table(name, column, events):
    rows = [HISTORY[name] | {"child": child, column: str(day)} for child, day in events]
    return made(name, *[row | {"end_date": None} if "end_date" in row else row for row in rows])


@given(enquiries=EVENTS, conferences=EVENTS)
def test_days_since_the_latest_and_the_first_event_are_those_of_a_plain_search(enquiries, conferences):
    if not enquiries or not conferences:
        return
    tables = {
        "section47_enquiries": _table("section47_enquiries", "start_date", enquiries),
        "initial_conferences": _table("initial_conferences", "conference_date", conferences),
    }
    checked = {table.name: frame for table, frame in as_checked(tables, YEAR)}["initial_conferences"]
    for _, row in checked.iterrows():
        held = row["conference_date"].date()
        before = [day for child, day in enquiries if child == row["child"] and day <= held]
        expected = (held - max(before)).days if before else None
        if held < YEAR.start:
            expected = 0  # what led to it is in the return of an earlier year
        seen = row["days_from_latest_enquiry_to_conference"]
        assert expected == (None if pd.isna(seen) else seen)


@given(plans=EVENTS, reviews=EVENTS)
def test_plans_that_started_on_a_day_are_counted_as_a_plain_search_counts_them(plans, reviews):
    if not plans or not reviews:
        return
    tables = {
        "child_protection_plans": _table("child_protection_plans", "start_date", plans),
        "child_protection_reviews": _table("child_protection_reviews", "plan_start_date", reviews),
    }
    checked = {table.name: frame for table, frame in as_checked(tables, YEAR)}
    for _, row in checked["child_protection_reviews"].iterrows():
        assert plans.count((row["child"], row["plan_start_date"].date())) == row["plans_that_started_then"]
    for _, row in checked["child_protection_plans"].iterrows():
        earlier = [day for child, day in plans if child == row["child"] and day < row["start_date"].date()]
        assert len(earlier) == row["earlier_plans_in_the_table"]


def test_a_return_is_named_by_its_path(repository):
    row = HISTORY["children"]
    tables = {"children": made("children", row, row)}
    findings = validate_all(as_checked(tables, YEAR), lambda table: repository / "expectations" / f"{table.name}.json")
    assert [RETURN] == [finding.file for finding in findings]
