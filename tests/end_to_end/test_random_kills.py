"""Killed at any moment, a build leaves no public file torn and calls nothing fresh that is not; the next one mends all."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing import forkserver
from pathlib import Path

import oracle_tasks
import pytest
from little_workspace import is_alive, wait_for

from safeguarding_report.errors import NotebookError
from safeguarding_report.processes import ProcessPerTask
from safeguarding_report.status import status
from safeguarding_report.workspace import Workspace

SCRIPT = Path(__file__).with_name("build_to_kill.py")
WHOLE = re.compile(r"public/[a-z.]+ [0-9a-f]{64}\n")
FEW, MANY = 3, 200
KNOWN = ("known_files.json", "environment.json")
"""What is known of modules and libraries: a build from nothing here need not find it out hundreds of times."""
CLEAR = ("its process was killed", "Run the command again", "up to date", "built:")
"""What a build says whose task was killed, or that had ended before."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")


class Victim:
    """A workspace that is edited and built; the build is killed at a random moment, and what it left is looked at."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = oracle_tasks.make_workspace(root)
        # Two years that read each other and an index of both: a report that is never edited would only take time.
        shutil.rmtree(self.root / "data" / "borley")
        self.chance = random.Random(seed)  # noqa: S311 — which moment, not which secret
        self.words = 0
        began = time.monotonic()
        self.build_whole()
        self.seconds = time.monotonic() - began

    def edit(self) -> None:
        """Change what is to be built: everything, or one report."""
        self.words += 1
        places = [self.root / "data" / "official" / "official_figures.csv"]
        places += [self.root / "data" / "arden" / year / "returns" / "rows.csv" for year in oracle_tasks.YEARS["arden"]]
        self.chance.choice(places).write_text(f"word {self.words}\n", encoding="utf-8")

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, SCRIPT, self.root],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def build_whole(self) -> None:
        build = self.start()
        said = build.communicate(timeout=120)[1]
        assert build.returncode == 0, said
        assert not (self.root / "outputs" / "private" / "staging").exists()

    def build_and_kill(self) -> str:
        """Build, kill the build or one of its children at a random moment, and return what was killed."""
        build = self.start()
        time.sleep(self.chance.uniform(0, self.seconds))
        children = descendants(build.pid)
        victim = self.chance.choice([build.pid, *children[:1], *children])
        what = "build" if victim == build.pid else "child"
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            what = "nothing"
        said = build.communicate(timeout=120)[1]
        assert "Traceback" not in said, said
        if what != "build":
            assert any(words in said for words in CLEAR), said
            assert build.returncode in {0, 1}
        wait_for(lambda: not any(map(is_alive, children)), seconds=20)
        return what

    def public(self) -> dict[str, bytes]:
        public = self.root / "outputs" / "public"
        return {
            path.relative_to(public).as_posix(): path.read_bytes()
            for path in public.rglob("*")
            if path.is_file() and not path.name.startswith(".writing-")
        }

    def assert_nothing_torn(self) -> None:
        for place, content in self.public().items():
            if place.endswith("manifest.json"):
                assert set(json.loads(content)["outputs"]) == {"report.html", "figures.csv"}
            else:
                assert WHOLE.fullmatch(content.decode()), place

    def called_fresh(self) -> dict[str, bytes]:
        """The public files of the reports that `status` calls up to date."""
        from safeguarding_report.tasks import FINISHING

        fresh = [task for task, why in status(Workspace(self.root)).items() if task.name == FINISHING and not why]
        begin = tuple(f"{task.partnership}/{task.year}/" for task in fresh)
        return {place: content for place, content in self.public().items() if begin and place.startswith(begin)}


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, children.read_text(encoding="ascii").split()):
                found += [child, *descendants(child)]
        except (OSError, ValueError):
            continue  # it has just ended
    return found


def kill_at_random(times: int, seed: int) -> dict[str, int]:
    """Kill builds, and check what each left behind.

    After each: nothing that worked for it lives on and nothing that was said is a traceback; no public file is torn;
    what `status` calls fresh is what the next build leaves in its place; and all that the next build leaves, public and
    private, is what a build from nothing leaves.
    """
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    killed = {"build": 0, "child": 0, "nothing": 0}
    with tempfile.TemporaryDirectory(dir=memory) as home:
        victim = Victim(Path(home) / "w", seed)
        for _ in range(times):
            victim.edit()
            killed[victim.build_and_kill()] += 1
            victim.assert_nothing_torn()
            called_fresh = victim.called_fresh()
            victim.build_whole()
            repaired = victim.public()
            assert {place: repaired[place] for place in called_fresh} == called_fresh
            fresh = oracle_tasks.fresh_copy(victim.root, Path(home) / "fresh")
            for name in KNOWN:
                shutil.copy2(victim.root / "outputs" / "private" / name, fresh / "outputs" / "private" / name)
            assert oracle_tasks.products(victim.root) == from_nothing(fresh)
    return killed


def from_nothing(root: Path) -> dict[str, bytes]:
    from test_cache_oracle import AtOnce

    from safeguarding_report import perform
    from safeguarding_report.run import build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(perform, "perform", oracle_tasks.perform)
        assert build(Workspace(root), make_executor=AtOnce).exit_code == 0
    return oracle_tasks.products(root)


def test_a_build_that_is_killed_a_few_times_is_mended_every_time():
    killed = kill_at_random(FEW, seed=1)
    assert sum(killed.values()) == FEW
    assert killed["build"] + killed["child"] > 0


@pytest.mark.slow
def test_a_build_that_is_killed_two_hundred_times_is_mended_every_time():
    killed = kill_at_random(MANY, seed=time.time_ns())
    assert sum(killed.values()) == MANY
    assert killed["build"] > 0
    assert killed["child"] > 0


def test_a_server_that_was_killed_is_started_again_in_the_same_surroundings(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with ProcessPerTask(1, tmp_path) as executor:
        server = executor.submit(os.getppid).result()
        os.kill(server, signal.SIGKILL)
        wait_for(lambda: not is_alive(server))
        assert executor.submit(os.getenv, "PYTHONHASHSEED").result() == "0"
        assert executor.submit(os.getppid).result() != server


def test_a_server_that_dies_as_it_is_asked_leaves_no_task_to_one_in_other_surroundings(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    connect, killed = forkserver.connect_to_new_process, []

    def die_first(descriptors):
        if not killed:
            killed.append(forkserver._forkserver._forkserver_pid)
            os.kill(killed[0], signal.SIGKILL)
            wait_for(lambda: not is_alive(killed[0]))
        return connect(descriptors)

    monkeypatch.setattr("multiprocessing.popen_forkserver.forkserver.connect_to_new_process", die_first)
    with ProcessPerTask(1, tmp_path) as executor:
        assert executor.submit(os.getenv, "PYTHONHASHSEED").result() == "0"
    assert len(killed) == 1


def stopped_server(executor) -> int:
    server = executor.submit(os.getppid).result()
    os.kill(server, signal.SIGSTOP)
    return server


def test_a_server_that_is_stopped_is_told_in_time_and_the_next_task_has_another(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with ProcessPerTask(1, tmp_path, start_seconds=1) as executor:
        server = stopped_server(executor)
        with pytest.raises(NotebookError, match=r"had not begun after 1 seconds\. Was this machine stopped"):
            executor.submit(os.getpid).result()
        assert executor.submit(os.getppid).result() != server


def test_a_server_that_stops_while_its_task_is_at_work_holds_nobody_up(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with ProcessPerTask(1, tmp_path, start_seconds=1) as executor:
        answer = executor.submit(time.sleep, 1)
        wait_for(lambda: executor._running)
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGSTOP)
        assert answer.result(timeout=30) is None


def test_a_build_that_is_stopped_waits_for_no_server_that_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    executor = ProcessPerTask(1, tmp_path)
    stopped_server(executor)
    answer = executor.submit(os.getpid)
    wait_for(answer.running)
    began = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - began < 60
    with pytest.raises(NotebookError, match="The build was stopped"):
        answer.result()


@pytest.mark.parametrize("flag", ["-OO", "-I"])
def test_no_flag_of_the_interpreter_reaches_a_task(tmp_path, flag):
    code = (
        "import sys; from pathlib import Path; from safeguarding_report import processes\n"
        "processes.PRELOADING = 'json'\n"
        "with processes.ProcessPerTask(1, Path(sys.argv[1])) as executor:\n"
        '    print(executor.submit(eval, \'(*__import__("sys").flags, hash("a"))\').result())\n'
    )
    said = [
        subprocess.run([sys.executable, *flags, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
        for flags in ((), (flag,))
    ]
    assert said[0].stdout == said[1].stdout != ""


def test_a_process_that_is_killed_as_it_begins_is_told_and_the_next_one_runs(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with ProcessPerTask(1, tmp_path) as executor:
        with monkeypatch.context() as patch:
            patch.setattr("multiprocessing.forkserver.read_signed", killed_before_it_said_its_number)
            with pytest.raises(NotebookError, match=r"was killed as it began \(EOFError\)"):
                executor.submit(os.getpid).result()
        assert executor.submit(os.getpid).result() > 0


@pytest.mark.parametrize("dying", [ConnectionRefusedError, ConnectionResetError, BrokenPipeError, EOFError])
def test_a_server_that_is_dying_and_not_yet_gone_is_waited_for(tmp_path, monkeypatch, dying):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    refused = [dying, dying]
    connect = forkserver.connect_to_new_process

    def refuse_twice(descriptors):
        if refused:
            raise refused.pop()
        return connect(descriptors)

    monkeypatch.setattr("multiprocessing.popen_forkserver.forkserver.connect_to_new_process", refuse_twice)
    with ProcessPerTask(1, tmp_path) as executor:
        assert executor.submit(os.getpid).result() > 0
    assert refused == []


def test_a_server_in_other_surroundings_may_load_and_die_in_its_own_time(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    monkeypatch.setattr("safeguarding_report.processes.DYING_SECONDS", 1.0)
    connect, asked = forkserver.connect_to_new_process, []

    def slow_and_other_first(descriptors):
        asked.append(forkserver._forkserver._forkserver_pid)
        if len(asked) == 1:
            os.kill(asked[0], signal.SIGKILL)
            wait_for(lambda: not is_alive(asked[0]))
            time.sleep(1.5)
        elif len(asked) == 2:
            raise ConnectionRefusedError
        return connect(descriptors)

    monkeypatch.setattr("multiprocessing.popen_forkserver.forkserver.connect_to_new_process", slow_and_other_first)
    with ProcessPerTask(1, tmp_path) as executor:
        assert executor.submit(os.getenv, "PYTHONHASHSEED").result() == "0"
    assert len(asked) > 2


def test_a_task_whose_server_died_as_it_began_does_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    monkeypatch.setattr("safeguarding_report.processes._server", lambda: 1)
    with ProcessPerTask(1, tmp_path) as executor:
        written = executor.submit((tmp_path / "written").write_text, "by a task that is started again elsewhere")
        with pytest.raises(NotebookError, match="its process was killed"):
            written.result()
    assert not (tmp_path / "written").exists()


def test_a_server_that_dies_again_and_again_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    # As if the library had started another one each time.
    monkeypatch.setattr("safeguarding_report.processes._server", itertools.count(1 << 30).__next__)
    executor = ProcessPerTask(1, tmp_path, start_seconds=0.5)
    answer = executor.submit(os.getpid)
    with pytest.raises(NotebookError, match="had not begun after"):
        answer.result(timeout=20)
    executor.shutdown()


def killed_before_it_said_its_number(_sentinel: int) -> int:
    raise EOFError
