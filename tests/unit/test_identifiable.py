"""Identifiable data in free text is an error that says where it stands, and never what stands there."""

from __future__ import annotations

import time

import pytest
from clean_tables import RETURN, everything, example, figures, made
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs, upn

from safeguarding_report.identifiable import kinds_in
from safeguarding_report.identifiable.in_tables import find_identifiable
from safeguarding_report.tables.partners import PARTNER_FIGURES
from safeguarding_report.tables.registers import REGISTERS

AROUND = st.sampled_from(["{}", "see {}", "{} came late", "(ref {})", "child:{}, sibling", "“{}”", "it was {}."])
NAMES = st.sampled_from(
    ["Robin Canary", "Zoë-Ann O’Canary", "Robin Lee Canary", "Anne-Marie McCanary", "CANARY, Robin", "Robin CANARY"]
)
PEOPLE = {
    "NHS number": "943 476 5919",
    "unique pupil number": "B801200005001",
    "postcode": "ZE1 0AA",
    "date of birth": "DOB 03/04/2015",
    "e-mail address": "robin.canary@example.invalid",
    "telephone number": "020 7946 0958",
    "name of a person": "Mrs Canary",
    "name of a person beside an age": "Robin, aged 7",
    "name of a person beside a date": "Robin Canary 03/04/2015",
}


def nhs_number(digits):
    """The NHS number that begins with nine digits, or None where these have none."""
    for check in "0123456789":
        if nhs.is_valid(digits + check):
            return digits + check
    return None


@given(st.text("0123456789", min_size=9, max_size=9), AROUND, st.sampled_from(["", " ", "-"]))
def test_an_nhs_number_is_found_wherever_it_stands(digits, around, between):
    number = nhs_number(digits)
    if number:
        written = between.join((number[:3], number[3:6], number[6:]))
        assert "NHS number" in kinds_in(around.format(written))


@given(st.text("0123456789", min_size=10, max_size=10))
def test_ten_digits_with_a_wrong_check_digit_are_no_nhs_number(digits):
    assert nhs.is_valid(digits) is ("NHS number" in kinds_in(digits))


@given(st.text("0123456789", min_size=12, max_size=12), AROUND, st.booleans())
def test_a_pupil_number_of_any_authority_is_found_wherever_it_stands(digits, around, small):
    number = upn.calc_check_digit(digits) + digits
    assert "unique pupil number" in kinds_in(around.format(number.lower() if small else number))
    other = "A" if number[0] != "A" else "B"
    assert "unique pupil number" not in kinds_in(around.format(other + digits))


def test_a_pupil_number_of_an_authority_founded_in_2023_is_found():
    digits = "942200005001"
    assert ["unique pupil number"] == kinds_in(upn.calc_check_digit(digits) + digits)


@given(
    st.sampled_from(["E1 6AN", "SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX"]),
    AROUND,
    st.sampled_from([" ", ""]),
)
def test_a_postcode_is_found_wherever_it_stands(postcode, around, between):
    assert "postcode" in kinds_in(around.format(postcode.replace(" ", between)))


@given(NAMES, st.dates(), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y", "%d/%m/%y"]), AROUND)
def test_a_name_beside_a_date_is_found_however_the_date_is_written(name, day, form, around):
    if day.year < 1000:
        return
    assert "name of a person beside a date" in kinds_in(around.format(f"{name} {day.strftime(form)}"))
    assert "name of a person beside a date" in kinds_in(around.format(f"{day.strftime(form)}: {name}"))


@pytest.mark.parametrize("word", ["DOB", "d.o.b.", "born", "Born on", "date of birth:", "D.O.B"])
@pytest.mark.parametrize("day", ["03/04/2015", "2015-04-03", "3rd April 2015", "3.4.15"])
def test_a_birth_date_is_found_by_the_word_beside_it(word, day):
    assert ["date of birth"] == kinds_in(f"the child, {word} {day}, was seen")


@pytest.mark.parametrize(
    "number", ["020 7946 0958", "(020) 7946 0958", "07700 900123", "07700900123", "+44 7700 900123", "0161 496 0123"]
)
def test_a_telephone_number_is_found(number):
    assert ["telephone number"] == kinds_in(f"ring {number} after six")


@pytest.mark.parametrize(
    "text",
    [
        "Working together 2023 was read by all agencies",
        "Safeguarding Board 12/10/2023",
        "Executive Group, 1 April 2023 to 31 March 2024",
        "Detective Superintendent",
        "Childline 0800 1111 and the NSPCC 0808 800 5000",
        "Agenda item 6, pages 10 to 12",
        "https://democracy.example.invalid/ieListDocuments.aspx?MId=9434765919",
        "s11 4th quarter",
        "E09000030 and Z06000001",
        "01-04-2023 10-11 and 2023-04-01",
        "Year 7 9 am",
        "£1 200 000 of 3 400 500",
        "Audit of 20 cases on 12/10/2023; 9 good",
    ],
)
def test_what_partners_say_about_their_work_is_no_finding(text):
    assert [] == kinds_in(text)


def test_no_example_of_ours_names_a_person():
    assert [] == find_identifiable(everything())


def test_an_office_holder_of_the_settings_may_be_named_and_nobody_else():
    assert [] == kinds_in("Mrs Jane  Heron and Dr Wren", known=["Mrs Jane Heron", "dr wren"])
    assert ["name of a person"] == kinds_in("Mrs Jane Heron and Mrs Canary", known=["Mrs Jane Heron"])
    assert ["e-mail address"] == kinds_in("a@b.example", known=["b@b.example", "  "])


def test_a_known_name_does_not_hide_what_stands_beside_it():
    text = "Mrs Jane Heron, 943 476 5919"
    assert ["NHS number"] == kinds_in(text, known=["Mrs Jane Heron"])


COLUMNS = [
    (table, column.name)
    for table in (PARTNER_FIGURES, *REGISTERS)
    for column in table.asked
    if column.type == "text" and not column.codes and not column.form
]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
def test_every_kind_is_found_in_every_text_column_by_place_and_without_a_value(table, column):
    row = figures()["partner_figures"].iloc[0].to_dict() if table == PARTNER_FIGURES else example(table)
    for kind, text in PEOPLE.items():
        rows = made(table.name, row | {"row": 2}, row | {column: f"see {text}", "row": 3})
        findings = find_identifiable({table.name: rows})
        assert (kind, table.name, column, RETURN, (3,)) in [
            (one.rule, one.table, one.column, one.file, one.rows) for one in findings
        ]
        assert {"error"} == {one.severity for one in findings}
        assert not [part for part in text.split() if part != "DOB" and part in str(findings)]


def test_free_text_of_a_child_level_table_is_looked_at_too():
    tables = everything()
    helped = tables["early_help_episodes"].assign(organisation="Robin Canary, 8 years old")
    (finding,) = find_identifiable({"early_help_episodes": helped})
    assert ("organisation", "name of a person beside an age") == (finding.column, finding.rule)


def test_rows_of_a_finding_stand_in_order():
    row = example(next(table for table in REGISTERS if table.name == "glossary"), meaning="ask Mrs Canary")
    rows = made("glossary", row, row, row)
    (finding,) = find_identifiable({"glossary": rows.sort_values("row", ascending=False)})
    assert (2, 3, 4) == finding.rows


def test_one_kind_in_two_returns_is_a_finding_for_each():
    row = example(next(table for table in REGISTERS if table.name == "glossary"), meaning="ask Mrs Canary")
    rows = made("glossary", row, row | {"return_id": "other.csv"}, row)
    assert [(RETURN, (2, 4), 2), ("other.csv", (3,), 1)] == [
        (one.file, one.rows, one.count) for one in find_identifiable({"glossary": rows})
    ]


@given(st.text("aA b-’.0/1@", min_size=200, max_size=400))
def test_no_text_takes_long_to_look_at(text):
    before = time.process_time()
    kinds_in(text * 5)
    assert time.process_time() - before < 2
