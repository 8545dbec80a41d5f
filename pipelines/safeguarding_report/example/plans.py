"""Child protection plans of a year: when they start and end, of which category, and whether they are reviewed in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.example.days import day, draw_days, months_after, working_days_in
from safeguarding_report.example.draw import between, spread
from safeguarding_report.tables.code_lists import CATEGORY_OF_ABUSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

_A_YEAR, _TWO_YEARS = 365, 730
_LONGEST = 1300
"""Days; hardly a plan is open longer."""
_LAST_SHORT_START = 30
"""Days before 31 March by which a plan that starts and ends in the year has started."""
_LONGEST_ENDED = 500
_MOST_PREVIOUS = 4
_SHARE_REPEAT_BEFORE = 0.2
_FIRST_REVIEW, _NEXT_REVIEW = (60, 85), (110, 170)
"""Days to the first review and between reviews, where they are held in time: 3 months are 90, six are 181 or more."""
_LATE_REVIEW = (5, 40)
"""Days by which a first review is late where it is."""
_MOST_REVIEWS = 14


def plans_of(totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return the plans open on some day of the year, one child each.

    Columns: start_date, end_date, initial_category, latest_category, previous_plans.
    """
    march, april = day(year.end), day(year.start)
    start = _open_plans(totals, year, rng)
    young = sum(totals.by_duration[:3])
    short = totals.plans_starting - young
    old = totals.plans_ending - short
    short_start = rng.choice(working_days_in(april, march - _LAST_SHORT_START), short)
    old_end = rng.choice(working_days_in(april, march), old)
    old_start = april - 1 - rng.integers(0, _LONGEST_ENDED, old)
    rows = pd.DataFrame(
        {
            "start_date": np.concatenate([start, short_start, old_start]),
            "end_date": np.concatenate(
                [
                    np.full(len(start), np.datetime64("NaT", "D")),
                    draw_days(rng, short_start + 1, np.full(short, march)),
                    old_end,
                ]
            ),
        }
    )
    initial, latest = _categories(totals, rng)
    ended = rng.choice(np.array(CATEGORY_OF_ABUSE), short + old, p=_likely(totals))
    rows["initial_category"] = np.concatenate([initial, ended])
    rows["latest_category"] = np.concatenate([latest, ended])
    rows["previous_plans"] = _previous_plans(rows["start_date"].to_numpy() >= april, totals.repeat_plans, rng)
    return rows


def _open_plans(totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> Days:
    """Return the starts of the plans open at 31 March, so that each is as old as its duration says."""
    march, april = day(year.end), day(year.start)
    december, october = np.datetime64(f"{year.start_year}-12-31"), np.datetime64(f"{year.start_year}-10-01")
    windows = (
        (december + 1, march),
        (october, december - 1),
        (max(april, march - _A_YEAR + 1), october - 1),
        (march - _TWO_YEARS + 1, min(april - 1, march - _A_YEAR)),
        (march - _LONGEST, march - _TWO_YEARS),
    )
    counts = (totals.by_duration[0] - totals.of_31_december, *totals.by_duration[1:])
    drawn = [rng.choice(working_days_in(*window), count) for window, count in zip(windows, counts, strict=True)]
    return np.concatenate([np.full(totals.of_31_december, december), *drawn])


def _categories(totals: YearTotals, rng: np.random.Generator) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return initial and latest categories; as many plans as can be keep theirs."""
    initial, latest = np.array(totals.by_initial_category), np.array(totals.by_latest_category)
    kept = np.minimum(initial, latest)
    places = np.arange(len(kept))
    changed_from, changed_to = np.repeat(places, initial - kept), np.repeat(places, latest - kept)
    same = np.repeat(places, kept)
    order = rng.permutation(len(same) + len(changed_from))
    names = np.array(CATEGORY_OF_ABUSE)
    return names[np.concatenate([same, changed_from])[order]], names[np.concatenate([same, changed_to])[order]]


def _likely(totals: YearTotals) -> NDArray[np.float64]:
    weight = np.array(totals.by_initial_category) + 1.0
    shares: NDArray[np.float64] = weight / weight.sum()
    return shares


def _previous_plans(started: NDArray[np.bool_], repeat: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return how many plans each child had before; exactly so many of those that started had one."""
    had = rng.random(len(started)) < _SHARE_REPEAT_BEFORE
    had[started] = spread(rng, [int(started.sum()) - repeat, repeat]) == 1
    return np.where(had, np.minimum(rng.geometric(0.8, len(started)), _MOST_PREVIOUS), 0)


def reviews_of(
    plans: pd.DataFrame,
    totals: YearTotals,
    year: ReportingYear,
    rng: np.random.Generator,
    reviewed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the review conferences of the plans up to 31 March. Columns: plan (row of plans), review_date.

    Of the plans open three months at 31 March exactly as many are reviewed in time as is stated. `reviewed` says of
    each plan whether it goes on from the year before, its last review then, and whether its first one is late: of these
    plans only what comes after is returned.
    """
    march, april = day(year.end), day(year.start)
    start, end = (plans[name].to_numpy().astype("datetime64[D]") for name in ("start_date", "end_date"))
    until = np.where(np.isnat(end), march, end)
    measured = np.isnat(end) & (months_after(start, 3) <= march)
    in_time = np.ones(len(plans), dtype=bool)
    last = np.full(len(plans), np.datetime64("NaT", "D"))
    if reviewed is not None:
        in_time = ~reviewed["is_late"].to_numpy(dtype=bool)
        last = reviewed["last_review"].to_numpy().astype("datetime64[D]")
    late = int((measured & in_time).sum()) - totals.reviewed_in_time
    in_time[rng.permutation(np.flatnonzero(measured & in_time & np.isnat(last)))[:late]] = False
    first = start + between(rng, *(np.full(len(plans), days) for days in _FIRST_REVIEW))
    overdue = months_after(start, 3) + between(rng, *(np.full(len(plans), days) for days in _LATE_REVIEW))
    review = np.where(in_time, first, overdue)
    if reviewed is not None:
        following = last + between(rng, *(np.full(len(plans), days) for days in _NEXT_REVIEW))
        review = np.where(np.isnat(last), review, following)
        # None was held before 1 April but those that the year before tells of.
        review = np.where(reviewed["is_carried"], np.maximum(review, april), review)
    rows = []
    for _ in range(_MOST_REVIEWS):
        held = np.flatnonzero(review <= until)
        rows.append(pd.DataFrame({"plan": held, "review_date": review[held]}))
        review = review + between(rng, *(np.full(len(plans), days) for days in _NEXT_REVIEW))
    return pd.concat(rows, ignore_index=True).sort_values(["plan", "review_date"], ignore_index=True)
