"""What partners' indicators say of each other by their own words: which are the same number, and which are some of another.

An indicator that is a share is handed in with what it is a share of: "Allegations that were closed" stands beside three
shares and is an indicator itself. Every reader takes these for one number, so hiding it in one place hides nothing while
another shows it. Partners err, so such a tie may be missed; where it is, it gets just the room that it needs.
The police count the episodes that the local authority counts interviews of; the two are taken for one number too.
The plans that a census gives are the published total under a second name: a share of them is not one of the other.
"""

from __future__ import annotations

_OF = "_denominator"


def _below(*shares: str) -> tuple[str, ...]:
    return tuple(f"{share}{_OF}" for share in shares)


SAME_NUMBER: tuple[tuple[str, ...], ...] = (
    ("mash_contacts", *_below("mash_to_referral", "mash_decided_in_1_day")),
    ("camhs_referrals", *_below("camhs_accepted")),
    ("camhs_waiting", *_below("camhs_waiting_18_weeks")),
    ("cdop_reviewed", *_below("cdop_modifiable")),
    _below("exclusions_permanent", "exclusions_suspensions", "exclusions_pupils_suspended"),
    ("lado_closed", *_below("lado_closed_in_1_month", "lado_closed_in_3_months", "lado_closed_in_12_months")),
    ("miss_home_episodes", *_below("miss_home_interviews_offered", "miss_home_interviews_in_72_hours")),
    ("miss_home_interviews_offered", *_below("miss_home_interviews_accepted")),
    ("rr_reviews", *_below("rr_in_15_days")),
    ("rr_practice_reviews_published", *_below("rr_published_in_6_months")),
    ("rr_actions_closed", *_below("rr_actions_embedded")),
    ("plans_at_31_march", "plans_at_31_march_in_returns"),
    ("trn_bookings", *_below("trn_attended_of_bookings", "trn_no_shows")),
)
"""Each group is one number, whichever of its names it is printed under."""

_GROUP_OF = {name: group for group in SAME_NUMBER for name in group}

SOME_OF = (
    ("cme_census_day", "cme_in_year"),
    ("ehe_census_day", "ehe_in_year"),
    ("exclusions_pupils_suspended", "exclusions_suspensions"),
    ("lado_closed_in_1_month", "lado_closed_in_3_months"),
    ("lado_closed_in_3_months", "lado_closed_in_12_months"),
    ("miss_home_children", "miss_home_episodes"),
    ("miss_home_interviews_in_72_hours", "miss_home_interviews_accepted"),
    ("miss_home_repeat", "miss_home_children"),
)
"""The first are never more than the second."""


def other_names(counted: str) -> tuple[str, ...]:
    """Return the names under which a number is printed, its own among them."""
    return _GROUP_OF.get(counted, (counted,))
