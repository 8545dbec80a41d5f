"""Which task begins first, and what is at work at once."""

from __future__ import annotations

import pytest
from little_line import StandIns, make_workspace

from safeguarding_report import perform
from safeguarding_report.schedule import USUAL_SECONDS, longest_paths, seconds_of
from safeguarding_report.tasks import INDEX, LINE, Task


def task(name: str, year: str = "2023-24") -> Task:
    return Task("arden", year, name)


def test_the_longest_path_of_a_task_goes_through_the_slowest_of_those_that_need_it():
    first, quick, slow, last = (task(name) for name in ("01_validate", "gate", "02_measure", "finishing"))
    line = {last: [quick, slow], quick: [first], slow: [first], first: []}
    times = {first: {"seconds": "1"}, quick: {"seconds": "2"}, slow: {"seconds": "5"}, last: {"seconds": "0.5"}}
    assert longest_paths(line, times) == {first: 6.5, quick: 2.5, slow: 5.5, last: 0.5}


def test_a_task_that_was_never_measured_takes_what_it_usually_takes():
    assert set(USUAL_SECONDS) == {*LINE, INDEX}
    assert seconds_of(task("gate"), {}) == USUAL_SECONDS["gate"]
    assert seconds_of(task("gate"), {"seconds": "?"}) == USUAL_SECONDS["gate"]
    assert seconds_of(task("gate"), {"seconds": "7.5"}) == 7.5


@pytest.fixture
def line(tmp_path, monkeypatch) -> StandIns:
    stand_ins = StandIns(make_workspace(tmp_path / "w", arden="2023-24", borley="2021-22 2022-23 2023-24"))
    monkeypatch.setattr(perform, "perform", stand_ins.perform)
    return stand_ins


def test_no_more_tasks_are_handed_out_than_may_be_at_work(line):
    at_once: list[int] = []
    from safeguarding_report import run

    real = run.Build._begin

    def count(build, one, workers):
        real(build, one, workers)
        at_once.append(len(build.running))

    line_build = pytest.MonkeyPatch()
    line_build.setattr(run.Build, "_begin", count)
    try:
        line.build(jobs=2)
    finally:
        line_build.undo()
    assert max(at_once) == 2
