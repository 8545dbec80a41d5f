"""Where a figure comes from: the files or returns that its counts were taken from, and how final it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.tables.results import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICIAL = "official"


class Origin(NamedTuple):
    """The files or returns of a count, joined by +, and its status."""

    source: str
    status: str = OFFICIAL


def joined(origins: Iterable[Origin]) -> Origin:
    """Return where a figure made of several counts comes from: it is no more final than the least final of them."""
    parts = list(origins)
    names = {name for part in parts for name in part.source.split("+") if name}
    return Origin("+".join(sorted(names)), max((part.status for part in parts), key=STATUSES.index, default=OFFICIAL))
