"""What a measure is: which published counts it is made of, and how it is printed.

A measure from official figures needs no code of its own: its numerator is a sum of counts, its denominator a count.
So it is declared, not programmed; `arithmetic.py` works out all of them in the same way.
Its words stand in a TOML beside the module of its chapter, joined by title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safeguarding_report.rounding import PER_10000, PER_CENT
from safeguarding_report.tables.code_lists import QUARTERS

DataType = Literal["count", "rate", "percent"]
Polarity = Literal["high", "low", "none"]
PeriodType = Literal["year", "at 31 March", "academic year"]

POPULATION = "population_0_to_17"

CHILDREN_IN_NEED_RELEASES = "children_in_need"
LOOKED_AFTER_RELEASES = "children_looked_after"
ABSENCE_RELEASES = "pupil_absence"

RETURNED = "returns"
"""The family of what partners alone hand in, and nobody publishes."""

ADDED = "+"
"""Between published counts that one category is the sum of: a quarter and its months."""

DEFINITION_VERSION = 1
"""Raised when a definition changes in a way that makes a series of it two series."""

_UNITS = {"count": "count", "rate": "per 10,000 children", "percent": "per cent"}
_SCALES = {"rate": PER_10000, "percent": PER_CENT}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure: one count, and the rate or percentage that is made from it."""

    title: str
    chapter: str
    numerator: tuple[str, ...]
    """Published counts that are added up; where there is a breakdown, one for each category instead, or several that
    are joined by +."""
    denominator: str = ""
    """Of a percentage: the published count it is a share of. A rate is always of the population aged 0 to 17."""
    data_types: tuple[DataType, ...] = ("count", "rate")
    decimals: int = 1
    """Of the rate or percentage, as the department prints it."""
    polarity: Polarity = "none"
    period_type: PeriodType = "year"
    breakdown: str = ""
    categories: tuple[str, ...] = ()
    releases: str = CHILDREN_IN_NEED_RELEASES
    """The family of releases it is published in; one release gives both numerator and denominator."""
    annex: bool = False
    """True when it stands in the annex alone: the chapters show the twenty measures that boards ask for most."""
    parts_of: str = ""
    """Of a closed breakdown: the measure that its categories add up to, so that the gate protects them together."""

    is_of_two_years: bool = False
    """True where a report holds the year and the one before alone, and no series of it."""

    def __post_init__(self) -> None:
        if ("percent" in self.data_types) != bool(self.denominator):
            message = f"{self.title}: a percentage, and only a percentage, names its denominator."
            raise ValueError(message)
        if bool(self.breakdown) != bool(self.categories) or (
            self.breakdown and len(self.categories) != len(self.numerator)
        ):
            message = f"{self.title}: a breakdown names its categories, one for each count."
            raise ValueError(message)
        if self.parts_of and not self.breakdown:
            message = f"{self.title}: only a breakdown is made of parts."
            raise ValueError(message)

    @classmethod
    def by_quarter(cls, whole: Measure, counted: str) -> Measure:
        """Return the quarters of what is counted in a year from returns: nobody publishes them for an authority."""
        return cls(
            title=f"{whole.title}_by_quarter",
            chapter=whole.chapter,
            numerator=tuple(f"{counted}_in_{quarter}" for quarter in QUARTERS),
            data_types=("count",),
            breakdown="quarter",
            categories=QUARTERS,
            parts_of=whole.title,
            releases=RETURNED,
            annex=True,
            is_of_two_years=True,
        )

    @property
    def definition(self) -> str:
        """The version of its definition: `referrals/1`."""
        return f"{self.title}/{DEFINITION_VERSION}"

    @property
    def ids(self) -> tuple[str, ...]:
        """Its ids, one for each data type: `referrals_count`, `referrals_rate`."""
        return tuple(self.id(data_type) for data_type in self.data_types)

    def id(self, data_type: DataType) -> str:
        """Return the id of one of its data types."""
        return f"{self.title}_{data_type}"

    def decimals_of(self, data_type: DataType) -> int:
        """Return how many decimals are printed."""
        return 0 if data_type == "count" else self.decimals

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each category with the counts it is the sum of; one empty category where there is no breakdown."""
        if not self.breakdown:
            return (("", self.numerator),)
        return tuple(
            (category, tuple(items.split(ADDED)))
            for category, items in zip(self.categories, self.numerator, strict=True)
        )

    def divisor(self, data_type: DataType) -> str:
        """Return the published count or population that a rate or percentage is divided by; empty for a count."""
        return {"count": "", "rate": POPULATION, "percent": self.denominator}[data_type]


def unit(data_type: DataType) -> str:
    """Return the unit in words: "per 10,000 children"."""
    return _UNITS[data_type]


def scale(data_type: DataType) -> int:
    """Return what a rate or percentage is multiplied by: 10,000 or 100."""
    return _SCALES[data_type]
