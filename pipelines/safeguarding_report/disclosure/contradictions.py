"""Where published figures contradict each other or the rule, and just the room that they need.

A source that shows zeros hides one at times, and parts miss their published total at times. What a reader takes for
certain is loosened there, and only there: everywhere else it stays certain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.examples import NEARLY_WHOLE, NO_EXAMPLE, NoExampleError
from safeguarding_report.disclosure.narrowing import ContradictionError, narrowed
from safeguarding_report.disclosure.relations import Bound, rows_of_tables
from safeguarding_report.disclosure.solver import Program, Rows
from safeguarding_report.disclosure.system import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.system import Piece
    from safeguarding_report.disclosure.tied import Tied

    Numbers = NDArray[np.float64]

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
        return [self.bounds.get(bound, bound) if bound.may_be_missed else bound for bound in bounds]


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
        if piece.bounds and not has_example(piece.tied):
            none, moved = _loosened(piece)
            zeros |= none
            loosened |= moved
    for row in rows_of_tables(ranges):
        # Which one of a row is the hidden zero, nobody can tell.
        if not zeros.isdisjoint(row):
            zeros |= {part for part in row if ranges[part].most is None}
    return Room(frozenset(zeros), loosened)


def _loosened(piece: Piece) -> tuple[set[Count], dict[Bound, Bound]]:
    tied = piece.tied
    width = len(tied.spans)
    hidden = [place for place, span in enumerate(tied.spans) if span.least and span.most is None]
    loose = [number for number, tie in enumerate(tied.ties) if tie.may_be_missed]
    # Columns: the counts; how far each hidden one falls short of what a hidden count is; how far each sum is missed.
    first = width + len(hidden)
    rows = _with_columns_for_room(tied, loose, first)
    least, most = tied.ends()
    program = Program(
        Rows(
            [*rows.columns, *([place, width + number] for number, place in enumerate(hidden))],
            [*rows.times, *([1.0, 1.0] for _ in hidden)],
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
    zeros = {counts[place] for number, place in enumerate(hidden) if found[width + number] > NEARLY_WHOLE}
    moved = {}
    for extra, number in enumerate(loose):
        up, down = _whole(found, first, extra)
        if up or down:
            one = piece.origins[number]
            moved[one] = one._replace(
                least=None if one.least is None else one.least - up,
                most=None if one.most is None else one.most + down,
            )
    return zeros, moved


def has_example(tied: Tied) -> bool:
    """True when some numbers keep every tie."""
    try:
        left = narrowed(tied)
    except ContradictionError:
        return False
    return all(
        ring.tied.program().lowest_place(np.zeros(len(ring.places)), *ring.tied.ends()) is not None
        for ring in left.rings
    )


def consistent(tied: Tied) -> Tied:
    """Return a piece so that some numbers keep it: published parts that miss their total get just that much room.

    First zeros: a source that shows zeros hides one at times. Then sums that published counts do not always keep, by
    the least that is enough, all together. What still has no example contradicts itself.

    Raises
    ------
    NoExampleError
        When nothing fits even so.

    """
    if has_example(tied):
        return tied
    with_zeros = replace(tied, spans=tuple(Range(min(least, 0), most) for least, most in tied.spans))
    return with_zeros if has_example(with_zeros) else _with_room(with_zeros)


def _with_room(tied: Tied) -> Tied:
    width = len(tied.spans)
    loose = [number for number, tie in enumerate(tied.ties) if tie.may_be_missed]
    room = 2 * len(loose)
    least, most = tied.ends()
    found = Program(_with_columns_for_room(tied, loose, width), width + room).lowest_place(
        np.concatenate([np.zeros(width), np.ones(room)]),
        np.concatenate([least, np.zeros(room)]),
        np.concatenate([most, np.full(room, np.inf)]),
    )
    if found is None:
        raise NoExampleError(NO_EXAMPLE)
    ties = list(tied.ties)
    for extra, number in enumerate(loose):
        up, down = _whole(found, width, extra)
        one = ties[number]
        ties[number] = one._replace(
            least=None if one.least is None else one.least - up,
            most=None if one.most is None else one.most + down,
        )
    return replace(tied, ties=tuple(ties))


def _with_columns_for_room(tied: Tied, loose: list[int], first: int) -> Rows:
    """Return the ties with two columns more for each that may be missed, from column `first`: upwards and downwards."""
    rows = tied.rows()
    columns, times = [list(row) for row in rows.columns], [list(row) for row in rows.times]
    for extra, number in enumerate(loose):
        columns[number] += [first + 2 * extra, first + 2 * extra + 1]
        times[number] += [1.0, -1.0]
    return Rows(columns, times, rows.least, rows.most)


def _whole(found: Numbers, first: int, extra: int) -> tuple[int, int]:
    """Return by how much a tie is missed, upwards and downwards, in whole numbers."""
    up, down = (int(np.ceil(found[first + 2 * extra + side] - NEARLY_WHOLE)) for side in (0, 1))
    return up, down
