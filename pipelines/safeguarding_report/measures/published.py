"""Rates and percentages of England and regions as the department printed them.

Their counts are printed rounded to 10, while rates and percentages were made before that: where the two differ,
the printed one is right.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.rounding import half_up
from safeguarding_report.tables import PUBLISHED_RATES

_KEY = list(PUBLISHED_RATES.key)
_ROUNDED = ["Regional", "National"]
_NUMBER = r"[0-9]+(\.[0-9]+)?"


def published_rates(figures: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the printed rates and percentages of England and regions that differ from what published counts give.

    Parameters
    ----------
    figures
        Rows of the table official_figures.
    printed
        Columns release, time_period, area_code, item, kind (rate or percent) and value, a number or symbol as text.

    """
    rounded = figures[figures["geographic_level"].isin(_ROUNDED)]
    if rounded.empty:
        return PUBLISHED_RATES.check(pd.DataFrame(columns=PUBLISHED_RATES.column_names))
    # What has a breakdown or is a sum of several counts is nowhere printed as a rate or percentage of its own.
    single = [measure for measure in MEASURES if len(measure.numerator) == 1]
    computed = figures_of(side_by_side(rounded), single)
    computed = computed[computed["symbol"].eq("")]
    names = [
        {"item": measure.numerator[0], "kind": kind, "measure": measure.id(kind), "decimals": measure.decimals}
        for measure in single
        for kind in measure.data_types
        if kind != "count"
    ]
    as_printed = printed[printed["value"].str.fullmatch(_NUMBER)].merge(pd.DataFrame(names), on=["item", "kind"])
    as_printed["value"] = [
        str(half_up(Fraction(value), decimals))
        for value, decimals in zip(as_printed["value"], as_printed["decimals"], strict=True)
    ]
    both = as_printed.merge(computed, on=_KEY, suffixes=("", "_computed"))
    return PUBLISHED_RATES.check(both.loc[both["value"].ne(both["value_computed"]), PUBLISHED_RATES.column_names])


def as_published(figures: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with the published rate or percentage where their counts do not give it."""
    exact = dict(zip(_keys(rates), rates["value"].tolist(), strict=True))
    values = zip(_keys(figures), figures["value"].tolist(), strict=True)
    return figures.assign(value=[exact.get(key, value) for key, value in values])


def _keys(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(zip(*(rows[name].tolist() for name in _KEY), strict=True))
