"""What is hidden besides, year after year: a later year never changes what was chosen for an earlier one.

Each year's counts are settled with all earlier years as they are, from these results and what has been published:
a draft that nobody was given has no say. What others have printed already cannot be taken back; what they narrowed
too far is counted and told, and our own figures by themselves do not give it back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.contradictions import Room, room_needed
from safeguarding_report.disclosure.counted import Range, is_complement, joined
from safeguarding_report.disclosure.few_choices import cheapest_of_few
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import (
    PARTITIONS,
    YEAR_LENGTH,
    beside,
    breakdowns,
    relations,
    rows_hidden_whole,
)
from safeguarding_report.disclosure.rules import Reason
from safeguarding_report.disclosure.safe import Needed, is_unsafe, needed
from safeguarding_report.disclosure.search import Search, Shown
from safeguarding_report.disclosure.solver import SolverGaveUpError
from safeguarding_report.disclosure.system import Pieces
from safeguarding_report.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.counts import Counts
    from safeguarding_report.disclosure.printed import Told
    from safeguarding_report.disclosure.reach import Reach
    from safeguarding_report.disclosure.relations import Bound, Breakdown
    from safeguarding_report.disclosure.rules import Rules
    from safeguarding_report.disclosure.system import Piece
    from safeguarding_report.partnership import Partnership

BY_RULE = (Reason.SOURCE, Reason.THRESHOLD, Reason.EVERYONE)
"""Reasons for which a hidden count must be safe; what is hidden for its sake need not be."""

FEWEST_OPEN = 2
"""A single hidden category is the total less the rest."""


@dataclass(frozen=True)
class Protection:
    """All hidden counts with their reasons, what was left out whole, and what others had narrowed before us."""

    hidden: dict[Count, Reason]
    left_out: tuple[Breakdown, ...]
    narrowed: frozenset[Count]
    protects: dict[Count, tuple[Count, ...]] = field(default_factory=dict)
    """For each count hidden to protect others: the hidden counts of its piece that were not safe without."""
    costs: dict[Count, float] = field(default_factory=dict)


def protect(
    counts: Counts,
    by_rule: Mapping[Count, Reason],
    others: Told,
    rules: Rules,
    partnership: Partnership,
    priorities: Collection[str] = (),
) -> Protection:
    """Hide what must be hidden beside what is hidden by rule; counts of `priorities` are the last to go."""
    return _Protecting(counts, by_rule, others, rules, partnership, priorities).protection()


@dataclass(frozen=True)
class _System:
    """Counts that readers know of, and what ties them."""

    held: Sequence[Count]
    bounds: Sequence[Bound]


def _holds_as_whole(row: Breakdown, unsafe: set[Count]) -> bool:
    return row.whole in unsafe


def _holds_as_part(row: Breakdown, unsafe: set[Count]) -> bool:
    return not unsafe.isdisjoint(row.parts)


class _Protecting:
    """The work of one release."""

    def __init__(
        self,
        counts: Counts,
        by_rule: Mapping[Count, Reason],
        others: Told,
        rules: Rules,
        partnership: Partnership,
        priorities: Collection[str],
    ) -> None:
        self.priorities = frozenset(priorities)
        self.numbers = counts.numbers
        self.hidden = dict(by_rule)
        self.others = others
        self.rules = rules
        self.partnership = partnership
        self.reaches = Reaches()
        own = {*counts.numbers, *by_rule}
        published = {*others.numbers, *others.hidden}
        # Of what others show as hidden beside zeros that they print, everybody knows that it is none.
        self.others_may_be_none = rows_hidden_whole(published, others.numbers.keys())
        self.known: Mapping[Count, Range] = {}
        self.room = Room()
        alone = self._system(published, others.unavailable, others.shares)
        self.room = room_needed({count: self._range_of_others(count) for count in alone.held}, alone.bounds)
        self.by_itself = self._system(own, counts.unavailable, ())
        self.with_others = self._system(own | published, counts.unavailable | others.unavailable, others.shares)
        self.rows: dict[str, list[Breakdown]] = {}
        for row in breakdowns(own):
            self.rows.setdefault(row.whole.time_period[:YEAR_LENGTH], []).append(row)
        self.published, self.as_they_are = Pieces(self._range), Pieces(self._range)
        self.with_zeros: set[Count] = set()
        self.left_out: dict[Breakdown, None] = {}
        self.protects: dict[Count, tuple[Count, ...]] = {}
        self.categories = {
            joined(items) for measure in MEASURES if measure.title in PARTITIONS for _, items in measure.parts
        }
        self.totals = {bound.terms[0][0].counted for bound in self.by_itself.bounds if bound.may_be_missed}

    def _system(self, held: set[Count], unavailable: Collection[Count], shares: Iterable[Bound]) -> _System:
        tied = relations(held, unavailable, self.partnership)
        shares = [bound for bound in shares if held.issuperset(bound.counts)]
        return _System(sorted(held), self.room.given_to([*tied, *shares]))

    def protection(self) -> Protection:
        """Settle year after year and say what came of it."""
        narrowed = self._narrowed()
        about_everyone = {count for count, reason in self.hidden.items() if reason is Reason.EVERYONE}
        rows = [row for rows in self.rows.values() for row in rows]
        self._leave_out(row for row in rows if about_everyone.intersection(row.parts))
        years = sorted({count.time_period[:YEAR_LENGTH] for count in self.by_itself.held})
        # First our figures by themselves, which repeat no leak of others; then with all that others have printed.
        for system in (self.by_itself, self.with_others) if self.others.tells_anything else (self.by_itself,):
            self.system = system
            self.known = self.others.numbers if system is self.with_others else {}
            self.targets = {
                count for count, reason in self.hidden.items() if reason in BY_RULE and count not in self.known
            }
            self.published, self.as_they_are = Pieces(self._range), Pieces(self._range)
            self.has_missed_sums = False
            for year, bounds in _by_year(system.bounds, years):
                self._take_in(bounds)
                self._settle(year)
        return Protection(
            self.hidden,
            tuple(self.left_out),
            frozenset(narrowed),
            self.protects,
            {count: self._cost(count) for count in self.protects},
        )

    # ---- what is known without us -------------------------------------------------------------------

    def _narrowed(self) -> set[Count]:
        """Return the hidden counts that others have printed or narrowed too far; we leave of them what others left."""
        ranges = {count: self._range_of_others(count) for count in self.with_others.held}
        printed = {count for count in self.hidden if count in self.others.numbers}
        far = {
            count: needed(count, self.rules, self._floor_of_others, self.partnership)
            for count in self.hidden
            if count not in printed
        }
        found = self.reaches.of(ranges, self.with_others.bounds, far)
        self.left_by_others = {count: far[count].at_most(reach) for count, reach in found.items() if not reach.is_safe}
        return self.left_by_others.keys() | {count for count in printed if self.hidden[count] is not Reason.SOURCE}

    # ---- whole rows ---------------------------------------------------------------------------------

    def _leave_out(self, rows: Iterable[Breakdown]) -> None:
        for row in rows:
            self.left_out[row] = None
            self.with_zeros |= set(row.parts)
            for part in row.parts:
                self.hidden.setdefault(part, Reason.LEFT_OUT)
            self._look_anew(row.parts)

    def _leave_out_if_nothing_less_is_safe(self, row: Breakdown) -> None:
        """Leave out a row whose total could not cover its small categories even with all of them hidden."""
        wanted = [self._needed(part).up for part in row.parts if part in self.targets]
        whole = self.known.get(row.whole)
        if not wanted or row in self.left_out or (row.whole in self.hidden and whole is None):
            return
        total = whole.least if whole else self.numbers.get(row.whole)
        if total is None:
            return
        is_open = [part for part in row.parts if part in self.hidden or self._may_be_hidden(part)]
        shown = sum(self.numbers.get(part, 0) for part in row.parts if part not in is_open)
        shared = total - shown
        if all(part in self.numbers for part in is_open):
            # What misses the published total protects nobody.
            shared = min(shared, sum(self.numbers[part] for part in is_open))
        if len(is_open) < FEWEST_OPEN or shared - (len(is_open) - 1) < max(wanted):
            self._leave_out([row])

    # ---- one year after the other -------------------------------------------------------------------

    def _take_in(self, bounds: Mapping[int, Bound]) -> None:
        """Take in the bounds of one more year, as published and as the true numbers keep them."""
        for place, bound in bounds.items():
            as_it_is = self._as_it_is(bound)
            self.has_missed_sums |= as_it_is != bound
            self.published.add(place, bound)
            self.as_they_are.add(place, as_it_is)

    def _settle(self, year: str) -> None:
        own_rows = self.rows.get(year, [])
        for row in own_rows:
            self._leave_out_if_nothing_less_is_safe(row)
        unsafe = self._unsafe(self.as_they_are, year)
        if unsafe:
            self._hide_besides(self.as_they_are, year, unsafe)
        # Where published sums are kept, and nothing was unsafe, both are the same question.
        if unsafe or self.has_missed_sums:
            unsafe = self._unsafe(self.published, year)
        if unsafe:
            self._hide_besides(self.published, year, unsafe)
            unsafe = self._unsafe(self.published, year)
        for near in (_holds_as_whole, _holds_as_part, self._stands_beside):
            # The total of a row whose hidden parts are none of them 0 is certainly not 1: then its zeros are hidden too.
            rows = [row for row in own_rows if near(row, unsafe) and row not in self.left_out] if unsafe else []
            if rows:
                self._leave_out(rows)
                self._hide_besides(self.published, year, self._unsafe(self.published, year))
                unsafe = self._unsafe(self.published, year)
        # Where nothing less was enough, of what is tied to them all of this year is hidden.
        for piece in self._open_pieces(self.published, year, unsafe):
            self._hide([count for count in piece.ranges if self._may_be_hidden(count)], unsafe)

    def _stands_beside(self, row: Breakdown, unsafe: set[Count]) -> bool:
        return not beside(unsafe, self.partnership).isdisjoint((row.whole, *row.parts))

    def _unsafe(self, pieces: Pieces, year: str) -> set[Count]:
        far = {count: self._needed(count) for count in self.targets if count.time_period[:YEAR_LENGTH] <= year}
        found = self.reaches.among(pieces.around(far), far)
        # What is certainly large, such as a partnership of which one authority is shown, needs no protection.
        for count, reach in found.items():
            if not reach.is_safe and not self._is_unsafe(count, reach):
                self.targets.discard(count)
        return {count for count, reach in found.items() if self._is_unsafe(count, reach)}

    def _is_unsafe(self, count: Count, reach: Reach) -> bool:
        return is_unsafe(reach, self.hidden[count], self.rules, count)

    def _hide_besides(self, pieces: Pieces, year: str, unsafe: set[Count]) -> None:
        for piece in self._open_pieces(pieces, year, unsafe):
            own = unsafe.intersection(piece.ranges)
            shown = {
                count: self._shown(count)
                for count in piece.ranges
                if count.time_period[:YEAR_LENGTH] == year and self._may_be_hidden(count)
            }
            # What is safe already stays so, whatever else is hidden.
            far = {count: self._needed(count) for count in piece.ranges if count in own}
            try:
                few = cheapest_of_few(piece, shown, far)
                self._hide(Search(piece, shown, far).hide() if few is None else few, own)
            except SolverGaveUpError:
                continue

    def _open_pieces(self, pieces: Pieces, year: str, unsafe: set[Count]) -> list[Piece]:
        """Return the pieces of unsafe counts that there would be if all of this year that may be hidden were hidden."""

        def range_of(count: Count) -> Range:
            is_open = count.time_period[:YEAR_LENGTH] == year and self._may_be_hidden(count)
            return Range(self._floor(count), None) if is_open else self._range(count)

        return pieces.ties.pieces(unsafe, range_of)

    def _hide(self, more: Iterable[Count], protected: set[Count]) -> None:
        for count in sorted(more):
            if count not in self.hidden:
                self.hidden[count] = Reason.COMPLEMENTARY
                if not self.numbers[count]:
                    self.with_zeros.add(count)
                self.protects[count] = tuple(sorted(protected))
                self._look_anew([count])

    def _look_anew(self, changed: Collection[Count]) -> None:
        """Let no piece stay as it was in which the range of a count is another now."""
        for pieces in (self.published, self.as_they_are):
            pieces.change(changed)

    # ---- one count ----------------------------------------------------------------------------------

    def _may_be_hidden(self, count: Count) -> bool:
        """True when hiding it would take something from a reader: others have not printed it, and it is not a zero."""
        number = self.numbers.get(count)
        return (
            number is not None
            and count not in self.hidden
            and count not in self.known
            and (number > 0 or self._is_beside_hidden_zeros(count))
        )

    def _is_beside_hidden_zeros(self, count: Count) -> bool:
        """True when the same is hidden of another area or under another name though it may be 0: a 0 could give it back."""
        return not self.with_zeros.isdisjoint(beside({count}, self.partnership))

    def _range(self, count: Count) -> Range:
        if count in self.known:
            return self.known[count]
        if count in self.numbers and count not in self.hidden:
            return self._printed(count)
        return Range(self._floor(count), None)

    def _printed(self, count: Count) -> Range:
        rule = self.rules.of(count)
        return rule.meant_by(rule.printed(self.numbers[count]))

    def _needed(self, count: Count) -> Needed:
        far = needed(count, self.rules, self._floor_of_hidden, self.partnership)
        left = self.left_by_others.get(count) if self.system is self.with_others else None
        return far if left is None else Needed(max(far.down, left.down), min(far.up, left.up))

    def _floor_of_hidden(self, count: Count) -> int:
        is_hidden = count not in self.known and (count in self.hidden or count in self.others.hidden)
        return self._floor(count) if is_hidden else 0

    def _floor(self, count: Count) -> int:
        if is_complement(count.counted):
            return 0
        is_ours = count in self.numbers or count in self.hidden
        if self.system is self.with_others and (count in self.others.hidden or not is_ours):
            return self._floor_of_others(count)
        may_be_none = not is_ours or count in self.with_zeros or count in self.room.zeros
        return 0 if may_be_none else self.rules.of(count).least_hidden

    def _floor_of_others(self, count: Count) -> int:
        # What nobody has printed, not even as hidden, may be 0 as well.
        may_be_none = count not in self.others.hidden or count in self.others_may_be_none or count in self.room.zeros
        return 0 if may_be_none else self.rules.of(count).least_hidden

    def _range_of_others(self, count: Count) -> Range:
        return self.others.numbers.get(count) or Range(self._floor_of_others(count), None)

    def _shown(self, count: Count) -> Shown:
        rule, number = self.rules.of(count), self.numbers[count]
        least, most = rule.meant_by(rule.printed(number))
        return Shown(least, least if most is None else most, min(self._floor(count), number), self._cost(count))

    def _cost(self, count: Count) -> float:
        costs, number = self.rules.costs, self.numbers[count]
        kind = "category" if count.counted in self.categories else "total" if count.counted in self.totals else "part"
        cost = costs[kind] + costs["doubling"] * round(log2(number + 1), 3)
        if count.counted in self.priorities:
            cost += costs["priority"]
        if count in self.others.numbers:
            cost += costs["printed_by_source"]
        return float(cost * costs["partnership"] if count.area_code == self.partnership.slug else cost)

    def _as_it_is(self, bound: Bound) -> Bound:
        """Return a sum as the true numbers keep it: parts that miss their published total hide nothing by that."""
        if any(count not in self.numbers for count, _ in bound.terms):
            return bound
        total = sum(self.numbers[count] * times for count, times in bound.terms)
        least, most = bound.least, bound.most
        if least is not None and least == most:
            return bound._replace(least=total, most=total)
        return bound._replace(
            least=None if least is None else min(least, total),
            most=None if most is None else max(most, total),
        )


def _by_year(bounds: Iterable[Bound], years: Sequence[str]) -> Iterator[tuple[str, dict[int, Bound]]]:
    """Yield for each year, with their places among all, the bounds that nothing earlier or later completes."""
    waiting = [(max(count.time_period[:YEAR_LENGTH] for count, _ in bound.terms), bound) for bound in bounds]
    before = ""
    for year in years:
        yield year, {place: bound for place, (of, bound) in enumerate(waiting) if before < of <= year}
        before = year
