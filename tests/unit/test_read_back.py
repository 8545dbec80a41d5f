"""Finished files read back as an attacker would: each thing that says more than was released is found."""

from __future__ import annotations

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from page_maker import make_page
from released_builder import ASHMERE, write_released

from safeguarding_report.errors import DataError
from safeguarding_report.figures import FIGURE_COLUMNS
from safeguarding_report.read_back import check_finished_files, read_back
from safeguarding_report.released import Released

MANIFEST = {"schema": 1, "partnership": "ashmere", "year": "2023-24", "outputs": {"report.html": "ab12"}}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    released = Released(write_released(folder / "released"))
    make_page(folder / "public", folder / "released")
    public = folder / "files"
    public.mkdir()
    for name in ("report.html", "figures.csv"):
        shutil.copy2(folder / "public" / name, public / name)
    (public / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return SimpleNamespace(folder=public, released=released)


@pytest.fixture
def finished(made, tmp_path):
    return SimpleNamespace(folder=shutil.copytree(made.folder, tmp_path / "files"), released=made.released)


def change(finished, name, old, new):
    path = finished.folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(finished):
    return {(one.file, one.rule) for one in read_back(finished.folder, finished.released)}


def hidden_figure(finished):
    return next(
        figure for figure in finished.released.figures if figure.is_hidden and rows(finished).get(figure.figure_id)
    )


def rows(finished):
    text = (finished.folder / "figures.csv").read_text(encoding="utf-8")
    return {line.partition(",")[0]: line for line in text.splitlines()[1:]}


def test_finished_files_say_what_was_released_and_no_more(finished):
    assert set() == found(finished)
    check_finished_files(finished.folder, finished.released)


def test_every_drawn_number_was_measured(finished):
    from safeguarding_report.read_back import drawings

    page = (finished.folder / "report.html").read_text(encoding="utf-8")
    measured = 0
    for section in drawings._CHART.finditer(page):
        if drawing := drawings._SVG.search(section[0]):
            root = drawings.ET.fromstring(drawing[0])
            measured += len(list(drawings._marks(root, *drawings._table(section[0]))))
    drawn = len(re.findall(r"<use x=|-bar-\d+", page)) - len(re.findall(r"-(?:gap)?key-\d", page))
    assert drawn > 20
    assert measured == drawn


def test_a_number_in_the_row_of_a_hidden_figure_is_found(finished):
    line = rows(finished)[hidden_figure(finished).figure_id]
    cells = line.split(",")
    number = next(place for place, cell in enumerate(cells) if cell == "c")
    change(finished, "figures.csv", line, ",".join([*cells[: number - 4], "3", *cells[number - 3 :]]))
    assert ("figures.csv", "another number than the released one") in found(finished)


def test_a_figure_that_was_not_released_is_found(finished):
    name, line = next(iter(rows(finished).items()))
    change(finished, "figures.csv", line, f"{line}\n{line.replace(name, 'referrals_count/E06000009/202324')}")
    assert {
        ("figures.csv", "a figure that was not released"),
        ("figures.csv", "a figure that stands in the page or in figures.csv and not in the other"),
    } == found(finished)


def test_a_second_row_of_one_figure_is_found_whichever_of_both_is_right(finished):
    line = next(iter(rows(finished).values()))
    cells = line.split(",")
    cells[FIGURE_COLUMNS.index("value")] = "987654"
    other = ",".join(cells)
    for twice in (f"{line}\n{line}", f"{other}\n{line}", f"{line}\n{other}"):
        folder = finished.folder / "figures.csv"
        before = folder.read_bytes()
        change(finished, "figures.csv", line, twice)
        assert ("figures.csv", "a figure that stands in figures.csv more than once") in found(finished)
        folder.write_bytes(before)


def test_a_column_of_its_own_is_found(finished):
    text = (finished.folder / "figures.csv").read_text(encoding="utf-8")
    (finished.folder / "figures.csv").write_text(text.replace("\n", ",note\n", 1), encoding="utf-8")
    assert ("figures.csv", "other columns than figures have") in found(finished)


def test_a_figure_that_is_missing_in_the_file_is_found(finished):
    line = next(iter(rows(finished).values()))
    change(finished, "figures.csv", f"{line}\n", "")
    assert {("figures.csv", "a figure that stands in the page or in figures.csv and not in the other")} == found(
        finished
    )


def test_a_figure_that_the_page_prints_otherwise_is_found(finished):
    change(finished, "report.html", f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,505<',
           f'<data value="4505" data-figure="referrals_count/{ASHMERE}/202324">4,506<')  # fmt: skip
    assert ("figures.csv", "a figure that the page prints otherwise than figures.csv") in found(finished)


def moved(finished, pattern, by):
    path = finished.folder / "report.html"
    text = path.read_text(encoding="utf-8")
    mark = re.search(pattern, text)
    words = f"{mark[1]}{float(mark[2]) + by:g}{mark[3]}"
    path.write_text(text[: mark.start()] + words + text[mark.end() :], encoding="utf-8")


POINT = r'(<g id="[\w-]+-series-0">.*?<use x="[\d.]+" y=")([\d.]+)(")'


@pytest.mark.parametrize(("by", "expected"), [
    (0, set()), (3, {("report.html", "a mark that says another number than the released one")}),
    (-3, {("report.html", "a mark that says another number than the released one")}),
])  # fmt: skip
def test_a_point_that_stands_higher_or_lower_than_its_figure_is_found(finished, by, expected):
    moved(finished, POINT, by)
    assert expected == found(finished)


def test_a_bar_of_another_length_is_found(finished):
    moved(finished, r'(-bar-1"><path d="M [\d.]+ [\d.]+ L )([\d.]+)( )', 4)
    assert ("report.html", "a mark that says another number than the released one") in found(finished)


def test_a_bar_where_a_figure_is_hidden_is_found(finished):
    text = (finished.folder / "report.html").read_text(encoding="utf-8")
    charts = re.findall(r'<section class="chart" id="chart-([\w-]+)">(.*?)</section>', text, re.DOTALL)
    for chart, section in charts:
        body = re.search(r"<tbody>(.*?)</tbody>", section, re.DOTALL)
        lines = re.findall(r"<tr>.*?</tr>", body[1], re.DOTALL) if body else []
        place = next((n for n, line in enumerate(lines) if re.search(r'<td><data value="c"', line)), None)
        if place is not None and "-bar-" in section:
            bar = f'<g id="{chart}-bar-{place}"><path d="M 178 8 L 179 8 L 179 20 L 178 20 z" /></g></svg>'
            change(finished, "report.html", section, section.replace("</svg>", bar, 1))
            break
    assert ("report.html", "a mark where no number was released") in found(finished)


def test_a_drawing_of_an_unknown_form_is_not_let_through(finished):
    change(finished, "report.html", "-series-0", "-line-0")
    change(finished, "report.html", "-label-1-", "-name-1-")
    assert ("report.html", "a drawing that cannot be read back, so that nobody knows what it tells") in found(finished)


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("</desc>", " In all 3.</desc>", "a text alternative with a number that is no released figure's"),
    ("</title><desc", " (3)</title><desc", "a text alternative with a number that is no released figure's"),
    ("</main>", "<!-- 3 --></main>", "a comment"),
    ('role="region" aria-label="Table: ', 'role="region" aria-label="Table of 3: ', "an attribute aria-label with a number"),
    ("<main ", '<main data-count="3" ', "an attribute data-count"),
])  # fmt: skip
def test_a_number_beside_the_running_text_is_found(finished, old, new, rule):
    change(finished, "report.html", old, new)
    assert ("report.html", rule) in found(finished)


def test_a_number_in_the_manifest_is_found(finished):
    change(finished, "manifest.json", '"year"', '"hidden": 3, "year"')
    assert {("manifest.json", "a number under hidden")} == found(finished)


def test_files_that_say_more_are_refused_with_every_place_and_no_value(finished):
    change(finished, "report.html", "</desc>", " In all 4711.</desc>")
    change(finished, "report.html", "</main>", "<!-- 4712 --></main>")
    with pytest.raises(DataError, match="say more than was released") as caught:
        check_finished_files(finished.folder, finished.released)
    assert 2 == len(caught.value.findings)
    assert "471" not in str(caught.value)
