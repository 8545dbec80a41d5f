"""Which measures stand in the chapters of the body: those of the partnership's priorities first, then the usual ones.

A board reads some twenty measures, not all of them. The others stand in the annex, with their charts and tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Released

MOST_IN_THE_BODY = 20
"""Measures that a board is asked to read; the annex holds all others."""

MEASURES_OF_THEMES = {plan.chapter: plan.measures for plan in CHAPTERS if plan.chapter in THEMES} | {
    "neglect": ("child_protection_plans_by_category",),
}
"""By chapter of a theme the measures that a priority on it is followed by, where its settings name none."""

USUAL = (
    "referrals", "rereferrals", "assessments_in_45_days", "section47_enquiries", "initial_conferences_in_15_days",
    "child_protection_plans", "repeat_child_protection_plans", "children_in_need", "children_looked_after",
    "mash_contacts", "child_protection_plans_by_category", "child_protection_plans_by_ethnic_group", "eh_opened",
    "miss_home_children", "mace_children", "da_child_incidents", "camhs_waiting_18_weeks", "lado_referrals",
    "cdop_reviewed", "child_protection_plans_reviewed", "referrals_by_source", "referrals_by_quarter", "mash_to_referral",
    "miss_home_interviews_in_72_hours", "camhs_referrals", "lado_closed_in_1_month", "cdop_notified",
    "da_child_encompass", "assessments_by_duration", "initial_conferences_by_duration", "referrals_by_month",
    "child_protection_plans_by_age_group",
)  # fmt: skip
"""From contact to care and across agencies: what fills the body after the priorities, the most asked about first."""


def in_the_body(released: Released) -> frozenset[str]:
    """Return the titles of the measures that stand in the chapters: of priorities first, then the usual ones."""
    wanted = dict.fromkeys(title for title in (*of_priorities(released), *USUAL) if title in released.traces)
    return frozenset(list(wanted)[:MOST_IN_THE_BODY])


def of_priorities(released: Released) -> list[str]:
    """Return the titles of the measures by which the board follows the priorities, in the order of the priorities."""
    named = [title for one in released.report.priorities for title in one.get("measures", ())]
    told = [f"{one['name']} {one['aim']}" for one in released.report.priorities]
    told += [f"{one.get('priority', '')} {one.get('aim', '')}" for one in released.register("priorities").entries]
    return list(dict.fromkeys([*named, *_by_theme(told)]))


def _by_theme(told: Sequence[str]) -> Iterator[str]:
    for text in told:
        for chapter, words in THEMES.items():
            if any(word in text.lower() for word in words):
                yield from MEASURES_OF_THEMES[chapter]


def stands_in_the_body(chart: Chart, released: Released, chosen: frozenset[str]) -> bool:
    """True for a chart of a chosen measure, and for one that shows several measures together."""
    titles = {released.measures[one.partition("/")[0]].title for one in chart.figure_ids}
    return len(titles) != 1 or bool(titles & chosen)
