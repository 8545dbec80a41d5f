"""Who is over-represented: told only beyond chance and doubt, from released shares alone, drawn in pairs."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from page_maker import make_page
from released_builder import ASHMERE, JOINT, WOLD, default_figures, default_measures, seal_again, write_released

from safeguarding_report.charts import draw_charts
from safeguarding_report.charts.representation import AMONG_PUPILS, ON_PLANS, charts_of_representation, verdict
from safeguarding_report.figures import FIGURE_COLUMNS, Figure, figure_id
from safeguarding_report.read_back.drawings import read_drawings
from safeguarding_report.released import Released
from safeguarding_report.report.register_chapters import HOW_JUDGED, NO_PUPILS, TOO_MUCH_HIDDEN, over_representation

GROUPS = (
    ("white", "White"),
    ("mixed", "Mixed or multiple ethnic groups"),
    ("ethnicity_not_known", "Refused or not yet known"),
)
ON_PLANS_COUNT, PUPILS_COUNT = (one.replace("_percent", "_count") for one in (ON_PLANS, AMONG_PUPILS))
PERIOD = "202324"

ALIKE = {
    "white": ("70.0", "69.5", "70.5"),
    "mixed": ("29.0", "28.5", "29.5"),
    "ethnicity_not_known": ("1.0", "0.9", "1.1"),
}
"""Shares of pupils with their intervals."""
PLANS = {
    "white": ("50.0", "43.1", "56.9"),
    "mixed": ("48.0", "41.2", "54.9"),
    "ethnicity_not_known": ("2.0", "0.8", "5.0"),
}
"""Shares of 200 children on plans: fewer are White, more are of Mixed groups, by more than chance."""


def share(measure, area, category, told, counted="96/200"):
    numerator, denominator = counted.split("/")
    hidden = isinstance(told, str)
    value, lower, upper = ("", "", "") if hidden else told
    return dict.fromkeys(FIGURE_COLUMNS, "") | {
        "figure_id": figure_id(measure, area, PERIOD, "ethnic_group", category),
        "measure": measure, "area_code": area, "time_period": PERIOD, "breakdown": "ethnic_group", "category": category,
        "numerator": "" if hidden else numerator, "denominator": denominator, "value": value, "lower": lower, "upper": upper,
        "unit": "per cent", "symbol": told if hidden else "", "status": "synthetic", "source": "children_in_need_2024/c1",
        "definition": f"{measure.removesuffix('_percent')}/1", "area_name": "Ashmere", "geographic_level": "Local authority",
        "period_start": "2023-04-01", "period_end": "2024-03-31", "release": "children_in_need_2024",
    }  # fmt: skip


def figure(told, counted="96/200"):
    return Figure(partnership="ashmere", **{
        name: cell for name, cell in share(ON_PLANS, ASHMERE, "mixed", told, counted).items() if name != "partnership"
    })  # fmt: skip


def released(tmp_path, plans=None, pupils=None, *, counted="96/200"):
    """Return a released report with these shares, by area and category; areas of a joint partnership where there are two."""
    joint = JOINT in (pupils or plans or {})
    folder = write_released(tmp_path / "released", joint=joint)
    rows = default_figures(joint, {}, "2023-24")
    for measure, shares in ((ON_PLANS, plans or {}), (AMONG_PUPILS, pupils or {})):
        for area, told in shares.items():
            for category, one in told.items():
                row = share(measure, area, category, one, counted if measure == ON_PLANS else "10150/35000")
                row["partnership"] = rows[0]["partnership"]
                count = row | {"measure": measure.replace("_percent", "_count"), "unit": "count", "denominator": ""}
                count["figure_id"] = count["figure_id"].replace(measure, count["measure"])
                count |= {"value": count["numerator"], "lower": "", "upper": ""}
                rows += [row, count]
    words = next(one for one in default_measures() if one["breakdown"])
    more = [
        words | {"measure": measure, "title": measure.rpartition("_")[0], "data_type": measure.rpartition("_")[2],
                 "name": name, "unit": "per cent" if measure.endswith("percent") else "count", "breakdown": "ethnic_group",
                 "categories": [list(one) for one in GROUPS], "chapter": chapter, "annex": True}
        for measure, name, chapter in (
            (ON_PLANS_COUNT, "Plans by ethnic group", "child-protection-plans"),
            (ON_PLANS, "Plans by ethnic group", "child-protection-plans"),
            (PUPILS_COUNT, "Pupils by ethnic group", "equalities"),
            (AMONG_PUPILS, "Pupils by ethnic group", "equalities"),
        )
    ]  # fmt: skip
    write_released(tmp_path / "released", joint=joint, figures=rows)
    (folder / "measures.json").write_text(json.dumps([*default_measures(), *more]), encoding="utf-8")
    seal_again(folder)
    return Released(folder)


# ---- one group ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plans", "pupils", "open_of_pupils", "open_of_plans", "expected"),
    [
        (("48.0", "41.2", "54.9"), ("29.0", "28.5", "29.5"), "1.0", "2.0", "over"),
        (("20.0", "15.0", "26.0"), ("29.0", "28.5", "29.5"), "1.0", "2.0", "under"),
        (("30.0", "24.0", "36.7"), ("29.0", "28.5", "29.5"), "1.0", "2.0", "alike"),
        # Ends that touch have a number in common.
        (("36.0", "29.5", "42.9"), ("29.0", "28.5", "29.5"), "0.0", "0.0", "alike"),
        (("36.0", "29.6", "42.9"), ("29.0", "28.5", "29.5"), "0.0", "0.0", "over"),
        # Pupils whose group is not known could all be of this one: they must not make up the difference.
        (("37.0", "30.5", "43.9"), ("29.0", "28.5", "29.5"), "1.0", "0.0", "open"),
        (("37.0", "30.6", "43.9"), ("29.0", "28.5", "29.5"), "1.0", "0.0", "over"),
        (("20.0", "15.0", "26.0"), ("29.0", "28.5", "29.5"), "0.0", "2.5", "open"),
        (("20.0", "15.0", "26.0"), ("29.0", "28.5", "29.5"), "0.0", "2.4", "under"),
        ("c", ("29.0", "28.5", "29.5"), "0.0", "0.0", "hidden"),
        (("48.0", "41.2", "54.9"), "c", "0.0", "0.0", "hidden"),
    ],
)
def test_a_group_is_called_over_or_under_represented_only_beyond_chance_and_doubt(
    plans, pupils, open_of_pupils, open_of_plans, expected
):
    found = verdict(figure(pupils, "10150/35000"), figure(plans), Decimal(open_of_pupils), Decimal(open_of_plans))
    assert expected == found


@pytest.mark.parametrize(
    ("counted", "expected"), [("20/200", "alike"), ("19/200", "few"), ("30/99", "few"), ("30/100", "alike")]
)
def test_a_group_of_few_children_is_too_few_to_tell_where_its_intervals_meet(counted, expected):
    shares = ("30.0", "24.0", "36.7"), ("29.0", "28.5", "29.5")
    assert expected == verdict(figure(shares[1], "9/9"), figure(shares[0], counted), Decimal(0), Decimal(0))


def test_of_a_figure_that_is_not_held_nothing_is_told():
    assert "hidden" == verdict(None, figure(("48.0", "41.2", "54.9")), Decimal(0), Decimal(0))


# ---- the chart ----------------------------------------------------------------------------------------


def test_the_headline_names_the_group_and_the_text_every_other(tmp_path):
    (chart,) = charts_of_representation(released(tmp_path, {ASHMERE: PLANS}, {ASHMERE: ALIKE}))
    assert "Over-represented on plans: Mixed or multiple ethnic groups" == chart.headline
    assert (
        "A larger share of children on plans than of pupils, by more than chance: “Mixed or multiple ethnic groups”. "
        "A smaller share of children on plans than of pupils, by more than chance: “White”."
    ) == chart.tells
    assert ("Pupils (per cent)", "Children on plans (per cent)") == chart.columns
    assert ["White", "Mixed or multiple ethnic groups", "Refused or not yet known"] == [row.label for row in chart.rows]
    assert {one.rpartition("/")[0].split("/")[0] for one in chart.figure_ids} == {ON_PLANS, AMONG_PUPILS}


def test_few_children_with_a_difference_beyond_chance_get_a_word_of_caution(tmp_path):
    (chart,) = charts_of_representation(released(tmp_path, {ASHMERE: PLANS}, {ASHMERE: ALIKE}, counted="19/60"))
    assert "“Mixed or multiple ethnic groups” (even with so few cases)." in chart.tells


@pytest.mark.parametrize(
    ("mixed", "counted", "expected"),
    [
        (("30.0", "24.0", "36.7"), "60/200", "No group’s share on plans differs beyond chance"),
        (("30.0", "24.0", "36.7"), "19/200", "Who is over-represented on plans: too few to tell"),
        ("c", "60/200", "Who is over-represented on plans: too few to tell"),
        (("37.0", "30.0", "43.9"), "60/200", "Who is over-represented: left open by gaps"),
    ],
)
def test_where_nothing_lies_apart_the_headline_says_why(tmp_path, mixed, counted, expected):
    plans = {"white": ("69.0", "62.3", "75.0"), "mixed": mixed, "ethnicity_not_known": "c"}
    (chart,) = charts_of_representation(released(tmp_path, {ASHMERE: plans}, {ASHMERE: ALIKE}, counted=counted))
    assert expected == chart.headline


def test_a_hidden_share_has_no_bar_and_every_bar_is_read_back(tmp_path):
    shown = released(tmp_path, {ASHMERE: PLANS | {"mixed": "c"}}, {ASHMERE: ALIKE})
    (chart,) = charts_of_representation(shown)
    assert ["0-0", "1-0", "0-1", "0-2", "1-2"] == re.findall(r'id="over-representation-bar-(\d-\d)"', chart.svg)
    assert "Mixed or multiple ethnic groups: pupils 29.0, children on plans [c]" in chart.alternative
    page = make_page(tmp_path / "page", tmp_path / "released").read_text(encoding="utf-8")
    assert 'id="chart-over-representation"' in page
    assert [] == [one for one in read_drawings(page, shown) if "over-representation" in one[0]]


def test_a_bar_of_another_length_than_its_share_is_found(tmp_path):
    shown = released(tmp_path, {ASHMERE: PLANS}, {ASHMERE: ALIKE})
    page = make_page(tmp_path / "page", tmp_path / "released").read_text(encoding="utf-8")
    path = re.search(r'id="over-representation-bar-1-1">\s*<path d="([^"]*)"', page)[1]
    end = max(re.findall(r"[ML] ([\d.]+) ", path), key=float)
    wrong = page.replace(path, path.replace(f" {end} ", f" {float(end) - 20} "))
    assert [("chart over-representation", "a mark that says another number than the released one")] == list(
        read_drawings(wrong, shown)
    )


def test_two_authorities_stand_side_by_side_where_both_have_shares(tmp_path):
    hidden = dict.fromkeys(PLANS, "c")
    three = {ASHMERE: PLANS, WOLD: ALIKE, JOINT: hidden}, {ASHMERE: ALIKE, WOLD: ALIKE, JOINT: ALIKE}
    (chart,) = charts_of_representation(released(tmp_path, *three))
    assert ("Ashmere, pupils (per cent)", "Ashmere, children on plans (per cent)",
            "Wold, pupils (per cent)", "Wold, children on plans (per cent)") == chart.columns  # fmt: skip
    assert "Over-represented on plans, Ashmere: Mixed or multiple ethnic groups" == chart.headline
    assert "Wold: No difference beyond chance: “White” and “Mixed or multiple ethnic groups”." in chart.tells
    assert 12 == len(re.findall(r'id="over-representation-bar-', chart.svg))
    page = make_page(tmp_path / "page", tmp_path / "released").read_text(encoding="utf-8")
    assert [] == [one for one in read_drawings(page, Released(tmp_path / "released")) if "over-rep" in one[0]]


def test_where_one_authority_has_no_share_the_other_stands_alone_and_is_named(tmp_path):
    hidden = dict.fromkeys(PLANS, "c")
    (chart,) = charts_of_representation(
        released(tmp_path, {ASHMERE: PLANS, WOLD: hidden, JOINT: hidden}, dict.fromkeys((ASHMERE, WOLD, JOINT), ALIKE))
    )
    assert "Over-represented on plans, Ashmere: Mixed or multiple ethnic groups" == chart.headline
    assert "Ashmere, 2023-24" in chart.subtitle


# ---- without a chart ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plans", "pupils", "told", "drawn"),
    [
        ({ASHMERE: PLANS}, {ASHMERE: ALIKE}, HOW_JUDGED, 1),
        ({ASHMERE: PLANS}, None, NO_PUPILS, 0),
        ({ASHMERE: PLANS}, {ASHMERE: dict.fromkeys(ALIKE, "x")}, NO_PUPILS, 0),
        ({ASHMERE: dict.fromkeys(PLANS, "c")}, {ASHMERE: ALIKE}, TOO_MUCH_HIDDEN, 0),
    ],
)
def test_the_chapter_says_how_it_is_judged_or_what_is_missing(tmp_path, plans, pupils, told, drawn):
    shown = released(tmp_path, plans, pupils)
    assert told in over_representation(shown)
    assert drawn == sum(one.chart == "over-representation" for one in draw_charts(shown))


def test_a_report_without_plans_by_ethnic_group_says_nothing(tmp_path):
    assert "" == over_representation(released(tmp_path))
    assert [] == charts_of_representation(released(tmp_path))
