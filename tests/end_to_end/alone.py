"""Does tasks, each in a child of its own and in a folder that holds nothing but what the task declares.

Run as a program, because it must not have imported the package: every child imports the copy in its folder.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path


def main(described: Path) -> int:
    """Do the tasks of a description; leave beside each what it opened, and why it failed where it did."""
    described_tasks = json.loads(described.read_text(encoding="utf-8"))
    for name in described_tasks["preloaded"]:
        importlib.import_module(name)
    for task in described_tasks["tasks"]:
        child = os.fork()
        if not child:
            _do(task)
        os.waitpid(child, 0)
    return 0


def _do(task: dict[str, str]) -> None:
    folder = Path(task["folder"])
    opened = os.open(folder.parent / "opened", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            os.write(opened, os.fsencode(arguments[0]) + b"\n")

    try:
        sys.path.insert(0, str(folder / "pipelines"))
        sys.addaudithook(note)
        from safeguarding_report.perform import Order, perform
        from safeguarding_report.tasks import Task

        order = Order(
            task=Task(task["partnership"], task["year"], task["name"]),
            workspace=str(folder),
            staging=task["staging"],
            runtime=task["runtime"],
            made_with=json.loads(task["made_with"]),
        )
        perform(order)
    except BaseException:  # noqa: BLE001 — told by the test
        (folder.parent / "failed").write_text(traceback.format_exc(), encoding="utf-8")
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
