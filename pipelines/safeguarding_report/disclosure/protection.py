"""What is hidden besides, year after year: a later year never changes what was chosen for an earlier one.

Each year's counts are settled with all earlier years as they are, from these results and what has been published:
a draft that nobody was given has no say. What others have printed already cannot be taken back; what they narrowed
too far is counted and told, and our own figures by themselves do not give it back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import log2
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import Range, joined
from safeguarding_report.disclosure.printed import Told
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import PARTITIONS, YEAR_LENGTH, breakdowns, relations
from safeguarding_report.disclosure.rules import Reason, is_unsafe
from safeguarding_report.disclosure.search import Search, Shown
from safeguarding_report.disclosure.solver import SolverGaveUpError
from safeguarding_report.disclosure.system import pieces
from safeguarding_report.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.counts import Counts
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
        self.held = sorted({*counts.numbers, *by_rule, *others.numbers, *others.hidden})
        self.ties = relations(self.held, counts.unavailable | others.unavailable, partnership)
        held = set(self.held)
        self.shares = [bound for bound in others.shares if held.issuperset(bound.counts)]
        self.known = others.numbers
        self.rows = breakdowns(self.held)
        self.with_zeros: set[Count] = set()
        self.left_out: dict[Breakdown, None] = {}
        self.protects: dict[Count, tuple[Count, ...]] = {}
        self.categories = {
            joined(items) for measure in MEASURES if measure.title in PARTITIONS for _, items in measure.parts
        }
        self.totals = {bound.terms[0][0].counted for bound in self.ties if bound.may_be_missed}

    def protection(self) -> Protection:
        """Settle year after year and say what came of it."""
        narrowed = self._narrowed()
        about_everyone = {count for count, reason in self.hidden.items() if reason is Reason.EVERYONE}
        self._leave_out(row for row in self.rows if about_everyone.intersection(row.parts))
        years = sorted({count.time_period[:YEAR_LENGTH] for count in self.held})
        # First our figures by themselves, which repeat no leak of others; then with all that others have printed.
        for known, shares in ((Told(), []), (self.others, self.shares)):
            self.known = known.numbers
            self.bounds = [*self.ties, *shares]
            self.targets = {
                count: self.rules.of(count).needed
                for count, reason in self.hidden.items()
                if reason in BY_RULE and count not in self.known and (not self.known or count not in self.harmless)
            }
            for year in years:
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
        """Return the hidden counts that others have printed or narrowed too far; those that are no harm are set aside."""
        floors = {count: self.rules.of(count).least_hidden for count in self.others.hidden}
        ranges = {count: self.others.numbers.get(count, Range(floors.get(count, 0), None)) for count in self.held}
        printed = {count for count in self.hidden if count in self.others.numbers}
        needed = {count: self.rules.of(count).needed for count in self.hidden if count not in printed}
        found = self.reaches.of(ranges, [*self.ties, *self.shares], needed)
        self.harmless = {count for count, reach in found.items() if not reach.is_safe}
        return {count for count in self.harmless if found[count].could_be_small} | {
            count for count in printed if self.hidden[count] is not Reason.SOURCE
        }

    # ---- whole rows ---------------------------------------------------------------------------------

    def _leave_out(self, rows: Iterable[Breakdown]) -> None:
        for row in rows:
            self.left_out[row] = None
            self.with_zeros |= set(row.parts)
            for part in row.parts:
                self.hidden.setdefault(part, Reason.LEFT_OUT)

    def _leave_out_if_nothing_less_is_safe(self, row: Breakdown) -> None:
        """Leave out a row whose total could not cover its small categories even with all of them hidden."""
        wanted = [self.targets[part] for part in row.parts if part in self.targets]
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

    def _settle(self, year: str) -> None:
        for row in self.rows:
            if row.whole.time_period[:YEAR_LENGTH] == year:
                self._leave_out_if_nothing_less_is_safe(row)
        until = [
            bound for bound in self.bounds if all(count.time_period[:YEAR_LENGTH] <= year for count in bound.counts)
        ]
        held = [count for count in self.held if count.time_period[:YEAR_LENGTH] <= year]
        for bounds in ([self._as_they_are(bound) for bound in until], until):
            unsafe = self._unsafe(held, bounds)
            if unsafe:
                self._hide_besides(held, bounds, year, unsafe)
        for zeros in (False, True):
            # Where nothing less was enough, of what is tied to them all of this year is hidden.
            unsafe = self._unsafe(held, until)
            for piece in self._open_pieces(held, until, year, zeros=zeros) if unsafe else ():
                if unsafe.intersection(piece.ranges):
                    self._hide([count for count in piece.ranges if self._may_be_hidden(count, zeros=zeros)], unsafe)

    def _unsafe(self, held: list[Count], bounds: list[Bound]) -> set[Count]:
        ranges = {count: self._range(count) for count in held}
        needed = {count: high for count, high in self.targets.items() if count in ranges}
        found = self.reaches.of(ranges, bounds, needed)
        # What is certainly large, such as a partnership of which one authority is shown, needs no protection.
        for count, reach in found.items():
            if not reach.is_safe and not is_unsafe(reach, self.hidden[count]):
                del self.targets[count]
        return {count for count, reach in found.items() if is_unsafe(reach, self.hidden[count])}

    def _hide_besides(self, held: list[Count], bounds: list[Bound], year: str, unsafe: set[Count]) -> None:
        for piece in self._open_pieces(held, bounds, year):
            own = unsafe.intersection(piece.ranges)
            if not own:
                continue
            shown = {count: self._shown(count) for count in piece.ranges if count not in self.hidden}
            needed = {count: self.targets[count] for count in piece.ranges if count in self.targets}
            try:
                self._hide(Search(piece, shown, needed).hide(), own)
            except SolverGaveUpError:
                continue

    def _open_pieces(self, held: list[Count], bounds: list[Bound], year: str, *, zeros: bool = False) -> list[Piece]:
        """Return the pieces that there would be if everything of this year that may be hidden were hidden."""
        ranges = {
            count: Range(self._floor(count), None)
            if count.time_period[:YEAR_LENGTH] == year and self._may_be_hidden(count, zeros=zeros)
            else self._range(count)
            for count in held
        }
        return pieces(ranges, bounds)

    def _hide(self, more: Iterable[Count], protected: set[Count]) -> None:
        for count in sorted(more):
            if count not in self.hidden:
                self.hidden[count] = Reason.COMPLEMENTARY
                if not self.numbers[count]:
                    self.with_zeros.add(count)
                self.protects[count] = tuple(sorted(protected))

    # ---- one count ----------------------------------------------------------------------------------

    def _may_be_hidden(self, count: Count, *, zeros: bool = False) -> bool:
        """True when hiding it would take something from a reader: others have not printed it, and it is not a zero."""
        number = self.numbers.get(count)
        return (
            number is not None
            and count not in self.hidden
            and count not in self.known
            and (number > 0 or zeros or self._is_beside_hidden_zeros(count))
        )

    def _is_beside_hidden_zeros(self, count: Count) -> bool:
        """True when the same is hidden of another area though it may be 0: here a 0 could give it back."""
        return any(
            count._replace(area_code=area) in self.with_zeros
            for area in (*self.partnership.areas, self.partnership.slug)
        )

    def _range(self, count: Count) -> Range:
        if count in self.known:
            return self.known[count]
        if count in self.numbers and count not in self.hidden:
            return self._printed(count)
        return Range(self._floor(count), None)

    def _printed(self, count: Count) -> Range:
        rule = self.rules.of(count)
        return rule.meant_by(rule.printed(self.numbers[count]))

    def _floor(self, count: Count) -> int:
        # Of what others show as hidden beside zeros that they print, everybody knows that it is none.
        may_be_zero = count in self.with_zeros and not (self.known and count in self.others.hidden)
        return 0 if may_be_zero else self.rules.of(count).least_hidden

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

    def _as_they_are(self, bound: Bound) -> Bound:
        """Return a sum as the true numbers keep it: parts that miss their published total hide nothing by that."""
        if any(count not in self.numbers for count in bound.counts):
            return bound
        total = sum(self.numbers[count] * times for count, times in bound.terms)
        least, most = bound.least, bound.most
        if least is not None and least == most:
            return replace(bound, least=total, most=total)
        return replace(
            bound,
            least=None if least is None else min(least, total),
            most=None if most is None else max(most, total),
        )
