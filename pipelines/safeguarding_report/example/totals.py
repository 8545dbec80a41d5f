"""The totals that a year's histories must add up to: what is stated is kept, what is not is chosen plausibly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError
from safeguarding_report.example.draw import about, split
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE, REFERRAL_SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

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

# Shares as they are in England, to choose what is not stated.
_SOURCES = (9, 20, 3, 15, 1, 14, 29, 4, 3, 1.5, 0.5)
_MONTHS = (8, 9, 8.5, 8.5, 6.5, 8.5, 9, 8.5, 7.5, 9, 8.5, 8.5)
_ASSESSMENTS = (1, 9, 12, 14, 23, 25, 6, 5, 5)
_CONFERENCES = (20, 60, 8, 12)
_DURATIONS = (32, 21, 27, 17, 3)
_CATEGORIES = (49, 8, 4, 36, 3)


@dataclass(frozen=True)
class YearTotals:
    """What one authority's year adds up to, every number chosen and none in contradiction to another."""

    referrals: int
    children_referred: int
    rereferrals: int
    children_rereferred: int
    no_further_action: int
    not_in_need: int
    by_source: tuple[int, ...]
    by_month: tuple[int, ...]
    assessments: int
    by_assessment_band: tuple[int, ...]
    enquiries: int
    children_with_enquiry: int
    conferences: int
    children_with_conference: int
    by_conference_band: tuple[int, ...]
    plans_starting: int
    repeat_plans: int
    plans_at_31_march: int
    by_duration: tuple[int, ...]
    of_31_december: int
    """Plans at 31 March that started on 31 December: they count as three months old both ways."""
    reviewed_in_time: int
    plans_ending: int
    by_initial_category: tuple[int, ...]
    by_latest_category: tuple[int, ...]
    in_need_at_31_march: int
    looked_after_at_31_march: int
    starting_to_be_looked_after: int
    ceasing_to_be_looked_after: int


class _Choice:
    """Stated totals, and chance for the others."""

    def __init__(self, stated: Mapping[str, int], rng: np.random.Generator) -> None:
        self.stated, self.rng = stated, rng

    def likely(self, item: str, expected: float, *, least: int = 0, most: int | None = None) -> int:
        """Return the stated total whatever it is, or one near what is expected within its limits."""
        stated = self.stated.get(item)
        return self.one(item, expected, least=least, most=most) if stated is None else stated

    def one(self, item: str, expected: float, *, least: int = 0, most: int | None = None) -> int:
        """Return the stated total, refused outside its limits, or one near what is expected within them."""
        if most is not None:
            most = max(most, least)
        stated = self.stated.get(item)
        if stated is None:
            return about(self.rng, expected, least=least, most=most)
        if stated < least or (most is not None and stated > most):
            message = f"Totals that cannot be: {item} contradicts the other totals. State one that does not."
            raise DataError(message)
        return stated

    def parts(self, prefix: str, names: Sequence[str], suffix: str = "") -> list[int | None]:
        """Return the stated parts of a total, None where one is not stated."""
        return [self.stated.get(f"{prefix}{name}{suffix}") for name in names]

    def split(
        self, what: str, total: int, parts: Sequence[int | None], weights: Sequence[float], *, short: bool = False
    ) -> tuple[int, ...]:
        """Fill the parts that are not stated."""
        return tuple(split(self.rng, total, parts, weights, what=what, may_fall_short=short))


def _known(parts: Sequence[int | None]) -> int:
    return sum(part for part in parts if part is not None)


def _referrals(choice: _Choice) -> dict[str, int | tuple[int, ...]]:
    months, sources = choice.parts("referrals_in_", MONTHS), choice.parts("referrals_from_", REFERRAL_SOURCE)
    stated_children = choice.stated.get("children_referred", 0)
    children_hint = stated_children / 0.9 or choice.stated.get("assessments_completed", 100) * 1.05
    referrals = choice.one("referrals", children_hint, least=max(_known(months), _known(sources), stated_children))
    rereferrals_stated = choice.stated.get("rereferrals")
    fewest = referrals - rereferrals_stated if rereferrals_stated is not None else 0
    children = choice.one(
        "children_referred", referrals * 0.91, least=max(fewest, 1 if referrals else 0), most=referrals
    )
    again = referrals - children
    rereferrals = choice.one("rereferrals", again + children * 0.12, least=again, most=again + children)
    before = rereferrals - again
    rereferred = choice.one(
        "children_rereferred",
        before + again * 0.7,
        least=max(before, 1 if again else 0),
        most=min(before + again, children),
    )
    closed = choice.one("referrals_no_further_action", referrals * 0.06, most=referrals)
    return {
        "referrals": referrals,
        "children_referred": children,
        "rereferrals": rereferrals,
        "children_rereferred": rereferred,
        "no_further_action": closed,
        "not_in_need": choice.one("referrals_not_in_need", (referrals - closed) * 0.28, most=referrals - closed),
        "by_source": choice.split("referrals by source", referrals, sources, _SOURCES),
        "by_month": choice.split("referrals by month", referrals, months, _MONTHS),
    }


def _assessments(choice: _Choice, referrals: int) -> dict[str, int | tuple[int, ...]]:
    bands = choice.parts("assessments_", tuple(ASSESSMENT_BANDS))
    assessments = choice.one("assessments_completed", referrals * 0.95, least=_known(bands))
    by_band = choice.split("assessments by working days", assessments, bands, _ASSESSMENTS, short=True)
    return {"assessments": assessments, "by_assessment_band": by_band}


def _enquiries(choice: _Choice, referrals: int) -> dict[str, int | tuple[int, ...]]:
    bands = choice.parts("initial_conferences_", tuple(CONFERENCE_BANDS))
    enquiries_hint = choice.stated.get("section47_enquiries", referrals * 0.36)
    conferences_hint = choice.stated.get("plans_starting", enquiries_hint * 0.3) * 1.15
    held = max(choice.stated.get("children_with_initial_conference", 0), _known(bands))
    conferences = choice.one("initial_conferences", conferences_hint, least=held)
    children = choice.one(
        "children_with_initial_conference",
        conferences * 0.99,
        least=(conferences + 1) // 2,
        most=conferences,
    )
    enquired = choice.stated.get("children_with_section47_enquiry", 0)
    enquiries = choice.likely(
        "section47_enquiries",
        max(referrals * 0.36, conferences * 2),
        least=max(conferences, enquired + conferences - children),
    )
    return {
        "conferences": conferences,
        "children_with_conference": children,
        "by_conference_band": choice.split("conferences by working days", conferences, bands, _CONFERENCES, short=True),
        "enquiries": enquiries,
        "children_with_enquiry": choice.likely(
            "children_with_section47_enquiry",
            enquiries * 0.88,
            least=min(children, enquiries),
            most=enquiries - (conferences - children) if enquiries >= conferences else enquiries,
        ),
    }


def _durations(choice: _Choice, plans: int, parts: list[int | None], most_of_the_year: int | None) -> tuple[int, ...]:
    """Choose durations so that no more plans are under a year old than started in the year."""
    opened = choice.stated.get("plans_at_31_march_open_3_months")
    if parts[0] is None and opened is not None:
        parts = [plans - opened, *parts[1:]]
    durations = list(choice.split("plans by duration", plans, parts, _DURATIONS))
    excess = sum(durations[:3]) - (most_of_the_year if most_of_the_year is not None else plans)
    for young in (2, 1, 0):
        older = next((place for place in (3, 4) if parts[place] is None), None)
        if excess > 0 and older is not None and parts[young] is None:
            moved = min(excess, durations[young])
            durations[young] -= moved
            durations[older] += moved
            excess -= moved
    if excess > 0:
        message = "Totals that cannot be: more plans are under a year old than plans_starting allows."
        raise DataError(message)
    return tuple(durations)


def _plans(choice: _Choice, conferences: int) -> dict[str, int | tuple[int, ...]]:
    stated, parts = choice.stated, choice.parts("plans_at_31_march_", DURATIONS)
    in_time, opened = stated.get("plans_reviewed_in_time", 0), stated.get("plans_at_31_march_open_3_months", 0)
    initial = choice.parts("plans_at_31_march_", CATEGORY_OF_ABUSE, "_initial")
    latest = choice.parts("plans_at_31_march_", CATEGORY_OF_ABUSE, "_latest")
    starting = stated.get("plans_starting")
    open_now = choice.one(
        "plans_at_31_march",
        (conferences * 0.85 if starting is None else starting) * 0.85,
        least=max(_known(parts), _known(initial), _known(latest), opened, in_time, 0),
        most=None if starting is None or None in parts[3:] else starting + _known(parts[3:]),
    )
    durations = _durations(choice, open_now, parts, starting)
    young = sum(durations[:3])
    most = young + stated["plans_ending"] if "plans_ending" in stated else None
    started = choice.one("plans_starting", conferences * 0.87, least=young, most=most)
    ended = choice.one("plans_ending", started * 0.97, least=started - young)
    three_months = choice.one(
        "plans_at_31_march_open_3_months", open_now - durations[0], least=max(open_now - durations[0], in_time),
        most=open_now - durations[0] if "plans_at_31_march_open_3_months" not in stated else open_now,
    )  # fmt: skip
    return {
        "plans_at_31_march": open_now,
        "by_duration": durations,
        "plans_starting": started,
        "plans_ending": ended,
        "of_31_december": three_months - (open_now - durations[0]),
        "repeat_plans": choice.one("plans_starting_second_or_subsequent", started * 0.23, most=started),
        "reviewed_in_time": choice.one("plans_reviewed_in_time", three_months * 0.9, most=three_months),
        "by_initial_category": choice.split("plans by initial category", open_now, initial, _CATEGORIES),
        "by_latest_category": choice.split("plans by latest category", open_now, latest, _CATEGORIES),
    }


def _looked_after(choice: _Choice, in_need: int) -> dict[str, int]:
    starting = choice.stated.get("children_starting_to_be_looked_after")
    ceasing = choice.stated.get("children_ceasing_to_be_looked_after")
    least = max((starting or 0) - ceasing, 0) if ceasing is not None else 0
    now = choice.one("children_looked_after_at_31_march", in_need * 0.2, least=least)
    began = choice.one(
        "children_starting_to_be_looked_after", now * 0.4, most=None if ceasing is None else now + ceasing
    )
    return {
        "looked_after_at_31_march": now,
        "starting_to_be_looked_after": began,
        "ceasing_to_be_looked_after": choice.one(
            "children_ceasing_to_be_looked_after", now * 0.38, least=max(began - now, 0)
        ),
    }


def complete(stated: Mapping[str, int], rng: np.random.Generator) -> YearTotals:
    """Keep every stated total and choose the others, so that one year can have all of them.

    Raises
    ------
    DataError
        When stated totals contradict one another.

    """
    choice = _Choice(stated, rng)
    referrals = _referrals(choice)
    number = referrals["referrals"]
    if not isinstance(number, int):  # pragma: no cover — the types of a mapping cannot say it
        raise TypeError
    enquiries = _enquiries(choice, number)
    conferences = enquiries["conferences"]
    if not isinstance(conferences, int):  # pragma: no cover — the same
        raise TypeError
    in_need = choice.one("children_in_need_at_31_march", number * 0.65)
    values: dict[str, int | tuple[int, ...]] = {
        **referrals,
        **_assessments(choice, number),
        **enquiries,
        **_plans(choice, conferences),
        "in_need_at_31_march": in_need,
        **_looked_after(choice, in_need),
    }
    return YearTotals(**values)  # type: ignore[arg-type]
