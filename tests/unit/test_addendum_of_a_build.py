"""When an addendum is written, how long it stands, and what becomes of it; with stand-ins for the tasks."""

from __future__ import annotations

import json

import pytest
from little_line import StandIns, make_workspace

from safeguarding_report import perform, run, update
from safeguarding_report.inputs import DeclaredInputs
from safeguarding_report.status import status
from safeguarding_report.tasks import ADDENDUM_FILES, PUBLIC_FILES, Task

ARDEN = ("arden", "2022-23")


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """One partnership with two reports."""
    stand_ins = StandIns(make_workspace(tmp_path / "workspace", arden="2022-23 2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    monkeypatch.setattr(run, "pango_version", lambda: "Pango 1, HarfBuzz 1")
    return stand_ins


def names(line):
    return {path.name for path in line.workspace.public.joinpath(*ARDEN).iterdir()}


def edit_official(line, rows):
    (line.workspace.official / "official_figures.csv").write_text(rows, encoding="utf-8")


def test_a_build_writes_no_addendum_unless_asked(line):
    line.build()
    assert set(PUBLIC_FILES) == names(line)


def test_an_addendum_comes_after_the_report_and_stays_as_long_as_it_is_true(line):
    line.build(*ARDEN, addenda=[ARDEN])
    assert ["arden 2022-23 finishing", "arden 2022-23 addendum"] == line.done[-2:]
    assert {*PUBLIC_FILES, *ADDENDUM_FILES} == names(line)
    line.build(*ARDEN)
    assert [] == line.done
    assert {*PUBLIC_FILES, *ADDENDUM_FILES} == names(line)
    assert {""} == set(status(line.workspace, *ARDEN).values())


def test_an_addendum_goes_when_more_was_published_and_comes_back_when_asked_for(line):
    line.build(*ARDEN, addenda=[ARDEN])
    edit_official(line, "later figures\n")
    line.build(*ARDEN)
    assert set(PUBLIC_FILES) == names(line)
    line.build(*ARDEN, addenda=[ARDEN])
    assert ["arden 2022-23 addendum"] == line.done
    assert {*PUBLIC_FILES, *ADDENDUM_FILES} == names(line)


def test_what_stands_beside_one_report_is_no_concern_of_a_build_of_another(line):
    """A new release puts all addenda out of date; the first to be written again must not fail because of the others."""
    line.build(*ARDEN, addenda=[ARDEN], editions="all")
    edit_official(line, "later figures\n")
    outcome = line.build("arden", "2023-24", addenda=[("arden", "2023-24")])
    assert ([], 0) == (outcome.undeclared, outcome.exit_code)
    assert set(ADDENDUM_FILES) <= names(line)
    line.workspace.public.joinpath(*ARDEN, "typed.html").write_text("", encoding="utf-8")
    assert ["public/arden/2022-23/typed.html"] == line.build("arden", "2023-24").undeclared


def test_a_failed_build_says_nothing_of_the_addendum_that_stands_there(line):
    line.build(*ARDEN, addenda=[ARDEN])
    edit_official(line, "later figures\n")
    line.failing = {"arden 2022-23 gate"}
    assert [] == line.build(*ARDEN, addenda=[ARDEN]).undeclared


def test_an_addendum_and_other_editions_stand_beside_each_other(line):
    line.build(*ARDEN, addenda=[ARDEN], editions="all")
    both = {*PUBLIC_FILES, *ADDENDUM_FILES, "report.pdf"}
    assert both == names(line)
    line.workspace.public.joinpath(*ARDEN, "addendum.html").unlink()
    line.build(*ARDEN)
    assert [] == line.done
    assert both == names(line)


def test_the_index_comes_after_the_addendum_that_it_links_to(line):
    line.build(addenda=[ARDEN])
    assert "index" == line.done[-1]
    assert line.build().undeclared == []


def test_an_addendum_leaves_nothing_that_it_does_not_declare(line):
    line.extra = {"public/addendum.txt": "undeclared"}
    outcome = line.build(*ARDEN, addenda=[ARDEN])
    assert "which it does not declare" in str(outcome.failures[Task(*ARDEN, "addendum")])


def test_an_addendum_knows_what_was_published_of_later_years_and_the_report_does_not(line):
    later = line.workspace.root / "data/arden/2023-24/published/edition-1"
    later.mkdir(parents=True)
    (later / "figures.csv").write_text("", encoding="utf-8")
    inputs = DeclaredInputs(line.workspace)
    place = "data/arden/2023-24/published/edition-1/figures.csv"
    assert place in inputs.of(Task(*ARDEN, "addendum"))
    assert place not in inputs.of(Task(*ARDEN, "gate"))


def test_an_update_says_what_the_addendum_says_of_itself(line, monkeypatch):
    record = {"figures": {"the same": 9, "not explained": 1}, "report": {"edition": ""}}
    line.extra = {"public/addendum.json": json.dumps(record)}
    monkeypatch.setattr(update, "build", lambda *_, **options: line.build(*ARDEN, addenda=options["addenda"]))
    told = update.update(line.workspace, *ARDEN)
    assert "Figures: 9 the same, 1 not explained." in told.in_words()
    assert "it is not published" in told.in_words()
    assert record == json.loads(told.as_json())["addendum"]


def test_an_update_that_fails_says_why(line, monkeypatch):
    line.failing = {"arden 2022-23 gate"}
    monkeypatch.setattr(update, "build", lambda *_, **options: line.build(*ARDEN, addenda=options["addenda"]))
    told = update.update(line.workspace, *ARDEN)
    assert told.record is None
    assert "gate said no" in told.in_words()
