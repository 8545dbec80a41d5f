"""What the department prints of a partnership's own authorities, whether or not a measure is made of it.

The gate needs all of it: the bands of a published table can give back a count that a measure leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.reference import present_codes

if TYPE_CHECKING:
    import pandas as pd

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

COLUMNS = ["area_code", "time_period", "item", "value", "symbol"]
_KEY = ["area_code", "time_period", "item"]


def official_counts(figures: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> pd.DataFrame:
    """Return the newest published count of each authority, year and item up to a year, in a fixed order.

    Parameters
    ----------
    figures
        Rows of the table official_figures.
    partnership, year
        Whose authorities, and until when.

    """
    present = figures.assign(area_code=figures["area_code"].replace(present_codes()))
    own = present[present["area_code"].isin(partnership.areas) & (present["time_period"] <= year.time_period)]
    return own.sort_values("release").drop_duplicates(_KEY, keep="last").sort_values(_KEY)[COLUMNS]
