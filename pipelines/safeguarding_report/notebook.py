"""Runs a notebook strictly: refused when it is not fit to run, failed unless every cell ran to its end."""

from __future__ import annotations

import ast
import copy
import json
import os
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import NotebookError, did_you_mean
from safeguarding_report.executed import normalise, prove, running
from safeguarding_report.store import write_file
from safeguarding_report.workspace import STAGING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PARAMETERS = ("partnership", "year", "workspace")
"""The only names a notebook may be given: papermill writes names into the notebook as code."""

START_SECONDS = 120.0
"""A kernel is ready within a second or two, on a machine that is very busy within twenty."""

FINISHED = "finished.json"
"""What the last cell of a notebook leaves through `step.finish()`."""


def run_notebook(
    source: Path,
    output: Path,
    parameters: Mapping[str, str],
    staging: Path,
    *,
    folder: Path,
    runtime: Path | None = None,
    cell_seconds: float,
    warm: bool = False,
) -> None:
    """Run a notebook in the working folder `folder`, and write the executed notebook to `output`, once.

    The notebook leaves its products in `staging`. When it fails, the notebook as far as it ran is left in
    `staging/failed/`. `runtime` is where the kernel keeps its sockets; their paths may not be long.
    A `warm` run forks this process instead of starting a kernel, where there is fork.

    Raises
    ------
    NotebookError
        When the notebook is not fit to run, a cell failed, wrote a warning, took too long or did not run,
        or the kernel died. The message names notebook, cell and exception type, never a cell's value.

    """
    name = source.stem
    notebook = read_notebook(source)
    check_fit_to_run(name, notebook, parameters)
    (staging / FINISHED).unlink(missing_ok=True)
    options = {
        "engine_name": "safeguarding-report-warm" if warm and hasattr(os, "fork") else "safeguarding-report",
        "folder": folder,
        "staging": staging,
        "runtime": runtime,
        "environment": {STAGING: str(staging)},
        "execution_timeout": cell_seconds,
        "start_timeout": START_SECONDS,
    }
    executed, stopped = _execute(notebook, parameters, options)
    try:
        _prove_not_stopped(name, stopped)
        prove(name, executed)
        _prove_finished(name, staging / FINISHED)
    except NotebookError:
        write_file(staging / "failed" / f"{name}.ipynb", _as_bytes(executed))
        raise
    write_file(output, _as_bytes(executed))


def read_notebook(source: Path) -> Any:  # noqa: ANN401 — nbformat has no types
    """Read a notebook and check that it is one.

    Raises
    ------
    NotebookError
        When the file is absent or is not a notebook.

    """
    import nbformat  # noqa: PLC0415 — a build with nothing to do does not wait for it

    try:
        notebook = nbformat.reads(  # type: ignore[no-untyped-call]
            source.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT
        )
        nbformat.validate(notebook)
    except FileNotFoundError:
        message = f"notebooks/{source.name} does not exist."
        raise NotebookError(message) from None
    except (ValueError, nbformat.ValidationError):
        message = f"notebooks/{source.name} is not a notebook: its JSON is torn or of another form. Restore it."
        raise NotebookError(message) from None
    return notebook


def check_fit_to_run(name: str, notebook: Any, given: Mapping[str, str]) -> None:  # noqa: ANN401
    """Refuse a notebook that does not declare exactly the given parameters, or holds what is not plain Python.

    Raises
    ------
    NotebookError
        With what is wrong, and in which cell.

    """
    where = f"{name}.ipynb"
    if notebook.nbformat != 4 or notebook.metadata.get("kernelspec", {}).get("language", "python") != "python":  # noqa: PLR2004
        message = f"{where}: expected a Python notebook of format 4. Save it again in JupyterLab."
        raise NotebookError(message)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            _check_cell(where, number, cell)
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        message = (
            f"{where}: {len(tagged)} cells are tagged `parameters`. "
            f"Expected exactly one, which sets {', '.join(PARAMETERS)}."
        )
        raise NotebookError(message)
    declared = _declared(where, tagged[0].source)
    wrong = [f'"{key}" is given but not declared.{did_you_mean(key, declared)}' for key in given if key not in declared]
    wrong += [f'"{key}" is declared but not given.' for key in declared if key not in given]
    wrong += [f'"{key}" is not a parameter that a notebook may have.' for key in declared if key not in PARAMETERS]
    wrong += [f'"{key}" must be a text.' for key, value in given.items() if not isinstance(value, str)]
    if wrong:
        message = f"{where}: its parameters differ from those it is run with. {' '.join(wrong)}"
        raise NotebookError(message)


def _check_cell(where: str, number: int, cell: Any) -> None:  # noqa: ANN401
    try:
        ast.parse(cell.source)
    except SyntaxError:
        message = (
            f"{where}: cell {number} is not plain Python. Take out lines that begin with % or !, and finish the rest."
        )
        raise NotebookError(message) from None
    refused = {"skip-execution", "raises-exception", "injected-parameters"} & set(cell.metadata.get("tags", []))
    if refused:
        message = (
            f"{where}: cell {number} is tagged {', '.join(sorted(refused))}. Every cell must run; take the tag out."
        )
        raise NotebookError(message)


def _declared(where: str, source: str) -> list[str]:
    names: list[str] = []
    for line in ast.parse(source).body:
        target = line.targets[0] if isinstance(line, ast.Assign) and len(line.targets) == 1 else None
        target = line.target if isinstance(line, ast.AnnAssign) else target
        value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
        if not isinstance(target, ast.Name) or not isinstance(value, ast.Constant) or not isinstance(value.value, str):
            message = f'{where}: the cell tagged `parameters` may only hold lines such as `year = "2023-24"`.'
            raise NotebookError(message)
        names.append(target.id)
    return names


def _execute(notebook: Any, parameters: Mapping[str, str], options: Mapping[str, Any]) -> tuple[Any, str]:  # noqa: ANN401
    # Imported here: together they take longer than a build with nothing to do.
    import papermill  # noqa: PLC0415
    from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: PLC0415

    from safeguarding_report.engine import register_engines  # noqa: PLC0415 — after papermill

    register_engines()
    at_the_end: list[Any] = [notebook]
    stopped = ""
    try:
        # A notebook instead of its path, and no output path: papermill formats braces in paths and writes in place.
        papermill.execute_notebook(
            notebook,
            None,
            parameters=dict(parameters),
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            ended=lambda executed: at_the_end.append(copy.deepcopy(executed)),
            **options,
        )
    except papermill.PapermillExecutionError:
        pass  # the proof finds the same cell, and says it without its values
    except CellTimeoutError:
        stopped = f"stopped: {running(at_the_end[-1])} took more than {options['execution_timeout']:g} seconds."
    except DeadKernelError:
        stopped = f"stopped: its kernel died in {running(at_the_end[-1])}. Was the memory used up?"
    except (RuntimeError, TimeoutError) as error:
        stopped = f"could not be run: its kernel did not start or answer ({type(error).__name__})."
    return normalise(at_the_end[-1]), stopped


def _prove_not_stopped(name: str, stopped: str) -> None:
    if stopped:
        message = f"{name}.ipynb {stopped}"
        raise NotebookError(message)


def _prove_finished(name: str, finished: Path) -> None:
    try:
        step = json.loads(finished.read_text(encoding="utf-8"))["step"]
    except (OSError, ValueError, KeyError):
        step = None
    if step != name:
        message = f"{name}.ipynb ran, but did not end with `step.finish()` of its own step. Add it as the last cell."
        raise NotebookError(message)


def _as_bytes(notebook: Any) -> bytes:  # noqa: ANN401
    import nbformat  # noqa: PLC0415

    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return f"{text}\n".encode()
