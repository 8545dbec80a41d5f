"""Days: working days in England, months later, and the days of a reporting year. The only place that counts days."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import holidays
import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]
    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

FIRST_HOLIDAYS, LAST_HOLIDAYS = 2000, 2040
"""The years whose bank holidays are asked for: wider than the clocks of any return."""

MONTHS_OF_A_YEAR = 12

_MONTHS_OF_A_QUARTER = 3


@cache
def working_days() -> np.busdaycalendar:
    """Return the working days of England: Monday to Friday without its bank holidays."""
    free = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_HOLIDAYS, LAST_HOLIDAYS + 1))
    return np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in sorted(free)])


def day(value: date) -> np.datetime64:
    """Return a date as numpy keeps it."""
    return np.datetime64(value, "D")


def working_days_between(start: Days, end: Days) -> Numbers:
    """Return how many working days each end lies after its start: Friday to Monday is one.

    The day of the start is day 0. Both days are known, and no end is before its start.
    """
    count: Numbers = np.busday_count(start + 1, end + 1, busdaycal=working_days())
    return count


def months_after(days: Days, months: int) -> Days:
    """Return the same day of the month so many months later, or the last day of a shorter month."""
    month = days.astype("datetime64[M]")
    later = month + months
    last: Days = (later + 1).astype("datetime64[D]") - 1
    same: Days = later.astype("datetime64[D]") + (days - month.astype("datetime64[D]"))
    return np.where(same > last, last, same)


def in_year(days: Days, year: ReportingYear) -> Flags:
    """True for days from 1 April to 31 March; a missing day lies in no year."""
    return (days >= day(year.start)) & (days <= day(year.end))


def quarter_of(days: Days, year: ReportingYear) -> Numbers:
    """Return the place of the quarter that each day of the year lies in: 0 from 1 April to 30 June."""
    months = days.astype("datetime64[M]").astype(np.int64) - day(year.start).astype("datetime64[M]").astype(np.int64)
    quarters: Numbers = months // _MONTHS_OF_A_QUARTER
    return quarters


def open_at_the_end(start: Days, end: Days, year: ReportingYear) -> Flags:
    """True for what started on or before 31 March and did not end on or before it."""
    last = day(year.end)
    return (start <= last) & ~(end <= last)


def open_in_year(start: Days, end: Days, year: ReportingYear) -> Flags:
    """True for what was open on at least one day of the year: started by 31 March, not ended before 1 April."""
    return (start <= day(year.end)) & ~(end < day(year.start))
