"""Does one task on another machine: inputs come out of the shared store by their hashes, products go back the same way.

A worker has nothing of the workspace. It lays the declared inputs of one task out in a scratch folder of its own, does the task there exactly as the build would at home, and keeps what the task left in the store. Doing a task twice gives the same bytes, so a worker may be killed at any moment.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.environment import this_environment
from safeguarding_report.errors import SafeguardingReportError, UserError
from safeguarding_report.perform import perform
from safeguarding_report.processes import ProcessPerTask
from safeguarding_report.shared_store import SharedStore
from safeguarding_report.store import Store, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.perform import Order

MUST_BE_EQUAL = {
    "libraries": "the installed libraries",
    "python": "Python",
    "platform": "the platform",
}
"""Whatever of the environment decides the bytes of a product, by the name a person gives it."""


AT_ONCE = 8
"""Files on their way to or from the store at one time: each is small, and most of its time is waiting."""


class OtherEnvironmentError(UserError):
    """A worker runs other code or other libraries than the build, and would make other bytes."""


@dataclass(frozen=True)
class Parcel:
    """A task as it travels: what is to be done, and the hashes of all it reads; never a table."""

    order: Order
    inputs: Mapping[str, str]
    """Paths in the workspace, each with the sha256 of the file."""
    store: str
    code: str
    """The hash of the code that the build runs."""


@dataclass(frozen=True)
class Done:
    """What came of a task: its products, or why there are none."""

    seconds: float
    products: Mapping[str, str] = field(default_factory=dict)
    """Paths in the staging place, each with the sha256 of the file; of a failed task what is kept for the analyst."""
    error: SafeguardingReportError | None = None


def perform_elsewhere(parcel: Parcel) -> Done:
    """Do the task of a parcel in a scratch folder and keep its products in the store.

    Raises
    ------
    OtherEnvironmentError
        When this worker would make other bytes than the machine that the build runs on.
    StoreError
        When the store lacks an input, or does not answer.

    """
    scratch = _scratch()
    _check_environment(parcel, scratch)
    store = SharedStore(parcel.store)
    own = Path(tempfile.mkdtemp(prefix="task-", dir=scratch))
    # Sockets have paths of at most a hundred characters, so kernels keep them elsewhere.
    runtime = Path(tempfile.mkdtemp(prefix="safeguarding-"))
    try:
        return _perform_in(own, runtime, parcel, store)
    finally:
        shutil.rmtree(own, ignore_errors=True)
        shutil.rmtree(runtime, ignore_errors=True)


def _perform_in(own: Path, runtime: Path, parcel: Parcel, store: SharedStore) -> Done:
    workspace, staging = own / "workspace", own / "staging"
    _lay_out(workspace, parcel.inputs, store)
    staging.mkdir(parents=True)
    order = replace(parcel.order, workspace=str(workspace), staging=str(staging), runtime=str(runtime), inputs={})
    error: SafeguardingReportError | None = None
    seconds = 0.0
    try:
        seconds = _processes().submit(perform, order).result()
    except SafeguardingReportError as said:
        error = said
    left = sorted(path for path in staging.rglob("*") if path.is_file())
    with ThreadPoolExecutor(AT_ONCE) as threads:
        digests = threads.map(lambda path: _keep(path.read_bytes(), store), left)
        products = {path.relative_to(staging).as_posix(): digest for path, digest in zip(left, digests, strict=True)}
    return Done(seconds, products, error)


def _lay_out(workspace: Path, inputs: Mapping[str, str], store: SharedStore) -> None:
    """Put the inputs in their places; what this worker has fetched or made before it does not fetch again."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        contents = dict(zip(inputs, threads.map(lambda digest: _fetch(digest, store), inputs.values()), strict=True))
    (workspace / "outputs" / "private").mkdir(parents=True)
    for name, content in contents.items():
        place = workspace / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _fetch(digest: str, store: SharedStore) -> bytes:
    near = Store(_scratch() / "store")
    content = near.fetch_bytes(digest)
    if content is None:
        content = store.fetch_bytes(digest)
        near.put_bytes(content)
    return content


def _keep(content: bytes, store: SharedStore) -> str:
    Store(_scratch() / "store").put_bytes(content)
    return store.put_bytes(content)


@cache
def code_here() -> str:
    """Return one sha256 over all files of the package that this process runs."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sha256("\n".join(f"{path.relative_to(package)} {sha256(path.read_bytes())}" for path in files).encode())


def _check_environment(parcel: Parcel, scratch: Path) -> None:
    here, there = this_environment(scratch / "environment.json").as_record(), parcel.order.made_with
    other = [words for name, words in MUST_BE_EQUAL.items() if here[name] != there[name]]
    if code_here() != parcel.code:
        other.insert(0, "the code of safeguarding-report")
    if other:
        message = (
            f"A worker differs from the machine of the build in {' and '.join(other)}, so it would make other bytes. "
            "Install the same release with the same lock on every worker, restart the workers, and build again."
        )
        raise OtherEnvironmentError(message)


@cache
def _scratch() -> Path:
    """Return the folder that belongs to this worker process alone."""
    from distributed import get_worker  # noqa: PLC0415 — only a worker has it
    from distributed.worker import Worker  # noqa: PLC0415

    try:
        worker = get_worker()
    except ValueError:
        return Path(tempfile.mkdtemp(prefix="safeguarding-scratch-"))
    parent = worker.local_directory if isinstance(worker, Worker) else None
    return Path(tempfile.mkdtemp(prefix="safeguarding-scratch-", dir=parent))


@cache
def _processes() -> ProcessPerTask:
    """Return what gives every task of this worker a process of its own, with libraries imported once."""
    # Dask starts workers as daemons, which may not have children; ours end with their worker all the same.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001
    return ProcessPerTask(os.cpu_count() or 1, _scratch())
