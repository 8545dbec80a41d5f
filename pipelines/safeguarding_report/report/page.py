"""The page: an executed 04_report rendered by nbconvert with our own template, and nothing of nbconvert's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.report.elements import years_whole
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Released
    from safeguarding_report.report.chapter import Chapter

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
    chapters: tuple[tuple[str, str, str], ...]
    """(name in links, number, heading) of the body, and below of the annexes."""
    annexes: tuple[tuple[str, str, str], ...]
    policy: str = CONTENT_SECURITY_POLICY


def page_facts(released: Released) -> PageFacts:
    """Return what the page says about itself; without a demonstration it is a draft."""
    report = released.report
    numbers = chapters_of(released)
    plans = [plan for plan in CHAPTERS if plan.chapter in numbers]
    standing = standing_of(report)
    return PageFacts(
        title=f"{report.name} – yearly report {report.year}",
        heading=report.name,
        year=report.year,
        period=f"1 April {report.period_start[:4]} to 31 March {report.period_end[:4]}",
        banner=standing.banner,
        print_mark=standing.print_mark,
        chapters=tuple((plan.chapter, numbers[plan.chapter], plan.title) for plan in plans if plan.part == "body"),
        annexes=tuple((plan.chapter, numbers[plan.chapter], plan.title) for plan in plans if plan.part == "annex"),
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
        # No preprocessor changes the notebook: it need not be checked after each of them.
        optimistic_validation=True,
    )
    exporter.environment.autoescape = True
    exporter.environment.filters["years_whole"] = years_whole
    return exporter


def render(notebook: Any, released: Released) -> str:  # noqa: ANN401 — a notebook node
    """Return the page of an executed notebook: what its cells tagged `chapter` show, and nothing else."""
    body, _ = _exporter().from_notebook_node(notebook, resources={"page": page_facts(released)})
    return f"{body.strip()}\n"


def render_template(name: str, **facts: Any) -> str:  # noqa: ANN401
    """Return another page in the same style, such as the index."""
    return f"{_exporter().environment.get_template(name).render(**facts).strip()}\n"


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
