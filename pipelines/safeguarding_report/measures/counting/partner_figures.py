"""Counts that partners hand in as counts: one number for each indicator and area, for the whole year or not at all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.support import NOT_AVAILABLE, STATUS_ORDER
from safeguarding_report.tables.counted import COUNTED_FIGURES, release_of, source_of
from safeguarding_report.tables.indicator import ACADEMIC, ADDS_UP, LAST_DAY, ONCE_EACH
from safeguarding_report.tables.partners import INDICATORS, PARTNER_FIGURES
from safeguarding_report.tables.periods import as_counted, follow_each_other, period_in_words, stretches, year_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from safeguarding_report.measures.counting.support import CountableReturn, Returned
    from safeguarding_report.tables.indicator import Indicator, OverAYear
    from safeguarding_report.year import ReportingYear

DENOMINATOR = "_denominator"
"""What an indicator is a share of is a count too, and is named after the indicator."""

_NIL = "nil_return"
_UNAVAILABLE = "not_available"

_NO_NUMBER = "the partner says that it is not available"
_EMPTY = "no number was given"
_TWO_NUMBERS = "two numbers were given, and they differ"
_OVERLAP = "it was given for parts of the year that have days in common"
_ONCE_EACH = "it was given in parts of the year, and what is counted once each cannot be added up"

_AUTHORITY = r"[A-Z][0-9]{8}"
"""The form of an authority's code; any other area is a partnership."""

_BY_ID = {indicator.id: indicator for indicator in INDICATORS}


class _Row(NamedTuple):
    """One number that was handed in, the period that it is of, and why it says nothing of that where it does not."""

    start: date
    end: date
    value: int
    source: str
    certainty: int
    reason: str


def count_partner_figures(returned: Returned, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the partners' own counts of the year as rows of counted_figures, under the name of their indicator.

    A nil return is 0, an empty number is not. A figure for part of the year is never scaled up: only parts that make
    the whole year give its figure, and only where the indicator says that they do. A return that is said to cover part
    of the year gives figures of that part alone, whatever its rows say. Areas that are not named are left out:
    validation has found them.

    Parameters
    ----------
    returned
        This year's tables, of which partner_figures is read, and the returns that count.
    names
        Names of areas by their codes: authorities, and the partnership under its slug.

    """
    counts = _counts(returned)
    counts = counts[counts["area_code"].isin(list(names))]
    if counts.empty:
        return COUNTED_FIGURES.empty()
    counts = counts.assign(source=counts["return_id"].map(lambda return_id: source_of(return_id, returned.year)))
    figures = pd.DataFrame(
        [_one_figure(area, item, rows, returned.year) for (area, item), rows in sorted(_by_place(counts).items())]
    )
    return COUNTED_FIGURES.check(
        figures.assign(
            release=release_of(returned.year),
            time_period=figures["item"].map(lambda item: _time_period(str(item), returned.year)),
            area_name=figures["area_code"].map(dict(names)),
            geographic_level=np.where(figures["area_code"].str.fullmatch(_AUTHORITY), "Local authority", "Partnership"),
            value=figures["value"].astype("Int64"),
        )
    )


def _indicator(item: str) -> Indicator:
    return _BY_ID[item.removesuffix(DENOMINATOR)]


def _time_period(item: str, year: ReportingYear) -> str:
    return year.academic_period if _indicator(item).period_type == ACADEMIC else year.time_period


def _counts(returned: Returned) -> pd.DataFrame:
    """Return one row for each number that was handed in: numerators, and denominators of shares."""
    table = returned.tables.get(PARTNER_FIGURES.name, PARTNER_FIGURES.empty())
    returns = {one.return_id: one for one in returned.returns}
    rows = table[table["return_id"].isin(list(returns))]
    numerators = rows.assign(item=rows["indicator_id"], value=rows["numerator"])
    shares = rows[rows["denominator"].notna()]
    denominators = shares.assign(item=shares["indicator_id"] + DENOMINATOR, value=shares["denominator"])
    counts = pd.concat([numerators, denominators], ignore_index=True)
    counts["value"] = counts["value"].where(counts["value"].notna() | (counts["status"] != _NIL), 0)
    local = counts["status"].where(counts["status"].isin(STATUS_ORDER), STATUS_ORDER[0])
    of_return = counts["return_id"].map({name: STATUS_ORDER.index(one.status) for name, one in returns.items()})
    return counts.assign(
        reason=_reasons(counts, returns),
        certainty=pd.concat([local.map(STATUS_ORDER.index), of_return], axis=1).max(axis=1),
    )


def _reasons(counts: pd.DataFrame, returns: Mapping[str, CountableReturn]) -> pd.Series[str]:
    """Return why a row gives no number of its period; empty where it gives one."""
    reasons = pd.Series("", index=counts.index, dtype="string")
    reasons = reasons.mask(counts["value"].isna(), _EMPTY)
    reasons = reasons.mask(counts["status"] == _UNAVAILABLE, _NO_NUMBER)
    is_academic = counts["indicator_id"].isin([one.id for one in INDICATORS if one.period_type == ACADEMIC])
    for return_id, one in returns.items():
        start, end = pd.Timestamp(one.period_start), pd.Timestamp(one.period_end)
        outside = ((counts["period_start"] < start) | (counts["period_end"] > end)) & ~is_academic
        reasons = reasons.mask((counts["return_id"] == return_id) & outside, _covers(one.period))
    return reasons


def _covers(*periods: str) -> str:
    return f"what was sent covers {' and '.join(periods)} only"


def _by_place(counts: pd.DataFrame) -> dict[tuple[str, str], list[_Row]]:
    """Return the rows of each area and count: of most there is one, for which a frame of its own would be much."""
    rows: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    places = zip(counts["area_code"], counts["item"], strict=True)
    starts, ends = counts["period_start"].dt.date, counts["period_end"].dt.date
    others = (counts[name] for name in ("value", "source", "certainty", "reason"))
    for (area, item), start, end, *other in zip(places, starts, ends, *others, strict=True):
        rows[area, item].append(_Row(*as_counted(_indicator(item), start, end), *other))
    return rows


def _one_figure(area: str, item: str, rows: list[_Row], year: ReportingYear) -> dict[str, object]:
    """Return the one figure of an indicator and area: a number where the rows give that of the whole year."""
    given = [row for row in rows if not row.reason]
    indicator = _indicator(item)
    over_a_year = indicator.over_a_year
    whole = year_of(indicator, year.start, year.end)
    ways = _whole_years(given, whole, over_a_year)
    numbers = {sum(int(row.value) for row in used) for used in ways}
    reason = "" if ways else _why_none(rows, given, whole, over_a_year)
    if len(numbers) > 1:
        reason = _TWO_NUMBERS
    used = [row for way in ways for row in way] or rows
    return {
        "area_code": area,
        "item": item,
        "value": pd.NA if reason else numbers.pop(),
        "symbol": NOT_AVAILABLE if reason else pd.NA,
        "source": "+".join(sorted({row.source for row in used})),
        "status": STATUS_ORDER[max(int(row.certainty) for row in used)],
        "reason": reason,
    }


def _whole_years(given: list[_Row], whole: tuple[date, date], over_a_year: OverAYear) -> list[list[_Row]]:
    """Return the rows of each way in which the figure of the year is given: in one row, or in parts."""
    in_one = [[row] for row in given if (row.start, row.end) == whole]
    parts = [row for row in given if (row.start, row.end) != whole]
    if over_a_year == LAST_DAY:
        return [*in_one, *([row] for row in parts if row.end == whole[1])]
    # Of parts that say the same the first counts, which is the last to be written here.
    once = list({(row.start, row.end, row.value): row for row in reversed(parts)}.values())
    adds_up = over_a_year == ADDS_UP and follow_each_other(_periods(once), *whole)
    return [*in_one, once] if adds_up else in_one


def _why_none(rows: list[_Row], given: list[_Row], whole: tuple[date, date], over_a_year: OverAYear) -> str:
    if not given:
        return rows[0].reason
    covered = stretches(_periods(given))
    if covered != [whole]:
        return _covers(*(period_in_words(start, end) for start, end in covered))
    return _ONCE_EACH if over_a_year == ONCE_EACH else _OVERLAP


def _periods(rows: list[_Row]) -> list[tuple[date, date]]:
    return [(row.start, row.end) for row in rows]
