"""What a build says while it works and at its end."""

from __future__ import annotations

import json

import pytest

from safeguarding_report.errors import DataError, NotebookError
from safeguarding_report.manifest import private_manifest, read_manifest
from safeguarding_report.outcome import GateLine, Outcome
from safeguarding_report.pace import Pace
from safeguarding_report.processes import TaskCrashError
from safeguarding_report.progress import BarProgress, JsonProgress, PlainProgress, telling
from safeguarding_report.tasks import Task
from safeguarding_report.verify import Verdict, _BuiltAgain, difference_between

GATE = Task("arden", "2023-24", "gate")
INDEX = Task("", "", "index")


def tell_all(progress):
    """Every event once: four tasks, of which the gate takes four seconds and took four before."""
    clock = [0.0]
    validate, measure = (Task("arden", "2023-24", name) for name in ("01_validate", "02_measure"))
    line = {validate: [], measure: [validate], GATE: [measure], INDEX: []}
    progress.begun(Pace(line, lambda: {GATE: 4.0, measure: 2.0}, 1, lambda: clock[0]))
    progress.kept(validate, "")
    progress.started(GATE, "never built")
    clock[0] = 4.0
    progress.ended(GATE, "hidden here 2")
    progress.restored(INDEX, "outputs/public/index.html is missing or was changed")
    progress.failed(measure, "outputs/private/arden/2023-24/failed/02_measure.ipynb")


def test_on_a_terminal_a_bar_is_drawn_and_only_what_is_worth_reading_stays(capsys):
    progress = BarProgress()
    tell_all(progress)
    progress.close()
    said = capsys.readouterr().out
    assert "arden 2023-24 gate: hidden here 2" in said
    assert "FAILED (see outputs/private/arden/2023-24/failed/02_measure.ipynb)" in said
    assert "4/4" in said


def test_in_a_log_each_event_is_one_plain_line_and_a_task_kept_is_none(capsys):
    with telling() as progress:
        tell_all(progress)
    assert capsys.readouterr().out.splitlines() == [
        "arden 2023-24 gate: never built (1 of 4, about 7 s left)",
        "arden 2023-24 gate: hidden here 2",
        "index: put back from the store (outputs/public/index.html is missing or was changed)",
        "arden 2023-24 02_measure: FAILED (see outputs/private/arden/2023-24/failed/02_measure.ipynb)",
    ]


def test_for_programs_each_event_is_one_object_in_one_line(capsys):
    with telling(as_json=True) as progress:
        tell_all(progress)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"event": "begun", "tasks": 4},
        {"event": "kept", "task": "arden 2023-24 01_validate", "done": 1, "seconds_left": 7.0},
        {"event": "started", "task": "arden 2023-24 gate", "why": "never built", "done": 1, "seconds_left": 7.0},
        {
            "event": "ended", "task": "arden 2023-24 gate", "seconds": 4.0, "summary": "hidden here 2",
            "done": 2, "seconds_left": 3.0,
        },
        {
            "event": "restored", "task": "index", "why": "outputs/public/index.html is missing or was changed",
            "done": 3, "seconds_left": 2.0,
        },
        {
            "event": "failed", "task": "arden 2023-24 02_measure",
            "notebook": "outputs/private/arden/2023-24/failed/02_measure.ipynb", "done": 4, "seconds_left": 0.0,
        },
    ]  # fmt: skip


def test_the_reference_names_every_event(repository):
    reference = (repository / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    events = [name for name in vars(JsonProgress) if not name.startswith("_")]
    assert [name for name in [*events, "outcome", "serving"] if f"| `{name}` |" not in reference] == []


def test_who_is_told_nothing_hears_nothing():
    with telling(quiet=True) as progress:
        assert progress is None


def test_where_no_reader_chose_to_see_it_a_fault_of_ours_is_told_without_its_traceback():
    outcome = Outcome(reports=1, failures={GATE: TaskCrashError("Traceback …"), INDEX: DataError("the data said no")})
    words = outcome.in_words(traces=False)
    assert "Traceback" not in words
    assert "index: the data said no" in words
    assert "Traceback" in outcome.in_words()


def test_one_report_is_spoken_of_as_one():
    assert Outcome(reports=1).in_words() == "The report is up to date."
    assert Outcome(reports=20).in_words() == "All 20 reports are up to date."


def test_the_worst_failure_decides_the_exit_code():
    outcome = Outcome(reports=2, failures={GATE: DataError("no")})
    assert outcome.exit_code == 1
    outcome.failures[INDEX] = TaskCrashError("Traceback …")
    assert outcome.exit_code == 3


def test_a_failure_says_where_its_notebook_lies():
    outcome = Outcome(reports=1, failures={GATE: NotebookError("failed")}, failed_notebooks={GATE: "outputs/private/x"})
    assert outcome.in_words() == "arden 2023-24 gate: failed\n  As far as it ran: outputs/private/x"


def test_what_was_held_up_is_told_by_report():
    held_up = [GATE, Task("arden", "2023-24", "03_chart"), INDEX]
    words = Outcome(reports=1, failures={GATE: DataError("no")}, held_up=held_up).in_words()
    assert "Not built because of this: arden 2023-24, index." in words


def test_times_stand_apart_from_what_is_hashed():
    record = {"key": "k", "parts": {}, "outputs": {}, "times": {"seconds": "1.00"}}
    manifest = json.loads(private_manifest({"gate": record}))
    assert manifest["tasks"] == {"gate": {"key": "k", "parts": {}, "outputs": {}}}
    assert manifest["times"] == {"gate": {"seconds": "1.00"}}


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_torn_manifest_counts_as_none(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert read_manifest(tmp_path) is None


def test_verifying_says_first_that_the_environment_is_another():
    verdict = Verdict(3, ["Python: 3.12 then, 3.11 now"], ["outputs/public/index.html: differs"])
    assert verdict.in_words().splitlines() == [
        "Made in another environment. Python: 3.12 then, 3.11 now",
        "outputs/public/index.html: differs",
    ]


def test_verifying_tells_of_a_task_that_it_is_done_again_and_not_that_it_was_never_built(capsys):
    progress = _BuiltAgain(PlainProgress())
    progress.begun(Pace({GATE: []}, lambda: {GATE: 5.0}, 1))
    progress.started(GATE, "never built")
    progress.ended(GATE, "hidden here 2")
    assert capsys.readouterr().out == (
        "arden 2023-24 gate: again, to compare (0 of 1, about 5 s left)\narden 2023-24 gate: hidden here 2\n"
    )


@pytest.mark.parametrize(
    ("here", "again", "words"),
    [
        (b"same", b"same", ""),
        (b"a\nbc", b"a\nbd", "differs from byte 4 on, in line 2 (4 bytes here, 4 again)"),
        (b"ab", b"abc", "differs from byte 3 on, in line 1 (2 bytes here, 3 again)"),
        (b"", b"a", "differs from byte 1 on, in line 1 (0 bytes here, 1 again)"),
    ],
)
def test_the_first_byte_that_differs_is_named_with_its_line(tmp_path, here, again, words):
    (tmp_path / "here").write_bytes(here)
    (tmp_path / "again").write_bytes(again)
    assert difference_between(tmp_path / "here", tmp_path / "again") == words


def test_a_file_that_is_missing_is_told(tmp_path):
    (tmp_path / "again").write_bytes(b"")
    assert difference_between(tmp_path / "here", tmp_path / "again").startswith("is missing here")


@pytest.mark.parametrize(("range_left", "words"), [(6, "6 numbers"), (None, "none needed")])
def test_a_build_says_of_each_report_what_the_gate_did_and_how_long_it_took(range_left, words):
    line = GateLine(5_959, 1, 708, 857, 55, range_left, "9.80")
    assert str(line) == (
        "5,959 figures; hidden: 1 by the source, 708 primary, 857 complementary; "
        f"left out 55; narrowest range {words}; 9.80 s"
    )
