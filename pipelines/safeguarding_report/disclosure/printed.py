"""What printed rows tell a reader: numbers, hidden counts, and what a rate or percentage says of hidden ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.disclosure.counted import NOT_SENSITIVE, Count, Range
from safeguarding_report.disclosure.counts import HIDDEN, NOT_AVAILABLE, OFFICIAL
from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.rounding import PER_10000, PER_CENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.disclosure.counted import Counted
    from safeguarding_report.disclosure.rules import Rules

_SCALES = {"rate": PER_10000, "percent": PER_CENT}


@dataclass
class Told:
    """What a reader takes from printed rows."""

    numbers: dict[Count, Range] = field(default_factory=dict)
    """What each printed count can be: itself, or all that is rounded to it."""
    hidden: set[Count] = field(default_factory=set)
    unavailable: set[Count] = field(default_factory=set)
    shares: list[Bound] = field(default_factory=list)
    """What rates and percentages say; between them and their rounding lie whole numbers only."""

    @property
    def tells_anything(self) -> bool:
        """True when anything was printed at all."""
        return bool(self.numbers or self.hidden or self.shares)

    def take(self, row: Mapping[str, str], counted: Counted, rules: Rules) -> None:
        """Take in one row of a local authority or partnership; of two numbers for one count the first one stays."""
        place = row["area_code"], row["time_period"]
        if not counted.is_sensitive:
            return
        part, whole = Count(counted.numerator, *place), Count(counted.denominator, *place)
        number = row["numerator"] or (row["value"] if counted.data_type == "count" else "")
        # The department rounds nothing of an authority; what we round is printed as a multiple of what it is rounded to.
        is_exact = row["status"].startswith(OFFICIAL)
        self._number(part, number, row["symbol"], rules, is_exact=is_exact)
        if counted.is_share:
            self._number(whole, row["denominator"], row["symbol"], rules, is_exact=is_exact)
        if counted.data_type in _SCALES and row["value"] and rules.of(part).round_to == 1:
            known = int(row["denominator"]) if row["denominator"] else None
            if known is not None or counted.is_share:
                self.shares += share_bounds(part, whole, known, row["value"], _SCALES[counted.data_type])

    def take_count(self, count: Count, text: str, symbol: str) -> None:
        """Take in one count that its source prints as it is, or hides."""
        if count.counted in NOT_SENSITIVE:
            return
        if text:
            self.numbers.setdefault(count, Range(int(text), int(text)))
        elif symbol == HIDDEN:
            self.hidden.add(count)
        elif symbol == NOT_AVAILABLE:
            self.unavailable.add(count)

    def _number(self, count: Count, text: str, symbol: str, rules: Rules, *, is_exact: bool) -> None:
        if text:
            rule, number = rules.of(count), int(text)
            is_rounded = number % rule.round_to == 0 and not is_exact
            self.numbers.setdefault(count, rule.meant_by(number) if is_rounded else Range(number, number))
        elif symbol == HIDDEN:
            self.hidden.add(count)
        elif symbol == NOT_AVAILABLE:
            self.unavailable.add(count)


def share_bounds(part: Count, whole: Count, known_whole: int | None, value: str, scale: int) -> list[Bound]:
    """Return what a printed rate or percentage says of its part and whole: all that is rounded half up to it.

    `u` units of the last decimal are printed for `part × s ÷ whole` with `u - 1/2 <= … < u + 1/2`; multiplied out,
    `2 s part - (2u - 1) whole >= 0` and `2 s part - (2u + 1) whole <= -1`, all in whole numbers.
    """
    decimals = len(value.partition(".")[2])
    units, times = int(value.replace(".", "")), 2 * scale * 10**decimals
    low, high = 2 * units - 1, 2 * units + 1
    if known_whole is None:
        return [
            Bound(((part, times), (whole, -low)), 0, None),
            Bound(((part, times), (whole, -high)), None, -1),
        ]
    least = max(-(-low * known_whole // times), 0)
    return [Bound(((part, 1),), least, (high * known_whole - 1) // times)]
