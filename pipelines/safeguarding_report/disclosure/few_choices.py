"""Which counts to hide besides, where there are few: every choice is tried by arithmetic, the cheapest first."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.narrowing import ContradictionError, narrowed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.safe import Needed
    from safeguarding_report.disclosure.search import Shown
    from safeguarding_report.disclosure.system import Piece

FEW = 6
"""Counts that may be hidden: 64 choices take less time than one question to the solver."""


def cheapest_of_few(piece: Piece, shown: Mapping[Count, Shown], needed: Mapping[Count, Needed]) -> set[Count] | None:
    """Return the cheapest choice that lets every needed count reach its ends.

    None where there are too many to try, where arithmetic does not settle one of them, or where none is enough.
    Of what costs the same the first in order is hidden.
    """
    if len(shown) > FEW:
        return None
    tied = piece.tied
    places = {count: place for place, count in enumerate(piece.counts)}
    wanted = [(places[count], far) for count, far in needed.items()]
    order = [count for count in piece.counts if count in shown]
    choices = [chosen for size in range(len(order) + 1) for chosen in combinations(order, size)]
    choices.sort(
        key=lambda chosen: (round(sum(shown[count].cost for count in chosen), 6), [order.index(one) for one in chosen])
    )
    for chosen in choices:
        spans = list(tied.spans)
        for count, one in shown.items():
            spans[places[count]] = Range(one.floor, None) if count in chosen else Range(one.least, one.most)
        try:
            left = narrowed(replace(tied, spans=tuple(spans)))
        except ContradictionError:
            return None
        if _is_in_ring(wanted, {place for ring in left.rings for place in ring.places}):
            return None
        if all(_reaches(left.spans[place], far) for place, far in wanted):
            return set(chosen)
    return None


def _is_in_ring(wanted: list[tuple[int, Needed]], in_rings: Collection[int]) -> bool:
    return any(place in in_rings for place, _ in wanted)


def _reaches(span: Range, far: Needed) -> bool:
    return span.least <= far.down and (span.most is None or span.most >= far.up)
