"""Every suite for what partners return: a clean table meets it, and each of its expectations can be breached."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from clean_tables import RETURN, TABLES, YEAR, everything

from safeguarding_report.relations import PARTNER_TOTALS, as_checked, columns_worked_out
from safeguarding_report.suites import read_suite
from safeguarding_report.validation import validate

SUITES = [*columns_worked_out(), PARTNER_TOTALS.name]


@pytest.fixture(scope="module")
def checked():
    """Each table as its suite sees it, by name."""
    return {table.name: (table, frame) for table, frame in as_checked(everything(), YEAR)}


@pytest.fixture
def suite_of(repository):
    return lambda name: repository / "expectations" / f"{name}.json"


def breach(expectation, frame, rows):
    """Return the frame with cells of some rows changed so that the expectation does not hold there."""
    kind, arguments = expectation.type.removeprefix("expect_column_"), expectation.kwargs
    values = {
        "values_to_be_between": lambda: [
            arguments["min_value"] - 1 if "min_value" in arguments else arguments["max_value"] + 1
        ],
        "values_to_be_in_set": lambda: ["Canary"],
        "values_to_not_be_in_set": lambda: [arguments["value_set"][0]],
        "values_to_not_be_null": lambda: [None],
        "values_to_match_regex": lambda: [" "],
        "pair_values_a_to_be_greater_than_b": lambda: [1, 2],
        "pair_values_to_be_equal": lambda: [2, 1],
    }[kind]()
    for column, value in zip(expectation.named_columns, values, strict=True):
        cells = frame[column].astype(object)
        cells.loc[rows] = value
        frame = frame.assign(**{column: cells if isinstance(value, str | None) else pd.to_numeric(cells)})
    return frame


def many(frame, count):
    """Return the first row of a clean table so many times, numbered from 2."""
    lines = [column for column in frame.columns if column == "row" or column.startswith("row_of_")]
    return frame.iloc[[0] * count].assign(**dict.fromkeys(lines, range(2, count + 2))).reset_index(drop=True)


@pytest.mark.parametrize("name", SUITES)
def test_a_clean_table_meets_its_suite(checked, suite_of, name):
    table, frame = checked[name]
    assert [] == validate(frame, table, suite_of(name))


@pytest.mark.parametrize("name", SUITES)
def test_every_expectation_can_be_breached_in_a_row(checked, suite_of, name):
    table, clean = checked[name]
    expectations = read_suite(suite_of(name))
    frame = many(clean, len(expectations))
    for place, expectation in enumerate(expectations):
        if not expectation.is_of_a_share:
            frame = breach(expectation, frame, [place])
    found = {(finding.reason, finding.severity, row) for finding in validate(frame, table, suite_of(name))
             for row in finding.rows}  # fmt: skip
    expected = {
        (expectation.reason, expectation.severity, place + 2)
        for place, expectation in enumerate(expectations)
        if not expectation.is_of_a_share
    }
    assert expected <= found


@pytest.mark.parametrize(
    "name",
    [name for name in SUITES if name == "partner_totals" or name in TABLES],
)
def test_every_expectation_of_a_share_is_breached_above_its_share_and_not_at_it(
    checked, suite_of, tmp_path, name
):  # fmt: skip
    table, clean = checked[name]
    records = json.loads(suite_of(name).read_text(encoding="utf-8"))
    shares = [record for record in records if "mostly" in record["kwargs"]]
    if not shares:
        return
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(shares), encoding="utf-8")
    frame, above = many(clean, 100), many(clean, 100)
    for expectation in read_suite(path):
        allowed = 100 - round(expectation.kwargs["mostly"] * 100)
        frame = breach(expectation, frame, list(range(allowed)))
        above = breach(expectation, above, list(range(allowed + 1)))
    assert [] == validate(frame, table, path)
    assert {record["reason"] for record in shares} == {finding.reason for finding in validate(above, table, path)}


@pytest.mark.parametrize("name", SUITES)
def test_no_reason_stands_twice_in_a_suite_and_each_ends_as_a_sentence_does(suite_of, name):
    reasons = [expectation.reason for expectation in read_suite(suite_of(name))]
    assert len(set(reasons)) == len(reasons)
    assert [reason for reason in reasons if not reason.endswith(".") or not reason[0].isupper()] == []


THE_LIBRARYS_OWN_WORDS = re.compile(r"values to|expect|\bnull\b|in set|to be|regex|column|mostly|pair|distinct")


def all_suites():
    return sorted(path.stem for path in (Path(__file__).parents[2] / "expectations").glob("*.json"))


@pytest.mark.parametrize("name", all_suites())
def test_every_expectation_has_a_rule_of_its_own_in_the_words_of_the_field(suite_of, name):
    rules = [expectation.rule for expectation in read_suite(suite_of(name))]
    assert len(set(rules)) == len(rules)
    assert [] == [rule for rule in rules if THE_LIBRARYS_OWN_WORDS.search(rule) or "_" in rule]


@pytest.mark.parametrize("name", SUITES)
def test_a_finding_names_no_column_that_was_worked_out_for_a_check(checked, suite_of, name):
    table, clean = checked[name]
    known = {column.name for column in table.columns if column.made_from is None}
    expectations = read_suite(suite_of(name))
    frame = many(clean, len(expectations))
    for place, expectation in enumerate(expectations):
        frame = breach(expectation, frame, [place])
    found = validate(frame, table, suite_of(name))
    assert [] == [column for one in found for column in one.column.split(", ") if column not in known]


@pytest.mark.parametrize("name", columns_worked_out())
def test_a_suite_knows_exactly_the_codes_of_its_table(suite_of, name):
    suite = {
        expectation.kwargs["column"]: expectation.kwargs["value_set"]
        for expectation in read_suite(suite_of(name))
        if expectation.type == "expect_column_values_to_be_in_set"
    }
    table, _ = columns_worked_out()[name]
    assert {column.name: list(column.codes) for column in table.columns if column.codes} == suite


@pytest.mark.parametrize("name", columns_worked_out())
def test_every_column_that_is_worked_out_is_asked_about(suite_of, name):
    asked = {column for expectation in read_suite(suite_of(name)) for column in expectation.named_columns}
    _, worked_out = columns_worked_out()[name]
    assert [column.name for column in worked_out if column.name not in asked] == []
    assert [column.name for column in worked_out if not column.words] == []


def test_every_suite_in_the_folder_is_of_a_table(repository):
    in_folder = {path.stem for path in (repository / "expectations").glob("*.json")}
    assert set(SUITES) == {name for name in in_folder if not name.startswith(("official_", "results"))}


def test_every_table_that_can_be_returned_has_a_suite():
    assert set(TABLES) == set(columns_worked_out())


def test_a_finding_names_the_return_and_the_row_of_that_file(checked, suite_of):
    table, clean = checked["referrals"]
    frame = many(clean, 4).assign(
        return_id=[RETURN, "other.csv", RETURN, "other.csv"], row=[7, 7, 8, 9], earlier_rows_alike=[0.0, 1.0, 0.0, 1.0]
    )
    (finding,) = validate(frame, table, suite_of("referrals"))
    assert ("other.csv", (7, 9), 2) == (finding.file, finding.rows, finding.count)


def test_a_share_is_that_of_one_return_and_not_of_all_together(checked, suite_of):
    table, clean = checked["referrals"]
    frame = many(clean, 100).assign(return_id=["small.csv"] * 5 + ["large.csv"] * 95)
    frame = frame.assign(source=frame["source"].where(frame.index >= 2))
    (finding,) = validate(frame, table, suite_of("referrals"))
    assert ("small.csv", "source", 2) == (finding.file, finding.column, finding.count)


def test_worst_stands_first(checked, suite_of):
    table, clean = checked["assessments"]
    frame = many(clean, 2).assign(days_from_referral_to_start=-1.0, earlier_rows_alike=1.0)
    severities = [finding.severity for finding in validate(frame, table, suite_of("assessments"))]
    assert ["error", "query"] == severities
    assert all(before <= after for before, after in pairwise(severities))
