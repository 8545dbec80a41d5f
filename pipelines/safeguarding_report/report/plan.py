"""The plan of the report: its chapters in page order, what each needs, and what its opening sentences speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Told = Literal["change", "referrals", "level", "neighbours", "place", "range"]


Part = Literal["body", "annex"]


@dataclass(frozen=True)
class ChapterPlan:
    """One chapter: its name in links, its heading, where it stands, and what it is made of.

    A chapter with `measures`, `registers` or neither stands in a report that holds something of them, or a narrative
    of its name; so does one of figures of its own, such as referrals, while an own area has a number in the years
    shown. Where there is nothing of it, a line in "Not in this report" says so, and of figures why.
    """

    chapter: str
    title: str
    lead: tuple[tuple[Told, str], ...] = ()
    """What the opening sentences tell, and of which measure; empty for chapters made of other things."""
    part: Part = "body"
    """Chapters of the body are numbered 1, 2, …; annexes are A, B, …"""
    measures: tuple[str, ...] = ()
    """Titles of the measures that it shows, for a chapter that takes them from the annex; otherwise its own."""
    registers: tuple[str, ...] = ()
    """Names of the registers that it is made of."""
    always: bool = False
    """True for a chapter that every report has, whatever it holds."""
    from_entries: int = 1
    """How many entries one of its registers must have for the chapter to stand."""


MANY_ENTRIES = 4
"""Of a register with so many entries the body shows what is asked about first, and the annex all its columns."""


CHAPTERS = (
    ChapterPlan("executive-summary", "Executive summary", always=True),
    ChapterPlan("foreword", "Foreword"),
    ChapterPlan(
        "local-context",
        "The area and the partnership",
        (("change", "population_count"), ("range", "population_count")),
        always=True,
    ),
    ChapterPlan("arrangements", "Arrangements and governance", always=True),
    ChapterPlan(
        "six-features",
        "Six features of an effective partnership",
        registers=(
            "features",
            "priorities",
            "membership",
            "funding",
            "escalations",
            "self_assessments",
            "challenges",
            "risks",
            "audits",
            "learning",
            "review_actions",
        ),
    ),
    ChapterPlan(
        "equalities",
        "Equalities",
        measures=("child_protection_plans_by_ethnic_group",),
        registers=("equalities",),
    ),
    ChapterPlan("priorities", "Priorities and what was achieved", registers=("priorities", "achievements")),
    ChapterPlan(
        "front-door",
        "The front door and early help",
        (("change", "mash_contacts_count"), ("change", "mash_to_referral_percent"), ("change", "eh_opened_count")),
        measures=(
            "mash_contacts",
            "mash_to_referral",
            "mash_decided_in_1_day",
            "eh_opened",
            "eh_stepped_up",
            "eh_stepped_down",
        ),
    ),
    ChapterPlan(
        "referrals",
        "Referrals",
        (
            ("referrals", "referrals_count"),
            ("level", "referrals_rate"),
            ("neighbours", "referrals_rate"),
            ("level", "rereferrals_percent"),
            ("neighbours", "rereferrals_percent"),
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
            ("neighbours", "initial_conferences_in_15_days_percent"),
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
            ("neighbours", "repeat_child_protection_plans_percent"),
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
    ChapterPlan(
        "exploitation",
        "Children missing or exploited",
        (
            ("change", "mace_children_count"),
            ("change", "miss_home_children_count"),
            ("change", "miss_home_interviews_in_72_hours_percent"),
        ),
        measures=(
            "mace_children",
            "mace_children_by_main_risk",
            "mace_nrm_referrals",
            "miss_home_episodes",
            "miss_home_children",
            "miss_home_interviews_in_72_hours",
        ),
    ),
    ChapterPlan(
        "domestic-abuse",
        "Domestic abuse",
        (("change", "da_child_incidents_count"), ("change", "da_child_encompass_count")),
        measures=("da_child_incidents", "da_child_encompass"),
    ),
    ChapterPlan("neglect", "Neglect"),
    ChapterPlan("online-safety", "Staying safe online"),
    ChapterPlan(
        "mental-health",
        "Mental health",
        (
            ("change", "camhs_referrals_count"),
            ("change", "camhs_accepted_percent"),
            ("change", "camhs_waiting_18_weeks_percent"),
        ),
        measures=("camhs_referrals", "camhs_accepted", "camhs_waiting", "camhs_waiting_18_weeks"),
    ),
    ChapterPlan(
        "allegations",
        "Allegations against people who work with children",
        (
            ("change", "lado_contacts_count"),
            ("change", "lado_referrals_count"),
            ("change", "lado_closed_in_1_month_percent"),
        ),
        measures=("lado_contacts", "lado_referrals", "lado_referrals_by_sector", "lado_closed_in_1_month"),
    ),
    ChapterPlan("dashboard", "The multi-agency dashboard"),
    ChapterPlan("audits", "Audits", registers=("audits",)),
    ChapterPlan("learning", "Learning from reviews", registers=("reviews", "review_actions", "learning")),
    ChapterPlan(
        "child-deaths",
        "Child deaths",
        (("change", "cdop_notified_count"), ("change", "cdop_reviewed_count")),
        measures=("cdop_notified", "cdop_reviewed", "cdop_modifiable"),
    ),
    ChapterPlan("training", "Training and events", registers=("training", "events")),
    ChapterPlan("procedures", "Procedures, tools and resources", registers=("procedures", "resources")),
    ChapterPlan("voices", "What children, families and others said", registers=("feedback", "surveys")),
    ChapterPlan("self-assessments", "Self-assessments of sectors", registers=("self_assessments", "powers")),
    ChapterPlan("challenges", "Challenges, risks and escalations", registers=("challenges", "risks", "escalations")),
    ChapterPlan("independent-scrutiny", "Independent scrutiny"),
    ChapterPlan("funding", "Funding and capacity", registers=("funding", "capacity")),
    ChapterPlan(
        "year-ahead",
        "Plans that slipped, and the year ahead",
        registers=("slipped_plans", "next_year", "next_year_before"),
    ),
    ChapterPlan(
        "scrutiny",
        "Scrutiny: questions, decisions and requests",
        registers=("questions", "decisions", "recommendations", "recommendations_before", "documents"),
    ),
    ChapterPlan("data-quality", "How good is the data", always=True),
    ChapterPlan("all-measures", "All tables", part="annex", always=True),
    ChapterPlan(
        "registers",
        "Registers in full",
        part="annex",
        registers=(
            "groups",
            "chairs",
            "membership",
            "achievements",
            "learning",
            "training",
            "events",
            "procedures",
            "resources",
            "feedback",
            "self_assessments",
            "powers",
            "challenges",
            "questions",
            "decisions",
        ),
        from_entries=MANY_ENTRIES,
    ),
    ChapterPlan("notes", "Notes on the figures", part="annex", registers=("marked_events",), always=True),
    ChapterPlan("definitions", "How each figure is defined", part="annex", always=True),
    ChapterPlan("glossary", "Glossary", part="annex", always=True),
    ChapterPlan("sources", "Sources", part="annex", always=True),
    ChapterPlan("requirements", "What the statutory guidance asks for", part="annex", always=True),
    ChapterPlan("not-in-this-report", "Not in this report", part="annex", always=True),
)

SUMMARY_VOLUMES = (
    "referrals_count",
    "child_protection_plans_count",
    "children_looked_after_count",
    "section47_enquiries_count",
    "children_in_need_count",
)
"""Numbers of children and cases that the summary tells first, as far as they are held."""

SUMMARY_OUTCOMES = (
    "assessments_in_45_days_percent",
    "initial_conferences_in_15_days_percent",
    "rereferrals_percent",
    "repeat_child_protection_plans_percent",
    "child_protection_plans_reviewed_percent",
    "child_protection_plans_two_years_percent",
)
"""What has a better and a worse direction; the summary shows those that changed most."""

TAKEN_FROM_THE_ANNEX = frozenset(title for plan in CHAPTERS for title in plan.measures)
"""Measures that a chapter of the body shows, so that the annex does not show them again."""


def chapter_plan(chapter: str) -> ChapterPlan:
    """Return the plan of a chapter."""
    return next(plan for plan in CHAPTERS if plan.chapter == chapter)
