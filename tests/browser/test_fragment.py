"""The fragment inside a page of a council's content system, which is where readers meet it."""

from __future__ import annotations

import subprocess

import pytest
from page_maker import make_page
from released_builder import write_released
from views import ON_SCREEN

from safeguarding_report.other_editions.fragment import make_fragment
from safeguarding_report.released import Released

COUNCIL_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Safeguarding - A Council</title>
<style>body { color: #000; background: #fff } table { display: block; overflow-x: auto }</style></head>
<body><header><a href="#main">A Council</a></header>
<main id="main"><h1>Safeguarding children</h1>
%s
</main><footer><p>A Council</p></footer></body></html>
"""


@pytest.fixture(scope="module")
def wrapped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fragment")
    page = make_page(folder / "2023-24", write_released(folder / "released", joint=True))
    fragment = make_fragment(page.read_text(encoding="utf-8"), Released(folder / "released")).decode()
    path = folder / "council.html"
    path.write_text(COUNCIL_PAGE % fragment, encoding="utf-8")
    return path


def test_axe_finds_nothing_in_a_page_that_holds_the_fragment(browser, wrapped, axe_script):
    assert {} == ON_SCREEN.faults(browser, {"the fragment": wrapped}, axe_script)


def test_the_nu_checker_finds_no_error_in_a_page_that_holds_the_fragment(nu_checker, wrapped):
    checked = subprocess.run(
        [*nu_checker, "--errors-only", "--format", "gnu", str(wrapped)], capture_output=True, text=True, check=False
    )
    assert (0, "") == (checked.returncode, checked.stderr)
