"""Sends the tasks of a build to the workers of a Dask cluster, as an ordinary `concurrent.futures` executor.

Before a task leaves, all it reads is in the shared store; when it is done, its products lie in its staging place as if it had been done here. The build sees no difference.
"""

from __future__ import annotations

from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.elsewhere import Done, Parcel, code_here, perform_elsewhere
from safeguarding_report.errors import NotebookError, UsageError
from safeguarding_report.shared_store import SharedStore, StoreError
from safeguarding_report.store import sha256, write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguarding_report.perform import Order

CONNECT_SECONDS = "20s"
"""A scheduler on the same network answers within a second."""

RETRIES = 3
"""Workers that may die under one task, or inputs that may be lost from the store, before the task has failed."""

TASKS_PER_THREAD = 2
"""While the products of one task come home, the thread of the worker has the next."""

MOST_AT_ONCE = 64
"""Tasks on their way at one time: each waits in a thread of the build, which costs little but not nothing."""


class Cluster(Executor):
    """Does each order on some worker of a cluster; a lost worker or input costs time and nothing else."""

    def __init__(
        self, workers: Executor, store: SharedStore, slots: int = 1, on_shutdown: Callable[[], None] | None = None
    ) -> None:
        self.slots = slots
        """How many tasks the workers may be given at one time."""
        self._workers = workers
        self._store = store
        self._on_shutdown = on_shutdown
        self._kept: set[str] = set()
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="cluster")

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """Send an order away; the function is `perform`, which the worker has too."""
        del function
        return self._threads.submit(self._send, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 — as in the base
        """Let the tasks that are away come back, or with `cancel_futures` forget them."""
        # Dask's executor cancels what is under way unless it waits for it.
        self._workers.shutdown(wait=wait and not cancel_futures)
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        if self._on_shutdown is not None:
            self._on_shutdown()

    def _send(self, order: Order) -> float:
        for attempt in range(RETRIES):
            try:
                return self._send_once(order, again=attempt > 0)
            except StoreError:
                # Something was lost or damaged under way: inputs are put into the store once more, the task is redone.
                continue
        return self._send_once(order, again=True)

    def _send_once(self, order: Order, *, again: bool) -> float:
        parcel = Parcel(order, self._pack(order, again=again), self._store.address, code_here())
        try:
            done: Done = self._workers.submit(perform_elsewhere, parcel).result()
        except CancelledError:
            message = "The build was stopped."
            raise NotebookError(message) from None
        for name, digest in done.products.items():
            write_file(Path(order.staging) / name, self._store.fetch_bytes(digest))
            self._kept.add(digest)
        if done.error is not None:
            raise done.error
        return done.seconds

    def _pack(self, order: Order, *, again: bool) -> dict[str, str]:
        """Put whatever the order reads into the store, and return its places in the workspace with their hashes."""
        inputs = {}
        for name, path in order.inputs.items():
            content = Path(path).read_bytes()
            digest = sha256(content)
            if again or digest not in self._kept:
                self._store.put_bytes(content)
                self._kept.add(digest)
            inputs[name] = digest
        return inputs


def connect(scheduler: str, store: str) -> Cluster:
    """Return an executor whose tasks are done by the workers of a Dask scheduler.

    Parameters
    ----------
    scheduler
        The scheduler's address, such as tcp://10.0.0.5:8786.
    store
        An address that fsspec knows and every worker reaches, such as s3://bucket/store.

    Raises
    ------
    UsageError
        When the extra `dask` is not installed, no scheduler answers, or there is no way to the store.

    """
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        message = (
            "--scheduler needs Dask. Install it on this machine and on every worker: see docs/how-to/many-machines.md."
        )
        raise UsageError(message) from None
    shared = SharedStore(store)
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = (
            f"No Dask scheduler answers at {scheduler} ({type(error).__name__}). "
            "Start one with `dask scheduler`, or check the address."
        )
        raise UsageError(message) from None
    workers = client.get_executor(pure=False, retries=RETRIES)  # type: ignore[no-untyped-call]
    threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
    return Cluster(workers, shared, TASKS_PER_THREAD * max(threads, 1), client.close)
