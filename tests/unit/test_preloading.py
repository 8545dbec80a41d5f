"""What is loaded before the first task, and what must not be."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

LOOK = """
import gc, json, sys
import safeguarding_report.preloading
import papermill.engines
print(json.dumps({
    "ours": sorted(name for name in sys.modules if name.startswith("safeguarding_report")),
    "loaded": [name for name in sys.argv[1:] if name in sys.modules],
    "engines": sorted(name for name in papermill.engines.papermill_engines._engines if name),
    "frozen": gc.get_freeze_count() > 0 and gc.isenabled(),
    "rarely": gc.get_threshold()[0] == safeguarding_report.preloading.NEW_OBJECTS > 700,
}))
"""

HEAVY = ["great_expectations", "pandas", "matplotlib.figure", "nbconvert.exporters", "papermill"]


@pytest.fixture(scope="module")
def loaded():
    """What a server holds when the first task is of a name."""

    def look(first_task):
        variables = os.environ | {"SAFEGUARDING_REPORT_FIRST_TASK": first_task, "MPLBACKEND": "agg"}
        run = subprocess.run(
            [sys.executable, "-c", LOOK, *HEAVY], capture_output=True, text=True, check=False, env=variables
        )
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    return look


@pytest.fixture(scope="module")
def everything(loaded):
    return loaded("")


def test_nothing_of_our_own_code_is_loaded_before_a_task_but_the_loading_itself(everything):
    assert everything["ours"] == ["safeguarding_report", "safeguarding_report.preloading"]


def test_papermill_knows_no_engine_of_ours_before_a_task_registers_it(everything):
    assert [name for name in everything["engines"] if name.startswith("safeguarding")] == []


def test_when_nobody_knows_the_first_task_everything_is_loaded(everything):
    assert everything["loaded"] == HEAVY


def test_the_garbage_collector_leaves_the_libraries_alone_and_looks_after_the_tasks(everything):
    assert everything["frozen"] is True
    assert everything["rarely"] is True


@pytest.mark.parametrize(
    ("first_task", "libraries"),
    [("04_report", HEAVY[3:]), ("finishing", HEAVY[3:]), ("03_chart", ["matplotlib.figure", *HEAVY[3:]])],
)
def test_a_task_late_in_the_line_does_not_wait_for_what_only_earlier_ones_need(loaded, first_task, libraries):
    assert loaded(first_task)["loaded"] == libraries
