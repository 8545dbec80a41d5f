"""papermill's engines for our notebooks: a kernel that inherits no surprises, and a forked shell that is faster.

papermill finds them by their entry points, where it was imported afresh: import papermill before this module.
Both leave the same notebook, byte for byte; the kernel is the reference, and what runs where there is no fork.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import from_dict
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, papermill_engines

from safeguarding_report.lifeline import ask_for_death_with_parent, kill_noted_kernel
from safeguarding_report.surroundings import task_environment
from safeguarding_report.warm import ForkedShell, ShellDiedError, ShellTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

STRICT = "safeguarding-report"
WARM = "safeguarding-report-warm"
"""The names of the engines, as papermill's entry points say them."""

LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"}
"""What a Python kernel says of its language, less what differs between versions."""

KERNEL_NOTE = "kernel.pid"
"""File in the staging place with the kernel's process number, for whoever must kill it when its task was killed."""

_KERNEL_COMMAND = (
    # No debugger will ever be attached, and importing one is half of a kernel's own start.
    "import sys; sys.modules['debugpy'] = None; from ipykernel import kernelapp; kernelapp.launch_new_instance()"
)


class StrictKernelManager(AsyncKernelManager):
    """Starts this very Python as the kernel, whatever kernels the user has installed."""

    def __init__(self, note: Path, **settings: Any) -> None:  # noqa: ANN401 — traitlets
        super().__init__(**settings)
        self._note = note
        self._kernel_spec = KernelSpec(
            argv=[
                sys.executable,
                "-c",
                _KERNEL_COMMAND,
                "-f",
                "{connection_file}",
                "--InteractiveShellApp.ignore_cwd=1",
            ],
            display_name="Python 3",
            language="python",
        )

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override] # noqa: ANN401 — jupyter_client
        """Start the kernel and write its process number down."""
        await super().start_kernel(**options)
        self._note.write_text(str(getattr(self.provisioner, "pid", "")), encoding="ascii")

    def kill_all(self) -> None:
        """Kill the kernel and all it started; most often they are gone already."""
        kill_noted_kernel(self._note)
        self._note.unlink(missing_ok=True)


class StrictEngine(NBClientEngine):  # type: ignore[misc] # papermill has no types
    """Runs a notebook in a fresh kernel over files instead of ports, and kills all that the kernel started."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,  # noqa: ANN401 — papermill has no types
        kernel_name: str,
        *,
        staging: Path,
        runtime: Path | None,
        folder: Path,
        environment: dict[str, str],
        ended: Callable[[Any], None],
        execution_timeout: float,
        start_timeout: float,
        **_unused: object,
    ) -> None:
        """Run the cells; `ended` receives the notebook as it stands at the end, however it ended."""
        own = Path(tempfile.mkdtemp(prefix="kernel-", dir=runtime))
        manager = _manager(own, staging / KERNEL_NOTE)
        client = PapermillNotebookClient(
            nb_man,
            km=manager,
            kernel_name=kernel_name,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            record_timing=False,
            coalesce_streams=True,
            # Every cell has ended or the notebook has failed: there is nothing to wait for.
            shutdown_kernel="immediate",
        )
        try:
            client.execute(
                cwd=str(folder),
                env=task_environment(own, more=environment),
                cleanup_kc=True,
                **({} if os.name == "nt" else {"preexec_fn": ask_for_death_with_parent}),
            )
        finally:
            ended(nb_man.nb)
            manager.kill_all()
            shutil.rmtree(own, ignore_errors=True)


class WarmEngine(Engine):  # type: ignore[misc] # papermill has no types
    """Runs a notebook in a forked child that has every library imported already."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,  # noqa: ANN401 — papermill has no types
        kernel_name: str,  # noqa: ARG003 — papermill's signature
        *,
        runtime: Path | None,
        folder: Path,
        environment: dict[str, str],
        ended: Callable[[Any], None],
        execution_timeout: float,
        **_unused: object,
    ) -> None:
        """Run the cells; `ended` receives the notebook as it stands at the end, however it ended."""
        own = Path(tempfile.mkdtemp(prefix="shell-", dir=runtime))
        shell = ForkedShell(folder, task_environment(own, more=environment))
        nb_man.nb.metadata["language_info"] = dict(LANGUAGE)
        is_whole = False
        try:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code" and cell.source.strip():
                    _run_cell(shell, cell, execution_timeout)
                    if any(output.output_type == "error" for output in cell.outputs):
                        nb_man.cell_exception(cell, cell_index=index)
                        break
                nb_man.cell_complete(cell, cell_index=index)
            is_whole = True
        finally:
            ended(nb_man.nb)
            shell.end(at_once=not is_whole)
            shutil.rmtree(own, ignore_errors=True)


def register_engines() -> None:
    """Make the engines known to papermill as they stand now, also where it was loaded before this module."""
    papermill_engines.register(STRICT, StrictEngine)
    papermill_engines.register(WARM, WarmEngine)


def _run_cell(shell: ForkedShell, cell: Any, seconds: float) -> None:  # noqa: ANN401
    try:
        cell.execution_count, outputs = shell.run(cell.source, seconds)
    except ShellTimeoutError:
        message = "a cell took too long"
        raise CellTimeoutError(message) from None
    except ShellDiedError:
        message = "the shell died"
        raise DeadKernelError(message) from None
    cell.outputs = [from_dict(output) for output in outputs]  # type: ignore[no-untyped-call]


def _manager(own: Path, note: Path) -> StrictKernelManager:
    manager = StrictKernelManager(note, connection_file=str(own / "k.json"))
    if os.name != "nt":
        # Ports can be taken between choosing and using them, and any user of the machine can reach them.
        manager.transport = "ipc"
    return manager
