"""Pages and a browser for the tests that look at pages as readers do."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from made_up_registers import REGISTERS
from page_maker import make_page
from released_builder import ASHMERE, NEIGHBOURS, WOLD, write_released

from safeguarding_report.addendum import Printed, write_addendum
from safeguarding_report.other_editions import FRAGMENT, make_editions
from safeguarding_report.other_editions.young_people import make_young_people
from safeguarding_report.partnership import YoungPeople
from safeguarding_report.register import Narrative
from safeguarding_report.released import Released
from safeguarding_report.report import write_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguarding_report.workspace import Workspace
    from safeguarding_report.year import ReportingYear

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
def newest_pages(built_workspace, tmp_path_factory) -> dict[str, Path]:
    """The newest report of each partnership, the index, and made-up pages with what these may not have."""
    newest = pages_of(built_workspace, lambda years: years[-1:])
    index = {"index.html": built_workspace.public / "index.html"}
    return made_up_pages(tmp_path_factory.mktemp("pages")) | newest | index


@pytest.fixture(scope="session")
def pages(newest_pages, built_workspace) -> dict[str, Path]:
    """These, and the first report of each partnership."""
    return newest_pages | pages_of(built_workspace, lambda years: years[:1])


@pytest.fixture(scope="session")
def pages_between(built_workspace) -> dict[str, Path]:
    """The reports of all other years."""
    return pages_of(built_workspace, lambda years: years[1:-1])


@pytest.fixture(scope="session")
def earlier_pages(built_workspace) -> dict[str, Path]:
    """The reports of all years but the newest."""
    return pages_of(built_workspace, lambda years: years[:-1])


@pytest.fixture(scope="session", params=["pages", pytest.param("pages_between", marks=pytest.mark.slow)])
def each_page(request) -> dict[str, Path]:
    """All pages: `make test` looks at some years, and what takes minutes, the years between, is for `make prove`."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session", params=["newest_pages", pytest.param("earlier_pages", marks=pytest.mark.slow)])
def each_page_again(request) -> dict[str, Path]:
    """All pages, for what is looked at once more in each view: `make test` looks at the newest."""
    return request.getfixturevalue(request.param)


def pages_of(workspace: Workspace, chosen: Callable[[list[ReportingYear]], list[ReportingYear]]) -> dict[str, Path]:
    years = {slug: chosen(workspace.years(slug)) for slug in workspace.slugs()}
    folders = [workspace.public / slug / str(year) for slug, each in years.items() for year in each]
    found = [path for folder in folders for path in sorted(folder.glob("*.html")) if path.name != FRAGMENT]
    return {str(path.relative_to(workspace.public)): path for path in found}


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
    made |= {"an addendum": addendum(joint, folder / "addendum")}
    return made | other_pages(single, joint) | {"the index": folder / "index.html"}


def addendum(report: Path, folder: Path) -> Path:
    """An addendum to a report of which one count is another now, and one hidden."""
    cells = {("referrals", ASHMERE, "202324"): (4510, 80494), ("rereferrals", ASHMERE, "202324"): "c"}
    now = Released(write_released(folder / "released", joint=True, cells=cells))
    built = Released(report / "released")
    manifest = {"inputs": {}, "code": {"sha256": "a"}}
    printed = Printed({one.figure_id: one for one in built.figures}, manifest, "b", "", "edition-1", "2024-09-27")
    write_addendum(printed, built, now, "c", folder)
    return folder / "addendum.html"


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
