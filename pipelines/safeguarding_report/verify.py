"""Verifying: everything is built again in a fresh place, and the public files are compared byte for byte."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.cache import Cache
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import DiskError, UsageError, UserError
from safeguarding_report.fresh_place import fresh_place
from safeguarding_report.manifest import has_editions, read_manifest
from safeguarding_report.pango import pango_version
from safeguarding_report.pseudonyms import SECRET_FILE
from safeguarding_report.run import build
from safeguarding_report.tasks import ADDENDUM_FILES, FINISHING, INDEX, PUBLIC_FILES, straight_line
from safeguarding_report.unchanged import forget_unchanged
from safeguarding_report.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.progress import Progress
    from safeguarding_report.tasks import Task

_COPIED = ("data", "notebooks", "expectations")

_WHY_AGAIN = "again, to compare"

_SHORT = 12
"""Characters of a hash that are enough to tell two apart by eye."""


@dataclass
class Verdict:
    """What verifying found."""

    files: int = 0
    other_environment: list[str] = field(default_factory=list)
    """What is not as it was when the reports were made; told before anything that differs."""
    differences: list[str] = field(default_factory=list)

    def in_words(self) -> str:
        """Say what differs, and first whether it was made elsewhere."""
        lines = [f"Made in another environment. {change}" for change in self.other_environment]
        lines += self.differences or [f"All {self.files} public files are the same, byte for byte."]
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the same for other programs."""
        return json.dumps(asdict(self), indent=1)


def verify(
    workspace: Workspace, partnership: str = "", year: str = "", *, jobs: int = 0, progress: Progress | None = None
) -> Verdict:
    """Build the reports again in a fresh place and compare every public file with the one that stands here.

    Raises
    ------
    UsageError
        When there is nothing to compare with: none of the reports was built yet.
    UserError
        When the reports could not be built again.

    """
    places = _public_files(workspace, partnership, year)
    if not any((workspace.root / "outputs" / place).is_file() for place in places):
        which = f"of {partnership} {year} ".replace("  ", " ") if partnership else ""
        message = f"No report {which}was built yet. Run `safeguarding-report build` first."
        raise UsageError(message)
    verdict = Verdict(files=len(places), other_environment=_other_environment(workspace, places))
    # Whoever kills this leaves returns there: the next build then looks at everything, and sweeps.
    forget_unchanged(workspace)
    with fresh_place(workspace) as folder:
        fresh = _copy(workspace, folder)
        told = _BuiltAgain(progress) if progress else None
        editions = _with_editions(workspace, partnership, year)
        addenda = _with_addenda(workspace, partnership, year)
        outcome = build(fresh, partnership, year, editions=editions, addenda=addenda, jobs=jobs, progress=told)
        if outcome.exit_code:
            reasons = "\n".join(f"  {task}: {error}" for task, error in outcome.failures.items())
            message = f"The reports could not be built again:\n{reasons}"
            raise UserError(message)
        for place in sorted(places):
            difference = difference_between(workspace.root / "outputs" / place, fresh.root / "outputs" / place)
            verdict.differences += [f"outputs/{place}: {difference}"] if difference else []
    return verdict


class _BuiltAgain:
    """Tells of a build in a fresh place, where no task was ever built, that it is done again."""

    def __init__(self, told: Progress) -> None:
        self.begun, self.kept, self.ended, self.failed = told.begun, told.kept, told.ended, told.failed
        self._told = told

    def started(self, task: Task, _why: str) -> None:
        self._told.started(task, _WHY_AGAIN)

    def restored(self, task: Task, _why: str) -> None:
        self._told.restored(task, _WHY_AGAIN)


def difference_between(here: Path, again: Path) -> str:
    """Say where two files differ first; an empty text when they are the same."""
    if not here.is_file():
        return "is missing here; run `safeguarding-report build`"
    before, now = here.read_bytes(), again.read_bytes()
    if before == now:
        return ""
    place = next((at for at, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), None)
    at = min(len(before), len(now)) if place is None else place
    line = before[:at].count(b"\n") + 1
    return f"differs from byte {at + 1} on, in line {line} ({len(before)} bytes here, {len(now)} again)"


def _public_files(workspace: Workspace, partnership: str, year: str) -> list[str]:
    places = []
    for task in sorted(straight_line(workspace, partnership, year)):
        if task.name == FINISHING:
            folder = workspace.public / task.partnership / task.year
            others = (read_manifest(folder) or {"outputs": {}})["outputs"] if has_editions(folder) else {}
            names = {*PUBLIC_FILES, *others, *(ADDENDUM_FILES if _has_addendum(folder) else ())}
            places += [f"public/{task.partnership}/{task.year}/{name}" for name in sorted(names)]
        if task.name == INDEX:
            places.append("public/index.html")
    return places


def _with_editions(workspace: Workspace, partnership: str, year: str) -> list[tuple[str, str]]:
    """Return the reports whose other editions stand here, so that they are made again too."""
    reports = [
        (task.partnership, task.year) for task in straight_line(workspace, partnership, year) if task.name == FINISHING
    ]
    return [report for report in sorted(reports) if has_editions(workspace.public.joinpath(*report))]


def _with_addenda(workspace: Workspace, partnership: str, year: str) -> list[tuple[str, str]]:
    """Return the reports beside which an addendum stands, so that it is made again too."""
    reports = [
        (task.partnership, task.year) for task in straight_line(workspace, partnership, year) if task.name == FINISHING
    ]
    return [report for report in sorted(reports) if _has_addendum(workspace.public.joinpath(*report))]


def _has_addendum(folder: Path) -> bool:
    return (folder / ADDENDUM_FILES[-1]).is_file()


def _copy(workspace: Workspace, folder: Path) -> Workspace:
    try:
        for name in _COPIED:
            if (workspace.root / name).is_dir():
                # A link that leads nowhere, such as Emacs leaves beside an open file, is absent for a build too.
                shutil.copytree(workspace.root / name, folder / name, ignore_dangling_symlinks=True)
    except shutil.Error as error:
        # Not by their names: those may be a child's.
        message = f"{len(error.args[0])} of the files in {name}/ could not be copied. Check who owns them and whether the disk is full."
        raise DiskError(message) from None
    (folder / "outputs").mkdir()
    fresh = Workspace(folder)
    secret = workspace.private / SECRET_FILE
    if secret.is_file():
        # Returns are named by a hash under the secret, so another secret would name them otherwise.
        fresh.private.mkdir(mode=0o700)
        shutil.copy2(secret, fresh.private / SECRET_FILE)
    return fresh


def _other_environment(workspace: Workspace, places: list[str]) -> list[str]:
    environment = this_environment(workspace.private / "environment.json")
    cache = Cache(workspace, environment)
    here = environment.parts() | {
        "the code": cache.code_of_report,
        "the code of other editions": cache.code_of_editions,
        "Pango": pango_version(),
    }
    found: dict[str, None] = {}
    for folder in {(workspace.root / "outputs" / place).parent for place in places}:
        made = read_manifest(folder)
        if made is None:
            continue
        then = {
            "Python": made["environment"]["python"],
            "the platform": made["environment"]["platform"],
            "the installed libraries": made["lock"],
            "the code": made["code"]["sha256"],
        }
        if "other_editions" in made:
            then |= {
                "the code of other editions": made["other_editions"]["code"],
                "Pango": made["other_editions"]["type_set_by"],
            }
        changed = [(name, then[name], now) for name, now in here.items() if then.get(name, now) != now]
        found |= {f"{name}: {before[:_SHORT]} then, {now[:_SHORT]} now": None for name, before, now in changed}
    return sorted(found)
