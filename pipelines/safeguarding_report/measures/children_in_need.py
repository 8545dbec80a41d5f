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
