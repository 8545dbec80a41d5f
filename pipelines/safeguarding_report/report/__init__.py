"""The report: chapters from released figures, the page they make, its last checks, and the index of all reports."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from safeguarding_report.charts import load_charts
from safeguarding_report.errors import NotebookError
from safeguarding_report.findings import stop_on_errors
from safeguarding_report.report.chapter import Chapter, write_chapter
from safeguarding_report.report.checks import check_page
from safeguarding_report.report.index_page import write_index
from safeguarding_report.report.narrative_text import check_narratives
from safeguarding_report.report.page import render
from safeguarding_report.report.preview import preview
from safeguarding_report.report.public_figures import public_figures
from safeguarding_report.report.reader import taken_apart
from safeguarding_report.report.standing import Approval, as_published, says_how_it_stands
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.released import Released

__all__ = [
    "Approval", "Chapter", "as_published", "check_narratives", "finish", "preview", "says_how_it_stands",
    "write_chapter", "write_index",
]  # fmt: skip


def finish(notebook: Path, released: Released, charts: Path, output: Path) -> None:
    """Make the public page and its figures from an executed 04_report.

    Writes report.html and figures.csv into `output`, both or, where a check says no, neither.

    Raises
    ------
    NotebookError
        When the notebook cannot be read.
    DataError
        When the last checks find something wrong with the page; it lists all of it.

    """
    drawn = load_charts(charts)
    page = render(_read_notebook(notebook), released)
    read = taken_apart(page)
    findings = check_page(read, released, drawn)
    stop_on_errors(
        findings, f"The page of {released.report.partnership} {released.report.year} may not be made public:"
    )
    write_file(output / "figures.csv", public_figures(read, released))
    write_file(output / "report.html", page.encode())


def _read_notebook(path: Path) -> object:
    # Imported here because only the finishing task needs it.
    nbformat: Any = import_module("nbformat")
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        message = f"{path.name} cannot be read as a notebook ({type(error).__name__}). Run 04_report again."
        raise NotebookError(message) from None
