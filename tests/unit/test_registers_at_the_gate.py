"""Registers at the gate: only columns that are declared public, only rows that somebody answers for, reviews as clocks."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from safeguarding_report.disclosure.counted import what_is_counted
from safeguarding_report.disclosure.registers import ADDED_UP, public_registers
from safeguarding_report.disclosure.review_clocks import within_months, within_working_days
from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding
from safeguarding_report.measures.kept_registers import carried_over
from safeguarding_report.receiving.registers import registers_for_the_gate
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS
from safeguarding_report.tables.registers import REGISTERS

TABLES = {table.name: table for table in REGISTERS}


def row(register, *, answered_for=True, **cells):
    """Return a row as 01_validate leaves it: every column, empty unless told."""
    known = dict.fromkeys(TABLES[register].column_names)
    assert cells.keys() <= known.keys()
    return known | {"return_id": f"registers/{register}.csv", "row": 2} | cells | {"answered_for": answered_for}


def released(register, *rows, threshold=5):
    return public_registers({register: rows}, threshold)[register]


def test_every_register_says_column_by_column_what_may_be_published():
    assert set(PUBLIC_COLUMNS) == set(TABLES)
    for register, columns in PUBLIC_COLUMNS.items():
        assert set(columns) <= {column.name for column in TABLES[register].asked}, register
        assert len(set(columns)) == len(columns)


def test_what_is_not_declared_public_does_not_pass():
    entry = released("review_actions", row("review_actions", reference="R3-1", review_reference="R3", owner="health"))
    assert {"entries": [{"reference": "R3-1", "owner": "health"}], "held_back": False} == entry


def test_no_file_name_and_no_row_number_passes():
    said = json.dumps(public_registers({name: [row(name)] for name in TABLES if name != "reviews"}, 5))
    assert "registers/" not in said
    assert "answered_for" not in said


def test_a_row_that_nobody_answers_for_is_held_back_and_not_counted():
    kept = row("feedback", who="Young scrutineers", heard=12, method="Workshop", said="Letters are hard")
    few = row("feedback", answered_for=False, who="Sisters", heard=2, method="Talk", said="We were not asked")
    both = released("feedback", kept, few)
    assert ["Young scrutineers"] == [entry["who"] for entry in both["entries"]]
    assert both["held_back"] is True
    assert both == released("feedback", kept, few, few)


@pytest.mark.parametrize("answered_for", [None, 1, "yes"])
def test_only_a_plain_yes_lets_a_row_pass(answered_for):
    told = released("equalities", row("equalities", answered_for=answered_for, consideration="x"))
    assert [] == told["entries"]


def test_a_register_that_no_table_declares_is_refused():
    with pytest.raises(DataError, match="rumours is no register"):
        public_registers({"rumours": []}, 5)


def test_a_row_with_a_column_too_many_is_refused_without_its_words():
    with pytest.raises(DataError, match="equalities, entries 1") as refused:
        public_registers({"equalities": [row("equalities") | {"child": "Robin Canary"}]}, 5)
    assert "Canary" not in str(refused.value)


@pytest.mark.parametrize(("grade", "shown"), [(0, True), (1, False), (5, False), (6, True)])
def test_grades_of_an_audit_are_shown_where_none_is_of_few_cases(grade, shown):
    entry = released("audits", row("audits", cases=40, good=20, inadequate=grade))["entries"][0]
    assert shown is ("inadequate" in entry)
    assert shown is ("good" in entry)
    assert 40 == entry["cases"]


def test_a_rapid_review_is_two_clocks_and_a_level_and_no_date():
    review = row(
        "reviews", reference="R1", kind="rapid review", area_code="Z06000001", harm="death", aware_date="2023-05-02",
        notified_date="2023-05-05", panel_date="2023-05-19", sent_date="2023-05-26", level_recommended="none",
        decision="Learning shared", decision_date="2023-06-07",
    )  # fmt: skip
    expected = {
        "kind": "rapid review", "notified_in_time": "met", "sent_in_time": "met", "level_recommended": "none",
    }  # fmt: skip
    assert expected == released("reviews", review)["entries"][0]


def test_an_unpublished_practice_review_is_a_kind_and_an_expected_month():
    review = row(
        "reviews", reference="R2", kind="local child safeguarding practice review", harm="serious harm",
        decision="To publish", decision_date="2023-06-07", publication_due_date="2024-10-17", waits_for="an inquest",
    )  # fmt: skip
    expected = {"kind": "local child safeguarding practice review", "published": "no", "expected_month": "2024-10"}
    assert expected == released("reviews", review)["entries"][0]


def test_a_published_practice_review_says_its_decision_and_whether_six_months_were_kept():
    review = row(
        "reviews", reference="R2", kind="local child safeguarding practice review", decision="Published in full",
        decision_date="2023-06-07", published_date="2023-12-07",
    )  # fmt: skip
    entry = released("reviews", review)["entries"][0]
    assert ("yes", "met", "Published in full") == (entry["published"], entry["published_in_time"], entry["decision"])


@pytest.mark.parametrize(
    ("end", "state"),
    # 5 May 2023 is a Friday, 8 May (the Coronation) and 29 May are bank holidays: the 15th working day is 30 May.
    [("2023-05-05", "met"), ("2023-05-26", "met"), ("2023-05-30", "met"), ("2023-05-31", "late"), (None, "not known")],
)
def test_fifteen_working_days_pass_over_weekends_and_bank_holidays(end, state):
    assert state == within_working_days("2023-05-05", end, 15)


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        ("2023-06-07", "2023-12-07", "met"),
        ("2023-06-07", "2023-12-08", "late"),
        ("2023-08-31", "2024-02-29", "met"),
        ("2023-08-31", "2024-03-01", "late"),
        (None, "2024-03-01", "not known"),
    ],
)
def test_six_months_end_on_the_same_day_or_the_last_of_a_shorter_month(start, end, state):
    assert state == within_months(start, end, 6)


def test_a_row_with_an_open_finding_about_few_is_not_answered_for():
    cells = {"harm": "other", "kind": "rapid review", "aware_date": pd.Timestamp("2023-05-02")}
    rows = [
        dict.fromkeys(TABLES["reviews"].column_names)
        | cells
        | {"return_id": "registers/reviews.csv", "row": at, "reference": f"R{at}"}
        for at in (2, 3)
    ]
    frame = TABLES["reviews"].check(pd.DataFrame(rows))
    finding = Finding("query", "registers/reviews.csv", "a row about one person or very few", "Word it.", rows=(3,))
    kept = registers_for_the_gate({"reviews": frame}, [finding])["reviews"]
    assert [(2, True), (3, False)] == [(one["row"], one["answered_for"]) for one in kept]
    assert "2023-05-02" == kept[0]["aware_date"]
    assert None is kept[0]["sent_date"]


def _request(words, board_view=None, state="open"):
    return row("recommendations", body="Scrutiny Board", recommendation=words, state=state, board_view=board_view)


def test_a_request_is_carried_until_the_board_closes_it_and_not_because_the_partnership_says_done():
    before = {
        "recommendations": [_request("A", "closed", "done"), _request("B", None, "done"), _request("C", "open")],
        "recommendations_before": [_request("D"), _request("E", "closed")],
    }
    carried = carried_over({"recommendations": [_request("C", "closed")]}, before, "2021-22")
    assert ["D", "B"] == [one["recommendation"] for one in carried["recommendations_before"]]


def test_a_request_says_in_which_report_it_was_first_recorded_however_often_it_is_carried_or_repeated():
    first = {"recommendations": [_request("A"), _request("B")]}
    second = carried_over({"recommendations": [_request("B", state="under way"), _request("C")]}, first, "2020-21")
    told = {one["recommendation"]: one["carried_from"] for rows in second.values() for one in rows}
    assert {"A": "2020-21", "B": "2020-21", "C": None} == told
    third = carried_over({}, second, "2021-22")["recommendations_before"]
    assert [("A", "2020-21"), ("B", "2020-21"), ("C", "2021-22")] == [
        (one["recommendation"], one["carried_from"]) for one in third
    ]


def test_a_plan_that_the_year_before_made_too_is_not_new_and_says_which_report_made_it_first():
    def plan(words, carried_from=None):
        return row("next_year", plan=words, carried_from=carried_from)

    before = {"next_year": [plan("A", "2018-19"), plan("B"), plan("C")]}
    kept = carried_over({"next_year": [plan("A"), plan("B"), plan("D")]}, before, "2020-21")["next_year"]
    assert [("A", "2018-19"), ("B", "2020-21"), ("D", None)] == [(one["plan"], one["carried_from"]) for one in kept]


def test_funding_and_plans_of_the_year_before_are_handed_on_once_and_no_further():
    before = {"funding": [row("funding", pounds=5)], "funding_before": [row("funding", pounds=4)], "next_year": []}
    assert {"funding_before": [row("funding", pounds=5)]} == carried_over({}, before, "2021-22")


def test_what_the_year_before_handed_on_passes_the_gate_as_its_register_does():
    kept = row("next_year", plan="A new website", lead_agency="partnership")
    held = row("next_year", answered_for=False, plan="One boy is to have a mentor")
    told = public_registers({"next_year_before": [kept, held]}, 5)["next_year_before"]
    assert {"entries": [{"plan": "A new website", "lead_agency": "partnership"}], "held_back": True} == told


def numbers_of(register, rows, hidden=()):
    """Return which columns of numbers pass of a register."""
    entries = public_registers({register: rows}, 5, hidden)[register]["entries"]
    return sorted({name for entry in entries for name, value in entry.items() if isinstance(value, int)})


def test_audits_lose_the_numbers_that_add_up_to_a_hidden_figure():
    # 20 + 12 cases are the partnership's 32, which is hidden because one authority's 3 are all but the other's 29.
    audits = [row("audits", theme="Neglect", cases=20, good=20), row("audits", theme="Letters", cases=12)]
    assert ["cases", "good"] == numbers_of("audits", audits)
    assert ["cases", "good"] == numbers_of("audits", audits, {"trn_no_shows"})
    assert [] == numbers_of("audits", audits, {"aud_cases"})
    assert [] == numbers_of("audits", audits, {"aud_cases_good"})


BOOKED, ANSWERED, ASKED_AGAIN = (
    ["attended", "bookings", "no_shows", "places"],
    ["confident_after", "confident_before", "replies"],
    ["followed_up", "use_after_3_months"],
)


@pytest.mark.parametrize(
    ("hidden", "passes"),
    [
        (set(), [*BOOKED, *ANSWERED, *ASKED_AGAIN]),
        # The 68 of one authority and the register's 69 leave one person in the other, who "felt confident after".
        ({"trn_confident_after"}, [*BOOKED, *ASKED_AGAIN]),
        # Of 24 who had booked 21 came: the 3 who did not are hidden.
        ({"trn_no_shows"}, [*ANSWERED, *ASKED_AGAIN]),
        ({"trn_used_after_3_months_denominator"}, [*BOOKED, *ANSWERED]),
    ],
)
def test_courses_lose_the_numbers_that_add_up_to_a_hidden_figure_and_those_that_tell_of_them(hidden, passes):
    numbers = dict.fromkeys((*BOOKED, *ANSWERED, *ASKED_AGAIN), 24)
    assert sorted(passes) == numbers_of("training", [row("training", course="Working together", **numbers)], hidden)


def test_what_was_left_out_of_a_register_is_named_by_its_columns_and_nothing_else():
    course = row("training", course="Working together", attended=24, no_shows=3)
    told = public_registers({"training": [course]}, 5, {"trn_no_shows"})["training"]
    assert ["attended", "no_shows"] == told["without"]
    assert "without" not in public_registers({"training": [course]}, 5)["training"]


def test_who_came_to_a_course_that_is_held_back_does_not_follow_from_the_others():
    courses = [row("training", course=name, attended=24, answered_for=name == "A") for name in "AB"]
    assert [] == numbers_of("training", courses)


@pytest.mark.parametrize("register", ADDED_UP)
def test_every_figure_that_a_register_adds_up_to_is_counted(register):
    known = {name for one in what_is_counted().values() for name in (one.numerator, one.denominator)}
    known |= {item for one in known for item in one.split("+")}
    assert set() == {name for group in ADDED_UP[register] for names in group.values() for name in names} - known


@pytest.mark.parametrize(("cases", "passes"), [(1, False), (5, False), (6, True)])
def test_an_audit_of_few_cases_is_not_told_by_the_others_either(cases, passes):
    # 26 in all, less 20 in the other audit.
    audits = [row("audits", theme="Neglect", cases=20), row("audits", theme="Letters", cases=cases)]
    assert (["cases"] if passes else []) == numbers_of("audits", audits)


@pytest.mark.parametrize("register", ["feedback", "surveys"])
def test_what_a_held_back_row_heard_does_not_follow_from_the_others(register):
    # 14 children were heard, as a figure says; 12 in the row that passes, so 2 in the one that is held back.
    heard = row(register, heard=12)
    assert "heard" in numbers_of(register, [heard])
    assert "heard" not in numbers_of(register, [heard, row(register, heard=2, answered_for=False)])
    assert "heard" not in numbers_of(register, [heard], {"vcf_children"})
