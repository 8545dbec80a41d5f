"""Assessments of a year: each follows a referral, and as many as are stated last as long as is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.example.days import (
    day,
    draw_days,
    working_days_after,
    working_days_before,
    working_days_in,
)
from safeguarding_report.example.draw import between
from safeguarding_report.example.items import ASSESSMENT_BANDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.carried import Carried
    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

_MOST_DAYS_TO_START = 3
"""Calendar days from the referral to the start of its first assessment."""


def _working_days(totals: YearTotals, rng: np.random.Generator) -> NDArray[np.int64]:
    bands = np.repeat(np.arange(len(ASSESSMENT_BANDS)), totals.by_assessment_band)
    low, high = np.array(list(ASSESSMENT_BANDS.values())).T
    lasting = rng.permutation(between(rng, low[bands], high[bands]))
    # What is done on the day of the referral is the first assessment of its referral.
    return np.concatenate([lasting[lasting == 0], lasting[lasting > 0]])


def assessments_of(
    referrals: pd.DataFrame,
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    carried: Carried | None = None,
) -> pd.DataFrame:
    """Return the assessments authorised in the year.

    A child's last referral of the year is assessed, once or more; where the clock would run beyond 31 March, the
    assessment is instead one that was begun after a referral before 1 April: that of a child who is in need since
    then, where children are `carried` over. Columns: child (-1 for a child of whom nothing is known yet), referral_date (missing where the duration is unknown), start_date, authorisation_date.
    """
    pool = referrals[referrals["following"].isna() & ~referrals["no_further_action"]]
    order = rng.permutation(len(pool))
    lasting = _working_days(totals, rng)
    place = order[np.arange(len(lasting)) % len(order)] if len(order) else np.full(len(lasting), -1)
    rows = pd.DataFrame({"place": place, "lasting": lasting})
    rows = rows.sort_values(["place", "lasting"], kind="stable")
    rows["turn"] = rows.groupby("place").cumcount()
    known = rows["place"].to_numpy() >= 0
    start_of_clock = np.full(len(rows), day(year.start))
    start_of_clock[known] = pool["referral_date"].to_numpy().astype("datetime64[D]")[rows["place"].to_numpy()[known]]
    end_of_clock = working_days_after(start_of_clock, rows["lasting"].to_numpy())
    start, fits = _starts(rows, start_of_clock, end_of_clock, rng)
    kept = known & fits & (end_of_clock <= day(year.end))
    children = np.where(kept, pool["child"].to_numpy()[rows["place"].to_numpy()] if len(pool) else -1, -1)
    within = pd.DataFrame(
        {"child": children, "referral_date": start_of_clock, "start_date": start, "authorisation_date": end_of_clock}
    )[kept]
    older = _of_referrals_before(rows["lasting"].to_numpy()[~kept], year, rng, carried)
    if carried:
        again, older = _again(within, older, year)
        within = pd.concat([within, again], ignore_index=True)
    unknown = _of_unknown_duration(totals.assessments - len(lasting), year, rng)
    return pd.concat([frame for frame in (within, older, unknown) if len(frame)] or [within], ignore_index=True)


def _starts(
    rows: pd.DataFrame, clock: NDArray[np.datetime64], end: NDArray[np.datetime64], rng: np.random.Generator
) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return when each assessment starts, and whether it fits in after the one before of the same referral."""
    soon = clock + rng.integers(0, _MOST_DAYS_TO_START + 1, len(rows))
    start = np.minimum(soon, end)
    fits = np.ones(len(rows), dtype=bool)
    place, turn = rows["place"].to_numpy(), rows["turn"].to_numpy()
    for row in np.flatnonzero(turn > 0):  # rows are in order of referral and duration
        before = row - 1
        while turn[before] and not fits[before]:
            before -= 1
        fits[row] = place[before] == place[row] and end[before] < end[row]
        start[row] = end[before] + 1
    return start, fits


def _of_referrals_before(
    lasting: NDArray[np.int64], year: ReportingYear, rng: np.random.Generator, carried: Carried | None
) -> pd.DataFrame:
    """Return assessments whose clock began before 1 April and ended after it; one child each."""
    if (lasting == 0).any():
        message = "Totals that cannot be: more assessments on the day of the referral than referrals to assess."
        raise DataError(message)
    first_working_day = working_days_in(day(year.start), day(year.end))[0]
    back = between(rng, np.ones(len(lasting), dtype=np.int64), lasting)
    clock = working_days_before(np.full(len(lasting), first_working_day), back)
    child = np.full(len(lasting), -1)
    if carried:
        earliest = working_days_before(np.full(len(lasting), first_working_day), lasting)
        child = carried.taken(earliest, np.full(len(lasting), day(year.start) - 1), rng)
        clock[child >= 0] = carried.referred(child[child >= 0])
    authorised = working_days_after(clock, lasting)
    start = np.minimum(clock + rng.integers(0, _MOST_DAYS_TO_START + 1, len(lasting)), authorised)
    return pd.DataFrame(
        {
            "child": child,
            "referral_date": clock,
            "start_date": start,
            "authorisation_date": authorised,
            "lasting": lasting,
        }
    )


def _again(within: pd.DataFrame, older: pd.DataFrame, year: ReportingYear) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make of those that nobody was in need for a second assessment of a referral of the year, lasting as long."""
    done = within.groupby(["child", "referral_date"], as_index=False)["authorisation_date"].max()
    clock, ended = (done[name].to_numpy().astype("datetime64[D]") for name in ("referral_date", "authorisation_date"))
    free = np.ones(len(done), dtype=bool)
    rows, moved = [], []
    for place in np.flatnonzero(older["child"].to_numpy() < 0):
        end = working_days_after(clock, np.full(len(done), older["lasting"].iloc[place]))
        fits = np.flatnonzero(free & (ended < end) & (end <= day(year.end)))
        if len(fits):
            chosen = fits[0]
            free[chosen] = False
            moved.append(place)
            rows.append((done["child"].iloc[chosen], clock[chosen], ended[chosen] + 1, end[chosen]))
    columns = ["child", "referral_date", "start_date", "authorisation_date"]
    again = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "datetime64[s]"))
    left = np.ones(len(older), dtype=bool)
    left[moved] = False
    return again, older[left]


def _of_unknown_duration(count: int, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return assessments whose referral nobody knows; one child each."""
    april, march = np.full(count, day(year.start)), np.full(count, day(year.end))
    start = draw_days(rng, april, march)
    return pd.DataFrame(
        {
            "child": -1,
            "referral_date": np.full(count, np.datetime64("NaT", "D")),
            "start_date": start,
            "authorisation_date": draw_days(rng, start, march),
        }
    )
