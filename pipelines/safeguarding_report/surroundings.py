"""The environment variables of everything that works on a report: inherited ones less surprises, and ours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NOT_INHERITED = ("PYTHON", "IPYTHON", "JPY_", "JUPYTER", "MPL", "MATPLOTLIB", "GX_", "COLUMNS", "LINES")
"""Beginnings of variables that change what a kernel does; what we want of them we set ourselves."""

_SAME_EVERYWHERE = {
    "PYTHONHASHSEED": "0",  # else sets come in another order in every process
    "PYTHONSAFEPATH": "1",  # else a file beside the notebook could stand for a library
    "MPLBACKEND": "agg",  # else a chart would look for a screen
    "GX_ANALYTICS_ENABLED": "False",  # great-expectations otherwise reports its use to its makers
}


def task_environment(
    own_folder: Path, *, inherited: Mapping[str, str] | None = None, more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the variables for a process that works on a report; libraries keep their settings in `own_folder`."""
    inherited = os.environ if inherited is None else inherited
    kept = {name: value for name, value in inherited.items() if not name.startswith(_NOT_INHERITED)}
    folders = {
        # The analyst's own start-up files and settings must not reach a report.
        "IPYTHONDIR": str(own_folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own_folder / "jupyter"),
        "MPLCONFIGDIR": inherited.get("MPLCONFIGDIR", str(own_folder / "matplotlib")),
    }
    return kept | _SAME_EVERYWHERE | folders | dict(more or {})
