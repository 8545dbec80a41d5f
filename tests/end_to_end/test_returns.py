"""Returns through the whole line: real notebooks, a little invented partnership, and the page that comes of it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from little_returns import CENSUS, ELM, POLICE_FILE, SLUG, census, figures, log, make_workspace, put, received

ROBIN = "Robin Canary"


def run(root, *words):
    return subprocess.run(
        [sys.executable, "-m", "safeguarding_report", *words, "--workspace", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The workspace with both reports built."""
    root = make_workspace(tmp_path_factory.mktemp("returns") / "workspace").root
    result = run(root, "build")
    assert (0, "") == (result.returncode, result.stderr), result.stdout
    return root


@pytest.fixture
def own(built, tmp_path):
    """A copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "own"))


def public(root, name="report.html", year="2023-24"):
    return (root / "outputs" / "public" / SLUG / year / name).read_text(encoding="utf-8")


def figure(root, figure_id):
    [row] = [row for row in csv.DictReader(public(root, "figures.csv").splitlines()) if row["figure_id"] == figure_id]
    return row


def test_figures_are_counted_from_returns_and_say_so(built):
    row = figure(built, f"referrals_count/{ELM}/202324")
    assert ("200", "synthetic") == (row["value"], row["status"])
    assert re.fullmatch(r"returns_2023_24/return-[0-9a-f]{8}", row["source"])
    assert "20.0" == figure(built, f"rereferrals_percent/{ELM}/202324")["value"]


def test_the_page_says_how_good_the_data_are_and_that_all_is_invented(built):
    page = public(built)
    chapter = page[page.index('<section id="data-quality"') : page.index('<section id="notes"')]
    assert "How good is the data" in chapter
    assert "Never asked for." in chapter
    assert "Not returned by 31 May 2024." in chapter
    assert "all their figures are invented" in page


def test_the_public_manifest_names_returns_by_a_keyed_hash(built):
    inputs = json.loads(public(built, "manifest.json"))["inputs"]
    returns = {name: digest for name, digest in inputs.items() if name.startswith("returns_")}
    assert {"returns_2022_23", "returns_2023_24"} == {name.partition("/")[0] for name in returns}
    # What it is called is the beginning of the keyed hash, so that nobody can try file names.
    assert all(name.partition("/return-")[2][:8] == digest[12:20] for name, digest in returns.items())
    assert CENSUS not in "".join(inputs)
    assert all(re.fullmatch(r"hmac-sha256:[0-9a-f]{64}", digest) for digest in returns.values())


def test_a_second_build_does_nothing(own):
    assert "All 2 reports are up to date." == run(own, "build").stdout.strip()


def test_no_identifier_of_a_child_leaves_its_return(built):
    places = [path for path in (built / "outputs").rglob("*") if path.is_file()]
    assert not [path.name for path in places if b"CHILD00" in path.read_bytes()]


def test_check_lists_findings_worst_first_and_what_changed(own):
    put(own, "2023-24", "returns/elm-council/v2.xml", census("2023-24", range(150, 350)))
    put(own, "2023-24", f"returns/{POLICE_FILE}", figures("2023-24", da_child_incidents=f"as {ROBIN} said"))
    put(own, "2023-24", "returns/elm-council/stray.csv", "a,b\n")
    put(own, "2022-23", "returns/elm-council/stray.csv", "a,b\n")
    more = received("census", "elm-council/v2.xml", version=2, supersedes=CENSUS)
    put(own, "2023-24", "returns.toml", log("2023-24", more))
    result = run(own, "check", SLUG, "2023-24")
    lines = result.stderr.splitlines()
    assert 1 == result.returncode
    assert f"{SLUG} 2023-24: error: {POLICE_FILE}, partner_figures" in lines[0]
    assert "row 2" in lines[0]
    stray = "query: returns/elm-council: file that is not listed"
    # A query of the year before stands below the error, though its year comes first.
    assert [f"{SLUG} 2022-23", f"{SLUG} 2023-24"] == [line.split(": ")[0] for line in lines if stray in line]
    changed = [line for line in lines if "sent again" in line]
    assert any("referrals: 200 rows before, 200 now, 10 added, 10 removed, 0 changed" in line for line in changed)
    assert "Canary" not in result.stdout + result.stderr
    kept = own / "outputs" / "private" / SLUG / "2023-24" / "failed" / "01_validate" / "send_back"
    assert ["elm-constabulary.csv"] == [path.name for path in kept.iterdir()]
    assert not any(b"Canary" in path.read_bytes() for path in (own / "outputs").rglob("*") if path.is_file())


def test_a_build_says_that_something_wants_an_explanation(own):
    put(own, "2023-24", "returns/elm-council/stray.csv", "a,b\n")
    told = run(own, "build", SLUG, "2023-24", "--until", "01_validate").stdout
    assert f"{SLUG} 2023-24 01_validate: 1 query, see `safeguarding-report check {SLUG} 2023-24`" in told


def test_the_template_of_another_partner_stops_the_report_and_its_findings_are_sent_back(own):
    put(own, "2023-24", f"returns/{POLICE_FILE}", figures("2023-24", camhs_referrals=240))
    result = run(own, "build", SLUG, "2023-24", "--until", "01_validate")
    assert 1 == result.returncode
    assert "indicator of another kind of partner" in result.stderr


def test_check_says_it_as_json_too(own):
    answer = json.loads(run(own, "check", SLUG, "2023-24", "--json").stdout)
    assert {"outcome", "findings", "changes"} == set(answer)
    assert [] == answer["findings"][f"{SLUG} 2023-24"]


def test_a_person_named_in_a_note_stops_the_report(own):
    text = figures("2023-24", da_child_incidents=240)
    note = f"Mrs {ROBIN} 03/04/2015"
    put(own, "2023-24", f"returns/{POLICE_FILE}", text.replace("we count each child once a month", note))
    result = run(own, "build", SLUG, "2023-24")
    assert 1 == result.returncode
    assert "name of a person" in result.stderr
    assert "Canary" not in result.stderr + result.stdout
