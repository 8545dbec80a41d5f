"""The lists of Annex A as declared in lists.toml and codes.toml, and which of them a sheet is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.formats.cells import CodeList
from safeguarding_report.formats.likeness import Headers, most_like
from safeguarding_report.formats.sheet import plain_header, plain_headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguarding_report.formats.sheet import Sheet

_FOLDER = Path(__file__).parent
_FEWEST_KNOWN = 3
"""A file with so few known columns may be anything."""


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: the field it is read into, how, and the headers that senders write."""

    name: str
    kind: str
    headers: tuple[str, ...]
    needed: str = ""
    """Why a row without it cannot be used; empty where it may be blank."""
    blank: str = ""
    """What a blank means, where it means something."""

    @property
    def title(self) -> str:
        """The header as Ofsted writes it: how messages call the column."""
        return self.headers[0]


@dataclass(frozen=True)
class ListTable:
    """One table that rows of a list go to, and the counts that it can give."""

    name: str
    supports: tuple[str, ...]
    age_on: str = ""
    when: str = ""
    """The field that must be filled for a row to be a row of this table."""
    once_per: tuple[str, ...] = ()
    """Fields that tell rows apart: of like rows the last is kept."""
    takes: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    supports_with: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Counts that need one more field, by that field."""


@dataclass(frozen=True)
class AnnexList:
    """One list of Annex A."""

    number: int
    title: str
    known_by: tuple[str, ...]
    first_days: tuple[str, ...]
    last_days: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    left_out: tuple[str, ...]
    tables: tuple[ListTable, ...]

    @property
    def words(self) -> str:
        """How messages call the list."""
        return f"list {self.number} ({self.title})"

    @property
    def needed(self) -> frozenset[str]:
        """The fields without whose columns a list gives no count."""
        return frozenset((*(column.name for column in self.columns if column.needed), *self.known_by))

    @cached_property
    def headers(self) -> Headers:
        """What its header may hold, in plain spelling."""
        common = common_headers()
        asked = tuple(frozenset(map(plain_header, column.headers)) for column in self.columns)
        also = frozenset(map(plain_header, self.left_out))
        return Headers(asked, also, own=also.union(*asked) - common)

    def places(self, sheet: Sheet) -> dict[str, list[int]]:
        """Return at which places of the sheet each field of this list stands."""
        places: dict[str, list[int]] = {}
        for place, header in enumerate(plain_headers(sheet)):
            if header in self._fields:
                places.setdefault(self._fields[header], []).append(place)
        return places

    @cached_property
    def _fields(self) -> dict[str, str]:
        """The field of each header that is read, by its plain spelling."""
        return {plain_header(text): column.name for column in self.columns for text in column.headers}


@cache
def lists() -> tuple[AnnexList, ...]:
    """Return the lists that are read."""
    document = _document()
    common = document["common"]
    return tuple(
        AnnexList(
            number=record["number"],
            title=record["title"],
            known_by=tuple(record["known_by"]),
            first_days=tuple(record["first_days"]),
            last_days=tuple(record["last_days"]),
            columns=tuple(_column(column) for column in (*common["columns"], *record["columns"])),
            left_out=(*common["left_out"], *record["left_out"]),
            tables=tuple(_table(table) for table in record["tables"]),
        )
        for record in document["lists"]
    )


def _column(record: dict[str, Any]) -> ListColumn:
    return ListColumn(**record | {"headers": tuple(record["headers"])})


def _table(record: dict[str, Any]) -> ListTable:
    lists_of_names = {key: tuple(record.get(key, ())) for key in ("supports", "once_per")}
    supports_with = {name: tuple(items) for name, items in record.get("supports_with", {}).items()}
    return ListTable(**record | lists_of_names | {"supports_with": supports_with})


@cache
def code_lists() -> dict[str, CodeList]:
    """Return the code lists of kinds of columns that hold codes or words."""
    return {
        kind: CodeList(record["codes"], record["words"], record["expected"])
        for kind, record in _code_document().items()
        if "words" in record
    }


@cache
def code_forms() -> dict[str, tuple[str, str]]:
    """Return the form of a code, and what a sender is told to write, for kinds with long national lists."""
    return {kind: (record["form"], record["expected"]) for kind, record in _code_document().items() if "form" in record}


@cache
def known_headers() -> frozenset[str]:
    """Return every header that a list may hold, in plain spelling."""
    read = (text for annex_list in lists() for column in annex_list.columns for text in column.headers)
    left_out = (text for annex_list in lists() for text in annex_list.left_out)
    not_read = (record["known_by"] for record in _document()["not_read"])
    return frozenset(plain_header(text) for text in (*read, *left_out, *not_read))


@cache
def common_headers() -> frozenset[str]:
    """Return the headers that every list may hold, in plain spelling: they do not tell one list from another."""
    common = _document()["common"]
    read = (text for column in common["columns"] for text in column["headers"])
    return frozenset(plain_header(text) for text in (*read, *common["left_out"]))


@cache
def declared_names() -> dict[str, str]:
    """Return how messages call each list, by the plain names that its file may have: list 3."""
    return {f"list {annex_list.number}": annex_list.words for annex_list in lists()}


def which_list(sheet: Sheet) -> AnnexList | None:
    """Return the list that a sheet is, by the headers that only this list has; None where it is none that is read."""
    fitting = [
        (len(places), annex_list)
        for annex_list in lists()
        if set(annex_list.known_by) <= set(places := annex_list.places(sheet)) and len(places) >= _FEWEST_KNOWN
    ]
    return max(fitting, key=lambda candidate: candidate[0])[1] if fitting else None


def meant_list(sheet: Sheet) -> AnnexList | None:
    """Return the list that a sheet was meant to be, by most of its headers, where one it is known by is absent."""
    return most_like(plain_headers(sheet), ((annex_list, annex_list.headers) for annex_list in lists()))


def which_list_not_read(headers: Iterable[str]) -> str | None:
    """Return the name of the list, recognised and left out on purpose, that has these plain headers."""
    held = set(headers)
    for record in _document()["not_read"]:
        if plain_header(record["known_by"]) in held:
            return f"list {record['number']} ({record['title']})"
    return None


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "lists.toml").read_text(encoding="utf-8"))


def _code_document() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "codes.toml").read_text(encoding="utf-8"))
