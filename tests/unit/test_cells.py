"""Cells of returns become values, or findings at their rows; a date with two readings is never guessed."""

from __future__ import annotations

import pandas as pd
import pytest

from safeguarding_report.formats.cells import (
    Where,
    plain_identifier,
    read_codes_of_form,
    read_whole_numbers,
    read_yes_no,
    with_blank_rows,
)
from safeguarding_report.formats.dates import read_dates
from safeguarding_report.formats.sheet import column_letter, column_place

WHERE = Where("file.csv", "Date", "list")


def _cells(*texts, first=2):
    return pd.Series(list(texts), index=range(first, first + len(texts)), dtype="str")


def _days(*texts, form="dd/mm/yyyy"):
    values, findings = read_dates(_cells(*texts), WHERE, form)
    days = [None if pd.isna(value) else f"{value:%Y-%m-%d}" for value in values]
    return days, [(finding.severity, finding.rule, finding.rows) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024", "3/4/2024", "03-04-2024", "03.04.2024", "2024-04-03", "2024/04/03", "2024-04-03T00:00:00",
        "2024-04-03 10:15", "03/04/2024 00:00", "3 April 2024", "3-Apr-2024", "3rd Apr 2024", "45385", "45385.5",
        "\u00a003/04/2024 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert (["2024-04-03"], []) == _days(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("31/04/2024", "day that is not in the calendar"),
        ("29/02/2023", "day that is not in the calendar"),
        ("2024-13-01", "day that is not in the calendar"),
        ("00/04/2024", "day that is not in the calendar"),
        ("03/04/24", "year of two digits"),
        ("3-Apr-24", "year of two digits"),
        ("soon", "date that cannot be read"),
        ("17999", "date that cannot be read"),
        ("60001", "date that cannot be read"),
        ("0", "date that cannot be read"),
        ("3 Foo 2024", "date that cannot be read"),
        ("04/25/2024", "date with the month first"),
    ],
)
def test_what_is_no_day_is_an_error_at_its_row(text, rule):
    assert (["2024-04-29", None], [("error", rule, (3,))]) == _days("29/04/2024", text)


def test_one_month_in_first_place_makes_every_date_with_two_readings_of_its_column_an_error():
    days, findings = _days("03/04/2024", "04/25/2024", "25/04/2024", "04/04/2024", "2024-04-03", "")
    assert [None, None, "2024-04-25", "2024-04-04", "2024-04-03", None] == days
    assert [
        ("error", "date that may have the month or the day first", (2,)),
        ("error", "date with the month first", (3,)),
    ] == sorted(findings, key=lambda finding: finding[2])


def test_in_a_form_with_iso_dates_03_04_is_not_guessed():
    days, findings = _days("2024-04-03", "03/04/2024", "25/04/2024", form="yyyy-mm-dd")
    assert ["2024-04-03", None, "2024-04-25"] == days
    assert [("error", "date that may have the month or the day first", (3,))] == findings


@pytest.mark.parametrize(("form", "example"), [("dd/mm/yyyy", "25/04/2024"), ("yyyy-mm-dd", "2024-04-25")])
@pytest.mark.parametrize("text", ["soon", "31/04/2024", "25/04/24", "04/25/2024"])
def test_the_advice_about_a_date_is_that_of_the_form_that_is_read(form, example, text):
    _, (finding,) = read_dates(_cells(text), WHERE, form)
    other = {"dd/mm/yyyy": "2024-04-25", "yyyy-mm-dd": "25/04/2024"}[form]
    assert (True, False) == (f"such as {example}." in finding.reason, other in finding.reason)


def test_the_advice_about_a_date_with_two_readings_is_that_of_the_form_that_is_read():
    _, (finding,) = read_dates(_cells("03/04/2024"), WHERE, "yyyy-mm-dd")
    assert "This form asks for the year first" in finding.reason
    assert "Send the column again as yyyy-mm-dd." in finding.reason


def test_date_cells_up_to_the_12th_beside_texts_from_the_13th_may_be_turned_round():
    cells = [f"2024-{month:02d}-{day:02d}" for month, day in ((1, 2), (3, 4), (5, 6), (7, 8), (9, 12))]
    texts = ["13/01/2024", "14/02/2024", "15/03/2024", "16/04/2024", "17/05/2024"]
    days, findings = _days(*cells, *texts)
    assert [None] * 5 == days[:5]
    assert [("error", "dates that the spreadsheet may have turned round", (2, 3, 4, 5, 6))] == findings
    assert ([], 10) == (_days(*cells, "2024-04-13", *texts)[1], len(days))


def test_a_finding_counts_every_row_and_keeps_the_first_thousand():
    _, findings = read_dates(_cells(*["soon"] * 1500), WHERE)
    assert (1500, 1000, 2) == (findings[0].count, len(findings[0].rows), findings[0].rows[0])


def test_a_cell_that_could_not_be_read_is_not_blank_too_beyond_the_thousand_rows_that_a_finding_keeps():
    received = _cells(*["soon"] * 1500, "", "03/04/2024", "#N/A")
    values, _ = read_dates(received, WHERE)
    (finding,) = with_blank_rows([], values, received, WHERE, "It is needed.")
    assert (2, (1502, 1504)) == (finding.count, finding.rows)


def test_a_cell_that_holds_a_formula_is_told_and_not_blank_too():
    received = _cells("", "", "")
    values, _ = read_dates(received, WHERE)
    assert (2, 4) == with_blank_rows([], values, received, WHERE, "It is needed.", told=[3])[0].rows
    assert [] == with_blank_rows([], values, received, WHERE, "It is needed.", told=[2, 3, 4])


def test_missing_cells_stay_missing():
    values, findings = read_yes_no(pd.Series(["Yes", None], index=[2, 3], dtype="str"), WHERE)
    assert (["yes"], [], [3]) == (list(values.dropna()), findings, list(values.index[values.isna()]))


def test_a_column_of_blanks_and_a_column_without_rows_are_read():
    for texts in (("", "-"), ()):
        values, findings = read_dates(_cells(*texts), WHERE)
        assert (len(texts), []) == (int(values.isna().sum()), findings)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("12.0", 12), ("007", 7)])
def test_a_whole_number_is_read(text, number):
    assert [number] == list(read_whole_numbers(_cells(text), WHERE)[0])


@pytest.mark.parametrize("text", ["-1", "1.5", "two", "1,000", "\u0661"])
def test_what_is_no_whole_number_is_an_error(text):
    values, findings = read_whole_numbers(_cells(text), WHERE)
    assert (True, "error") == (bool(values.isna().all()), findings[0].severity)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0012", "12"),
        ("12", "12"),
        ("12.0", "12"),
        (" 12\u00a0", "12"),
        ("000", "0"),
        ("ab-012", "AB-012"),
        ("1.20", "1.20"),
    ],
)
def test_a_childs_number_is_the_same_however_a_spreadsheet_wrote_it(text, plain):
    assert plain == plain_identifier(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("a) U6", "U6"), ("u6 - Placement with a carer", "U6"), ("(b) U1: x", "U1"), ("U61", None), ("x", None)],
)
def test_a_national_code_is_known_by_its_form(text, code):
    values, findings = read_codes_of_form(_cells(text), WHERE, "U[1-6]", "a code such as U1")
    assert (code, code is None) == (None if values.isna().all() else values.iloc[0], len(findings) == 1)


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (499, "SF"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_is_called_as_a_spreadsheet_calls_it(place, letters):
    assert (letters, place) == (column_letter(place), column_place(letters))
