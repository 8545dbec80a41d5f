"""The totals that histories meet, by the names of our counts, and what their bands mean."""

from __future__ import annotations

from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE, REFERRAL_SOURCE

MONTHS = (
    "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "january", "february", "march",
)  # fmt: skip
ASSESSMENT_BANDS = {
    "same_day": (0, 0), "1_to_10_days": (1, 10), "11_to_20_days": (11, 20), "21_to_30_days": (21, 30),
    "31_to_40_days": (31, 40), "41_to_45_days": (41, 45), "46_to_50_days": (46, 50), "51_to_60_days": (51, 60),
    "61_or_more_days": (61, 110),
}  # fmt: skip
"""Working days from referral to authorisation; the last band ends where hardly an assessment lasts longer."""
CONFERENCE_BANDS = {
    "0_to_10_days": (0, 10), "11_to_15_days": (11, 15), "16_to_20_days": (16, 20), "21_or_more_days": (21, 60),
}  # fmt: skip
"""Working days from the start of the enquiry to the conference."""
DURATIONS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")

ITEMS = (
    "referrals", "children_referred", "rereferrals", "children_rereferred", "referrals_no_further_action",
    "referrals_not_in_need", *(f"referrals_from_{source}" for source in REFERRAL_SOURCE),
    *(f"referrals_in_{month}" for month in MONTHS),
    "assessments_completed", *(f"assessments_{band}" for band in ASSESSMENT_BANDS),
    "section47_enquiries", "children_with_section47_enquiry",
    "initial_conferences", "children_with_initial_conference",
    *(f"initial_conferences_{band}" for band in CONFERENCE_BANDS),
    "plans_starting", "plans_starting_second_or_subsequent", "plans_ending", "plans_at_31_march",
    *(f"plans_at_31_march_{category}_initial" for category in CATEGORY_OF_ABUSE),
    *(f"plans_at_31_march_{category}_latest" for category in CATEGORY_OF_ABUSE),
    *(f"plans_at_31_march_{duration}" for duration in DURATIONS),
    "plans_at_31_march_open_3_months", "plans_reviewed_in_time", "children_in_need_at_31_march",
    "children_looked_after_at_31_march", "children_starting_to_be_looked_after",
    "children_ceasing_to_be_looked_after",
)  # fmt: skip
"""The totals that histories are made to meet; others that are stated are not looked at."""
