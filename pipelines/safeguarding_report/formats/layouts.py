"""Layouts of published files: what their columns mean, under every spelling seen, as data in `official_layouts/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safeguarding_report.settings import read_settings

_FOLDER = Path(__file__).parent / "official_layouts"
_FAMILY_FILES = ("children_in_need.toml", "children_looked_after.toml")

BY_FILTER = "by "
"""`by population_type` in place of an item: the value of that filter column says which item the number is."""


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
class Layout:
    """One kind of published file: how it is recognised, and what each of its columns means."""

    id: str
    title: str
    recognised_by: tuple[str, ...]
    """Items and filter columns that such a file, and no other, holds together."""
    counts: tuple[CountColumn, ...]
    filters: tuple[FilterColumn, ...] = ()
    computed_by_us: tuple[ComputedColumn, ...] = ()
    not_carried: tuple[str, ...] = ()
    years_ahead: int = 0
    """The reporting year of a row, minus the year that stands in it."""
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
        by_filter = {
            f"{BY_FILTER}{column.column}": [value.item for value in column.allowed if value.item]
            for column in self.filters
        }
        return [item for count in self.counts for item in by_filter.get(count.item, [count.item])]


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
    time_identifiers: tuple[str, ...]
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
def all_items() -> tuple[str, ...]:
    """Return every item that the compact table may hold, each once, in the order of the layouts."""
    layouts = [layout for family in families() for layout in family.layouts]
    return tuple(dict.fromkeys(item for layout in layouts for item in layout.items()))


def _folded(names: list[str] | tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}
