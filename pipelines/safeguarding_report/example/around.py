"""What stands around a referral: contacts before it, early help beside it, factors found by its assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.example.days import day, draw_days
from safeguarding_report.tables.code_lists import REFERRAL_SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from safeguarding_report.year import ReportingYear

_CONTACTS_WITHOUT_REFERRAL = 0.4
"""For each contact that became a referral, so many did not."""
_EARLY_HELP = 0.25
"""Early help assessments for each referral."""
_LONGEST_EARLY_HELP = 60
_ORGANISATIONS = ("local authority", "school", "health service", "voluntary organisation")
_FACTORS = ("3B", "4B", "1B", "2B", "17A", "16A", "19B", "4A", "15A", "3A", "14A", "11A", "21A")
_SECOND_FACTOR = 0.6
_SHARE_WITHOUT_FACTOR = 0.1


def contacts_of(
    referrals: pd.DataFrame, year: ReportingYear, rng: np.random.Generator, new: Callable[[int], NDArray[np.int64]]
) -> pd.DataFrame:
    """Return a contact for each referral, on its day, and others that led to none."""
    first = referrals[["child", "referral_date", "source"]].rename(columns={"referral_date": "contact_date"})
    count = int(len(referrals) * _CONTACTS_WITHOUT_REFERRAL)
    others = pd.DataFrame(
        {
            "child": new(count),
            "contact_date": draw_days(rng, np.full(count, day(year.start)), np.full(count, day(year.end))),
            "source": rng.choice(np.array(REFERRAL_SOURCE), count),
        }
    )
    return pd.concat([first, others], ignore_index=True)


def early_help_of(
    referrals: int, year: ReportingYear, rng: np.random.Generator, new: Callable[[int], NDArray[np.int64]]
) -> pd.DataFrame:
    """Return early help assessments of children who were not referred."""
    count = int(referrals * _EARLY_HELP)
    march = np.full(count, day(year.end))
    start = draw_days(rng, np.full(count, day(year.start)), march)
    completed = start + rng.integers(0, _LONGEST_EARLY_HELP, count)
    return pd.DataFrame(
        {
            "child": new(count),
            "start_date": start,
            "completion_date": np.where(completed > march, np.datetime64("NaT", "D"), completed),
            "organisation": rng.choice(np.array(_ORGANISATIONS), count),
        }
    )


def factors_of(assessments: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the factors found by assessments: none, one or two each."""
    found = assessments[["child", "start_date"]].rename(columns={"start_date": "assessment_start_date"})
    first = rng.integers(0, len(_FACTORS), len(found))
    second = (first + rng.integers(1, len(_FACTORS), len(found))) % len(_FACTORS)
    has_first = rng.random(len(found)) >= _SHARE_WITHOUT_FACTOR
    has_second = has_first & (rng.random(len(found)) < _SECOND_FACTOR)
    codes = np.array(_FACTORS)
    return pd.concat(
        [
            found[has_first].assign(factor_code=codes[first[has_first]]),
            found[has_second].assign(factor_code=codes[second[has_second]]),
        ],
        ignore_index=True,
    )
