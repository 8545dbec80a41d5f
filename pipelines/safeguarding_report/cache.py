"""What need not be done again: a task's key is made of all it depends on, and what it made is kept under that key."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.environment import hash_of_file
from safeguarding_report.store import Store, sha256, write_file
from safeguarding_report.tasks import declared_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from safeguarding_report.environment import Environment
    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

NEVER_BUILT = "never built"


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
        self._outputs = workspace.root / "outputs"

    def parts(self, task: Task, needed: Iterable[tuple[Task, Record]]) -> dict[str, str]:
        """Return everything that the task depends on, each with its hash."""
        inputs = declared_inputs(self.workspace, task)
        parts = {name: hash_of_file(path) if path.is_file() else "absent" for name, path in inputs.items()}
        for other, record in needed:
            parts |= {
                path.removeprefix("private/"): digest
                for path, digest in record.outputs.items()
                if task.reads(other, path)
            }
        return parts | self.environment.parts()

    def key(self, task: Task, parts: dict[str, str]) -> str:
        """Return the key of a task: one hash over its name and everything it depends on."""
        return sha256(json.dumps([str(task), sorted(parts.items())]).encode())

    def last(self, task: Task) -> Record | None:
        """Return the record of what stands in the task's place, or None when it was never built."""
        return _read_record(self._last_path(task))

    def made_before(self, key: str) -> Record | None:
        """Return the record of an earlier run with this key, when all it made is still in the store."""
        record = _read_record(self._key_path(key))
        return record if record and all(map(self.store.holds, record.outputs.values())) else None

    def remember(self, task: Task, record: Record) -> None:
        """Write down that the task's products stand in their place."""
        write_file(self._last_path(task), _as_json(record))

    def keep(self, record: Record) -> None:
        """Write down what the task made, under its key; the products must be in the store already."""
        write_file(self._key_path(record.key), _as_json(record))

    def out_of_place(self, record: Record) -> list[str]:
        """Return the products that are missing from their place or were changed there."""
        return [
            path
            for path, digest in record.outputs.items()
            if not (self._outputs / path).is_file() or hash_of_file(self._outputs / path) != digest
        ]

    def why(self, task: Task, parts: dict[str, str]) -> str:
        """Say why the task must be done again; an empty text when it need not be."""
        record = self.last(task)
        if record is None:
            return NEVER_BUILT
        if record.key != self.key(task, parts):
            return _difference(record.parts, parts)
        wrong = self.out_of_place(record)
        return f"outputs/{wrong[0]} is missing or was changed" if wrong else ""

    def _last_path(self, task: Task) -> Path:
        folder = self.workspace.private / task.partnership / task.year
        return folder / "tasks" / f"{task.name}.json"

    def _key_path(self, key: str) -> Path:
        return self.store.folder / "records" / f"{key}.json"


def _difference(before: dict[str, str], now: dict[str, str]) -> str:
    changed = [f"{name} changed" for name in now if name in before and before[name] != now[name]]
    changed += [f"{name} is new" for name in now if name not in before]
    changed += [f"{name} is gone" for name in before if name not in now]
    more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
    return f"{changed[0]}{more}" if changed else "its record was made by another form of this tool"


def _as_json(record: Record) -> bytes:
    return f"{json.dumps(asdict(record), indent=1)}\n".encode()


def _read_record(path: Path) -> Record | None:
    try:
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # Absent, torn or of an older form: what it speaks of is made again.
        return None
