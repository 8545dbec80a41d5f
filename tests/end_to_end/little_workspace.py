"""A workspace whose notebooks are a few lines, run by real kernels through the real command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from safeguarding_report.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

PARAMETERS = 'partnership = "arden"\nyear = "2023-24"\nworkspace = ""'
KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def make_little_workspace(folder: Path, *slugs: str) -> Workspace:
    """A workspace with 01_validate and 02_measure of a few lines, for partnerships of one year."""
    (folder / "outputs").mkdir(parents=True)
    for slug in slugs or ("arden",):
        own = folder / "data" / slug
        (own / "2023-24").mkdir(parents=True)
        (own / "2023-24" / "year.toml").write_text("", encoding="utf-8")
        settings = 'name = "A Partnership"\nshort_name = "AP"\nareas = ["E08000026"]\n'
        (own / "partnership.toml").write_text(settings, encoding="utf-8")
    write_notebook(folder, "01_validate", "[1, 2]")
    write_notebook(folder, "02_measure", "[3, 4]")
    return Workspace(folder)


def write_notebook(folder: Path, name: str, work: str, parameters: str = PARAMETERS) -> None:
    """Write a notebook that saves what its one cell of work is worth."""
    *lines, last = work.splitlines()
    cells = [
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        new_code_cell(
            f'from safeguarding_report.workspace import open_step\nstep = open_step("{name}", partnership, year, workspace)'
        ),
        new_markdown_cell("## Work"),
        new_code_cell("\n".join([*lines, f"rows = {last}" if last[:1] in "[(" else f"{last}\nrows = []"])),
        new_code_cell('step.save_json("rows", rows)'),
        new_code_cell("step.finish()"),
    ]
    (folder / "notebooks").mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), folder / "notebooks" / f"{name}.ipynb")


def command(workspace: Path, *words: str) -> list[str]:
    """The command line as a user gives it."""
    return [sys.executable, "-m", "safeguarding_report", *words, "--workspace", str(workspace)]


def run(workspace: Path, *words: str, **options) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(workspace, *words), capture_output=True, text=True, check=False, timeout=300, **options
    )


def start(workspace: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command and leave it running."""
    return subprocess.Popen(
        command(workspace, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(condition, seconds: float = 60) -> None:
    """Wait until something is true, and fail when it never is."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """True while a process of this number runs; a dead one that nobody has collected yet counts as gone."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat", encoding="ascii") as state:  # noqa: PTH123
            return state.read().rpartition(")")[2].split()[0] not in "ZX"
    except (ProcessLookupError, FileNotFoundError):
        return False
