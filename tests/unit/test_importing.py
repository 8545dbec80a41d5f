"""Importing published statistics: what the workspace's reports can use stays in the table unless it is let go."""

from __future__ import annotations

import pytest
from published_files import of_england, of_region, population, referrals, where, write

from safeguarding_report.errors import UserError
from safeguarding_report.formats.compact import SOURCES_FILE, load_official
from safeguarding_report.importing import Import, import_official
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

COVENTRY = "E08000026"
WEST_MIDLANDS = ("E12000005", "West Midlands")
YEAR = ReportingYear.parse("2023-24")


def places(year):
    of_coventry = where(year, COVENTRY, "Coventry", *WEST_MIDLANDS) | {"old_la_code": "331"}
    return [of_coventry, of_region(year, *WEST_MIDLANDS), of_england(year)]


@pytest.fixture
def workspace(tmp_path):
    year = tmp_path / "w" / "data" / "coventry" / "2023-24"
    year.mkdir(parents=True)
    (tmp_path / "w" / "outputs").mkdir()
    (year / "year.toml").write_text("", encoding="utf-8")
    settings = f'name = "A Partnership"\nshort_name = "AP"\nareas = ["{COVENTRY}"]\n'
    (year.parent / "partnership.toml").write_text(settings, encoding="utf-8")
    return Workspace(tmp_path / "w")


@pytest.fixture
def both(tmp_path):
    """A folder with the referrals and the population of two years."""
    write(tmp_path / "both" / "c1.csv", [referrals(place) for year in (2023, 2024) for place in places(year)])
    write(tmp_path / "both" / "p.csv", [population(place) for year in (2022, 2023) for place in places(year)])
    return tmp_path / "both"


def content(workspace):
    return {path.name: path.read_bytes() for path in workspace.official.iterdir()}


def test_what_was_imported_can_be_loaded(workspace, both):
    import_official(workspace, both)
    assert COVENTRY in set(load_official(workspace.official, [COVENTRY], YEAR).figures["area_code"])


def test_the_same_files_can_be_imported_again(workspace, both):
    import_official(workspace, both)
    before = content(workspace)
    import_official(workspace, both)
    assert before == content(workspace)


def test_a_folder_that_holds_less_than_the_table_is_refused_and_what_would_be_lost_is_listed(workspace, both):
    import_official(workspace, both)
    before = content(workspace)
    (both / "p.csv").unlink()
    with pytest.raises(UserError, match=r"would lose 6 figures .*--replace") as refused:
        import_official(workspace, both)
    assert "  children_in_need_2024/population: 6 figures" == str(refused.value).splitlines()[-1]
    assert (refused.value.exit_code, before) == (1, content(workspace))


def test_figures_are_let_go_when_told_to(workspace, both):
    import_official(workspace, both)
    (both / "p.csv").unlink()
    import_official(workspace, both, replace=True)
    assert b"population" not in (workspace.official / SOURCES_FILE).read_bytes()


def test_a_torn_table_is_mended_by_an_import(workspace, both):
    import_official(workspace, both)
    path = workspace.official / "official_figures.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    import_official(workspace, both)
    assert whole == path.read_bytes()


@pytest.mark.parametrize(
    ("imported", "said"),
    [
        (
            Import(1, (), 1, ("a",), ()),
            "1 file read, 0 recognised but not carried; 1 figure for 1 authority, its region ",
        ),
        (Import(36, (), 20_416, ("a", "b"), ()), "20,416 figures for 2 authorities, their regions and England are now"),
    ],
)
def test_one_file_and_one_authority_are_spoken_of_as_one(imported, said):
    assert said in str(imported)
