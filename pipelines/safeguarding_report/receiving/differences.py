"""What changed from one version of a return to the next: numbers of rows, never what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.tables.table import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.tables import Table

_COLUMNS = ["table", "rows_before", "rows_now", "added", "removed", "changed"]
_ORIGIN = [column.name for column in ORIGIN]


def what_changed(
    newest: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame], known: Mapping[str, Table]
) -> pd.DataFrame:
    """Compare two versions of a return; one row is one table: how many rows came, went, and say something else now.

    Two rows are the same when all columns are but those that say where they were read. A row that has gone and one
    that has come and that are about the same thing (the same child and day, say) are one row that changed.
    """
    records = []
    for name in [*newest, *(name for name in before if name not in newest)]:
        about = [column for column in known[name].key if column not in _ORIGIN]
        now, earlier = _times(newest.get(name), about), _times(before.get(name), about)
        difference = now.sub(earlier, fill_value=0)
        came = difference.clip(lower=0).groupby(level="about").sum()
        went = (-difference.clip(upper=0)).groupby(level="about").sum()
        changed = int(came.combine(went, min, fill_value=0).sum()) if about else 0
        records.append(
            {
                "table": name,
                "rows_before": int(earlier.sum()),
                "rows_now": int(now.sum()),
                "added": int(came.sum()) - changed,
                "removed": int(went.sum()) - changed,
                "changed": changed,
            }
        )
    return pd.DataFrame(records, columns=_COLUMNS)


def _times(frame: pd.DataFrame | None, about: list[str]) -> pd.Series[float]:
    """Return how often each row stands there, by hashes of what it is about and of all that it says."""
    levels = ["about", "all"]
    if frame is None or frame.empty:
        return pd.Series(dtype="float64", index=pd.MultiIndex.from_arrays([[], []], names=levels))
    rows = frame.drop(columns=_ORIGIN)
    hashes = [
        pd.util.hash_pandas_object(rows[columns], index=False)
        for columns in (about or [*rows.columns], [*rows.columns])
    ]
    return pd.Series(1.0, index=pd.MultiIndex.from_arrays(hashes, names=levels)).groupby(level=levels).sum()
