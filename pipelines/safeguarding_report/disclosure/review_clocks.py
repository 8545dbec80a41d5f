"""Reviews of serious incidents as clocks: in time or late, never a date by which a child could be recognised.

The limits are those of statutory guidance as public pages quote them; nobody has checked them against its text yet.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from safeguarding_report.measures.counting.days import day, months_after, working_days_between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

NOTIFY_WORKING_DAYS = 5
"""The authority becomes aware; so many working days later the national panel is notified."""

RAPID_REVIEW_WORKING_DAYS = 15
"""The panel is notified; so many working days later the rapid review is done and sent."""

PUBLISH_MONTHS = 6
"""A practice review is decided on; so many months later it is published."""

MET, LATE, NOT_KNOWN = "met", "late", "not known"


def review_entry(row: Mapping[str, Any]) -> dict[str, str | int]:
    """Return what may be published of one review.

    Of a rapid review, which is never published: whether it was in time, and what level it recommended.
    Of another: whether it was published, and when not the month in which it is expected. The decision on it is
    published with it and not before.
    """
    entry: dict[str, str | int] = {"kind": str(row["kind"])}
    if row["kind"] == "rapid review":
        entry["notified_in_time"] = within_working_days(row["aware_date"], row["notified_date"], NOTIFY_WORKING_DAYS)
        entry["sent_in_time"] = within_working_days(row["notified_date"], row["sent_date"], RAPID_REVIEW_WORKING_DAYS)
        entry["level_recommended"] = row["level_recommended"] or NOT_KNOWN
        return entry
    entry["published"] = "yes" if row["published_date"] else "no"
    if row["published_date"]:
        entry["published_in_time"] = within_months(row["decision_date"], row["published_date"], PUBLISH_MONTHS)
        entry |= {column: row[column] for column in ("decision", "said_in") if row[column]}
    elif row["publication_due_date"]:
        entry["expected_month"] = str(row["publication_due_date"])[:7]
    return entry


def within_working_days(start: str | None, end: str | None, limit: int) -> str:
    """Return whether the end lies at most so many working days after the start; the day of the start is day 0."""
    if not start or not end:
        return NOT_KNOWN
    return MET if working_days_between(_days(start), _days(end))[0] <= limit else LATE


def within_months(start: str | None, end: str | None, limit: int) -> str:
    """Return whether the end lies at most so many months after the start."""
    if not start or not end:
        return NOT_KNOWN
    return MET if _days(end)[0] <= months_after(_days(start), limit)[0] else LATE


def _days(text: str) -> NDArray[np.datetime64]:
    return np.array([day(date.fromisoformat(text))])
