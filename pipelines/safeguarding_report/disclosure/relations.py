"""What a reader can know of a count: where else it stands, and what it adds up to.

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
    from collections.abc import Iterable, Iterator, Sequence

    from safeguarding_report.measures.definition import Measure

PARTITIONS = {measure.title: measure.parts_of for measure in MEASURES if measure.parts_of}
"""Breakdowns whose categories add up to a total that is printed too, each with that total."""

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


@dataclass(frozen=True)
class Sum:
    """One count that is the sum of others: of the categories of a breakdown, or of the authorities of a partnership."""

    whole: Count
    parts: tuple[Count, ...]

    @property
    def members(self) -> tuple[Count, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


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


def what_is_counted() -> dict[tuple[str, str], Counted]:
    """Return what stands in the rows of each measure id and category."""
    return {
        (measure.id(data_type), category): Counted(
            measure.title, data_type, _counted(items), measure.divisor(data_type)
        )
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


def sums_of_categories(counts: Iterable[Count]) -> Iterator[Sum]:
    """Yield, for every area and period, the total of each closed breakdown as the sum of its categories."""
    by_title = {measure.title: measure for measure in MEASURES}
    places = dict.fromkeys((count.area_code, count.time_period) for count in counts)
    for parts, whole in PARTITIONS.items():
        total, categories = _counted(by_title[whole].numerator), _items(by_title[parts])
        for area_code, time_period in places:
            yield Sum(
                Count(total, area_code, time_period),
                tuple(Count(item, area_code, time_period) for item in categories),
            )


def sums_of_areas(counts: Iterable[Count], whole: str, parts: Sequence[str]) -> Iterator[Sum]:
    """Yield, for everything that is counted, the partnership's count as the sum of its authorities'."""
    for counted, time_period in dict.fromkeys((count.counted, count.time_period) for count in counts):
        yield Sum(
            Count(counted, whole, time_period),
            tuple(Count(counted, area_code, time_period) for area_code in parts),
        )


def _items(measure: Measure) -> list[str]:
    return [_counted(items) for _, items in measure.parts]


def _counted(items: Sequence[str]) -> str:
    return "+".join(items)
