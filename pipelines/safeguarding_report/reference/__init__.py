"""Facts that are part of the product: areas of England, statistical neighbours, notes that travel with figures.

`sources.toml` says where each file was taken from.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

NEIGHBOUR_MODEL = "2025"
"""The Department for Education's model of statistical neighbours that this build holds."""

NOT_CLOSE = "Not close"
"""The model's word for a neighbour that is one in name only."""

ENGLAND = "E92000001"

_FOLDER = Path(__file__).parent
_NEIGHBOURS = 10


@dataclass(frozen=True)
class KnownArea:
    """A local authority, a region or England, and the official years in which files name it."""

    area_code: str
    area_name: str
    geographic_level: str
    old_la_code: str
    """The department's own three digits, which an authority keeps when its nine-character code changes."""
    region_code: str
    """The region it lies in; for Inner and Outer London it is London, for other regions England."""
    from_year: int
    until_year: int


@dataclass(frozen=True)
class Neighbour:
    """A statistical neighbour, and how close the model says it is."""

    area_code: str
    closeness: str


@dataclass(frozen=True)
class ReferenceNote:
    """A note that travels with figures; empty areas, titles or periods mean all of them."""

    note: str
    text: str
    areas: tuple[str, ...]
    titles: tuple[str, ...]
    time_periods: tuple[str, ...]
    source: str
    reaches_joint: bool
    """True when it is as true of a joint area as of the authority that it names."""


@cache
def areas() -> dict[str, KnownArea]:
    """Return every area that official files name, by its code; abolished authorities included."""
    return {
        row["area_code"]: KnownArea(
            area_code=row["area_code"],
            area_name=row["area_name"],
            geographic_level=row["geographic_level"],
            old_la_code=row["old_la_code"],
            region_code=row["region_code"],
            from_year=int(row["from"]),
            until_year=int(row["until"]),
        )
        for row in _rows("areas.csv")
    }


@cache
def present_codes() -> dict[str, str]:
    """Return the present code of each authority whose code changed while the authority stayed the same.

    Buckinghamshire, Gateshead, North Yorkshire, Northumberland and Somerset have two codes in official files.
    """
    authorities = [area for area in areas().values() if area.old_la_code]
    latest = {area.old_la_code: area.area_code for area in sorted(authorities, key=lambda area: area.until_year)}
    return {
        area.area_code: latest[area.old_la_code] for area in authorities if latest[area.old_la_code] != area.area_code
    }


@cache
def neighbours() -> dict[str, tuple[Neighbour, ...]]:
    """Return the ten statistical neighbours of each authority, nearest first."""
    return {
        row["area_code"]: tuple(
            Neighbour(row[f"neighbour_{place}"], row[f"closeness_{place}"]) for place in range(1, _NEIGHBOURS + 1)
        )
        for row in _rows(f"neighbours_{NEIGHBOUR_MODEL}.csv")
    }


def has_neighbours(area_code: str) -> bool:
    """True when at least one statistical neighbour of the authority is better than "Not close"."""
    return any(neighbour.closeness != NOT_CLOSE for neighbour in neighbours().get(area_code, ()))


@cache
def notes() -> tuple[ReferenceNote, ...]:
    """Return the notes that travel with figures, in the order in which they are printed."""
    return tuple(
        ReferenceNote(
            note=record["note"],
            text=record["text"],
            areas=tuple(record.get("areas", ())),
            titles=tuple(record.get("titles", ())),
            time_periods=tuple(record.get("time_periods", ())),
            source=record["source"],
            reaches_joint=record.get("reaches_joint", False),
        )
        for record in _toml("notes.toml")["notes"]
    )


def notes_for(area_codes: Iterable[str]) -> list[ReferenceNote]:
    """Return the notes about any of these areas, and those about all areas."""
    wanted = set(area_codes)
    return [note for note in notes() if not note.areas or wanted & set(note.areas)]


def areas_with_regions(codes: Iterable[str]) -> list[str]:
    """Return these areas, the regions they lie in, the regions around those, and England; each once, in that order."""
    wanted: dict[str, None] = {}
    around = list(codes)
    while around:
        wanted |= dict.fromkeys(around)
        around = [areas()[code].region_code for code in around if areas()[code].region_code]
    return list(wanted)


def source(name: str) -> dict[str, str]:
    """Return where a reference file comes from, as one record of sources.json."""
    return {"source": name, **_toml("sources.toml")[name]}


def check_areas(codes: Iterable[str], where: str = "partnership.toml") -> None:
    """Refuse codes that are not those of local authorities; all wrong ones are named at once, and the file.

    Raises
    ------
    UsageError
        When a code is unknown, is not a local authority's, or was replaced by another code of the same authority.

    """
    wrong = [words for code in codes if (words := _what_is_wrong(code))]
    if wrong:
        raise UsageError(f"{where}, areas: " + " ".join(wrong))


def _what_is_wrong(code: str) -> str:
    known = {area.area_code: area for area in areas().values() if area.old_la_code}
    if code in present_codes():
        return f'"{code}" is a former code of {known[code].area_name}. Write "{present_codes()[code]}".'
    if code in known:
        return ""
    by_name = {area.area_name: area.area_code for area in known.values() if area.area_code not in present_codes()}
    if code in by_name:
        return f'"{code}" is a name. Write its code, "{by_name[code]}".'
    near = did_you_mean(code, [*by_name.values(), *by_name])
    return f'"{code}" is not a local authority. Expected a code such as E08000026.{near}'


def as_record(note: ReferenceNote) -> dict[str, Any]:
    """Return a note as one record of notes.json."""
    record = asdict(note)
    del record["reaches_joint"]
    return record | {key: list(record[key]) for key in ("areas", "titles", "time_periods")}


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
