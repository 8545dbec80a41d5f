"""All counts of a year, one row for each authority and count: a number, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting import (
    assessments,
    children_in_need,
    children_on_plans,
    looked_after,
    missing,
    plans,
    referrals,
    section_47,
)
from safeguarding_report.measures.counting.records import Holdings
from safeguarding_report.measures.counting.support import NOT_AVAILABLE, Chosen, choose
from safeguarding_report.tables.counted import COUNTED_FIGURES, release_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.support import Returned
    from safeguarding_report.year import ReportingYear


@dataclass(frozen=True)
class Group:
    """Counts that belong together: they are made of the same records and taken from one form."""

    items: tuple[str, ...]
    count: Callable[[Holdings, ReportingYear], dict[str, Numbers]]


GROUPS = (
    Group(children_in_need.ITEMS, children_in_need.count),
    Group(referrals.ITEMS, referrals.count),
    Group(assessments.ITEMS, assessments.count),
    Group(section_47.ENQUIRY_ITEMS, section_47.count_enquiries),
    Group(section_47.CONFERENCE_ITEMS, section_47.count_conferences),
    Group(plans.ITEMS, plans.count),
    Group(children_on_plans.ITEMS, children_on_plans.count),
    Group(looked_after.ITEMS, looked_after.count),
    Group(missing.ITEMS, missing.count),
    Group(missing.INTERVIEW_ITEMS, missing.count_interviews),
)

COUNTED_ITEMS = tuple(item for group in GROUPS for item in group.items)
"""Everything that is counted from records."""

_WITHOUT_THE_YEAR_BEFORE = "it looks back twelve months, and no return of the year before gives its referrals"


def count_items(returned: Returned, before: Returned | None, names: Mapping[str, str]) -> pd.DataFrame:
    """Count everything that this year's returns can give, for each authority; the rest is not available.

    Parameters
    ----------
    returned
        This year's child-level tables and the returns that count.
    before
        The same of the year before: a referral is one again when the child was referred within twelve months.
    names
        The authorities that are counted, by code. One that sent nothing has rows too, and they say so.

    Returns
    -------
    pandas.DataFrame
        Rows of the table counted_figures.

    """
    authorities = tuple(names)
    holdings = Holdings(returned.tables, before.tables if before else {}, authorities)
    looks_back = _authorities_known_before(before)
    rows = [_group(group, holdings, returned, looks_back) for group in GROUPS]
    figures = pd.concat(rows, ignore_index=True)
    return COUNTED_FIGURES.check(
        figures.assign(
            release=release_of(returned.year),
            time_period=returned.year.time_period,
            area_name=figures["area_code"].map(dict(names)),
            geographic_level="Local authority",
        )
    )


def _authorities_known_before(before: Returned | None) -> set[str]:
    """Return the authorities whose referrals of the year before are known, all of them."""
    if before is None:
        return set()
    return {one.authority_code for one in before.returns if "referrals" in one.supports and one.covers(before.year)}


def _group(group: Group, holdings: Holdings, returned: Returned, looks_back: set[str]) -> pd.DataFrame:
    chosen = {
        authority: choose(
            group.items, [one for one in returned.returns if one.authority_code == authority], returned.year
        )
        for authority in holdings.authorities
    }
    counts = group.count(holdings.limited_to(name for one in chosen.values() for name in one.returns), returned.year)
    return pd.concat([_item(item, counts[item], chosen, looks_back) for item in group.items], ignore_index=True)


def _item(item: str, numbers: Numbers, chosen: dict[str, Chosen], looks_back: set[str]) -> pd.DataFrame:
    reasons = [_reason_without(item, authority, one, looks_back) for authority, one in chosen.items()]
    missing = np.array([bool(reason) for reason in reasons])
    return pd.DataFrame(
        {
            "area_code": list(chosen),
            "item": item,
            "value": pd.arrays.IntegerArray(numbers, missing),
            "symbol": [NOT_AVAILABLE if reason else pd.NA for reason in reasons],
            "source": [one.sources.get(item, "") for one in chosen.values()],
            "status": [one.status for one in chosen.values()],
            "reason": reasons,
        }
    )


def _reason_without(item: str, authority: str, chosen: Chosen, looks_back: set[str]) -> str:
    if item not in chosen.sources:
        return chosen.reason
    return _WITHOUT_THE_YEAR_BEFORE if item in referrals.NEED_THE_YEAR_BEFORE and authority not in looks_back else ""
