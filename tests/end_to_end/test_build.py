"""The reports of this checkout, built by the command: nothing left out, nothing leaked, the same every time."""

from __future__ import annotations

import csv
import getpass
import json
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from safeguarding_report.formats.compact import seal_compact
from safeguarding_report.store import sha256
from safeguarding_report.workspace import STEPS, Workspace

CASES = Path(__file__).parents[1] / "golden" / "cases.csv"
PUBLIC = {"report.html", "figures.csv", "manifest.json"}

OUTSIDE_FIRST_PERIOD = "201920"
"""The first year of which there is a report; golden cases of years before stand in later reports."""


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "safeguarding_report", *words, "--workspace", str(folder)]
    return subprocess.run(whole, capture_output=True, text=True, check=False)


def public_files(folder: Path) -> dict[str, bytes]:
    public = folder / "outputs" / "public"
    return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


def reports(folder: Path) -> list[tuple[str, str]]:
    workspace = Workspace(folder)
    return [(slug, str(year)) for slug in workspace.slugs() for year in workspace.years(slug)]


def figures(folder: Path, slug: str, year: str) -> dict[str, dict[str, str]]:
    path = folder / "outputs" / "public" / slug / year / "figures.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["figure_id"]: row for row in csv.DictReader(lines)}


def test_there_are_twenty_five_reports_and_an_index_and_nothing_else(built):
    expected = {f"{slug}/{year}/{name}" for slug, year in reports(built) for name in PUBLIC} | {"index.html"}
    assert len(reports(built)) == 25
    assert set(public_files(built)) == expected


def test_a_public_folder_matches_its_manifest(built):
    files = public_files(built)
    for slug, year in reports(built):
        manifest = json.loads(files[f"{slug}/{year}/manifest.json"])
        made = {name: sha256(files[f"{slug}/{year}/{name}"]) for name in PUBLIC - {"manifest.json"}}
        assert manifest["outputs"] == made
        assert (manifest["partnership"], manifest["year"]) == (slug, year)
        assert manifest["demonstration"]


def test_building_again_does_nothing(built):
    def written() -> dict[Path, int]:
        # What is known of files is written once more when they have become old enough to be known by their time.
        files = (path for path in (built / "outputs").rglob("*") if path.is_file())
        remembered = {"known_files.json", "unchanged.json"}
        return {path: path.stat().st_mtime_ns for path in files if path.name not in remembered}

    before = written()
    answer = command(built, "build")
    assert answer.stdout == "All 25 reports are up to date.\n"
    assert written() == before


def test_status_says_that_all_is_up_to_date(built):
    lines = command(built, "status").stdout.splitlines()
    assert len(lines) == 26
    assert {line.rpartition(": ")[2] for line in lines} == {"up to date"}


def reports_of(folder: Path) -> list[str]:
    """The reports of a workspace: partnership/year."""
    return [path.parent.relative_to(folder / "data").as_posix() for path in (folder / "data").glob("*/*/year.toml")]


def test_another_folder_and_ordinary_kernels_give_the_same_bytes(built, built_again):
    here, there = public_files(built), public_files(built_again)
    assert set(there) == {name for name in here if name.startswith(tuple(reports_of(built_again)))}
    assert [name for name in there if here[name] != there[name]] == []


def test_what_is_private_is_the_same_too_but_for_times(built, built_again):
    def hashes(folder: Path) -> dict[str, str]:
        found = {}
        for report in reports_of(built_again):
            for path in sorted((folder / "outputs" / "private" / report / "tasks").glob("*.json")):
                record = json.loads(path.read_text(encoding="utf-8"))
                found |= record["outputs"] | {record["task"]: record["key"]}
        return found

    assert hashes(built) == hashes(built_again)


def test_no_public_file_names_this_machine(built):
    own = {str(built), str(Path(__file__).parents[2]), str(Path.home()), socket.gethostname(), "/tmp/"}  # noqa: S108
    names = {name.encode() for name in own if len(name) > 4}
    assert [place for place, content in public_files(built).items() for name in names if name in content] == []
    assert f"/home/{getpass.getuser()}".encode() not in b"".join(public_files(built).values())


def test_every_worked_case_stands_in_the_right_report(built):
    """Every count, rate and percentage that was checked by hand is printed, digit for digit."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    workspace = Workspace(built)
    held = {report: figures(built, *report) for report in reports(built)}
    wrong = []
    for case in cases:
        period = max(case["time_period"], OUTSIDE_FIRST_PERIOD)
        year = f"{period[:4]}-{period[4:]}"
        figure_id = f"{case['measure']}/{case['area_code']}/{case['time_period']}"
        for slug in workspace.slugs():
            is_own = case["area_code"] in workspace.partnership(slug).areas
            if not is_own and case["area_code"] != "E92000001":
                continue
            row = held[slug, year].get(figure_id)
            if row is None or (row["value"], row["symbol"]) != (case["value"], case["symbol"]):
                wrong.append((slug, year, figure_id))
    assert wrong == []


def test_a_figure_is_explained_with_its_source(built):
    said = command(built, "explain", "referrals_rate/E08000026/202324").stdout
    assert "value        559.7\n" in said
    assert "numerator    4505" in said
    assert "sha256 " in said
    assert "coventry 2023-24" in said


def test_a_figure_that_is_misspelt_is_answered_with_the_right_one(built):
    answer = command(built, "explain", "referral_rate/E08000026/202324")
    assert answer.returncode == 2
    assert 'Did you mean "referrals_rate/E08000026/202324"?' in answer.stderr


def test_a_report_that_was_tampered_with_is_put_back(own_workspace):
    before = public_files(own_workspace)
    report = own_workspace / "outputs" / "public" / "coventry" / "2023-24" / "report.html"
    report.write_text("<p>all is well", encoding="utf-8")
    (report.parent / "manifest.json").unlink()
    answer = command(own_workspace, "build", "tower-hamlets", "2019-20")
    assert answer.returncode == 0
    assert public_files(own_workspace) == before


def test_released_figures_that_were_changed_by_hand_are_put_back_and_not_printed(own_workspace):
    before = public_files(own_workspace)
    sealed = own_workspace / "outputs" / "private" / "coventry" / "2023-24" / "released" / "figures.csv"
    before_the_edit = sealed.read_text(encoding="utf-8")
    sealed.write_text(before_the_edit.replace("4505", "4500"), encoding="utf-8")
    assert command(own_workspace, "build", "coventry", "2023-24").returncode == 0
    assert sealed.read_text(encoding="utf-8") == before_the_edit
    assert public_files(own_workspace) == before


def test_verify_builds_again_and_finds_the_same_bytes(built):
    answer = command(built, "verify", "coventry", "2019-20")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.endswith("All 3 public files are the same, byte for byte.\n")
    assert "never built" not in answer.stdout


def test_verify_names_the_file_and_the_place_that_differ(own_workspace):
    page = own_workspace / "outputs" / "public" / "coventry" / "2019-20" / "report.html"
    page.write_bytes(page.read_bytes() + b"<p>more")
    answer = command(own_workspace, "verify", "coventry", "2019-20")
    assert answer.returncode == 1
    assert "outputs/public/coventry/2019-20/report.html: differs from byte " in answer.stderr


def planted(folder: Path, item: str, period: str, area: str, cell: str) -> None:
    """Put another cell into the compact table of published figures, as if an import had found it."""
    path = folder / "data" / "official" / "official_figures.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    for row in table:
        if (row["time_period"], row["area_code"]) == (period, area) and row[item]:
            row[item] = cell
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    seal_compact(path.parent)


def test_a_small_number_planted_in_the_data_reaches_no_public_file(own_workspace):
    planted(own_workspace, "plans_starting_second_or_subsequent", "201920", "E08000026", "3")
    answer = command(own_workspace, "build", "coventry", "2019-20")
    assert (answer.returncode, answer.stderr) == (0, "")
    printed = figures(own_workspace, "coventry", "2019-20")
    for measure in ("repeat_child_protection_plans_count", "repeat_child_protection_plans_percent"):
        row = printed[f"{measure}/E08000026/201920"]
        assert (row["numerator"], row["value"], row["symbol"]) == ("", "", "c")


def test_a_secret_of_the_machine_reaches_no_output_at_all(own_workspace, monkeypatch):
    monkeypatch.setenv("SOME_TOKEN", "canary-5d1f0c")
    answer = command(own_workspace, "build", "coventry", "2019-20", "--force")
    assert answer.returncode == 0
    outputs = (path for path in (own_workspace / "outputs").rglob("*") if path.is_file())
    assert [path for path in outputs if b"canary-5d1f0c" in path.read_bytes()] == []


@pytest.mark.parametrize("name", sorted(STEPS))
def test_run_all_works_in_jupyter_and_writes_to_working_only(own_workspace, name):
    before = public_files(own_workspace)
    notebook = nbformat.read(Path(__file__).parents[2] / "notebooks" / f"{name}.ipynb", as_version=4)
    place = {"metadata": {"path": str(own_workspace)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    working = own_workspace / "outputs" / "working" / "coventry" / "2023-24"
    assert {path.name for path in working.glob("*")} <= {STEPS[name].output}
    assert list(working.rglob("finished.json")) == []
    assert public_files(own_workspace) == before
    assert "ran to its end" in json.dumps(notebook.cells[-1].outputs)
