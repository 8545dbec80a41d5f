"""Events that changed the figures: those of the whole country, and those of the register of marked events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from safeguarding_report.charts.plan import YEARS_SHOWN

if TYPE_CHECKING:
    from safeguarding_report.released import MeasureWords, Released

REGISTER = "marked_events"

MOST_EVENTS = 5
"""More letters than this cannot stand beside each other above five years."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAYS_IN_A_YEAR = 365.25
_HALF = 0.5


@dataclass(frozen=True)
class NationalEvent:
    """An event that changed figures everywhere in England, with where it is said."""

    event: str
    start_date: date
    source: str


NATIONAL = (
    NationalEvent(
        "The first national lockdown",
        date(2020, 3, 23),
        "Prime Minister's Office, address to the nation on coronavirus, 23 March 2020",
    ),
)
"""Marked on the charts of every report; of a day that the partnership's own register marks, its own words stand."""


@dataclass(frozen=True)
class Event:
    """An event that changed the figures, and where along the years it began: 0 is the first year's point."""

    place: float
    text: str


def events_of(released: Released, words: MeasureWords, first_period: str) -> tuple[Event, ...]:
    """Return the events of the whole country and of the register, where they fall among the years of a chart."""
    register = getattr(released, "registers", {}).get(REGISTER)
    own = {area.code for area in released.own_areas}
    found = [(one.start_date, one.event) for one in national_events(released)]
    for entry in register.entries if register else ():
        area, day = str(entry.get("area_code", "")), str(entry.get("start_date", ""))
        if day and (not area or area in own):
            found.append((date.fromisoformat(day), str(entry["event"])))
    placed = [(_place_of(day, words, int(first_period[:4])), day, event) for day, event in sorted(found)]
    return tuple(
        Event(round(min(max(place, 0.0), YEARS_SHOWN - 1.0), 2), _event_text(day, event))
        for place, day, event in placed
        if -_HALF <= place <= YEARS_SHOWN - _HALF
    )[:MOST_EVENTS]


def national_events(released: Released) -> list[NationalEvent]:
    """Return the events of the whole country, without those of a day that the partnership's register has."""
    register = getattr(released, "registers", {}).get(REGISTER)
    days = {str(entry.get("start_date", "")) for entry in (register.entries if register else ())}
    return [one for one in NATIONAL if one.start_date.isoformat() not in days]


def _place_of(day: date, words: MeasureWords, first_year: int) -> float:
    """Return where a day lies: a year's figure stands in its middle, that of 31 March at its end."""
    years = (day - date(first_year, 4, 1)).days / _DAYS_IN_A_YEAR
    return years - (1.0 if words.period_type.startswith("at ") else _HALF)


def _event_text(day: date, event: str) -> str:
    return f"{event}, from {MONTHS[day.month - 1]} {day.year}"
