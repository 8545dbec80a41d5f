"""Columns of a census as values: dates, codes in our words, numbers; what cannot be read is a finding at its line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.formats.ages import MOST_DAYS_UNBORN, age_findings, age_groups, ages, born_by
from safeguarding_report.formats.cells import (
    Where,
    read_codes,
    read_codes_of_form,
    read_pseudonyms,
    read_whole_numbers,
    read_yes_no,
    with_blank_rows,
)
from safeguarding_report.formats.census.elements import code_list
from safeguarding_report.formats.dates import read_dates

if TYPE_CHECKING:
    from datetime import date

    from safeguarding_report.findings import Finding
    from safeguarding_report.formats.census.gathering import Gathered
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.tables import Table

FACTOR = r"\d{1,2}[A-Z]?"
"""The form of a factor's code: 3B, 20."""


class Reading:
    """Reads gathered columns and collects what could not be read."""

    def __init__(self, context: ReturnContext) -> None:
        self.context = context
        self.findings: list[Finding] = []

    def dates(self, gathered: Gathered, element: str, table: Table, needed_for: str = "") -> pd.Series[Any]:
        """Return dates; `needed_for` says what cannot be counted without one."""
        where = self._where(element, table)
        cells = gathered.column(element)
        return self._kept(read_dates(cells, where, "yyyy-mm-dd"), cells, where, needed_for)

    def codes(self, gathered: Gathered, element: str, table: Table, name: str, needed_for: str = "") -> pd.Series[Any]:
        """Return codes of a list in our words."""
        where = self._where(element, table)
        cells = gathered.column(element)
        return self._kept(read_codes(cells, where, code_list(name)), cells, where, needed_for)

    def flags(self, gathered: Gathered, element: str, table: Table, needed_for: str = "") -> pd.Series[Any]:
        """Return yes or no: 0, 1, true and false are all written."""
        where = self._where(element, table)
        cells = gathered.column(element)
        return self._kept(read_yes_no(cells, where), cells, where, needed_for)

    def numbers(self, gathered: Gathered, element: str, table: Table, needed_for: str) -> pd.Series[Any]:
        """Return whole numbers."""
        where = self._where(element, table)
        cells = gathered.column(element)
        return self._kept(read_whole_numbers(cells, where), cells, where, needed_for)

    def factors(self, gathered: Gathered, element: str, table: Table) -> pd.Series[Any]:
        """Return codes of factors as they stand."""
        where = self._where(element, table)
        expected = "the code of a factor such as 3B"
        cells = gathered.column(element)
        return self._kept(read_codes_of_form(cells, where, FACTOR, expected), cells, where)

    def pseudonyms(self, gathered: Gathered, element: str, table: Table) -> pd.Series[Any]:
        """Return pseudonyms; a child without an identifier is left out with all that stands in it."""
        where = self._where(element, table)
        cells = gathered.column(element)
        read = read_pseudonyms(cells, where, self.context.pseudonym)
        return self._kept(read, cells, where, "A child without it is left out with all its records.")

    def births(self, gathered: Gathered, table: Table) -> pd.DataFrame:
        """Return birth dates and expected ones; a birth after the day of the census is an error, for it has not been."""
        last_day = self.context.year.end
        advice = "Write the date on which an unborn child is expected as ExpectedPersonBirthDate."
        last_expected = last_day + timedelta(days=MOST_DAYS_UNBORN)
        return pd.DataFrame(
            {
                "born": self._births_by(last_day, gathered, "PersonBirthDate", table, advice),
                "expected": self._births_by(
                    last_expected, gathered, "ExpectedPersonBirthDate", table, "Check the date."
                ),
            }
        )

    def _births_by(self, last_day: date, gathered: Gathered, element: str, table: Table, advice: str) -> pd.Series[Any]:
        dates = self.dates(gathered, element, table)
        lines = dates.set_axis(np.array(gathered.rows))
        born, findings = born_by(lines, last_day, self._where(element, table), advice)
        self.findings += findings
        return born.set_axis(dates.index)

    def age_groups(self, births: pd.DataFrame, days: pd.Series[Any], table: Table | None = None) -> pd.Series[Any]:
        """Return the age group on each day; a child with only an expected birth date is unborn."""
        birth_dates, expected = births["born"].set_axis(days.index), births["expected"].set_axis(days.index)
        groups = age_groups(ages(birth_dates, days))
        if table is not None:
            self.findings += age_findings(birth_dates, days, self._where("PersonBirthDate", table))
        return groups.mask(birth_dates.isna() & expected.notna() & days.notna(), "unborn")

    def _kept(
        self,
        read: tuple[pd.Series[Any], list[Finding]],
        cells: pd.Series[Any],
        where: Where,
        needed_for: str = "",
    ) -> pd.Series[Any]:
        values, findings = read
        self.findings += with_blank_rows(findings, values, cells, where, needed_for) if needed_for else findings
        return values.reset_index(drop=True)

    def _where(self, element: str, table: Table) -> Where:
        return Where(self.context.return_id, element, table.name)
