"""What the report says about itself: whom it is about, which time, and what the gate did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DataError
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguarding_report.partnership import Partnership, YearSettings

DEMONSTRATION = (
    "Demonstration: figures published by the Department for Education and the Office for National Statistics; "
    "not a report of the partnership."
)

INVENTED = (
    "Demonstration: this partnership, its authorities, its partners and all their figures are invented. "
    "Only the figures of England are real, as the Department for Education and the Office for National Statistics "
    "published them."
)

WHOLE_YEAR = "year"
ACADEMIC_YEAR = "academic year"

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class GateSummary:
    """What the gate did: all figures, and of the partnership's own areas how many are hidden and why."""

    figures: int
    threshold: int
    hidden_by_source: int
    hidden_primary: int
    hidden_complementary: int
    """Hidden to protect others, or left out with the whole of their row."""
    left_out: int
    """Breakdowns of an area and year that are hidden whole, because nothing less was safe."""
    narrowed_by_others: int = 0
    """Hidden counts that others have printed, or that follow from what they print, whatever we do."""
    narrowest_range: int | None = None
    """How many different numbers every protected count can still be, at least; None where none needs protection."""
    seconds: float = 0.0
    """How long the gate took; in no file, because files are the same every time."""

    @property
    def hidden(self) -> int:
        """All of them together, as readers are told: how many are small would tell how many are not."""
        return self.hidden_by_source + self.hidden_primary + self.hidden_complementary

    @property
    def facts(self) -> dict[str, Any]:
        """All that can be said of it, by name."""
        return asdict(self) | {"hidden": self.hidden, "figures_released": self.figures}

    def __str__(self) -> str:
        narrowest = (
            "" if self.narrowest_range is None else f"; each can still be {self.narrowest_range:,} numbers or more"
        )
        return (
            f"{self.figures:,} figures; hidden: {self.hidden_by_source:,} by the source, "
            f"{self.hidden_primary:,} by the threshold of {self.threshold}, "
            f"{self.hidden_complementary:,} to protect others; {self.left_out:,} breakdowns left out{narrowest}"
        )


FACTS_OF_THE_GATE = ("threshold", "hidden", "left_out", "narrowed_by_others", "narrowest_range")
"""What report.json says of the gate: how many are hidden, and not how many of them for being small."""

FACTS_FOR_THE_ANALYST = ("figures_released", "hidden_by_source", "hidden_primary", "hidden_complementary", "left_out", "narrowed_by_others", "narrowest_range")  # fmt: skip
"""What disclosure/summary.json says of it, for the analyst alone."""


def report_facts(
    areas: Sequence[Mapping[str, Any]],
    first_period_held: Mapping[str, str],
    summary: GateSummary,
    partnership: Partnership,
    settings: YearSettings,
) -> dict[str, Any]:
    """Return what report.json holds."""
    year = settings.year
    did = summary.facts
    return {
        "partnership": partnership.slug,
        "name": partnership.name,
        "short_name": partnership.short_name,
        "year": str(year),
        "period_start": year.start.isoformat(),
        "period_end": year.end.isoformat(),
        "demonstration": _demonstration(partnership),
        "areas": list(areas),
        "partners": [
            {"kind": partner.kind, "name": partner.name, "area": partner.area, "period": partner.period_in(year)}
            for partner in partnership.partners_in(year)
        ],
        "all_partners": [
            {
                "kind": partner.kind,
                "name": partner.name,
                "area": partner.area,
                "from": partner.from_date.isoformat() if partner.from_date else "",
                "until": partner.until_date.isoformat() if partner.until_date else "",
                "source": partner.source,
            }
            for partner in partnership.partners
            if (partner.from_date or year.start) <= year.end
        ],
        "guidance": settings.guidance,
        "priorities": [asdict(priority) for priority in settings.priorities],
        "priorities_in_all": settings.priorities_in_all,
        "first_period_held": dict(first_period_held),
        "figures_released": did["figures"],
        **{name: did[name] for name in FACTS_OF_THE_GATE},
    }


def _demonstration(partnership: Partnership) -> str:
    if partnership.invented:
        return INVENTED
    return DEMONSTRATION if partnership.demonstration else ""


@cache
def first_and_last_day(period_type: str, time_period: str) -> tuple[str, str]:
    """Return the first and last day that a figure is about: of the year, or twice the day of `at 31 March`.

    An academic year is September to July, whatever day each school's terms begin.

    Raises
    ------
    DataError
        When the words say neither "year" nor "academic year" nor "at" a day and month.

    """
    year = ReportingYear.from_time_period(time_period)
    if period_type == WHOLE_YEAR:
        return year.start.isoformat(), year.end.isoformat()
    if period_type == ACADEMIC_YEAR:
        return date(year.start_year, 9, 1).isoformat(), date(year.start_year + 1, 7, 31).isoformat()
    words = period_type.split()
    try:
        _, day, month = words
        number = MONTHS.index(month) + 1
        calendar_year = year.start.year if number >= year.start.month else year.end.year
        on = date(calendar_year, number, int(day)).isoformat()
    except ValueError:
        message = f'measures.json: period_type "{period_type}" is neither "year" nor "academic year" nor a day such as "at 31 March".'
        raise DataError(message) from None
    return on, on
