"""Whatever interrupts a build, one clear message, nothing torn, and nothing that works on in the dark."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time

import pytest
from little_workspace import is_alive, make_little_workspace, run, start, wait_for, write_notebook

from safeguarding_report.errors import NotebookError
from safeguarding_report.processes import ProcessPerTask, TaskCrashError

LONG = (
    "import os, pathlib, time\n"
    "pathlib.Path('kernel').write_text(str(os.getpid()))\n"
    "time.sleep(120)\n"
)  # fmt: skip
LARGEST_FILE = 150_000
BIG = "['x' * 400_000]"


@pytest.fixture
def folder(tmp_path):
    return make_little_workspace(tmp_path / "w").root


def kernel_at_work(folder) -> int:
    note = folder / "kernel"
    wait_for(lambda: note.is_file() and note.read_text(encoding="ascii"))
    return int(note.read_text(encoding="ascii"))


def rows(folder) -> str:
    return (folder / "outputs" / "private" / "arden" / "2023-24" / "tables" / "rows.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_all_that_was_at_work_and_says_so_once(folder, number):
    write_notebook(folder, "01_validate", LONG)
    build = start(folder, "build", "--until", "02_measure")
    kernel = kernel_at_work(folder)
    build.send_signal(number)
    _, said = build.communicate(timeout=30)
    assert build.returncode == 130
    assert said == "Stopped. What was finished is kept, and the next build goes on from there.\n"
    wait_for(lambda: not is_alive(kernel), seconds=10)
    assert not (folder / "outputs" / "private" / "staging").exists()


def test_a_killed_build_takes_its_kernels_with_it_and_the_next_one_finishes(folder):
    assert run(folder, "build", "--until", "02_measure").returncode == 0
    before = rows(folder)
    write_notebook(folder, "01_validate", LONG)
    build = start(folder, "build", "--until", "02_measure")
    kernel = kernel_at_work(folder)
    build.kill()
    build.communicate()
    wait_for(lambda: not is_alive(kernel), seconds=10)
    assert rows(folder) == before
    write_notebook(folder, "01_validate", "[5, 6]")
    after = run(folder, "build", "--until", "02_measure")
    assert (after.returncode, after.stderr) == (0, "")
    assert rows(folder) == "[\n 5,\n 6\n]\n"
    assert not (folder / "outputs" / "private" / "staging").exists()


def test_a_second_build_is_told_that_one_is_at_work(folder):
    write_notebook(folder, "01_validate", LONG)
    first = start(folder, "build", "--until", "02_measure")
    kernel_at_work(folder)
    second = run(folder, "build", "--until", "02_measure")
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=30)
    assert second.returncode == 1
    assert second.stderr.startswith("Another build is at work in this workspace.")


def small_files_only() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def test_a_full_disk_is_said_plainly_and_leaves_what_stood_there(folder):
    assert run(folder, "build", "--until", "02_measure").returncode == 0
    before = rows(folder)
    write_notebook(folder, "01_validate", BIG)
    full = run(folder, "build", "--until", "02_measure", preexec_fn=small_files_only)
    assert full.returncode == 1
    assert "The disk is full: rows.json could not be written." in full.stderr
    assert "Traceback" not in full.stderr
    assert rows(folder) == before
    assert run(folder, "build", "--until", "02_measure").returncode == 0
    assert len(rows(folder)) > LARGEST_FILE


def test_a_disk_that_is_really_full_is_said_plainly(folder):
    outputs = folder / "outputs"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(outputs)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    try:
        write_notebook(folder, "01_validate", BIG)
        full = run(folder, "build", "--until", "02_measure")
    finally:
        subprocess.run(["umount", str(outputs)], check=True)
    assert full.returncode == 1
    assert "The disk is full" in full.stderr
    assert "Traceback" not in full.stderr


def test_a_store_that_may_only_be_read_is_said_plainly_and_what_stands_there_stays(folder):
    assert run(folder, "build", "--until", "02_measure").returncode == 0
    before = rows(folder)
    store = str(folder / "outputs" / "private" / "store")
    if subprocess.run(["mount", "--bind", store, store], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a folder that may only be read")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", store], check=True)
        idle = run(folder, "build", "--until", "02_measure")
        write_notebook(folder, "01_validate", "[5, 6]")
        refused = run(folder, "build", "--until", "02_measure")
    finally:
        subprocess.run(["umount", store], check=True)
    assert (idle.returncode, idle.stdout) == (0, "Up to date.\n")
    assert refused.returncode == 1
    assert "the store in outputs/private/store may not be written to" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert rows(folder) == before
    assert run(folder, "build", "--until", "02_measure").returncode == 0
    assert rows(folder) == "[\n 5,\n 6\n]\n"


def test_a_task_that_hangs_is_stopped_by_the_watchdog(tmp_path):
    with ProcessPerTask(1, tmp_path, seconds=1) as executor, pytest.raises(NotebookError, match="took more than 1 sec"):
        executor.submit(time.sleep, 60).result()


def test_what_a_task_started_is_killed_with_it(tmp_path):
    note = tmp_path / "started"
    started = ["sh", "-c", f"echo $$ > {note}; exec sleep 120"]
    with ProcessPerTask(1, tmp_path) as executor:
        task = executor.submit(subprocess.run, started, start_new_session=True)
        wait_for(lambda: note.is_file() and note.read_text(encoding="ascii"))
        executor.kill()
        with pytest.raises(NotebookError, match="its process was killed"):
            task.result()
    wait_for(lambda: not is_alive(int(note.read_text(encoding="ascii"))), seconds=5)


def test_a_task_whose_process_is_killed_is_a_failure(tmp_path):
    with ProcessPerTask(1, tmp_path) as executor, pytest.raises(NotebookError, match="its process was killed"):
        executor.submit(os._exit, 9).result()


def test_what_nobody_foresaw_is_our_fault_and_carries_its_traceback(tmp_path):
    with ProcessPerTask(1, tmp_path) as executor, pytest.raises(TaskCrashError, match="Traceback") as crash:
        executor.submit(int, "x").result()
    assert crash.value.exit_code == 3


def test_tasks_do_not_share_what_they_import(tmp_path):
    with ProcessPerTask(1, tmp_path) as executor:
        assert executor.submit(os.getpid).result() != executor.submit(os.getpid).result()
