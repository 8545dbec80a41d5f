"""Free text that tells of one child or very few is found by its words; ordinary prose of the field is not."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.free_text import (
    STOPS_PUBLISHING,
    Passage,
    find_unsigned,
    read_sign_offs,
    tells_of_few,
)
from safeguarding_report.free_text.passages import passages_of_registers
from safeguarding_report.tables.registers_of_learning import REVIEWS
from safeguarding_report.tables.registers_of_scrutiny import FEEDBACK

TELLING = [
    "Three girls aged 14 were found in one house.",
    "One boy was not seen for a week.",
    "There was a single case of this kind.",
    "2 children were moved in March.",
    "Of these, five children went home.",
    "We learnt from two looked-after children that letters frighten.",
    "four young people took part in the trial",
    "A 14-year-old girl told her teacher.",
    "a six-month-old baby",
    "The boy, aged 9, was at school.",
    "A girl of 15 spoke to the board.",
    "both siblings were known to the police",
    "One of the children had been seen before.",
    "Two of our young people wrote the leaflet.",
    "He was the only child in the home.",
    "There were 3 deaths in the year.",
    "Only one teenager answered.",
    "a couple of children did not attend",
    "one (1) child",
    "One or two pupils stayed away.",
    "Three\nchildren were interviewed.",
    "In one case the plan was late.",
    "one child’s own words",
    "2 unaccompanied young people arrived",
    "The child aged three was not weighed.",
    "Two mothers told us about it.",
    "Four Year 9 pupils left.",
]

ORDINARY = [
    "Enquiries under section 47 of the Children Act 1989.",
    "Section 5 children's homes",
    "children aged 0 to 17",
    "Every child aged 4 to 16 has a place.",
    "Any child aged 16 or 17 can ask for it.",
    "One in four children live in poverty.",
    "1 in 5 children",
    "within 45 working days of the referral",
    "Two children's homes were inspected.",
    "three children’s centres opened again",
    "twenty-one children were seen",
    "One hundred and two children answered.",
    "No one child is like another.",
    "At least one parent came to each meeting.",
    "Children who had more than one parent at home.",
    "five per cent of children",
    "per 10,000 children aged 0 to 17",
    "Two rapid reviews were completed.",
    "One local child safeguarding practice review was published.",
    "Four Safeguarding Children Partnerships share the panel.",
    "one child protection plan conference chair was appointed",
    "three case file audits and one case study",
    "Two of our priorities are about children.",
    "One of the priorities of the year is neglect.",
    "All two-year-olds are offered a place.",
    "25 children and 14 parents answered.",
    "1,002 children",
    "3.5 children on average",
    "One year later children were asked again.",
    "Two further training days for people who work with children.",
    "for every 10,000 children, against 518.3 in England",
    "a family of three generations",
    "Working together to safeguard children 2023, chapter 4: children",
    "Year 5 pupils learnt about it.",
    "Tier 3 young people",
    "One-to-one work with children",
    "Fewer than five children took part, so nothing is shown.",
    "Letters are kinder when children have read them first",
    "The child's voice is heard in each plan.",
    "Counts from 1 to 5 are hidden, with every rate and percentage made from them.",
    "Children under 1 year of age",
    "the four children's services of the region",
    "one stop for families and children",
    "Two thirds of children, 3 months after the first plan",
    "The share of plans lasting two years or more; a child can have several.",
]


@pytest.mark.parametrize("text", TELLING)
def test_words_that_tell_of_few_children_are_found(text):
    assert tells_of_few(text, 5)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_prose_of_the_field_is_left_in_peace(text):
    assert not tells_of_few(text, 5)


@pytest.mark.parametrize(("words", "threshold", "expected"), [
    ("five children", 5, True), ("six children", 5, False), ("6 children", 5, False), ("0 children", 5, False),
    ("no children", 5, False), ("six children", 7, True), ("7 children", 7, True), ("eight children", 7, False),
    ("10 children", 10, True), ("11 children", 10, False),
])  # fmt: skip
def test_numbers_are_small_up_to_the_threshold(words, threshold, expected):
    assert expected == tells_of_few(f"We met {words} there.", threshold)


SECRET = b"s" * 32


def feedback(**cells):
    row = {
        "who": "Parents", "heard": 31, "method": "Telephone", "heard_date": pd.Timestamp("2024-01-17"),
        "said": "It helps", "done": pd.NA, "said_in": pd.NA, "return_id": "registers/feedback.csv", "row": 2,
    }  # fmt: skip
    return {"feedback": FEEDBACK.check(pd.DataFrame([row | cells]))}


def told(tables, sign_offs=(), threshold=5, **options):
    found = find_unsigned(passages_of_registers(tables, threshold), sign_offs, threshold, SECRET, **options)
    return [(one.severity, one.rule, one.table, one.column, one.rows) for one in found]


def test_a_register_that_tells_of_many_has_no_finding():
    assert [] == told(feedback())


def test_a_small_number_in_words_is_a_query_with_its_row_and_column():
    expected = ("query", "a small number in words", "feedback", "said", (2,))
    assert [expected] == told(feedback(said="Two boys felt safer"))


@pytest.mark.parametrize(("heard", "count"), [(0, 0), (1, 1), (5, 1), (6, 0), (pd.NA, 0)])
def test_what_very_few_people_said_is_a_query(heard, count):
    assert count == len(told(feedback(heard=heard)))


def test_a_row_about_one_serious_incident_is_a_query():
    row = dict.fromkeys(REVIEWS.column_names, pd.NA) | {
        "reference": "R1", "kind": "rapid review", "harm": "serious harm", "return_id": "registers/reviews.csv", "row": 2,
    }  # fmt: skip
    tables = {"reviews": REVIEWS.check(pd.DataFrame([row]))}
    assert [("query", "a row about one person or very few", "reviews", "", (2,))] == told(tables)


def test_what_stops_publishing_is_then_an_error():
    (finding,) = told(feedback(said="Two boys felt safer"), is_published=True)
    assert ("error", "a small number in words") == finding[:2]
    assert finding[1] in STOPS_PUBLISHING


SIGNED = """[[sign_offs]]
file = "registers/feedback.csv"
row = 2
fingerprint = "{fingerprint}"
signed_off_by = "{role}"
reason = "Their parents agreed in writing."
"""


def signed(folder, tables, role="Independent Scrutineer"):
    fingerprint = next(iter(passages_of_registers(tables, 5))).fingerprint(SECRET)
    (folder / "sign_off.toml").write_text(SIGNED.format(fingerprint=fingerprint, role=role), encoding="utf-8")
    return read_sign_offs(folder, {"Coventry"})


def test_somebody_can_answer_for_a_row(tmp_path):
    tables = feedback(said="Two boys felt safer")
    assert [] == told(tables, signed(tmp_path, tables))


def test_a_row_that_changed_anywhere_needs_a_new_sign_off_and_the_old_one_is_idle(tmp_path):
    sign_offs = signed(tmp_path, feedback(said="Two boys felt safer"))
    rules = [rule for _, rule, *_ in told(feedback(said="Two boys felt safer", method="Letter"), sign_offs)]
    assert ["a small number in words", "a sign-off that fits nothing"] == rules


def test_a_sign_off_of_a_row_that_tells_of_nobody_is_idle(tmp_path):
    assert [("query", "a sign-off that fits nothing", "", "", ())] == told(feedback(), signed(tmp_path, feedback()))


def test_a_fingerprint_is_no_plain_hash_of_the_words_and_another_in_each_workspace():
    one = Passage("a.csv", 2, "Two boys", "Two boys")
    plain = hashlib.sha256(b"Two boys").hexdigest()
    assert not plain.startswith(one.fingerprint(SECRET))
    assert one.fingerprint(SECRET) == Passage("a.csv", 2, "", "Two  boys").fingerprint(SECRET)
    assert one.fingerprint(SECRET) != one.fingerprint(b"t" * 32)


def test_a_sign_off_made_under_another_secret_fits_nothing(tmp_path):
    tables = feedback(said="Two boys felt safer")
    sign_offs = signed(tmp_path, tables)
    found = find_unsigned(passages_of_registers(tables, 5), sign_offs, 5, b"t" * 32)
    assert {"a small number in words", "a sign-off that fits nothing"} == {one.rule for one in found}


def test_without_the_file_nothing_is_signed_off(tmp_path):
    assert () == read_sign_offs(tmp_path, ())


@pytest.mark.parametrize("role", ["Jane Archer", "", "Ms Archer, Director"])
def test_a_sign_off_names_a_role_and_no_person(tmp_path, role):
    with pytest.raises(UsageError, match="entry 1: signed_off_by is not a role") as caught:
        signed(tmp_path, feedback(), role)
    assert "Archer" not in str(caught.value)


def test_no_finding_repeats_the_words():
    found = find_unsigned([Passage("a.md", 1, "One boy in Elm Street", "One boy in Elm Street")], (), 5, SECRET)
    assert "Elm" not in str(found[0])
