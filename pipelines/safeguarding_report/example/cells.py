"""Values of tables as the text that files hold."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd


def iso(dates: pd.Series[Any]) -> list[str]:
    """Return days as 2024-03-31; missing ones are empty."""
    days = np.datetime_as_string(dates.to_numpy().astype("datetime64[D]")).tolist()
    return ["" if day == "NaT" else day for day in days]


def british(dates: pd.Series[Any]) -> list[str]:
    """Return days as 31/03/2024; missing ones are empty."""
    return [f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else "" for day in iso(dates)]


def texts(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return every column as text, days as 2024-03-31, missing values empty."""
    return {name: text(frame[name]) for name in frame.columns}


def text(values: pd.Series[Any]) -> list[str]:
    """Return one column as text."""
    if values.dtype.kind == "M":
        return iso(values)
    return values.astype("string").fillna("").tolist()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file as authorities send it: UTF-8, lines that end as on Windows."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(header)
    lines.writerows(rows)
    return written.getvalue().encode()
