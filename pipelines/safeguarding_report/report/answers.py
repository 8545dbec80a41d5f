"""Which requirement of the guidance each chapter answers, and what kind of evidence stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from safeguarding_report.report.entries import is_invented
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import chapter_plan

if TYPE_CHECKING:
    from safeguarding_report.released import Released

Evidence = Literal["outcome", "audit", "observation", "feedback", "none yet"]

EVIDENCE_IN_WORDS: dict[Evidence, str] = {
    "outcome": "a number of this year that shows whether children are better or worse off, or are seen in time",
    "audit": "what was found by those who looked closely at cases, or at practice after a review",
    "observation": "what was counted or written down: numbers of children and cases, and what the partners say",
    "feedback": "what children, families or staff said",
    "none yet": "the chapter stands in this report, and holds no evidence on it",
}
"""Each type of evidence as the page explains it."""


@dataclass(frozen=True)
class Answer:
    """One chapter that answers a requirement in this report: its number, and the evidence that it holds."""

    chapter: str
    number: str
    evidence: Evidence


ANSWERS: dict[str, tuple[str, ...]] = {
    "executive-summary": ("WT18-1", "WT23-1", "WT23-2"),
    "arrangements": ("WT18-8", "WT23-6", "WT23-16", "WT23-22", "WT26-2"),
    "six-features": ("WT18-3", "WT23-5"),
    "priorities": ("WT18-2", "WT18-4", "WT18-5", "WT23-3", "WT23-4", "WT23-8", "WT23-9", "WT26-1"),
    "equalities": ("WT26-4",),
    "front-door": ("WT23-21",),
    "referrals": ("WT18-4", "WT23-8"),
    "assessments": ("WT18-4", "WT23-8"),
    "section-47": ("WT18-4", "WT23-8"),
    "child-protection-plans": ("WT18-4", "WT23-8"),
    "children-in-need": ("WT18-4", "WT23-8"),
    "looked-after": ("WT18-4", "WT23-8"),
    "audits": ("WT18-3", "WT23-5", "WT23-7"),
    "learning": ("WT18-2", "WT18-6", "WT23-4", "WT23-7", "WT23-10", "WT23-11"),
    "training": ("WT18-4", "WT23-8"),
    "voices": ("WT18-7", "WT23-12"),
    "self-assessments": ("WT23-6", "WT23-16"),
    "independent-scrutiny": ("WT23-7", "WT23-17"),
    "funding": ("WT23-13",),
    "year-ahead": ("WT18-5", "WT18-8", "WT23-9", "WT23-22"),
    "scrutiny": ("WT23-11", "WT26-2"),
    "dashboard": ("WT23-15",),
    "data-quality": ("WT23-15", "WT26-3"),
}
"""By chapter the requirements that it answers where it stands in a report.

Nothing answers what this build holds no place for: copies sent, restraint, reforms, where reports are published, and
the signatures of the partners, which are given once the report is written.
"""

OF_THE_PARTNERS = frozenset({"WT18-1", "WT23-1"})
"""That the partners report, and jointly: a demonstration made of published figures alone answers neither."""

_EVIDENCE: dict[str, tuple[tuple[Evidence, str, str], ...]] = {
    "priorities": (("observation", "priorities", "impact"), ("observation", "achievements", "evidence")),
    "six-features": (
        ("observation", "priorities", "impact"),
        ("observation", "membership", "meetings"),
        ("observation", "escalations", "answered_date"),
        ("observation", "review_actions", "evidence_embedded"),
    ),
    "audits": (("audit", "audits", "result"),),
    "learning": (("audit", "learning", "evidence"), ("audit", "review_actions", "evidence_embedded")),
    "training": (("outcome", "training", "use_after_3_months"), ("feedback", "training", "confident_after")),
    "voices": (("feedback", "feedback", "said"), ("feedback", "surveys", "said")),
    "self-assessments": (("observation", "self_assessments", "returned_date"),),
    "arrangements": (("observation", "membership", "meetings"),),
    "equalities": (("observation", "equalities", "action"),),
    "scrutiny": (("observation", "decisions", "decision"), ("observation", "questions", "answer")),
    "funding": (("observation", "funding", "pounds"),),
}
"""Of a chapter made of registers: which column being filled makes which evidence, the strongest first."""

_FIGURES = frozenset(
    {
        "front-door", "referrals", "assessments", "section-47", "child-protection-plans", "children-in-need",
        "looked-after",
    }
)  # fmt: skip
"""Chapters whose evidence is in their figures: how many is an observation, and no outcome."""

_OF_RETURNS = frozenset({"dashboard", "data-quality"})
"""Chapters that say how partners' data are used, where partners returned any."""


def evidence_of(chapter: str, released: Released) -> Evidence:
    """Return the strongest evidence that a chapter of this report holds; none yet is allowed, and printed."""
    if chapter in _FIGURES:
        return _evidence_of_figures(chapter, released)
    if chapter in _OF_RETURNS:
        return "observation" if released.returns else "none yet"
    if chapter in {"executive-summary", "independent-scrutiny"}:
        return "observation"
    found = (kind for kind, register, column in _EVIDENCE.get(chapter, ()) if released.register(register).count(column))
    return next(found, "none yet")


def _evidence_of_figures(chapter: str, released: Released) -> Evidence:
    """Return outcome where a chapter prints a number of the year that is better or worse, observation of any other."""
    plan = chapter_plan(chapter)
    of_chapter = {
        name: words.polarity
        for name, words in released.measures.items()
        if (words.title in plan.measures if plan.measures else words.chapter == chapter) and not words.annex
    }
    printed = {of_chapter[name] for name in of_chapter.keys() & _printed_of_the_year(released)}
    if not printed:
        return "none yet"
    return "observation" if printed == {"none"} else "outcome"


@lru_cache(maxsize=1)
def _printed_of_the_year(released: Released) -> frozenset[str]:
    """Return the measures of which an own area has a number of the year; every chapter of figures asks."""
    own = {area.code for area in released.own_areas}
    years = {released.time_period, *(year for one in released.measures for year in released.periods_of(one, 1))}
    return frozenset(
        figure.measure
        for figure in released.figures
        if figure.area_code in own and figure.time_period in years and not figure.symbol
    )


def answered_by(chapter: str, released: Released) -> tuple[str, ...]:
    """Return the requirements that a chapter answers in this report."""
    is_of_partners = not released.report.demonstration or is_invented(released)
    return tuple(one for one in ANSWERS.get(chapter, ()) if is_of_partners or one not in OF_THE_PARTNERS)


def answers_in(released: Released) -> dict[str, list[Answer]]:
    """Return by requirement the chapters of this report that answer it, in page order."""
    numbers = chapters_of(released)
    found: dict[str, list[Answer]] = {}
    for chapter, number in numbers.items():
        for requirement in answered_by(chapter, released):
            found.setdefault(requirement, []).append(Answer(chapter, number, evidence_of(chapter, released)))
    return found
