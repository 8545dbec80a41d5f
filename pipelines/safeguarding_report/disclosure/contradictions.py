"""Where published figures contradict each other or the rule, and just the room that they need.

A source that shows zeros hides one at times, and parts miss their published total at times. What a reader takes for
certain is loosened there, and only there: everywhere else it stays certain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.reach import NO_EXAMPLE, NoExampleError, ends, has_example
from safeguarding_report.disclosure.relations import Bound, rows_of_tables
from safeguarding_report.disclosure.solver import Program, Rows
from safeguarding_report.disclosure.system import Piece, pieces, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Count, Range

_NEARLY_WHOLE = 1e-6

_DEARER = 100.0
"""Rather a hundred hidden zeros than one part that misses its total: zeros that are hidden are the more frequent slip."""


@dataclass(frozen=True)
class Room:
    """What a reader cannot take for certain, because published figures contradict it."""

    zeros: frozenset[Count] = frozenset()
    """Hidden counts that may be 0 although zeros are shown."""
    bounds: Mapping[Bound, Bound] = field(default_factory=dict)
    """Sums that are missed, each with what is left of it."""

    def given_to(self, bounds: Iterable[Bound]) -> list[Bound]:
        """Return the bounds as a reader can rely on them."""
        return [self.bounds.get(bound, bound) for bound in bounds]


def room_needed(ranges: Mapping[Count, Range], bounds: Iterable[Bound]) -> Room:
    """Return the room that published figures need.

    Raises
    ------
    NoExampleError
        When they contradict each other in a way that no such room mends.

    """
    zeros: set[Count] = set()
    loosened: dict[Bound, Bound] = {}
    for piece in pieces(ranges, bounds):
        if piece.bounds and not has_example(piece):
            none, moved = _loosened(piece)
            zeros |= none
            loosened |= moved
    for row in rows_of_tables(ranges):
        # Which one of a row is the hidden zero, nobody can tell.
        if not zeros.isdisjoint(row):
            zeros |= {part for part in row if ranges[part].most is None}
    return Room(frozenset(zeros), loosened)


def _loosened(piece: Piece) -> tuple[set[Count], dict[Bound, Bound]]:
    width = len(piece.ranges)
    hidden = [place for place, span in enumerate(piece.ranges.values()) if span.least and span.most is None]
    loose = [place for place, bound in enumerate(piece.bounds) if bound.may_be_missed]
    rows = rows_of(piece.bounds, {count: place for place, count in enumerate(piece.ranges)})
    columns, times = [list(row) for row in rows.columns], [list(row) for row in rows.times]
    # Columns: the counts; how far each hidden one falls short of what a hidden count is; how far each sum is missed.
    first = width + len(hidden)
    for extra, place in enumerate(loose):
        columns[place] += [first + 2 * extra, first + 2 * extra + 1]
        times[place] += [1.0, -1.0]
    least, most = ends(piece)
    columns += [[place, width + number] for number, place in enumerate(hidden)]
    times += [[1.0, 1.0]] * len(hidden)
    program = Program.of(
        Rows(
            columns,
            times,
            np.concatenate([rows.least, least[hidden]]),
            np.concatenate([rows.most, np.full(len(hidden), np.inf)]),
        ),
        first + 2 * len(loose),
    )
    floor = least.copy()
    floor[hidden] = 0.0
    room = np.zeros(len(hidden) + 2 * len(loose))
    found = program.lowest_place(
        np.concatenate([np.zeros(width), np.ones(len(hidden)), np.full(2 * len(loose), _DEARER)]),
        np.concatenate([floor, room]),
        np.concatenate([most, np.full(len(room), np.inf)]),
    )
    if found is None:
        raise NoExampleError(NO_EXAMPLE)
    counts = piece.counts
    zeros = {counts[place] for number, place in enumerate(hidden) if found[width + number] > _NEARLY_WHOLE}
    moved = {}
    for extra, place in enumerate(loose):
        up, down = (_whole(found, first + 2 * extra + side) for side in (0, 1))
        if up or down:
            one = piece.origins[place]
            moved[one] = replace(
                one,
                least=None if one.least is None else one.least - up,
                most=None if one.most is None else one.most + down,
            )
    return zeros, moved


def _whole(found: NDArray[np.float64], place: int) -> int:
    return int(np.ceil(found[place] - _NEARLY_WHOLE))
