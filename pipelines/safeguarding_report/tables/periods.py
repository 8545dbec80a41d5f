"""Periods: in words, and when the figures of parts of a period say what happened in the whole of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from safeguarding_report.tables.indicator import ACADEMIC, ADDS_UP, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.tables.indicator import Indicator, OverAYear


SEPTEMBER, AUGUST = 9, 8
_LAST_OF_JULY = (7, 31)


def academic_year_of(day: date) -> tuple[date, date]:
    """Return the academic year that a day is of: 1 September to 31 August."""
    first = day.year if day.month >= SEPTEMBER else day.year - 1
    return date(first, SEPTEMBER, 1), date(first + 1, AUGUST, 31)


def year_of(indicator: Indicator, start: date, end: date) -> tuple[date, date]:
    """Return the period whose figure an indicator gives in a return for a time: that, or the academic year ended in it."""
    return academic_year_of(start) if indicator.period_type == ACADEMIC else (start, end)


def as_counted(indicator: Indicator, start: date, end: date) -> tuple[date, date]:
    """Return the period of a figure; an academic year that is said to end with July lasts through August."""
    is_july = indicator.period_type == ACADEMIC and (end.month, end.day) == _LAST_OF_JULY
    return start, date(end.year, AUGUST, 31) if is_july else end


def may_be_given_for(indicator: Indicator, start: date, end: date, whole: tuple[date, date]) -> bool:
    """Tell whether a figure of a period may stand in a return for a whole time, or an academic year that touches it."""
    if whole[0] <= start and end <= whole[1]:
        return True
    if indicator.period_type != ACADEMIC:
        return False
    first, last = academic_year_of(start)
    return end <= last and first <= whole[1] and whole[0] <= last


def follow_each_other(periods: Iterable[tuple[date, date]], start: date, end: date) -> bool:
    """Return True when periods go from the first day to the last, without a gap and without a day twice."""
    day = start
    for first, last in sorted(periods):
        if first != day:
            return False
        day = last + timedelta(days=1)
    return day == end + timedelta(days=1)


def give_the_whole(periods: Iterable[tuple[date, date]], start: date, end: date, over_a_year: OverAYear) -> bool:
    """Return True when figures of these periods give that of the whole: one of all of it, or parts that say it.

    Parts that add up say it together, and of what is counted on the last day the last part says it alone. What is
    counted once each says nothing in parts: a child who comes in two quarters is one child.
    """
    different = set(periods)
    if (start, end) in different:
        return True
    if over_a_year == ADDS_UP:
        return bool(different) and follow_each_other(different, start, end)
    return over_a_year == LAST_DAY and any(last == end for _, last in different)


def stretches(periods: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return periods with those that touch each other made one, the earliest first."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def period_in_words(start: date, end: date) -> str:
    """Return "April to December 2023" where a period is whole months, else its first and last day."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{end:%B %Y}"
    return f"{start:%B}{'' if start.year == end.year else f' {start.year}'} to {end:%B %Y}"


def day_in_words(day: date) -> str:
    """Return a day as readers write it: 3 June 2024."""
    return f"{day.day} {day:%B %Y}"
