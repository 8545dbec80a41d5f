"""The preview: the whole page inside JupyterLab, made by the very functions that make the public one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.page import notebook_of, render
from safeguarding_report.report.plan import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Released
    from safeguarding_report.workspace import Step


class Preview:
    """The page inside JupyterLab, in a frame of its own."""

    def __init__(self, page: str) -> None:
        self.page = page

    def __repr__(self) -> str:
        return "Preview()"

    def _repr_html_(self) -> str:
        style = "width:100%;height:80vh;border:1px solid"
        return f'<iframe title="Preview of the page" style="{style}" srcdoc="{escape(self.page)}"></iframe>'


def preview(step: Step, released: Released, charts: Sequence[Chart]) -> Preview | None:
    """Show the page as it will be when an analyst runs the notebook; nothing when the pipeline does."""
    if not step.is_interactive:
        return None
    chapters = [write_chapter(plan.chapter, released, charts) for plan in CHAPTERS]
    return Preview(render(notebook_of(chapters), released))
