"""What a task reads beside the products of other tasks: every file of it, declared."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from safeguarding_report.editions import known_to_readers
from safeguarding_report.figures import SEAL
from safeguarding_report.office_files import files_put_in, is_left_beside
from safeguarding_report.partnership import RELEASES_FILE
from safeguarding_report.pseudonyms import SECRET_FILE
from safeguarding_report.store import sha256
from safeguarding_report.tasks import ADDENDUM, BEFORE, FINISHING, GATE, INDEX, NARRATIVES
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

_OVERRIDDEN = (("notebooks", ".ipynb"), ("expectations", ".json"))
"""Folders of a workspace whose files stand before ours, and how their files' names end."""


class DeclaredInputs:
    """The files that tasks of a workspace read, as they lie there now: names as a person says them, and paths."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._root = str(workspace.root)
        self._secret: dict[str, bool] = {}

    def of(self, task: Task) -> dict[str, str]:
        """Return the files that a task reads beside what other tasks left."""
        if task.name == INDEX:
            return {}
        own = f"data/{task.partnership}"
        names = [f"{own}/partnership.toml", f"{own}/{task.year}/year.toml"]
        if task.name in {"01_validate", "02_measure", ADDENDUM}:
            names += self._official
        if task.name == "01_validate":
            names += self._returns(task)
        if task.name == NARRATIVES:
            names += self._narratives(task)
        if task.name == "02_measure":
            home = f"{own}/{task.year}"
            names += [f"{home}/{name}" for name in _names_in(f"{self._root}/{home}") if name == "why.toml"]
        if task.name in {GATE, ADDENDUM}:
            # A later year's edition never counts: a new year rewrites no old report. An addendum is written later.
            last = (
                max(self._workspace.years(task.partnership))
                if task.name == ADDENDUM
                else ReportingYear.parse(task.year)
            )
            known = known_to_readers(self._workspace.root / own, last)
            names += [path.relative_to(self._workspace.root).as_posix() for path in known]
        inputs = {name: f"{self._root}/{name}" for name in names}
        if task.name in {"01_validate", "02_measure"}:
            inputs |= self._suites
        if task.name == FINISHING:
            inputs |= self._own_files  # the manifest lists them
        return inputs

    @cached_property
    def _official(self) -> list[str]:
        names = _names_in(str(self._workspace.official))
        return [f"data/official/{name}" for name in names if name.endswith(".csv") or name in {SEAL, RELEASES_FILE}]

    def _returns(self, task: Task) -> list[str]:
        """Return the files of returns and registers of a year, and the secret that names are made with."""
        year = ReportingYear.parse(task.year)
        home = f"data/{task.partnership}/{task.year}"
        registers = [*self._files_below(f"{home}/registers"), *self._sign_offs(home)]
        if self._has_secret(task.partnership) and self._workspace.needs_secret(task.partnership, year):
            registers.append(f"outputs/private/{SECRET_FILE}")
        if not self._workspace.has_returns(task.partnership, year):
            return registers
        received = self._files_below(f"{home}/returns")
        return [f"{home}/returns.toml", f"{home}/corrections.toml", *registers, *received]

    def _files_below(self, home: str) -> list[str]:
        """Return every file put in a folder of the workspace or the folders in it: an office sorts what it keeps."""
        found = files_put_in(f"{self._root}/{home}")
        return [path.relative_to(self._root).as_posix() for path in found]

    def _narratives(self, task: Task) -> list[str]:
        """Return what the partnership wrote in a year, who answers for it, and the secret that it is named with."""
        home = f"data/{task.partnership}/{task.year}"
        names = [f"{home}/narrative/{name}" for name in _names_in(f"{self._root}/{home}/narrative")]
        names += self._sign_offs(home)
        year = ReportingYear.parse(task.year)
        if self._has_secret(task.partnership) and self._workspace.needs_secret(task.partnership, year, words=True):
            names.append(f"outputs/private/{SECRET_FILE}")
        return names

    def _has_secret(self, slug: str) -> bool:
        """True unless a partnership is invented; its settings are read once for all of its reports."""
        if slug not in self._secret:
            self._secret[slug] = not self._workspace.partnership(slug).invented
        return self._secret[slug]

    def _sign_offs(self, home: str) -> list[str]:
        name = f"{home}/sign_off.toml"
        return [name] if os.path.isfile(f"{self._root}/{name}") else []  # noqa: PTH113 — asked at every build

    @cached_property
    def _suites(self) -> dict[str, str]:
        """Every expectation suite that a run in this workspace can reach: its own before ours."""
        places = (str(self._workspace.shipped("expectations")), f"{self._root}/expectations")
        return {
            f"expectations/{name}": f"{place}/{name}"
            for place in places
            for name in _names_in(place)
            if name.endswith(".json")
        }

    @cached_property
    def _own_files(self) -> dict[str, str]:
        return {name: str(path) for name, path in own_files(self._workspace).items()}


def settings_files(workspace: Workspace, partnership: str = "") -> dict[str, str]:
    """Return the settings files of a partnership, or of all: which of them there are says which reports there are."""
    of = partnership or "*"
    forms = (f"{of}/partnership.toml", f"{of}/*/year.toml", f"{of}/*/returns.toml")
    paths = sorted(path for form in forms for path in (workspace.root / "data").glob(form))
    return {path.relative_to(workspace.root).as_posix(): str(path) for path in paths}


def files_handed_on(workspace: Workspace, task: Task) -> dict[str, str]:
    """Return the registers of years before, of a task that looks back: whether there are any says whether it does."""
    if task.name not in BEFORE:
        return {}
    earlier = [year for year in workspace.years(task.partnership) if year < ReportingYear.parse(task.year)]
    paths = (path for year in earlier for path in workspace.registers_of(task.partnership, year))
    return {path.relative_to(workspace.root).as_posix(): str(path) for path in paths}


def own_files(workspace: Workspace, hash_of: Callable[[Path], str] | None = None) -> dict[str, Path]:
    """Return the notebooks and suites of the workspace that stand before ours and say something else."""
    hash_of = hash_of or _hash_of
    found: dict[str, Path] = {}
    for folder, ending in _OVERRIDDEN:
        own, ours = workspace.root / folder, workspace.shipped(folder)
        for name in _names_in(str(own)) if own != ours else []:
            is_ours = (ours / name).is_file() and hash_of(ours / name) == hash_of(own / name)
            if name.endswith(ending) and not is_ours:
                found[f"{folder}/{name}"] = own / name
    return found


def _hash_of(path: Path) -> str:
    return sha256(path.read_bytes())


def _names_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file() and not is_left_beside(entry.name))
    except OSError:
        return []  # most folders need not be there
