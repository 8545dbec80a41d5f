"""Publishing: an approved report is frozen as an edition, and from then on counts as known to readers.

A build never publishes. What is frozen is what stands in `outputs/public`, when it is what a build of today's inputs
made, its manifest says the same and nothing open stops it; the page says which edition it is and who approved it, in
the place of the words that it is a draft. These very bytes are then read back as an attacker would, and frozen.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.editions import Edition, check_name, read_editions, take_up, write_edition
from safeguarding_report.errors import DataError, UserError
from safeguarding_report.findings import Finding, worst_first
from safeguarding_report.manifest import published_manifest
from safeguarding_report.outputs import hold_outputs
from safeguarding_report.status import findings_of, status
from safeguarding_report.store import TEMPORARY_PREFIX, sha256
from safeguarding_report.tasks import ADDENDUM_FILES, PUBLIC_FILES, is_edition
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from safeguarding_report.partnership import Partnership
    from safeguarding_report.released import Released
    from safeguarding_report.workspace import Workspace

_MANIFEST = "manifest.json"

_PAGE = "report.html"

_FIRST_NAME = "edition-1"


@dataclass(frozen=True)
class Published:
    """An edition that was just published."""

    edition: Edition
    place: str
    """Its folder, from the workspace on."""

    def in_words(self) -> str:
        """Say what was published, and what follows from it."""
        return (
            f"{self.edition.partnership} {self.edition.year} is published as {self.edition.edition}: "
            f"{len(self.edition.files)} files in {self.place}/. Keep this folder for ever and never change it.\n"
            "Its figures now count as known to readers: run `safeguarding-report build` for this and later years."
        )

    def as_json(self) -> str:
        """Return the same for other programs."""
        return json.dumps(asdict(self.edition) | {"place": self.place}, indent=1, ensure_ascii=False)


def publish(
    workspace: Workspace, partnership: str, year: str, *, approved_by: str, edition: str = "", day: date | None = None
) -> Published:
    """Freeze the public files of a report as a published edition, approved by a role on a day.

    Raises
    ------
    UsageError
        When there is no such report, `approved_by` is a person's name, or an edition of this name is there already.
    UserError
        When the report is not what a build of today's inputs makes.
    DataError
        When something is open that stops publishing, or an earlier edition was changed; all findings together.

    """
    own = workspace.partnership(partnership)
    reporting_year = workspace.year_settings(partnership, ReportingYear.parse(year)).year
    _check_role(own, approved_by)
    if edition:
        check_name(edition)
    data = workspace.root / "data" / own.slug
    with hold_outputs(workspace):
        take_up(data, reporting_year)
        built = _files_in(workspace.public / own.slug / year)
        # An addendum speaks of the report and is no part of it.
        built = {name: content for name, content in built.items() if name not in ADDENDUM_FILES}
        _refuse_out_of_date(workspace, own.slug, year)
        _refuse_other_files(built)
        _refuse_findings(workspace, own.slug, year)
        known = [one for one in read_editions(data, reporting_year) if one.year == year]
        draft = sha256(built[_MANIFEST])
        _refuse_again(known, draft)
        manifest = json.loads(built[_MANIFEST])
        record = Edition(
            partnership=own.slug,
            year=year,
            edition=edition or _next_name(known),
            approved_by=" ".join(approved_by.split()),
            date=(day or datetime.now(UTC).date()).isoformat(),
            version=manifest["code"]["version"],
            code=manifest["code"]["sha256"],
            lock=manifest["lock"],
            files={},
            draft=draft,
        )
        contents = _as_edition(workspace, built, record)
        _verify(workspace, record, contents)
        record = replace(record, files={name: sha256(content) for name, content in contents.items()})
        place = write_edition(data, record, contents)
    return Published(record, place.relative_to(workspace.root).as_posix())


def _check_role(own: Partnership, approved_by: str) -> None:
    from safeguarding_report.free_text import places_of_roles  # noqa: PLC0415 — few commands need it
    from safeguarding_report.identifiable import check_role  # noqa: PLC0415

    check_role(approved_by, places_of_roles(own), "--approved-by")


def _refuse_out_of_date(workspace: Workspace, partnership: str, year: str) -> None:
    reasons = {task: reason for task, reason in status(workspace, partnership, year).items() if reason}
    if reasons:
        task, reason = next(iter(reasons.items()))
        message = (
            f"The report {partnership} {year} is not up to date, so it is not published. {task}: {reason}. "
            f"Run `safeguarding-report build {partnership} {year}`, read the report again, and publish then."
        )
        raise UserError(message)


def _files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}


def _refuse_other_files(contents: dict[str, bytes]) -> None:
    """Refuse public files that are not those that their manifest names, and no others."""
    named = _outputs_named_in(contents.get(_MANIFEST, b""))
    wrong = sorted(
        {*PUBLIC_FILES} ^ {name for name in contents if not is_edition(name)}
        | {*contents} ^ {*named, _MANIFEST}
        | {name for name in {*contents} & {*named} if sha256(contents[name]) != named[name]}
    )
    if wrong:
        message = (
            f"{', '.join(wrong)} of the public files is not what manifest.json says. Nothing is published. "
            "Run `safeguarding-report build` and publish then."
        )
        raise UserError(message)


def _outputs_named_in(manifest: bytes) -> dict[str, str]:
    try:
        named: dict[str, str] = json.loads(manifest)["outputs"]
    except (ValueError, KeyError, TypeError):
        return {}
    return named


def _refuse_findings(workspace: Workspace, partnership: str, year: str) -> None:
    from safeguarding_report.free_text import STOPS_PUBLISHING  # noqa: PLC0415

    found = findings_of(workspace, partnership, year)[f"{partnership} {year}"]
    open_points = [
        Finding(**{name: value for name, value in record.items() if name != "words"} | {"severity": "error"})
        for record in found
        if record["rule"] in STOPS_PUBLISHING
    ]
    if open_points:
        message = (
            f"The report {partnership} {year} is not published. Settle these first, build again, and publish then:"
        )
        raise DataError(message, worst_first(open_points))


def _as_edition(workspace: Workspace, built: dict[str, bytes], record: Edition) -> dict[str, bytes]:
    """Return the files as readers are given them: the page says which edition it is, and the manifest what they are."""
    from safeguarding_report.report import Approval, as_published  # noqa: PLC0415 — needs charts, as few commands do

    released = _released(workspace, record)
    approval = Approval(record.edition, record.approved_by, date.fromisoformat(record.date))
    contents = {name: content for name, content in built.items() if name != _MANIFEST}
    contents[_PAGE] = as_published(built[_PAGE].decode(), released.report, approval).encode()
    if any(map(is_edition, contents)):
        from safeguarding_report.other_editions import editions_as_published  # noqa: PLC0415 — needs what sets type

        contents |= editions_as_published(contents, released, approval)
    named = {"edition": record.edition, "approved_by": record.approved_by, "date": record.date}
    return contents | {_MANIFEST: published_manifest(built[_MANIFEST], named, contents)}


def _verify(workspace: Workspace, record: Edition, contents: dict[str, bytes]) -> None:
    """Check the very bytes that are to be frozen: this is the last moment at which anything can be taken back.

    They lie in a folder of their own meanwhile, where no build and nobody's editor comes by; what is frozen is what
    was read from there.
    """
    with tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=workspace.private) as folder:
        for name, content in contents.items():
            (Path(folder) / name).write_bytes(content)
        _read_back(workspace, record, Path(folder))
        if contents != _files_in(Path(folder)):
            message = "The files changed while they were checked, so nothing is published. Publish again."
            raise UserError(message)


def _read_back(workspace: Workspace, record: Edition, folder: Path) -> None:
    """Read the files as an attacker would, and as a reader who asks which edition this is."""
    from safeguarding_report.read_back import check_finished_files  # noqa: PLC0415 — reads a whole page
    from safeguarding_report.read_back.of_editions import check_other_editions  # noqa: PLC0415
    from safeguarding_report.report import Approval, says_how_it_stands  # noqa: PLC0415

    released = _released(workspace, record)
    check_finished_files(folder, released)
    if any(is_edition(path.name) for path in folder.iterdir()):
        check_other_editions(folder, folder, released)
    approval = Approval(record.edition, record.approved_by, date.fromisoformat(record.date))
    page = (folder / _PAGE).read_text(encoding="utf-8")
    if not says_how_it_stands(page, released.report, approval):
        message = f"The page of {record} does not say which edition it is, so it is not published. Build it again."
        raise UserError(message)


def _released(workspace: Workspace, record: Edition) -> Released:
    from safeguarding_report.released import Released as Opened  # noqa: PLC0415

    return Opened(workspace.private / record.partnership / record.year / "released")


def _refuse_again(known: list[Edition], draft: str) -> None:
    same = [one for one in known if one.draft == draft]
    if same:
        message = f"This very report is published already, as {same[0].edition} on {same[0].date}."
        raise UserError(message)


def _next_name(known: list[Edition]) -> str:
    names = {one.edition for one in known}
    numbers = range(1, len(names) + 2)
    return next((name for number in numbers if (name := f"edition-{number}") not in names), _FIRST_NAME)
