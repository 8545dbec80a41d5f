"""Numbers: which chapters stand in this report, what each is called by, and the numbers of its paragraphs.

A board cites "paragraph 4.1": the number is text in the page and the name of a link, the same in every edition.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.themes import mentions

if TYPE_CHECKING:
    from safeguarding_report.released import Released
    from safeguarding_report.report.plan import ChapterPlan

YEARS_SHOWN = 5
"""Years that a reader sees side by side."""

UNNUMBERED = frozenset({"about", "subtitle", "label"})
"""Kinds of paragraph that belong to a table or a chart and are cited with it."""

NUMBERED_ITEM = "numbered"
"""The class of an item of a list that is cited by itself, as a paragraph is."""

_BEGINS = re.compile(
    rf'<p(?: class="(?P<kind>[^"]*)")?>|<li class="{NUMBERED_ITEM}">|(?P<within><(?P<end>/)?(?:details|li|dd|td)\b[^>]*>)'
)
"""A paragraph or such an item; and what a paragraph may stand in without being one of the chapter's own."""


def chapters_of(released: Released) -> dict[str, str]:
    """Return the number or letter of each chapter that stands in this report, in page order."""
    return dict(_numbered(released))


@lru_cache(maxsize=1)
def _numbered(released: Released) -> tuple[tuple[str, str], ...]:
    """Return each chapter with its number; what was released does not change, and every chapter asks."""
    body = annexes = 0
    numbers: dict[str, str] = {}
    held = _titles_held(released)
    for plan in CHAPTERS:
        if not _has_content(plan, released, held):
            continue
        if plan.part == "body":
            body += 1
            numbers[plan.chapter] = str(body)
        else:
            numbers[plan.chapter] = ascii_uppercase[annexes]
            annexes += 1
    return tuple(numbers.items())


def absent_chapters(released: Released) -> list[ChapterPlan]:
    """Return the chapters for which this report holds nothing, in page order."""
    there = chapters_of(released)
    return [plan for plan in CHAPTERS if plan.part == "body" and plan.chapter not in there]


def _has_entries(released: Released, name: str, at_least: int) -> bool:
    """True for a register with so many entries; entries that are held back are something to say too, but not how many."""
    register = released.register(name)
    return len(register.entries) >= at_least or (at_least == 1 and register.held_back)


def _has_content(plan: ChapterPlan, released: Released, held: frozenset[str]) -> bool:
    return (
        plan.always
        or bool(held.intersection(plan.measures))
        or _holds_own_figures(plan, released)
        or any(_has_entries(released, name, plan.from_entries) for name in plan.registers)
        or plan.chapter in released.narratives
        or bool(mentions(plan.chapter, released))
        or (plan.chapter == "dashboard" and bool(released.returns))
        or (plan.chapter == "priorities" and bool(released.report.priorities))
    )


def opens_with_figures(plan: ChapterPlan, released: Released) -> bool:
    """True for a chapter of figures that this report holds some of: others open with what their registers say."""
    held = plan.always or bool(_titles_held(released).intersection(plan.measures))
    return bool(plan.lead) and (held or _holds_own_figures(plan, released))


def _holds_own_figures(plan: ChapterPlan, released: Released) -> bool:
    """True for a chapter of figures of its own, such as referrals, of which an own area has any in the years shown."""
    if not plan.lead or plan.measures:
        return False
    measures = [
        words.measure
        for words in released.measures.values()
        if words.chapter == plan.chapter and not words.annex and not words.breakdown and words.title in released.traces
    ]
    held = (released.series(measure, area.code, YEARS_SHOWN) for measure in measures for area in released.own_areas)
    return any(figure is not None and figure.value for series in held for figure in series)


def _titles_held(released: Released) -> frozenset[str]:
    """Return the titles of the measures of which there is any figure of an own area in the years shown."""
    return frozenset(released.traces)


def paragraph_anchor(number: str) -> str:
    """Return the name by which links find a paragraph: "p4.1"."""
    return f"p{number}"


def number_paragraphs(body: Markup, chapter_number: str) -> Markup:
    """Put its number before each paragraph of a chapter: 4.1, 4.2, … in page order.

    What stands in a table, in an entry of a list of terms, or behind "About these figures" has no number of its own.
    The text of a page is escaped, so what looks like the beginning of a paragraph is one.
    """
    counted = depth = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal counted, depth
        if found["within"]:
            depth += -1 if found["end"] else 1
            return found[0]
        is_item = found[0].startswith("<li")
        is_inside = depth > 0
        depth += is_item
        kinds = set((found["kind"] or "").split())
        if is_inside or kinds & UNNUMBERED:
            return found[0]
        counted += 1
        number = f"{chapter_number}.{counted}"
        return f'{found[0][:-1]} id="{paragraph_anchor(number)}"><span class="number">{number}</span> '

    return Markup(_BEGINS.sub(numbered, str(body)))  # noqa: S704 — it was escaped where it was made
