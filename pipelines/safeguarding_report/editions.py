"""Published editions: what readers were given, kept as it was with its hashes, and never changed again.

```
data/<partnership>/<year>/published/<edition>/
    report.html  figures.csv  manifest.json     the public files, byte for byte
    edition.json                                their hashes, who approved them, when, and what made them
data/<partnership>/<year>/published.json        the list of them, so that one that is gone is missed
```

An edition appears under its name in one step, record and all, so half of one never counts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.published_list import PUBLISHED_LIST, Listed, read_list, write_list
from safeguarding_report.store import TEMPORARY_PREFIX, disk_errors, sha256, write_files
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PUBLISHED = "published"

EDITION_RECORD = "edition.json"

PRINTED_BEFORE = "printed_before.csv"
"""In a partnership's own folder: what its reports from before this tool printed, written down by an analyst."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,4}", re.ASCII)

_PUT_BACK = "Put it back as it was published, from version control or a backup: an edition never changes."

_UNLISTED = (
    "If readers were given it, run `safeguarding-report publish` for this year again, which takes it into the list; "
    "if not, take its folder out."
)


@dataclass(frozen=True)
class Edition:
    """One published edition of one report, as its record says it."""

    partnership: str
    year: str
    edition: str
    approved_by: str
    """The role that approved it, never a name."""
    date: str
    version: str
    code: str
    lock: str
    files: dict[str, str]
    """The sha256 of each of its files."""
    draft: str = ""
    """The sha256 of the manifest of the report as it was built, read and approved."""

    def __str__(self) -> str:
        return f"{self.year} {self.edition}"

    @property
    def order(self) -> tuple[str, int, str]:
        """What editions are sorted by: the day of approval, and on one day the number in the name."""
        return (self.date, number_in(self.edition), self.edition)


def number_in(name: str) -> int:
    """Return the number that the name of an edition ends with, as 10 of edition-10; 0 where it has none."""
    found = re.search(r"\d+$", name, re.ASCII)
    return int(found[0]) if found else 0


def check_name(name: str) -> None:
    """Refuse a name that cannot be that of an edition's folder.

    Raises
    ------
    UsageError
        When it is anything else than small letters and digits with hyphens between.

    """
    if _NAME.fullmatch(name) is None:
        message = (
            f'"{name}" cannot be the name of an edition. '
            "Expected small letters and digits with hyphens between, such as edition-2."
        )
        raise UsageError(message)


def edition_folders(data: Path, last: ReportingYear) -> list[Path]:
    """Return the folders of all editions of a partnership up to a year, by year and number; `data` is its own folder."""
    return [
        folder
        for year, own in _years(data)
        if year <= last
        for folder in sorted((own / PUBLISHED).glob("*"), key=lambda one: (number_in(one.name), one.name))
        # An unfinished one has a temporary name, and counts as little as a file that was never written.
        if not folder.name.startswith(TEMPORARY_PREFIX)
    ]


def known_to_readers(data: Path, last: ReportingYear) -> list[Path]:
    """Return every file that says what readers know already: of editions up to a year, and of older documents."""
    before = data / PRINTED_BEFORE
    found = [before] if before.is_file() else []
    found += [own / PUBLISHED_LIST for year, own in _years(data) if year <= last and (own / PUBLISHED_LIST).is_file()]
    for folder in edition_folders(data, last):
        found += sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
    return found


def read_editions(data: Path, last: ReportingYear) -> tuple[Edition, ...]:
    """Read the records of all editions of a partnership up to a year, oldest first, and check every file.

    Raises
    ------
    DataError
        When an edition is absent, is not in its year's list, has no whole record, or holds other files than its record
        says; every one is named.

    """
    editions: list[Edition] = []
    findings = [
        finding for year, own in _years(data) if year <= last for finding in _disagreements_with_list(data, own)
    ]
    for folder in edition_folders(data, last):
        edition = _read_record(folder)
        if edition is None:
            place = _in_words(data, folder / EDITION_RECORD)
            findings.append(Finding("error", place, "an edition without a whole record", _PUT_BACK))
            continue
        editions.append(edition)
        findings += _disagreements(data, folder, edition)
    if findings:
        message = (
            "What has been published was changed, so nobody can say what readers know already. Nothing is released. "
            "A new edition is made with `safeguarding-report publish`, never by changing an old one."
        )
        raise DataError(message, worst_first(findings))
    return tuple(sorted(editions, key=lambda one: one.order))


def take_up(data: Path, year: ReportingYear) -> tuple[str, ...]:
    """Take whole editions into the list that it does not name, as after an interrupted publication; return their names."""
    own = data / str(year)
    listed = read_list(own)
    if listed is None or not (own / PUBLISHED).is_dir():
        return ()
    new = []
    for folder in (one for one in edition_folders(data, year) if one.parents[1] == own):
        edition = _read_record(folder)
        is_whole = edition is not None and not list(_disagreements(data, folder, edition))
        if edition is not None and is_whole and edition.edition not in {one.edition for one in listed}:
            new.append(_as_listed(folder, edition))
    if new:
        write_list(own, (*listed, *new))
    return tuple(one.edition for one in new)


def write_edition(data: Path, edition: Edition, contents: Mapping[str, bytes]) -> Path:
    """Put an edition in its place, whole and in one step.

    Raises
    ------
    UsageError
        When an edition of this name is there: what has been published is never overwritten.
    DiskError
        When the disk is full or may not be written to; nothing of the edition then counts.

    """
    place = data / edition.year / PUBLISHED / edition.edition
    with disk_errors(_in_words(data, place)):
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        staging = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=place.parent))
        try:
            record = f"{json.dumps(asdict(edition), indent=1, ensure_ascii=False)}\n".encode()
            write_files([(staging / name, content) for name, content in sorted(contents.items())], outlasting=True)
            write_files([(staging / EDITION_RECORD, record)], outlasting=True)
            staging.chmod(_FOLDER_MODE)
            _refuse_to_overwrite(place)
            os.replace(staging, place)  # noqa: PTH105 — a folder that is not empty is never replaced
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        # The list comes last: what it names is there. An edition that it lacks stops the build, and is taken up.
        write_list(place.parents[1], (*(read_list(place.parents[1]) or ()), _as_listed(place, edition)))
    return place


_FOLDER_MODE = 0o755
"""A temporary folder is its owner's alone; an edition is read by whoever may read data/."""


def _refuse_to_overwrite(place: Path) -> None:
    if place.exists():
        message = (
            f'There is an edition "{place.name}" already, and what has been published is never overwritten. '
            "Give this one another name with --edition."
        )
        raise UsageError(message)


def _sweep(folder: Path) -> None:
    """Remove what an interrupted publication left; it never counted."""
    for left in folder.glob(f"{TEMPORARY_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def _years(data: Path) -> Iterator[tuple[ReportingYear, Path]]:
    for own in sorted(data.glob("*/")):
        if (own / PUBLISHED).is_dir() or (own / PUBLISHED_LIST).is_file():
            yield ReportingYear.parse(own.name), own


def _read_record(folder: Path) -> Edition | None:
    try:
        record = json.loads((folder / EDITION_RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    names = {field.name for field in fields(Edition)}
    if not isinstance(record, dict) or set(record) != names or not isinstance(record["files"], dict):
        return None
    is_in_place = (record["edition"], record["year"]) == (folder.name, folder.parents[1].name)
    return Edition(**record) if is_in_place and record["files"] and _is_day(record["date"]) else None


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _as_listed(folder: Path, edition: Edition) -> Listed:
    return Listed(edition.date, edition.edition, sha256((folder / EDITION_RECORD).read_bytes()))


def _disagreements_with_list(data: Path, own: Path) -> Iterator[Finding]:
    """Say which editions of a year are gone, were changed in their record, or were never taken into its list."""
    listed = read_list(own)
    if listed is None:
        yield Finding("error", _in_words(data, own / PUBLISHED_LIST), "the list of editions is damaged", _PUT_BACK)
        return
    there = {one.name: one for one in (own / PUBLISHED).glob("*") if not one.name.startswith(TEMPORARY_PREFIX)}
    for one in listed:
        record = own / PUBLISHED / one.edition / EDITION_RECORD
        if one.edition not in there:
            yield Finding("error", _in_words(data, record.parent), "a published edition is absent", _PUT_BACK)
        elif _read_record(record.parent) is not None and sha256(record.read_bytes()) != one.record:
            yield Finding("error", _in_words(data, record), "the record of an edition was changed", _PUT_BACK)
    for name in sorted({*there} - {one.edition for one in listed}):
        rule = f"an edition that {PUBLISHED_LIST} does not name"
        yield Finding("error", _in_words(data, there[name]), rule, _UNLISTED)


def _disagreements(data: Path, folder: Path, edition: Edition) -> Iterator[Finding]:
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted({*there, *edition.files} - {EDITION_RECORD}):
        place = _in_words(data, folder / name)
        if name not in there:
            yield Finding("error", place, "a published file is absent", _PUT_BACK)
        elif name not in edition.files:
            yield Finding("error", place, "a file that was never published", "Take it out of the edition's folder.")
        elif sha256(there[name].read_bytes()) != edition.files[name]:
            yield Finding("error", place, "a published file was changed", _PUT_BACK)


def _in_words(data: Path, place: Path) -> str:
    return f"data/{data.name}/{place.relative_to(data).as_posix()}"
