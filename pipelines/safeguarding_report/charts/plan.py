"""Which charts a report has, in page order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

YEARS_SHOWN = 5

Kind = Literal["trend", "bars", "columns", "in time", "quarters", "flow"]


@dataclass(frozen=True)
class Plan:
    """One chart as it is planned: what it shows and how its headline calls it."""

    chart: str
    kind: Kind
    measure: str
    subject: str
    """What the headline speaks of: at most six words, so that with "fell two years running" it stays within ten."""
    also: str = ""
    """A second measure of the same categories, in the table only; side by side for two authorities."""
    share: str = ""
    """Of a chart of what was in time: the measure that says how large a share that is."""
    last_in_time: str = ""
    """The last category that is in time."""
    limit: str = ""
    """The limit in words: "Limit: 45 working days"."""


PLANS = (
    Plan("children-in-need-rate", "trend", "children_in_need_rate", "Rate of children in need"),
    Plan("from-contact-to-care", "flow", "referrals_count", "From contact to care"),
    Plan("referrals-rate", "trend", "referrals_rate", "Rate of referrals"),
    Plan("rereferrals-percent", "trend", "rereferrals_percent", "Share of re-referrals"),
    Plan(
        "referrals-by-source",
        "bars",
        "referrals_by_source_count",
        "Largest source of referrals",
        "referrals_by_source_percent",
    ),
    Plan("referrals-by-month", "columns", "referrals_by_month_count", "Busiest month for referrals"),
    Plan("referrals-by-quarter", "quarters", "referrals_by_quarter_count", "Referrals"),
    Plan("assessments-in-45-days-percent", "trend", "assessments_in_45_days_percent", "Share of assessments in time"),
    Plan(
        "assessments-by-duration",
        "in time",
        "assessments_by_duration_count",
        "assessments",
        "assessments_by_duration_percent",
        share="assessments_in_45_days_percent",
        last_in_time="41_to_45_days",
        limit="Limit: 45 working days",
    ),
    Plan("section47-enquiries-rate", "trend", "section47_enquiries_rate", "Rate of section 47 enquiries"),
    Plan(
        "initial-conferences-in-15-days-percent",
        "trend",
        "initial_conferences_in_15_days_percent",
        "Share of conferences in time",
    ),
    Plan(
        "initial-conferences-by-duration",
        "in time",
        "initial_conferences_by_duration_count",
        "conferences",
        "initial_conferences_by_duration_percent",
        share="initial_conferences_in_15_days_percent",
        last_in_time="11_to_15_days",
        limit="Limit: 15 working days",
    ),
    Plan("child-protection-plans-rate", "trend", "child_protection_plans_rate", "Rate of child protection plans"),
    Plan(
        "repeat-child-protection-plans-percent",
        "trend",
        "repeat_child_protection_plans_percent",
        "Share of second or later plans",
    ),
    Plan(
        "child-protection-plans-reviewed-percent",
        "trend",
        "child_protection_plans_reviewed_percent",
        "Share of plans reviewed in time",
    ),
    Plan(
        "child-protection-plans-by-category",
        "bars",
        "child_protection_plans_by_category_count",
        "Largest category of child protection plans",
        "child_protection_plans_by_category_percent",
    ),
    Plan(
        "child-protection-plans-by-age-group",
        "bars",
        "child_protection_plans_by_age_group_count",
        "Largest age group on plans",
    ),
    Plan(
        "child-protection-plans-by-sex", "bars", "child_protection_plans_by_sex_count", "Largest group on plans by sex"
    ),
    Plan(
        "child-protection-plans-by-ethnic-group",
        "bars",
        "child_protection_plans_by_ethnic_group_count",
        "Largest ethnic group on plans",
    ),
    Plan(
        "child-protection-plans-by-disability",
        "bars",
        "child_protection_plans_by_disability_count",
        "Largest group on plans by disability",
    ),
    Plan("children-looked-after-rate", "trend", "children_looked_after_rate", "Rate of looked-after children"),
)
