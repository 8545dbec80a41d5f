"""What ties counts to each other, declared once: every sum that a reader may rely on.

A bound is a sum of counts, each times a whole number, that lies between two numbers:

* the total of a closed breakdown less its categories is 0;
* a partnership less its authorities is 0, and a year less its quarters;
* a share is part of a whole, so the whole less the part (their complement) is never below 0; where the complement is
  hidden by rule, all three are tied;
* what was open, less what is open now, with what started and less what ended, is nearly 0;
* what published tables add up to, and children less what happened to them, whether or not a measure prints them;
* what partners' indicators say of each other by their words: one number under two names, and some of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.disclosure.between_indicators import SAME_NUMBER, SOME_OF, other_names
from safeguarding_report.disclosure.counted import Count, complement, is_complement, joined, what_is_counted
from safeguarding_report.disclosure.published_sums import CHILDREN_AND_EVENTS, SUMS, tables
from safeguarding_report.measures import MEASURES
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from safeguarding_report.partnership import Partnership

PARTITIONS = {measure.title: measure.parts_of for measure in MEASURES if measure.parts_of}
"""Breakdowns whose categories add up to a total that is printed too, each with that total."""

SHARED_OUT = {measure.title: measure.denominator for measure in MEASURES if measure.parts_of and measure.denominator}
"""What the shares of such a breakdown are shares of: its categories add up to that too, by whatever name."""

STOCKS_AND_FLOWS = (("plans_at_31_march", "plans_starting", "plans_ending"),)
"""What is open at the end of a year, what started in it, and what ended."""

STOCK_AND_FLOW_TOLERANCE = 45
"""Of 1,636 authority-years 686 add up exactly, and 99 in 100 within 45 (published files to 2024)."""

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
YEAR_LENGTH = len("202324")


class Bound(NamedTuple):
    """A sum of counts, each times a whole number, that lies between two numbers; None where it has no end."""

    terms: tuple[tuple[Count, int], ...]
    least: int | None
    most: int | None
    may_be_missed: bool = False
    """True when published counts do not always keep it: parts that miss their total are real."""

    @property
    def counts(self) -> tuple[Count, ...]:
        """The counts that it ties."""
        return tuple(count for count, _ in self.terms)


@dataclass(frozen=True)
class Breakdown:
    """The total of an area and period, and the categories that add up to it."""

    title: str
    whole: Count
    parts: tuple[Count, ...]

    def is_of(self, year: str) -> bool:
        """True when it is about this year or a part of it."""
        return self.whole.time_period[:YEAR_LENGTH] == year


def relations(held: Collection[Count], unavailable: Collection[Count], partnership: Partnership) -> list[Bound]:
    """Return every bound between counts that are held: those with a number, and those that are hidden.

    Parameters
    ----------
    held
        Counts that have a number or are hidden.
    unavailable
        Counts that their source does not have; what they belong to does not add up without them.
    partnership
        Whose areas they are.

    """
    counts = sorted(held)
    known = set(counts)
    return [
        *_of_breakdowns(counts, known, unavailable),
        *_of_areas(counts, known, partnership),
        *_of_shares(counts, known),
        *_of_items(counts, known),
        *_of_quarters(counts, known),
        *_of_published_sums(counts, known),
        *_of_indicators(counts),
        *_of_stocks([count for count in counts if count.area_code in partnership.areas], known),
    ]


def breakdowns(held: Iterable[Count]) -> list[Breakdown]:
    """Return every closed breakdown of each area and period of which there is anything."""
    known = set(held)
    by_title = {measure.title: measure for measure in MEASURES}
    places = dict.fromkeys((count.area_code, count.time_period) for count in sorted(known))
    found = []
    for title, whole in PARTITIONS.items():
        total = joined(by_title[whole].numerator)
        items = [joined(one) for _, one in by_title[title].parts]
        for place in places:
            parts = tuple([part for item in items if (part := Count(item, *place)) in known])
            if parts:
                found.append(Breakdown(title, Count(total, *place), parts))
    return found


def rows_hidden_whole(held: Collection[Count], shown: Collection[Count]) -> set[Count]:
    """Return the parts of every row of which nothing is shown: there a zero is hidden too."""
    return {part for row in rows_of_tables(held) if not any(part in shown for part in row) for part in row}


def rows_of_tables(held: Iterable[Count]) -> list[tuple[Count, ...]]:
    """Return the categories of every row of the tables of measures and of the published ones, as far as there are any."""
    known = set(held)
    rows = [row.parts for row in breakdowns(known)]
    of_tables = [one.parts for one in tables()]
    for area_code, time_period in dict.fromkeys(count[1:] for count in sorted(known)):
        for items in of_tables:
            parts = (Count(item, area_code, time_period) for item in items)
            rows.append(tuple([part for part in parts if part in known]))
    return rows


def beside(hidden: Iterable[Count], partnership: Partnership) -> set[Count]:
    """Return the same counts of all areas of a partnership, and under their other names.

    A zero of one could give back the hidden zero of another.
    """
    areas = (*partnership.areas, partnership.slug)
    return {
        Count(name, area, count.time_period)
        for count in hidden
        for name in other_names(count.counted)
        for area in areas
    }


def _of_breakdowns(counts: list[Count], known: set[Count], unavailable: Collection[Count]) -> Iterator[Bound]:
    sizes = {measure.title: len(measure.parts) for measure in MEASURES}
    for one in breakdowns(counts):
        place = one.whole[1:]
        lacks = len(one.parts) < sizes[one.title] and any(count[1:] == place for count in unavailable)
        below = one.whole._replace(counted=SHARED_OUT.get(one.title, one.whole.counted))
        for whole in dict.fromkeys((one.whole, below)):
            if whole in known:
                yield _less(whole, one.parts, 0, None if lacks else 0, may_be_missed=True)


def areas_together(whole: Count, partnership: Partnership) -> list[Count]:
    """Return the counts of the authorities that make up a partnership's."""
    return [Count(whole.counted, area, whole.time_period) for area in partnership.areas]


def _of_areas(counts: list[Count], known: set[Count], partnership: Partnership) -> Iterator[Bound]:
    if not partnership.is_joint:
        return
    for counted, time_period in dict.fromkeys((count.counted, count.time_period) for count in counts):
        whole = Count(counted, partnership.slug, time_period)
        parts = tuple(areas_together(whole, partnership))
        if known.issuperset((whole, *parts)):
            yield _less(whole, parts, 0, 0)


def _of_shares(counts: list[Count], known: set[Count]) -> Iterator[Bound]:
    shares = {
        (one.numerator, one.denominator)
        for one in what_is_counted().values()
        if one.is_share and one.title not in PARTITIONS
    }
    by_counted = _by_counted(counts)
    for part, whole in sorted(shares):
        places = {count[1:] for count in by_counted.get(whole, ())}
        for count in by_counted.get(part, ()):
            if count[1:] in places:
                whole_count = Count(whole, *count[1:])
                rest = Count(complement(part, whole), *count[1:])
                if rest in known:
                    yield _less(whole_count, (count, rest), 0, 0)
                else:
                    yield _less(whole_count, (count,), 0, None)


def _of_items(counts: list[Count], known: set[Count]) -> Iterator[Bound]:
    for count in (one for one in counts if "+" in one.counted and not is_complement(one.counted)):
        items = count.counted.split("+")
        held = tuple(part for item in items if (part := count._replace(counted=item)) in known)
        if held:
            yield _less(count, held, 0, 0 if len(held) == len(items) else None)


def _of_published_sums(counts: list[Count], known: set[Count]) -> Iterator[Bound]:
    printed = {(joined(whole), parts) for whole, parts in _closed_breakdowns()}
    by_whole = _by_counted(counts)
    for one in SUMS:
        if (one.whole, one.parts) in printed:
            continue
        for whole in by_whole.get(one.whole, ()):
            held = tuple([part for item in one.parts if (part := Count(item, *whole[1:])) in known])
            if held:
                most = one.excess if len(held) == len(one.parts) else None
                yield _less(whole, held, 0, most, may_be_missed=True)
    for children, events in CHILDREN_AND_EVENTS:
        for whole in by_whole.get(events, ()):
            part = whole._replace(counted=children)
            if part in known:
                yield _less(whole, (part,), 0, None, may_be_missed=True)


def _of_indicators(counts: list[Count]) -> Iterator[Bound]:
    by_counted = _by_counted(counts)
    for names in SAME_NUMBER:
        held = [count for name in names for count in by_counted.get(name, ())]
        for place in dict.fromkeys(count[1:] for count in held):
            first, *others = [count for count in held if count[1:] == place]
            for other in others:
                yield _less(first, (other,), 0, 0, may_be_missed=True)
    for some, whole in SOME_OF:
        wholes = {count[1:]: count for count in by_counted.get(whole, ())}
        for part in by_counted.get(some, ()):
            if part[1:] in wholes:
                yield _less(wholes[part[1:]], (part,), 0, None, may_be_missed=True)


def _by_counted(counts: Iterable[Count]) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = {}
    for count in counts:
        found.setdefault(count.counted, []).append(count)
    return found


def _closed_breakdowns() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    by_title = {measure.title: measure for measure in MEASURES}
    for title, whole in PARTITIONS.items():
        yield by_title[whole].numerator, tuple(joined(items) for _, items in by_title[title].parts)


def _of_quarters(counts: list[Count], known: set[Count]) -> Iterator[Bound]:
    in_quarters = {count.time_period[:YEAR_LENGTH] for count in counts if count.time_period.endswith(QUARTERS)}
    for count in counts:
        if count.time_period in in_quarters:
            quarters = tuple(count._replace(time_period=f"{count.time_period}{quarter}") for quarter in QUARTERS)
            held = tuple(quarter for quarter in quarters if quarter in known)
            if held:
                yield _less(count, held, 0, 0 if len(held) == len(quarters) else None, may_be_missed=True)


def _of_stocks(counts: list[Count], known: set[Count]) -> Iterator[Bound]:
    for stock, starting, ending in STOCKS_AND_FLOWS:
        for at_end in (count for count in counts if count.counted == stock and len(count.time_period) == YEAR_LENGTH):
            before = ReportingYear.from_time_period(at_end.time_period).previous.time_period
            at_start, started = at_end._replace(time_period=before), at_end._replace(counted=starting)
            ended = at_end._replace(counted=ending)
            if {at_start, started} <= known:
                terms = [(at_start, 1), (started, 1), (at_end, -1)]
                # Without knowing how many ended a reader still knows that it was not fewer than none.
                has_ended = ended in known
                if has_ended:
                    terms.append((ended, -1))
                tolerance = STOCK_AND_FLOW_TOLERANCE
                yield Bound(tuple(terms), -tolerance, tolerance if has_ended else None, may_be_missed=True)


def _less(
    whole: Count, parts: tuple[Count, ...], least: int, most: int | None, *, may_be_missed: bool = False
) -> Bound:
    return Bound(((whole, 1), *((part, -1) for part in parts)), least, most, may_be_missed)
