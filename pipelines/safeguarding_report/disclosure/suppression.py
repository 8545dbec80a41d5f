"""What is hidden besides: the next smallest counts, until nothing that is shown gives a hidden count back.

This first form looks at one sum at a time, in rounds, until a round hides nothing more. Two kinds of sum are closed:

* the categories of a breakdown add up to a total. Never is exactly one of them hidden, and what the hidden ones share
  (the total less what is shown) leaves each of them the range of a safe cell: up to the threshold + 1 at least, with 1
  for each of the others. Where nothing less is safe, the whole breakdown of that area and year is left out;
* the authorities of a partnership add up to it. The partnership's count is shown only where every authority's is, so
  it tells nothing that the authorities' counts do not.

The rounds end because they only ever hide. Ties go to the category that is printed first, so the same input gives the
same pattern: a pattern that changed between runs would give something away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.relations import sums_of_areas, sums_of_categories
from safeguarding_report.disclosure.rules import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from safeguarding_report.disclosure.relations import Count, Sum
    from safeguarding_report.partnership import Partnership

FEWEST_HIDDEN = 2
"""A single hidden count in a sum is the total less the rest."""


@dataclass(frozen=True)
class Protection:
    """All hidden counts with their reasons, and the breakdowns left out whole although the source shows some of them."""

    hidden: dict[Count, Reason]
    left_out: frozenset[Sum]


def protect(
    numbers: Mapping[Count, int], by_rule: Mapping[Count, Reason], partnership: Partnership, threshold: int
) -> Protection:
    """Hide what must be hidden beside what is hidden by rule."""
    everything = sorted({*numbers, *by_rule})
    breakdowns = list(sums_of_categories(everything))
    # Authorities first: what they hide the partnership hides too, and then its own breakdowns are safe with theirs.
    own = [breakdown for breakdown in breakdowns if breakdown.whole.area_code != partnership.slug]
    joint = [breakdown for breakdown in breakdowns if breakdown.whole.area_code == partnership.slug]
    areas = list(sums_of_areas(everything, partnership.slug, partnership.areas)) if partnership.is_joint else []
    hidden = set(by_rule)
    before = -1
    while len(hidden) > before:
        before = len(hidden)
        for breakdown in own:
            hidden |= hide_within_breakdown(breakdown, numbers, hidden, threshold)
        for area_sum in areas:
            hidden |= hide_between_areas(area_sum, numbers, hidden)
        for breakdown in joint:
            hidden |= hide_within_breakdown(breakdown, numbers, hidden, threshold)
    reasons = {count: by_rule.get(count, Reason.COMPLEMENTARY) for count in hidden}
    return Protection(
        reasons, frozenset(breakdown for breakdown in breakdowns if _is_left_out(breakdown, reasons, numbers))
    )


def hide_within_breakdown(
    breakdown: Sum, numbers: Mapping[Count, int], hidden: Collection[Count], threshold: int
) -> set[Count]:
    """Return the categories to hide in a breakdown: the next smallest until it is safe, or else all of them."""
    shown = {part: numbers[part] for part in breakdown.parts if part in numbers and part not in hidden}
    hidden_parts = [part for part in breakdown.parts if part in hidden]
    if not hidden_parts and breakdown.whole not in hidden:
        return set()
    # Sorting is stable and the parts stand in the order in which they are printed, which settles ties.
    candidates = sorted((part for part in shown if shown[part] > 0), key=lambda part: shown[part])
    more: list[Count] = []
    while not _is_safe(breakdown, [*hidden_parts, *more], numbers, hidden, threshold):
        if not candidates:
            return set(shown) | set(more)
        more.append(candidates.pop(0))
    return set(more)


def hide_between_areas(area_sum: Sum, numbers: Mapping[Count, int], hidden: Collection[Count]) -> set[Count]:
    """Return what to hide so that the partnership's count is hidden exactly where an authority's is."""
    if any(part in hidden for part in area_sum.parts):
        return {area_sum.whole} if area_sum.whole in numbers else set()
    if area_sum.whole not in hidden or any(part not in numbers for part in area_sum.parts):
        return set()
    # Hidden only as a whole (in an earlier release, say): the authorities' counts would give it back.
    by_size = sorted(area_sum.parts, key=lambda part: (numbers[part] == 0, numbers[part]))
    return set(by_size[:1]) if numbers[by_size[0]] else set(area_sum.parts)


def _is_left_out(breakdown: Sum, reasons: Mapping[Count, Reason], numbers: Mapping[Count, int]) -> bool:
    held = [part for part in breakdown.parts if part in numbers or part in reasons]
    return all(part in reasons for part in held) and any(reasons[part] is not Reason.SOURCE for part in held)


def _is_safe(
    breakdown: Sum,
    hidden_parts: Collection[Count],
    numbers: Mapping[Count, int],
    hidden: Collection[Count],
    threshold: int,
) -> bool:
    parts = [part for part in breakdown.parts if part in numbers or part in hidden]
    shown = [numbers[part] for part in parts if part not in hidden_parts]
    if not shown:
        return True
    whole_is_shown = breakdown.whole in numbers and breakdown.whole not in hidden
    if not whole_is_shown:
        if len(parts) < len(breakdown.parts):
            return True
        # With zeros everywhere else the one hidden category would hold every child there is.
        return len(hidden_parts) >= FEWEST_HIDDEN or (bool(hidden_parts) and any(shown))
    shared = numbers[breakdown.whole] - sum(shown)
    if all(part in numbers for part in hidden_parts):
        # Published parts do not always make their total; what misses it protects nobody.
        shared = min(shared, sum(numbers[part] for part in hidden_parts))
    others = len(hidden_parts) - 1
    return len(hidden_parts) >= FEWEST_HIDDEN and shared - others >= threshold + 1
