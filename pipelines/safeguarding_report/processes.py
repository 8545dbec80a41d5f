"""A `concurrent.futures` executor that gives every task a process of its own, which can be killed with all it started."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import connection, forkserver, util
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from safeguarding_report.errors import NotebookError, SafeguardingReportError
from safeguarding_report.lifeline import die_with_the_build, kill_group
from safeguarding_report.memory import LOOK_SECONDS, TASK_BYTES, MemoryWatch, started_by
from safeguarding_report.store import as_disk_error
from safeguarding_report.surroundings import task_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")

TASK_SECONDS = 900.0
"""No task takes a minute; a quarter of an hour means that it hangs where its own time limits do not see it."""

TOO_LONG_ADVICE = "Run its notebook in JupyterLab to see where it hangs."
TOO_MUCH_ADVICE = "Run its notebook in JupyterLab to see which cell fills the memory, or build with --jobs 1."

DYING_SECONDS = 2.0
"""A server that was killed refuses to be asked before the system says that it is gone: a moment, while its threads end."""

START_SECONDS = 300.0
"""A process begins at once, the first when the libraries are loaded; so long after, their server has stopped."""

PRELOADING = "safeguarding_report.preloading"
"""The module that the server imports; nobody else may, and so it is only named here."""

FIRST_TASK = "SAFEGUARDING_REPORT_FIRST_TASK"
"""Environment variable that tells it which task comes first, so that it loads what that one and later ones need."""


_STOPPED = "The build was stopped."


class TaskCrashError(SafeguardingReportError):
    """A task ended in a way that nobody foresaw: our fault; the message holds its traceback."""


class ProcessPerTask(Executor):
    """Runs each submitted function in a fresh process under a time limit, a few at a time."""

    def __init__(
        self,
        jobs: int,
        own_folder: Path,
        seconds: float = TASK_SECONDS,
        most_bytes: int = TASK_BYTES,
        first_task: str = "",
        start_seconds: float = START_SECONDS,
    ) -> None:
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="task")
        self._folder = own_folder
        self._first_task = first_task
        self._seconds = seconds
        self._start_seconds = start_seconds
        self._memory = MemoryWatch(most_bytes)
        self._context = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
        self._running: set[BaseProcess] = set()
        self._guard = threading.Lock()
        self._stopped = False

    def submit(self, function: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:  # noqa: ANN401
        """Run a function in a process of its own; its arguments and result must be picklable."""
        return self._threads.submit(self._run, function, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 — as in the base
        """Let the running tasks end, or with `cancel_futures` kill them."""
        if cancel_futures:
            self.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)

    def kill(self) -> None:
        """Kill every task at work, with all it started, and start no more."""
        self._stopped = True
        if not self._guard.acquire(timeout=DYING_SECONDS):
            # A process is waiting for its server, which loads its libraries or has stopped: neither is needed now.
            _kill_server()
            self._guard.acquire()
        try:
            for process in self._running:
                _kill(process)
        finally:
            self._guard.release()

    def _run(self, function: Callable[..., Result], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Result:
        ours, theirs = self._context.Pipe(duplex=False)
        with self._guard:
            began = time.monotonic()
            try:
                process = self._start(theirs, function, args, kwargs)
            except (EOFError, OSError) as error:
                # The server, or the process while the server was making it, was killed.
                ours.close()
                raise NotebookError(self._why_not_begun(error, time.monotonic() - began)) from None
            finally:
                theirs.close()
            self._running.add(process)
        try:
            return self._answer(ours, process)  # type: ignore[no-any-return]
        finally:
            self._memory.forget(process.pid)
            with self._guard:
                self._running.discard(process)
            _kill(process)
            self._join(process)
            ours.close()

    def _start(self, theirs: connection.Connection, *task: Any) -> BaseProcess:  # noqa: ANN401
        """Start a process; where the server is found dead or dying, nothing has begun yet, so it is tried again."""
        dying = min(DYING_SECONDS, self._start_seconds)
        last = time.monotonic() + self._start_seconds
        end = time.monotonic() + dying
        while True:
            if self._stopped:
                raise NotebookError(_STOPPED)
            # Each time: a server that was killed is started anew, and again in our surroundings.
            start_server(self._folder, self._first_task)
            server = _server()
            process = self._context.Process(target=_in_task, args=(theirs, server, *task))  # type: ignore[attr-defined]
            # A server that is stopped, not dead, answers nobody: once it is killed, the start fails.
            too_late = threading.Timer(self._start_seconds, _kill_server)
            too_late.start()
            try:
                process.start()
            except (EOFError, OSError):
                # Refused, or accepted by a server that is dying and never answered.
                if time.monotonic() > end:
                    raise
                time.sleep(LOOK_SECONDS)
            else:
                if _server() == server:
                    return process  # type: ignore[no-any-return]
                # It died just now, and the library started one in the wrong surroundings, where the task does nothing.
                _kill_server()
                if time.monotonic() > last:
                    raise ConnectionResetError
                # To load the libraries took that one longer than a server takes to die, which it does now.
                end = time.monotonic() + dying
            finally:
                too_late.cancel()

    def _join(self, process: BaseProcess) -> None:
        """Wait until the server says that a process is gone; one that has stopped never says it, and is killed."""
        end = time.monotonic() + self._start_seconds
        while process.is_alive():
            process.join(DYING_SECONDS)
            if process.is_alive() and (self._stopped or time.monotonic() > end):
                _kill_server()

    def _why_not_begun(self, error: Exception, seconds: float) -> str:
        if self._stopped:
            return _STOPPED
        if seconds >= self._start_seconds:
            return (
                f"its process had not begun after {self._start_seconds:g} seconds. Was this machine stopped, or is it "
                "overloaded? Run the command again."
            )
        return f"its process was killed as it began ({type(error).__name__}). Was the memory used up?"

    def _answer(self, ours: connection.Connection, process: BaseProcess) -> Any:  # noqa: ANN401
        end = time.monotonic() + self._seconds
        while not connection.wait([ours, process.sentinel], timeout=LOOK_SECONDS):
            if time.monotonic() > end:
                message = f"took more than {self._seconds:g} seconds and was stopped. {TOO_LONG_ADVICE}"
                raise NotebookError(message)
            too_much = self._memory.too_much(process.pid)
            if too_much:
                message = f"{too_much} and was stopped. {TOO_MUCH_ADVICE}"
                raise NotebookError(message)
        try:
            is_done, answer = ours.recv()
        except EOFError:
            process.join()
            message = f"its process was killed (exit code {process.exitcode}). Was the memory used up?"
            raise NotebookError(message) from None
        if is_done:
            return answer
        raise answer


def start_server(folder: Path, first_task: str = "") -> None:
    """Begin to load the libraries, where they are not loaded yet; the server lives as long as this process.

    All of them, unless it is known with which task the line begins: then what this one and later ones need.
    """
    if os.name == "nt":
        os.environ.update(task_environment(folder))
        util._args_from_interpreter_flags = list  # type: ignore[attr-defined]  # noqa: SLF001 — see below
        return
    multiprocessing.set_forkserver_preload([PRELOADING])
    before = dict(os.environ)
    os.environ.clear()
    # The tasks run the package that this process runs, also where another one is installed.
    ours = str(Path(__file__).parents[1])
    more = {"MPLCONFIGDIR": str(folder / "matplotlib"), FIRST_TASK: first_task, "PYTHONPATH": ours}
    os.environ.update(task_environment(folder, inherited=before, more=more))
    flags = util._args_from_interpreter_flags  # type: ignore[attr-defined]  # noqa: SLF001 — no other way
    # With -O, which PYTHONOPTIMIZE says too, libraries check less or cannot be loaded; with -I no variable counts.
    util._args_from_interpreter_flags = list  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        forkserver.ensure_running()
    finally:
        util._args_from_interpreter_flags = flags  # type: ignore[attr-defined]  # noqa: SLF001
        os.environ.clear()
        os.environ.update(before)


def _server() -> int | None:
    """The number of the server's process; none on Windows, where each task is started by this process."""
    return forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined, no-any-return]  # noqa: SLF001 — nobody else knows


def _kill_server() -> None:
    """Kill the server of processes, also where it is stopped; the next start makes another."""
    server = _server()
    if server is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)


def _kill(process: BaseProcess) -> None:
    if process.pid is not None and process.is_alive():
        started = started_by(process.pid)
        kill_group(process.pid)
        process.kill()
        # A notebook has a group of its own and dies with its task; what a cell started would live on.
        for pid in started:
            kill_group(pid)


def _in_task(
    pipe: connection.Connection,
    server: int | None,
    function: Callable[..., object],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    die_with_the_build()
    if server is not None and os.getppid() != server:
        # Its server died before this process could ask to die with it, or is another: the build starts the task again.
        return
    with _silence(), contextlib.suppress(KeyboardInterrupt):
        try:
            answer: tuple[bool, object] = (True, function(*args, **kwargs))
        except SafeguardingReportError as error:
            answer = (False, error)
        except Exception as error:  # noqa: BLE001 — carried to the command line, which tells it as our fault
            told = as_disk_error(error) if isinstance(error, OSError) else None
            answer = (False, told or TaskCrashError(traceback.format_exc()))
        pipe.send(answer)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    # Libraries log to stderr, and a log line may hold a value; what matters travels as an error.
    sys.stdout.flush()
    sys.stderr.flush()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 — a device
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        yield
