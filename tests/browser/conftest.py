"""Pages and a browser for the tests that look at pages as readers do."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from made_up_registers import REGISTERS
from page_maker import make_page
from released_builder import ASHMERE, NEIGHBOURS, WOLD, write_released

from safeguarding_report.other_editions import FRAGMENT, make_editions
from safeguarding_report.other_editions.young_people import make_young_people
from safeguarding_report.partnership import YoungPeople
from safeguarding_report.register import Narrative
from safeguarding_report.released import Released
from safeguarding_report.report import write_index

CHROMIUM = "/usr/bin/chromium"
NODE_MODULES = Path(__file__).parents[2] / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
NU_CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _need(what: str, there: bool) -> None:  # noqa: FBT001
    """Skip where a tool is absent, except in CI: there a check that cannot run has failed."""
    if there:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is absent, and CI must run every check")
    pytest.skip(f"{what} is absent")


@pytest.fixture(scope="session")
def axe_script() -> str:
    _need("axe-core (npm install --ignore-scripts)", AXE.is_file())
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def nu_checker() -> list[str]:
    _need("java", shutil.which("java") is not None)
    _need("the Nu checker (npm install --ignore-scripts)", NU_CHECKER.is_file())
    return ["java", "-jar", str(NU_CHECKER)]


@pytest.fixture(scope="session")
def pages(request, tmp_path_factory) -> dict[str, Path]:
    """Every page: those of the demonstration workspace, and made-up ones with what it may not happen to have."""
    return made_up_pages(tmp_path_factory.mktemp("pages")) | built_pages(request)


def made_up_pages(folder: Path) -> dict[str, Path]:
    absent = {("referrals", area, "202324"): "x" for area in (ASHMERE, WOLD)}
    single, joint = folder / "ashmere", folder / "ashmere-and-wold"
    made = {
        "one authority": make_page(single / "2023-24", write_released(single / "released")),
        "two authorities": make_page(joint / "2023-24", write_released(joint / "released", joint=True)),
        "figures that are not available": make_page(
            folder / "absent" / "2023-24", write_released(folder / "absent" / "released", joint=True, cells=absent)
        ),
        "the first year, without neighbours": make_page(
            folder / "first" / "2019-20",
            write_released(folder / "first" / "released", year="2019-20", neighbours=False, demonstration=""),
        ),
    }
    kept = write_released(folder / "kept" / "released", registers=REGISTERS)
    made["registers, money and training"] = make_page(folder / "kept" / "2023-24", kept)
    assert NEIGHBOURS not in made["the first year, without neighbours"].read_text(encoding="utf-8")
    write_index([single / "released", joint / "released"], folder)
    return made | other_pages(single, joint) | {"the index": folder / "index.html"}


def other_pages(single: Path, joint: Path) -> dict[str, Path]:
    """The other editions that are pages of their own; the fragment has tests of its own."""
    for folder in (single, joint):
        (folder / "editions").mkdir()
        make_editions(folder / "2023-24", Released(folder / "released"), folder / "editions", with_pdf=False)
    approved = YoungPeople("Young scrutineers", date(2024, 9, 12))
    released = Released(single / "released")
    released.narratives = {"young-people": Narrative("## What we asked\n\n- Listen\n\nThank you.", held_back=False)}
    (single / "editions" / "young-people.html").write_bytes(make_young_people(released, approved))
    found = {path.name: path for folder in (single, joint) for path in (folder / "editions").glob("*.html")}
    return {name: path for name, path in found.items() if name != FRAGMENT}


def built_pages(request) -> dict[str, Path]:
    try:
        workspace = request.getfixturevalue("built_workspace")
    except pytest.FixtureLookupError:
        return {}
    found = sorted(workspace.public.rglob("*.html"))
    return {str(path.relative_to(workspace.public)): path for path in found if path.name != FRAGMENT}


@pytest.fixture(scope="module")
def browser(pages):
    """One browser for all pages; `pages` first, so that nothing is built while its event loop runs."""
    del pages
    _need("Chromium (apt-get install chromium)", Path(CHROMIUM).is_file())
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()
