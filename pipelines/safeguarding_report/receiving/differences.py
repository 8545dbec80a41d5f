"""What changed from one version of a return to the next: numbers of rows, never what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.tables.table import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = ["table", "rows_before", "rows_now", "added", "removed"]
_ORIGIN = [column.name for column in ORIGIN]


def what_changed(newest: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Compare two versions of a return; one row is one table. A row that was changed is one removed and one added.

    Two rows are the same when all columns are but those that say where they were read.
    """
    records = []
    for name in [*newest, *(name for name in before if name not in newest)]:
        now, earlier = _times(newest.get(name)), _times(before.get(name))
        difference = now.sub(earlier, fill_value=0)
        records.append(
            {
                "table": name,
                "rows_before": int(earlier.sum()),
                "rows_now": int(now.sum()),
                "added": int(difference.clip(lower=0).sum()),
                "removed": int(-difference.clip(upper=0).sum()),
            }
        )
    return pd.DataFrame(records, columns=_COLUMNS)


def _times(frame: pd.DataFrame | None) -> pd.Series[float]:
    """Return how often each row stands there, by a hash of it."""
    if frame is None or frame.empty:
        return pd.Series(dtype="float64", index=pd.Index([], dtype="uint64"))
    rows = frame.drop(columns=_ORIGIN)
    return pd.util.hash_pandas_object(rows, index=False).value_counts().astype("float64")
