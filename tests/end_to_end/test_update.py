"""An addendum for real: a punctual report, what was published after its cut-off, and a release that restates a count."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from little_workspace import run

from safeguarding_report.formats.compact import seal_compact

SLUG, YEAR, AREA = "coventry", "2023-24", "E08000026"
ATTACK = Path(__file__).parents[1] / "attack" / "attack.py"
CUT_OFF = "2024-12-31"
RESTATED = {"referrals": "4510"}
"""Of a release that does not exist: the department prints 4,505 (domain/cases.md, section 1)."""


@pytest.fixture(scope="module")
def workspace(built, tmp_path_factory):
    """One report of published figures, with a cut-off before the release of looked-after children came out."""
    folder = tmp_path_factory.mktemp("addendum")
    shutil.copytree(built / "data" / "official", folder / "data" / "official")
    own = folder / "data" / SLUG
    (own / YEAR).mkdir(parents=True)
    (folder / "outputs").mkdir()
    shutil.copy(built / "data" / SLUG / "partnership.toml", own)
    settings = (built / "data" / SLUG / YEAR / "year.toml").read_text(encoding="utf-8")
    (own / YEAR / "year.toml").write_text(f"{settings}\n[timetable]\ncut_off = {CUT_OFF}\n", encoding="utf-8")
    return folder


def done(workspace, *words):
    ended = run(workspace, *words)
    assert ended.returncode == 0, f"{ended.stdout}{ended.stderr}"
    return ended.stdout


def public(workspace, name=""):
    return workspace / "outputs" / "public" / SLUG / YEAR / name


def rows(workspace):
    with public(workspace, "addendum.csv").open(encoding="utf-8", newline="") as lines:
        return {row["figure_id"]: row for row in csv.DictReader(lines)}


def release_again(workspace):
    """Put a later release beside the one that the report is made of, with one count of the area restated."""
    official = workspace / "data" / "official"
    for name in ("official_figures.csv", "sources.csv"):
        with (official / name).open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines)
            columns, there = list(table.fieldnames), list(table)
        old = [row for row in there if row["release"] == "children_in_need_2024"]
        new = [
            {key: cell.replace("children_in_need_2024", "children_in_need_2025") for key, cell in row.items()}
            for row in old
        ]
        for row in new:
            if (row.get("area_code"), row.get("time_period")) == (AREA, "202324"):
                row.update(RESTATED)
        key = ("source",) if name == "sources.csv" else columns[:6]
        with (official / name).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted([*there, *new], key=lambda row: [row[part] for part in key]))
    seal_compact(official)


def test_an_addendum_of_a_punctual_report(workspace):
    told = done(workspace, "update", SLUG, YEAR)
    assert "34 published since" in told
    assert "not explained" not in told
    # Coventry at 31 March 2024: 672 looked-after children, 83 per 10,000 (domain/cases.md, section 1).
    found = {name: rows(workspace)[f"children_looked_after_{name}/{AREA}/202324"] for name in ("count", "rate")}
    assert ("", "672", "published since") == tuple(found["count"][name] for name in ("printed_value", "value", "why"))
    assert "83" == found["rate"]["value"]
    report = public(workspace, "report.html").read_text(encoding="utf-8")
    assert f"children_looked_after_count/{AREA}/202324" not in report
    page = public(workspace, "addendum.html").read_text(encoding="utf-8")
    assert 'class="banner"' in page
    assert "Demonstration" in page

    # An outsider with the report and its addendum recovers nothing.
    attack = [sys.executable, str(ATTACK), str(workspace / "outputs" / "public")]
    found = subprocess.run(attack, check=False, capture_output=True, text=True)
    assert ("1 addenda" in found.stdout, 0) == (True, found.returncode), found.stdout

    done(workspace, "build")
    index = (workspace / "outputs" / "public" / "index.html").read_text(encoding="utf-8")
    assert f'href="{SLUG}/{YEAR}/addendum.html"' in index
    assert "files are the same, byte for byte" in done(workspace, "verify", SLUG, YEAR)


def test_a_count_that_is_restated_after_publication_stands_beside_the_printed_one(workspace):
    done(workspace, "publish", SLUG, YEAR, "--approved-by", "Independent Scrutineer", "--date", "2024-09-27")
    edition = workspace / "data" / SLUG / YEAR / "published" / "edition-1" / "edition.json"
    assert "addendum" not in edition.read_text(encoding="utf-8")
    release_again(workspace)
    told = done(workspace, "update", SLUG, YEAR)
    assert "Compared with edition-1." in told
    restated = rows(workspace)[f"referrals_count/{AREA}/202324"]
    assert ("4505", "4510", "restated by the department") == tuple(
        restated[name] for name in ("printed_value", "value", "why")
    )
    page = public(workspace, "addendum.html").read_text(encoding="utf-8")
    assert f'<data value="4505" data-then="referrals_count/{AREA}/202324">4,505</data>' in page
    assert f'<data value="4510" data-figure="referrals_count/{AREA}/202324">4,510</data>' in page
    with public(workspace, "figures.csv").open(encoding="utf-8", newline="") as lines:
        report = {row["figure_id"]: row["value"] for row in csv.DictReader(lines)}
    assert "4505" == report[f"referrals_count/{AREA}/202324"]
