"""Figures that readers were given with another number: told in the report, with what was printed then."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counts import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from safeguarding_report.disclosure.known import KnownFigure

REVISED = "official_revised"


def printed_otherwise(
    figures: Sequence[Mapping[str, str]], ledger: Sequence[KnownFigure], areas: Collection[str]
) -> list[dict[str, str]]:
    """Return the figures of these areas of which readers were given another number, with the newest such number.

    What was printed before is known to everybody, and may be said again. A figure that is hidden now is not told of.
    """
    newest = {figure.figure_id: figure for figure in ledger if figure.value}
    return [
        {"figure_id": figure["figure_id"], "value": known.value, "printed_in": known.printed_in}
        for figure in figures
        if figure["area_code"] in areas
        and figure["value"]
        and (known := newest.get(figure["figure_id"])) is not None
        and Decimal(known.value) != Decimal(figure["value"])
    ]


def with_revised(figures: Sequence[Mapping[str, str]], otherwise: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the figures, the official ones among those that were printed otherwise with the status of revised ones."""
    restated = {one["figure_id"] for one in otherwise}
    return [
        {**figure, "status": REVISED}
        if figure["figure_id"] in restated and figure["status"] == OFFICIAL
        else dict(figure)
        for figure in figures
    ]
