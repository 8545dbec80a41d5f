"""Expectation suites: each can fail, each says why, and a check that could not run has failed."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from safeguarding_report import validation
from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.findings import Finding
from safeguarding_report.suites import read_suite
from safeguarding_report.tables import OFFICIAL_FIGURES, OFFICIAL_SOURCES, OFFICIAL_TOTALS, Column, Table
from safeguarding_report.validation import findings_table, validate

TABLES = {table.name: table for table in (OFFICIAL_FIGURES, OFFICIAL_TOTALS, OFFICIAL_SOURCES)}

CHILDREN = Table(
    name="children",
    one_row_is="one row is one group of invented children",
    columns=(Column("group", "text", "the group"), Column("count", "whole number", "how many", may_be_missing=True)),
)


def figures_frame():
    """Clean published figures: one authority, its region and England."""
    areas = (("E06000099", "Local authority"), ("E12000099", "Regional"), ("E92000001", "National"))
    rows = [
        {
            "release": "children_in_need_2024",
            "time_period": "202324",
            "area_code": code,
            "area_name": "Ashmere",
            "geographic_level": level,
            "item": item,
            "value": value,
            "symbol": symbol,
            "source": "children_in_need_2024/c1",
        }
        for code, level in areas
        for item, value, symbol in (
            ("population_0_to_17", 50_000, None),
            ("referrals", 400, None),
            ("rereferrals", None, "c"),
        )
    ]
    return OFFICIAL_FIGURES.check(pd.DataFrame(rows))


def totals_frame():
    """Clean totals of one authority, in which every part is smaller than its total or all of it."""
    row = dict.fromkeys(OFFICIAL_TOTALS.column_names, 400) | {
        "release": "children_in_need_2024",
        "time_period": "202324",
        "area_code": "E06000099",
        "area_name": "Ashmere",
        "geographic_level": "Local authority",
        "population_0_to_17": 50_000,
    }
    return OFFICIAL_TOTALS.check(pd.DataFrame([row]))


def sources_frame():
    """One clean source."""
    row = dict.fromkeys(OFFICIAL_SOURCES.column_names, "words") | {"sha256": "0" * 64, "publication_date": ""}
    return OFFICIAL_SOURCES.check(pd.DataFrame([row]))


FRAMES = {"official_figures": figures_frame, "official_totals": totals_frame, "official_sources": sources_frame}


def put(column, value, row=0):
    """Return a change that puts one value into one cell."""

    def change(frame):
        changed = frame.copy()
        changed.loc[row, column] = value
        return changed

    return change


def part_above(total, part):
    """Return a change that makes a part larger than its total."""

    def change(frame):
        return frame.assign(**{part: frame[total] + 1})

    return change


def part_below(total, part):
    """Return a change that makes parts add up to less than their total."""

    def change(frame):
        return frame.assign(**{part: frame[total] - 1})

    return change


def nothing(frame):
    return frame.iloc[:0]


def first_row_twice(frame):
    return pd.concat([frame.iloc[:1], frame], ignore_index=True)


# Each expectation of our suites, by the beginning of its reason, and a change that must break it.
BREACHES = {
    "official_figures": {
        "Later steps read these columns": lambda frame: frame[frame.columns[::-1]],
        "A report without published figures": nothing,
        "Counts are whole numbers": lambda frame: frame.assign(value=frame["value"].astype("Float64")),
        "A release is a family": put("release", "adoptions_2024"),
        "A reporting year is written": put("time_period", "2024"),
        "Areas are joined": put("area_code", "Ashmere"),
        "An area without a name": put("area_name", " "),
        "Published files hold no other": put("geographic_level", "Partnership"),
        "Counts are named": put("item", "61+ days"),
        "Every figure keeps the file": put("source", "somewhere"),
        "One release gives one value": first_row_twice,
        "Symbols are those of the field": put("symbol", ":", row=2),
        "A symbol stands in place": put("value", 3, row=2),
        "Where there is no number": put("symbol", None, row=2),
        "Nothing that is counted": put("value", -1),
        "England has about 12 million": put("value", 20_000_001),
        "The pupils of these groups": put("value", 200_000_001),
        "The largest authority": put("value", 500_001),
        "The smallest authority": put("value", 299),
        "The department hides": put("value", 5),
        "Every report compares with England": lambda frame: frame[frame["area_code"].ne("E92000001")],
    },
    "official_totals": {
        "Re-referrals are": part_above("referrals", "rereferrals"),
        "A child is referred": part_above("referrals", "children_referred"),
        "Children referred again": part_above("children_referred", "children_rereferred"),
        "Referrals without further": part_above("referrals", "referrals_no_further_action"),
        "Referrals that found": part_above("referrals", "referrals_not_in_need"),
        "Assessments in 45": part_above("assessments_completed", "assessments_in_45_days"),
        "A child has at least one enquiry": part_above("section47_enquiries", "children_with_section47_enquiry"),
        "A child has at least one conference": part_above("initial_conferences", "children_with_initial_conference"),
        "Conferences in 15": part_above("initial_conferences", "initial_conferences_in_15_days"),
        "Second or subsequent": part_above("plans_starting", "plans_starting_second_or_subsequent"),
        "Plans open for three": part_above("plans_at_31_march", "plans_at_31_march_open_3_months"),
        "Only plans open": part_above("plans_at_31_march_open_3_months", "plans_reviewed_in_time"),
        "A child on a plan": part_above("children_in_need_at_31_march", "plans_at_31_march"),
        "Children in need are some": part_above("population_0_to_17", "children_in_need_at_31_march"),
        "Looked-after children": part_above("population_0_to_17", "children_looked_after_at_31_march"),
        "The months of": part_below("referrals", "referrals_in_all_months"),
        "The sources of": part_below("referrals", "referrals_from_all_sources"),
        "The categories of": part_below("plans_at_31_march", "plans_at_31_march_in_all_categories"),
        "The durations of": part_above("plans_at_31_march", "plans_at_31_march_of_all_durations"),
    },
    "official_sources": {
        "Every figure has a source": nothing,
        "Figures name their source": first_row_twice,
        "The hash proves": put("sha256", "0" * 63),
        "Readers see the title": put("title", ""),
        "Readers see who": put("publisher", " "),
        "A date is written": put("publication_date", "31 October 2024"),
    },
}


@pytest.fixture
def suite(tmp_path):
    """Write a suite of some expectations."""

    def write(*records):
        path = tmp_path / "children.json"
        path.write_text(json.dumps(records))
        return path

    return write


def at_least_one(**changes):
    record = {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "count", "min_value": 1},
        "severity": "error",
        "rule": "group without a child",
        "reason": "Groups have children in them.",
    }
    return record | changes


def children(*counts):
    return pd.DataFrame({"group": ["Robins"] * len(counts), "count": pd.array(counts, dtype="Int64")})


@pytest.mark.parametrize("name", FRAMES)
def test_a_clean_table_meets_every_expectation(repository, name):
    assert [] == validate(FRAMES[name](), TABLES[name], repository / "expectations" / f"{name}.json")


@pytest.mark.parametrize(
    ("name", "reason"), [(name, reason) for name, breaches in BREACHES.items() for reason in breaches]
)
def test_every_expectation_can_fail(repository, suite, name, reason):
    records = json.loads((repository / "expectations" / f"{name}.json").read_text())
    (record,) = [record for record in records if record["reason"].startswith(reason)]
    (finding,) = validate(BREACHES[name][reason](FRAMES[name]()), TABLES[name], suite(record))
    assert (record["severity"], record["reason"], name) == (finding.severity, finding.reason, finding.table)


def test_every_suite_is_tested_here_expectation_by_expectation(repository):
    suites = {path.stem: read_suite(path) for path in (repository / "expectations").glob("official*.json")}
    assert {name: len(breaches) for name, breaches in BREACHES.items()} == {
        name: len(expectations) for name, expectations in suites.items()
    }


def test_a_breach_is_a_finding_with_count_and_rows_and_without_values(suite):
    (finding,) = validate(children(7, -941, 9, -942), CHILDREN, suite(at_least_one()))
    expected = Finding(
        "error", "", "group without a child", "Groups have children in them.", "children", "count", 2, (3, 5),
        in_words="“how many” (count)",
    )  # fmt: skip
    assert expected == finding
    assert "children, column “how many” (count), row 3, 5: " in str(finding)
    assert ["“how many” (count)"] == list(findings_table([finding])["column"])
    assert "94" not in json.dumps(finding.as_record())


def test_rows_are_those_of_the_index_where_it_says_something(suite):
    frame = children(7, 0).set_axis([20, 31], axis="index")
    (finding,) = validate(frame, CHILDREN, suite(at_least_one()))
    assert (31,) == finding.rows


def test_a_missing_number_breaks_no_bound(suite):
    assert [] == validate(children(7, None), CHILDREN, suite(at_least_one()))


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_1_more_is_found_however_large_it_is(suite, more):
    pair = {"column_A": "count", "column_B": "count_of_all", "or_equal": True}
    one = at_least_one(type="expect_column_pair_values_a_to_be_greater_than_b", kwargs=pair)
    table = replace(CHILDREN, columns=(*CHILDREN.columns, Column("count_of_all", "whole number", "how many")))
    frame = children(2**53).assign(count_of_all=pd.array([2**53 + more], dtype="Int64"))
    assert [1] * more == [finding.count for finding in validate(frame, table, suite(one))]


def test_a_finding_names_what_a_worked_out_column_is_made_from(suite):
    worked_out = Column("count_and_more", "whole number", "worked out", made_from=("group", "count"))
    total = Column("count_of_all", "whole number", "worked out", made_from=())
    table = replace(CHILDREN, columns=(*CHILDREN.columns, worked_out, total), made_from="registers")
    more = at_least_one(kwargs={"column": "count_and_more", "max_value": 0})
    pair = at_least_one(
        type="expect_column_pair_values_to_be_equal", kwargs={"column_A": "count", "column_B": "count_of_all"}
    )
    frame = children(7).assign(count_and_more=1, count_of_all=8)
    found = validate(frame, table, suite(more, pair))
    assert [("registers", "count"), ("registers", "group, count")] == [(one.table, one.column) for one in found]


def test_a_finding_names_the_line_that_a_number_was_read_from(suite):
    frame = children(7, 0, 0).assign(row_of_count=pd.array([9, 8, 4], dtype="Int64"))
    (finding,) = validate(frame, CHILDREN, suite(at_least_one()))
    assert (4, 8) == finding.rows


def test_the_library_is_left_as_it_was(suite):
    from great_expectations.expectations.expectation import Expectation

    theirs = Expectation.configuration
    validate(children(7), CHILDREN, suite(at_least_one()))
    assert theirs is Expectation.configuration


def test_the_library_works_out_the_configuration_of_an_expectation_few_times(suite, monkeypatch):
    from great_expectations.expectations.expectation import Expectation

    theirs, worked_out = Expectation.configuration, []
    counted = property(lambda expectation: worked_out.append(1) or theirs.fget(expectation))
    monkeypatch.setattr(Expectation, "configuration", counted)
    validate(children(7), CHILDREN, suite(at_least_one()))
    assert 20 > len(worked_out)


def test_at_most_a_thousand_rows_are_named_and_all_are_counted(suite):
    (finding,) = validate(children(*[0] * 1001), CHILDREN, suite(at_least_one()))
    assert (1001, 1000) == (finding.count, len(finding.rows))


def test_two_expectations_of_one_column_are_both_run(suite):
    below = at_least_one(kwargs={"column": "count", "max_value": 9}, severity="query", reason="Groups are small.")
    found = validate(children(0, 10), CHILDREN, suite(at_least_one(), below))
    assert [("error", (2,)), ("query", (3,))] == [(finding.severity, finding.rows) for finding in found]


def test_a_table_that_was_given_is_left_as_it_was(suite):
    frame = children(7, 0)
    validate(frame, CHILDREN, suite(at_least_one()))
    assert frame.equals(children(7, 0))


def test_an_expectation_about_an_absent_column_has_failed(suite):
    record = at_least_one(kwargs={"column": "cuont", "min_value": 1})
    with pytest.raises(DataError, match=r'Table children, cuont: the check "group without a child" could not be run'):
        validate(children(7), CHILDREN, suite(record))


def test_an_expectation_that_raises_has_failed_and_tells_no_value(suite):
    record = at_least_one(kwargs={"column": "group", "min_value": 1})
    with pytest.raises(DataError) as refused:
        validate(children(7), CHILDREN, suite(record))
    assert "Robins" not in str(refused.value)


@pytest.mark.parametrize(
    "changes", [{"type": "expect_children_to_be_happy"}, {"kwargs": {"column": "count", "least": 1}}, {"kwargs": {}}]
)
def test_a_suite_that_the_library_does_not_understand_has_failed(suite, changes):
    with pytest.raises(DataError, match=r"children\.json could not be run"):
        validate(children(7), CHILDREN, suite(at_least_one(), at_least_one(**changes)))


def test_a_suite_of_which_fewer_ran_than_stand_in_the_file_has_failed(suite, monkeypatch):
    monkeypatch.setattr(validation, "_run", lambda *_: {0: {"success": True}})
    with pytest.raises(DataError, match="1 of 2 expectations were run"):
        validate(children(7), CHILDREN, suite(at_least_one(), at_least_one(severity="query")))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"severty": "error"}, 'unknown key "severty". Did you mean "severity"?'),
        ({"severity": "warning"}, "severity is one of error, query"),
        ({"kwargs": []}, "kwargs is an object"),
        ({"reason": ""}, "texts that say something"),
        ({"rule": ""}, "texts that say something"),
    ],
)
def test_an_expectation_with_a_wrong_key_is_refused(suite, changes, message):
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        read_suite(suite(at_least_one(**changes)))


@pytest.mark.parametrize("key", ["rule", "reason"])
def test_an_expectation_without_a_rule_or_a_reason_is_refused(suite, key):
    record = at_least_one()
    del record[key]
    with pytest.raises(UsageError, match=f'key "{key}" is absent'):
        read_suite(suite(record))


@pytest.mark.parametrize("content", [b"", b"[", b"[]", b"{}", b"\xff", b"[1]"])
def test_a_file_that_is_no_suite_is_refused(tmp_path, content):
    path = tmp_path / "children.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"expectations/children\.json"):
        read_suite(path)


def test_an_absent_suite_is_refused(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        read_suite(tmp_path / "children.json")


def test_nothing_is_sent_over_the_network(suite, monkeypatch):
    def refuse(*_args, **_kwargs):
        message = "a check wanted the network"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert 1 == len(validate(children(0), CHILDREN, suite(at_least_one())))


def test_a_check_leaks_no_warning_and_prints_nothing(suite):
    program = (
        "import sys, pathlib, pandas as pd;"
        "from safeguarding_report.tables import OFFICIAL_SOURCES;"
        "from safeguarding_report.validation import validate;"
        "validate(pd.DataFrame({'count': [0]}), OFFICIAL_SOURCES, pathlib.Path(sys.argv[1]))"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(suite(at_least_one()))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "", "") == (run.returncode, run.stdout, run.stderr)


def test_the_library_is_not_imported_before_a_suite_is_run():
    program = "import sys, safeguarding_report.validation; sys.exit('great_expectations' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode


def test_findings_are_shown_worst_first():
    query = Finding("query", "a.csv", "column absent", "Say why.", column="Referrals", rows=(1,))
    error = Finding("error", "b.csv", "torn row", "Download it again.", count=7, rows=(2, 3, 4, 5, 6, 7, 8))
    table = findings_table([query, error])
    assert ["error", "query"] == list(table["severity"])
    assert ["2, 3, 4, 5, 6", "1"] == list(table["rows"])
    assert [7, 1] == list(table["count"])


def test_no_findings_are_an_empty_table_with_its_columns():
    assert ["severity", "file", "table", "column", "rule", "count", "rows", "reason"] == list(findings_table([]))
