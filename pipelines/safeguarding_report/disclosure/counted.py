"""What is counted, and where each count stands.

One count stands in many rows: 578 plans starting are a figure, the numerator of a rate and the denominator of the
share of repeat plans. Which rows hold the same count follows from the measures, which name the published counts that
they are made of; so hiding a count hides it everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.errors import DataError
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.definition import POPULATION

if TYPE_CHECKING:
    from collections.abc import Sequence

PROTECTED_LEVELS = ("Local authority", "Partnership")
"""Regions and England are printed rounded to 10, and the neighbours' mean is of rates already published."""

NOT_SENSITIVE = (POPULATION,)
"""An estimate of how many children live somewhere says nothing about any of them."""


class Count(NamedTuple):
    """What was counted, where and when: one number, wherever it stands."""

    counted: str
    area_code: str
    time_period: str

    def __str__(self) -> str:
        return "/".join(self)


class Range(NamedTuple):
    """The least and the most that a count can be; the most is None where nothing bounds it."""

    least: int
    most: int | None

    @property
    def is_one_number(self) -> bool:
        """True when nothing is left open."""
        return self.least == self.most


@dataclass(frozen=True)
class Counted:
    """What stands in the rows of one measure and category: the count above the line, and the one below it."""

    title: str
    data_type: str
    numerator: str
    denominator: str
    """Empty where there is none."""

    @property
    def is_sensitive(self) -> bool:
        """True when it counts children or events and not a population."""
        return self.numerator not in NOT_SENSITIVE

    @property
    def is_share(self) -> bool:
        """True when it is divided by a count of children or events."""
        return bool(self.denominator) and self.denominator not in NOT_SENSITIVE


_LESS = " less "


def complement(part: str, whole: str) -> str:
    """Return what those of a whole are called that are not among a part: 3 of 100, where 97 are."""
    return f"{whole}{_LESS}{part}"


def is_complement(counted: str) -> bool:
    """True when it is what a whole and a part leave, which no figure prints."""
    return _LESS in counted


def what_is_counted() -> dict[tuple[str, str], Counted]:
    """Return what stands in the rows of each measure id and category."""
    return {
        (measure.id(data_type), category): Counted(measure.title, data_type, joined(items), measure.divisor(data_type))
        for measure in MEASURES
        for data_type in measure.data_types
        for category, items in measure.parts
    }


def counted_in(known: dict[tuple[str, str], Counted], measure: str, category: str) -> Counted:
    """Return what stands in the rows of a measure and category.

    Raises
    ------
    DataError
        When no measure of this id has this category: what is not known cannot be protected.

    """
    try:
        return known[measure, category]
    except KeyError:
        message = (
            f'The gate does not know the measure "{measure}" with the category "{category}", '
            "so it cannot protect it. Declare it in measures/ and build again."
        )
        raise DataError(message) from None


def joined(items: Sequence[str]) -> str:
    """Return what the sum of several published counts is called."""
    return "+".join(items)
