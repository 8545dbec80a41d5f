"""Charts: which there are, what stands around them, and how they are saved."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys

import pytest
from released_builder import ASHMERE, ENGLAND, JOINT, NEIGHBOURS, PERIODS, REGION, WOLD, write_released

from safeguarding_report.changes import change
from safeguarding_report.charts import draw_charts, load_charts, save_charts
from safeguarding_report.charts.content import content_of, is_planned
from safeguarding_report.charts.headlines import headline
from safeguarding_report.charts.key import gaps_told
from safeguarding_report.charts.plan import PLANS
from safeguarding_report.charts.words import subtitle
from safeguarding_report.errors import NotebookError
from safeguarding_report.released import Released


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return Released(write_released(tmp_path_factory.mktemp("alone") / "released"))


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    return Released(write_released(tmp_path_factory.mktemp("together") / "released", joint=True))


@pytest.fixture(scope="module")
def charts_alone(alone):
    return draw_charts(alone)


@pytest.fixture(scope="module")
def charts_together(together):
    return draw_charts(together)


def plan(chart):
    return next(one for one in PLANS if one.chart == chart)


def content(chart, released):
    return content_of(plan(chart), released)


def said(tmp_path, chart, cells, **settings):
    released = Released(write_released(tmp_path / "released", cells=cells, **settings))
    return headline(content(chart, released), released)


def test_every_report_has_the_charts_of_its_measures_in_page_order(alone, together, charts_alone, charts_together):
    for released, charts in ((alone, charts_alone), (together, charts_together)):
        planned = [one.chart for one in PLANS if is_planned(one, released)]
        assert planned == [chart.chart for chart in charts][: len(planned)]
        assert 14 <= len(planned)


def test_a_chart_of_years_of_which_no_figure_is_held_is_left_out_and_one_that_is_hidden_says_why(tmp_path):
    def is_there(place, cell):
        cells = {("children_looked_after", ASHMERE, period): cell for period in PERIODS}
        held = Released(write_released(tmp_path / place / "released", cells=cells))
        return is_planned(plan("children-looked-after-rate"), held)

    assert [False, True, True] == [is_there("none", None), is_there("hidden", "c"), is_there("source", "x")]


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (["hidden", "", "hidden", "hidden", ""], ["hidden in 2019-20, 2021-22 and 2022-23"]),
        (["not held"] * 4 + [""], ["not held in 2019-20 to 2022-23"]),
        (
            ["not held"] * 3 + ["hidden", "not held"],
            ["not held in 2019-20 to 2021-22 and 2023-24", "hidden in 2022-23"],
        ),
    ],
)
def test_years_that_follow_each_other_without_a_number_are_told_as_one_span(reasons, told):
    assert told == gaps_told(["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"], reasons)


def test_an_authority_stands_beside_neighbours_region_and_england(alone):
    shown = [series.area.code for series in content("referrals-rate", alone).series]

    assert [ASHMERE, NEIGHBOURS, REGION, ENGLAND] == shown


def test_a_joint_partnership_stands_beside_its_authorities_and_england(together):
    shown = [series.area.code for series in content("referrals-rate", together).series]

    assert [JOINT, ASHMERE, WOLD, ENGLAND] == shown


def test_a_whole_that_is_hidden_in_every_year_has_no_line_and_no_column(together):
    shown = [series.area.code for series in content("assessments-in-45-days-percent", together).series]

    assert [ASHMERE, WOLD, ENGLAND] == shown


def test_an_area_has_the_same_stroke_on_every_chart(together):
    strokes = {
        (series.area.code, series.stroke)
        for one in PLANS
        if one.kind == "trend"
        for series in content_of(one, together).series
    }

    assert {(JOINT, 0), (ASHMERE, 1), (WOLD, 2), (ENGLAND, 3)} == strokes


def test_headlines_have_at_most_ten_words_and_no_digits(charts_alone, charts_together):
    headlines = [chart.headline for charts in (charts_alone, charts_together) for chart in charts]

    assert [] == [one for one in headlines if len(one.split()) > 10 or re.search(r"\d", one.replace("section 47", ""))]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, "Rate of referrals fell three years running"),
        ({("referrals", ASHMERE, "202324"): (5100, 80494)}, "Rate of referrals hardly changed"),
        ({("referrals", ASHMERE, "202324"): (5200, 80494)}, "Rate of referrals rose"),
        ({("referrals", ASHMERE, "202324"): (7000, 80494)}, "Rate of referrals rose, a large change"),
        ({("referrals", ASHMERE, "202324"): (90, 80494)}, "Rate of referrals: too few to tell"),
        ({("referrals", ASHMERE, "202324"): (4925, 78233)}, "Rate of referrals did not change"),
        ({("referrals", ASHMERE, "202324"): "x"}, "Rate of referrals: not available this year"),
        ({("referrals", ASHMERE, "202324"): "c"}, "Rate of referrals: hidden this year"),
        ({("referrals", ASHMERE, "202324"): None}, "Rate of referrals: not held this year"),
        ({("referrals", ASHMERE, "202223"): "c"}, "Rate of referrals in the highest quarter of authorities"),
    ],
)
def test_a_headline_says_what_became_of_the_figure_or_why_nothing_can_be_said(tmp_path, cells, expected):
    assert expected == said(tmp_path, "referrals-rate", cells)


def test_where_the_whole_is_hidden_the_headline_names_the_authority_it_speaks_of(tmp_path):
    assert "Ashmere: rate of child protection plans rose" == said(
        tmp_path, "child-protection-plans-rate", {}, joint=True
    )


def test_a_rate_of_many_words_that_did_not_change_is_not_taken_for_its_number(tmp_path):
    cells = {
        ("section47_enquiries", JOINT, "202324"): (2255, 79074),
        ("section47_enquiries", JOINT, "202223"): (2285, 80126),
    }
    assert "Ashmere and Wold: rate of section 47 enquiries unchanged" == said(
        tmp_path, "section47-enquiries-rate", cells, joint=True
    )


def test_where_one_area_is_hidden_and_another_not_available_the_headline_says_that_none_is_shown(tmp_path):
    cells = {
        ("referrals", JOINT, "202324"): "x",
        ("referrals", ASHMERE, "202324"): "x",
        ("referrals", WOLD, "202324"): "c",
    }
    assert "Rate of referrals: no figure shown this year" == said(tmp_path, "referrals-rate", cells, joint=True)


def test_the_widest_area_of_which_a_change_can_be_told_speaks_before_one_of_which_none_can(tmp_path):
    cells = {("referrals", JOINT, "202223"): "c", ("referrals", ASHMERE, "202223"): (3000, 78233)}
    assert "Ashmere: rate of referrals rose, a large change" == said(tmp_path, "referrals-rate", cells, joint=True)


@pytest.mark.parametrize(("run", "told"), [(4, "rose four years running"), (5, "rose in every year shown")])
def test_a_row_of_changes_is_no_longer_than_the_years_that_the_page_shows(tmp_path, monkeypatch, run, told):
    def with_run(*asked):
        return dataclasses.replace(change(*asked), run=run, size="ordinary")

    monkeypatch.setattr("safeguarding_report.charts.headlines.change", with_run)
    cells = {("referrals", ASHMERE, "202324"): (5200, 80494)}
    assert f"Rate of referrals {told}" == said(tmp_path, "referrals-rate", cells)


def test_where_one_area_of_several_is_shown_the_headline_names_it(tmp_path):
    hidden = {("referrals_by_source", area, "202324", "police"): "c" for area in (JOINT, WOLD)}
    assert "Largest source of referrals, Ashmere: Police" == said(tmp_path, "referrals-by-source", hidden, joint=True)


def test_where_an_authority_moved_another_way_the_headline_names_the_joint_area(tmp_path):
    assert "Ashmere and Wold: rate of referrals fell three years running" == said(
        tmp_path, "referrals-rate", {}, joint=True
    )


def test_where_all_authorities_moved_the_same_way_the_headline_names_no_area(tmp_path):
    cells = {("referrals", WOLD, "202223"): (200, 841), ("referrals", WOLD, "202324"): (110, 642)}
    assert said(tmp_path, "referrals-rate", cells, joint=True).startswith("Rate of referrals fell")


def source(category, period="202324"):
    return ("referrals_by_source", ASHMERE, period, category)


def test_the_largest_category_is_named_only_where_what_is_hidden_cannot_be_larger(tmp_path, alone):
    # Shown are 1,460 from the police and 3,045 others; the two hidden ones share what the total leaves.
    charts = content("referrals-by-source", alone)
    assert "Largest source of referrals: Police" == headline(charts, alone)

    cells = {("referrals", ASHMERE, "202324"): (6500, 80494)}
    assert "Largest source of referrals: hidden numbers leave it open" == said(tmp_path, "referrals-by-source", cells)


def test_two_equal_categories_are_both_named(tmp_path):
    cells = {source("schools"): (1460, 4505)}

    assert "Largest source of referrals: Schools and Police" == said(tmp_path, "referrals-by-source", cells)


def test_the_subtitle_says_measure_places_and_period(alone, together):
    assert (
        "Referrals per 10,000 children aged 0 to 17, Ashmere, statistical neighbours, North Marches and England, "
        "2019-20 to 2023-24"
    ) == subtitle(content("referrals-rate", alone), alone)
    assert (
        "Plans reviewed in time at 31 March (per cent), each authority and England, 2019-20 to 2023-24"
    ) == subtitle(content("child-protection-plans-reviewed-percent", together), together)


def test_the_alternative_tells_first_last_highest_lowest_and_every_gap(charts_together):
    charts = {chart.chart: chart for chart in charts_together}

    assert (
        "Wold: 286.1 in 2019-20; 140.2 in 2023-24; highest 321.1 in 2021-22, lowest 130.8 in 2022-23; hidden in 2020-21."
    ) in charts["section47-enquiries-rate"].alternative
    assert "not held in 2019-20" in charts["children-looked-after-rate"].alternative


def test_where_nothing_can_be_drawn_a_sentence_without_figures_says_why(tmp_path):
    cells = {("children_in_need", ASHMERE, period): "x" for period in PERIODS}
    released = Released(write_released(tmp_path / "released", cells=cells))

    chart = next(chart for chart in draw_charts(released) if chart.chart == "children-in-need-rate")

    assert ("", "There is no chart: the figures are not available.") == (chart.svg, chart.alternative)
    assert 5 == len(chart.rows)


def test_where_no_figure_is_held_the_subtitle_still_names_the_place(alone):
    nothing_held = dataclasses.replace(content("children-in-need-rate", alone), series=())

    expected = "Children in need at 31 March per 10,000 children aged 0 to 17, Ashmere, 2019-20 to 2023-24"
    assert expected == subtitle(nothing_held, alone)


def test_the_table_holds_the_figures_that_are_drawn_and_those_that_are_hidden(together, charts_together):
    charts = {chart.chart: chart for chart in charts_together}
    chart = charts["section47-enquiries-rate"]

    assert ("Ashmere and Wold", "Ashmere", "Wold", "England") == chart.columns
    assert ["2019-20", "2020-21", "2021-22", "2022-23", "2023-24"] == [row.label for row in chart.rows]
    assert f"section47_enquiries_rate/{WOLD}/202021" == chart.rows[1].figures[2]
    assert (None, None, None, None) == charts["children-looked-after-rate"].rows[0].figures
    assert set(together._by_id) >= {figure for one in charts.values() for figure in one.figure_ids}


def test_the_table_of_categories_has_number_and_share(charts_alone):
    chart = next(chart for chart in charts_alone if chart.chart == "referrals-by-source")

    assert ("Source", ("Number", "Per cent")) == (chart.row_heading, chart.columns)
    assert "Individuals" == chart.rows[0].label
    assert (
        f"referrals_by_source_count/{ASHMERE}/202324/source=housing",
        f"referrals_by_source_percent/{ASHMERE}/202324/source=housing",
    ) == chart.rows[4].figures


def test_notes_travel_with_the_figures_shown(charts_alone):
    charts = {chart.chart: chart for chart in charts_alone}
    note = "England's referrals for 2020-21 hold the figures of one authority for the year before."

    assert (note, "Mean of 10 statistical neighbours (2025 model).") == charts["referrals-rate"].notes
    assert note not in charts["children-in-need-rate"].notes


def test_saved_charts_are_loaded_as_they_were_without_matplotlib(tmp_path, charts_alone):
    charts = charts_alone
    save_charts(charts, tmp_path)
    loading = (
        "import sys, pathlib; from safeguarding_report.charts import load_charts; "
        f"load_charts(pathlib.Path({str(tmp_path)!r})); print('matplotlib' in sys.modules)"
    )

    assert charts == load_charts(tmp_path)
    assert sorted([f"{chart.chart}.svg" for chart in charts] + ["charts.json"]) == sorted(
        path.name for path in tmp_path.iterdir()
    )
    loaded = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True)
    assert "False" == loaded.stdout.strip()


def test_a_folder_without_charts_is_refused(tmp_path):
    with pytest.raises(NotebookError, match="03_chart"):
        load_charts(tmp_path)


def test_the_analyst_sees_the_words_and_the_drawing(charts_alone):
    chart = charts_alone[0]

    assert chart.svg == chart._repr_svg_()
    assert chart.svg in chart._repr_html_()
    assert chart.headline in chart._repr_html_()
