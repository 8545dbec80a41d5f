"""The back-test's figures stand in the last lines of every run that holds it."""

from __future__ import annotations

import pytest

LINES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def tell(request):
    """Say a line at the end of the run."""
    return request.config.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("back-test against everything published")
        for line in lines:
            terminalreporter.write_line(line)
