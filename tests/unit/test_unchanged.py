"""A build with nothing to do knows it without planning, and plans as soon as any file is not what it was."""

from __future__ import annotations

import json
import os
import time

import pytest
from little_line import StandIns, make_workspace

from safeguarding_report import closure, environment, perform, run, unchanged
from safeguarding_report.progress import JsonProgress

NOTHING_TO_DO = "All 3 reports are up to date."


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """Three reports that were built, and found up to date once; `planned` counts the builds that plan."""
    monkeypatch.setattr(unchanged, "SETTLED_NANOSECONDS", 0)
    stand_ins = StandIns(make_workspace(tmp_path / "workspace", arden="2022-23 2023-24", borley="2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    stand_ins.build()
    stand_ins.build()
    stand_ins.planned = 0

    def straight_line(*what):
        stand_ins.planned += 1
        return plan(*what)

    plan = run.straight_line
    monkeypatch.setattr(run, "straight_line", straight_line)
    return stand_ins


def test_what_was_found_up_to_date_is_not_planned_again(line):
    outcome = line.build()
    assert (0, [], NOTHING_TO_DO) == (line.planned, line.done, outcome.in_words())
    assert len(outcome.kept) == 3 * 7 + 1


def test_a_program_is_told_the_same_as_by_a_build_that_plans(line, capsys):
    line.build(progress=JsonProgress())
    short = capsys.readouterr().out
    (line.workspace.private / "unchanged.json").unlink()
    line.build(progress=JsonProgress())
    assert sorted(map(told, capsys.readouterr().out.splitlines())) == sorted(map(told, short.splitlines()))
    assert line.planned == 1


def told(event: str) -> tuple[str, str]:
    content = json.loads(event)
    return content["event"], content.get("task", "")


EDITED = {
    "a figure": "data/official/official_figures.csv",
    "a year's settings": "data/arden/2022-23/year.toml",
    "a notebook": "notebooks/03_chart.ipynb",
    "a public page": "outputs/public/borley/2023-24/report.html",
    "a private table": "outputs/private/arden/2023-24/tables/table.txt",
    "a record": "outputs/private/arden/2023-24/tasks/gate.json",
}


@pytest.mark.parametrize("place", EDITED.values(), ids=EDITED)
def test_a_file_that_was_touched_or_edited_or_removed_is_looked_at(line, place):
    path = line.workspace.root / place
    if not path.is_file():
        path = next(found for found in path.parent.iterdir() if found.is_file())
    content = path.read_bytes()
    os.utime(path)
    line.build()
    assert line.planned == 1
    state = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    line.build()
    assert line.planned == 2
    if place.startswith("outputs"):
        path.unlink()
        line.build()
        assert line.planned == 3


@pytest.mark.parametrize(
    "place",
    ["data/arden/2022-23/registers/a.csv", "data/carden/store/b", "notebooks/05.ipynb", "expectations/a.json",
     "outputs/public/notes.txt", "outputs/private/secret.key"],
)  # fmt: skip
def test_a_file_that_came_is_looked_at_whatever_its_folder_is_called(line, place):
    path = line.workspace.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new", encoding="utf-8")
    line.build()
    assert line.planned == 1


def test_a_module_that_was_edited_is_looked_at(line, tmp_path, monkeypatch):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text("WORD = 1\n", encoding="utf-8")
    monkeypatch.setattr(closure, "PACKAGE", tmp_path / "package")
    line.build()
    assert line.planned == 1


def test_another_wish_and_other_libraries_are_planned(line, monkeypatch):
    line.build("borley")
    assert line.planned == 1
    monkeypatch.setattr(environment, "_hash_of_libraries", lambda _memory: "others")
    line.build()
    assert line.planned == 2


def test_force_plans(line):
    line.build(force=True)
    assert line.planned == 1
    assert len(line.done) == 3 * 7 + 1


def test_a_file_that_may_change_again_without_a_sign_is_not_relied_on(line, monkeypatch):
    monkeypatch.setattr(unchanged, "SETTLED_NANOSECONDS", 3_600_000_000_000)
    line.build()
    line.build()
    assert line.planned == 2


def test_a_clock_that_went_backwards_makes_it_plan(line):
    memory = line.workspace.private / "unchanged.json"
    tomorrow = time.time_ns() + 86_400_000_000_000
    os.utime(memory, ns=(tomorrow, tomorrow))
    line.build()
    assert line.planned == 1


@pytest.mark.parametrize("content", ["", "[]", "{", '{"state": 1}'])
def test_a_memory_that_is_torn_is_written_anew(line, content):
    (line.workspace.private / "unchanged.json").write_text(content, encoding="utf-8")
    line.build()
    line.build()
    assert line.planned == 1


def test_where_a_link_leads_is_never_taken_for_unchanged(line, tmp_path):
    (tmp_path / "elsewhere.csv").write_text("a\n", encoding="utf-8")
    (line.workspace.root / "data" / "official" / "more.csv").symlink_to(tmp_path / "elsewhere.csv")
    for _ in range(3):
        line.build()
    assert line.planned == 3


def test_what_an_interrupted_build_left_is_swept(line):
    torn = line.workspace.private / "staging" / "gate-abc"
    torn.mkdir(parents=True)
    line.build()
    assert not torn.exists()


def test_a_file_that_nobody_made_is_told_each_time(line):
    (line.workspace.public / "notes.txt").write_text("mine", encoding="utf-8")
    assert [line.build().exit_code for _ in range(3)] == [1, 1, 1]


def test_a_failure_is_told_each_time(line):
    (line.workspace.official / "official_figures.csv").write_text("others\n", encoding="utf-8")
    line.failing = {"borley 2023-24 gate"}
    assert [line.build().exit_code != 0 for _ in range(3)] == [True, True, True]


def test_what_is_edited_while_a_build_looks_is_seen_by_the_next_one(line, monkeypatch):
    figures = line.workspace.official / "official_figures.csv"
    os.utime(figures)
    look = run.Build.go

    def look_and_edit(build, workers):
        outcome = look(build, workers)
        monkeypatch.setattr(run.Build, "go", look)
        figures.write_text("edited\n", encoding="utf-8")
        return outcome

    monkeypatch.setattr(run.Build, "go", look_and_edit)
    assert line.build().ran == []
    assert line.build().ran != []


def test_a_folder_that_came_or_went_is_looked_at_also_when_it_is_empty(line):
    (line.workspace.root / "data" / "arden" / "2023-24" / "registers").mkdir()
    assert line.build().ran == []
    assert line.planned == 1
    line.build()
    line.build()
    assert line.planned == 1
    (line.workspace.root / "data" / "arden" / "2023-24" / "registers").rmdir()
    line.build()
    assert line.planned == 2


def test_a_name_that_is_no_text_is_looked_at_like_any_other(line):
    with open(os.fsencode(line.workspace.official) + b"/caf\xe9.csv", "wb"):  # noqa: PTH123 — a name in bytes
        pass
    assert line.build().exit_code == 0
    assert line.planned == 1


def test_a_folder_of_returns_may_have_the_name_that_python_gives_its_own(line):
    own = line.workspace.root / "data" / "arden" / "2023-24" / "registers" / "__pycache__"
    own.mkdir(parents=True)
    (own / "groups.csv").write_text("group\n", encoding="utf-8")
    line.build()
    assert line.planned == 1


@pytest.mark.parametrize("fault", [FileNotFoundError, PermissionError])
def test_a_file_that_vanishes_while_it_is_looked_at_or_may_not_be_makes_a_build_plan(line, monkeypatch, fault):
    def files(_):
        raise fault

    monkeypatch.setattr(unchanged.Unchanged, "_files", files)
    assert line.build().exit_code == 0
    assert line.planned == 1
