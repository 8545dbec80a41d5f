"""Counts of made-up areas for tests of what is hidden besides: numbers in, hidden categories out."""

from __future__ import annotations

from made_up import ASHMERE, CATEGORIES_OF_ABUSE, JOINT, OWNERS, PERIOD, WOLD, partnership

from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.counts import Counts
from safeguarding_report.disclosure.printed import Told
from safeguarding_report.disclosure.protection import protect
from safeguarding_report.disclosure.rules import hidden_by_rule, read_rules

WHOLE = "plans_at_31_march"
ITEMS = tuple(f"{WHOLE}_{name}_initial" for name in CATEGORIES_OF_ABUSE)
NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE = CATEGORIES_OF_ABUSE


def plan_counts(area, period, total, *categories):
    """Return the counts of a total of plans and its five categories; None where the source hides one."""
    return {
        Count(item, area, period): number for item, number in zip((WHOLE, *ITEMS), (total, *categories), strict=True)
    }


def together(*areas):
    """Return the counts of areas and their sums, which are hidden where a part is."""
    counts = {count: number for area in areas for count, number in area.items()}
    for counted, period in dict.fromkeys((count.counted, count.time_period) for count in counts):
        parts = [counts[Count(counted, area, period)] for area in (ASHMERE, WOLD)]
        counts[Count(counted, JOINT, period)] = None if None in parts else sum(parts)
    return counts


def told_of(counts):
    """Return what others have printed: these counts, hidden where they are None."""
    return Told(
        numbers={count: Range(number, number) for count, number in counts.items() if number is not None},
        hidden={count for count, number in counts.items() if number is None},
    )


def protected(counts, *, threshold=5, joint=False, others=None, by_rule=None):
    """Run the search over counts, of which None is hidden by the source; return its protection."""
    known = {count: number for count, number in counts.items() if number is not None}
    held = Counts(known, frozenset(counts.keys() - known.keys()), frozenset(counts))
    rules = read_rules(OWNERS, threshold)
    if by_rule is None:
        by_rule = hidden_by_rule((), held, rules)
    return protect(held, by_rule, others or Told(), rules, partnership(joint=joint))


def hidden_categories(protection, area=ASHMERE, period=PERIOD):
    """Return the names of an area's hidden categories, in the order in which they are printed."""
    return [
        name
        for name, item in zip(CATEGORIES_OF_ABUSE, ITEMS, strict=True)
        if Count(item, area, period) in protection.hidden
    ]
