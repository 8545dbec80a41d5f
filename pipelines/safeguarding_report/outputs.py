"""The outputs of a workspace, in the hands of one build at a time: swept, restored, and put in place file by file."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError, UserError
from safeguarding_report.fresh_place import sweep_fresh_places
from safeguarding_report.lifeline import kill_noted_kernel
from safeguarding_report.store import TEMPORARY_PREFIX, Store, disk_errors, sha256, write_file, write_files
from safeguarding_report.tasks import FINISHING, INDEX, Task
from safeguarding_report.workspace import LOCK_FILE, STAGING_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguarding_report.workspace import Workspace

_OWNER_ONLY = 0o700

FINDINGS_SUFFIXES = {".json", ".csv"}
"""Of a failed task, what a person reads is kept beside its notebook; its tables are not."""

_SHARED_FOLDERS = ("notebooks", "public")
"""Folders where several tasks leave something; the public one is cleared by whoever says all that stands there."""

NOT_PRODUCTS = ("finished.json", "failed", "kernel.pid")
"""What lies in a staging place beside the products of its task."""


class OutputsBusyError(UserError):
    """Another build is at work on the same outputs."""


@contextmanager
def hold_outputs(workspace: Workspace) -> Iterator[Outputs]:
    """Let nobody else build in this workspace meanwhile, and clear away what an interrupted build left.

    Raises
    ------
    OutputsBusyError
        When another build is at work in the workspace.

    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 — `--help` does not wait for it

    with disk_errors("outputs/private"):
        workspace.private.mkdir(parents=True, exist_ok=True)
        workspace.private.chmod(_OWNER_ONLY)
    lock = FileLock(workspace.private / LOCK_FILE)
    try:
        with disk_errors(f"outputs/private/{LOCK_FILE}"):
            lock.acquire(timeout=0)
    except Timeout:
        message = "Another build is at work in this workspace. Wait until it has ended, or stop it, and run the command again."
        raise OutputsBusyError(message) from None
    outputs = Outputs(workspace)
    try:
        outputs.begin()
        yield outputs
    finally:
        outputs.end()
        lock.release()


class Outputs:
    """Everything below `outputs/`; only the process that holds the lock writes there."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.root = workspace.root / "outputs"
        self.store = Store(workspace.private / "store")
        self._staging = workspace.private / STAGING_FOLDER
        # Sockets have paths of at most a hundred characters, so kernels keep them outside the workspace.
        self._runtime_prefix = f"safeguarding-{sha256(str(workspace.root).encode())[:8]}-"
        self._runtime: Path | None = None

    def begin(self) -> None:
        """Sweep what an interrupted build left; a staging place that is still there is its mark."""
        sweep_fresh_places(self._workspace)
        if self._staging.exists():
            for path in sorted(self.root.rglob(f"{TEMPORARY_PREFIX}*")):
                # Publishing checks what it freezes in a folder of such a name.
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            shutil.rmtree(self._staging)
            for path in Path(tempfile.gettempdir()).glob(f"{self._runtime_prefix}*"):
                shutil.rmtree(path, ignore_errors=True)
        with disk_errors("outputs/private/staging"):
            self._staging.mkdir(parents=True)

    def end(self) -> None:
        """Take the staging place away: nothing was interrupted."""
        shutil.rmtree(self._staging, ignore_errors=True)
        if self._runtime is not None:
            shutil.rmtree(self._runtime, ignore_errors=True)

    @property
    def runtime(self) -> Path:
        """A short-named folder for the sockets of the kernels."""
        if self._runtime is None:
            self._runtime = Path(tempfile.mkdtemp(prefix=self._runtime_prefix))
        return self._runtime

    def staging(self, task: Task) -> Path:
        """Return a fresh staging place for a task."""
        with disk_errors("outputs/private/staging"):
            return Path(tempfile.mkdtemp(prefix=f"{task.name}-", dir=self._staging))

    def collect(self, task: Task, staging: Path) -> dict[str, str]:
        """Keep what a task left in the store, and return its places in `outputs/`, each with its sha256.

        Raises
        ------
        DataError
            When the task left something that it does not declare; nothing undeclared is ever put.

        """
        products = {}
        for path in sorted(staging.rglob("*")):
            inside = path.relative_to(staging)
            if path.is_dir() or inside.parts[0] in NOT_PRODUCTS:
                continue
            undeclared = inside.parts[0] not in task.folders or (
                inside.parts[0] == "public" and not task.may_leave("/".join(inside.parts[1:]))
            )
            if undeclared:
                message = f"{task}: left {inside.as_posix()}, which it does not declare. Only declared files are put."
                raise DataError(message)
            products[task.home(inside.as_posix())] = self.store.put_file(path)
        return products

    def put(self, products: dict[str, str]) -> bool:
        """Put products in their places from the store, manifests last; False when the store lacks one of them."""
        contents: list[tuple[Path, bytes]] = []
        for place, digest in sorted(products.items(), key=_manifest_last):
            path = self.root / place
            with disk_errors(f"outputs/{place}"):
                if path.is_file() and sha256(path.read_bytes()) == digest:
                    continue
            content = self.store.fetch_bytes(digest)
            if content is None:
                return False
            contents.append((path, content))
        # A reader may meet a public file after a power cut; a private one is looked at again before it is used.
        write_files(contents, outlasting=any(place.startswith("public/") for place in products))
        return True

    def remove_others(self, task: Task, products: dict[str, str]) -> None:
        """Remove what an earlier run of a task left in its own folders and this one did not."""
        if task.name == INDEX:
            return
        wanted = {self.root / product for product in products}
        for folder in task.folders:
            if folder not in _SHARED_FOLDERS:
                _remove_unless(self._workspace.private / task.partnership / task.year / folder, wanted)
        if task.name == FINISHING:
            _remove_unless(self._workspace.public / task.partnership / task.year, wanted)

    def keep_failed(self, task: Task, staging: Path) -> str:
        """Keep what a failed task left where its analyst can look at it; return the place of its notebook, if it has one."""
        kill_noted_kernel(staging / "kernel.pid")
        left = staging / "failed" / f"{task.name}.ipynb"
        place = self._failed(task)
        self.forget_failed(task)
        if left.is_file():
            write_file(place, left.read_bytes())
        # What was found, and what is to be sent back, is wanted most when it stops the build.
        found = staging / task.findings.partition("/")[0]
        for path in sorted(found.rglob("*")) if task.findings else ():
            if path.suffix in FINDINGS_SUFFIXES:
                write_file(place.with_suffix("") / path.relative_to(found), path.read_bytes())
        if not left.is_file():
            return ""
        return place.relative_to(self._workspace.root).as_posix()

    def forget_failed(self, task: Task) -> None:
        """Remove the notebook of an earlier failure."""
        place = self._failed(task)
        place.unlink(missing_ok=True)
        shutil.rmtree(place.with_suffix(""), ignore_errors=True)

    def _failed(self, task: Task) -> Path:
        return self._workspace.private / task.partnership / task.year / "failed" / f"{task.name}.ipynb"

    def undeclared(self, declared: Iterable[str]) -> list[str]:
        """Return files in `outputs/public` that no task of this workspace made."""
        known = set(declared)
        files = [path for path in (self.root / "public").rglob("*") if not path.is_dir()]
        return sorted(place for path in files if (place := path.relative_to(self.root).as_posix()) not in known)


def _manifest_last(product: tuple[str, str]) -> tuple[bool, str]:
    return (product[0].endswith("manifest.json"), product[0])


def _remove_unless(folder: Path, wanted: set[Path]) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in wanted:
            path.unlink()
