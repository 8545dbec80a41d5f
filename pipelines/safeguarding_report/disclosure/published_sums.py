"""What the published tables add up to, beyond the measures: sums that every reader of the department's files may rely on.

No measure prints the bands of initial conferences, but the department does; so the share within 15 days follows from
them. Held against all published authority-years to 2024 (tests/backtest): what is declared as a sum holds in at least
88 in 100 of those that are complete; where it does not, it gets just the room that it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABUSE = ("neglect", "physical", "sexual", "emotional", "multiple")
_LENGTHS = ("3_months_or_less", "3_to_6_months", "6_months_to_1_year", "1_to_2_years", "2_years_or_more")
_ABSENT = ("children_in_need", "on_a_plan", "looked_after_12_months")


@dataclass(frozen=True)
class PublishedSum:
    """A published count, those that add up to it, and by how much it may exceed them."""

    whole: str
    parts: tuple[str, ...]
    excess: int = 0
    is_table: bool = True
    """True where the parts are the categories of one table, of which a row may be hidden whole."""


def _of(whole: str, *endings: str) -> PublishedSum:
    return PublishedSum(whole, tuple(f"{whole}_{ending}" for ending in endings))


def _in_all(whole: str) -> PublishedSum:
    return PublishedSum(f"{whole}_at_any_point", (f"{whole}_ending", f"{whole}_at_31_march"), is_table=False)


SUMS = (
    _of("children_in_need_at_31_march", *_LENGTHS),
    # Short of all children in need in six of 756 authority-years, by 63 at most.
    _of(
        "children_in_need_at_31_march",
        *(
            f"need_{need}"
            for need in (
                "abuse_or_neglect", "childs_disability_or_illness", "parents_disability_or_illness",
                "family_in_acute_stress", "family_dysfunction", "socially_unacceptable_behaviour", "low_income",
                "absent_parenting", "cases_other_than_children_in_need", "not_stated",
            )
        ),
    ),
    _of("children_in_need_episodes_ending", *_LENGTHS),
    _of(
        "children_in_need_episodes_ending", "reason_unknown", "adopted", "died", "residence_order",
        "special_guardianship_order", "transfer_to_another_authority", "transfer_to_adult_social_services",
        "other_reason",
    ),
    PublishedSum(
        "assessments_completed",
        (
            "assessments_same_day", "assessments_1_to_10_days", "assessments_11_to_20_days",
            "assessments_21_to_30_days", "assessments_31_to_40_days", "assessments_41_to_45_days",
            "assessments_46_to_50_days", "assessments_51_to_60_days", "assessments_61_or_more_days",
        ),
    ),
    _of("initial_conferences", "0_to_10_days", "11_to_15_days", "16_to_20_days", "21_or_more_days"),
    *(_of(plans, *(f"{kind}_{time}" for kind in _ABUSE)) for plans in ("plans_starting", "plans_at_31_march") for time in ("initial", "latest")),
    _of("plans_at_31_march", *_LENGTHS),
    _of("plans_ending", *_LENGTHS),
    # Open for three months exactly is among the first of these, and 15 plans at most.
    PublishedSum(
        "plans_at_31_march_open_3_months", tuple(f"plans_at_31_march_{length}" for length in _LENGTHS[1:]),
        excess=15, is_table=False,
    ),
    _of("plans_ending_in_first_6_months", "3_months_or_less", "3_to_6_months", "more_than_6_months"),
    *(
        _of(leavers, "in_suitable_accommodation", "in_unsuitable_accommodation", "accommodation_not_known")
        for leavers in ("care_leavers_17_to_18", "care_leavers_19_to_21")
    ),
    *(
        PublishedSum(f"sessions_missed_{whose}", (f"sessions_missed_authorised_{whose}", f"sessions_missed_unauthorised_{whose}"))
        for whose in _ABSENT
    ),
    _in_all("children_in_need_episodes"),
    _in_all("plans"),
    _in_all("child_in_need_plans"),
)  # fmt: skip
"""All of them; what the closed breakdowns of measures add up to is known from there."""

CHILDREN_AND_EVENTS = (
    ("children_in_need_at_any_point", "children_in_need_episodes_at_any_point"),
    ("children_starting_to_be_in_need", "children_in_need_episodes_starting"),
    ("children_ceasing_to_be_in_need", "children_in_need_episodes_ending"),
    ("children_starting_a_child_in_need_plan", "child_in_need_plans_starting"),
    ("children_ending_a_child_in_need_plan", "child_in_need_plans_ending"),
    ("children_on_a_child_in_need_plan_at_any_point", "child_in_need_plans_at_any_point"),
    ("children_referred", "referrals"),
    ("children_rereferred", "rereferrals"),
    ("children_with_section47_enquiry", "section47_enquiries"),
    ("children_with_initial_conference", "initial_conferences"),
    ("children_starting_a_plan", "plans_starting"),
    ("children_ending_a_plan", "plans_ending"),
    ("children_on_a_plan_at_any_point", "plans_at_any_point"),
)
"""Children, and what happened to them: never fewer events than children."""


def tables() -> Iterator[PublishedSum]:
    """Yield the sums of which a row may be hidden whole."""
    return (one for one in SUMS if one.is_table)
