"""Events that changed the figures, as the partnership's register of marked events holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from safeguarding_report.charts.plan import YEARS_SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

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
class Event:
    """An event that changed the figures, and where along the years it began: 0 is the first year's point."""

    place: float
    text: str


def events_of(released: Released, words: MeasureWords, first_period: str) -> tuple[Event, ...]:
    """Return the events that the register of marked events holds, where they fall among the years of a chart."""
    register = getattr(released, "registers", {}).get(REGISTER)
    own = {area.code for area in released.own_areas}
    found = []
    for entry in register.entries if register else ():
        area, day = str(entry.get("area_code", "")), str(entry.get("start_date", ""))
        if not day or (area and area not in own):
            continue
        place = _place_of(date.fromisoformat(day), words, int(first_period[:4]))
        if -_HALF <= place <= YEARS_SHOWN - _HALF:
            found.append(Event(round(min(max(place, 0.0), YEARS_SHOWN - 1.0), 2), _event_text(entry)))
    return tuple(sorted(found, key=lambda event: event.place)[:MOST_EVENTS])


def _place_of(day: date, words: MeasureWords, first_year: int) -> float:
    """Return where a day lies: a year's figure stands in its middle, that of 31 March at its end."""
    years = (day - date(first_year, 4, 1)).days / _DAYS_IN_A_YEAR
    return years - (1.0 if words.period_type.startswith("at ") else _HALF)


def _event_text(entry: Mapping[str, object]) -> str:
    day = date.fromisoformat(str(entry["start_date"]))
    return f"{entry['event']}, from {MONTHS[day.month - 1]} {day.year}"
