"""How the invented authorities fare over the years: totals that drift, never jump, and never contradict one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.example.draw import about, generator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.year import ReportingYear

FIRST_YEAR = 2018
"""Levels drift from the reporting year that begins then: the one before the first that is shown."""
_DRIFT = 0.05
"""A level changes by about so much of itself from year to year."""
_CHILDREN_DRIFT = 0.006


@dataclass(frozen=True)
class Place:
    """An authority that does not exist: its size, and how often there what happens in the year."""

    code: str
    name: str
    number: str
    """Stands where returns give the department's three digits; no authority has it."""
    children: int
    per_10_000: Mapping[str, float]


POPULATION = "population_0_to_17"

_MISSING_EPISODES = 80.0
"""Of each 10,000 children, how many times in the year one of them is reported missing."""
_SCHOOLS = 30.0
"""For each 10,000 children, how many schools and settings are asked for their safeguarding audit."""
_PUPILS, _IN_CARE_FOR_LONG = 0.66, 0.72
"""How many of all children are pupils, and of those in care how many are there for so long that a health assessment is due."""

_RATES = {
    "referrals": 525.0,
    "section47_enquiries": 190.0,
    "initial_conferences": 60.0,
    "plans_starting": 52.0,
    "plans_at_31_march": 41.0,
    "children_in_need_at_31_march": 335.0,
    "children_looked_after_at_31_march": 70.0,
    "children_starting_to_be_looked_after": 27.0,
}

ASHMERE = Place("Z06000001", "Ashmere", "998", 50_000, _RATES)
WOLD = Place("Z09000001", "Wold", "999", 700, {item: rate * 1.1 for item, rate in _RATES.items()})
PLACES = (ASHMERE, WOLD)


def children_in(place: Place, year: ReportingYear, seed: str) -> int:
    """Return how many children live there, by the estimate that rates of the year use."""
    return round(place.children * _level(place, "children", year, seed, _CHILDREN_DRIFT))


def totals_of(place: Place, year: ReportingYear, seed: str) -> dict[str, int]:
    """Return the totals of one authority and year that its histories are made to add up to."""
    rng = generator("process", seed, place.code, year)
    expected = {item: _expected(place, item, year, seed) for item in place.per_10_000}
    plans_before, plans = (_stock(place, "plans_at_31_march", when, seed) for when in (year.previous, year))
    care_before, care = (
        _stock(place, "children_looked_after_at_31_march", when, seed) for when in (year.previous, year)
    )
    starting = max(about(rng, expected["plans_starting"]), plans - plans_before)
    entering = max(about(rng, expected["children_starting_to_be_looked_after"]), care - care_before)
    referrals = about(rng, expected["referrals"], least=2)
    conferences = about(rng, expected["initial_conferences"], least=starting)
    return {
        "referrals": referrals,
        "children_referred": round(referrals * 0.91),
        "section47_enquiries": about(rng, expected["section47_enquiries"], least=conferences + 2),
        "initial_conferences": conferences,
        "plans_starting": starting,
        "plans_at_31_march": plans,
        "plans_ending": starting - (plans - plans_before),
        "children_in_need_at_31_march": about(rng, expected["children_in_need_at_31_march"], least=plans + care),
        "children_looked_after_at_31_march": care,
        "children_starting_to_be_looked_after": entering,
        "children_ceasing_to_be_looked_after": entering - (care - care_before),
    }


def known_of(place: Place, year: ReportingYear, seed: str, *, none_missing: bool = False) -> dict[str, int]:
    """Return what several returns of one year must agree on, by name: whichever partner counts it, it is one number.

    `none_missing` is true where the police say that there was nothing to count.
    """
    totals, children = totals_of(place, year, seed), children_in(place, year, seed)
    episodes = about(generator("missing from home", seed, place.code, year), _MISSING_EPISODES * children / 10_000)
    return {
        POPULATION: children,
        "referrals": totals["referrals"],
        "entered_care": totals["children_starting_to_be_looked_after"],
        "in_care_for_long": round(totals["children_looked_after_at_31_march"] * _IN_CARE_FOR_LONG),
        "miss_home_episodes": 0 if none_missing else episodes,
        "schools": max(round(_SCHOOLS * children / 10_000), 1),
        "pupils": round(children * _PUPILS),
    }


def _stock(place: Place, item: str, year: ReportingYear, seed: str) -> int:
    return about(generator("stock", seed, place.code, item, year), _expected(place, item, year, seed))


def _expected(place: Place, item: str, year: ReportingYear, seed: str) -> float:
    children = children_in(place, year, seed)
    return place.per_10_000[item] * children / 10_000 * _level(place, item, year, seed, _DRIFT)


def _level(place: Place, item: str, year: ReportingYear, seed: str, drift: float) -> float:
    rng = generator("level", seed, place.code, item)
    steps = rng.normal(0.0, drift, max(year.start_year - FIRST_YEAR, 0))
    return float(np.exp(steps.sum()))
