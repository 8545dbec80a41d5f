"""The command line: what was used wrongly is answered in one message and the right exit code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from little_workspace import make_little_workspace, run

REPOSITORY = Path(__file__).parents[2]
HEAVY = ("pandas", "papermill", "nbconvert", "nbformat", "matplotlib", "great_expectations", "pyarrow", "rich")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A little workspace, built as far as it goes."""
    root = make_little_workspace(tmp_path_factory.mktemp("commands") / "w").root
    assert run(root, "build", "--until", "02_measure").returncode == 0
    return root


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "ardem"], 'no partnership "ardem" in data/. Did you mean "arden"?'),
        (["build", "../arden"], 'no partnership "../arden" in data/.'),
        (["build", "", ""], "PARTNERSHIP was given and is empty"),
        (["build", "arden", ""], "YEAR was given and is empty"),
        (["status", ""], "PARTNERSHIP was given and is empty"),
        (["official", ""], "DIR was given and is empty"),
        (["verify"], "No report was built yet."),
        (["build", "arden", "2022-23"], 'arden has no year 2022-23. Did you mean "2023-24"?'),
        (["build", "arden", "2023"], '"2023" is not a reporting year'),
        (["build", "--until", "validate"], 'There is no task "validate".'),
        (["build", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["bild"], "No such command 'bild'"),
        (["explain", "referrals_rate/E08000026/202324"], "No report was built yet."),
        (["official", "nowhere"], "There is no folder nowhere."),
    ],
)
def test_what_was_used_wrongly_ends_with_exit_code_2_and_no_traceback(folder, words, said):
    answer = run(folder, *words)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_unknown_key_in_the_settings_is_refused_with_the_right_one(tmp_path):
    root = make_little_workspace(tmp_path / "w").root
    settings = root / "data" / "arden" / "partnership.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("short_name", "shortname"), encoding="utf-8")
    answer = run(root, "build")
    assert answer.returncode == 2
    assert 'Unknown key "shortname". Did you mean "short_name"?' in answer.stderr


def test_a_folder_that_is_no_workspace_is_refused(tmp_path):
    answer = run(tmp_path, "build")
    assert answer.returncode == 2
    assert "is not a workspace. Expected a folder with data/ and outputs/" in answer.stderr


def test_a_year_without_data_is_told_with_the_newest_that_there_is(tmp_path):
    (tmp_path / "outputs").mkdir()
    shutil.copytree(REPOSITORY / "data" / "official", tmp_path / "data" / "official")
    shutil.copytree(REPOSITORY / "data" / "coventry", tmp_path / "data" / "coventry")
    (tmp_path / "data" / "coventry" / "2025-26").mkdir()
    (tmp_path / "data" / "coventry" / "2025-26" / "year.toml").write_text("", encoding="utf-8")
    answer = run(tmp_path, "build", "coventry", "2025-26", "--until", "01_validate")
    assert answer.returncode == 1
    assert "data/official/ holds no figures of 2025-26 for E08000026" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_torn_table_of_published_figures_is_a_failure_with_its_place(tmp_path):
    (tmp_path / "outputs").mkdir()
    shutil.copytree(REPOSITORY / "data" / "official", tmp_path / "data" / "official")
    shutil.copytree(REPOSITORY / "data" / "coventry", tmp_path / "data" / "coventry")
    figures = tmp_path / "data" / "official" / "official_figures.csv"
    figures.write_bytes(figures.read_bytes()[:-7])
    answer = run(tmp_path, "build", "coventry", "2023-24", "--until", "01_validate")
    assert answer.returncode == 1
    assert "official_figures.csv" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_status_says_what_is_out_of_date_and_why(folder):
    answer = json.loads(run(folder, "status", "arden", "2023-24", "--json").stdout)
    assert answer["arden 2023-24 02_measure"] == ""
    assert answer["arden 2023-24 gate"] == "never built"
    assert answer["arden 2023-24 03_chart"] == "waits for arden 2023-24 gate"
    assert run(folder, "status", "arden").stdout == "arden 2023-24: gate: never built\n"


def test_the_outcome_can_be_read_by_a_program(folder):
    said = run(folder, "build", "--until", "02_measure", "--json").stdout.splitlines()
    answer = json.loads(said[-1])
    assert ["begun", "kept", "kept", "outcome"] == [json.loads(line)["event"] for line in said]
    assert answer["exit_code"] == 0
    assert answer["ran"] == []


def test_check_tells_when_nothing_was_found(folder):
    assert run(folder, "check").stdout == "Nothing was found.\n"


@pytest.mark.parametrize("words", [["--help"], ["build", "--until", "02_measure"], ["status"]])
def test_help_and_a_build_with_nothing_to_do_import_nothing_heavy(folder, words):
    place = [] if "--help" in words else ["--workspace", str(folder)]
    watched = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['safeguarding-report', *{[*words, *place]}]\n"
        "from safeguarding_report.cli import main\nmain()"
    )
    answer = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=True)
    assert answer.stderr == "[]\n"
