"""Publishing for real: what readers were given is known from then on, and nothing comes out between two editions."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from little_workspace import run

sys.path.append(str(Path(__file__).parents[1] / "attack"))

from attack import attack

SLUG, YEAR = "city-and-hackney", "2022-23"
ROLE = "Independent Scrutineer"


@pytest.fixture(scope="module")
def workspace(built, tmp_path_factory):
    """The data of one partnership with the report of one year built, which these tests change one after the other."""
    folder = tmp_path_factory.mktemp("publishing")
    without = shutil.ignore_patterns("returns", "working", "*.lock")
    for part in ("data/official", f"data/{SLUG}", "outputs"):
        shutil.copytree(built / part, folder / part, ignore=without)
    for other in (folder / "outputs" / "public").glob("*/"):
        if other.name != SLUG:
            shutil.rmtree(other)
    return folder


def done(workspace, *words):
    ended = run(workspace, *words)
    assert ended.returncode == 0, f"{ended.stdout}{ended.stderr}"
    return ended.stdout


def edition(workspace, name):
    return workspace / "data" / SLUG / YEAR / "published" / name


def shown(folder):
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as lines:
        return {row["figure_id"]: row["symbol"] != "c" for row in csv.DictReader(lines)}


def test_two_editions_of_a_year_give_no_hidden_figure_away_between_them(workspace, tmp_path):
    before = done(workspace, "publish", SLUG, YEAR, "--approved-by", ROLE, "--date", "2023-09-29")
    assert "published as edition-1" in before
    settings = workspace / "data" / SLUG / YEAR / "year.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[disclosure]\nthreshold = 6\n", encoding="utf-8")
    assert "narrowest range" in done(workspace, "build", SLUG, YEAR)
    done(workspace, "publish", SLUG, YEAR, "--approved-by", ROLE, "--edition", "corrected")
    first, second = shown(edition(workspace, "edition-1")), shown(edition(workspace, "corrected"))
    now_hidden = {name for name, is_shown in first.items() if is_shown and second.get(name) is False}
    assert now_hidden, "the test changes nothing that was shown"
    for name in ("edition-1", "corrected"):
        shutil.copytree(edition(workspace, name), tmp_path / SLUG / name)
    # What the first edition showed is known, whatever the second does; all else stays hidden with both in hand.
    always_hidden = {name for name in {*first, *second} if not first.get(name, False) and not second.get(name, False)}
    assert always_hidden
    assert {} == {cell: how for cell, how in attack(tmp_path).recovered.items() if cell in always_hidden}


def test_the_page_of_a_published_demonstration_says_so_and_which_edition_it_is(workspace):
    page = (edition(workspace, "edition-1") / "report.html").read_text(encoding="utf-8")
    (banner,) = re.findall(r'<aside class="banner"[^>]*><p>(.*?)</p></aside>', page)
    assert banner.startswith("Demonstration: ")
    assert banner.endswith(f"Edition 1, approved by {ROLE} on 29 September 2023.")
    corrected = (edition(workspace, "corrected") / "report.html").read_text(encoding="utf-8")
    assert f"Edition: corrected, approved by {ROLE} on " in corrected


def test_an_edition_that_is_deleted_stops_the_build_and_what_to_do_is_said(workspace, tmp_path):
    shutil.move(edition(workspace, "corrected"), tmp_path / "corrected")
    try:
        stopped = run(workspace, "build", SLUG, YEAR)
        assert stopped.returncode == 1
        assert "a published edition is absent" in stopped.stderr
        assert "from version control or a backup" in stopped.stderr
    finally:
        shutil.move(tmp_path / "corrected", edition(workspace, "corrected"))
    done(workspace, "build", SLUG, YEAR)


def test_an_edition_has_a_record_of_what_made_it(workspace):
    record = json.loads((edition(workspace, "edition-1") / "edition.json").read_text(encoding="utf-8"))
    assert (ROLE, "2023-09-29") == (record["approved_by"], record["date"])
    manifest = json.loads((edition(workspace, "edition-1") / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["code"]["sha256"], manifest["lock"]) == (record["code"], record["lock"])


def test_an_edited_edition_stops_the_build_and_publishing_safe(workspace):
    page = edition(workspace, "edition-1") / "report.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"Referrals", b"Referals", 1))
    try:
        stopped = run(workspace, "build", SLUG, YEAR)
        assert stopped.returncode == 1
        assert "a published file was changed" in stopped.stderr
        assert "from version control or a backup" in stopped.stderr
        assert run(workspace, "publish", SLUG, YEAR, "--approved-by", ROLE).returncode == 1
    finally:
        page.write_bytes(before)
    done(workspace, "build", SLUG, YEAR)


def test_an_edition_of_a_later_year_leaves_an_earlier_report_as_it_is(workspace):
    from safeguarding_report.inputs import DeclaredInputs
    from safeguarding_report.tasks import Task
    from safeguarding_report.workspace import Workspace

    inputs = DeclaredInputs(Workspace(workspace)).of(Task(SLUG, "2021-22", "gate"))
    assert [] == [name for name in inputs if "/published/" in name]
    inputs = DeclaredInputs(Workspace(workspace)).of(Task(SLUG, "2023-24", "gate"))
    assert f"data/{SLUG}/{YEAR}/published/edition-1/figures.csv" in inputs
