"""Section 47 enquiries and initial conferences of a year, so that plans follow conferences and these follow enquiries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.example.days import (
    day,
    working_days_after,
    working_days_before,
    working_days_in,
)
from safeguarding_report.example.draw import between
from safeguarding_report.example.items import CONFERENCE_BANDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

_MOST_TURNS = 500
NONE = -1
"""No plan, or no working days known."""


@dataclass(frozen=True)
class Protection:
    """Enquiries and conferences of the year; children are numbered from 0.

    conferences: child, conference_date, section47_start_date (missing where unknown), plan (row of plans, or -1).
    enquiries: child, start_date, conference_date (missing where none followed).
    """

    enquiries: pd.DataFrame
    conferences: pd.DataFrame


def protection_of(plans: pd.DataFrame, totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> Protection:
    """Return enquiries and conferences that add up; a plan starts on the day of its conference while there are enough.

    Plans that start in the year without a conference are those of children who moved in.
    """
    conferences = _conferences(plans, totals, year, rng)
    april = day(year.start)
    begun = conferences["section47_start_date"].to_numpy().astype("datetime64[D]")
    within = ~np.isnat(begun) & (begun >= april)
    led = conferences[~np.isnat(begun)].rename(columns={"section47_start_date": "start_date"})
    missing = totals.enquiries - int(within.sum())
    with_conference = conferences.loc[within, "child"].drop_duplicates().to_numpy()
    new = totals.children_with_enquiry - len(with_conference)
    if missing < new or new < 0 or missing < 0:
        message = "Totals that cannot be: conferences need other enquiries, or other children, than are stated."
        raise DataError(message)
    children = np.concatenate([with_conference, totals.children_with_conference + np.arange(new)])
    again = rng.choice(children, missing - new) if len(children) else children
    others = np.concatenate([totals.children_with_conference + np.arange(new), again])
    taken = list(zip(led["child"], led["start_date"].to_numpy().astype("datetime64[D]"), strict=True))
    dates = _free_days(others, taken, working_days_in(april, day(year.end)), rng)
    alone = pd.DataFrame({"child": others, "start_date": dates, "conference_date": np.datetime64("NaT", "D")})
    enquiries = pd.concat([led[["child", "start_date", "conference_date"]], alone], ignore_index=True)
    return Protection(enquiries.astype({"child": np.int64}), conferences)


def _free_days(
    children: NDArray[np.int64], taken: list[tuple[int, np.datetime64]], days: Days, rng: np.random.Generator
) -> Days:
    """Draw a day for each, none twice for one child."""
    dates = rng.choice(days, len(children))
    held = pd.DataFrame(taken, columns=["child", "date"]).astype({"child": np.int64, "date": "datetime64[s]"})
    for _ in range(_MOST_TURNS):
        drawn = pd.DataFrame({"child": children, "date": dates.astype("datetime64[s]")})
        twice = pd.concat([held, drawn]).duplicated().to_numpy()[len(held) :]
        if not twice.any():
            return dates
        dates[twice] = rng.choice(days, int(twice.sum()))
    message = "Totals that cannot be: so few children cannot have so many enquiries on different days."
    raise DataError(message)


def _conferences(
    plans: pd.DataFrame, totals: YearTotals, year: ReportingYear, rng: np.random.Generator
) -> pd.DataFrame:
    april, march = day(year.start), day(year.end)
    starting = np.flatnonzero(plans["start_date"].to_numpy() >= april)
    led_to_plan = np.sort(rng.permutation(starting)[: totals.children_with_conference])
    first, count = totals.children_with_conference, totals.conferences
    plan = np.full(count, NONE)
    plan[: len(led_to_plan)] = led_to_plan
    # A second conference is that of a child whose first one led to no plan, while there are such children.
    repeated = (np.arange(first)[::-1])[np.arange(count - first) % max(first, 1)] if count > first else np.arange(0)
    child = np.concatenate([np.arange(first), repeated]).astype(np.int64)
    days = working_days_in(april, march)
    date = np.concatenate(
        [
            plans["start_date"].to_numpy().astype("datetime64[D]")[led_to_plan],
            rng.choice(days, first - len(led_to_plan)),
            np.full(count - first, april),
        ]
    )
    held = list(zip(child[:first], date[:first], strict=True))
    lag = _lags(totals, rng)
    for _ in range(_MOST_TURNS):
        date[first:] = _free_days(child[first:], held, days, rng)
        begun = working_days_before(date, np.maximum(lag, 0))
        begun[lag == NONE] = np.datetime64("NaT", "D")
        enquiries = pd.DataFrame({"child": child, "begun": begun})[lag != NONE]
        # Two conferences of one child follow two enquiries: one child and one start would be one enquiry.
        if not enquiries.duplicated().any():
            break
    else:
        message = "Totals that cannot be: so few children cannot have so many conferences after different enquiries."
        raise DataError(message)
    rows = pd.DataFrame({"child": child, "conference_date": date, "section47_start_date": begun, "plan": plan})
    return _with_enough_enquiries(rows, lag, totals, year, rng)


def _lags(totals: YearTotals, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the working days from enquiry to conference, -1 where unknown."""
    bands = np.repeat(np.arange(len(CONFERENCE_BANDS)), totals.by_conference_band)
    low, high = np.array(list(CONFERENCE_BANDS.values())).T
    lags = rng.permutation(between(rng, low[bands], high[bands]))
    return rng.permutation(np.concatenate([lags, np.full(totals.conferences - len(lags), NONE)]))


def _with_enough_enquiries(
    rows: pd.DataFrame, lag: NDArray[np.int64], totals: YearTotals, year: ReportingYear, rng: np.random.Generator
) -> pd.DataFrame:
    """Move conferences to April, and their enquiries to March, where the year has too few enquiries for them.

    A second enquiry of one child is moved too where the children with an enquiry leave no room for it.
    """
    april = day(year.start)
    begun = rows["section47_start_date"].to_numpy().astype("datetime64[D]")
    within = ~np.isnat(begun) & (begun >= april)
    second = within & pd.Series(rows["child"]).where(within).duplicated().to_numpy()
    spare = totals.enquiries - totals.children_with_enquiry
    excess = max(int(within.sum()) - totals.enquiries, int((within & ~second).sum()) - totals.children_with_enquiry, 0)
    moved = np.concatenate(
        [
            np.flatnonzero(second & (lag > 0))[: max(int(second.sum()) - spare, 0)],
            np.flatnonzero(within & ~second & (lag > 0) & (rows["plan"].to_numpy() == NONE))[:excess],
        ]
    )
    if not len(moved):
        return rows
    first = np.full(len(moved), working_days_in(april, day(year.end))[0])
    back = between(rng, np.ones(len(moved), dtype=np.int64), lag[moved])
    rows = rows.copy()
    earlier = working_days_before(first, back)
    date = rows["conference_date"].to_numpy().astype("datetime64[D]")
    begun[moved], date[moved] = earlier, working_days_after(earlier, lag[moved])
    rows["section47_start_date"], rows["conference_date"] = begun, date
    return rows
