"""Children who never were: an invented identifier, a birth date and what forms ask about a child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeguarding_report.example.days import day, draw_days
from safeguarding_report.tables.code_lists import ETHNICITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from safeguarding_report.year import ReportingYear

    Days = NDArray[np.datetime64]

PREFIX = "AW"
"""Begins every invented identifier of a child: no authority uses it."""
_OLDEST = 6500
"""Days: hardly a child under 18 years is older."""
_SHARE_UNBORN, _LONGEST_UNBORN = 0.01, 120
_ETHNIC_SHARES = (
    0.62, 0.005, 0.003, 0.005, 0.04, 0.035, 0.015, 0.015, 0.025, 0.02, 0.05, 0.02, 0.02, 0.015, 0.05, 0.015, 0.005,
    0.022, 0.005, 0.015,
)  # fmt: skip
_SHARE_DISABLED, _SHARE_DISABILITY_UNKNOWN = 0.12, 0.01
_GROUPS = ((-1000, "unborn"), (0, "under_1"), (1, "1_to_4"), (5, "5_to_9"), (10, "10_to_15"), (16, "16_to_17"), (18, "18_and_over"))  # fmt: skip


def children_of(
    first_events: pd.Series[Any], born: pd.Index[Any], year: ReportingYear, rng: np.random.Generator
) -> pd.DataFrame:
    """Return one row per child, by its number: identifier, birth date, sex, ethnic group, disability.

    A child is born before the first event known of it, but for a few who are not, and is under 18 on 31 March.
    `born` are the children who are born for certain: those in care.
    """
    count = len(first_events)
    march = np.full(count, day(year.end))
    first = first_events.to_numpy().astype("datetime64[D]")
    birth = draw_days(rng, np.minimum(march - _OLDEST, first), first)
    unborn = (rng.random(count) < _SHARE_UNBORN) & (first > march - _OLDEST) & ~first_events.index.isin(born)
    birth = np.where(unborn, first + rng.integers(1, _LONGEST_UNBORN, count), birth)
    numbers = rng.permutation(count) + 1
    disabled = rng.random(count)
    return pd.DataFrame(
        {
            "id": [f"{PREFIX}{year.start_year % 100:02d}{number:05d}" for number in numbers],
            "birth_date": birth,
            "sex": rng.choice(np.array(["female", "male", "unknown"]), count, p=(0.48, 0.515, 0.005)),
            "ethnicity": rng.choice(np.array(ETHNICITY), count, p=_ETHNIC_SHARES),
            "disabled": np.select(
                [disabled < _SHARE_DISABLED, disabled > 1 - _SHARE_DISABILITY_UNKNOWN], ["yes", "unknown"], "no"
            ),
        },
        index=first_events.index,
    )


def ages(birth: Days, on: Days) -> NDArray[np.int64]:
    """Return the age in years on a day; negative before birth."""
    month_of_birth, month = birth.astype("datetime64[M]"), on.astype("datetime64[M]")
    day_of_birth, day_of_month = birth - month_of_birth, on - month
    months = (month - month_of_birth).astype(np.int64) - (day_of_month < day_of_birth)
    return np.where(on < birth, -1, months // 12)


def age_groups(birth: Days, on: Days) -> NDArray[np.str_]:
    """Return the age group of the census on a day."""
    limits = np.array([limit for limit, _ in _GROUPS])
    return np.array([group for _, group in _GROUPS])[np.searchsorted(limits, ages(birth, on), side="right") - 1]
