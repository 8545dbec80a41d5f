"""How far a build is, and how long the rest takes."""

from __future__ import annotations

import pytest

from safeguarding_report.pace import UNKNOWN_SECONDS, Pace, in_words
from safeguarding_report.tasks import Task

VALIDATE, MEASURE, GATE = (Task("arden", "2023-24", name) for name in ("01_validate", "02_measure", "gate"))
OTHER = Task("borley", "2023-24", "01_validate")
LINE = {VALIDATE: [], MEASURE: [VALIDATE], GATE: [MEASURE], OTHER: []}
BEFORE = {VALIDATE: 2.0, MEASURE: 3.0, GATE: 1.0, OTHER: 4.0}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def pace(jobs=1, before=BEFORE, line=LINE):
    clock = Clock()
    return Pace(line, lambda: before, jobs, clock), clock


def test_on_one_processor_the_rest_takes_as_long_as_all_tasks_together():
    assert pace()[0].seconds_left() == 10.0


def test_on_two_processors_the_rest_takes_half_as_long_unless_tasks_wait_for_each_other():
    assert pace(jobs=2, before=BEFORE | {OTHER: 8.0})[0].seconds_left() == 8.0
    assert pace(jobs=2)[0].seconds_left() == 6.0  # validate, measure, gate: 2 + 3 + 1, although 10 / 2 is less


def test_a_task_at_work_needs_only_what_is_left_of_it():
    going, clock = pace()
    going.start(OTHER)
    clock.now = 3.0
    assert going.seconds_left() == 7.0
    clock.now = 9.0  # longer than it ever took: it cannot need less than nothing
    assert going.seconds_left() == 6.0


def test_a_task_that_need_not_be_done_needs_no_time():
    going, _ = pace()
    assert going.end(VALIDATE) == 0.0
    assert (going.done, going.tasks) == (1, 4)
    assert going.seconds_left() == 8.0


def test_a_task_that_was_never_done_is_thought_to_take_as_long_as_others_of_its_name():
    assert pace(before={VALIDATE: 2.0}, line={OTHER: []})[0].seconds_left() == 2.0
    assert pace(before={}, line={OTHER: []})[0].seconds_left() == UNKNOWN_SECONDS


def test_what_tasks_took_in_this_build_counts_for_those_that_were_never_done():
    going, clock = pace(before={}, line={VALIDATE: [], OTHER: []})
    going.start(VALIDATE)
    clock.now = 7.0
    assert going.end(VALIDATE) == 7.0
    assert going.seconds_left() == 7.0


@pytest.mark.parametrize(("ended", "left"), [(4, 6.0), (5, 10.0)])
def test_a_machine_that_is_twice_as_slow_is_noticed_once_five_tasks_have_ended(ended, left):
    tasks = [Task("arden", f"20{number}-{number + 1}", "gate") for number in range(10, 20)]
    going, clock = pace(before=dict.fromkeys(tasks, 1.0), line={task: [] for task in tasks})
    for task in tasks[:ended]:
        going.start(task)
        clock.now += 2.0
        going.end(task)
    assert going.seconds_left() == left


def test_what_tasks_took_before_is_not_read_before_anybody_asks():
    asked = []
    going = Pace(LINE, lambda: asked.append(1) or BEFORE, 1)
    going.end(VALIDATE)
    assert asked == []
    going.seconds_left()
    going.seconds_left()
    assert asked == [1]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.0, "1 s"), (1.4, "1 s"), (59.9, "60 s"), (60.0, "1 min"), (200.0, "3 min")]
)
def test_a_time_is_said_as_a_person_says_it(seconds, words):
    assert in_words(seconds) == words
