"""What need not be done again: a task's key is made of all it depends on, and what it made is kept under that key."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from safeguarding_report.closure import NAME, Code, as_notebook, hash_of, how_found
from safeguarding_report.errors import UserError
from safeguarding_report.inputs import DeclaredInputs, files_handed_on, settings_files
from safeguarding_report.known_files import KnownFiles, State, is_settled, state_of
from safeguarding_report.pango import pango_version
from safeguarding_report.store import Store, read_memory, sha256, write_file, write_memory
from safeguarding_report.tasks import ADDENDUM, ASKED_FOR, EDITIONS, FINISHING, GATE, INDEX, LINE, NARRATIVES, Task
from safeguarding_report.workspace import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from safeguarding_report.environment import Environment
    from safeguarding_report.workspace import Workspace

NEVER_BUILT = "never built"

CODE = "the code"
"""The part of a key that stands for the modules that the task can reach."""

CODE_OF_REPORT = "the code of the whole report"
"""The part of a finishing run's key that stands for what its manifest says: the code of all tasks of the report."""

PERFORMERS = {
    GATE: "_release",
    NARRATIVES: "_release_narratives",
    FINISHING: "_finish",
    EDITIONS: "_make_editions",
    ADDENDUM: "_make_addendum",
    INDEX: "_write_index",
} | dict.fromkeys(STEPS, "_run_notebook")
"""The function of `perform` that does a task; what it imports, the task reaches."""

PANGO = "Pango"
"""The part of a key that stands for the libraries of the machine that set the type of a PDF."""

RUNNER = f"{NAME}.processes"
"""What starts a task's process, and decides what surrounds it."""


@dataclass(frozen=True)
class Record:
    """What a task made, and of what."""

    task: str
    key: str
    parts: dict[str, str]
    """Everything the task depends on: its name in words, and its hash."""
    outputs: dict[str, str]
    """Paths in `outputs/`, each with the sha256 of the file."""
    times: dict[str, str] = field(default_factory=dict)
    """When, and for how long; nothing depends on these."""


class Cache:
    """The records of what was made in a workspace, and the store with the products themselves."""

    def __init__(self, workspace: Workspace, environment: Environment) -> None:
        self.workspace = workspace
        self.environment = environment
        self.store = Store(workspace.private / "store")
        self.files = KnownFiles(workspace.private / "known_files.json", how_found())
        self._outputs = f"{workspace.root}/outputs"
        self._last: dict[Task, Record | None] = {}
        self._listings: dict[str, dict[str, str]] = {}
        self._states: list[tuple[str, list[int]]] = []
        self.look_again()

    def look_again(self) -> None:
        """Forget which files there are: a task that begins or ends later may meet others."""
        self._inputs = DeclaredInputs(self.workspace)
        self._hashes: dict[str, str] = {}
        now, states = time.time_ns(), self._states_of_code()
        if states != self._states or not all(is_settled(state, now) for _, state in states):
            self._code = Code(self.files)
            self._codes: dict[str, str] = {}
            self._states = states

    def _states_of_code(self) -> list[tuple[str, list[int]]]:
        """Return what changes when code does: a module, or a notebook and with it what it imports."""
        notebooks = [str(self.workspace.notebook(name)) for name in STEPS]
        return [*Code(self.files).states(), *((path, state_of(path)) for path in notebooks if os.path.isfile(path))]  # noqa: PTH113 — asked before and after every task

    def parts(self, task: Task, needed: Iterable[tuple[Task, Record]]) -> dict[str, str]:
        """Return everything that the task depends on, each with its hash."""
        parts = {name: self._hash_of_input(path) for name, path in self._inputs.of(task).items()}
        if task.is_notebook:
            parts[f"notebooks/{task.name}.ipynb"] = str(self._notebook(task.name)["sha256"])
        for other, record in needed:
            # The index links to what stands there; other editions are made of what the finishing run left.
            made = self.standing(other, record) if task.name == INDEX else record.outputs
            parts |= {path.removeprefix("private/"): digest for path, digest in made.items() if task.reads(other, path)}
        parts[CODE] = self._code_of(task.name)
        if task.name == FINISHING:
            parts[CODE_OF_REPORT] = self.code_of_report
        if task.name == EDITIONS:
            parts[PANGO] = pango_version() or "absent"
        return parts | self.environment.parts()

    def standing(self, task: Task, record: Record) -> dict[str, str]:
        """Return what stands in the places of a task: what it made, and with a report what was made beside it.

        Other editions and an addendum stand only as long as they are what would be made now. The manifest of editions
        names the report's files too, so it stands in the place of the manifest that the finishing run left.
        """
        if task.name != FINISHING:
            return record.outputs
        standing = dict(record.outputs)
        for name in ASKED_FOR:
            beside = replace(task, name=name)
            made = self.last(beside)
            if made is None:
                continue
            needed = [(other, self.last(other)) for other in (replace(task, name=one) for one in LINE[name])]
            known = [(other, record if other == task else last) for other, last in needed]
            whole = [(other, last) for other, last in known if last is not None]
            if len(whole) == len(known) and self.key(beside, self.parts(beside, whole)) == made.key:
                standing |= made.outputs
        return standing

    def states(self, task: Task) -> dict[str, State]:
        """Return what changes when a file that the task reads is written, whatever is written; of products nothing."""
        files = {place: self._code.path_of(place) for place in self._listings[self._code_of(task.name)]}
        files |= self._inputs.of(task)
        if task.is_notebook:
            files[f"notebooks/{task.name}.ipynb"] = str(self.workspace.notebook(task.name))
        return {name: _written(path) for name, path in files.items()}

    def files_of(self, task: Task) -> dict[str, str]:
        """Return where each file lies that the task reads beside what other tasks left, for whoever does it elsewhere."""
        files = settings_files(self.workspace, task.partnership) | files_handed_on(self.workspace, task)
        files |= self._inputs.of(task)
        if task.is_notebook:
            files[f"notebooks/{task.name}.ipynb"] = str(self.workspace.notebook(task.name))
        return files

    @property
    def code_of_editions(self) -> str:
        """One sha256 over the code of the task that makes the other editions."""
        return self._code_of(EDITIONS)

    @property
    def code_of_addendum(self) -> str:
        """One sha256 over the code of the task that makes an addendum."""
        return self._code_of(ADDENDUM)

    @property
    def code_of_report(self) -> str:
        """One sha256 over the code of all tasks of a report, as its manifest says it."""
        return self._code_of(CODE_OF_REPORT)

    def key(self, task: Task, parts: dict[str, str]) -> str:
        """Return the key of a task: one hash over its name and everything it depends on."""
        return sha256(json.dumps([str(task), sorted(parts.items())]).encode())

    def last(self, task: Task) -> Record | None:
        """Return the record of what stands in the task's place, or None when it was never built."""
        if task not in self._last:
            self._last[task] = read_record(self._last_path(task))
        return self._last[task]

    def made_before(self, key: str) -> Record | None:
        """Return the record of an earlier run with this key, when all it made is still in the store."""
        record = read_record(self._key_path(key))
        return record if record and record.key == key and all(map(self.store.holds, record.outputs.values())) else None

    def remember(self, task: Task, record: Record) -> None:
        """Write down that the task's products stand in their place."""
        write_memory(self._last_path(task), asdict(record))
        self._last[task] = record
        with suppress(OSError):  # the age of a record orders what is thrown away first, and nothing else
            os.utime(self._key_path(record.key))

    def forget(self, task: Task) -> None:
        """Forget that a task's products stand in their place: they are not there, and the store lacks one of them."""
        self._last_path(task).unlink(missing_ok=True)
        self._last[task] = None

    def keep(self, record: Record) -> None:
        """Write down what the task made, under its key; the products must be in the store already."""
        for part in (CODE, CODE_OF_REPORT):
            listing, place = (
                self._listings.get(record.parts.get(part, "")),
                self._listing_path(record.parts.get(part, "")),
            )
            if listing and not place.is_file():
                write_file(place, f"{json.dumps(listing, indent=1)}\n".encode())
        write_memory(self._key_path(record.key), asdict(record))

    def out_of_place(self, task: Task, record: Record) -> list[str]:
        """Return the products that are missing from their place or were changed there."""
        due = self.standing(task, record)
        return [path for path, digest in due.items() if self._hash_of(f"{self._outputs}/{path}") != digest]

    def why(self, task: Task, parts: dict[str, str]) -> str:
        """Say why the task must be done again; an empty text when it need not be."""
        record = self.last(task)
        if record is None:
            return NEVER_BUILT
        if record.key != self.key(task, parts):
            return self._difference(record.parts, parts)
        wrong = self.out_of_place(task, record)
        return f"outputs/{wrong[0]} is missing or was changed" if wrong else ""

    def _hash_of_input(self, path: str) -> str:
        """Return the hash of a file that nothing puts while a build looks: many tasks read the published figures."""
        if path not in self._hashes:
            self._hashes[path] = self._hash_of(path)
        return self._hashes[path]

    def _hash_of(self, path: str) -> str:
        try:
            return self.files.hash_of(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return "absent"
        except OSError as error:
            raise self._unreadable(path, error) from None

    def _unreadable(self, path: str, error: OSError) -> UserError:
        place = path.removeprefix(f"{self.workspace.root}/")
        return UserError(f"{place} could not be read ({error.strerror}). Check who owns it and run the command again.")

    def _notebook(self, name: str) -> dict[str, object]:
        try:
            fact: dict[str, object] = self.files.fact_of(self.workspace.notebook(name), "notebooks", as_notebook)
        except FileNotFoundError:
            return {"sha256": "absent", "imports": []}
        except OSError as error:
            raise self._unreadable(str(self.workspace.notebook(name)), error) from None
        return fact

    def _roots(self, name: str) -> list[str]:
        roots = [f"{NAME}.perform:{PERFORMERS[name]}", RUNNER]
        if name in STEPS:
            imported = self._notebook(name)["imports"]
            roots += self._code.all_modules() if imported is None else list(imported)  # type: ignore[call-overload]
        return roots

    def _code_of(self, name: str) -> str:
        if name not in self._codes:
            names = (one for one in LINE if one not in ASKED_FOR) if name == CODE_OF_REPORT else (name,)
            listing = self._code.reached_from(root for one in names for root in self._roots(one))
            self._codes[name] = hash_of(listing)
            self._listings[self._codes[name]] = listing
        return self._codes[name]

    def _difference(self, before: dict[str, str], now: dict[str, str]) -> str:
        changed: list[str] = []
        for name in sorted(now, key=lambda part: part in {CODE, CODE_OF_REPORT}):
            if name not in before:
                changed.append(f"{name} is new")
            elif before[name] != now[name]:
                is_code = name in {CODE, CODE_OF_REPORT}
                changed += self._changed_modules(before[name], now[name]) if is_code else [f"{name} changed"]
        changed += [f"{name} is gone" for name in before if name not in now]
        changed = list(dict.fromkeys(changed))
        more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
        return f"{changed[0]}{more}" if changed else "its record was made by another form of this tool"

    def _changed_modules(self, before: str, now: str) -> list[str]:
        then, here = self._listing(before), self._listing(now)
        if not then or not here:
            return ["the code changed"]
        return [f"the code changed: {place}" for place in sorted({*then, *here}) if then.get(place) != here.get(place)]

    def _listing(self, digest: str) -> dict[str, str]:
        if digest in self._listings:
            return self._listings[digest]
        try:
            listing: dict[str, str] = json.loads(self._listing_path(digest).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return listing

    def _last_path(self, task: Task) -> Path:
        folder = self.workspace.private / task.partnership / task.year
        return folder / "tasks" / f"{task.name}.json"

    def _key_path(self, key: str) -> Path:
        return self.store.folder / "records" / f"{key}.json"

    def _listing_path(self, digest: str) -> Path:
        return self.store.folder / "code" / f"{digest}.json"


def _written(path: str) -> State:
    """Return size, time of change and inode: less than a hash is trusted by, since a backup may change an entry's time."""
    try:
        size, changed, _, inode = state_of(path)
    except OSError:
        return []  # absent, as it may be
    return [size, changed, inode]


def read_record(path: Path) -> Record | None:
    """Return the record in a file; None where it is absent, damaged or of an older form, as if nothing were built."""
    try:
        return Record(**read_memory(path))
    except TypeError:
        return None
