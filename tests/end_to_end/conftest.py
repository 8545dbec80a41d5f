"""Workspaces that the tests of the whole line build or change for themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from safeguarding_report.pseudonyms import SECRET_FILE

if TYPE_CHECKING:
    from safeguarding_report.workspace import Workspace


@pytest.fixture(scope="session")
def built(built_workspace: Workspace) -> Path:
    """The folder of the demonstration workspace with all its reports built; nobody changes what stands there."""
    return built_workspace.root


AGAIN = (("ashmere-and-wold", "2019-20"), ("city-and-hackney", "2019-20"))
"""Reports that are built a second time: one with returns of every form, one of two real authorities.

First years: a later one reads what was made of the years before.
"""

OF_OWN = ("coventry", "tower-hamlets")
"""Partnerships of a workspace that a test may change: two are enough to see that one leaves the other alone."""


@pytest.fixture(scope="session")
def built_again(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports, built once more from nothing in another folder, one kernel at a time."""
    folder = tmp_path_factory.mktemp("again") / "a {folder} with spaces"
    shutil.copytree(built / "data" / "official", folder / "data" / "official")
    for slug, year in AGAIN:
        shutil.copytree(built / "data" / slug / year, folder / "data" / slug / year)
        shutil.copy2(built / "data" / slug / "partnership.toml", folder / "data" / slug)
    # The same secret, as in a workspace that moved: keys of tasks that use it are of it.
    (folder / "outputs" / "private").mkdir(parents=True, mode=0o700)
    shutil.copy2(built / "outputs" / "private" / SECRET_FILE, folder / "outputs" / "private" / SECRET_FILE)
    for slug, year in AGAIN:
        command = [sys.executable, "-m", "safeguarding_report", "build", slug, year, "--jobs", "1", "--kernels"]
        run = subprocess.run([*command, "--workspace", str(folder)], capture_output=True, text=True, check=False)
        assert run.returncode == 0, f"{run.stdout}{run.stderr}"
    return folder


@pytest.fixture
def own_workspace(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace with two of its partnerships, which a test may change."""
    folder = tmp_path / "own"
    others = {path.parent.name for path in (built / "data").glob("*/partnership.toml")} - {*OF_OWN}
    without = shutil.ignore_patterns("working", "staging", "*.lock", "store", *others)
    for part in ("data", "outputs"):
        shutil.copytree(built / part, folder / part, ignore=without)
    store = Path("outputs") / "private" / "store"
    # Linked: a store never writes into what it keeps, and a copy of it would take longer than most tests.
    shutil.copytree(built / store, folder / store, copy_function=_link)
    return folder


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)
