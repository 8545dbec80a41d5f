"""Children looked after: when they came and left, where they lived, and when they were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.example.days import day, draw_days
from safeguarding_report.example.draw import about

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.example.totals import YearTotals
    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

_LONGEST_BEFORE = 2200
_SHARE_MOVED = 0.3
_SHARE_SHORT_BREAKS = 0.02
_SHARE_UNACCOMPANIED = 0.06
_SHARE_EVER_MISSING = 0.12
_SHARE_AWAY = 0.15
"""Of times missing: those that are recorded as away without authorisation."""
_LONGEST_MISSING = 4
_SHARE_OFFERED, _SHARE_ACCEPTED, _SHARE_IN_TOUCH = 0.93, 0.75, 0.92
_SHORT_BREAK = "V4"
_SHORT_BREAK_DAYS = 3
LEGAL_STATUSES = ("C2", "C1", "V2", "E1")
_LEGAL_SHARES = (0.6, 0.12, 0.23, 0.05)
PLACEMENT_TYPES = ("U4", "U1", "K2", "H5", "P2")
_PLACEMENT_SHARES = (0.45, 0.2, 0.15, 0.12, 0.08)
PROVIDERS = ("PR1", "PR4")
REASONS_ENDED = ("E4A", "E11", "E3", "E8", "E2")


def times_of(totals: YearTotals, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return one time of being looked after per child. Columns: start_date, end_date, short_break."""
    march, april = day(year.end), day(year.start)
    began, ceased, now = (
        totals.starting_to_be_looked_after,
        totals.ceasing_to_be_looked_after,
        totals.looked_after_at_31_march,
    )
    both = about(rng, began * 0.15, least=max(0, began - now), most=min(began, ceased))
    new, left, stayed = began - both, ceased - both, now - began + both
    breaks = int(now * _SHARE_SHORT_BREAKS)
    start = np.concatenate(
        [
            draw_days(rng, np.full(new + both, april), np.full(new + both, march - 1)),
            draw_days(rng, np.full(left + stayed, april - _LONGEST_BEFORE), np.full(left + stayed, april - 1)),
            draw_days(rng, np.full(breaks, april), np.full(breaks, march)),
        ]
    )
    end = np.full(len(start), np.datetime64("NaT", "D"))
    gone = slice(new, new + both + left)
    end[gone] = draw_days(rng, np.maximum(start[gone] + 1, april), np.full(both + left, march))
    # A short break is over within days: nobody is on one at the end of the year.
    end[len(end) - breaks :] = np.minimum(start[len(start) - breaks :] + _SHORT_BREAK_DAYS, march)
    rows = pd.DataFrame({"start_date": start, "end_date": end})
    rows["short_break"] = np.arange(len(rows)) >= len(rows) - breaks
    rows["unaccompanied"] = ~rows["short_break"] & (rng.random(len(rows)) < _SHARE_UNACCOMPANIED)
    return rows


def periods_of(
    times: pd.DataFrame, year: ReportingYear, rng: np.random.Generator, before: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the periods under one legal status and in one placement that each time is made of.

    `before` are the periods that the year before tells of: the open ones go on.

    Columns: child, start_date, end_date, reason_started, legal_status, reason_ended, placement_type, provider.
    """
    march, april = day(year.end), day(year.start)
    start, end = (times[name].to_numpy().astype("datetime64[D]") for name in ("start_date", "end_date"))
    until = np.where(np.isnat(end), march, end)
    since = start
    if before is not None:
        since = np.where(times["child"].isin(before["child"]), np.maximum(start, april - 1), start)
    moved = (rng.random(len(times)) < _SHARE_MOVED) & (until - since > np.timedelta64(2, "D"))
    change = draw_days(rng, since + 1, np.maximum(until - 1, since + 1))
    first = _periods(times, start, np.where(moved, change, end), "S", rng)
    if before is not None:
        first = _gone_on(first, before[before["end_date"].isna()])
    second = _periods(times, change, end, "P", rng)[moved]
    first["reason_ended"] = np.where(moved, "X1", first["reason_ended"].fillna("")).astype(object)
    first["reason_ended"] = first["reason_ended"].replace("", None)
    second["legal_status"] = first.loc[second.index, "legal_status"]
    earlier = [] if before is None else [before.loc[before["end_date"].notna(), list(first.columns)]]
    periods: pd.DataFrame = pd.concat([*earlier, first, second])
    return periods.sort_values(["child", "start_date"], ignore_index=True)


def _gone_on(periods: pd.DataFrame, still_open: pd.DataFrame) -> pd.DataFrame:
    """Return periods of which those of children in care before go on as they began."""
    goes_on = periods["child"].isin(still_open["child"])
    known = still_open.set_index("child").loc[periods.loc[goes_on, "child"]]
    periods = periods.copy()
    for column in ("start_date", "reason_started", "legal_status", "placement_type", "provider"):
        periods.loc[goes_on, column] = known[column].to_numpy()
    return periods


def _periods(times: pd.DataFrame, start: Days, end: Days, reason: str, rng: np.random.Generator) -> pd.DataFrame:
    count = len(times)
    ended = rng.choice(np.array(REASONS_ENDED), count).astype(object)
    ended[np.isnat(end)] = None
    legal = rng.choice(np.array(LEGAL_STATUSES), count, p=_LEGAL_SHARES)
    return pd.DataFrame(
        {
            "child": times["child"].to_numpy(),
            "start_date": start,
            "end_date": end,
            "reason_started": reason,
            "legal_status": np.where(times["short_break"], _SHORT_BREAK, legal),
            "reason_ended": ended,
            "placement_type": rng.choice(np.array(PLACEMENT_TYPES), count, p=_PLACEMENT_SHARES),
            "provider": rng.choice(np.array(PROVIDERS), count),
        },
        index=times.index,
    )


def missing_of(times: pd.DataFrame, year: ReportingYear, rng: np.random.Generator) -> pd.DataFrame:
    """Return when looked-after children were missing in the year. Columns: child, start_date, end_date, missing_type."""
    march, april = day(year.end), day(year.start)
    ever = times[(rng.random(len(times)) < _SHARE_EVER_MISSING) & ~times["short_break"].to_numpy()]
    often = np.minimum(rng.geometric(0.35, len(ever)), 9)
    rows = ever.loc[ever.index.repeat(often)]
    first = np.maximum(rows["start_date"].to_numpy().astype("datetime64[D]"), april)
    end = rows["end_date"].to_numpy().astype("datetime64[D]")
    start = draw_days(rng, first, np.where(np.isnat(end), march, end))
    missing = pd.DataFrame({"child": rows["child"].to_numpy(), "start_date": start})
    missing["end_date"] = np.minimum(start + rng.integers(0, _LONGEST_MISSING, len(rows)), march)
    away = rng.random(len(rows)) < _SHARE_AWAY
    missing["missing_type"] = np.where(away, "away_without_authorisation", "missing")
    return missing.drop_duplicates(["child", "start_date"], ignore_index=True)


def interviews_of(missing: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return what each child who was missing was offered after it."""
    times_missing = missing.groupby("child").size()
    offered = rng.random(len(times_missing)) < _SHARE_OFFERED
    accepted = offered & (rng.random(len(times_missing)) < _SHARE_ACCEPTED)
    return pd.DataFrame(
        {
            "child": times_missing.index.to_numpy(),
            "missing_episodes": times_missing.to_numpy(),
            "interview_offered": np.where(offered, "yes", "no"),
            "interview_accepted": np.where(accepted, "yes", "no"),
        }
    )


def care_leavers_of(count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return care leavers: in touch or not, what they do, where they live, how old they are."""
    return pd.DataFrame(
        {
            "in_touch": np.where(rng.random(count) < _SHARE_IN_TOUCH, "yes", "no"),
            "activity": rng.choice(np.array(["F2", "F4", "F5", "G4", "G5"]), count),
            "accommodation": rng.choice(
                np.array(["suitable", "unsuitable", "no_information"]), count, p=(0.88, 0.05, 0.07)
            ),
            "age": rng.integers(17, 22, count),
        }
    )
