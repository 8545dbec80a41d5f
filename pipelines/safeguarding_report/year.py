"""The reporting year: 1 April to 31 March, written `2022-23`, `202223` in files, 2023 in official ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from safeguarding_report.errors import UsageError

_FORM = re.compile(r"(20\d{2})-(\d{2})", re.ASCII)
_CENTURY = 100

ACADEMIC = "AY"
"""What the time period of an academic year ends with: `202223AY` is September 2022 to July 2023."""


@dataclass(frozen=True, order=True)
class ReportingYear:
    """A year from 1 April of `start_year` to 31 March of the year after."""

    start_year: int

    @classmethod
    def parse(cls, text: str) -> ReportingYear:
        """Read a year written `2022-23`.

        Raises
        ------
        UsageError
            When the text has another form, or its two years do not follow each other.

        """
        match = _FORM.fullmatch(text)
        if match is None or (int(match[1]) + 1) % _CENTURY != int(match[2]):
            message = f'"{text}" is not a reporting year. Expected the form 2022-23 (1 April 2022 to 31 March 2023).'
            raise UsageError(message)
        return cls(int(match[1]))

    @classmethod
    def from_official(cls, official_year: int) -> ReportingYear:
        """Return the reporting year that official files call by the year in which it ends."""
        return cls(official_year - 1)

    @classmethod
    def from_time_period(cls, time_period: str) -> ReportingYear:
        """Return the reporting year of a time period such as `202223`."""
        return cls.parse(f"{time_period[:4]}-{time_period[4:6]}")

    def __str__(self) -> str:
        return f"{self.start_year}-{(self.start_year + 1) % _CENTURY:02d}"

    @property
    def time_period(self) -> str:
        """The year as our files write it: `202223`."""
        return str(self).replace("-", "")

    @property
    def official_year(self) -> int:
        """The year as official files write it: the year in which it ends."""
        return self.start_year + 1

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.start_year, 4, 1)

    @property
    def end(self) -> date:
        """31 March."""
        return date(self.start_year + 1, 3, 31)

    @property
    def previous(self) -> ReportingYear:
        """The reporting year before."""
        return ReportingYear(self.start_year - 1)

    @property
    def academic_period(self) -> str:
        """The last academic year that ended in it: `202223AY` in the reporting year 2023-24."""
        return f"{self.previous.time_period}{ACADEMIC}"

    def last(self, count: int) -> list[ReportingYear]:
        """Return this year and the years before it, oldest first, `count` in all."""
        return [ReportingYear(self.start_year - back) for back in range(count - 1, -1, -1)]


def period_before(time_period: str) -> str:
    """Return the time period a year before one: `202223` before `202324`, `202122AY` before `202223AY`."""
    return f"{ReportingYear.from_time_period(time_period).previous.time_period}{time_period[6:]}"
