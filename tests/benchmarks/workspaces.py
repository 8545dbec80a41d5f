"""Workspaces to measure in, made anew and thrown away, and the edits that are made in them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from measuring import PYTHON, REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from peers import Report

INVENTED = "ashmere-and-wold"
RETURN = "ashmere-constabulary/partner_figures.csv"
"""The return of one partner: the police send their counts in our template."""


def everything() -> list[Report]:
    """Return every report of the demonstration, oldest years first."""
    found = (REPOSITORY / "data").glob("*/*/year.toml")
    return sorted((path.parts[-3], path.parts[-2]) for path in found)


def new_workspace(folder: Path, reports: list[Report], copies: int = 1) -> Path:
    """Return a workspace with the published figures, these reports and their returns, and nothing built.

    With more `copies`, each partnership is there so often, under names of their own.
    """
    (folder / "outputs").mkdir(parents=True)
    for name in ("official", *sorted({partnership for partnership, _ in reports})):
        source = REPOSITORY / "data" / name
        years = {year for partnership, year in reports if partnership == name}
        kept = {path.name for path in source.iterdir()} - {path.parent.name for path in source.glob("*/year.toml")}
        for path in sorted(kept | years):
            target = folder / "data" / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if (source / path).is_dir():
                shutil.copytree(source / path, target, ignore=shutil.ignore_patterns("returns"))
            else:
                shutil.copy(source / path, target)
    if any(partnership == INVENTED for partnership, _ in reports):
        subprocess.run(
            [*PYTHON, "safeguarding_report", "example", "--returns", "--workspace", str(folder)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    for name in sorted({partnership for partnership, _ in reports}):
        for number in range(2, copies + 1):
            shutil.copytree(folder / "data" / name, folder / "data" / f"{name}-{_letters(number)}")
    return folder


def _letters(number: int) -> str:
    return chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


def empty(workspace: Path) -> None:
    """Take all that was built away."""
    shutil.rmtree(workspace / "outputs")
    (workspace / "outputs").mkdir()


_EDITED = "This report is read by group"


def edit_word(workspace: Path, report: Report, number: int) -> Path:
    """Change one word of a narrative, another each time, and return the edited file.

    A report that has no narrative is given one; it says nothing of anybody.
    """
    path = workspace.joinpath("data", *report, "narrative", "foreword.md")
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    kept = before.partition(_EDITED)[0].rstrip()
    # A word that stood there before would bring an old page back, which is another thing.
    return _put(path, f"{kept}\n\n{_EDITED} {_letters(number)}.\n".lstrip())


def edit_return(workspace: Path, report: Report, number: int) -> Path:
    """Make one count in the newest return of one partner larger by a number, and return the edited file.

    The same number gives the same return, whatever was edited before: how hard the gate's work is hangs on it.
    """
    path = workspace.joinpath("data", *report, "returns", RETURN)
    before = workspace / "return_before.csv"
    if not before.is_file():
        shutil.copy(path, before)
    rows = list(csv.reader(io.StringIO(before.read_text(encoding="utf-8-sig"), newline="")))
    column = rows[0].index("numerator")
    place = max(place for place, row in enumerate(rows) if row[column].isdigit())
    rows[place][column] = str(int(rows[place][column]) + number)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return _put(path, text.getvalue())


def _put(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.writing~")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    return path


if __name__ == "__main__":
    sys.exit("This is a part of bench.py.")
