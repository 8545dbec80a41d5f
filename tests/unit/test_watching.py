"""What a watch looks at, and when it must begin anew."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import watchfiles
from little_line import make_workspace

import safeguarding_report
from safeguarding_report import watching
from safeguarding_report.outcome import Outcome
from safeguarding_report.serving import Noticeboard
from safeguarding_report.watching import EditsOnly, Watched, _is_at_work_here, edits

PACKAGE = Path(safeguarding_report.__file__).parent


@pytest.fixture
def watched(tmp_path):
    return Watched(make_workspace(tmp_path / "workspace", arden="2023-24"), "", "", {})


def test_everything_is_watched_that_a_person_edits_and_nothing_that_is_made(watched):
    own = {folder.name for folder in watched.folders() if folder.is_relative_to(watched.workspace.root)}
    assert own == {"data", "notebooks"}
    others = {folder for folder in watched.folders() if not folder.is_relative_to(watched.workspace.root)}
    assert others == {PACKAGE, PACKAGE.parents[1] / "notebooks", PACKAGE.parents[1] / "expectations"}


@pytest.mark.parametrize(
    ("partnership", "year", "page"),
    [("", "", "index.html"), ("arden", "", "index.html"), ("arden", "2023-24", "arden/2023-24/report.html")],
)
def test_the_page_that_is_shown_first_is_the_report_when_there_is_one(watched, partnership, year, page):
    assert Watched(watched.workspace, partnership, year, {}).first_page == page


@pytest.mark.parametrize(
    "name", ["04_report.ipynb", "partnership.toml", "List 3.csv", "style.css", "a.xlsx", "words.md"]
)
def test_an_edit_is_noticed(name):
    assert EditsOnly()(watchfiles.Change.modified, f"/data/{name}")


@pytest.mark.parametrize(
    "name",
    ["~$a.xlsx", ".~lock.a.xlsx#", ".~04_report.ipynb", ".words.md.swp", "words.md~", "#words.md#", ".writing-x1", "__pycache__/a.pyc",
     ".ipynb_checkpoints/04_report-checkpoint.ipynb"],
)  # fmt: skip
def test_what_an_editor_leaves_beside_a_file_is_not_an_edit(name):
    assert not EditsOnly()(watchfiles.Change.modified, f"/data/{name}")


@pytest.mark.parametrize("name", ["run.py", "tasks.py", "__init__.py", "reference/areas.csv", "serving/frame.js"])
def test_what_plans_or_shows_a_build_is_at_work_here(name):
    assert _is_at_work_here(PACKAGE / name)


HEAVY = ("charts/draw.py", "report/page.py", "report/template/style.css", "measures/referrals.py", "validation.py",
         "measures/referrals.toml", "disclosure/gate.py", "released.py", "narrative.py", "shell.py")  # fmt: skip


def test_what_only_tasks_load_is_not_at_work_in_the_process_that_watches():
    # In a process of its own: other tests have loaded everything here.
    code = (
        "import sys; from pathlib import Path; import safeguarding_report.cli, safeguarding_report.perform\n"
        "from safeguarding_report.watching import _is_at_work_here, _PACKAGE\n"
        "print([name for name in sys.argv[1:] if _is_at_work_here(_PACKAGE / name)])"
    )
    run = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_a_file_outside_the_package_is_never_at_work_here(tmp_path):
    assert not _is_at_work_here(tmp_path / "run.py")


def test_edits_are_given_together_and_those_in_a_folder_that_came_later_too(watched):
    settings = watched.workspace.root / "data" / "arden" / "partnership.toml"
    coming = edits(watched)
    assert next(coming) == set()
    settings.write_text("one\n", encoding="utf-8")
    settings.with_name("words.md").write_text("two\n", encoding="utf-8")
    assert next(filter(None, coming)) == {settings, settings.with_name("words.md")}
    suite = watched.workspace.root / "expectations" / "referrals.json"
    suite.parent.mkdir()
    while suite.parent not in watched.folders():
        next(coming)
    next(coming), next(coming)
    suite.write_text("{}", encoding="utf-8")
    assert next(filter(None, coming)) == {suite}
    coming.close()


def test_a_folder_that_comes_or_goes_with_what_is_in_it_is_an_edit(watched):
    coming = edits(watched)
    assert next(coming) == set()
    suites = watched.workspace.root / "expectations"
    suites.mkdir()
    (suites / "referrals.json").write_text("{}", encoding="utf-8")
    assert suites in set.union(*(next(coming) for _ in range(3)))
    assert suites not in set.union(*(next(coming) for _ in range(2)))
    coming.close()


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ESTALE, "A file could not be read or written (Stale file handle). Check the disk"),
        (errno.ENOENT, "A file was not there (No such file or directory). Save again."),
    ],
)
def test_an_error_of_the_disk_is_said_and_the_watch_lives_on(watched, monkeypatch, capsys, number, told):
    answers = [OSError(number, os.strerror(number)), Outcome(1)]

    def build(*_, **__):
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(watching, "build", build)
    watching_now = watching._Watching(watched, None, Noticeboard(), as_json=False)
    watching_now.take_in(set(), force=False)
    assert capsys.readouterr().err.startswith(told)
    watching_now.take_in(set(), force=False)
    assert capsys.readouterr().out.strip() == Outcome(1).in_words()
