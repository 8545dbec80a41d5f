"""Chapters: what a cell of 04_report shows and the page takes over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.report import (
    annex,
    back_chapters,
    elements,
    executive_summary,
    front_chapters,
    quality_chapter,
    questions,
)
from safeguarding_report.report.asked_of_registers import questions_of
from safeguarding_report.report.chart_blocks import chart_blocks
from safeguarding_report.report.dashboard_chapter import dashboard
from safeguarding_report.report.explained import explain_terms
from safeguarding_report.report.figure_chapters import figure_chapter
from safeguarding_report.report.figures_elsewhere import figures_elsewhere
from safeguarding_report.report.narrative_text import narrative_of
from safeguarding_report.report.numbering import chapters_of, number_paragraphs, opens_with_figures
from safeguarding_report.report.openings import OPENINGS, WHICH_PRIORITY
from safeguarding_report.report.plan import CHAPTERS, chapter_plan
from safeguarding_report.report.register_chapters import (
    BEFORE,
    SECTIONS,
    names_priorities,
    register_chapter,
    register_opening,
    registers_in_full,
)
from safeguarding_report.report.requirements_chapter import declared, requirements
from safeguarding_report.report.themes import THEMES, theme_opening, themed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Released
    from safeguarding_report.report.plan import ChapterPlan


@dataclass(frozen=True)
class Chapter:
    """One chapter of the page: its name in links, its number, its heading, and what stands under it.

    Without a number it does not stand in this report: there is nothing to put into it.
    """

    chapter: str
    title: str
    number: str
    body: Markup

    def __repr__(self) -> str:
        return f"Chapter({self.chapter!r})"

    def _repr_html_(self) -> str:
        if not self.number:
            return ""
        return str(
            Markup(
                '<section id="{0}" aria-labelledby="{0}-heading">\n'
                '<h2 id="{0}-heading"><span class="number">{1}</span> {2}</h2>\n{3}\n</section>'
            ).format(self.chapter, self.number, self.title, self.body)
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
    number = chapters_of(released).get(chapter, "")
    if not number:
        return Chapter(chapter, plan.title, "", Markup(""))
    body = elements.join(
        [
            *_opening(plan, released, charts),
            *_middle(plan, released, charts),
            themed(
                plan.chapter, plan.title, released, chapters_of(released), figures_elsewhere(plan.chapter, released)
            ),
            *_closing(plan, released),
            declared(plan.chapter, released),
        ]
    )
    if chapter not in EXPLAINS_ITSELF:
        body = explain_terms(body, chapter)
    return Chapter(chapter, plan.title, number, number_paragraphs(elements.years_whole(body), number))


def _opening(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return how a chapter opens that does not open with its figures: three sentences, then what the partnership says."""
    if opens_with_figures(plan, released):
        return []
    told = []
    if plan.chapter in OPENINGS and plan.chapter not in OPENS_ITSELF:
        opening = theme_opening if plan.chapter in THEMES else register_opening
        told.append(opening(plan.chapter, released))
    return [*told, narrative_of(plan.chapter, released, charts)]


def _middle(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return what stands between opening and questions; nothing in a chapter of figures that holds none."""
    if plan.lead and not opens_with_figures(plan, released):
        return []
    written = _writer(plan)(released, charts)
    if plan.chapter not in (*BEFORE, *SECTIONS):
        return [written]
    return [*chart_blocks(released, [chart for chart in charts if chart.chapter == plan.chapter]), written]


def _closing(plan: ChapterPlan, released: Released) -> list[Markup]:
    """Return how a chapter closes: the three questions that members may ask."""
    if opens_with_figures(plan, released):
        return questions.closing(plan, released)
    if plan.chapter not in OPENINGS:
        return questions.asked(plan.title, [])
    registers = () if plan.chapter in COUNTS_OTHERS else plan.registers
    otherwise = tuple(one for one in OPENINGS[plan.chapter].asks if one != WHICH_PRIORITY or names_priorities(released))
    asked = questions_of(released, registers, otherwise)
    return questions.asked(plan.title, asked)


OPENS_ITSELF = frozenset({"arrangements", "six-features", "dashboard", "data-quality"})
"""Chapters whose own writers open them."""

COUNTS_OTHERS = frozenset({"six-features"})
"""Chapters that count the registers of other chapters, where their entries are asked about."""

EXPLAINS_ITSELF = frozenset({"glossary", "definitions", "sources", "all-measures", "registers", "not-in-this-report"})
"""Chapters that are lists of words and tables: a button there would explain what is being explained."""


def _writer(plan: ChapterPlan) -> Callable[[Released, Sequence[Chart]], Markup]:
    """Return what writes a chapter: one line each for those that are not chapters of figures."""
    writers: dict[str, Callable[[Released, Sequence[Chart]], Markup]] = {
        "executive-summary": lambda released, _: executive_summary.executive_summary(released),
        "local-context": front_chapters.local_context,
        "data-quality": lambda released, _: quality_chapter.data_quality(released),
        "all-measures": annex.all_measures,
        "notes": back_chapters.notes,
        "registers": lambda released, _: registers_in_full(released),
        "definitions": lambda released, _: back_chapters.definitions(released),
        "glossary": lambda released, _: back_chapters.glossary(released),
        "sources": lambda released, _: back_chapters.sources(released),
        "dashboard": lambda released, _: dashboard(released),
        "requirements": lambda released, _: requirements(released),
        "not-in-this-report": lambda released, _: back_chapters.not_in_this_report(released),
    }
    if plan.chapter in (*BEFORE, *SECTIONS):
        return lambda released, _: register_chapter(plan.chapter, released)
    return writers.get(plan.chapter, partial(figure_chapter, plan))
