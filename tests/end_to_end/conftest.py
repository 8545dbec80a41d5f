"""Workspaces that the tests of the whole line build or change for themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from safeguarding_report.pseudonyms import SECRET_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.workspace import Workspace


@pytest.fixture(scope="session")
def built(built_workspace: Workspace) -> Path:
    """The folder of the demonstration workspace with all its reports built; nobody changes what stands there."""
    return built_workspace.root


@pytest.fixture(scope="session")
def built_again(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of one partnership, built once more from nothing in another folder, one kernel at a time."""
    folder = _copy(built, tmp_path_factory.mktemp("again") / "a {folder} with spaces", "data")
    # The same secret, as in a workspace that moved: keys of tasks that use it are of it.
    (folder / "outputs" / "private").mkdir(parents=True, mode=0o700)
    shutil.copy2(built / "outputs" / "private" / SECRET_FILE, folder / "outputs" / "private" / SECRET_FILE)
    command = [sys.executable, "-m", "safeguarding_report", "build", "city-and-hackney", "--jobs", "1", "--kernels"]
    run = subprocess.run([*command, "--workspace", str(folder)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{run.stdout}{run.stderr}"
    return folder


@pytest.fixture
def own_workspace(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace that a test may change."""
    return _copy(built, tmp_path / "own", "data", "outputs")


def _copy(workspace: Path, folder: Path, *parts: str) -> Path:
    for part in parts:
        shutil.copytree(workspace / part, folder / part, ignore=shutil.ignore_patterns("returns", "working", "*.lock"))
    return folder
