"""Wording: what a sentence calls what a measure counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_IN_A_SENTENCE = 3
"""More things than these are told as a list after the sentence."""

_BETWEEN = "; "


class Names(str):
    """Names of things, with semicolons between: in a sentence one text, in an item of a list a list of their own."""

    __slots__ = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Put names together."""
        return cls(_BETWEEN.join(names))

    @property
    def each(self) -> list[str]:
        """The names, one by one."""
        return self.split(_BETWEEN)


@dataclass(frozen=True)
class Wording:
    """How sentences speak of a measure: what is counted, and of what a percentage is a share."""

    things: str
    """What is counted, in the plural: "referrals"."""
    share: str = ""
    """What a percentage is, with its article; empty for counts and rates."""
    counted_as_number: bool = False
    """True where "the number of" must stand before the things for the sentence to read well."""
    is_judged: bool = True
    """False where the places of changes among authorities say nothing: where nearly all grow, a standstill is extreme."""


REGIONS_WITH_ARTICLE = frozenset(
    {"East Midlands", "East of England", "North East", "North West", "South East", "South West", "West Midlands"}
)
"""English says "the North East" but "South Tees"."""


def with_article(name: str) -> str:
    """Return the name as it stands in a sentence: "the West Midlands", "the City of London", but "England"."""
    return f"the {name}" if name in REGIONS_WITH_ARTICLE or name.startswith("City of ") else name


def possessive(name: str) -> str:
    """Return whose it is: "Coventry's", "South Tees'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


WORDINGS = {
    "population": Wording("children aged 0 to 17", counted_as_number=True, is_judged=False),
    "children_in_need": Wording("children in need", counted_as_number=True),
    "referrals": Wording("referrals"),
    "children_referred": Wording("children referred", counted_as_number=True),
    "rereferrals": Wording("re-referrals", "the share of referrals that were re-referrals within 12 months"),
    "assessments_completed": Wording("assessments completed", counted_as_number=True),
    "assessments_in_45_days": Wording(
        "assessments within 45 working days", "the share of assessments completed within 45 working days"
    ),
    "section47_enquiries": Wording("section 47 enquiries"),
    "initial_conferences": Wording("initial child protection conferences"),
    "initial_conferences_in_15_days": Wording(
        "conferences within 15 working days", "the share of initial conferences held within 15 working days"
    ),
    "child_protection_plans": Wording("children on a child protection plan", counted_as_number=True),
    "child_protection_plans_starting": Wording("child protection plans that started", counted_as_number=True),
    "repeat_child_protection_plans": Wording(
        "second or later plans", "the share of new plans that were second or later plans"
    ),
    "child_protection_plans_two_years": Wording(
        "plans open for two years or more", "the share of plans that had been open for two years or more"
    ),
    "child_protection_plans_reviewed": Wording("plans reviewed in time", "the share of plans reviewed in time"),
    "children_looked_after": Wording("looked-after children", counted_as_number=True),
    "mash_contacts": Wording("contacts with the front door"),
    "mash_to_referral": Wording("contacts that became referrals", "the share of contacts that became referrals"),
    "mash_decided_in_1_day": Wording("contacts decided in a day", "the share of contacts decided in one working day"),
    "eh_opened": Wording("early help cases begun"),
    "eh_stepped_up": Wording("early help cases stepped up to social care"),
    "eh_stepped_down": Wording("cases stepped down to early help"),
    "mace_children": Wording("children discussed for exploitation", counted_as_number=True),
    "mace_nrm_referrals": Wording("referrals of children as victims of trafficking"),
    "miss_home_episodes": Wording("times that children went missing", counted_as_number=True),
    "miss_home_children": Wording("children who went missing", counted_as_number=True),
    "miss_home_interviews_in_72_hours": Wording(
        "return interviews within 72 hours", "the share of return interviews held within 72 hours"
    ),
    "da_child_incidents": Wording("domestic abuse incidents with children"),
    "da_child_encompass": Wording("notices to schools under Operation Encompass"),
    "camhs_referrals": Wording("referrals to mental health services"),
    "camhs_accepted": Wording("referrals accepted", "the share of mental health referrals accepted"),
    "camhs_waiting": Wording("children waiting for mental health services", counted_as_number=True),
    "camhs_waiting_18_weeks": Wording(
        "children waiting over 18 weeks", "the share of waiting children who had waited over 18 weeks"
    ),
    "lado_contacts": Wording("contacts with the designated officer"),
    "lado_referrals": Wording("referrals to the designated officer"),
    "lado_closed_in_1_month": Wording("allegations closed in a month", "the share of allegations closed in one month"),
}
"""By measure title. The words of definitions are in the measures themselves; these only make sentences read well."""
