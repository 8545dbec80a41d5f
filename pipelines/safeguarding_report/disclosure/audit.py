"""The audit: reads the released figures back as a reader would, and says no when a hidden count can be found.

It knows nothing of how the gate chose what to hide. It opens figures.csv as it was written, puts beside it what others
have printed, and shares with the gate only the declared relations. Its findings name cells, never values.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.contradictions import Room, room_needed
from safeguarding_report.disclosure.counted import PROTECTED_LEVELS, Count, Counted, Range, counted_in, what_is_counted
from safeguarding_report.disclosure.printed import Told
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import beside, relations, rows_hidden_whole
from safeguarding_report.disclosure.safe import Needed, is_unsafe, needed
from safeguarding_report.errors import DataError
from safeguarding_report.findings import Finding, worst_first

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from safeguarding_report.disclosure.reach import Reach
    from safeguarding_report.disclosure.relations import Bound
    from safeguarding_report.disclosure.rules import Reason, Rules
    from safeguarding_report.partnership import Partnership

FIGURES = "figures.csv"
NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
FIRST_LINE = 2
"""Line numbers as a spreadsheet shows them: the header is line 1."""

NAMED_CELLS = 5
"""Cells that a finding names; it always says how many there are."""


@dataclass(frozen=True)
class Audited:
    """What the audit found to be safe."""

    protected: int
    """Hidden counts whose range was proved."""
    narrowest: int | None
    """How many different numbers each of them can still be, at least; None where there is none to protect."""
    narrowed_by_others: frozenset[Count]
    """Those that others have printed or narrowed to few numbers, small or large ones, whatever we print."""


class Reader:
    """What somebody who reads figures.csv knows: the counts that are shown, and those that are hidden."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        known = what_is_counted()
        with (folder / FIGURES).open(encoding="utf-8", newline="") as lines:
            self.protected = [
                (line, row, counted_in(known, row["measure"], row["category"]))
                for line, row in enumerate(csv.DictReader(lines), FIRST_LINE)
                if row["geographic_level"] in PROTECTED_LEVELS
            ]
        self.told = Told()
        self.shown: dict[Count, set[int]] = defaultdict(set)
        self.hidden: set[Count] = set()
        for _, row, counted in self.protected:
            self.told.take(row, counted, rules)
            for count, texts in _counts(row, counted):
                self.shown[count] |= {int(text) for text in texts if text}
            if row["symbol"] == "c" and counted.data_type == "count" and counted.is_sensitive:
                self.hidden.add(_count(row, counted.numerator))
        self.hidden |= self.told.hidden - self.told.numbers.keys()


def audit(
    folder: Path,
    partnership: Partnership,
    rules: Rules,
    others: Told,
    by_rule: Mapping[Count, Reason],
    must_stay_hidden: Collection[str] = (),
) -> Audited:
    """Stop the build when the released figures show, or let a reader work out, a count that is hidden.

    Parameters
    ----------
    folder
        What was released.
    partnership, rules
        Whose figures they are, and what is hidden by rule.
    others
        What the source and published editions have printed.
    by_rule
        The counts that are hidden by rule, and by which; each of them must be safe.
    must_stay_hidden
        Figures that the source itself hides.

    Raises
    ------
    DataError
        With every finding; each names its cells and no value.

    """
    reader = Reader(folder, rules)
    told = replace(reader.told, hidden=reader.hidden)

    def unsafe_of(found: Mapping[Count, Reach]) -> dict[Count, Reach]:
        return {count: reach for count, reach in found.items() if is_unsafe(reach, by_rule[count], rules, count)}

    nobody = Told()
    known = _Reading(nobody, others, partnership, rules)
    room = room_needed(known.ranges, known.bounds)
    beyond = {*told.numbers, *told.hidden, *by_rule}
    alone = _Reading(told, nobody, partnership, rules, beyond=by_rule, room=room)
    by_itself = sorted(unsafe_of(alone.reaches(by_rule)))
    own = _Reading(told, others, partnership, rules, beyond=by_rule, room=room).reaches(by_rule)
    unsafe = unsafe_of(own)
    narrow = [count for count, reach in own.items() if not reach.is_safe]
    before_us = _Reading(nobody, others, partnership, rules, beyond=beyond, room=room)
    without = before_us.reaches(narrow) if narrow else {}
    by_us = sorted(
        count
        for count, reach in unsafe.items()
        if _is_narrower(reach, needed(count, rules, lambda _: 0, partnership).at_most(without[count]))
    )
    findings = [
        *_rows(reader, rules, must_stay_hidden),
        *_counts_shown(reader, by_rule),
        *_finding(
            "a hidden count is too narrow",
            "All that is published must leave it from at most 1 to the threshold + 1.",
            [(0, str(count)) for count in by_us],
        ),
        *_finding(
            "a hidden count follows from these figures by themselves",
            "Even what others have let out is not repeated.",
            [(0, str(count)) for count in by_itself],
        ),
    ]
    if findings:
        message = (
            "The audit of the gate says no: the released figures would give hidden counts away. Nothing is released. "
            "Where year.toml or partnership.toml sets a threshold, it may ask more of a tiny area than what others have "
            "printed leaves: lower it. Else it is a fault in the rules of the gate or in a hand-edited file; report it "
            "with the cells named here."
        )
        raise DataError(message, worst_first(findings))
    widths = [reach.most - reach.least + 1 for reach in own.values() if reach.is_safe]
    printed = {count for count in by_rule if count in others.numbers}
    by_others = {count for count, reach in without.items() if not reach.is_safe} - before_us.wide_though_large(without)
    return Audited(len(widths), min(widths, default=None), frozenset(by_others | printed))


def _together(told: Told, others: Told) -> Told:
    """Return what a reader of ours and of all others knows; of two numbers for one count ours is the newer."""
    numbers = others.numbers | told.numbers
    return Told(
        numbers,
        (told.hidden | others.hidden) - numbers.keys(),
        (told.unavailable | others.unavailable) - numbers.keys(),
        [*told.shares, *others.shares],
    )


class _Reading:
    """What somebody makes of what we and others have printed, and of the rules."""

    def __init__(
        self,
        ours: Told,
        others: Told,
        partnership: Partnership,
        rules: Rules,
        *,
        beyond: Iterable[Count] = (),
        room: Room | None = None,
    ) -> None:
        """Take in what was printed; `beyond` are counts that there are, whether or not anybody prints them."""
        self.ours, self.others, self.partnership, self.rules = ours, others, partnership, rules
        self.room = room or Room()
        self.told = _together(ours, others)
        self.held = sorted({*self.told.numbers, *self.told.hidden, *beyond})
        self.ranges = self._ranges()
        self.reached = Reaches()

    def reaches(self, wanted: Iterable[Count]) -> dict[Count, Reach]:
        """Return how far the wanted counts reach, of those that are not printed."""

        def floor(count: Count) -> int:
            return self.ranges[count].least if count in self.told.hidden else 0

        sought = [count for count in wanted if count not in self.told.numbers]
        far = {count: needed(count, self.rules, floor, self.partnership) for count in sought}
        return self.reached.of(self.ranges, self.bounds, far)

    def wide_though_large(self, found: Mapping[Count, Reach]) -> set[Count]:
        """Return those that are certainly above their threshold, and can be as many numbers as a small one must."""
        far = {
            count: Needed(reach.least, reach.least + self.rules.of(count).threshold)
            for count, reach in found.items()
            if reach.least > self.rules.of(count).threshold
        }
        again = self.reached.of(self.ranges, self.bounds, far)
        return {count for count, reach in again.items() if reach.is_safe}

    @cached_property
    def bounds(self) -> list[Bound]:
        """Return what ties the counts."""
        held = set(self.held)
        tied = relations(held, self.told.unavailable, self.partnership)
        shares = [bound for bound in self.told.shares if held.issuperset(bound.counts)]
        return self.room.given_to([*tied, *shares])

    def _ranges(self) -> dict[Count, Range]:
        told = self.told
        # Where a whole row is hidden its zeros are hidden too, and we hide those beside it; anywhere else a zero is
        # shown, so what is hidden is not 0. What nobody has printed, not even as hidden, may be 0 as well.
        with_zeros = rows_hidden_whole(self.held, told.numbers.keys())
        with_zeros |= beside(with_zeros & self.ours.hidden, self.partnership) - self.others.hidden
        certain = told.hidden - with_zeros - self.room.zeros
        floors = {count: self.rules.of(count).least_hidden for count in certain}
        return {count: told.numbers.get(count, Range(floors.get(count, 0), None)) for count in self.held}


def _is_narrower(own: Reach, left: Needed) -> bool:
    """True when what we print leaves less than what others had left, at an end that is not far enough."""
    return own.most < left.up or own.least > left.down


def _rows(reader: Reader, rules: Rules, must_stay_hidden: Collection[str]) -> Iterable[Finding]:
    small, open_cells, made_from, shown = [], [], [], []
    for line, row, counted in reader.protected:
        cell = (line, row["figure_id"])
        if any(rules.of(count).hides(int(text)) for count, texts in _counts(row, counted) for text in texts if text):
            small.append(cell)
        if row["symbol"] == "c" and any(row[column] for column in NUMBERS if column != "denominator"):
            open_cells.append(cell)
        if counted.data_type != "count" and _tells_of_hidden(row, counted, reader.hidden):
            made_from.append(cell)
        if row["figure_id"] in must_stay_hidden and any(row[column] for column in ("numerator", "value")):
            shown.append(cell)
    yield from _finding("a small count is shown", "Counts from 1 to the threshold are hidden.", small)
    yield from _finding("a hidden figure shows a number", "A figure with the symbol c has no number.", open_cells)
    yield from _finding(
        "a rate or percentage is made from a count that is not shown", "It gives the count back.", made_from
    )
    yield from _finding("a figure is shown that was hidden", "What the source hides stays hidden.", shown)


def _tells_of_hidden(row: dict[str, str], counted: Counted, hidden: Collection[Count]) -> bool:
    if row["numerator"] == "0" and row["value"] and float(row["value"]) == 0 and not (row["lower"] or row["upper"]):
        return False  # none of however many is 0 per cent, which tells nothing of how many
    if row["value"] and not (row["numerator"] and row["denominator"]):
        return True
    # "Not applicable" says that the denominator is 0, "low" that the numerator is small.
    return row["symbol"] not in {"c", "x"} and any(count in hidden for count, _ in _counts(row, counted))


def _counts_shown(reader: Reader, by_rule: Collection[Count]) -> Iterable[Finding]:
    hidden = [(0, str(count)) for count in sorted({*reader.hidden, *by_rule}) if reader.shown.get(count)]
    twice = [(0, str(count)) for count, numbers in sorted(reader.shown.items()) if len(numbers) > 1]
    yield from _finding("a hidden count is shown elsewhere", "It is hidden in every row that it stands in.", hidden)
    yield from _finding("one count is shown with two numbers", "Every row shows the same.", twice)


def _count(row: dict[str, str], counted: str) -> Count:
    return Count(counted, row["area_code"], row["time_period"])


def _counts(row: dict[str, str], counted: Counted) -> Iterable[tuple[Count, list[str]]]:
    if counted.is_sensitive:
        columns = NUMBERS if counted.data_type == "count" else ("numerator",)
        yield _count(row, counted.numerator), [row[column] for column in columns if column != "denominator"]
    if counted.is_share:
        yield _count(row, counted.denominator), [row["denominator"]]


def _finding(rule: str, reason: str, cells: list[tuple[int, str]]) -> Iterable[Finding]:
    if cells:
        named = ", ".join(name for _, name in cells[:NAMED_CELLS])
        more = ", …" if len(cells) > NAMED_CELLS else ""
        yield Finding(
            "error",
            FIGURES,
            rule,
            f"{reason} Cells: {named}{more}.",
            count=len(cells),
            rows=tuple(line for line, _ in cells if line),
        )
