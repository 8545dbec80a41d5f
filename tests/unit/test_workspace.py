"""Workspaces and the steps that notebooks are."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from safeguarding_report.errors import NotebookError, UsageError
from safeguarding_report.findings import Finding
from safeguarding_report.tables import Column, Table
from safeguarding_report.workspace import STAGING, STEPS, Step, Workspace, open_step
from safeguarding_report.year import ReportingYear

YEAR = ReportingYear.parse("2022-23")
VISITS = Table("visits", "one row is one visit", (Column("place", "text", "where"),), ("place",))


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "outputs").mkdir()
    for slug, year in [("coventry", "2022-23"), ("coventry", "2023-24"), ("south-tees", "2022-23")]:
        (tmp_path / "data" / slug / year).mkdir(parents=True)
        (tmp_path / "data" / slug / year / "year.toml").write_text('guidance = "wt2018"\n', encoding="utf-8")
        (tmp_path / "data" / slug / "partnership.toml").write_text(
            'name = "A Partnership"\nshort_name = "AP"\nareas = ["E08000026"]\n', encoding="utf-8"
        )
    return Workspace(tmp_path)


def test_the_nearest_workspace_upward_is_found(workspace, monkeypatch):
    monkeypatch.chdir(workspace.root / "data" / "coventry")
    assert workspace.root == Workspace.find().root


def test_a_named_folder_is_the_workspace_or_nothing_is(workspace):
    assert workspace.root == Workspace.find(workspace.root).root
    with pytest.raises(UsageError, match=r"is not a workspace\. Expected a folder with data/ and outputs/"):
        Workspace.find(workspace.root / "data")


def test_outside_every_workspace_the_message_says_how_to_name_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        UsageError, match=r"^Neither this folder nor one above it is a workspace\. .* name one with --workspace"
    ):
        Workspace.find()


def test_partnerships_and_years_are_those_that_have_settings(workspace):
    (workspace.root / "data" / "official").mkdir()
    (workspace.root / "data" / "coventry" / "2024-25").mkdir()
    assert workspace.slugs() == ["coventry", "south-tees"]
    assert [str(year) for year in workspace.years("coventry")] == ["2022-23", "2023-24"]


def test_an_area_that_is_not_a_local_authority_is_refused_before_anything_runs(workspace):
    settings = workspace.root / "data" / "coventry" / "partnership.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("E08000026", "E0800026"), encoding="utf-8")
    expected = r'data/coventry/partnership\.toml, areas: "E0800026" is not a local authority.*Did you mean "E08000026"'
    with pytest.raises(UsageError, match=expected):
        workspace.partnership("coventry")


def test_folders_whose_names_cannot_be_used_are_named_with_what_to_do(workspace):
    data = workspace.root / "data"
    (data / "coventry" / "2023-24").rename(data / "coventry" / "2023-2024")
    with pytest.raises(UsageError, match=r'data/coventry/: "2023-2024" is not a reporting year.*Rename the folder'):
        workspace.years("coventry")
    (data / "south-tees").rename(data / "South Tees")
    with pytest.raises(UsageError, match=r'"South Tees" cannot be the name.*Rename data/South Tees/\.'):
        workspace.partnership("South Tees")


def test_an_unknown_partnership_is_refused_with_did_you_mean(workspace):
    with pytest.raises(UsageError, match=r'no partnership "coventri".*Did you mean "coventry"\?.*coventry, south-tees'):
        workspace.partnership("coventri")


@pytest.mark.parametrize("slug", ["", "..", "../data/coventry", "coventry/", "/coventry", "Coventry", "coventry\n"])
def test_a_name_that_is_a_path_or_no_slug_is_refused(workspace, slug):
    with pytest.raises(UsageError, match="There is no partnership"):
        workspace.partnership(slug)


def test_a_year_without_settings_is_refused_with_how_to_start_one(workspace):
    with pytest.raises(UsageError, match=r"coventry has no year 2024-25.*write data/coventry/2024-25/year.toml"):
        workspace.year_settings("coventry", ReportingYear.parse("2024-25"))


def test_settings_know_where_they_stand(workspace):
    assert workspace.partnership("coventry").slug == "coventry"
    assert workspace.year_settings("coventry", YEAR).year == YEAR


@pytest.mark.parametrize("name", STEPS)
def test_our_notebook_is_used_until_the_workspace_has_its_own(workspace, repository, name):
    assert repository / "notebooks" / f"{name}.ipynb" == workspace.notebook(name)
    (workspace.root / "notebooks").mkdir()
    own = workspace.root / "notebooks" / f"{name}.ipynb"
    own.write_text("{}", encoding="utf-8")
    assert own == workspace.notebook(name)


def test_our_suite_is_used_until_the_workspace_has_its_own(workspace):
    (workspace.root / "expectations").mkdir()
    own = workspace.root / "expectations" / "visits.json"
    own.write_text("{}", encoding="utf-8")
    assert own == workspace.suite("visits")
    assert own == Step("01_validate", workspace, "coventry", YEAR, None).suite(VISITS)


def test_an_interactive_step_writes_to_working_only(workspace):
    step = Step("01_validate", workspace, "coventry", YEAR, None)
    assert step.is_interactive
    assert workspace.working / "coventry" / "2022-23" / "tables" == step.output
    assert "outputs/working/coventry/2022-23/" in step.finish()
    assert not workspace.public.exists()
    assert not workspace.private.exists()


def test_a_headless_step_writes_to_its_staging_and_says_that_it_finished(workspace, tmp_path):
    staging = tmp_path / "staging"
    step = Step("01_validate", workspace, "coventry", YEAR, staging)
    assert not step.is_interactive
    assert staging / "tables" == step.output
    step.save(VISITS, pd.DataFrame({"place": ["b", "a"]}))
    step.save_findings([Finding("query", "a.csv", "gap", "Ask the sender.", rows=(2,))])
    assert not (staging / "finished.json").exists()
    step.finish()
    assert json.loads((staging / "finished.json").read_text()) == {"step": "01_validate"}
    assert json.loads((staging / "tables" / "findings.json").read_text())[0]["rows"] == [2]
    assert sorted(path.name for path in (staging / "tables").iterdir()) == ["findings.json", "visits.parquet"]
    assert not workspace.working.exists()


def test_a_step_reads_what_the_one_before_it_left(workspace):
    left = workspace.private / "coventry" / "2022-23" / "tables"
    VISITS.write(pd.DataFrame({"place": ["a"]}), left / "visits.parquet")
    step = Step("02_measure", workspace, "coventry", YEAR, None)
    assert left == step.input("tables")
    assert step.read(VISITS)["place"].tolist() == ["a"]


@pytest.mark.parametrize("folder", ["tables", "results"])
def test_charts_cannot_ask_for_what_has_not_passed_the_gate(workspace, folder):
    (workspace.private / "coventry" / "2022-23" / folder).mkdir(parents=True)
    with pytest.raises(NotebookError, match=f"its input {folder}/ is absent or not declared"):
        Step("03_chart", workspace, "coventry", YEAR, None).input(folder)


def test_an_input_that_was_not_built_is_said_to_be_absent(workspace):
    with pytest.raises(NotebookError, match="Run `safeguarding-report build`"):
        Step("02_measure", workspace, "coventry", YEAR, None).input("tables")


@pytest.mark.parametrize(
    ("partnership", "year", "message"),
    [
        ("coventri", "2022-23", 'Did you mean "coventry"'),
        ("coventry", "2022", "is not a reporting year"),
        ("coventry", "2021-22", "has no year 2021-22"),
    ],
)
def test_a_notebook_with_wrong_parameters_stops_in_its_first_cell(workspace, partnership, year, message):
    with pytest.raises(UsageError, match=message):
        open_step("01_validate", partnership, year, str(workspace.root))


def test_the_first_notebook_needs_nothing_built(workspace, monkeypatch):
    monkeypatch.delenv(STAGING, raising=False)
    assert open_step("01_validate", "coventry", "2022-23", str(workspace.root)).is_interactive


def test_an_interactive_notebook_builds_what_stands_before_it(workspace, monkeypatch):
    asked = []

    def run(command, **_named):
        asked.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.delenv(STAGING, raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    open_step("03_chart", "coventry", "2022-23", str(workspace.root))
    assert asked == [
        [
            *(sys.executable, "-m", "safeguarding_report", "build", "coventry", "2022-23"),
            *("--until", "gate", "--workspace", str(workspace.root)),
        ]
    ]


def test_inputs_that_cannot_be_built_stop_the_notebook_with_the_reason(workspace, monkeypatch):
    monkeypatch.delenv(STAGING, raising=False)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_named: subprocess.CompletedProcess(command, 1, "", "The reason.")
    )
    with pytest.raises(NotebookError, match="The inputs of 02_measure could not be built:\nThe reason"):
        open_step("02_measure", "coventry", "2022-23", str(workspace.root))


def test_a_headless_notebook_builds_nothing_by_itself(workspace, monkeypatch, tmp_path):
    monkeypatch.setenv(STAGING, str(tmp_path / "staging"))
    monkeypatch.setattr(subprocess, "run", None)
    assert not open_step("03_chart", "coventry", "2022-23", str(workspace.root)).is_interactive
