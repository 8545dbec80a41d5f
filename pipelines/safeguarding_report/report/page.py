"""The page: an executed 04_report rendered by nbconvert with our own template, and nothing of nbconvert's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Released
    from safeguarding_report.report.chapter import Chapter
    from safeguarding_report.workspace import Step

CHAPTER_TAG = "chapter"
"""Cells with this tag go into the page; everything else in the notebook is the analyst's."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
"""Even if something slipped past the checks, a browser runs no script and fetches nothing."""

TEMPLATES = Path(str(files("safeguarding_report.report").joinpath("template")))


@dataclass(frozen=True)
class PageFacts:
    """What the template says around the chapters."""

    title: str
    heading: str
    year: str
    period: str
    banner: str
    print_mark: str
    """A word that stands on every printed page."""
    chapters: tuple[tuple[str, str], ...]
    policy: str = CONTENT_SECURITY_POLICY


def page_facts(released: Released) -> PageFacts:
    """Return what the page says about itself; without a demonstration it is a draft."""
    report = released.report
    standing = standing_of(report)
    return PageFacts(
        title=f"{report.name} – yearly report {report.year}",
        heading=report.name,
        year=report.year,
        period=f"1 April {report.period_start[:4]} to 31 March {report.period_end[:4]}",
        banner=standing.banner,
        print_mark=standing.print_mark,
        chapters=tuple((plan.chapter, plan.title) for plan in CHAPTERS),
    )


@cache
def _exporter() -> Any:  # noqa: ANN401 — nbconvert has no types
    # Imported here because it costs a second, and nothing else needs it.
    exporters: Any = import_module("nbconvert.exporters")
    exporter = exporters.TemplateExporter(
        template_name=TEMPLATES.name,
        template_file="index.html.j2",
        extra_template_basedirs=[str(TEMPLATES.parent)],
        file_extension=".html",
    )
    exporter.environment.autoescape = True
    return exporter


def render(notebook: Any, released: Released) -> str:  # noqa: ANN401 — a notebook node
    """Return the page of an executed notebook: what its cells tagged `chapter` show, and nothing else."""
    body, _ = _exporter().from_notebook_node(notebook, resources={"page": page_facts(released)})
    return f"{body.strip()}\n"


def render_template(name: str, **facts: Any) -> str:  # noqa: ANN401
    """Return another page in the same style, such as the index."""
    return f"{_exporter().environment.get_template(name).render(**facts).strip()}\n"


class Preview:
    """The page inside JupyterLab, in a frame of its own."""

    def __init__(self, page: str) -> None:
        self.page = page

    def __repr__(self) -> str:
        return "Preview()"

    def _repr_html_(self) -> str:
        style = "width:100%;height:80vh;border:1px solid"
        return f'<iframe title="Preview of the page" style="{style}" srcdoc="{escape(self.page)}"></iframe>'


def preview(step: Step, released: Released, *chapters: Chapter) -> Preview | None:
    """Show the page as it will be when an analyst runs the notebook; nothing when the pipeline does."""
    return Preview(render(notebook_of(chapters), released)) if step.is_interactive else None


def notebook_of(chapters: Sequence[Chapter]) -> Any:  # noqa: ANN401
    """Return a notebook that shows these chapters, as an executed 04_report does."""
    # Imported here because only a preview needs it.
    v4: Any = import_module("nbformat.v4")
    cells = [
        v4.new_code_cell(
            id=f"c{place:03d}",
            metadata={"tags": [CHAPTER_TAG]},
            outputs=[v4.new_output("display_data", {"text/html": chapter._repr_html_()})],
        )
        for place, chapter in enumerate(chapters, 1)
    ]
    return v4.new_notebook(cells=cells)
