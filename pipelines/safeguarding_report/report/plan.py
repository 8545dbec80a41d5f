"""The plan of the report: its chapters in page order, and what the opening sentences of each speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Told = Literal["change", "referrals", "level", "neighbours", "place", "range"]


@dataclass(frozen=True)
class ChapterPlan:
    """One chapter: its name in links, its heading, and for a chapter of figures how it opens."""

    chapter: str
    title: str
    lead: tuple[tuple[Told, str], ...] = ()
    """What the opening sentences tell, and of which measure; empty for chapters made of other things."""


CHAPTERS = (
    ChapterPlan("at-a-glance", "At a glance"),
    ChapterPlan(
        "local-context",
        "The area and the partnership",
        (("change", "population_count"), ("range", "population_count")),
    ),
    ChapterPlan(
        "referrals",
        "Referrals",
        (
            ("referrals", "referrals_count"),
            ("level", "referrals_rate"),
            ("neighbours", "referrals_rate"),
            ("level", "rereferrals_percent"),
        ),
    ),
    ChapterPlan(
        "assessments",
        "Assessments",
        (
            ("change", "assessments_completed_count"),
            ("change", "assessments_in_45_days_percent"),
            ("level", "assessments_in_45_days_percent"),
            ("neighbours", "assessments_in_45_days_percent"),
        ),
    ),
    ChapterPlan(
        "section-47",
        "Section 47 enquiries and conferences",
        (
            ("change", "section47_enquiries_count"),
            ("level", "section47_enquiries_rate"),
            ("neighbours", "section47_enquiries_rate"),
            ("level", "initial_conferences_in_15_days_percent"),
        ),
    ),
    ChapterPlan(
        "child-protection-plans",
        "Child protection plans",
        (
            ("change", "child_protection_plans_count"),
            ("level", "child_protection_plans_rate"),
            ("neighbours", "child_protection_plans_rate"),
            ("level", "repeat_child_protection_plans_percent"),
        ),
    ),
    ChapterPlan(
        "children-in-need",
        "Children in need",
        (
            ("change", "children_in_need_count"),
            ("level", "children_in_need_rate"),
            ("neighbours", "children_in_need_rate"),
            ("place", "children_in_need_rate"),
        ),
    ),
    ChapterPlan(
        "looked-after",
        "Looked-after children",
        (
            ("change", "children_looked_after_count"),
            ("level", "children_looked_after_rate"),
            ("neighbours", "children_looked_after_rate"),
            ("place", "children_looked_after_rate"),
        ),
    ),
    ChapterPlan("all-measures", "Annex: all other measures"),
    ChapterPlan("data-quality", "How good is the data"),
    ChapterPlan("notes", "Notes on the figures"),
    ChapterPlan("definitions", "How each figure is defined"),
    ChapterPlan("glossary", "Glossary"),
    ChapterPlan("sources", "Sources"),
)

GLANCE = (
    "referrals_count",
    "assessments_in_45_days_percent",
    "section47_enquiries_count",
    "child_protection_plans_count",
    "repeat_child_protection_plans_percent",
    "children_looked_after_count",
)
"""What stands at a glance: six measures, each with the year before, so twelve figures at most."""

NOT_HELD_YET = (
    "The partnership's priorities for the year, what was done about them and what changed for children",
    "Who referred concerns to the front door, and what early help families had before a referral",
    "Children missing, exploited or trafficked, and the work of multi-agency panels on them",
    "Audits, rapid reviews, practice reviews and what came of their learning",
    "Training: who came, what they thought of it, and what they did differently",
    "Allegations against people who work with children",
    "What children, young people and families said, and what was done about it",
    "Independent scrutiny, and answers to the requests of scrutiny boards",
    "What each partner paid towards the partnership",
)
"""What boards ask for and published statistics cannot answer."""


def chapter_plan(chapter: str) -> ChapterPlan:
    """Return the plan of a chapter."""
    return next(plan for plan in CHAPTERS if plan.chapter == chapter)
