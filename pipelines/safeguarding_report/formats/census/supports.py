"""The counts that a children in need census can give for its year."""

from __future__ import annotations

from safeguarding_report.tables.code_lists import (
    AGE_BANDS,
    CATEGORY_OF_ABUSE,
    DISABILITY,
    ETHNIC_GROUPS,
    QUARTERS,
    REFERRAL_SOURCE,
    SEX,
)

NEED_THE_YEAR_BEFORE = ("rereferrals", "children_rereferred")
"""Counts that look back 12 months.

A census holds referrals of the year before only where their episode was still open on 1 April: whoever counts these
needs the census of the year before too, and without it they are not available.
"""

_MONTHS = (
    "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "january", "february", "march",
)  # fmt: skip

_PLAN_LENGTHS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")

SUPPORTS = (
    "children_in_need_at_31_march",
    "children_in_need_episodes_at_any_point",
    "children_in_need_at_any_point",
    "children_in_need_episodes_starting",
    "children_starting_to_be_in_need",
    "children_in_need_episodes_ending",
    "children_ceasing_to_be_in_need",
    "referrals",
    "children_referred",
    *NEED_THE_YEAR_BEFORE,
    "referrals_no_further_action",
    "referrals_not_in_need",
    *(f"referrals_from_{source}" for source in REFERRAL_SOURCE),
    *(f"referrals_in_{month}" for month in _MONTHS),
    "assessments_completed",
    "assessments_same_day",
    *(
        f"assessments_{band}_days"
        for band in (
            "1_to_10", "11_to_20", "21_to_30", "31_to_40", "41_to_45", "46_to_50", "51_to_60", "61_or_more",
        )
    ),
    "assessments_with_a_factor",
    "section47_enquiries",
    "children_with_section47_enquiry",
    *(f"section47_enquiries_in_{quarter}" for quarter in QUARTERS),
    "initial_conferences",
    "children_with_initial_conference",
    *(f"initial_conferences_{band}_days" for band in ("0_to_10", "11_to_15", "16_to_20", "21_or_more")),
    "plans_starting",
    *(f"plans_starting_in_{quarter}" for quarter in QUARTERS),
    "children_starting_a_plan",
    "plans_ending",
    "children_ending_a_plan",
    "plans_at_any_point",
    "children_on_a_plan_at_any_point",
    "plans_at_31_march",
    "plans_starting_second_or_subsequent",
    *(f"plans_at_31_march_{category}_{when}" for when in ("initial", "latest") for category in CATEGORY_OF_ABUSE),
    *(f"plans_starting_{category}_{when}" for when in ("initial", "latest") for category in CATEGORY_OF_ABUSE),
    "plans_at_31_march_in_returns",
    *(f"plans_at_31_march_of_{category}" for category in (*AGE_BANDS, *ETHNIC_GROUPS)),
    *(f"plans_at_31_march_of_sex_{code}" for code in SEX),
    *(f"plans_at_31_march_of_disability_{code}" for code in DISABILITY),
    *(f"plans_at_31_march_{length}" for length in _PLAN_LENGTHS),
    *(f"plans_ending_{length}" for length in _PLAN_LENGTHS),
    "plans_at_31_march_open_3_months",
    "plans_reviewed_in_time",
)  # fmt: skip
