"""What a build costs, as ratios to what everybody can run: read the ratios, not the seconds.

Everything is measured in one run on one machine, in a workspace of its own that is thrown away:

- one report from nothing, by us, and the same four notebooks by papermill's and nbconvert's own commands one after
  the other (which neither hide, check, nor seal anything);
- a build that has nothing to do, and `import pandas`;
- all reports from nothing, per report.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PARTNERSHIP, YEAR = "coventry", "2023-24"
NOTEBOOKS = ("01_validate", "02_measure", "03_chart", "04_report")
REPEATS = 3
"""Of the short ones the median counts: the machine may be busy with something else."""

PYTHON = (sys.executable, "-m")
PLAIN_SETTINGS = {"MPLBACKEND": "agg", "GX_ANALYTICS_ENABLED": "False"}


def seconds(*commands: tuple[str, ...], **environment: str) -> float:
    """Run commands one after the other and return how long they took together; a failing one stops the bench."""
    begin = time.perf_counter()
    for command in commands:
        run = subprocess.run(
            command, env=os.environ | environment, cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
        if run.returncode:
            sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return time.perf_counter() - begin


def build(workspace: Path, *what: str) -> tuple[str, ...]:
    """Return the command that builds."""
    return (*PYTHON, "safeguarding_report", "build", *what, "--workspace", str(workspace))


def plain(workspace: Path, folder: Path) -> list[tuple[str, ...]]:
    """Return the commands that run the same notebooks by papermill and turn the last into a page by nbconvert."""
    parameters = ("-p", "partnership", PARTNERSHIP, "-p", "year", YEAR, "-p", "workspace", str(workspace))
    runs = [
        (
            *PYTHON,
            "papermill",
            str(REPOSITORY / "notebooks" / f"{name}.ipynb"),
            str(folder / f"{name}.ipynb"),
            *parameters,
        )
        for name in NOTEBOOKS
    ]
    return [*runs, (*PYTHON, "nbconvert", "--to", "html", str(folder / f"{NOTEBOOKS[-1]}.ipynb"))]


def new_workspace(folder: Path, partnerships: list[str], years: list[str]) -> Path:
    """Return an empty workspace with the published figures and these partnerships and years."""
    (folder / "outputs").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "data" / "official", folder / "data" / "official")
    for partnership in partnerships:
        source = REPOSITORY / "data" / partnership
        (folder / "data" / partnership).mkdir()
        shutil.copy(source / "partnership.toml", folder / "data" / partnership)
        for year in years:
            shutil.copytree(source / year, folder / "data" / partnership / year)
    return folder


def main() -> None:
    """Measure, and print one table."""
    partnerships = sorted(path.parent.name for path in (REPOSITORY / "data").glob("*/partnership.toml"))
    years = sorted(path.parent.name for path in (REPOSITORY / "data" / PARTNERSHIP).glob("*/year.toml"))
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        one = new_workspace(here / "one", [PARTNERSHIP], [YEAR])
        every = new_workspace(here / "every", partnerships, years)
        staging = here / "staging"
        staging.mkdir()
        ours = seconds(build(one, PARTNERSHIP, YEAR))
        theirs = seconds(*plain(one, staging), SAFEGUARDING_REPORT_STAGING=str(staging), **PLAIN_SETTINGS)
        idle = statistics.median(seconds(build(one)) for _ in range(REPEATS))
        pandas = statistics.median(seconds((sys.executable, "-c", "import pandas")) for _ in range(REPEATS))
        reports = len(partnerships) * len(years)
        all_of_them = seconds(build(every))
    rows = [
        ("one report from nothing", ours, "plain papermill and nbconvert", theirs),
        ("nothing to do", idle, "import pandas", pandas),
        (f"{reports} reports from nothing", all_of_them, f"{reports} × the plain way", reports * theirs),
    ]
    print(f"{'what':28}{'seconds':>9}   {'against':32}{'seconds':>9}{'ratio':>8}")
    for what, took, against, took_against in rows:
        print(f"{what:28}{took:9.2f}   {against:32}{took_against:9.2f}{took / took_against:8.2f}")


if __name__ == "__main__":
    main()
