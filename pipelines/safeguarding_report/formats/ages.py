"""Birth dates become age groups as they are read, and are never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.tables.periods import day_in_words

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.findings import Finding, Severity
    from safeguarding_report.formats.cells import Problem, Where

OLDEST = 25
"""The oldest that a young person on any list can be."""
MOST_DAYS_UNBORN = 300
"""A pregnancy lasts about 280 days; an expected date further ahead is a mistake."""

_DAYS_IN_A_YEAR = 365

_NOT_KNOWN = -1_000_000
"""Stands for an age that is not known, below the age of any child that is not yet born."""
_LIMITS = (_NOT_KNOWN + 1, 0, 1, 5, 10, 16, 18)
_NAMES = ("unknown", "unborn", "under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17", "18_and_over")
"""The group of ages below each limit; the last is of all above."""

_FUTURE = "birth date in the future"
_TOO_OLD = ("birth date that makes the child older than 25", "Check the birth date.")
_UNBORN_TOO_LONG = ("birth date more than 300 days after the event", "Check the birth date and the date of the event.")


def ages(birth_dates: pd.Series[Any], days: pd.Series[Any]) -> pd.Series[Any]:
    """Return the age in years on the day, negative before birth, missing where one of the two is."""
    before_birthday = (days.dt.month * 100 + days.dt.day) < (birth_dates.dt.month * 100 + birth_dates.dt.day)
    years = days.dt.year - birth_dates.dt.year - before_birthday
    known = years.where(birth_dates.notna() & days.notna())
    return pd.Series(known, dtype=pd.Int64Dtype())


def ages_on(birth_dates: pd.Series[Any], day: date) -> pd.Series[Any]:
    """Return the age in years on one day."""
    return ages(birth_dates, pd.Series(pd.Timestamp(day), index=birth_dates.index, dtype="datetime64[s]"))


def age_groups(years: pd.Series[Any]) -> pd.Series[Any]:
    """Return the age group of each age; a birth date after the day means unborn, none means unknown."""
    known = years.to_numpy(dtype="int64", na_value=_NOT_KNOWN)
    places = np.searchsorted(_LIMITS, known, side="right")
    groups = pd.Series(_NAMES, dtype="str").take(places)
    return groups.set_axis(years.index)


def born_by(
    birth_dates: pd.Series[Any], last_day: date, where: Where, what_to_do: str
) -> tuple[pd.Series[Any], list[Finding]]:
    """Return birth dates without those after the last day on which anybody of a return can be born, each an error."""
    is_future = birth_dates > pd.Timestamp(last_day)
    if not is_future.any():
        return birth_dates, []
    problem = (_FUTURE, f"Nobody of this return is born after {day_in_words(last_day)}. {what_to_do}")
    return birth_dates.mask(is_future), [where.finding("error", problem, birth_dates.index[is_future])]


def born_near(birth_dates: pd.Series[Any], days: pd.Series[Any]) -> pd.Series[Any]:
    """Return birth dates without those that no pregnancy on the day of the event can end on."""
    return birth_dates.mask(_is_unborn_too_long(birth_dates, days))


def age_findings(birth_dates: pd.Series[Any], days: pd.Series[Any], where: Where) -> list[Finding]:
    """Return a query about birth dates that make a child older than 25, an error where it is unborn for too long."""
    too_old = _is_too_old(birth_dates, days)
    checks: tuple[tuple[Severity, Problem, pd.Series[Any]], ...] = (
        ("query", _TOO_OLD, too_old),
        ("error", _UNBORN_TOO_LONG, _is_unborn_too_long(birth_dates, days)),
    )
    return [
        where.finding(severity, problem, birth_dates.index[wrong]) for severity, problem, wrong in checks if wrong.any()
    ]


def _is_too_old(birth_dates: pd.Series[Any], days: pd.Series[Any]) -> pd.Series[Any]:
    longest = (days - birth_dates).max()
    if pd.isna(longest) or longest.days <= OLDEST * _DAYS_IN_A_YEAR:
        # Nobody can be: this is asked of every list, and working out every age costs fifty times as much.
        return pd.Series(data=False, index=birth_dates.index)
    too_old: pd.Series[Any] = ages(birth_dates, days).gt(OLDEST).fillna(value=False).astype(bool)
    return too_old


def _is_unborn_too_long(birth_dates: pd.Series[Any], days: pd.Series[Any]) -> pd.Series[Any]:
    is_too_long: pd.Series[Any] = birth_dates > days + pd.Timedelta(days=MOST_DAYS_UNBORN)
    return is_too_long
