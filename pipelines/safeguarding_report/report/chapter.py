"""Chapters: what a cell of 04_report shows and the page takes over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.report import annex, back_chapters, front_chapters, quality_chapter
from safeguarding_report.report.figure_chapters import figure_chapter
from safeguarding_report.report.plan import CHAPTERS, chapter_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Released


@dataclass(frozen=True)
class Chapter:
    """One chapter of the page: its name in links, its heading, and what stands under it."""

    chapter: str
    title: str
    body: Markup

    def __repr__(self) -> str:
        return f"Chapter({self.chapter!r})"

    def _repr_html_(self) -> str:
        return str(
            Markup(
                '<section id="{0}" aria-labelledby="{0}-heading">\n<h2 id="{0}-heading">{1}</h2>\n{2}\n</section>'
            ).format(self.chapter, self.title, self.body)
        )


def write_chapter(chapter: str, released: Released, charts: Sequence[Chart]) -> Chapter:
    """Write a chapter of the report from released figures and charts.

    Raises
    ------
    UsageError
        When the report has no chapter of this name.

    """
    known = [plan.chapter for plan in CHAPTERS]
    if chapter not in known:
        message = f'The report has no chapter "{chapter}".{did_you_mean(chapter, known)} Known: {", ".join(known)}.'
        raise UsageError(message)
    plan = chapter_plan(chapter)
    write: dict[str, Callable[[], Markup]] = {
        "at-a-glance": lambda: front_chapters.at_a_glance(released),
        "local-context": lambda: front_chapters.local_context(released, charts),
        "all-measures": lambda: annex.all_measures(released, charts),
        "data-quality": lambda: quality_chapter.data_quality(released),
        "notes": lambda: back_chapters.notes(released),
        "definitions": lambda: back_chapters.definitions(released),
        "glossary": back_chapters.glossary,
        "sources": lambda: back_chapters.sources(released),
    }
    body = write[chapter]() if chapter in write else figure_chapter(plan, released, charts)
    return Chapter(chapter, plan.title, body)
