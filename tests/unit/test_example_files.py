from __future__ import annotations

import re

import pandas as pd
import pytest
from counted_plainly import counted

from safeguarding_report.example.annex_a_file import annex_a_csv, annex_a_lists, annex_a_workbook
from safeguarding_report.example.census_file import census_xml
from safeguarding_report.example.histories import histories
from safeguarding_report.example.ssda903_files import ssda903_files
from safeguarding_report.formats.returns import ReturnContext, read_return
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2023-24")
AUTHORITY = "Z06000001"


@pytest.fixture(scope="module")
def made():
    return histories({"referrals": 120, "rereferrals": 30, "plans_starting": 20}, AUTHORITY, YEAR, "files")


def read(path):
    return read_return(path, ReturnContext(path.name, AUTHORITY, YEAR, lambda child: f"pseudonym of {child}"))


def put(folder, files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def previous_of(made):
    referrals = made.previous["referrals"]
    return {"referrals": referrals.assign(child="pseudonym of " + referrals["child"])}


def test_a_census_is_read_back_without_a_finding_and_gives_every_count(made, tmp_path):
    path = tmp_path / "census.xml"
    path.write_bytes(census_xml(made, "998"))
    census = read(path)
    assert () == census.findings
    expected = counted(made.tables, made.previous, YEAR)
    got = counted(
        {**{name: frame.head(0) for name, frame in made.tables.items()}, **census.tables}, previous_of(made), YEAR
    )
    care = {item for item in expected if "looked_after" in item}
    assert {item: expected[item] for item in expected if item not in care} == {
        item: got[item] for item in expected if item not in care
    }


def test_ssda903_is_read_back_and_gives_the_counts_of_children_looked_after(made, tmp_path):
    lists = read(put(tmp_path / "ssda903", ssda903_files(made)))
    assert [] == [str(finding) for finding in lists.findings if finding.severity == "error"]
    expected = counted(made.tables, made.previous, YEAR)
    got = counted(
        {**{name: frame.head(0) for name, frame in made.tables.items()}, **lists.tables}, previous_of(made), YEAR
    )
    for item in expected:
        if "looked_after" in item:
            assert expected[item] == got[item], item


@pytest.mark.parametrize("form", ["workbook", "csv"])
def test_annex_a_lists_are_read_back_and_hold_the_rows_of_the_year(made, tmp_path, form):
    lists = annex_a_lists(made)
    if form == "workbook":
        path = tmp_path / "annex_a.xlsx"
        path.write_bytes(annex_a_workbook(lists))
    else:
        path = put(tmp_path / "annex_a", annex_a_csv(lists))
    annex = read(path)
    assert [] == [str(finding) for finding in annex.findings if finding.severity == "error"]
    assert 120 == len(annex.tables["referrals"])
    stated = annex.tables["referrals"]["referrals_in_12_months_before"]
    assert 30 == int((stated > 0).sum())
    for name in ("contacts", "assessments", "child_in_need_episodes", "child_protection_plans", "care_leavers"):
        assert len(made.tables[name]) == len(annex.tables[name]), name


def test_the_same_histories_give_the_same_bytes(made):
    assert annex_a_workbook(annex_a_lists(made)) == annex_a_workbook(annex_a_lists(made))
    assert census_xml(made, "998") == census_xml(made, "998")


def test_no_file_holds_a_name_a_upn_or_a_postcode(made):
    census = census_xml(made, "998").decode()
    assert "UPN" not in census
    assert re.fullmatch(r"(AW\d{7}\n)+", "\n".join(made.tables["children"]["child"]) + "\n")
    header = ssda903_files(made)["Header.csv"].decode().splitlines()
    assert all(line.endswith(",,,") for line in header[1:])


def test_birth_dates_agree_with_the_ages_that_the_tables_say(made, tmp_path):
    path = tmp_path / "census.xml"
    path.write_bytes(census_xml(made, "998"))
    read_back = read(path).tables["children"].set_index("child")["age_group"]
    own = made.tables["children"].assign(child="pseudonym of " + made.tables["children"]["child"])
    own = own.set_index("child")["age_group"].loc[read_back.index]
    pd.testing.assert_series_equal(own, read_back)
