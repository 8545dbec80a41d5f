"""Measures: what the report counts, in the order in which it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.measures import (
    assessments,
    child_protection_plans,
    children_in_need,
    local_context,
    looked_after,
    referrals,
    section_47,
)

if TYPE_CHECKING:
    from safeguarding_report.measures.definition import Measure

MEASURES: tuple[Measure, ...] = (
    local_context.CHILD_POPULATION,
    children_in_need.CHILDREN_IN_NEED,
    referrals.REFERRALS,
    referrals.CHILDREN_REFERRED,
    referrals.REREFERRALS,
    referrals.REFERRALS_BY_SOURCE,
    referrals.REFERRALS_BY_MONTH,
    assessments.ASSESSMENTS_COMPLETED,
    assessments.ASSESSMENTS_IN_45_DAYS,
    section_47.SECTION47_ENQUIRIES,
    section_47.INITIAL_CONFERENCES,
    section_47.INITIAL_CONFERENCES_IN_15_DAYS,
    child_protection_plans.CHILD_PROTECTION_PLANS,
    child_protection_plans.CHILD_PROTECTION_PLANS_STARTING,
    child_protection_plans.REPEAT_CHILD_PROTECTION_PLANS,
    child_protection_plans.CHILD_PROTECTION_PLANS_TWO_YEARS,
    child_protection_plans.CHILD_PROTECTION_PLANS_REVIEWED,
    child_protection_plans.CHILD_PROTECTION_PLANS_BY_CATEGORY,
    looked_after.CHILDREN_LOOKED_AFTER,
)
"""Every measure, once, in report order."""
