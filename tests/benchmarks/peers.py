"""The same work by what everybody can run: papermill's and nbconvert's own commands, Snakemake, and one process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from measuring import PYTHON, REPOSITORY

from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

HERE = Path(__file__).parent
SNAKEMAKE = REPOSITORY / ".bench" / "bin" / "snakemake"

SETTINGS = {"MPLBACKEND": "agg", "GX_ANALYTICS_ENABLED": "False"}
"""What anybody would set: no window for charts, no report of use to the makers of a library."""

Report = tuple[str, str]
"""Partnership and year."""


def plain(workspace: Path, report: Report) -> list[tuple[str, ...]]:
    """Return the commands of one report, one after the other: papermill, nbconvert, the gates and the finishing.

    The notebooks leave what they make where the next one looks for it, so that nothing need be copied between them.
    Finishing renders the page, checks it and writes the manifest; nbconvert's own page, as a peer would look at it,
    comes beside it.
    """
    partnership, year = report
    notebooks = private(workspace, report) / "notebooks"
    parameters = ("-p", "partnership", partnership, "-p", "year", year, "-p", "workspace", str(workspace))

    def papermill(name: str) -> tuple[str, ...]:
        places = (str(REPOSITORY / "notebooks" / f"{name}.ipynb"), str(notebooks / f"{name}.ipynb"))
        return (*PYTHON, "papermill", "--no-progress-bar", *places, *parameters)

    def step(name: str) -> tuple[str, ...]:
        return (sys.executable, str(HERE / "plain_steps.py"), name, str(workspace), partnership, year)

    return [
        papermill("01_validate"),
        papermill("02_measure"),
        step("gate"),
        papermill("03_chart"),
        step("narratives"),
        papermill("04_report"),
        (*PYTHON, "nbconvert", "--to", "html", str(notebooks / "04_report.ipynb")),
        step("finishing"),
    ]


def plain_environment(workspace: Path, report: Report) -> dict[str, str]:
    """Return the variables for these commands, with the place for what they make, which is made empty."""
    place = private(workspace, report)
    shutil.rmtree(place, ignore_errors=True)
    (place / "notebooks").mkdir(parents=True)
    return SETTINGS | {"SAFEGUARDING_REPORT_STAGING": str(place)}


def private(workspace: Path, report: Report) -> Path:
    """Return the private folder of a report."""
    return workspace.joinpath("outputs", "private", *report)


def floor(workspace: Path, reports: list[Report], *, index: bool = False) -> float:
    """Return the seconds of all tasks in one process with everything imported, imports left out."""
    for report in reports:
        shutil.rmtree(private(workspace, report), ignore_errors=True)
    shutil.rmtree(workspace / "outputs" / "private" / "public", ignore_errors=True)
    command = (sys.executable, str(HERE / "floor.py"), str(workspace), *map("/".join, reports))
    run = subprocess.run(
        (*command, "--index") if index else command, capture_output=True, text=True, check=False, env=_with_settings()
    )
    if run.returncode:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return float(json.loads(run.stdout.splitlines()[-1])["seconds"])


def _with_settings() -> dict[str, str]:
    import os

    return os.environ | SETTINGS | {"PYTHONHASHSEED": "0"}


def snakemake(workspace: Path, reports: list[Report], cores: int) -> tuple[str, ...]:
    """Return the command that does all of it with a rule per task; rules run the commands of the plain way."""
    place = Workspace(workspace)
    back = [report for report in reports if place.looks_back(report[0], ReportingYear.parse(report[1]))]
    settings = {
        "workspace": workspace,
        "repository": REPOSITORY,
        "python": sys.executable,
        "reports": " ".join(map("/".join, reports)),
        "looking_back": " ".join(map("/".join, back)),
    }
    return (
        str(SNAKEMAKE),
        "--snakefile",
        str(HERE / "Snakefile"),
        "--directory",
        str(workspace),
        "--cores",
        str(cores),
        "--quiet",
        "all",
        "--config",
        *(f"{name}={value}" for name, value in settings.items()),
    )
