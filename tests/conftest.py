"""Fixtures that every room of the tests shares."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

REPOSITORY = Path(__file__).parents[1]

# Every run of `make test` searches the same examples, so that it says the same twice; `make prove` searches new ones.
# No deadline: a busy machine is not a counter-example.
hypothesis.settings.register_profile("test", derandomize=True, deadline=None)
hypothesis.settings.register_profile("prove", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile("test")


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
