"""Whether a list covers the whole reporting year, told from its dates; a shorter one gives no yearly count.

The rule: within the year, the dates of a list must begin no later than G days after 1 April and end no earlier than
G days before 31 March. G is 14 days, or seven times the average gap between two of the list's dates where that is
longer: with dates at random over a year, so long a gap at one end comes about by chance once in a thousand (exp(-7)).
A list of six months has a gap of about 180 days and is refused from about 15 dates on; with so few that a quarter of
the year could be absent by chance it is taken to cover the year, and a query says that nobody can tell.
Lists of open and ended cases (6, 7, 8) begin where the first case ended: a shorter extract leaves earlier ends out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.findings import Finding

if TYPE_CHECKING:
    from safeguarding_report.findings import Severity
    from safeguarding_report.formats.annex_a.rows import ListRows
    from safeguarding_report.formats.read_return import ReturnContext

SHORTEST_GAP = 14
"""Days without a date that even a long list may have at an end of the year: Easter, two weeks of holidays."""
CHANCE_GAPS = 7
"""Average gaps that one gap may be as long as: exp(-7) is less than one in a thousand."""
LONGEST_SURE_GAP = 92
"""Where a gap of over a quarter of a year may be chance, the dates prove little."""
_DAYS = 365


@dataclass(frozen=True)
class Coverage:
    """Whether a list is taken to cover the year, and the finding that says why not, or why nobody can tell."""

    whole_year: bool
    findings: tuple[Finding, ...] = ()


def coverage(rows: ListRows, context: ReturnContext) -> Coverage:
    """Judge a list by the dates that lists.toml names for it."""
    annex_list = rows.annex_list
    if not annex_list.first_days:
        return Coverage(whole_year=True)
    year = f"1 April {context.year.start.year} to 31 March {context.year.end.year}"

    def judged(severity: Severity, rule: str, reason: str, *, whole_year: bool) -> Coverage:
        finding = Finding(severity, context.return_id, rule, reason, table=annex_list.words)
        return Coverage(whole_year, (finding,))

    lasts = _days_in_year(rows, annex_list.last_days, context)
    if lasts.empty:
        if all(rows.fields[name].isna().all() for name in annex_list.last_days):
            # No date could be read at all: findings say so already.
            return Coverage(whole_year=False)
        reason = f"None of its dates is in the year {year}. Send the list of this year."
        return judged("error", "wrong year", reason, whole_year=False)
    firsts = _days_in_year(rows, annex_list.first_days, context)
    late = (firsts.min() - pd.Timestamp(context.year.start)).days if len(firsts) else 0
    early = (pd.Timestamp(context.year.end) - lasts.max()).days
    if late > allowed_gap(len(firsts)) or early > allowed_gap(len(lasts)):
        reason = (
            f"Its dates begin {late} days after 1 April or end {early} days before 31 March, more than chance "
            f"explains: it gives no yearly count. Send an extract for {year}."
        )
        return judged("query", "part of the year", reason, whole_year=False)
    if allowed_gap(len(firsts)) > LONGEST_SURE_GAP:
        reason = f"Its dates are too few to show that it covers {year}; it is taken to. Check with the sender."
        return judged("query", "dates too few to show the whole year", reason, whole_year=True)
    return Coverage(whole_year=True)


def allowed_gap(dates: int) -> int:
    """Return for how many days at an end of the year a list of so many dates may be without any."""
    return max(SHORTEST_GAP, math.ceil(CHANCE_GAPS * _DAYS / max(dates, 1)))


def _days_in_year(rows: ListRows, names: tuple[str, ...], context: ReturnContext) -> pd.Series[Any]:
    days: pd.Series[Any] = pd.concat([rows.fields[name].dropna() for name in names])
    inside: pd.Series[Any] = days[days.between(pd.Timestamp(context.year.start), pd.Timestamp(context.year.end))]
    return inside
