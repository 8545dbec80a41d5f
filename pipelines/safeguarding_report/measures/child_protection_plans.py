"""Measures of the chapter on child protection plans: how many, why, how long, and whether reviewed in time."""

from __future__ import annotations

from safeguarding_report.measures.definition import RETURNED, Measure
from safeguarding_report.tables.code_lists import AGE_BANDS, DISABILITY, ETHNIC_GROUPS, SEX

CHAPTER = "child-protection-plans"

CATEGORIES_OF_ABUSE = ("neglect", "physical", "sexual", "emotional", "multiple")

CHILD_PROTECTION_PLANS = Measure(
    title="child_protection_plans",
    chapter=CHAPTER,
    numerator=("plans_at_31_march",),
    period_type="at 31 March",
)

CHILD_PROTECTION_PLANS_STARTING = Measure(
    title="child_protection_plans_starting",
    chapter=CHAPTER,
    numerator=("plans_starting",),
)

CHILD_PROTECTION_PLANS_STARTING_BY_QUARTER = Measure.by_quarter(CHILD_PROTECTION_PLANS_STARTING, "plans_starting")

REPEAT_CHILD_PROTECTION_PLANS = Measure(
    title="repeat_child_protection_plans",
    chapter=CHAPTER,
    numerator=("plans_starting_second_or_subsequent",),
    denominator="plans_starting",
    data_types=("count", "percent"),
    polarity="low",
)

CHILD_PROTECTION_PLANS_TWO_YEARS = Measure(
    title="child_protection_plans_two_years",
    chapter=CHAPTER,
    numerator=("plans_at_31_march_2_years_or_more",),
    denominator="plans_at_31_march",
    data_types=("count", "percent"),
    polarity="low",
    period_type="at 31 March",
)

CHILD_PROTECTION_PLANS_REVIEWED = Measure(
    title="child_protection_plans_reviewed",
    chapter=CHAPTER,
    numerator=("plans_reviewed_in_time",),
    denominator="plans_at_31_march_open_3_months",
    data_types=("count", "percent"),
    polarity="high",
    period_type="at 31 March",
)

CHILD_PROTECTION_PLANS_BY_CATEGORY = Measure(
    title="child_protection_plans_by_category",
    chapter=CHAPTER,
    numerator=tuple(f"plans_at_31_march_{category}_initial" for category in CATEGORIES_OF_ABUSE),
    denominator="plans_at_31_march",
    data_types=("count", "percent"),
    period_type="at 31 March",
    breakdown="category_of_abuse",
    parts_of="child_protection_plans",
    categories=CATEGORIES_OF_ABUSE,
)


BY_ETHNIC_GROUP = "child_protection_plans_by_ethnic_group"

ALL_COUNTED = "plans_at_31_march_in_returns"
"""All plans that a return gives. A share of the published total, which may differ, would be a share of another count."""


def _by(breakdown: str, categories: tuple[str, ...], *, shares: bool = False) -> Measure:
    """Return the plans at 31 March by what returns say of the children: nobody publishes this for an authority.

    Shares are worked out only where something is set beside them: each is one number more that the gate must keep.
    """
    return Measure(
        title=f"child_protection_plans_by_{breakdown}",
        chapter=CHAPTER,
        numerator=tuple(f"plans_at_31_march_of_{category}" for category in categories),
        denominator=ALL_COUNTED if shares else "",
        data_types=("count", "percent") if shares else ("count",),
        period_type="at 31 March",
        breakdown=breakdown,
        parts_of="child_protection_plans",
        categories=categories,
        releases=RETURNED,
        annex=True,
    )


CHILD_PROTECTION_PLANS_BY_CHILD = (
    _by("age_group", tuple(AGE_BANDS)),
    _by("sex", tuple(f"sex_{code}" for code in SEX)),
    _by("ethnic_group", tuple(ETHNIC_GROUPS), shares=True),
    _by("disability", tuple(f"disability_{code}" for code in DISABILITY)),
)

CHILD_PROTECTION_PLANS_ENDING = Measure(
    title="child_protection_plans_ending", chapter=CHAPTER, numerator=("plans_ending",), annex=True
)

CHILD_PROTECTION_PLANS_ENDING_TWO_YEARS = Measure(
    title="child_protection_plans_ending_two_years",
    chapter=CHAPTER,
    numerator=("plans_ending_2_years_or_more",),
    denominator="plans_ending",
    data_types=("count", "percent"),
    polarity="low",
    annex=True,
)
