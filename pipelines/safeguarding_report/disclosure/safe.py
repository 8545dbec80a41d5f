"""What safe means: how far a hidden count must reach, and when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.disclosure.published_sums import SUMS
from safeguarding_report.disclosure.relations import areas_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguarding_report.disclosure.counted import Count
    from safeguarding_report.disclosure.reach import Reach
    from safeguarding_report.disclosure.rules import Reason, Rules
    from safeguarding_report.partnership import Partnership

LOW = 1
"""A safe cell can be 1 or 0, as far as a reader knows."""

_ADDED = {one.whole: one.parts for one in SUMS if not one.is_table}


class Needed(NamedTuple):
    """How far a hidden count must reach: down to one number, and up to the other."""

    down: int
    up: int

    def at_most(self, reach: Reach) -> Needed:
        """Return how far it can be asked to reach when this is all that others have left: less, but no less than this."""
        return Needed(max(self.down, reach.least), min(self.up, reach.most))


def needed(count: Count, rules: Rules, floor: Callable[[Count], int], partnership: Partnership) -> Needed:
    """Return how far a hidden count must reach: from at most 1 to the threshold + 1.

    What several hidden counts make together, such as a partnership's sum over its authorities, cannot be less than
    what the rule says of each of them; each of those is protected by itself. The total of a breakdown has no such
    allowance, because its whole row can be left out.

    Parameters
    ----------
    count, rules
        Which count, and the rules.
    floor
        The least that a reader takes a hidden count for; 0 for what is shown.
    partnership
        Whose authorities add up.

    """
    down = max((LOW, *[sum(map(floor, parts)) for parts in _sums(count, partnership)]))
    return Needed(down, down + rules.of(count).threshold)


def is_unsafe(reach: Reach, reason: Reason, rules: Rules, count: Count) -> bool:
    """True when a reader can narrow a hidden count down too far: to a small number, or to what tells about everyone.

    What is certainly above the threshold, or certainly 0, needs no protection.
    """
    could_be_small = reach.least <= rules.of(count).threshold and reach.most >= LOW
    return not reach.is_safe and (could_be_small or reason.tells_about_everyone)


def _sums(count: Count, partnership: Partnership) -> Iterator[list[Count]]:
    if partnership.is_joint and count.area_code == partnership.slug:
        yield areas_together(count, partnership)
    if count.counted in _ADDED:
        yield [count._replace(counted=item) for item in _ADDED[count.counted]]
