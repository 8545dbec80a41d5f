"""An outsider with all published reports and a solver recovers nothing; with a leak planted among them, he finds it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from known_figures import Figures
from ranges import narrow

from attack import attack

YEAR = "2022-23"
SLUG = "city-and-hackney"
SOURCES = f"referrals_by_source_count/{SLUG}/202223/source="


@pytest.fixture(scope="module")
def public(built_workspace):
    return built_workspace.public


@pytest.fixture
def copied(public, tmp_path):
    """The reports of one partnership and year, which a test may change."""
    shutil.copytree(public / SLUG / YEAR, tmp_path / "public" / SLUG / YEAR)
    return tmp_path / "public"


def report_of(folder):
    return folder / SLUG / YEAR


def change(folder, changes):
    """Give figures other cells: by figure id, the columns to set."""
    path = report_of(folder) / "figures.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert set(changes) <= {row["figure_id"] for row in rows}
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | changes.get(row["figure_id"], {}) for row in rows)


def figures(folder):
    with (report_of(folder) / "figures.csv").open(encoding="utf-8", newline="") as lines:
        return {row["figure_id"]: row for row in csv.DictReader(lines)}


def reword(folder, pattern, words):
    path = report_of(folder) / "report.html"
    text, times = re.subn(pattern, words, path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert times == 1
    path.write_text(text, encoding="utf-8")


def hidden_sources(folder, start=SOURCES):
    return [name for name, row in figures(folder).items() if name.startswith(start) and row["symbol"] == "c"]


def test_nothing_is_recovered_from_all_reports_together(public, capsys):
    found = attack(public)
    with capsys.disabled():
        print(f"\n{found}")
    assert found.recovered == {}
    assert found.reports == len(list(public.glob("*/*/manifest.json")))
    assert found.attacked > 100


def test_an_unchanged_copy_gives_nothing_away(copied):
    assert attack(copied).recovered == {}


def test_a_category_that_is_shown_after_all_gives_the_last_hidden_one_away(public, tmp_path):
    shutil.copytree(public / "tower-hamlets" / YEAR, tmp_path / SLUG / YEAR)
    hidden = list(hidden_sources(tmp_path, "referrals_by_source_count/E09000030/202223/"))
    assert len(hidden) > 1
    assert attack(tmp_path).recovered == {}
    *others, last = hidden
    change(tmp_path, {name: {"symbol": "", "value": "7", "numerator": "7"} for name in others})
    assert attack(tmp_path).recovered[last] == "only one number is possible"


def test_a_percentage_of_a_small_total_gives_its_count_away(copied):
    name = "initial_conferences_in_15_days_percent/E09000012/202223"
    count = name.replace("percent", "count")
    change(copied, {
        name: {"symbol": "", "value": "1.3", "numerator": "", "denominator": "228"},
        count: {"symbol": "c", "value": "", "numerator": ""},
        "initial_conferences_count/E09000012/202223": {"symbol": "", "value": "228", "numerator": "228"},
    })  # fmt: skip
    assert attack(copied).recovered[count] == "only one number is possible"


def test_the_length_of_a_bar_gives_its_figure_away(copied):
    place = next(
        number
        for number, name in enumerate(re.findall(rf'data-figure="({SOURCES}\w+)"', page(copied)))
        if name in hidden_sources(copied)
    )
    bar = f'<g id="referrals-by-source-bar-{place}"><path d="M 178 10 L 179.2 10 L 179.2 20 L 178 20 z" /></g>'
    reword(copied, r"(id=\"referrals-by-source-desc\">.*?</desc>)", rf"\1{bar}")
    assert set(attack(copied).recovered.values()) == {f"a drawing has a mark for it in {SLUG} {YEAR}"}


def test_the_description_of_a_drawing_gives_a_figure_away(copied):
    reword(copied, r"(Referrals by who made them[^<]*?) hidden", r"\1 4")
    how = attack(copied).recovered
    assert f"the description of a drawing says it in {SLUG} {YEAR}" in how.values()


def test_the_point_of_a_line_gives_a_figure_away(public, tmp_path):
    """A mark where the line of the City of London is broken because its rate is hidden."""
    shutil.copytree(public / SLUG / YEAR, tmp_path / SLUG / YEAR)
    chart = re.search(
        r'<section class="chart" id="chart-child-protection-plans-rate">.*?</section>', page(tmp_path), re.DOTALL
    )[0]
    series = next(n for n in range(4) if f'id="child-protection-plans-rate-label-{n}-0"' in chart)
    reword(
        tmp_path,
        rf'(<g id="child-protection-plans-rate-series-{series}">)',
        r"\1" + "".join(f'<use x="{x}" y="200" href="#m" />' for x in (65.6, 128.8, 192, 255.2, 318.4)),
    )
    assert f"a drawing has a mark for it in {SLUG} {YEAR}" in attack(tmp_path).recovered.values()


def test_what_another_report_shows_is_found(public, tmp_path):
    for year in (YEAR, "2023-24"):
        shutil.copytree(public / SLUG / year, tmp_path / SLUG / year)
    both = set(hidden_sources(tmp_path, "")) & set(csv_ids(tmp_path / SLUG / "2023-24"))
    name = min(name for name in both if "_count/" in name)
    change(tmp_path, {name: {"symbol": "", "value": "9", "numerator": "9"}})
    assert attack(tmp_path).recovered[name] == "another report shows it"


SIDE = ("numerator", "denominator", "value", "symbol", "definition", "status", "source", "release")


def add_addendum(folder, changes, body=""):
    """Put an addendum beside a report: each figure as it was printed and as it is now, some with other cells now."""
    then = figures(folder)
    rows = [row | {f"printed_{one}": row[one] for one in SIDE} | changes.get(name, {}) for name, row in then.items()]
    place = report_of(folder) / "addendum.csv"
    with place.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    place.with_suffix(".html").write_text(f"<main>{body}</main>", encoding="utf-8")


def test_an_addendum_that_says_what_the_report_said_gives_nothing_away(copied):
    add_addendum(copied, {})
    found = attack(copied)
    assert ({}, 1) == (found.recovered, found.addenda)


def test_an_addendum_that_shows_an_own_number_that_the_report_hid_is_found(copied):
    name = hidden_sources(copied)[0]
    add_addendum(copied, {name: {"symbol": "", "value": "4", "numerator": "4", "status": "final_local"}})
    assert attack(copied).recovered[name] == "another report shows it"


def test_what_the_department_prints_is_no_secret_and_may_give_another_number_away(public, tmp_path):
    """The report and its addendum are put together: beside the total, all hidden numbers but one leave the last."""
    shutil.copytree(public / "tower-hamlets" / YEAR, tmp_path / SLUG / YEAR)
    *others, last = hidden_sources(tmp_path, "referrals_by_source_count/E09000030/202223/")
    add_addendum(tmp_path, {name: {"symbol": "", "value": "7", "numerator": "7"} for name in others})
    assert {last: "only one number is possible"} == {
        name: how for name, how in attack(tmp_path).recovered.items() if name.startswith("referrals_by_source_count")
    }


def test_a_number_that_was_restated_in_an_addendum_is_added_to_those_that_stand_beside_it(public, tmp_path):
    """The report leaves the last two open; the addendum's total leaves them 2 together."""
    shutil.copytree(public / "tower-hamlets" / YEAR, tmp_path / SLUG / YEAR)
    start = "referrals_by_source_count/E09000030/202223/"
    shown = [row for name, row in figures(tmp_path).items() if name.startswith(start) and row["value"]]
    fewer = str(sum(int(row["value"]) for row in shown) + len(hidden_sources(tmp_path, start)))
    add_addendum(tmp_path, {"referrals_count/E09000030/202223": {"value": fewer, "numerator": fewer}})
    found = attack(tmp_path).recovered
    assert set(hidden_sources(tmp_path, start)) <= set(found)


@pytest.mark.parametrize("kind", ["data-figure", "data-then"])
def test_the_page_of_an_addendum_gives_a_figure_away(copied, kind):
    name = hidden_sources(copied)[0]
    add_addendum(copied, {}, f'<data value="4" {kind}="{name}">4</data>')
    assert f"the addendum of {SLUG} {YEAR} shows it" == attack(copied).recovered[name]


def test_a_number_in_a_comment_is_found(copied):
    reword(copied, "</main>", "<!-- 3 --></main>")
    assert "a number in a comment of the page" in attack(copied).recovered


def test_the_script_runs_by_itself_and_says_no_when_something_was_recovered(copied):
    script = [sys.executable, str(Path(__file__).with_name("attack.py")), str(copied)]
    assert subprocess.run(script, check=False, capture_output=True).returncode == 0
    reword(copied, "</main>", "<!-- 3 --></main>")
    assert subprocess.run(script, check=False, capture_output=True).returncode == 1


def narrowed(hidden, shown):
    """Return the ranges of hidden counts of one area: plans by kind, and all of them where the kind is empty."""
    cells = {
        kind: (f"plans{'_by_kind' if kind else ''}_count", "E1", "202324", kind) for kind in {*hidden, *shown, "none"}
    }
    figures = Figures(shown={cells[kind]: number for kind, number in shown.items()})
    figures.hidden_counts = {cells[kind] for kind in hidden}
    figures.names = {cell: kind for kind, cell in cells.items()}
    return narrow(figures)[0]


def test_a_total_of_two_hidden_parts_beside_a_zero_that_is_shown_is_known_to_be_two_at_least():
    assert narrowed({"", "neglect", "physical"}, {"sexual": 0})[""][0] == 2


def test_a_total_whose_parts_are_all_hidden_may_be_one():
    assert narrowed({"", "neglect", "physical"}, {})[""][0] <= 1


def test_what_another_hidden_part_leaves_is_less_because_it_is_not_0():
    assert narrowed({"neglect", "physical"}, {"": 6, "sexual": 0})["neglect"] == (1, 5)


def test_the_attacker_knows_nothing_of_the_package():
    for script in Path(__file__).parent.glob("*.py"):
        if script.name != Path(__file__).name:
            assert "import safeguarding_report" not in script.read_text(encoding="utf-8")
            assert "from safeguarding_report" not in script.read_text(encoding="utf-8")


def page(folder):
    return (report_of(folder) / "report.html").read_text(encoding="utf-8")


def csv_ids(folder):
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as lines:
        return [row["figure_id"] for row in csv.DictReader(lines)]
