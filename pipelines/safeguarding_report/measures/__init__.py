"""Measures: what the report counts, in the order in which it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.measures import (
    assessments,
    child_protection_plans,
    children_in_need,
    local_context,
    looked_after,
    partner_measures,
    referrals,
    schools,
    section_47,
)

if TYPE_CHECKING:
    from safeguarding_report.measures.definition import Measure

MEASURES: tuple[Measure, ...] = (
    local_context.CHILD_POPULATION,
    children_in_need.CHILDREN_IN_NEED,
    children_in_need.CHILD_IN_NEED_PLANS,
    children_in_need.CHILD_IN_NEED_PLANS_STARTING,
    children_in_need.CHILD_IN_NEED_PLANS_ENDING,
    children_in_need.CHILD_IN_NEED_PLANS_IN_YEAR,
    children_in_need.CHILDREN_IN_NEED_WITH_A_DISABILITY,
    referrals.REFERRALS,
    referrals.CHILDREN_REFERRED,
    referrals.REREFERRALS,
    referrals.REFERRALS_BY_SOURCE,
    referrals.REFERRALS_BY_MONTH,
    referrals.REFERRALS_BY_QUARTER,
    referrals.REFERRALS_NO_FURTHER_ACTION,
    referrals.REFERRALS_NOT_IN_NEED,
    assessments.ASSESSMENTS_COMPLETED,
    assessments.ASSESSMENTS_IN_45_DAYS,
    assessments.ASSESSMENTS_BY_DURATION,
    assessments.ASSESSMENTS_BY_FACTOR,
    section_47.SECTION47_ENQUIRIES,
    section_47.SECTION47_ENQUIRIES_BY_QUARTER,
    section_47.INITIAL_CONFERENCES,
    section_47.INITIAL_CONFERENCES_IN_15_DAYS,
    section_47.INITIAL_CONFERENCES_BY_DURATION,
    child_protection_plans.CHILD_PROTECTION_PLANS,
    child_protection_plans.CHILD_PROTECTION_PLANS_STARTING,
    child_protection_plans.CHILD_PROTECTION_PLANS_STARTING_BY_QUARTER,
    child_protection_plans.REPEAT_CHILD_PROTECTION_PLANS,
    child_protection_plans.CHILD_PROTECTION_PLANS_TWO_YEARS,
    child_protection_plans.CHILD_PROTECTION_PLANS_REVIEWED,
    child_protection_plans.CHILD_PROTECTION_PLANS_BY_CATEGORY,
    *child_protection_plans.CHILD_PROTECTION_PLANS_BY_CHILD,
    child_protection_plans.CHILD_PROTECTION_PLANS_ENDING,
    child_protection_plans.CHILD_PROTECTION_PLANS_ENDING_TWO_YEARS,
    looked_after.CHILDREN_LOOKED_AFTER,
    looked_after.CHILDREN_STARTING_TO_BE_LOOKED_AFTER,
    looked_after.CHILDREN_CEASING_TO_BE_LOOKED_AFTER,
    looked_after.LOOKED_AFTER_THREE_PLACEMENTS,
    looked_after.LOOKED_AFTER_THREE_PLACEMENTS_IN_TWO_YEARS,
    looked_after.LOOKED_AFTER_SAME_CARER,
    looked_after.CARE_LEAVERS_17_TO_18,
    looked_after.CARE_LEAVERS_19_TO_21,
    *schools.ABSENCE,
    *partner_measures.PARTNER_MEASURES,
)
"""Every measure, once, in report order."""
