"""How far a hidden count can still reach, given everything published.

What arithmetic settles is exact; for the rest it is proved by examples. That a count can be as low as 1 and as high as
the threshold + 1 is shown by whole numbers for all counts of its ring that keep every bound: an example that anybody
can check, and that is checked here without the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.disclosure.contradictions import consistent
from safeguarding_report.disclosure.examples import Examples, NoExampleError
from safeguarding_report.disclosure.narrowing import ContradictionError, Narrowed, narrowed
from safeguarding_report.disclosure.system import Ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguarding_report.disclosure.counted import Count, Range
    from safeguarding_report.disclosure.relations import Bound
    from safeguarding_report.disclosure.safe import Needed
    from safeguarding_report.disclosure.system import Piece
    from safeguarding_report.disclosure.tied import Tied

_Ends = dict[int, tuple[int, int | None]]


@dataclass(frozen=True)
class Reach:
    """What a reader can still think of one hidden count: its exact ends, or ends that are far enough."""

    least: int
    most: int
    is_safe: bool


class Reaches:
    """Answers how far hidden counts reach, and remembers: the same piece is asked for again year after year."""

    def __init__(self) -> None:
        self._known: dict[_Question, _Ends] = {}

    def of(
        self, ranges: Mapping[Count, Range], bounds: Iterable[Bound], needed: Mapping[Count, Needed]
    ) -> dict[Count, Reach]:
        """Return how far each of the needed counts reaches; `needed` says how far each must.

        A reader takes every other hidden count for what its range begins with at least: where zeros are shown, what is
        hidden is not 0. That bounds both ends: what A leaves of a sum is less when A cannot be 0.

        Raises
        ------
        DataError
            When what is published contradicts itself so that nothing can be said, or the solver gives up.

        """
        ends = self.ends(Ties(bounds).pieces(needed, ranges.__getitem__), needed)
        return {count: _reach(*ends.get(count, ranges[count]), far) for count, far in needed.items()}

    def among(self, found: Iterable[Piece], needed: Mapping[Count, Needed]) -> dict[Count, Reach]:
        """Return how far each of the needed counts reaches, of which every one is unknown in one of these pieces."""
        ends = self.ends(found, needed)
        return {count: _reach(*ends[count], far) for count, far in needed.items()}

    def ends(self, found: Iterable[Piece], needed: Mapping[Count, Needed]) -> dict[Count, tuple[int, int | None]]:
        """Return the ends of the needed counts that are unknown in these pieces."""
        asked = []
        for piece in found:
            counts = piece.counts
            wanted = tuple([(place, needed[count]) for place, count in enumerate(counts) if count in needed])
            asked.append((counts, _Question(piece.tied, wanted)))
        new = list(dict.fromkeys(one for _, one in asked if one not in self._known))
        self._known |= dict(zip(new, _answers(new), strict=True))
        return {counts[place]: end for counts, one in asked for place, end in self._known[one].items()}


class _Question(NamedTuple):
    """How far some unknowns reach; far enough is enough."""

    tied: Tied
    wanted: tuple[tuple[int, Needed], ...]


def _answers(questions: Sequence[_Question]) -> list[_Ends]:
    """Return the answers; where published numbers contradict each other, with the room that they need."""
    tied = [one.tied for one in questions]
    known: list[Narrowed] = []
    for number, one in enumerate(tied):
        try:
            known.append(narrowed(one))
        except ContradictionError:
            tied[number] = consistent(one)
            known.append(narrowed(tied[number]))
    try:
        return _reached(questions, known)
    except NoExampleError:
        fitting = [narrowed(consistent(one)) if left.rings else left for one, left in zip(tied, known, strict=True)]
        return _reached(questions, fitting)


def _reached(questions: Sequence[_Question], known: Sequence[Narrowed]) -> list[_Ends]:
    """Return how far each unknown reaches: by arithmetic, and in rings by examples."""
    rings, wanted, owners = [], [], []
    for number, (question, left) in enumerate(zip(questions, known, strict=True)):
        needed = dict(question.wanted)
        for ring in left.rings:
            own = {place: needed[one] for place, one in enumerate(ring.places) if one in needed}
            if own:
                rings.append(ring)
                wanted.append(own)
                owners.append(number)
    parts = [ring.tied for ring in rings]
    down, up = (Examples(parts, wanted, up=up).furthest() for up in (False, True))
    answers: list[_Ends] = [
        {place: left.spans[place] for place, _ in question.wanted}
        for question, left in zip(questions, known, strict=True)
    ]
    for owner, ring, least, most in zip(owners, rings, down, up, strict=True):
        answers[owner] |= {ring.places[place]: (least[place], most[place]) for place in least}
    return answers


def _reach(least: int, most: int | None, needed: Needed) -> Reach:
    top = needed.up if most is None else most
    return Reach(least, max(top, least), is_safe=least <= needed.down and top >= needed.up)
