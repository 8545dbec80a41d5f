"""Counts of plans at 31 March by who the children are: age, sex, ethnic group and disability, as the return says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.days import open_at_the_end
from safeguarding_report.measures.counting.records import UNKNOWN
from safeguarding_report.tables.children import CHILD_PROTECTION_PLANS, CHILDREN
from safeguarding_report.tables.code_lists import AGE_BANDS, DISABILITY, ETHNIC_GROUPS, SEX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.measures.counting.days import Numbers
    from safeguarding_report.measures.counting.records import Holdings
    from safeguarding_report.year import ReportingYear

BREAKDOWNS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "age_group": AGE_BANDS,
    "sex": {f"sex_{code}": (code,) for code in SEX},
    "ethnicity": ETHNIC_GROUPS,
    "disabled": {f"disability_{code}": (code,) for code in DISABILITY},
}
"""By column of the children: the categories that are counted, and the codes of each; the last is "not known"."""

ALL_COUNTED = "plans_at_31_march_in_returns"
"""All of them: what the shares of each are shares of, whatever total is published."""

ITEMS = (
    ALL_COUNTED,
    *(f"plans_at_31_march_of_{category}" for categories in BREAKDOWNS.values() for category in categories),
)


def count(holdings: Holdings, year: ReportingYear) -> dict[str, Numbers]:
    """Count the plans open on 31 March by what the return says of the child; who is not in its list is not known."""
    plans = holdings.of(CHILD_PROTECTION_PLANS).once_per("start_date")
    open_plans = plans.where(open_at_the_end(plans.day("start_date"), plans.day("end_date"), year))
    children = holdings.of(CHILDREN)
    first = ~pd.Series(children.who).duplicated().to_numpy(np.bool_)
    listed = children.where(first)
    rows = pd.Series(range(len(listed)), index=listed.who).reindex(open_plans.who)
    is_listed = rows.notna().to_numpy(np.bool_)
    counts: dict[str, Numbers] = {ALL_COUNTED: open_plans.count()}
    for column, categories in BREAKDOWNS.items():
        codes = {code: place for place, codes in enumerate(categories.values()) for code in codes}
        places = np.full(len(open_plans), len(categories) - 1)
        found = listed.code(column, list(codes))[rows[is_listed].to_numpy(np.int64)]
        of_code = np.array(list(codes.values()), dtype=np.int64)
        places[is_listed] = np.where(found == UNKNOWN, len(categories) - 1, of_code[found])
        counts |= open_plans.count_by(places, (f"plans_at_31_march_of_{category}" for category in categories))
    return counts
