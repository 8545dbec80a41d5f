"""Figures that were restated: of several editions the newest word counts, and an older one only where it still fits.

A number printed twice is one of two things: the same, or put right since. What was put right is no longer true, and
numbers of two editions must not be added up as if they had stood in one: the sum of a partnership printed last year
less an authority put right this year is nobody's count. What nobody printed anew stays known as it was.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import Range
from safeguarding_report.disclosure.relations import relations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.known import KnownFigure
    from safeguarding_report.disclosure.printed import Told
    from safeguarding_report.disclosure.relations import Bound
    from safeguarding_report.partnership import Partnership


def newest_first(ledger: Sequence[KnownFigure]) -> Iterator[KnownFigure]:
    """Yield what was printed, newest first, without figures that a newer document printed with a number again.

    A figure that is hidden now and was printed before stays known: what was read cannot be taken back.
    """
    printed_by: dict[str, str] = {}
    for figure in reversed(ledger):
        if printed_by.get(figure.figure_id, figure.printed_in) != figure.printed_in:
            continue
        if figure.value:
            printed_by[figure.figure_id] = figure.printed_in
        yield figure


def without_restated(
    told: Told, of_sources: Collection[Count], own: Mapping[Count, int], partnership: Partnership
) -> Told:
    """Return what readers were told without older numbers and shares that newer ones contradict.

    Parameters
    ----------
    told
        Its numbers stand in the order of their trust: those of sources first, then of editions, the newest first.
    of_sources
        Counts that a source prints; they are what they are.
    own
        The numbers that the report is made of. What was printed otherwise says nothing of them: a count that was 10
        and is 3 now needs as much protection as any other.
    partnership
        Whose areas they are.

    """
    restated = {
        count for count, span in told.numbers.items() if count not in of_sources and not _is_in(own.get(count), span)
    }
    numbers = {count: span for count, span in told.numbers.items() if count not in restated}
    place = {count: number for number, count in enumerate(numbers)}
    # Parts that miss their published total are real, and given room elsewhere; these sums are our own.
    ties = [bound for bound in relations(numbers, told.unavailable, partnership) if not bound.may_be_missed]
    for bound in ties:
        older = [count for count in bound.counts if count not in of_sources]
        if older and not _can_hold(bound, numbers):
            del numbers[max(older, key=place.__getitem__)]
    right = numbers | {count: Range(own[count], own[count]) for count in restated}
    shares = [bound for bound in told.shares if _can_hold(bound, right)]
    return replace(told, numbers=numbers, shares=shares)


def _is_in(number: int | None, span: Range) -> bool:
    return number is None or (span.least <= number and (span.most is None or number <= span.most))


def _can_hold(bound: Bound, numbers: Mapping[Count, Range]) -> bool:
    """True when a bound may be kept; a count that is not known can be anything."""
    low = high = 0.0
    for count, times in bound.terms:
        least, most = numbers.get(count, Range(0, None))
        ends = (least * times, inf * times if most is None else most * times)
        low, high = low + min(ends), high + max(ends)
    return (bound.most is None or low <= bound.most) and (bound.least is None or high >= bound.least)
