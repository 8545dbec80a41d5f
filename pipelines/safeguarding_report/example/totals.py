"""The totals that a year's histories must add up to: what is stated is kept, what is not is chosen plausibly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError
from safeguarding_report.example.choice import Choice
from safeguarding_report.example.items import ASSESSMENT_BANDS, CONFERENCE_BANDS, DURATIONS, MONTHS
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE, REFERRAL_SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

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


def _known(parts: Sequence[int | None]) -> int:
    return sum(part for part in parts if part is not None)


def _referrals(choice: Choice) -> dict[str, int | tuple[int, ...]]:
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


def _assessments(choice: Choice, referrals: int) -> dict[str, int | tuple[int, ...]]:
    bands = choice.parts("assessments_", tuple(ASSESSMENT_BANDS))
    assessments = choice.one("assessments_completed", referrals * 0.95, least=_known(bands))
    by_band = choice.split("assessments by working days", assessments, bands, _ASSESSMENTS, short=True)
    return {"assessments": assessments, "by_assessment_band": by_band}


def _enquiries(choice: Choice, referrals: int) -> dict[str, int | tuple[int, ...]]:
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


def _durations(choice: Choice, plans: int, parts: list[int | None]) -> tuple[int, ...]:
    """Choose durations so that the plans under a year old are those that started and did not end."""
    stated = choice.stated
    opened, starting, ending = (
        stated.get(name) for name in ("plans_at_31_march_open_3_months", "plans_starting", "plans_ending")
    )
    if parts[0] is None and opened is not None:
        parts = [plans - opened, *parts[1:]]
    durations = list(choice.split("plans by duration", plans, parts, _DURATIONS))
    young, old = (
        [place for place in (2, 1, 0) if parts[place] is None],
        [place for place in (3, 4) if parts[place] is None],
    )
    if starting is not None:
        _move(durations, sum(durations[:3]) - starting, young, old)
        if ending is not None:
            _move(durations, starting - ending - sum(durations[:3]), old, young)
    return tuple(durations)


def _move(durations: list[int], excess: int, places: list[int], others: list[int]) -> None:
    """Move so many plans from some durations to others, where both may be chosen.

    Raises
    ------
    DataError
        When they may not.

    """
    for place in places:
        moved = min(max(excess, 0), durations[place]) if others else 0
        durations[place] -= moved
        if moved:
            durations[others[0]] += moved
        excess -= moved
    if excess > 0:
        message = "Totals that cannot be: plans by duration contradict plans_starting or plans_ending."
        raise DataError(message)


def _plans(choice: Choice, conferences: int) -> dict[str, int | tuple[int, ...]]:
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
    durations = _durations(choice, open_now, parts)
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


def _looked_after(choice: Choice, in_need: int) -> dict[str, int]:
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
    choice = Choice(stated, rng)
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
