"""Counts that partners hand in as counts: one number for each indicator and area, for the whole year or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures.counting.support import NOT_AVAILABLE, STATUS_ORDER
from safeguarding_report.tables.counted import COUNTED_FIGURES, release_of, source_of
from safeguarding_report.tables.partners import PARTNER_FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.measures.counting.support import Returned
    from safeguarding_report.year import ReportingYear

DENOMINATOR = "_denominator"
"""What an indicator is a share of is a count too, and is named after the indicator."""

_NIL = "nil_return"
_UNAVAILABLE = "not_available"

_PART_OF_YEAR = "what was sent covers part of the year only"
_NO_NUMBER = "the partner says that it is not available"
_EMPTY = "no number was given"
_TWO_NUMBERS = "two returns give two different numbers"

_AUTHORITY = r"[A-Z][0-9]{8}"
"""The form of an authority's code; any other area is a partnership."""

_PLACE = ["area_code", "item"]


def count_partner_figures(returned: Returned, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the partners' own counts of the year as rows of counted_figures, under the name of their indicator.

    A nil return is 0, an empty number is not. A figure for part of the year is not available for the year, and is
    never scaled up. Areas that are not named are left out: validation has found them.

    Parameters
    ----------
    returned
        This year's tables, of which partner_figures is read, and the returns that count.
    names
        Names of areas by their codes: authorities, and the partnership under its slug.

    """
    counts = _counts(returned)
    counts = counts[counts["area_code"].isin(list(names))]
    if counts.empty:
        return COUNTED_FIGURES.empty()
    counts = counts.assign(source=counts["return_id"].map(lambda return_id: source_of(return_id, returned.year)))
    figures = pd.DataFrame([_one_figure(str(area), str(item), rows) for (area, item), rows in counts.groupby(_PLACE)])
    return COUNTED_FIGURES.check(
        figures.assign(
            release=release_of(returned.year),
            time_period=returned.year.time_period,
            area_name=figures["area_code"].map(dict(names)),
            geographic_level=np.where(figures["area_code"].str.fullmatch(_AUTHORITY), "Local authority", "Partnership"),
            value=figures["value"].astype("Int64"),
        )
    )


def _counts(returned: Returned) -> pd.DataFrame:
    """Return one row for each number that was handed in: numerators, and denominators of shares."""
    table = returned.tables.get(PARTNER_FIGURES.name, PARTNER_FIGURES.empty())
    status_of_return = {one.return_id: one.status for one in returned.returns}
    rows = table[table["return_id"].isin(list(status_of_return))]
    numerators = rows.assign(item=rows["indicator_id"], value=rows["numerator"])
    shares = rows[rows["denominator"].notna()]
    denominators = shares.assign(item=shares["indicator_id"] + DENOMINATOR, value=shares["denominator"])
    counts = pd.concat([numerators, denominators], ignore_index=True)
    counts["value"] = counts["value"].where(counts["value"].notna() | (counts["status"] != _NIL), 0)
    local = counts["status"].where(counts["status"].isin(STATUS_ORDER), STATUS_ORDER[0])
    of_return = counts["return_id"].map(status_of_return)
    return counts.assign(
        reason=_reasons(counts, returned.year),
        certainty=pd.concat([local.map(STATUS_ORDER.index), of_return.map(STATUS_ORDER.index)], axis=1).max(axis=1),
    )


def _reasons(counts: pd.DataFrame, year: ReportingYear) -> pd.Series[str]:
    whole = (counts["period_start"] == pd.Timestamp(year.start)) & (counts["period_end"] == pd.Timestamp(year.end))
    reasons = pd.Series("", index=counts.index, dtype="string")
    reasons = reasons.mask(counts["value"].isna(), _EMPTY)
    reasons = reasons.mask(counts["status"] == _UNAVAILABLE, _NO_NUMBER)
    return reasons.mask(~whole, _PART_OF_YEAR)


def _one_figure(area: str, item: str, rows: pd.DataFrame) -> dict[str, object]:
    """Return the one figure of an indicator and area: that of the rows that cover the year."""
    whole = rows[rows["reason"] == ""]
    used = rows if whole.empty else whole
    reason = str(rows["reason"].iloc[0]) if whole.empty else ""
    numbers = set(whole["value"])
    if len(numbers) > 1:
        reason = _TWO_NUMBERS
    return {
        "area_code": area,
        "item": item,
        "value": pd.NA if reason else numbers.pop(),
        "symbol": NOT_AVAILABLE if reason else pd.NA,
        "source": "+".join(sorted(used["source"].unique())),
        "status": STATUS_ORDER[int(used["certainty"].max())],
        "reason": reason,
    }
