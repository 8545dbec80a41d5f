"""Days: working days in England, months later, and days drawn from a range."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import holidays
import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

FIRST_HOLIDAYS, LAST_HOLIDAYS = 2005, 2040
"""The years whose bank holidays are asked for: wider than any history."""


@cache
def calendar() -> np.busdaycalendar:
    """Return the working days of England: Monday to Friday without bank holidays."""
    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_HOLIDAYS, LAST_HOLIDAYS))
    return np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in sorted(days)])


def day(value: date) -> np.datetime64:
    """Return a date as numpy keeps it."""
    return np.datetime64(value, "D")


def working_days_in(first: np.datetime64, last: np.datetime64) -> Days:
    """Return all working days from first to last, both included."""
    days = np.arange(first, last + 1)
    return days[np.is_busday(days, busdaycal=calendar())]


def working_days_after(days: Days, count: NDArray[np.int64]) -> Days:
    """Return the day that lies so many working days after each day; none is the day itself."""
    after = np.busday_offset(days, count, roll="backward", busdaycal=calendar())
    return np.where(count == 0, days, after)


def working_days_before(days: Days, count: NDArray[np.int64]) -> Days:
    """Return the working day from which it is so many working days to each day; none is the day itself."""
    before = np.busday_offset(days, -count, roll="backward", busdaycal=calendar())
    return np.where(count == 0, days, before)


def months_after(days: Days, months: int) -> Days:
    """Return the same day so many months later, or the last day of a shorter month."""
    month = days.astype("datetime64[M]")
    day_of_month = days - month.astype("datetime64[D]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - 1
    same: Days = later.astype("datetime64[D]") + day_of_month
    return np.where(same > last, last, same)


def earliest_within_a_year_of(days: Days) -> Days:
    """Return the earliest day whose twelve months are not over before each day."""
    month = days.astype("datetime64[M]")
    earliest: Days = (month - 12).astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return earliest


def draw_days(rng: np.random.Generator, first: Days, last: Days) -> Days:
    """Draw one day from each range, both ends included; where a range is empty its first day."""
    span = np.maximum((last - first).astype(np.int64) + 1, 1)
    drawn: Days = first + np.floor(rng.random(len(first)) * span).astype(np.int64)
    return drawn
