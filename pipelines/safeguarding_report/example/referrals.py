"""Referrals of a year: who was referred when, by whom, and who had been referred before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.example.days import day, draw_days, earliest_within_a_year_of
from safeguarding_report.example.draw import about, spread
from safeguarding_report.tables.code_lists import REFERRAL_SOURCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

_MOST_SWAPS = 500
"""Two referrals of one child on one day are moved apart; a few turns do, unless there are not enough days."""
_WEEKEND_WEIGHT = 0.12
_HARDLY = 1e-9
"""The weight of what is to be chosen only where nothing else is left."""
_SHARE_LONG_BEFORE = 0.03
"""Children who were referred before, but too long ago to be re-referred."""


def _dates(totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> NDArray[np.datetime64]:
    month = day(year.start).astype("datetime64[M]")
    dates = []
    for place, count in enumerate(totals.by_month):
        days = np.arange((month + place).astype("datetime64[D]"), (month + place + 1).astype("datetime64[D]"))
        weight = np.where(np.is_busday(days), 1.0, _WEEKEND_WEIGHT)
        dates.append(rng.choice(days, count, p=weight / weight.sum()))
    return rng.permutation(np.concatenate(dates))


def _moved_apart(
    children: NDArray[np.int64], dates: NDArray[np.datetime64], rng: np.random.Generator
) -> NDArray[np.datetime64]:
    """Swap dates until no child has two referrals on one day; the number on each day stays."""
    dates = dates.copy()
    for _ in range(_MOST_SWAPS):
        twice = np.flatnonzero(pd.DataFrame({"child": children, "date": dates}).duplicated())
        if not len(twice):
            return dates
        for row in twice:
            other = rng.integers(len(dates))
            dates[[row, other]] = dates[[other, row]]
    message = "Totals that cannot be: so few children cannot be referred so often on different days."
    raise DataError(message)


def referrals_of(totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return the referrals of the year; children are numbered from 0, the often referred first.

    Columns: child, referral_date, source, no_further_action, following (the child's next one in the year, if any).
    """
    again = totals.referrals - totals.children_referred
    several = _children_referred_again(totals, again, rng)
    extra = np.concatenate([np.arange(several), rng.integers(0, max(several, 1), again - several)])
    children = np.concatenate([np.arange(totals.children_referred), extra]).astype(np.int64)
    dates = _moved_apart(children, _dates(totals, year, rng), rng)
    rows = pd.DataFrame({"child": children, "referral_date": dates}).sort_values(["referral_date", "child"])
    rows["source"] = np.array(REFERRAL_SOURCE)[spread(rng, totals.by_source)]
    rows["following"] = rows.groupby("child")["referral_date"].shift(-1)
    rows["no_further_action"] = spread(rng, [len(rows) - totals.no_further_action, totals.no_further_action]) == 1
    return rows.reset_index(drop=True)


def _children_referred_again(totals: YearTotals, again: int, rng: np.random.Generator) -> int:
    """Return how many children were referred more than once in the year."""
    alone = totals.children_rereferred - (totals.rereferrals - again)
    before = totals.rereferrals - again
    likely = about(rng, again * 0.85, least=min(again, 1), most=again)
    return int(np.clip(likely, alone if alone or not again else 1, min(again, alone + before)))


def referrals_before(
    referrals: pd.DataFrame,
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the referrals of the year before that make some of this year's re-referrals, or just fail to.

    Columns: child, referral_date, next_date (the first referral of this year), id (where the child is one of `known`,
    the last referrals of children whom last year's histories tell of; without these, new children are invented).
    """
    first = referrals.drop_duplicates("child").set_index("child")["referral_date"].sort_index().to_numpy()
    first = first.astype("datetime64[D]")
    several = int(referrals.duplicated("child").groupby(referrals["child"]).any().sum())
    wanted = totals.rereferrals - (totals.referrals - totals.children_referred)
    of_several = wanted - (totals.children_rereferred - several)
    april = day(year.start)
    room = (day(year.end) - first).astype(np.int64) + 1.0
    if known is not None:
        dates_known = np.sort(known["referral_date"].to_numpy().astype("datetime64[D]"))
        room = len(known) - np.searchsorted(dates_known, earliest_within_a_year_of(first)) + _HARDLY
    chosen = np.concatenate(
        [
            _weighted(rng, np.arange(several), room, of_several),
            _weighted(rng, np.arange(several, len(first)), room, wanted - of_several),
        ]
    )
    if known is not None:
        return _taken_over(chosen, first[chosen], known, rng)
    dates = draw_days(rng, earliest_within_a_year_of(first[chosen]), np.full(len(chosen), april - 1))
    others = np.setdiff1d(np.arange(len(first)), chosen)
    others = others[earliest_within_a_year_of(first[others]) > day(year.previous.start)]
    long_before = rng.permutation(others)[: int(len(first) * _SHARE_LONG_BEFORE)]
    too_early = np.minimum(earliest_within_a_year_of(first[long_before]) - 1, april - 1)
    earlier = draw_days(rng, np.full(len(long_before), day(year.previous.start)), too_early)
    children = np.concatenate([chosen, long_before])
    rows = pd.DataFrame({"child": children, "referral_date": np.concatenate([dates, earlier])})
    rows["next_date"] = first[children]
    rows["id"] = None
    return rows


def _taken_over(
    chosen: NDArray[np.int64], first: NDArray[np.datetime64], known: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Give each child that is referred again the past of one who was referred within the twelve months before."""
    known = known.sort_values(["referral_date", "id"], ascending=False, ignore_index=True)
    dates = known["referral_date"].to_numpy().astype("datetime64[D]")
    earliest = earliest_within_a_year_of(first)
    taken = np.full(len(chosen), -1)
    free: list[int] = []
    reached = 0
    for place in np.argsort(-earliest.astype(np.int64), kind="stable"):
        while reached < len(dates) and dates[reached] >= earliest[place]:
            free.append(reached)
            reached += 1
        if not free:
            message = "Totals that cannot be: more re-referrals than children referred within the year before."
            raise DataError(message)
        pick = int(rng.integers(len(free)))
        free[pick], free[-1] = free[-1], free[pick]
        taken[place] = free.pop()
    return pd.DataFrame(
        {"child": chosen, "referral_date": dates[taken], "next_date": first, "id": known["id"].to_numpy()[taken]}
    )


def _weighted(
    rng: np.random.Generator, children: NDArray[np.int64], room: NDArray[Any], count: int
) -> NDArray[np.int64]:
    if not count:
        return children[:0]
    weight = room[children]
    return rng.choice(children, count, replace=False, p=weight / weight.sum())
