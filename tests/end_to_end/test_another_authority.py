"""A partnership nobody here has heard of: settings and downloaded files are all it takes."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEEDS = "E08000035"

# figure -> (file name's beginning, column of the printed figure) in the year ending 31 March 2024
PUBLISHED = {
    "referrals_count": ("c1_", "Referrals"),
    "referrals_rate": ("c1_", "Referrals_rate"),
    "children_referred_count": ("c1_", "Referrals_child"),
    "rereferrals_percent": ("c1_", "Re_referrals_percent"),
    "children_in_need_rate": ("b1_", "At31_episodes_rate"),
    "assessments_completed_count": ("c2_", "Assessments_completed"),
    "section47_enquiries_rate": ("c4_", "Section47_rate"),
    "initial_conferences_rate": ("c4_", "ICPC_rate"),
    "child_protection_plans_rate": ("d1_", "CPP_At31_rate"),
    "child_protection_plans_starting_rate": ("d1_", "CPP_start_rate"),
    "repeat_child_protection_plans_percent": ("d3_", "CPP_subsequent_percent"),
    "child_protection_plans_two_years_percent": ("d5_", "2_years_or_more_percent"),
    "child_protection_plans_reviewed_percent": ("d6_", "Reviewed_within_timescales_percent"),
}


@pytest.fixture(scope="module")
def leeds(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """A workspace outside the repository that holds settings for Leeds and what `official` made of the files."""
    root = tmp_path_factory.mktemp("leeds")
    year = root / "data" / "leeds" / "2023-24"
    year.mkdir(parents=True)
    (root / "outputs").mkdir()
    (year / "year.toml").write_text("", encoding="utf-8")
    (year.parent / "partnership.toml").write_text(
        'name = "Leeds Safeguarding Children Partnership"\nshort_name = "LSCP"\n'
        f'areas = ["{LEEDS}"]\ndemonstration = true\n',
        encoding="utf-8",
    )
    for command in (["official", str(shared_data / "official")], ["build", "leeds"]):
        run = subprocess.run(
            [sys.executable, "-m", "safeguarding_report", *command, "--workspace", str(root)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr
    return root


def _published(folder: Path, beginning: str) -> dict[str, str]:
    file = next((folder / "official" / "children_in_need_2024").glob(f"{beginning}*.csv"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(
            row for row in csv.DictReader(lines) if row["new_la_code"] == LEEDS and row["time_period"] == "2024"
        )


def _figures(root: Path) -> Iterator[dict[str, str]]:
    with (root / "outputs/public/leeds/2023-24/figures.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_settings_and_downloaded_files_make_a_report_with_the_published_figures(leeds: Path, shared_data: Path):
    printed = {
        row["measure"]: row for row in _figures(leeds) if row["area_code"] == LEEDS and row["time_period"] == "202324"
    }
    expected = {
        measure: float(_published(shared_data, beginning)[column]) for measure, (beginning, column) in PUBLISHED.items()
    }
    assert expected == {measure: float(printed[measure]["value"]) for measure in PUBLISHED}


def test_it_carries_only_its_own_authority_its_region_and_england(leeds: Path):
    with (leeds / "data/official/official_figures.csv").open(encoding="utf-8", newline="") as lines:
        areas = {row["area_code"] for row in csv.DictReader(lines)}
    assert {LEEDS, "E12000003", "E92000001"} == areas
