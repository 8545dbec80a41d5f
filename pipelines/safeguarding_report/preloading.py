"""What the server of processes loads before the first task: other people's libraries, and never our own code.

The one module that does something when it is imported: to import is all that the server can be asked for.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from importlib import import_module
from typing import Any

FIRST_TASK = "SAFEGUARDING_REPORT_FIRST_TASK"
"""Environment variable with the name of the first task; empty or absent when it is not known."""

EVERY_TASK = (
    "multiprocessing.connection",
    "tomllib",
    "jinja2.ext",
    "nbformat.v4",
    "nbformat.validator",
    "nbclient",
    "jupyter_client.manager",
    "nbconvert.exporters",
    "IPython.core.interactiveshell",
    "IPython.core.application",
    "IPython.core.completerlib",
    "IPython.core.magics",
    "ipykernel.jsonutil",
)

OF_TASK: dict[str, tuple[str, ...]] = {
    "01_validate": ("python_calamine", "lxml.etree", "stdnum.gb.nhs", "stdnum.gb.upn", "great_expectations"),
    "02_measure": ("great_expectations", "holidays"),
    "gate": (
        "pandas",
        "pandas.io.formats.csvs",
        "pandas.io.formats.html",
        "pyarrow.csv",
        "pyarrow.dataset",
        "pyarrow.pandas_compat",
        "pyarrow.parquet",
    ),
    "03_chart": (
        # Builds its cache of fonts on first use, and says so on stderr: better here than in a notebook.
        "matplotlib.font_manager",
        "matplotlib.figure",
        "matplotlib.style",
        "matplotlib.backends.backend_svg",
    ),
    "narratives": ("stdnum.gb.nhs", "stdnum.gb.upn"),
}
"""What else a task of this name needs, or one before it; the tasks after these need nothing else."""


NEW_OBJECTS = 20_000
"""So many new objects before a task looks for garbage among them. Python's 700 suits a process that lives for long: a
task ends within seconds, and looked a thousand times for what its end gives back at once, a fortieth of its time."""


def libraries(first_task: str) -> list[str]:
    """Return what this task and those after it in the line need: a word of narrative does not wait for all of it."""
    names = list(OF_TASK)
    began = names.index(first_task) if first_task in names else len(names) if first_task else 0
    return [*EVERY_TASK, *(name for task in reversed(names[began:]) for name in OF_TASK[task])]


def load() -> None:
    """Import the libraries, and let them do what they do once in a process."""
    # All this stays: to look through it for garbage would take a fifth of every task, and copy the memory it shares.
    gc.disable()
    for name in libraries(os.environ.pop(FIRST_TASK, "")):
        with suppress(ImportError):  # the task that needs it will say so
            import_module(name)
    with suppress(ImportError):
        _load_papermill()
        _load_schemas()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    gc.enable()


def _load_papermill() -> None:
    """Import papermill without the engines of others: ours is our own code, and a task registers it afresh."""
    entrypoints: Any = import_module("entrypoints")
    found = entrypoints.get_group_all
    entrypoints.get_group_all = lambda *_: []
    try:
        import_module("papermill")
    finally:
        entrypoints.get_group_all = found


def _load_schemas() -> None:
    """Let nbformat compile what it checks notebooks against; else every notebook's run would begin with that."""
    v4: Any = import_module("nbformat.v4")
    validator: Any = import_module("nbformat.validator")
    for relaxed in (False, True):
        validator.validate(v4.new_notebook(), relax_add_props=relaxed)


load()
