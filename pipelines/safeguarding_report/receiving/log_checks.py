"""What is wrong with `returns.toml` and the folder beside it: every contradiction is a finding, and all come together."""

from __future__ import annotations

from itertools import combinations
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from safeguarding_report.errors import did_you_mean
from safeguarding_report.findings import Finding
from safeguarding_report.formats.parts import Part, place_in_words
from safeguarding_report.formats.sheet import plain_header
from safeguarding_report.formats.templates import declared_names
from safeguarding_report.office_files import files_put_in
from safeguarding_report.receiving.settings import REGISTERS_FOLDER, RETURNS_FILE, RETURNS_FOLDER
from safeguarding_report.tables.periods import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from safeguarding_report.findings import Severity
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.receiving.log_reading import LogRead
    from safeguarding_report.receiving.settings import Expected, Received, ReturnsLog
    from safeguarding_report.receiving.standing import Standing
    from safeguarding_report.year import ReportingYear

MOST_NAMED = 5
"""Files of a folder that one sentence names; whoever looks there sees the others."""


def check_log(
    read: LogRead, all_standing: Sequence[Standing], partnership: Partnership, year: ReportingYear
) -> Iterator[Finding]:
    """Give what contradicts itself in returns.toml, or contradicts the settings of the partnership."""
    log = read.log
    yield from read.findings
    for expected in log.expected:
        yield from _expected(expected, partnership, year)
    for one, other in combinations(log.expected, 2):
        if _overlap(one, other):
            reason = f"{one.id} and {other.id} ask one partner for one form, area and time twice. Keep one of them."
            yield _finding("error", "overlapping periods", reason)
    for standing in all_standing:
        yield from _versions(standing, log)
    yield from _received(log, read.unsure_ids)


def _expected(expected: Expected, partnership: Partnership, year: ReportingYear) -> Iterator[Finding]:
    partners = [partner.name for partner in partnership.partners_in(year)]
    if expected.partner not in partners:
        near = did_you_mean(expected.partner, partners)
        reason = f"{expected.id}: partnership.toml has no such partner in {year}.{near}"
        yield _finding("error", "unknown partner", reason)
    areas = [*partnership.areas] if expected.is_child_level else [*partnership.areas, partnership.slug, ""]
    if expected.area not in areas:
        reason = f"{expected.id}: expected the code of one of the partnership's authorities, whose children these are."
        yield _finding("error", "unknown area", reason)
    if expected.period_start < year.start or expected.period_end > year.end:
        reason = f"{expected.id}: the period is not within {year}. Write it in returns.toml of its own year."
        yield _finding("error", "period of another year", reason)


def _overlap(one: Expected, other: Expected) -> bool:
    same = (one.partner, one.form, one.area) == (other.partner, other.form, other.area)
    return same and one.period_start <= other.period_end and other.period_start <= one.period_end


def _versions(standing: Standing, log: ReturnsLog) -> Iterator[Finding]:
    expected, counted = standing.expected, standing.counted
    versions = log.versions_of(expected)
    accepted = [version.version for version in versions if version.accepted]
    if len(set(accepted)) < len(accepted):
        reason = f"{expected.id}: two accepted files have the same version, so nobody can tell which counts."
        yield _finding("error", "one version twice", reason)
    yield from _unaccepted(standing, versions)
    if versions and not expected.applicable:
        reason = f"{expected.id} is said not to be applicable, and something came. Take one of the two back."
        yield _finding("error", "return where none is applicable", reason)
    if standing.too_late:
        reason = (
            f"{expected.id}: {standing.too_late.file or 'a nil return'} came after the cut-off that year.toml sets, so "
            "it is not used. To count it, move the cut-off and publish the next edition."
        )
        yield _finding("query", "received after the cut-off", reason)
    if counted is None:
        return
    if counted.is_nil:
        yield from _nil_beside_files(standing, versions)
    start, end = standing.period
    if start < expected.period_start or end > expected.period_end or end < start:
        reason = f"{expected.id}: the period of what came lies outside the one that was expected."
        yield _finding("error", "period that was not expected", reason)
    if counted.state == "partial" and not standing.covers_part:
        reason = f"{expected.id}: it is said to be partial. Say in period_end how far it reaches."
        yield _finding("error", "partial return without its period", reason)
    if counted.received < end:
        reason = f"{expected.id}: it came before the last day that it covers. Check the period and the date."
        yield _finding("query", "received before its period ended", reason)


def _unaccepted(standing: Standing, versions: list[Received]) -> Iterator[Finding]:
    """Give what came and nobody accepted: it stands there and no figure is made of it."""
    counted = standing.counted
    instead = (
        f"Version {counted.version} of {day_in_words(counted.received)} is used instead."
        if counted
        else "Nothing is used instead."
    )
    for version in versions:
        if not version.accepted:
            reason = (
                f"{standing.expected.id}: {version.file or 'a nil return'}, version {version.version} of "
                f"{day_in_words(version.received)}, stands there unaccepted and is not used. {instead} Accept it in "
                f"{RETURNS_FILE}, or ask the sender for another."
            )
            yield _finding("query", "version that nobody accepted", reason)


def _nil_beside_files(standing: Standing, versions: list[Received]) -> Iterator[Finding]:
    """Give the files that answer what is said to be nil: one of the two is not true, unless nil replaces the file."""
    replaced = {version.supersedes for version in versions}
    for version in versions:
        if version.file and version.file not in replaced:
            reason = (
                f"{standing.expected.id} is said to be nil, and {version.file} answers it too. Take one of the two back; where nil is "
                "right after all, let it supersede the file."
            )
            yield _finding("error", "nil return beside a file", reason)


def _received(log: ReturnsLog, unsure_ids: frozenset[str]) -> Iterator[Finding]:
    ids = [*(expected.id for expected in log.expected), *unsure_ids]
    by_file = {received.file: received for received in log.received if received.file}
    for received in log.received:
        name = received.file or "a nil return"
        if received.answers not in ids:
            reason = f"{name} answers {received.answers}, which is not expected.{did_you_mean(received.answers, ids)}"
            yield _finding("error", "answer to nothing that is expected", reason)
        if not received.supersedes:
            continue
        older = by_file.get(received.supersedes)
        if older is None:
            near = did_you_mean(received.supersedes, [file for file in by_file if file != received.file])
            reason = f"{name} supersedes {received.supersedes}, which was never received.{near}"
            yield _finding("error", "supersedes an unknown file", reason)
        elif older.answers != received.answers or older.version >= received.version:
            reason = f"{name} supersedes {received.supersedes}: expected an older version of the same return."
            yield _finding("error", "supersedes what is no older version of it", reason)


def check_folder(read: LogRead, folder: Path) -> Iterator[Finding]:
    """Give what is named and absent, what is there and not named, and what leads out of the folder."""
    named = {*(received.file for received in read.log.received if received.file), *read.unsure}
    for file in sorted(named):
        path = folder / file
        if not path.exists():
            reason = f"{RETURNS_FILE} names it, and {RETURNS_FOLDER}/ does not hold it. Put it there, or take it out."
            yield Finding("error", file, "file is absent", reason)
        elif not path.resolve().is_relative_to(folder.resolve()):
            reason = f"It leads out of {RETURNS_FOLDER}/. Put the file itself there."
            yield Finding("error", file, "link out of the folder", reason)
    yield from _not_listed(folder, named)


def _not_listed(folder: Path, named: set[str]) -> Iterator[Finding]:
    """Give for each partner's folder the files that no entry names; their own names may hold a child's, so none is said."""
    listed = {PurePosixPath(name).parts[0] for name in named}
    by_folder: dict[str, list[str]] = {}
    for file in files_in(folder):
        top = PurePosixPath(file).parts[0]
        by_folder.setdefault(top if top in listed and "/" in file else "", []).append(file)
    for top, files in by_folder.items():
        own = {
            place_in_words(number, len(files), (folder / file).stat().st_size): file
            for number, file in enumerate(files, 1)
        }
        strays = [
            place
            for place, file in own.items()
            if not any(file == name or file.startswith(f"{name}/") for name in named)
        ]
        if strays:
            one = len(strays) == 1
            more = f" and {len(strays) - MOST_NAMED} more" if len(strays) > MOST_NAMED else ""
            reason = (
                f"{'; '.join(strays[:MOST_NAMED])}{more}: {'it is' if one else 'they are'} not read. Say in {RETURNS_FILE} "
                f"what {'it answers' if one else 'each answers'}, or take {'it' if one else 'them'} out."
            )
            where = (
                f"{RETURNS_FOLDER}/{top}" if top else f"{RETURNS_FOLDER}, outside the folders that {RETURNS_FILE} names"
            )
            yield Finding("query", where, "file that is not listed", reason, count=len(strays))


def files_in(folder: Path) -> list[str]:
    """Return the files under a folder as paths with /, in alphabetical order; what lies there unasked is nobody's return."""
    return sorted(path.relative_to(folder).as_posix() for path in files_put_in(folder))


def registers_in(folder: Path) -> dict[str, Path]:
    """Return the registers of the office by what messages call them: a file under another name by its place."""
    declared = declared_names()
    files = files_in(folder)
    called = {}
    for number, name in enumerate(files, 1):
        path = folder / name
        known = plain_header(PurePosixPath(name).stem) in declared
        said = (
            name
            if known
            else Part(name, number, len(files), path.stat().st_size, alone="the only file").in_words(declared)
        )
        called[f"{REGISTERS_FOLDER}/{said}"] = path
    return called


def _finding(severity: Severity, rule: str, reason: str) -> Finding:
    return Finding(severity, RETURNS_FILE, rule, reason)
