"""Drawings: what stands in the SVG of a chart, and what must never."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from released_builder import ASHMERE, PERIODS, WOLD, seal_again, write_released

from safeguarding_report.charts import draw_chart, draw_charts
from safeguarding_report.charts.plan import PLANS
from safeguarding_report.charts.style import DARK_GREY, GRID, PAPER, STROKES
from safeguarding_report.released import Released

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 25_000


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 — our own drawing


def drawn_alone(folder, name, **settings):
    """Return one drawing of made-up released figures."""
    released = Released(write_released(folder / "released", **settings))
    return draw_chart(next(plan for plan in PLANS if plan.chart == name), released).svg


def drawn(folder, **settings):
    released = Released(write_released(folder / "released", **settings))
    return {chart.chart: chart.svg for chart in draw_charts(released) if chart.svg}


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("together"), joint=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("alone"))


def group(svg, name):
    """Return the element whose id ends so."""
    return next(one for one in parsed(svg).iter() if one.get("id", "").endswith(f"-{name}"))


def line(svg, number):
    """Return the path of a line as its pieces, and the number of its markers."""
    series = group(svg, f"series-{number}")
    pieces = re.findall(r"M [^M]+", series.find(f"{SVG}path").get("d"))
    return [piece.count("L") + 1 for piece in pieces], len(series.findall(f"{SVG}use"))


def words(svg):
    return [one.text for one in parsed(svg).iter(f"{SVG}text")]


def test_a_line_of_five_years_is_one_piece_with_five_markers(alone):
    assert ([5], 5) == line(alone["referrals-rate"], 0)


@pytest.mark.parametrize("symbol", ["c", "x", "z", None])
def test_a_gap_is_never_a_line_drawn_through_and_never_a_marker(tmp_path, symbol):
    svg = drawn_alone(tmp_path, "referrals-rate", cells={("referrals", ASHMERE, "202122"): symbol})

    assert ([2, 2], 4) == line(svg, 0)


def test_a_year_between_two_gaps_is_a_point_of_its_own(tmp_path):
    cells = {("referrals", ASHMERE, period): "x" for period in ("202021", "202223")}

    pieces, markers = line(drawn_alone(tmp_path, "referrals-rate", cells=cells), 0)

    assert ([1, 1, 1], 3) == (pieces, markers)


def test_a_gap_is_told_in_words_beside_the_name_of_its_line(tmp_path):
    svg = drawn_alone(
        tmp_path, "referrals-rate", cells={("referrals", ASHMERE, period): "x" for period in PERIODS[1:3]}
    )

    assert ["not available in 2020-21 and", "2021-22"] == words(svg)[words(svg).index("Ashmere") + 1 :][:2]


def test_a_line_that_is_nowhere_says_so_once_and_not_year_by_year(tmp_path):
    cells = {("referrals", WOLD, period): "c" for period in PERIODS}
    folder = write_released(tmp_path / "released", joint=True, cells=cells)
    svg = draw_chart(next(plan for plan in PLANS if plan.chart == "referrals-rate"), Released(folder)).svg

    assert "hidden in every year" in words(svg)


def test_every_other_month_is_named_by_more_than_its_first_letter(alone):
    named = words(alone["referrals-by-month"])

    assert ["Apr", "Jun", "Aug", "Oct", "Dec", "Feb"] == [name for name in named if name[:1].isalpha()][:6]


def test_what_no_area_has_is_told_once(alone):
    assert 1 == words(alone["children-looked-after-rate"]).count("All areas: not held in 2019-20")


def test_a_hidden_category_has_no_bar_but_its_symbol(alone):
    svg = alone["referrals-by-source"]
    bars = [one.get("id") for one in parsed(svg).iter() if re.search(r"-bar-\d+$", one.get("id", ""))]

    assert 9 == len(bars)
    assert not [name for name in bars if name.endswith(("-bar-4", "-bar-10"))]
    assert 2 == words(svg).count("[c]")


def test_a_true_zero_is_a_bar_without_length_and_the_number_0(alone):
    assert "0" in words(alone["child-protection-plans-by-category"])


def test_a_hidden_month_has_no_column_but_its_symbol(tmp_path):
    svg = drawn_alone(tmp_path, "referrals-by-month", cells={("referrals_by_month", ASHMERE, "202324", "may"): "c"})

    assert "[c]" == group(svg, "gap-1-0")[0].text
    assert 11 == len(re.findall(r'id="[^"]*-bar-\d+"', svg))


def test_what_is_hidden_leaves_no_trace_in_the_coordinates(tmp_path):
    def chart(folder, symbol):
        return drawn_alone(
            folder, "section47-enquiries-rate", joint=True, cells={("section47_enquiries", WOLD, "202324"): symbol}
        )

    hidden, unavailable = chart(tmp_path / "c", "c"), chart(tmp_path / "x", "x")
    places = [re.findall(r' d="([^"]+)"', group_text(svg, "series-2")) for svg in (hidden, unavailable)]

    # The drawing cannot know the number: it is the same whatever the reason.
    assert places[0] == places[1]


def group_text(svg, name):
    return ET.tostring(group(svg, name), encoding="unicode")


def test_ids_are_the_charts_own_so_that_all_stand_on_one_page(together):
    ids = [name for svg in together.values() for name in re.findall(r' id="([^"]+)"', svg)]

    assert len(set(ids)) == len(ids)
    assert all(name.startswith(chart) for chart, svg in together.items() for name in re.findall(r' id="([^"]+)"', svg))


def test_every_reference_leads_to_an_id_of_the_same_chart(together):
    for svg in together.values():
        references = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
        assert references <= set(re.findall(r' id="([^"]+)"', svg))


def test_a_drawing_has_no_outside_address_no_style_and_no_script(alone):
    for svg in alone.values():
        assert ["http://www.w3.org/2000/svg"] == re.findall(r"https?://[^\"]+", svg)
        for unwanted in ("<?xml", "<!DOCTYPE", "<!--", "<style", "style=", "<metadata", "xlink", "<script", "xml:"):
            assert unwanted not in svg


def test_a_drawing_is_named_and_described_and_grows_with_its_column(alone):
    for chart, svg in alone.items():
        root = parsed(svg)
        assert "img" == root.get("role")
        assert f"{chart}-title {chart}-desc" == root.get("aria-labelledby")
        assert [f"{SVG}title", f"{SVG}desc"] == [one.tag for one in root][:2]
        assert {"width", "height"}.isdisjoint(root.attrib)
        assert root.get("viewBox").startswith("0 0 360 ")


def test_a_drawing_is_small(alone, together):
    assert MOST_BYTES >= max(len(svg.encode()) for svg in [*alone.values(), *together.values()])


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_lines_have_a_contrast_of_three_and_words_of_four_and_a_half_on_white(alone):
    contrast = {stroke.colour: 1.05 / (luminance(stroke.colour) + 0.05) for stroke in STROKES}

    assert 3 <= min(contrast.values())
    assert 4.5 <= 1.05 / (luminance(DARK_GREY) + 0.05)
    assert {DARK_GREY.lower()} == {one.get("fill") for svg in alone.values() for one in parsed(svg).iter(f"{SVG}text")}


def test_colours_are_from_the_palette_only(alone, together):
    palette = {colour.lower() for colour in (*(stroke.colour for stroke in STROKES), DARK_GREY, GRID, PAPER)} | {"none"}
    used = {
        colour
        for svg in [*alone.values(), *together.values()]
        for colour in re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
    }

    assert used <= palette


def test_lines_are_told_apart_without_colour(together):
    svg = together["referrals-rate"]
    dashes = [group(svg, f"series-{number}").find(f"{SVG}path").get("stroke-dasharray") for number in range(4)]
    markers = [group(svg, f"series-{number}").find(f"{SVG}defs/{SVG}path").get("d") for number in range(4)]

    assert 4 == len(set(dashes)) == len(set(markers))


def test_words_are_twelve_pixels_on_the_narrowest_phone(alone):
    # On a phone of 320 pixels the column is 290 wide.
    for svg in alone.values():
        root = parsed(svg)
        assert 12 <= float(root.get("font-size")) * 290 / float(root.get("viewBox").split()[2])


def test_no_word_reaches_beyond_the_drawing(alone, together):
    """Arial's widest letters are narrower than 0.6 of their height on average; words begin or end inside."""
    for svg in [*alone.values(), *together.values()]:
        for one in parsed(svg).iter(f"{SVG}text"):
            wide = 0.55 * 15 * len(one.text)
            before = {"end": 1.0, "middle": 0.5}.get(one.get("text-anchor", ""), 0.0)
            start = float(one.get("x")) - before * wide
            assert start > -8, one.text
            assert start + wide < 368, one.text


def test_words_are_horizontal_and_real_text(alone):
    for svg in alone.values():
        assert "rotate(" not in svg
    assert {"Ashmere", "Statistical neighbours", "North Marches", "England", "Per 10,000 children"} <= set(
        words(alone["referrals-rate"])
    )


def test_the_scale_begins_at_nought_and_has_at_most_ten_lines(alone):
    for svg in alone.values():
        assert 10 >= svg.count(GRID.lower())
    assert "0" in words(alone["referrals-rate"])


def test_labels_do_not_stand_over_each_other(together):
    for svg in together.values():
        heights = sorted(
            float(one[0].get("y")) for one in parsed(svg).iter() if re.search(r"-label-\d+-\d+$", one.get("id", ""))
        )
        assert heights or "bar-0" in svg or "-bar-" in svg
        assert all(upper - lower >= 17 for lower, upper in pairwise(heights))


def test_a_name_that_looks_like_mathematics_is_a_name(tmp_path):
    folder = write_released(tmp_path / "released")
    measures = folder / "measures.json"
    measures.write_text(
        measures.read_text(encoding="utf-8").replace('"Police"', r'"a $\\frac$ b < c"'), encoding="utf-8"
    )
    seal_again(folder)

    svg = next(chart.svg for chart in draw_charts(Released(folder)) if chart.chart == "referrals-by-source")

    assert r"a $\frac$ b < c" in " ".join(words(svg))


def test_nothing_global_is_changed(tmp_path):
    before = dict(mpl.rcParams)
    drawn_alone(tmp_path, "referrals-rate")

    assert before == dict(mpl.rcParams)


def test_charts_are_the_same_bytes_in_any_time_zone_language_and_with_any_settings_file(tmp_path):
    folder = write_released(tmp_path / "released", joint=True)
    (tmp_path / "matplotlibrc").write_text(
        "lines.linewidth: 9\nfont.size: 30\naxes.facecolor: black\n", encoding="utf-8"
    )
    script = (
        "import hashlib, pathlib; from safeguarding_report.charts import draw_charts; "
        "from safeguarding_report.released import Released; "
        f"charts = draw_charts(Released(pathlib.Path({str(folder)!r}))); "
        "print(hashlib.sha256(''.join(chart.svg for chart in charts).encode()).hexdigest())"
    )
    worlds = [
        {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"},
        {
            "TZ": "Pacific/Auckland",
            "LANG": "de_DE.UTF-8",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "7",
            "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        },
    ]
    made = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | world,
            cwd=Path.cwd(),
        ).stdout
        for world in worlds
    ]

    assert made[0] == made[1]
