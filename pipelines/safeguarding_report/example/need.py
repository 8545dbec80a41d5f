"""Episodes of need: every child of the year has one, and as many are open at 31 March as is stated."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.example.days import day, draw_days
from safeguarding_report.tables.code_lists import PRIMARY_NEED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

_SHARE_LONG_TERM = 0.3
"""Of the children in need at 31 March: those of whom nothing else happened in the year."""
_LONGEST_BEFORE = 1500
_LONGEST_UNTIL_EVENT = 300
_SHARE_CARRIED_OVER = 0.3
_LONGEST_CLOSING = 60
"""Days from the last event to the end of the episode, at most."""
_STILL_NEW = timedelta(days=60)
"""So long after a referral an assessment is mostly not done yet, and the episode not closed."""
_NEEDS = (0.58, 0.1, 0.03, 0.08, 0.12, 0.02, 0.01, 0.04, 0.01, 0.01)
_CLOSED = ("RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7")
_CLOSED_SHARES = (0.01, 0.002, 0.01, 0.02, 0.05, 0.018, 0.89)
_NOT_IN_NEED = ("RC8", "RC9")
_EARLY_HELP_SHARE = 0.3


def linked_to_referrals(
    first_events: Days, referrals: pd.DataFrame, year: ReportingYear, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return for each child under protection the child of a referral shortly before, or -1 where there is none.

    `first_events` are the first days on which something is known of each child.
    """
    linked = np.full(len(first_events), -1)
    pool = referrals[referrals["following"].isna() & ~referrals["no_further_action"]]
    waiting = np.flatnonzero(first_events >= day(year.start))
    count = min(len(waiting), int(len(pool) * 0.6))
    if not count:
        return linked
    chosen = np.sort(rng.permutation(len(pool))[:count])
    waiting = rng.permutation(waiting)[:count]
    waiting = waiting[np.argsort(first_events[waiting], kind="stable")]
    ahead = count // 16
    children, days = pool["child"].to_numpy()[chosen], pool["referral_date"].to_numpy().astype("datetime64[D]")[chosen]
    pairs = waiting[ahead:]
    fits = days[: count - ahead] <= first_events[pairs]
    linked[pairs[fits]] = children[: count - ahead][fits]
    return linked


def also_linked(
    days: Days, referrals: pd.DataFrame, linked: Iterable[int], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return for each day another child referred by then in the year, not one of the `linked`, or -1 for none."""
    pool = referrals[referrals["following"].isna() & ~referrals["no_further_action"]]
    pool = pool[~pool["child"].isin(list(linked))]
    children, dates = pool["child"].to_numpy(), pool["referral_date"].to_numpy().astype("datetime64[D]")
    free = np.ones(len(pool), dtype=bool)
    found = np.full(len(days), -1)
    for place in np.argsort(days, kind="stable"):
        fits = np.flatnonzero(free & (dates <= days[place]))
        if len(fits):
            chosen = fits[int(rng.integers(len(fits)))]
            free[chosen] = False
            found[place] = children[chosen]
    return found


def referred_before(first_events: Days, year: ReportingYear, rng: np.random.Generator) -> Days:
    """Return a referral date before 1 April, and before the first event, for each child of the years before."""
    latest = np.minimum(first_events, day(year.start) - 1)
    return draw_days(rng, latest - _LONGEST_UNTIL_EVENT, latest)


def episodes_of(
    referrals: pd.DataFrame,
    earlier: pd.DataFrame,
    last_events: pd.Series[Any],
    protected: pd.Series[int],
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    grown: pd.Index[Any] | None = None,
) -> pd.DataFrame:
    """Return the episodes of need that are open on some day of the year.

    Columns: child, start_date, end_date, primary_need, closure_reason, this_year.
    `earlier` are the referrals before 1 April of children who are in need after it.
    `last_events` holds, by child, the last day on which something happened to it; missing where it goes on.
    `grown` are the children who are no children any more at its end.
    `protected` are the children with an enquiry, a conference or a plan: their referrals were not without a need.
    """
    begun = referrals[~referrals["no_further_action"]]
    this_year = begun[["child", "referral_date", "following"]].assign(this_year=True)
    before = earlier[["child", "referral_date"]].assign(this_year=False)
    rows = pd.concat([this_year, before], ignore_index=True).astype({"following": "datetime64[s]"})
    is_last = rows["following"].isna()
    goes_on = is_last & rows["child"].isin(last_events.index[last_events.isna()])
    busy = is_last & rows["child"].isin(protected)
    not_in_need = _not_in_need(rows, busy, totals.not_in_need, rng)
    may_be = is_last & ~not_in_need
    if grown is not None:
        may_be &= goes_on | ~rows["child"].isin(grown)
    is_new = rows["referral_date"] > pd.Timestamp(year.end - _STILL_NEW)
    is_open = _open(may_be, [goes_on, is_new], totals.in_need_at_31_march, rng)
    rows["end_date"] = _ends(rows, is_open, goes_on, last_events, year, rng)
    rows["closure_reason"] = _reasons(is_open, not_in_need, rng)
    rows["primary_need"] = rng.choice(np.array(PRIMARY_NEED), len(rows), p=_NEEDS)
    return rows.rename(columns={"referral_date": "start_date"}).drop(columns="following")


def long_term(
    referrals: pd.DataFrame,
    earlier: int,
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    *,
    goes_on: bool = False,
) -> Days:
    """Return when the children were referred who are in need for long: as many as 31 March still wants, or more.

    Where the year goes on from the one before, only if that one left too few.
    """
    candidates = int((referrals["following"].isna() & ~referrals["no_further_action"]).sum()) + earlier
    wanted = max(
        totals.in_need_at_31_march + totals.not_in_need - candidates,
        0 if goes_on else int(totals.in_need_at_31_march * _SHARE_LONG_TERM),
    )
    april = np.full(wanted, day(year.start))
    return draw_days(rng, april - _LONGEST_BEFORE, april - 1)


def carried_over(before: pd.DataFrame, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return the episodes of children referred before 1 April that ended after it, before their next referral.

    The index says which of the referrals `before` they began with.
    """
    april = pd.Timestamp(year.start)
    # Of children whom last year's histories tell of, these say that the episode was closed by 31 March.
    may_be = before["id"].isna() & (before["next_date"] > april)
    chosen = before[may_be & (rng.random(len(before)) < _SHARE_CARRIED_OVER)]
    first = np.full(len(chosen), day(year.start))
    end = draw_days(rng, first, chosen["next_date"].to_numpy().astype("datetime64[D]") - 1)
    rows = chosen[["child"]].assign(start_date=chosen["referral_date"], end_date=end)
    rows["closure_reason"] = rng.choice(np.array(_CLOSED), len(rows), p=_CLOSED_SHARES)
    rows["primary_need"] = rng.choice(np.array(PRIMARY_NEED), len(rows), p=_NEEDS)
    return rows.astype({"end_date": "datetime64[s]"})


def _not_in_need(rows: pd.DataFrame, busy: pd.Series[bool], count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Choose the referrals of the year that ended without a need, first among those after which nothing happened."""
    places = rng.permutation(np.flatnonzero(rows["this_year"]))
    places = places[np.argsort(busy.to_numpy()[places], kind="stable")]
    if count > len(places):
        message = "Totals that cannot be: more referrals not in need than led to further action."
        raise DataError(message)
    chosen = np.zeros(len(rows), dtype=bool)
    chosen[places[:count]] = True
    return chosen


def _open(
    may_be: pd.Series[bool], first: Sequence[pd.Series[bool]], count: int, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Choose the episodes open at 31 March: first those of children with an open plan or in care, then new ones."""
    places = rng.permutation(np.flatnonzero(may_be))
    for preferred in reversed(first):
        places = places[np.argsort(~preferred.to_numpy()[places], kind="stable")]
    chosen = np.zeros(len(may_be), dtype=bool)
    chosen[places[:count]] = True
    return chosen


def _ends(
    rows: pd.DataFrame,
    is_open: NDArray[np.bool_],
    goes_on: pd.Series[bool],
    last_events: pd.Series[Any],
    year: ReportingYear,
    rng: np.random.Generator,
) -> Days:
    """Return when each episode ends: after its last event, in the year, and before the child's next referral."""
    march, april = day(year.end), day(year.start)
    start = rows["referral_date"].to_numpy().astype("datetime64[D]")
    following = rows["following"].to_numpy().astype("datetime64[D]")
    last = last_events.reindex(rows["child"]).to_numpy().astype("datetime64[D]")
    last = np.where(np.isnat(last) | ~np.isnat(following), start, last)
    last = np.where(goes_on, march, np.clip(last, april, march))
    until = np.where(np.isnat(following), march, np.maximum(following - 1, start))
    end = draw_days(rng, np.minimum(last, until), np.minimum(last + _LONGEST_CLOSING, until))
    return np.where(is_open, np.datetime64("NaT", "D"), end)


def _reasons(
    is_open: NDArray[np.bool_], not_in_need: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.object_]:
    reasons = rng.choice(np.array(_CLOSED), len(is_open), p=_CLOSED_SHARES)
    early_help = rng.random(len(is_open)) < _EARLY_HELP_SHARE
    reasons = np.where(not_in_need, np.where(early_help, _NOT_IN_NEED[1], _NOT_IN_NEED[0]), reasons).astype(object)
    reasons[is_open] = None
    return reasons
