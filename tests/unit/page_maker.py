"""Makes a finished page from a released folder without running a notebook: what its cells would show is put together."""

from __future__ import annotations

import nbformat

from safeguarding_report import report
from safeguarding_report.charts import draw_charts, load_charts, save_charts
from safeguarding_report.released import Released
from safeguarding_report.report.page import notebook_of
from safeguarding_report.report.plan import CHAPTERS


def chapters_of(released, charts):
    """Return all chapters in page order."""
    return [report.write_chapter(plan.chapter, released, charts) for plan in CHAPTERS]


def executed_notebook(folder, released_folder):
    """Draw the charts, save the notebook that an executed 04_report would be, and return (notebook, charts folder)."""
    released = Released(released_folder)
    save_charts(draw_charts(released), folder / "charts")
    notebook = folder / "04_report.ipynb"
    nbformat.write(notebook_of(chapters_of(released, load_charts(folder / "charts"))), notebook)
    return notebook, folder / "charts"


def make_page(folder, released_folder):
    """Make report.html and figures.csv in `folder` and return the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    notebook, charts = executed_notebook(folder, released_folder)
    report.finish(notebook, Released(released_folder), charts, folder)
    return folder / "report.html"
