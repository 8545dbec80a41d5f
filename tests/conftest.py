"""Fixtures that every room of the tests shares."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock

from safeguarding_report.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[1]

# Every run of `make test` searches the same examples, so that it says the same twice; `make prove` searches new ones.
# No deadline: a busy machine is not a counter-example.
hypothesis.settings.register_profile("test", derandomize=True, deadline=None)
hypothesis.settings.register_profile("prove", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile("test")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A script that puts the tests in the background lets them ignore Ctrl-C, and so would all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make golden` writes anew what the golden tests compare with."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew; read the difference")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with its golden file, or write the file when `make golden` asks for it."""

    def compare(path: Path, made: str) -> None:
        if request.config.getoption("--golden"):
            path.write_text(made, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is absent: `make golden` writes it, and you read it"
        assert path.read_text(encoding="utf-8") == made

    return compare


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The published files as downloaded; a stranger's checkout does not have them."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the published files as downloaded (../shared/data) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def built_workspace(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """This checkout as the demonstration workspace, its reports built: what the tests see is what is published."""
    # Of two processes of tests one builds and the other finds the reports there: a second build would be refused.
    with FileLock(tmp_path_factory.getbasetemp().parent / "build.lock"):
        run = subprocess.run(
            [sys.executable, "-m", "safeguarding_report", "build", "--workspace", str(repository)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}"
    return Workspace(repository)
