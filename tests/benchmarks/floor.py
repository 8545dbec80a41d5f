"""The floor: all tasks of some reports in one process, one after the other, with every library imported before.

`floor.py WORKSPACE PARTNERSHIP/YEAR …` prints how many seconds the tasks took, the imports left out.
No task has a process, a kernel or a cache; modules and whatever they remember stay warm from one to the next.
With `--profile FILE` it writes a profile, with `--each` the seconds of each task.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import sys
import time
import traceback
from collections import defaultdict
from pathlib import Path

NOTEBOOKS = ("01_validate", "02_measure", "03_chart", "04_report")
PLAN = ("01_validate", "02_measure", "gate", "03_chart", "narratives", "04_report", "finishing")


def run_notebook(shell, outputs, name: str, workspace: Path, partnership: str, year: str) -> None:
    """Run the cells of a notebook and write it down as executed."""
    import nbformat

    from safeguarding_report.workspace import STAGING, Workspace

    place = workspace / "outputs" / "private" / partnership / year
    os.environ[STAGING] = str(place)
    notebook = nbformat.read(Workspace(workspace).notebook(name), as_version=4)
    shell.user_ns.clear()  # `reset` would collect garbage, which costs more than the notebook
    shell.init_user_ns()
    shell.execution_count = 1
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        source = cell.source
        if "parameters" in cell.metadata.get("tags", []):
            source = f"partnership, year, workspace = {partnership!r}, {year!r}, {str(workspace)!r}"
        shell.run_cell(source, store_history=True)
        cell.execution_count = shell.execution_count - 1
        cell.outputs = [nbformat.from_dict(output) for output in outputs.taken()]
        wrong = [output for output in cell.outputs if output.output_type == "error"]
        if wrong:
            sys.exit(f"{name} {partnership} {year}: {wrong[0].ename}: {wrong[0].evalue}")
    (place / "notebooks").mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place / "notebooks" / f"{name}.ipynb")


def import_everything() -> None:
    """Import what any task imports, ours included."""
    from importlib import import_module

    # As the server of our own processes does it, so that the floor is as low as it can be.
    for name in (
        "safeguarding_report.preloading", "safeguarding_report.charts.draw", "safeguarding_report.disclosure",
        "safeguarding_report.formats.official_totals", "safeguarding_report.free_text.narratives",
        "safeguarding_report.manifest",
        "safeguarding_report.measures.among_authorities", "safeguarding_report.measures.bench",
        "safeguarding_report.measures.checked",
        "safeguarding_report.measures.kept_registers", "safeguarding_report.measures.local_figures",
        "safeguarding_report.measures.results", "safeguarding_report.measures.returned", "safeguarding_report.perform",
        "safeguarding_report.receiving", "safeguarding_report.report", "safeguarding_report.validation",
    ):  # fmt: skip
        import_module(name)


def main() -> None:
    """Run all tasks and say how long they took."""
    asked = argparse.ArgumentParser()
    asked.add_argument("workspace", type=Path)
    asked.add_argument("reports", nargs="+")
    asked.add_argument("--index", action="store_true")
    asked.add_argument("--each", action="store_true")
    asked.add_argument("--profile", type=Path)
    wanted = asked.parse_args()
    import_everything()
    from plain_steps import do_step

    from safeguarding_report import shell as shells

    outputs = shells.Outputs()
    os.chdir(wanted.workspace)
    # The shell takes the streams; what is printed at the end goes past it.
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    shell = shells._begin(outputs)
    profile = cProfile.Profile()
    took: dict[str, float] = defaultdict(float)
    if wanted.profile:
        profile.enable()

    for partnership, year in (report.split("/") for report in sorted(wanted.reports)):
        for name in PLAN:
            begin = time.perf_counter()
            if name in NOTEBOOKS:
                run_notebook(shell, outputs, name, wanted.workspace, partnership, year)
            else:
                do_step(name, wanted.workspace, partnership, year)
            took[name] += time.perf_counter() - begin
    if wanted.index:
        begin = time.perf_counter()
        do_step("index", wanted.workspace)
        took["index"] = time.perf_counter() - begin
    profile.disable()
    if wanted.profile:
        profile.dump_stats(wanted.profile)
    answer = {name: round(seconds, 3) for name, seconds in took.items()} if wanted.each else {}
    print(json.dumps({"seconds": round(sum(took.values()), 3), **answer}), file=said, flush=True)


if __name__ == "__main__":
    real = os.dup(2)
    try:
        main()
    except BaseException:
        # The shell has taken sys.stderr.
        os.write(real, traceback.format_exc().encode())
        raise
