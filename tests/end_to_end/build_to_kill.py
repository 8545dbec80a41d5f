"""A build as the command makes it, with tasks of a few lines, so that it can be killed hundreds of times.

Run as a program, with the folder of a workspace that `oracle_tasks` made.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import oracle_tasks

from safeguarding_report import perform, processes
from safeguarding_report.errors import SafeguardingReportError
from safeguarding_report.run import build
from safeguarding_report.workspace import Workspace

if TYPE_CHECKING:
    from safeguarding_report.perform import Order

WORK_SECONDS = 0.02


def slowly(order: Order) -> float:
    """Do a task, and be at work for a moment before and after its files are written."""
    time.sleep(WORK_SECONDS)
    oracle_tasks.perform(order)
    time.sleep(WORK_SECONDS)
    return 0.0


def main(folder: str) -> int:
    """Build and say what the command would say."""
    import build_to_kill

    # By its module's name, so that a task's process finds it; no code is edited here, so it may be loaded before.
    perform.perform = build_to_kill.slowly
    processes.PRELOADING = "build_to_kill"
    try:
        outcome = build(Workspace(Path(folder)), jobs=2)
    except SafeguardingReportError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stderr.write(f"{outcome.in_words()}\n")
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
