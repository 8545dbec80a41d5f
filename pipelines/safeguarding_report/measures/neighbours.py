"""Statistical neighbours: the mean, lowest and highest of the authorities that are most like one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of, rounded
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.reference import NEIGHBOUR_MODEL, has_neighbours, neighbours
from safeguarding_report.tables import NEIGHBOUR_FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable


def neighbour_figures(figures: pd.DataFrame, area_codes: Iterable[str]) -> pd.DataFrame:
    """Return what these authorities' neighbours have, for every rate and percentage without a breakdown.

    One row is one measure, year and authority. The mean is that of the neighbours' printed figures, rounded like
    them, as the department's own tool prints it; `neighbours` is how many of the ten have a figure.
    An authority all of whose neighbours are "Not close" has no rows.
    """
    pairs = pd.DataFrame(
        [
            (code, neighbour.area_code)
            for code in sorted(set(area_codes))
            if has_neighbours(code)
            for neighbour in neighbours()[code]
        ],
        columns=["area_code", "neighbour"],
    )
    counts = side_by_side(figures[figures["geographic_level"] == "Local authority"])
    compared = [measure for measure in MEASURES if not measure.breakdown and len(measure.data_types) > 1]
    results = figures_of(counts, compared)
    results = results[(results["symbol"] == "") & ~results["measure"].str.endswith("_count")]
    decimals = {
        measure.id(data_type): measure.decimals_of(data_type)
        for measure in compared
        for data_type in measure.data_types
    }
    joined = pairs.merge(
        results[["measure", "time_period", "area_code", "value"]].rename(columns={"area_code": "neighbour"})
    ).assign(decimals=lambda frame: frame["measure"].map(decimals).astype(int))
    # In units of the last printed decimal, so that the mean is exact.
    joined["units"] = np.rint(joined["value"].astype(float) * 10.0 ** joined["decimals"]).astype(np.int64)
    summary = (
        joined.groupby(["measure", "time_period", "area_code", "decimals"])["units"]
        .agg(total="sum", neighbours="count", lowest="min", highest="max")
        .reset_index()
    )
    mean = rounded(summary["total"].to_numpy(np.int64), summary["neighbours"].to_numpy(np.int64), 1, 0)
    rows = summary.assign(
        model=NEIGHBOUR_MODEL,
        mean=_printed(mean, summary["decimals"]),
        lowest=_printed(summary["lowest"], summary["decimals"]),
        highest=_printed(summary["highest"], summary["decimals"]),
        neighbours=summary["neighbours"].astype(str),
    )
    return NEIGHBOUR_FIGURES.check(rows[NEIGHBOUR_FIGURES.column_names])


def _printed(units: Iterable[int], decimals: Iterable[int]) -> list[str]:
    return [str(Decimal(int(whole)).scaleb(-places)) for whole, places in zip(units, decimals, strict=True)]
