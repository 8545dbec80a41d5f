"""Measures of the chapter on children in need."""

from __future__ import annotations

from safeguarding_report.measures.definition import Measure

CHAPTER = "children-in-need"

CHILDREN_IN_NEED = Measure(
    title="children_in_need",
    chapter=CHAPTER,
    numerator=("children_in_need_at_31_march",),
    period_type="at 31 March",
)

PRIMARY_NEEDS = (
    "abuse_or_neglect", "childs_disability_or_illness", "parents_disability_or_illness", "family_in_acute_stress",
    "family_dysfunction", "socially_unacceptable_behaviour", "low_income", "absent_parenting",
    "cases_other_than_children_in_need", "not_stated",
)  # fmt: skip

DURATIONS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")

CHILD_IN_NEED_PLANS = Measure(
    title="child_in_need_plans",
    chapter=CHAPTER,
    numerator=("child_in_need_plans_at_31_march",),
    period_type="at 31 March",
    annex=True,
)

CHILD_IN_NEED_PLANS_STARTING = Measure(
    title="child_in_need_plans_starting", chapter=CHAPTER, numerator=("child_in_need_plans_starting",), annex=True
)

CHILD_IN_NEED_PLANS_ENDING = Measure(
    title="child_in_need_plans_ending", chapter=CHAPTER, numerator=("child_in_need_plans_ending",), annex=True
)

CHILD_IN_NEED_PLANS_IN_YEAR = Measure(
    title="child_in_need_plans_in_year",
    chapter=CHAPTER,
    numerator=("child_in_need_plans_at_any_point",),
    annex=True,
)

CHILDREN_IN_NEED_WITH_A_DISABILITY = Measure(
    title="children_in_need_with_a_disability",
    chapter=CHAPTER,
    numerator=("children_in_need_at_31_march_with_a_disability",),
    denominator="children_in_need_at_31_march",
    data_types=("count", "percent"),
    period_type="at 31 March",
    annex=True,
)

# In six of 756 authority-years the needs fall short of all children in need, by 63 at most; they never exceed them.
CHILDREN_IN_NEED_BY_PRIMARY_NEED = Measure(
    title="children_in_need_by_primary_need",
    chapter=CHAPTER,
    numerator=tuple(f"children_in_need_at_31_march_need_{need}" for need in PRIMARY_NEEDS),
    denominator="children_in_need_at_31_march",
    data_types=("count", "percent"),
    period_type="at 31 March",
    breakdown="primary_need",
    categories=PRIMARY_NEEDS,
    parts_of="children_in_need",
    annex=True,
)

CHILDREN_IN_NEED_BY_DURATION = Measure(
    title="children_in_need_by_duration",
    chapter=CHAPTER,
    numerator=tuple(f"children_in_need_at_31_march_{duration}" for duration in DURATIONS),
    denominator="children_in_need_at_31_march",
    data_types=("count", "percent"),
    period_type="at 31 March",
    breakdown="duration",
    categories=DURATIONS,
    parts_of="children_in_need",
    annex=True,
)
