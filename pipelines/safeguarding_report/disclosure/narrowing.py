"""What arithmetic alone says of tied unknowns: each sum narrows its parts, until no sum narrows anything more.

Where the ties form no ring, and each is a plain sum or has one end only, what is left is exact: every number of every
range belongs to some answer. Sums that hold whatever the answer is are no ties; without them rings fall apart.
What is still a ring is left to the solver, and is smaller than before.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.tied import Tie, Tied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOOKS_AT_EACH_TIE = 200
"""Times that each tie is looked at, on average: around a ring two unknowns can push each other up for ever."""


class ContradictionError(Exception):
    """No whole numbers keep every tie."""


@dataclass(frozen=True)
class Ring:
    """Unknowns that arithmetic alone does not settle: their places in the whole, and what ties them."""

    places: tuple[int, ...]
    tied: Tied


@dataclass(frozen=True)
class Narrowed:
    """What arithmetic says: ranges that hold every answer, exact for all that stands in no ring."""

    spans: tuple[Range, ...]
    rings: tuple[Ring, ...] = field(default=())


def narrowed(tied: Tied) -> Narrowed:
    """Return the ranges that arithmetic leaves, and the rings that it does not settle.

    Raises
    ------
    ContradictionError
        When arithmetic shows that nothing keeps every tie. Where a ring is left, nothing may keep it all the same.

    """
    work = _Work(tied)
    is_settled = work.narrow()
    spans = tuple(
        Range(int(low), None if high == inf else int(high)) for low, high in zip(work.low, work.high, strict=True)
    )
    left = [tie for tie in _merged(_open_part(tie, spans) for tie in tied.ties) if not _holds_anyhow(tie, spans)]
    rings = [
        ring
        for ring in _groups(spans, left)
        if not (is_settled and all(map(_is_plain, ring)) and _is_without_ring(ring))
    ]
    return Narrowed(spans, tuple(_ring(spans, ties) for ties in rings))


class _Work:
    """Ranges that grow narrower; the ends are whole numbers or infinite."""

    def __init__(self, tied: Tied) -> None:
        self.ties = tied.ties
        self.low: list[float] = [least for least, _ in tied.spans]
        self.high: list[float] = [inf if most is None else most for _, most in tied.spans]
        self.of: list[list[int]] = [[] for _ in tied.spans]
        for number, tie in enumerate(self.ties):
            for place in tie.places:
                self.of[place].append(number)

    def narrow(self) -> bool:
        """Let each sum narrow its parts until none does; False where that would take too long."""
        waiting = deque(range(len(self.ties)))
        is_waiting = [True] * len(self.ties)
        looks = _LOOKS_AT_EACH_TIE * len(self.ties)
        while waiting and looks:
            looks -= 1
            number = waiting.popleft()
            is_waiting[number] = False
            for place in self._narrowed_by(self.ties[number]):
                for other in self.of[place]:
                    # A plain sum says all it has to say at once; of 1 = a + 2 b, b is 0 first and then a is 1.
                    if not is_waiting[other] and (other != number or not _is_plain(self.ties[number])):
                        is_waiting[other] = True
                        waiting.append(other)
        return not waiting

    def _narrowed_by(self, tie: Tie) -> list[int]:
        """Narrow the parts of one sum as far as it says; return those that are narrower now."""
        low, high = self.low, self.high
        spans = [
            (times * low[place], times * high[place]) if times > 0 else (times * high[place], times * low[place])
            for place, times in zip(tie.places, tie.times, strict=True)
        ]
        # Sums of the finite ends, and how many are not: infinity less infinity is nothing.
        open_low = sum(least == -inf for least, _ in spans)
        open_high = sum(most == inf for _, most in spans)
        total_low = sum(least for least, _ in spans if least != -inf)
        total_high = sum(most for _, most in spans if most != inf)
        changed = []
        for place, times, (least, most) in zip(tie.places, tie.times, spans, strict=True):
            new_low, new_high = low[place], high[place]
            if tie.most is not None and open_low - (least == -inf) == 0:
                room = tie.most - (total_low - (0 if least == -inf else least))
                new_low, new_high = _at_most(times, room, new_low, new_high)
            if tie.least is not None and open_high - (most == inf) == 0:
                room = (total_high - (0 if most == inf else most)) - tie.least
                new_low, new_high = _at_most(-times, room, new_low, new_high)
            if new_low > new_high:
                raise ContradictionError
            if (new_low, new_high) != (low[place], high[place]):
                low[place], high[place] = new_low, new_high
                changed.append(place)
        return changed


def _at_most(times: int, room: float, low: float, high: float) -> tuple[float, float]:
    """Return the ends of an unknown of which so many times is at most the room."""
    return (low, min(high, room // times)) if times > 0 else (max(low, -(room // -times)), high)


def _open_part(tie: Tie, spans: Sequence[Range]) -> Tie:
    """Return a tie over what is not one number yet."""
    if all(spans[place].least != spans[place].most for place in tie.places):
        return tie
    known, places, all_times = 0, [], []
    for place, times in zip(tie.places, tie.times, strict=True):
        least, most = spans[place]
        if least == most:
            known += times * least
        else:
            places.append(place)
            all_times.append(times)
    return Tie(
        tuple(places),
        tuple(all_times),
        None if tie.least is None else tie.least - known,
        None if tie.most is None else tie.most - known,
    )


def _merged(ties: Iterable[Tie]) -> list[Tie]:
    """Return ties of which no two are about the same sum."""
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[int | None, int | None]] = {}
    for tie in ties:
        order = sorted(zip(tie.places, tie.times, strict=True))
        if not order:
            continue
        sign = 1 if order[0][1] > 0 else -1
        name = tuple(place for place, _ in order), tuple(sign * times for _, times in order)
        least, most = (tie.least, tie.most) if sign > 0 else (_negative(tie.most), _negative(tie.least))
        before_least, before_most = found.get(name, (None, None))
        found[name] = (
            least if before_least is None else before_least if least is None else max(least, before_least),
            most if before_most is None else before_most if most is None else min(most, before_most),
        )
    if any(least is not None and most is not None and least > most for least, most in found.values()):
        raise ContradictionError
    return [Tie(*name, *ends) for name, ends in found.items()]


def _negative(number: int | None) -> int | None:
    return None if number is None else -number


def _holds_anyhow(tie: Tie, spans: Sequence[Range]) -> bool:
    """True when every choice within the ranges keeps it."""
    low: float = 0
    high: float = 0
    for place, times in zip(tie.places, tie.times, strict=True):
        least, most = spans[place]
        end = times * inf if most is None else times * most
        low, high = (low + times * least, high + end) if times > 0 else (low + end, high + times * least)
    return (tie.least is None or tie.least <= low) and (tie.most is None or high <= tie.most)


def _is_plain(tie: Tie) -> bool:
    """True when no number between the ends of a part can be missed: a plain sum, or one with one end only."""
    return tie.least is None or tie.most is None or all(abs(times) == 1 for times in tie.times)


def _groups(spans: Sequence[Range], ties: Sequence[Tie]) -> list[list[Tie]]:
    """Return the ties in groups that have nothing to do with each other."""
    leader = list(range(len(spans)))
    for tie in ties:
        first = _found(leader, tie.places[0])
        for place in tie.places[1:]:
            leader[_found(leader, place)] = first
    groups: dict[int, list[Tie]] = {}
    for tie in ties:
        groups.setdefault(_found(leader, tie.places[0]), []).append(tie)
    return list(groups.values())


def _found(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _is_without_ring(ties: Sequence[Tie]) -> bool:
    """True when ties that hang together form no ring: then there is one more of unknowns and ties than of terms."""
    unknowns = {place for tie in ties for place in tie.places}
    return sum(len(tie.places) for tie in ties) == len(unknowns) + len(ties) - 1


def _ring(spans: Sequence[Range], ties: Sequence[Tie]) -> Ring:
    places = tuple(sorted({place for tie in ties for place in tie.places}))
    number = {place: own for own, place in enumerate(places)}
    return Ring(
        places,
        Tied(
            tuple(spans[place] for place in places),
            tuple(tie._replace(places=tuple(number[place] for place in tie.places)) for tie in ties),
        ),
    )
