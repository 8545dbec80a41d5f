"""The steps of the line that are not notebooks, each as one plain command: what a script beside papermill would do.

`plain_steps.py gate|narratives|finishing WORKSPACE PARTNERSHIP YEAR` · `plain_steps.py index WORKSPACE`
"""

from __future__ import annotations

import sys
from pathlib import Path

from safeguarding_report.perform import Order, perform
from safeguarding_report.tasks import INDEX, Task

MADE_WITH = {"version": "", "code": "0" * 64, "libraries": "0" * 64, "python": "3.11", "platform": ""}
"""What the manifest says of the environment; a script would write it down once."""


def do_step(name: str, workspace: Path, partnership: str = "", year: str = "") -> None:
    """Do one step and leave what it makes beside what it read."""
    place = workspace / "outputs" / "private" / partnership / year
    task = Task("", "", INDEX) if name == INDEX else Task(partnership, year, name)
    perform(Order(task, str(workspace), str(place), "", MADE_WITH))


if __name__ == "__main__":
    do_step(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
