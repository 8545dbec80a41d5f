"""Layouts of published files: what their columns mean, under every spelling seen, as data in `official_layouts/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeguarding_report.settings import read_settings

_FOLDER = Path(__file__).parent / "official_layouts"
_FAMILY_FILES = ("children_in_need.toml", "children_looked_after.toml", "pupil_absence.toml")

REPORTING_YEAR = "Reporting year"
ACADEMIC_YEAR = "Academic year"

BY_FILTER = "by "
"""`by population_type` in place of an item: the value of that filter column says which item the number is.

What stands before it begins the item: `pupils by social_care_group + phase_type_grouping`.
"""

BY_JOINED = " + "
"""Between filter columns that say it together: `by cla_group + placement_stability`."""


@dataclass(frozen=True)
class CountColumn:
    """A column of whole numbers, and what they count."""

    item: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ComputedColumn:
    """A column of printed rates or percentages, and the count that they are made of."""

    item: str
    kind: str
    """rate or percent, as in the ids of measures."""
    names: tuple[str, ...]
    of: str = ""
    """Of a percentage: the count that it is officially a share of. A rate is of the population aged 0 to 17."""


@dataclass(frozen=True)
class FilterValue:
    """A value that a filter column may have; where it decides what the numbers count, the item."""

    value: str
    item: str = ""


@dataclass(frozen=True)
class FilterColumn:
    """A column that says what a row is about."""

    column: str
    allowed: tuple[FilterValue, ...]


@dataclass(frozen=True)
class PrintedShare:
    """A rate or percentage that published files print: what it counts, and what it is officially a share of."""

    item: str
    kind: str
    of: str
    """The count that a percentage is a share of; empty for a rate, and where no count is published."""


@dataclass(frozen=True)
class CombinedItem:
    """What a number counts where two filter columns say it together, and the count that its percentage is of."""

    values: tuple[str, ...]
    item: str
    of: str = ""
    carried: bool = True
    """False where the compact table leaves it out: read, and held against what is printed, but in no measure."""


@dataclass(frozen=True)
class Layout:
    """One kind of published file: how it is recognised, and what each of its columns means."""

    id: str
    title: str
    recognised_by: tuple[str, ...]
    """Items and filter columns that such a file, and no other, holds together."""
    counts: tuple[CountColumn, ...]
    filters: tuple[FilterColumn, ...] = ()
    combined: tuple[CombinedItem, ...] = ()
    """Where `by` names several filter columns: the item of each combination of their values."""
    computed_by_us: tuple[ComputedColumn, ...] = ()
    not_carried: tuple[str, ...] = ()
    years_ahead: int = 0
    """The reporting year of a row, minus the year that stands in it."""
    time_identifier: str = REPORTING_YEAR
    """What kind of period its rows are about; kinds of period are never mixed."""
    publisher: str = ""

    def item_of(self, column: str) -> str | None:
        """Return what a column counts, or None where it holds no counts."""
        folded = column.casefold()
        return next((count.item for count in self.counts if folded in _folded(count.names)), None)

    def item_columns(self, header: tuple[str, ...]) -> dict[str, str]:
        """Return the columns of a header that hold counts, each with its item."""
        return {column: item for column in header if (item := self.item_of(column)) is not None}

    @property
    def computed_names(self) -> list[str]:
        """All spellings of the columns of rates and percentages."""
        return [name for column in self.computed_by_us for name in column.names]

    def computed_columns(self, header: tuple[str, ...]) -> dict[str, ComputedColumn]:
        """Return the columns of a header that hold rates or percentages, each with what they are made of."""
        known = {name.casefold(): column for column in self.computed_by_us for name in column.names}
        return {column: known[column.casefold()] for column in header if column.casefold() in known}

    def known(self) -> set[str]:
        """Return all spellings of all columns, capitals folded."""
        names = [name for count in self.counts for name in count.names]
        names += [column.column for column in self.filters]
        return _folded([*names, *self.computed_names, *self.not_carried])

    def is_recognised(self, header: tuple[str, ...]) -> bool:
        """True when the header holds everything that such a file is recognised by."""
        return self.recognisable(header) == 1

    def recognisable(self, header: tuple[str, ...]) -> float:
        """Return the share of what such a file is recognised by that the header holds."""
        columns = {column.casefold() for column in header}
        held = set(self.item_columns(header).values()) | {
            column.column for column in self.filters if column.column.casefold() in columns
        }
        return sum(mark in held for mark in self.recognised_by) / len(self.recognised_by)

    def items(self) -> list[str]:
        """Return every item that such a file may hold, in the order of its columns."""
        return [item for count in self.counts for item in self.items_of(count.item)]

    def items_of(self, item: str) -> list[str]:
        """Return the items that a column may hold: itself, or one for each value that filter columns may have."""
        return list(dict.fromkeys(self.item_by_values(item).values())) if BY_FILTER in item else [item]

    def item_by_values(self, by: str) -> dict[tuple[str, ...], str]:
        """Return what numbers count, by the values of the filter columns that `by …` names."""
        first, columns = first_and_columns(by)
        if len(columns) > 1:
            return {combined.values: first + combined.item for combined in self.combined}
        allowed = next(column.allowed for column in self.filters if column.column == columns[0])
        return {(value.value,): first + value.item for value in allowed if value.item}

    def printed_shares(self) -> list[PrintedShare]:
        """Return every rate and percentage that such a file prints, with the count that it is officially of."""
        total = {combined.item: combined.of for combined in self.combined}
        return [
            PrintedShare(item, computed.kind, total.get(item) or of)
            for computed in self.computed_by_us
            for item, of in self._with_denominators(computed)
        ]

    def _with_denominators(self, computed: ComputedColumn) -> list[tuple[str, str]]:
        items = self.items_of(computed.item)
        of = self.items_of(computed.of) if BY_FILTER in computed.of else [computed.of] * len(items)
        return list(zip(items, of, strict=True))


@dataclass(frozen=True)
class KnownDifference:
    """A figure that is published with two values in one release, and what is known about it."""

    item: str
    time_period: str
    areas: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Family:
    """Releases of one kind, year after year, and the layouts of their files."""

    family: str
    title: str
    publisher: str
    layouts: tuple[Layout, ...]
    decimals: int = 1
    """How many decimals its rates and percentages are printed with."""
    known_differences: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True)
class Level:
    """A kind of area, and the columns that hold its code and name."""

    level: str
    code: str
    name: str


@dataclass(frozen=True)
class Lead:
    """The columns that say when and where."""

    required: tuple[str, ...]
    allowed: tuple[str, ...]
    levels: tuple[Level, ...]

    def known(self) -> set[str]:
        """Return all lead columns, capitals folded."""
        return _folded([*self.required, *self.allowed])


@dataclass(frozen=True)
class OtherFile:
    """A published file that holds nothing the compact table carries, and the columns it is recognised by."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class _OtherFiles:
    files: tuple[OtherFile, ...]


@cache
def families() -> tuple[Family, ...]:
    """Return the families of releases that the compact table carries."""
    return tuple(read_settings(_FOLDER / name, Family) for name in _FAMILY_FILES)


@cache
def lead() -> Lead:
    """Return the columns that say when and where."""
    return read_settings(_FOLDER / "lead.toml", Lead)


@cache
def other_files() -> tuple[OtherFile, ...]:
    """Return the published files that are recognised and not carried."""
    return read_settings(_FOLDER / "not_carried.toml", _OtherFiles).files


@cache
def not_carried_items() -> frozenset[str]:
    """Return the items that are read and not carried in the compact table."""
    return frozenset(
        first_and_columns(count.item)[0] + combined.item
        for family in families()
        for layout in family.layouts
        for count in layout.counts
        for combined in layout.combined
        if not combined.carried
    )


@cache
def all_items() -> tuple[str, ...]:
    """Return every item that the compact table may hold, each once, in the order of the layouts."""
    layouts = [layout for family in families() for layout in family.layouts]
    return tuple(dict.fromkeys(item for layout in layouts for item in layout.items()))


def first_and_columns(by: str) -> tuple[str, list[str]]:
    """Return how the items begin, and the filter columns that `by cla_group + placement_stability` names."""
    first, _, columns = by.partition(BY_FILTER)
    return first.replace(" ", "_"), columns.split(BY_JOINED)


def _folded(names: list[str] | tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}
