"""What the server of processes loads before the first task: other people's libraries, and never our own code.

The one module that does something when it is imported: to import is all that the server can be asked for.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module
from typing import Any

LIBRARIES = (
    "multiprocessing.connection",
    "tomllib",
    "pandas",
    "pandas.io.formats.csvs",
    "pandas.io.formats.html",
    "pyarrow.csv",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "python_calamine",
    "lxml.etree",
    "stdnum.gb.nhs",
    "stdnum.gb.upn",
    "holidays",
    "jinja2.ext",
    "nbformat.v4",
    "nbformat.validator",
    "nbclient",
    "jupyter_client.manager",
    "nbconvert.exporters",
    # Builds its cache of fonts on first use, and says so on stderr: better here than in a notebook.
    "matplotlib.font_manager",
    "matplotlib.figure",
    "matplotlib.style",
    "matplotlib.backends.backend_svg",
    "great_expectations",
    "IPython.core.interactiveshell",
    "IPython.core.application",
    "IPython.core.completerlib",
    "IPython.core.magics",
    "ipykernel.jsonutil",
)
"""What the tasks need, imported once and inherited by every task's process."""


def load() -> None:
    """Import the libraries, and let them do what they do once in a process."""
    # All this stays: to look through it for garbage would take a fifth of every task, and copy the memory it shares.
    gc.disable()
    for name in LIBRARIES:
        with suppress(ImportError):  # the task that needs it will say so
            import_module(name)
    with suppress(ImportError):
        _load_papermill()
        _load_schemas()
    gc.freeze()
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
