"""The line of tasks, with stand-ins for the tasks themselves."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import filelock
import pytest
from little_line import StandIns, make_workspace, write_notebook

from safeguarding_report import closure, environment, perform, store
from safeguarding_report.cache import Cache
from safeguarding_report.errors import DiskError, UsageError
from safeguarding_report.inputs import own_files
from safeguarding_report.outputs import Outputs, OutputsBusyError, hold_outputs
from safeguarding_report.progress import JsonProgress
from safeguarding_report.status import status
from safeguarding_report.tasks import Task
from safeguarding_report.verify import verify

LINE = ["01_validate", "narratives", "02_measure", "gate", "03_chart", "04_report", "finishing"]
OF_FIGURES = [name for name in LINE if name != "narratives"]
"""What follows from a figure: words have a gate of their own, which reads none."""


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    """Two partnerships with three reports between them."""
    stand_ins = StandIns(make_workspace(tmp_path / "workspace", arden="2022-23 2023-24", borley="2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    return stand_ins


def public_files(line: StandIns) -> dict[str, bytes]:
    public = line.workspace.public
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


def test_the_tasks_of_a_report_run_in_their_order(line):
    outcome = line.build("borley", "2023-24")
    assert [f"borley 2023-24 {name}" for name in LINE] == line.done
    assert outcome.exit_code == 0


def test_the_gate_of_a_year_waits_for_no_other_year_because_a_draft_has_no_say(line):
    line.build("arden", "2023-24")
    assert "arden 2023-24 gate" in line.done
    assert "arden 2022-23 gate" not in line.done


def test_the_index_comes_last_and_only_when_all_reports_are_built(line):
    line.build()
    assert line.done[-1] == "index"
    assert len(line.done) == 3 * len(LINE) + 1


def test_a_second_build_does_nothing(line):
    line.build()
    assert line.build().in_words() == "All 3 reports are up to date."
    assert line.done == []


def test_only_what_reads_a_changed_file_runs_again(line):
    line.build()
    settings = line.workspace.root / "data" / "borley" / "2023-24" / "year.toml"
    settings.write_text("# a remark\n", encoding="utf-8")
    line.build()
    # Each task reads the settings; what the gate released is the same, and so the index need not run.
    assert line.done == [f"borley 2023-24 {name}" for name in LINE]


def test_a_task_whose_input_was_made_again_the_same_does_not_run(line):
    line.build()
    write_notebook(line.workspace.root, "01_validate", "1 + 1")
    line.build("borley")
    # The workspace's own notebook stands in the manifest, so that the manifest is made again; nothing between is.
    assert line.done == ["borley 2023-24 01_validate", "borley 2023-24 finishing"]


def test_a_word_of_a_narrative_waits_for_no_figure(line):
    line.build()
    narrative = line.workspace.root / "data" / "borley" / "2023-24" / "narrative" / "foreword.md"
    narrative.parent.mkdir()
    narrative.write_text("A word.\n", encoding="utf-8")
    line.extra = {"narratives/words.txt": "a word"}
    line.build()
    assert line.done == [f"borley 2023-24 {name}" for name in ("narratives", "04_report", "finishing")]


def test_a_touched_file_changes_nothing(line):
    line.build()
    os.utime(line.workspace.official / "official_figures.csv", (1, 1))
    line.build()
    assert line.done == []


def test_an_old_result_comes_back_when_its_input_returns(line):
    figures = line.workspace.official / "official_figures.csv"
    line.build()
    first = public_files(line)
    figures.write_text("other figures\n", encoding="utf-8")
    line.build()
    assert public_files(line) != first
    figures.write_text("some figures\n", encoding="utf-8")
    outcome = line.build()
    assert line.done == []
    assert len(outcome.restored) == 3 * len(OF_FIGURES) + 1
    assert public_files(line) == first


def test_a_product_that_was_edited_or_removed_is_put_back(line):
    line.build()
    place = line.workspace.private / "borley" / "2023-24" / "results" / "rows.txt"
    before = place.read_bytes()
    place.write_text("edited", encoding="utf-8")
    line.build()
    assert place.read_bytes() == before
    place.unlink()
    line.build()
    assert place.read_bytes() == before
    assert line.done == []


def test_a_damaged_product_in_the_store_is_made_again(line):
    line.build("borley")
    place = line.workspace.public / "borley" / "2023-24" / "report.html"
    before = place.read_bytes()
    digest = store.sha256(before)
    (line.workspace.private / "store" / digest[:2] / digest[2:]).write_text("damaged", encoding="utf-8")
    place.unlink()
    line.build("borley")
    assert line.done == ["borley 2023-24 finishing"]
    assert place.read_bytes() == before


def test_a_public_folder_that_is_half_put_is_finished_before_anything_else(line):
    line.build()
    before = public_files(line)
    (line.workspace.public / "borley" / "2023-24" / "manifest.json").unlink()
    (line.workspace.public / "borley" / "2023-24" / "figures.csv").write_text("torn", encoding="utf-8")
    line.build("arden")
    assert public_files(line) == before


def test_a_failure_holds_up_what_depends_on_it_and_nothing_else(line):
    line.failing = {"arden 2022-23 gate"}
    outcome = line.build()
    assert outcome.exit_code == 1
    assert [str(task) for task in outcome.failures] == ["arden 2022-23 gate"]
    assert "borley 2023-24 finishing" in line.done
    assert "arden 2023-24 gate" in line.done
    assert not {"arden 2022-23 03_chart", "index"} & set(line.done)
    assert "arden 2022-23 gate said no" in outcome.in_words()


def test_all_failures_are_told_together(line):
    line.failing = {"arden 2022-23 01_validate", "borley 2023-24 04_report"}
    words = line.build().in_words()
    assert all(f"{task} said no" in words for task in line.failing)


def test_the_last_good_public_files_stand_when_a_task_fails(line):
    line.build()
    before = public_files(line)
    (line.workspace.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    line.failing = {f"{report} 04_report" for report in ("arden 2022-23", "arden 2023-24", "borley 2023-24")}
    line.build()
    assert public_files(line) == before


def test_a_full_disk_leaves_the_public_files_whole(line, monkeypatch):
    line.build()
    before = public_files(line)
    (line.workspace.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    real = store.tempfile.mkstemp

    def full(prefix: str, dir: Path):  # noqa: A002 — as mkstemp calls it
        if "public" in Path(dir).parts and len(list(Path(dir).glob(f"{prefix}*"))) == 1:
            raise OSError(28, "No space left on device")
        return real(prefix=prefix, dir=dir)

    monkeypatch.setattr(store.tempfile, "mkstemp", full)
    outcome = line.build("borley")
    assert isinstance(next(iter(outcome.failures.values())), DiskError)
    assert "disk is full" in outcome.in_words()
    assert public_files(line) == before
    monkeypatch.setattr(store.tempfile, "mkstemp", real)
    assert line.build("borley").exit_code == 0
    assert b"other figures" in public_files(line)["borley/2023-24/report.html"]


def read_only(monkeypatch, folder: Path) -> None:
    real = store.tempfile.mkstemp

    def refused(prefix: str, dir: Path):  # noqa: A002 — as mkstemp calls it
        if Path(dir).is_relative_to(folder):
            raise OSError(30, "Read-only file system")
        return real(prefix=prefix, dir=dir)

    monkeypatch.setattr(store.tempfile, "mkstemp", refused)


def test_a_store_that_may_not_be_written_to_is_said_plainly_and_the_public_files_stand(line, monkeypatch):
    line.build()
    before = public_files(line)
    (line.workspace.official / "official_figures.csv").write_text("other figures\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        read_only(patch, line.workspace.private / "store")
        outcome = line.build()
    assert outcome.exit_code == 1
    assert (
        "the store in outputs/private/store may not be written to. "
        "Check who owns the folder and run the command again." in outcome.in_words()
    )
    assert public_files(line) == before
    assert line.build().exit_code == 0


def test_a_result_that_cannot_be_put_back_is_a_failure_like_any_other(line, monkeypatch):
    line.build()
    gone = [line.workspace.public / slug / "2023-24" / "report.html" for slug in ("arden", "borley")]
    for place in gone:
        place.unlink()
    with monkeypatch.context() as patch:
        read_only(patch, line.workspace.public / "borley")
        patch.setattr("safeguarding_report.run.Build.put_back_reports", lambda _build: None)
        outcome = line.build()
    assert [str(task) for task in outcome.failures] == ["borley 2023-24 finishing"]
    assert "outputs/public/borley/2023-24/report.html may not be written to" in outcome.in_words()
    assert [place.is_file() for place in gone] == [True, False]


def test_a_workspace_that_may_not_be_written_to_can_still_be_asked_for_its_status(line, monkeypatch):
    line.build()
    (line.workspace.private / "known_files.json").unlink()
    (line.workspace.private / "environment.json").unlink()
    read_only(monkeypatch, line.workspace.root)
    assert set(status(line.workspace).values()) == {""}


def test_a_clock_that_went_backwards_hides_no_change_and_makes_none(line):
    tomorrow = time.time_ns() + 86_400_000_000_000
    figures = line.workspace.official / "official_figures.csv"
    os.utime(figures, ns=(tomorrow, tomorrow))
    line.build()
    os.utime(line.workspace.private / "known_files.json", ns=(tomorrow, tomorrow))
    line.build()
    assert line.done == []
    figures.write_text("same length!\n", encoding="utf-8")
    os.utime(figures, ns=(tomorrow, tomorrow))
    line.build("borley")
    assert line.done == [f"borley 2023-24 {name}" for name in OF_FIGURES]


def test_a_module_that_changes_while_its_task_runs_is_a_failure(line, monkeypatch, tmp_path):
    shutil.copytree(closure.PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(closure, "PACKAGE", tmp_path / "package")

    def edit(task):
        if task.name == "gate":
            (tmp_path / "package" / "errors.py").write_text("# edited\n", encoding="utf-8")

    line.before_end = edit
    assert "gate: the code changed while it ran. Run the command again." in line.build("borley").in_words()


def test_a_module_that_was_edited_and_mended_while_its_task_ran_is_a_failure_too(line, monkeypatch, tmp_path):
    shutil.copytree(closure.PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(closure, "PACKAGE", tmp_path / "package")
    module = tmp_path / "package" / "errors.py"
    before = module.read_bytes()

    def edit_and_undo(task):
        if task.name == "gate":
            module.write_text("# edited\n", encoding="utf-8")
            module.write_bytes(before)

    line.before_end = edit_and_undo
    assert "gate: errors.py was written while it ran. Run the command again." in line.build("borley").in_words()


def test_the_index_is_not_written_again_when_only_a_page_changed(line):
    line.build()
    write_notebook(line.workspace.root, "04_report", "1 + 1")
    line.build()
    assert {name.rpartition(" ")[2] for name in line.done} == {"04_report", "finishing"}


def test_an_input_that_changes_while_its_task_runs_is_a_failure(line):
    def edit(task):
        if task.name == "01_validate":
            (line.workspace.official / "official_figures.csv").write_text("changed meanwhile\n", encoding="utf-8")

    line.before_end = edit
    assert "official_figures.csv changed while it ran" in line.build("borley").in_words()


def test_an_edit_that_was_taken_back_while_its_task_ran_is_a_failure_all_the_same(line):
    figures = line.workspace.official / "official_figures.csv"

    def edit_and_undo(task):
        if task.name == "01_validate":
            figures.write_text("changed meanwhile\n", encoding="utf-8")
            figures.write_text("some figures\n", encoding="utf-8")

    line.before_end = edit_and_undo
    said = line.build("borley").in_words()
    assert "data/official/official_figures.csv was written while it ran. Run the command again." in said


def test_a_file_that_is_no_input_may_be_written_while_a_task_runs(line):
    line.before_end = lambda _task: (line.workspace.root / "data" / "borley" / "notes.txt").write_text("mine")
    assert line.build("borley").exit_code == 0


def test_a_task_that_leaves_what_it_does_not_declare_is_a_failure(line):
    line.extra = {"public/finishing.csv": "rows"}
    outcome = line.build("borley")
    assert "left public/finishing.csv, which it does not declare" in outcome.in_words()
    assert public_files(line) == {}


def test_a_file_in_the_public_tree_that_nothing_made_is_told(line):
    line.build()
    (line.workspace.public / "notes.txt").write_text("mine", encoding="utf-8")
    outcome = line.build()
    assert outcome.exit_code == 1
    assert "remove them: public/notes.txt" in outcome.in_words()


def test_what_an_interrupted_build_left_is_swept(line):
    staging = line.workspace.private / "staging" / "01_validate-abc"
    staging.mkdir(parents=True)
    torn = line.workspace.public / "borley" / "2023-24" / ".writing-abc"
    torn.parent.mkdir(parents=True)
    torn.write_text("torn", encoding="utf-8")
    line.build()
    assert not staging.exists()
    assert not torn.exists()


def test_what_an_interrupted_publishing_left_is_swept_like_what_a_build_left(line):
    (line.workspace.private / "staging").mkdir(parents=True)
    checked = line.workspace.private / ".writing-abc"
    checked.mkdir()
    (checked / "report.html").write_text("checked before it was frozen", encoding="utf-8")
    assert line.build().exit_code == 0
    assert not checked.exists()


def test_settings_that_are_torn_in_mid_build_hold_up_their_own_report_alone(line):
    def edit(task):
        if str(task) == "borley 2023-24 01_validate":
            (line.workspace.root / "data" / "borley" / "partnership.toml").write_text("name =", encoding="utf-8")

    line.before_end = edit
    outcome = line.build(jobs=1)
    assert {task.partnership for task in outcome.failures} == {"borley"}
    assert len(list(line.workspace.public.glob("arden/*/manifest.json"))) == 2


def test_a_result_that_comes_back_does_not_meet_what_a_later_one_left(line):
    figures = line.workspace.official / "official_figures.csv"
    line.build("borley")
    first = public_files(line)
    figures.write_text("other figures\n", encoding="utf-8")
    line.extra = {"tables/in 01_validate.txt": "a table more"}
    line.build("borley")
    figures.write_text("some figures\n", encoding="utf-8")
    line.extra = {}
    line.build("borley")
    write_notebook(line.workspace.root, "02_measure", "1 + 1")
    line.build("borley")
    assert "borley 2023-24 02_measure" in line.done
    assert public_files(line)["borley/2023-24/figures.csv"] == first["borley/2023-24/figures.csv"]


def test_what_an_earlier_run_left_is_gone_before_a_task_counts_as_done(line, monkeypatch):
    line.extra = {"tables/in 01_validate.txt": "a table more"}
    line.build("borley")
    line.extra = {}
    write_notebook(line.workspace.root, "01_validate", "1 + 1")

    def killed(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as at_this_moment:
        at_this_moment.setattr(Outputs, "put", killed)
        with pytest.raises(MemoryError):
            line.build("borley")
    line.build("borley")
    tables = line.workspace.private / "borley" / "2023-24" / "tables"
    assert [path.name for path in tables.iterdir()] == ["rows.txt"]


def test_nothing_of_a_build_is_left_in_its_staging_place(line):
    line.failing = {"borley 2023-24 gate"}
    line.build()
    assert not (line.workspace.private / "staging").exists()


def test_what_is_private_can_be_entered_by_its_owner_alone(line):
    line.build()
    assert line.workspace.private.stat().st_mode & 0o777 == 0o700


def test_two_builds_do_not_work_on_the_same_outputs(line):
    with hold_outputs(line.workspace), pytest.raises(OutputsBusyError, match="Another build is at work"):
        line.build()


def test_force_does_everything_again(line):
    line.build("borley")
    line.build("borley", force=True)
    assert len(line.done) == len(LINE)


def test_a_build_can_stop_after_a_task(line):
    line.build("arden", "2023-24", until="02_measure")
    assert line.done == ["arden 2023-24 01_validate", "arden 2023-24 02_measure"]


def test_other_libraries_make_everything_again(line, monkeypatch):
    line.build("borley")
    monkeypatch.setattr(environment, "_hash_of_libraries", lambda _memory: "others")
    line.build("borley")
    assert len(line.done) == len(LINE)


@pytest.mark.parametrize(
    ("which", "options", "words"),
    [
        (("ardem",), {}, 'no partnership "ardem" in data/. Did you mean "arden"?'),
        (("borley", "2022-23"), {}, 'borley has no year 2022-23. Did you mean "2023-24"?'),
        (("borley", "2023"), {}, '"2023" is not a reporting year'),
        ((), {"until": "02_mesure"}, 'no task "02_mesure". Did you mean "02_measure"?'),
    ],
)
def test_what_does_not_exist_is_answered_with_what_does(line, which, options, words):
    with pytest.raises(UsageError) as refused:
        line.build(*which, **options)
    assert words in str(refused.value)


def test_a_partnership_without_a_year_is_told_how_to_start_one(tmp_path):
    with pytest.raises(UsageError, match="has no year to report on"):
        StandIns(make_workspace(tmp_path / "w", arden="")).build("arden")


def test_a_workspace_without_partnerships_is_told_how_to_begin(tmp_path):
    with pytest.raises(UsageError, match="The workspace has no partnerships"):
        StandIns(make_workspace(tmp_path / "w")).build()


def test_a_notebook_of_the_workspace_that_says_the_same_as_ours_is_not_its_own(tmp_path):
    workspace = make_workspace(tmp_path / "w", arden="2023-24")
    ours = workspace.shipped("notebooks") / "02_measure.ipynb"
    (workspace.root / "notebooks" / "02_measure.ipynb").write_bytes(ours.read_bytes())
    assert "notebooks/01_validate.ipynb" in own_files(workspace)
    assert "notebooks/02_measure.ipynb" not in own_files(workspace)


def test_verifying_where_nothing_was_built_says_so_before_it_builds_anything(line):
    with pytest.raises(UsageError, match=r"No report of arden 2023-24 was built yet\. Run `safeguarding-report build`"):
        verify(line.workspace, "arden", "2023-24")
    with pytest.raises(UsageError, match="No report was built yet"):
        verify(line.workspace)
    assert line.done == []


def test_a_lock_that_is_another_users_is_said_plainly(line, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", "build.lock")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(DiskError, match=r"^outputs/private/build.lock may not be written to\. Check who owns"):
        line.build()


def test_a_time_that_is_no_number_ends_no_build(line):
    line.build("borley")
    task = Task("borley", "2023-24", "gate")
    cache = Cache(line.workspace, environment.this_environment(line.workspace.private / "environment.json"))
    cache.remember(task, replace(cache.last(task), times={"seconds": "soon"}))
    assert line.build("borley", force=True, progress=JsonProgress()).exit_code == 0


def test_another_task_begins_before_what_the_last_one_left_is_put_away(line, monkeypatch):
    collect, begun = Outputs.collect, []

    def look(outputs, task, staging):
        begun.append(len(line.done))
        return collect(outputs, task, staging)

    monkeypatch.setattr(Outputs, "collect", look)
    line.build(jobs=1)
    assert begun[0] == 2


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says which file it is")
def test_public_files_alone_wait_for_the_disk_because_all_else_can_be_made_again(line, monkeypatch):
    waited_for = []
    monkeypatch.setattr(os, "fsync", lambda file: waited_for.append(Path(f"/proc/self/fd/{file}").readlink()))
    line.build()
    assert {path.parent.relative_to(line.workspace.public).as_posix() for path in waited_for} == {
        ".", "arden/2022-23", "arden/2023-24", "borley/2023-24",
    }  # fmt: skip
    assert len(waited_for) == len(public_files(line))
