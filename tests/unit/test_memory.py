"""How many tasks fit into memory, and a task that takes too much."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from safeguarding_report import memory
from safeguarding_report.errors import NotebookError
from safeguarding_report.memory import USUAL_BYTES, MemoryWatch, bytes_of_family, most_bytes_of_family, tasks_that_fit
from safeguarding_report.processes import ProcessPerTask

MEGABYTE = 1_000_000
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a family of processes uses")


@pytest.mark.parametrize(
    ("free", "processors", "tasks"),
    [
        (8 * USUAL_BYTES, 8, 8),
        (8 * USUAL_BYTES - 1, 8, 7),
        (USUAL_BYTES, 8, 1),
        (USUAL_BYTES - 1, 8, 1),
        (0, 8, 1),
        (None, 8, 8),
        (99 * USUAL_BYTES, 2, 2),
    ],
)
def test_as_many_tasks_are_at_work_as_there_are_processors_and_memory_for(monkeypatch, free, processors, tasks):
    monkeypatch.setattr(memory, "free_bytes", lambda: free)
    assert tasks_that_fit(processors) == tasks


@pytest.mark.parametrize(("used", "is_too_much"), [(99, False), (100, False), (101, True)])
def test_a_task_may_use_its_limit_and_no_more(monkeypatch, used, is_too_much):
    # What it shares with others counts whole at first, and is then taken for its part.
    monkeypatch.setattr(memory, "most_bytes_of_family", lambda _pid: 2 * used * MEGABYTE)
    monkeypatch.setattr(memory, "bytes_of_family", lambda _pid: used * MEGABYTE)
    said = MemoryWatch(100 * MEGABYTE, together=1_000 * MEGABYTE).too_much(7)
    assert (said == "used more than 0.1 GB of memory") is is_too_much


def test_pages_are_shared_out_only_where_they_could_be_too_many(monkeypatch):
    monkeypatch.setattr(memory, "most_bytes_of_family", {7: 100 * MEGABYTE, 8: 99 * MEGABYTE}.__getitem__)
    monkeypatch.setattr(memory, "bytes_of_family", lambda _pid: pytest.fail("asked what each shares"))
    watch = MemoryWatch(100 * MEGABYTE, together=199 * MEGABYTE)
    assert ["", "", ""] == [watch.too_much(pid) for pid in (7, 8, 7)]


def test_of_tasks_that_use_too_much_together_the_largest_is_stopped(monkeypatch):
    used = {7: 300 * MEGABYTE, 8: 500 * MEGABYTE}
    monkeypatch.setattr(memory, "most_bytes_of_family", used.__getitem__)
    monkeypatch.setattr(memory, "bytes_of_family", used.__getitem__)
    watch = MemoryWatch(1_000 * MEGABYTE, together=799 * MEGABYTE)
    assert watch.too_much(7) == ""
    assert watch.too_much(8) == "used 0.5 GB of memory when all tasks together used all that was free"
    assert watch.too_much(7) == ""
    watch.forget(8)
    assert watch.too_much(7) == ""


@only_linux
def test_a_process_counts_with_all_that_it_started():
    before = bytes_of_family(os.getpid())
    script = f"import os; kept = os.urandom({60 * MEGABYTE}); print(len(kept), flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        with_child = bytes_of_family(os.getpid())
        child.communicate(b"\n")
    assert with_child - before > 50 * MEGABYTE


@only_linux
def test_a_process_uses_at_most_what_is_counted_at_first():
    assert bytes_of_family(os.getpid()) <= most_bytes_of_family(os.getpid())


@only_linux
def test_a_process_that_has_ended_uses_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        assert [0, 0] == [bytes_of_family(child.pid), most_bytes_of_family(child.pid)]


def eat(megabytes: int) -> int:
    kept = [os.urandom(MEGABYTE) for _ in range(megabytes)]
    time.sleep(60)
    return len(kept)


@only_linux
def test_a_task_that_eats_memory_is_stopped_and_said_so(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with ProcessPerTask(1, tmp_path, most_bytes=100 * MEGABYTE) as executor, pytest.raises(NotebookError) as stopped:
        executor.submit(eat, 200).result()
    assert str(stopped.value).startswith("used more than 0.1 GB of memory and was stopped. Run its notebook")


def eat_in_a_child(megabytes: int) -> int:
    child = os.fork()
    if not child:
        os._exit(eat(megabytes) % 1)
    return os.waitpid(child, 0)[1]


@only_linux
def test_what_the_children_of_a_task_use_counts_as_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr("safeguarding_report.processes.PRELOADING", "json")
    with (
        ProcessPerTask(1, tmp_path, most_bytes=100 * MEGABYTE) as executor,
        pytest.raises(NotebookError, match="used more than"),
    ):
        executor.submit(eat_in_a_child, 200).result()
