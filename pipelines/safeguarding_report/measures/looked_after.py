"""Measures of the chapter on looked-after children."""

from __future__ import annotations

from safeguarding_report.measures.definition import LOOKED_AFTER_RELEASES, Measure

CHAPTER = "looked-after"

# The department prints the rates of this family as whole numbers.
CHILDREN_LOOKED_AFTER = Measure(
    title="children_looked_after",
    chapter=CHAPTER,
    numerator=("children_looked_after_at_31_march",),
    decimals=0,
    period_type="at 31 March",
    releases=LOOKED_AFTER_RELEASES,
)

CHILDREN_STARTING_TO_BE_LOOKED_AFTER = Measure(
    title="children_starting_to_be_looked_after",
    chapter=CHAPTER,
    numerator=("children_starting_to_be_looked_after",),
    decimals=0,
    releases=LOOKED_AFTER_RELEASES,
    annex=True,
)

CHILDREN_CEASING_TO_BE_LOOKED_AFTER = Measure(
    title="children_ceasing_to_be_looked_after",
    chapter=CHAPTER,
    numerator=("children_ceasing_to_be_looked_after",),
    decimals=0,
    releases=LOOKED_AFTER_RELEASES,
    annex=True,
)

LOOKED_AFTER_THREE_PLACEMENTS = Measure(
    title="looked_after_three_placements",
    chapter=CHAPTER,
    numerator=("looked_after_with_3_or_more_placements",),
    denominator="children_looked_after_at_31_march",
    data_types=("count", "percent"),
    decimals=0,
    polarity="low",
    releases=LOOKED_AFTER_RELEASES,
    annex=True,
)

LOOKED_AFTER_THREE_PLACEMENTS_IN_TWO_YEARS = Measure(
    title="looked_after_three_placements_in_two_years",
    chapter=CHAPTER,
    numerator=("looked_after_for_2_years_with_3_or_more_placements",),
    denominator="looked_after_for_2_years",
    data_types=("count", "percent"),
    decimals=0,
    polarity="low",
    period_type="at 31 March",
    releases=LOOKED_AFTER_RELEASES,
    annex=True,
)

LOOKED_AFTER_SAME_CARER = Measure(
    title="looked_after_same_carer",
    chapter=CHAPTER,
    numerator=("looked_after_under_16_with_same_carer_for_2_years",),
    denominator="looked_after_under_16_for_2_and_a_half_years",
    data_types=("count", "percent"),
    decimals=0,
    polarity="high",
    period_type="at 31 March",
    releases=LOOKED_AFTER_RELEASES,
    annex=True,
)


def _in_suitable_accommodation(ages: str) -> Measure:
    return Measure(
        title=f"care_leavers_{ages}_suitable_accommodation",
        chapter=CHAPTER,
        numerator=(f"care_leavers_{ages}_in_suitable_accommodation",),
        denominator=f"care_leavers_{ages}",
        data_types=("count", "percent"),
        decimals=0,
        polarity="high",
        releases=LOOKED_AFTER_RELEASES,
        annex=True,
    )


CARE_LEAVERS_17_TO_18 = _in_suitable_accommodation("17_to_18")
CARE_LEAVERS_19_TO_21 = _in_suitable_accommodation("19_to_21")
