"""What is hidden by rule: by the source, by the threshold, and because an earlier release hid it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counts import HIDDEN
from safeguarding_report.figures import check_seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from safeguarding_report.disclosure.counts import Counts, Row
    from safeguarding_report.disclosure.relations import Count


class Reason(StrEnum):
    """Why a count is hidden; readers see one symbol for all of them."""

    SOURCE = "hidden by the source"
    THRESHOLD = "from 1 to the threshold"
    EARLIER = "hidden in an earlier release"
    COMPLEMENTARY = "hidden to protect another"


@dataclass(frozen=True)
class Earlier:
    """What the release of the year before hid."""

    figures: frozenset[str] = frozenset()
    denominators: frozenset[str] = frozenset()
    """Those of these figures whose denominator was blank as well."""


def read_earlier(previous: Path | None) -> Earlier:
    """Read what the release of the year before hid; nothing where there is none.

    Raises
    ------
    SealError
        When that release was changed after the gate wrote it.

    """
    if previous is None:
        return Earlier()
    check_seal(previous)
    with (previous / "figures.csv").open(encoding="utf-8", newline="") as lines:
        hidden = [row for row in csv.DictReader(lines) if row["symbol"] == HIDDEN]
    return Earlier(
        frozenset(row["figure_id"] for row in hidden),
        frozenset(row["figure_id"] for row in hidden if not row["denominator"]),
    )


def is_small(number: int, threshold: int) -> bool:
    """True when a count is hidden by rule: from 1 to the threshold. Zero is shown."""
    return 1 <= number <= threshold


def hidden_by_rule(rows: Iterable[Row], counts: Counts, threshold: int, earlier: Earlier) -> dict[Count, Reason]:
    """Return every count that is hidden by rule, with the first reason that holds."""
    before = dict.fromkeys(_hidden_before(rows, counts, earlier), Reason.EARLIER)
    small = {count: Reason.THRESHOLD for count, number in counts.numbers.items() if is_small(number, threshold)}
    return before | small | dict.fromkeys(counts.hidden_by_source, Reason.SOURCE)


def _hidden_before(rows: Iterable[Row], counts: Counts, earlier: Earlier) -> Iterable[Count]:
    for row in rows:
        if row.is_count and row.numerator is not None and row.figure_id in earlier.figures:
            yield row.numerator
        # A denominator that is a figure itself is hidden by that figure; any other has only this place.
        has_own_figure = row.denominator in counts.figures
        if row.denominator is not None and not has_own_figure and row.figure_id in earlier.denominators:
            yield row.denominator
