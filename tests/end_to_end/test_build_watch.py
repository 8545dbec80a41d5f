"""The watch as an analyst uses it: a file is saved, and what it touches is made again."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from little_workspace import is_alive, make_little_workspace, wait_for, write_notebook

WORD = "from safeguarding_report.word import WORD\n[WORD]"


class Watch:
    """A watch at work on a copy of the package, so that a test may edit that too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[dict] = []
        environment = os.environ | {"PYTHONPATH": str(folder / "ours" / "pipelines")}
        options = ["--watch", "--json", "--until", "02_measure", "--workspace", str(folder / "workspace")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "safeguarding_report", "build", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=folder,
        )  # fmt: skip
        self.address = self.next("serving")["address"]

    def next(self, event: str) -> dict:
        """Read what the watch says until it says this."""
        for line in self.process.stdout:
            self.events.append(json.loads(line))
            if self.events[-1]["event"] == event:
                return self.events[-1]
        raise AssertionError(self.events)

    def rows(self) -> list:
        private = self.folder / "workspace" / "outputs" / "private"
        return json.loads((private / "arden" / "2023-24" / "results" / "rows.json").read_text(encoding="utf-8"))

    def news(self) -> dict:
        """What the frame page is told first."""
        connection = http.client.HTTPConnection(self.address.split("/")[2], timeout=30)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        told = json.loads(next(line for line in iter(answer.readline, b"") if line.startswith(b"data: "))[6:])
        connection.close()
        return told

    def ours(self, name: str) -> Path:
        return self.folder / "ours" / "pipelines" / "safeguarding_report" / name


@pytest.fixture(scope="module")
def watch(repository, tmp_path_factory):
    folder = tmp_path_factory.mktemp("watch")
    for name in ("pipelines", "notebooks", "expectations"):
        shutil.copytree(repository / name, folder / "ours" / name, ignore=shutil.ignore_patterns("__pycache__"))
    workspace = make_little_workspace(folder / "workspace")
    (folder / "ours" / "pipelines" / "safeguarding_report" / "word.py").write_text('WORD = "one"\n', encoding="utf-8")
    write_notebook(workspace.root, "02_measure", WORD)
    watch = Watch(folder)
    yield watch
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(30) == 130
    watch.process.stdout.close()


def test_a_watch_begins_with_a_build(watch):
    assert watch.next("outcome")["exit_code"] == 0
    assert watch.rows() == ["one"]
    assert watch.news()["state"] == "good"


def test_an_edited_module_is_never_met_as_it_was_before(watch):
    for word in ("two", "three"):
        watch.ours("word.py").write_text(f'WORD = "{word}"\n', encoding="utf-8")
        assert watch.next("outcome")["exit_code"] == 0
        assert watch.rows() == [word]


def test_only_what_an_edit_touches_is_made_again(watch):
    write_notebook(watch.folder / "workspace", "02_measure", f"{WORD[:-6]}[WORD, WORD]")
    assert watch.next("outcome")["ran"] == ["arden 2023-24 02_measure"]
    assert watch.rows() == ["three", "three"]


def test_a_failure_is_told_without_a_value_and_the_next_edit_mends_it(watch):
    write_notebook(watch.folder / "workspace", "02_measure", "int('Jane Doe')\n[1]")
    assert watch.next("outcome")["exit_code"] == 1
    told = watch.news()
    assert told["state"] == "failed"
    assert "02_measure.ipynb: cell 4 (Work) failed with ValueError" in told["words"]
    assert "Jane" not in told["words"]
    assert watch.rows() == ["three", "three"]
    write_notebook(watch.folder / "workspace", "02_measure", "[5]")
    assert watch.next("outcome")["exit_code"] == 0
    assert watch.news()["state"] == "good"
    assert watch.rows() == [5]


def test_wrong_settings_are_told_and_the_watch_goes_on(watch):
    settings = watch.folder / "workspace" / "data" / "arden" / "partnership.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace("short_name", "shrt_name"), encoding="utf-8")
    assert watch.next("outcome")["exit_code"] == 1
    assert "short_name" in watch.news()["words"]
    settings.write_text(good, encoding="utf-8")
    assert watch.next("outcome")["exit_code"] == 0


def test_when_what_plans_the_build_is_edited_the_watch_begins_anew_in_its_place(watch):
    module = watch.ours("run.py")
    good = module.read_text(encoding="utf-8")
    module.write_text(f"{good}no Python at all\n", encoding="utf-8")
    assert watch.next("outcome")["exit_code"] == 1
    assert watch.news()["state"] == "failed"
    assert "SyntaxError" in watch.news()["words"]
    module.write_text(f"{good}# a remark\n", encoding="utf-8")
    assert watch.next("serving")["address"] == watch.address
    assert watch.next("outcome")["exit_code"] == 0
    assert is_alive(watch.process.pid)


def test_a_port_without_a_watch_is_refused(watch):
    command = [sys.executable, "-m", "safeguarding_report", "build", "--port", "8765"]
    run = subprocess.run(
        [*command, "--workspace", str(watch.folder / "workspace")], capture_output=True, text=True, check=False
    )
    assert (2, "there is no --watch" in run.stderr) == (run.returncode, True)


def test_a_watch_that_is_killed_leaves_no_process_behind(watch):
    other = Watch(watch.folder)
    other.next("outcome")
    pid = other.process.pid
    started = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    assert started != []
    other.process.kill()
    other.process.communicate()
    wait_for(lambda: not any(map(is_alive, started)))
