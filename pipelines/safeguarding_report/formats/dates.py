"""Dates in returns: days first, ISO, or a spreadsheet's number of days; a date with two readings is never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from safeguarding_report.formats.cells import Problem, Where, clean, read_each

if TYPE_CHECKING:
    from safeguarding_report.findings import Finding

DateForm = Literal["dd/mm/yyyy", "yyyy-mm-dd"]
"""How the form says that dates are written."""

DATES = "datetime64[s]"

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?Z?"
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_TIME}")
_NUMERIC = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_TIME}")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ -](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SERIAL_DAY_0 = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_000, 60_000
"""Days from 1949 to 2064: a five-digit number outside them is no birth, no event."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""Nobody of whom a return tells was born before, and 0203 or 2204 is a slip of the finger."""
_LAST_MONTH = 12
_DAYS_KEPT = 65_536
"""All days of two hundred years nearly: the same ones stand in every column."""
_SWAPPED_EVIDENCE = 5
"""So many different days on each side are no accident."""

_EXAMPLES: dict[DateForm, str] = {"dd/mm/yyyy": "25/04/2024", "yyyy-mm-dd": "2024-04-25"}


class _Problems(NamedTuple):
    """What is said of a text that is no date, with the advice of the form that is read."""

    not_a_date: Problem
    no_such_day: Problem
    no_such_year: Problem
    two_digits: Problem
    month_first: Problem
    either: Problem
    """Beside a date with the month first, or in a form that asks for the year first."""
    swapped: Problem
    """A spreadsheet that expects the month first takes 03/04 for 4 March and leaves 25/04 as text."""


@cache
def _problems(form: DateForm) -> _Problems:
    expected = f"Expected a date such as {_EXAMPLES[form]}."
    why_either = {
        "dd/mm/yyyy": "Other dates of the column have the month first, so nobody can tell.",
        "yyyy-mm-dd": "This form asks for the year first, so nobody can tell.",
    }[form]
    return _Problems(
        not_a_date=("date that cannot be read", expected),
        no_such_day=("day that is not in the calendar", expected),
        no_such_year=("year that is not of our time", expected),
        two_digits=("year of two digits", f"The century is not guessed. {expected}"),
        month_first=("date with the month first", f"{expected} Send the column again as {form}."),
        either=(
            "date that may have the month or the day first",
            f"{why_either} {expected} Send the column again as {form}.",
        ),
        swapped=(
            "dates that the spreadsheet may have turned round",
            "Date cells stop at the 12th of the month and texts begin after it. Take the column from the system again.",
        ),
    )


def read_dates(
    cells: pd.Series[Any], where: Where, form: DateForm = "dd/mm/yyyy"
) -> tuple[pd.Series[Any], list[Finding]]:
    """Read a column of dates; `03/04/2024` is 3 April where the form says so and no other date contradicts it."""
    texts = [clean(str(text)) for text in cells.dropna().unique()]
    problems = _problems(form)
    month_first = any(_has_month_first(text) for text in texts)
    swapped = _are_swapped(texts)

    def read(text: str) -> object:
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return problems.swapped if swapped else _day(year, month, day, problems)
        if match := _NUMERIC.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            if month > _LAST_MONTH >= day:
                return problems.month_first
            # In a form with ISO dates, 03/04/2024 has no declared order: only 25/04 and 04/04 have one reading.
            if (month_first or form == "yyyy-mm-dd") and day <= _LAST_MONTH and day != month:
                return problems.either
            return _day(year, month, day, problems)
        return _other_date(text, problems)

    return read_each(cells, where, DATES, read)


def _other_date(text: str, problems: _Problems) -> object | Problem:
    if match := _SERIAL.fullmatch(text):
        days = int(match[1])
        if _FIRST_SERIAL <= days <= _LAST_SERIAL:
            return pd.Timestamp(_SERIAL_DAY_0 + timedelta(days=days))
        return problems.not_a_date
    if (match := _NAMED.fullmatch(text)) and match[2][:3].casefold() in _MONTHS:
        month = _MONTHS.index(match[2][:3].casefold()) + 1
        return _day(int(match[3]), month, int(match[1]), problems)
    return problems.two_digits if _SHORT_YEAR.fullmatch(text) else problems.not_a_date


@lru_cache(maxsize=_DAYS_KEPT)
def _day(year: int, month: int, day: int, problems: _Problems) -> pd.Timestamp | Problem:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return problems.no_such_year
    try:
        return pd.Timestamp(date(year, month, day))
    except ValueError:
        return problems.no_such_day


def _has_month_first(text: str) -> bool:
    match = _NUMERIC.fullmatch(text)
    return match is not None and int(match[2]) > _LAST_MONTH >= int(match[1])


def _are_swapped(texts: list[str]) -> bool:
    """Tell whether date cells and date texts divide at the 12th, as after a spreadsheet that expects months first."""
    cells = [int(match[3]) for text in texts if (match := _ISO.fullmatch(text))]
    written = [int(match[1]) for text in texts if (match := _NUMERIC.fullmatch(text))]
    enough = min(len(cells), len(written)) >= _SWAPPED_EVIDENCE
    return enough and max(cells) <= _LAST_MONTH < min(written)
