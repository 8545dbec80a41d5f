"""Random linked systems: a table of categories for two areas, both together, three years and the three together."""

from __future__ import annotations

import itertools
import random
from contextlib import contextmanager
from dataclasses import dataclass

from safeguarding_report.disclosure import search
from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.disclosure.safe import Needed
from safeguarding_report.disclosure.search import Search, Shown
from safeguarding_report.disclosure.system import pieces

THRESHOLD = 5
ALL = 0
"""The place of a sum in each direction of a table; its parts stand at 1, 2, …"""


@dataclass(frozen=True)
class Linked:
    """A system of counts with its sums, and what each count costs to hide."""

    numbers: dict[Count, int]
    bounds: tuple[Bound, ...]
    costs: dict[Count, float]
    fewest: dict[Count, int]
    """Of how many counts that are not 0 each one is the sum."""

    @property
    def small(self):
        """The counts that are hidden by rule."""
        return sorted(count for count, number in self.numbers.items() if 1 <= number <= THRESHOLD)

    @property
    def needed(self):
        """How far each of them must reach; a sum of several that are none of them 0 is at least as many."""
        return {count: Needed(self.fewest[count], self.fewest[count] + THRESHOLD) for count in self.small}


def linked(seed, *sizes, small=0.12, zero=0.15):
    """Return a random table with a sum in each of its directions: categories, areas, years or whatever they stand for."""
    chance = random.Random(seed)  # noqa: S311 — a test table is no secret
    spans = [range(size + 1) for size in sizes]
    numbers = {}
    for place in itertools.product(*[span[1:] for span in spans]):
        kind = chance.random()
        numbers[place] = 0 if kind < zero else chance.randint(1, 5) if kind < zero + small else chance.randint(6, 80)
    present = {place: int(number > 0) for place, number in numbers.items()}
    bounds = []
    for direction, span in enumerate(spans):
        others = [spans[place] if place < direction else spans[place][1:] for place in range(len(spans))]
        others[direction] = range(1)
        for place in itertools.product(*others):
            parts = [(*place[:direction], number, *place[direction + 1 :]) for number in span[1:]]
            numbers[place] = sum(numbers[part] for part in parts)
            present[place] = sum(present[part] for part in parts)
    for direction, span in enumerate(spans):
        for place in itertools.product(*[span if other != direction else range(1) for other, span in enumerate(spans)]):
            parts = [(*place[:direction], number, *place[direction + 1 :]) for number in span[1:]]
            bounds.append(Bound(((_count(place), 1), *((_count(part), -1) for part in parts)), 0, 0))
    counts = {_count(place): number for place, number in sorted(numbers.items())}
    costs = {_count(place): 8.0 + 10 * place.count(ALL) + number.bit_length() for place, number in numbers.items()}
    return Linked(counts, tuple(bounds), costs, {_count(place): number for place, number in present.items()})


def _count(place):
    return Count("/".join(f"{number:02d}" for number in place[:-1]), "area", f"{place[-1]:02d}")


@contextmanager
def search_limits(exact_cells, choices):
    """Let the search prove its choice in pieces of other sizes than it does."""
    before = search.EXACT_CELLS, search.MOST_CHOICES
    search.EXACT_CELLS, search.MOST_CHOICES = exact_cells, choices
    try:
        yield
    finally:
        search.EXACT_CELLS, search.MOST_CHOICES = before


def hidden_of(system):
    """Return what the search of the gate hides of a system, small counts and all."""
    found = set(system.small)
    open_ranges = {count: Range(1, None) if number else Range(0, 0) for count, number in system.numbers.items()}
    for piece in pieces(open_ranges, system.bounds):
        needed = {count: far for count, far in system.needed.items() if count in piece.ranges}
        shown = {
            count: Shown(system.numbers[count], system.numbers[count], 1, system.costs[count])
            for count in piece.ranges
            if count not in found
        }
        if needed:
            found |= Search(piece, shown, needed).hide()
    return found


def unsafe_in(system, hidden):
    """Return the small counts that a reader narrows down too far."""
    ranges = {
        count: Range(1, None) if count in hidden else Range(number, number) for count, number in system.numbers.items()
    }
    found = Reaches().of(ranges, system.bounds, system.needed)
    return [count for count, reach in found.items() if not reach.is_safe]


def lost(system, hidden):
    """Return what hiding besides the small counts costs."""
    return sum(system.costs[count] for count in hidden - set(system.small))


def naive(system):
    """Return what is hidden by the rule of thumb: where one is hidden in a line, the next smallest goes too."""
    hidden = set(system.small)
    while True:
        before = len(hidden)
        for bound in system.bounds:
            parts = [count for count, _ in bound.terms]
            if sum(part in hidden for part in parts) == 1:
                rest = sorted(
                    (part for part in parts if part not in hidden and system.numbers[part]), key=system.numbers.get
                )
                hidden |= set(rest[:1])
        if len(hidden) == before:
            return hidden
