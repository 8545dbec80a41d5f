from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from safeguarding_report.corrections import Corrected
from safeguarding_report.example import partnership as invented
from safeguarding_report.example.faults import FAULTS
from safeguarding_report.example.process import PLACES, totals_of
from safeguarding_report.example.registers import register_files
from safeguarding_report.example.returns_log import (
    LATE,
    MISSING,
    NIL,
    SLUG,
    SUPERSEDED,
    TOO_LATE,
    asked_in,
    cut_off_of,
    files_of,
)
from safeguarding_report.formats.returns import ReturnContext, read_return
from safeguarding_report.partnership import Partnership
from safeguarding_report.receiving import receive, validate
from safeguarding_report.settings import read_settings
from safeguarding_report.store import write_file
from safeguarding_report.tables.registers import REGISTERS
from safeguarding_report.workspace import Step, Workspace
from safeguarding_report.year import ReportingYear

ROOT = Path(__file__).parents[2]
YEAR = ReportingYear.parse("2023-24")


@pytest.fixture(scope="module")
def returns(tmp_path_factory):
    root = tmp_path_factory.mktemp("workspace")
    invented.write_returns(root)
    return root / "data" / SLUG


def read(returns, year, file, area):
    context = ReturnContext(file, area if area.startswith("Z") else "", year, lambda child: child)
    return read_return(returns / str(year) / "returns" / file, context)


def test_the_settings_in_the_repository_are_those_that_are_made():
    for path, content in invented.settings_files().items():
        assert content == (ROOT / "data" / SLUG / path).read_bytes(), path


def test_the_settings_are_read_by_the_partnership_and_say_that_it_is_invented():
    partnership = read_settings(ROOT / "data" / SLUG / "partnership.toml", Partnership, slug=SLUG)
    assert partnership.invented
    assert "(invented)" in partnership.name
    assert {"Z06000001": "Ashmere", "Z09000001": "Wold"} == partnership.invented_names


def test_every_expected_return_is_of_a_partner_of_that_year():
    partnership = read_settings(ROOT / "data" / SLUG / "partnership.toml", Partnership, slug=SLUG)
    for year in invented.YEARS:
        partners = {partner.name for partner in partnership.partners_in(year)}
        assert {asked.partner for asked in asked_in(year)} <= partners


def test_every_return_is_of_a_form_that_we_read_and_only_planted_faults_are_errors(returns):
    errors = set()
    for year in invented.YEARS:
        for asked in asked_in(year):
            for file in files_of(asked, year):
                found = read(returns, year, file, asked.area)
                assert asked.form == found.form, file
                assert found.tables, file
                errors |= {(str(year), file) for finding in found.findings if finding.severity == "error"}
    assert {(fault.year, fault.file) for fault in FAULTS.values() if not fault.is_read} == errors


@pytest.fixture(scope="module")
def found_by_suites(returns, tmp_path_factory):
    """Return what the suites find in the returns of the last year: before anything is corrected, and after."""
    for path, content in invented.settings_files().items():
        write_file(returns / path, content)
    (returns.parents[1] / "outputs").mkdir()
    step = Step("01_validate", Workspace(returns.parents[1]), SLUG, YEAR, tmp_path_factory.mktemp("staging"))
    came = receive(step)
    corrected = came.correct()
    assert [] == [str(finding) for finding in corrected.findings if finding.severity == "error"]
    untouched = Corrected(came.tables, (), corrected.applied)
    return validate(untouched, step), validate(replace(corrected, findings=()), step)


def at(findings, fault):
    return [one for one in findings if (one.file, one.rule) == (fault.file, fault.says) and fault.row in one.rows]


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.is_read])
def test_a_fault_that_is_read_is_found_by_its_suite_at_its_row(found_by_suites, name):
    fault, (before, after) = FAULTS[name], found_by_suites
    (finding,) = at(before, fault)
    assert ("query" if fault.is_asked or not fault.table else "error") == finding.severity
    assert ([] if fault.table else [finding]) == at(after, fault)


def test_the_suites_find_the_planted_faults_and_no_error_that_is_not_corrected(found_by_suites):
    _, after = found_by_suites
    planted = {(fault.file, fault.says) for fault in FAULTS.values() if fault.is_read and not fault.table}
    assert planted == {(finding.file, finding.rule) for finding in after}


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if not fault.is_read])
def test_a_planted_fault_is_found_at_its_row(returns, name):
    fault = FAULTS[name]
    area = next(asked.area for asked in asked_in(YEAR) if fault.file in files_of(asked, YEAR))
    found = read(returns, YEAR, fault.file, area).findings
    said = [finding for finding in found if (finding.column, finding.rule) == (fault.column, fault.says)]
    assert said
    assert not fault.row or any(fault.row in finding.rows for finding in said)


def test_the_documentation_names_every_planted_fault():
    told = (ROOT / "docs" / "reference" / "planted-faults.md").read_text(encoding="utf-8")
    assert [] == [
        name for name, fault in FAULTS.items() if f"| {name} | `{fault.file}`" not in told or fault.says not in told
    ]


def test_there_is_a_late_a_superseded_a_nil_and_a_missing_return():
    def log(start_year):
        text = (ROOT / "data" / SLUG / str(ReportingYear(start_year)) / "returns.toml").read_text()
        document = tomllib.loads(text)
        return {one["id"]: one for one in document["expected"]}, document["received"]

    expected, received = log(LATE[1])
    late = next(one for one in received if one["answers"] == LATE[0])
    assert expected[LATE[0]]["due"] < late["received"] <= cut_off_of(ReportingYear(LATE[1]))
    too_late = next(one for one in received if one["answers"] == TOO_LATE[0])
    assert too_late["received"] > cut_off_of(ReportingYear(TOO_LATE[1]))
    versions = [one for one in received if one["answers"] == SUPERSEDED[0]]
    assert [1, 2] == [one["version"] for one in versions]
    assert versions[0]["file"] == versions[1]["supersedes"]
    nil = next(one for one in log(NIL[1])[1] if one["answers"] == NIL[0])
    assert ("nil", "") == (nil["state"], nil["file"])
    expected, received = log(MISSING[1])
    assert MISSING[0] in expected
    assert MISSING[0] not in {one["answers"] for one in received}


def test_every_register_is_read_without_a_finding(tmp_path):
    for year in invented.YEARS:
        for name, content in register_files(year).items():
            (tmp_path / name).write_bytes(content)
            found = read_return(tmp_path / name, ReturnContext(name, "", year, lambda child: child))
            assert () == found.findings, name
            assert [name.removesuffix(".csv")] == list(found.tables)


def test_every_register_has_an_entry_in_some_year():
    filled = {name.removesuffix(".csv") for year in invented.YEARS for name in register_files(year)}
    assert {table.name for table in REGISTERS} == filled


def test_plans_and_children_in_care_carry_on_from_year_to_year():
    for place in PLACES:
        for before, now in zip(invented.YEARS, invented.YEARS[1:], strict=False):
            earlier, later = (totals_of(place, year, invented.SEED) for year in (before, now))
            assert (
                earlier["plans_at_31_march"] + later["plans_starting"] - later["plans_ending"]
                == later["plans_at_31_march"]
            )


def test_the_returns_are_the_same_bytes_whatever_the_hash_seed_time_zone_and_locale():
    code = (
        "import hashlib, pathlib, sys, tempfile\n"
        "from safeguarding_report.example import partnership\n"
        "partnership.YEARS = partnership.YEARS[-1:]\n"
        "root = pathlib.Path(tempfile.mkdtemp())\n"
        "partnership.generate(root)\n"
        "files = sorted(path for path in root.rglob('*') if path.is_file())\n"
        "everything = b''.join(str(path.relative_to(root)).encode() + path.read_bytes() for path in files)\n"
        "print(hashlib.sha256(everything).hexdigest())\n"
    )

    def digest(**environment):
        return subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **environment}, check=True, capture_output=True, text=True
        ).stdout

    assert digest(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C") == digest(
        PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C.UTF-8"
    )
