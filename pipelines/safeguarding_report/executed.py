"""What an executed notebook proves, and the same notebook without what differs from run to run."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import NotebookError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

INJECTED = "injected-parameters"

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
"""Where in memory an object lies, as Python shows objects without a form of their own."""

_DISK_FULL = re.compile(r"\[Errno (27|28|122)\]", re.IGNORECASE)
"""File too large, no space left, quota exceeded: what libraries say that write files by themselves."""

_ANSI = re.compile(r"\x1b\[[0-9;]*m")

_KEPT_LANGUAGE = ("name", "file_extension", "mimetype", "pygments_lexer")


def prove(name: str, notebook: Any) -> None:  # noqa: ANN401 — nbformat has no types
    """Raise unless every code cell of an executed notebook ran to its end, in order and without a word on stderr.

    Raises
    ------
    NotebookError
        With the first cell that failed, did not run, or wrote a warning.

    """
    for count, (number, cell) in enumerate(_code_cells(notebook), 1):
        where = f"{name}.ipynb: {cell_words(notebook, number)}"
        for output in cell.outputs:
            if output.output_type == "error":
                message = f"{where} {_failure(output)}"
                raise NotebookError(message)
        if cell.execution_count != count:
            message = f"{where} did not run in its turn. Every cell must run, from the first to the last."
            raise NotebookError(message)
        if any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs):
            message = (
                f"{where} wrote a warning or another word to stderr, so its result cannot be trusted. "
                "Run the notebook in JupyterLab to read it, and put its cause right."
            )
            raise NotebookError(message)


def running(notebook: Any) -> str:  # noqa: ANN401
    """Say which cell was at work when the notebook stopped."""
    at_work = 0
    for number, cell in _code_cells(notebook):
        if cell.metadata.get("papermill", {}).get("start_time"):
            at_work = number
    return cell_words(notebook, at_work) if at_work else "its first cell"


def cell_words(notebook: Any, number: int) -> str:  # noqa: ANN401
    """Return "cell 5 (Work)": the number as JupyterLab counts, and the heading above the cell."""
    heading = ""
    for counted, cell in _cells(notebook):
        if counted > number:
            break
        if cell.cell_type == "markdown" and cell.source.lstrip().startswith("#"):
            heading = cell.source.lstrip().splitlines()[0].lstrip("#").strip()
    return f"cell {number} ({heading})" if heading else f"cell {number}"


def normalise(notebook: Any) -> Any:  # noqa: ANN401
    """Return the notebook without times, paths, addresses in memory and random names of cells."""
    same = copy.deepcopy(notebook)
    language = same.metadata.get("language_info", {})
    same.metadata.pop("papermill", None)
    same.metadata["language_info"] = {key: language[key] for key in _KEPT_LANGUAGE if key in language}
    for number, cell in enumerate(same.cells, 1):
        cell["id"] = f"c{number:03d}"
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            _normalise_output(output)
    return same


def _normalise_output(output: Any) -> None:  # noqa: ANN401
    if "text" in output:
        output["text"] = _ADDRESS.sub("0x…", output["text"])
    for kind, content in output.get("data", {}).items():
        if isinstance(content, str) and kind.startswith("text/"):
            output["data"][kind] = _ADDRESS.sub("0x…", content)


def _failure(output: Any) -> str:  # noqa: ANN401
    if output.ename == "SystemExit":
        return "ended the notebook (sys.exit or exit). A notebook must run to its last cell."
    if output.ename in _our_errors(UserError):
        return f"said no: {_ANSI.sub('', output.evalue)}"
    if output.ename == "OSError" and _DISK_FULL.search(output.evalue):
        return "could not write: the disk is full. Free some space and run the command again."
    # Other messages may hold a value of the data ("invalid literal: 'Jane Doe'"), so they are not repeated.
    return f"failed with {output.ename}. Run the notebook in JupyterLab to see where."


def _our_errors(root: type[Exception]) -> set[str]:
    return {root.__name__}.union(*(_our_errors(kind) for kind in root.__subclasses__()))


def _cells(notebook: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    number = 0
    for cell in notebook.cells:
        # The cell that papermill puts in has no number: the analyst's notebook does not have it.
        number += INJECTED not in cell.metadata.get("tags", [])
        yield number, cell


def _code_cells(notebook: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    return ((number, cell) for number, cell in _cells(notebook) if cell.cell_type == "code" and cell.source.strip())
