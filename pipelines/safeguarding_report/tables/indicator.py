"""What an indicator is: one count that a partner hands in, because no national form holds it.

The first part of an id is the name of its group: police protection stands with the notices (ppn_police_protection).
Most have no national definition. The words here say what we ask for; a partner whose own wording differs writes it
into the note of its figure, and the note reaches the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Owner = Literal["local authority", "health", "police", "education", "partnership"]

Unit = Literal["count", "per cent", "days", "pounds"]

OverAYear = Literal["adds up", "last day", "once each"]
"""What figures of parts of a year say of the year: they add up (things that happen); the one of the last part stands
(what is counted on the last day); or nothing (what is counted once each, however often it comes)."""

PeriodType = Literal["year", "academic year"]
"""The year that a figure is of: 1 April to 31 March, or the academic year that ended in it, September to August."""
ACADEMIC: PeriodType = "academic year"

ADDS_UP: OverAYear = "adds up"
LAST_DAY: OverAYear = "last day"
ONCE_EACH: OverAYear = "once each"


@dataclass(frozen=True)
class Indicator:
    """One count that a partner hands in, in words."""

    id: str
    owner: Owner
    """The kind of partner that gives it; `partnership` is the office that serves them all."""
    name: str
    numerator: str
    denominator: str = ""
    """What it is a share of; empty for a plain count."""
    unit: Unit = "count"
    part_of: str = ""
    """The indicator that it is one part of, where all parts add up to it."""
    breakdown: str = ""
    """What the parts are divided by: the parts of one whole by one breakdown are counted once each."""
    over_a_year: OverAYear = ADDS_UP
    period_type: PeriodType = "year"
    is_optional: bool = False
    """True where nobody is told to be missing it: who holds it may hand it in."""

    @property
    def told(self) -> str:
        """What is counted, as a partner is asked for it."""
        return f"{self.numerator}; may be left out" if self.is_optional else self.numerator


def share(
    id_: str,
    owner: Owner,
    name: str,
    numerator: str,
    denominator: str,
    over_a_year: OverAYear = ADDS_UP,
    period_type: PeriodType = "year",
) -> Indicator:
    """Declare a share of something, in per cent."""
    return Indicator(
        id_, owner, name, numerator, denominator, "per cent", over_a_year=over_a_year, period_type=period_type
    )


def parts(whole: Indicator, breakdown: str, words: dict[str, str], prefix: str = "") -> tuple[Indicator, ...]:
    """Declare the parts of a whole; their ids begin with `prefix`, or with the id of the whole."""
    return tuple(
        Indicator(
            id=f"{prefix or whole.id}_{part}",
            owner=whole.owner,
            name=f"{whole.name}: {which}",
            numerator=f"Of these, {which}",
            part_of=whole.id,
            breakdown=breakdown,
            over_a_year=whole.over_a_year,
            is_optional=whole.is_optional,
        )
        for part, which in words.items()
    )
