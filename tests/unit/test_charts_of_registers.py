"""Charts of money and training: what they draw, what their headlines say, and that a wrong bar is found."""

from __future__ import annotations

import re

import pytest
from made_up_registers import FUNDING, TRAINING
from page_maker import make_page
from released_builder import write_released

from safeguarding_report.charts.of_registers import charts_of_registers, funding_chart, training_chart
from safeguarding_report.read_back.drawings import read_drawings
from safeguarding_report.released import Released


@pytest.fixture
def released(tmp_path):
    def build(**registers):
        return Released(write_released(tmp_path / "released", registers=registers))

    return build


@pytest.mark.parametrize(
    ("change", "headline"),
    [
        (5000, "Partners together gave less than the year before"),
        (0, "Partners together gave as much as the year before"),
        (-1, "Partners together gave more than the year before"),
    ],
)
def test_the_headline_on_money_says_whether_partners_gave_more_or_less(released, change, headline):
    before = [FUNDING[0] | {"pounds": 85000 + change}, *FUNDING[1:]]
    assert headline == funding_chart(released(funding=FUNDING, funding_before=before)).headline


def test_who_gave_last_year_alone_is_in_the_total_of_last_year(released):
    left = {"kind": "contribution", "partner": "Old Marches", "heading": "Running costs", "pounds": 1}
    chart = funding_chart(released(funding=FUNDING, funding_before=[*FUNDING, left]))
    assert "Partners together gave less than the year before" == chart.headline


@pytest.mark.parametrize(
    ("was_given_before", "as_much"), [(True, "Ashmere Council and NHS Marches"), (False, "Ashmere Council")]
)
def test_what_a_partner_gave_under_two_headings_is_told_together(released, was_given_before, as_much):
    # 40,000 and 46,000 are more than 85,000; where one of the two is new, nothing is said of the year before.
    also = {"kind": "contribution", "partner": "NHS Marches", "heading": "Training", "pounds": 46000}
    before = [*FUNDING[:2], also] if was_given_before else FUNDING[:2]
    chart = funding_chart(released(funding=[*FUNDING, also], funding_before=before))
    assert f"NHS Marches gave most, Ashmere Council least. As much as the year before: {as_much}." == chart.tells


def test_money_is_drawn_by_partner_with_an_open_bar_for_the_year_before_where_it_is_known(released):
    chart = funding_chart(released(funding=FUNDING, funding_before=FUNDING[:1]))
    assert "Ashmere Council gave most" == chart.headline
    assert "Ashmere Council gave most, NHS Marches least. As much as the year before: Ashmere Council." == chart.tells
    assert [("Ashmere Council", ("entry:funding_before/0/pounds", "entry:funding/0/pounds")),
            ("NHS Marches", (None, "entry:funding/1/pounds"))] == [(row.label, row.figures) for row in chart.rows]  # fmt: skip
    assert ["0-0", "1-0", "1-1"] == re.findall(r'id="funding-by-partner-bar-(\d-\d)"', chart.svg)
    assert [] == chart.figure_ids


def test_where_nothing_is_known_of_the_year_before_one_bar_stands_for_each_partner_and_none_is_promised(released):
    chart = funding_chart(released(funding=FUNDING))
    assert ("Pounds, 2023-24",) == chart.columns
    assert [("entry:funding/0/pounds",), ("entry:funding/1/pounds",)] == [row.figures for row in chart.rows]
    assert ["0-0", "0-1"] == re.findall(r'id="funding-by-partner-bar-(\d-\d)"', chart.svg)
    assert "Contributions in pounds by partner, 2023-24" == chart.subtitle
    assert "Ashmere Council gave most, NHS Marches least." == chart.tells
    assert chart.unknown.endswith("What they gave the year before is not held in this report.")
    assert "2022-23" not in chart.svg + chart.alternative


def test_bars_without_a_year_before_are_read_back(tmp_path):
    folder = write_released(tmp_path / "released", registers={"funding": FUNDING})
    assert [] == list(
        read_drawings(make_page(tmp_path / "public", folder).read_text(encoding="utf-8"), Released(folder))
    )


def test_without_any_year_before_neither_the_words_nor_the_key_promise_one(released):
    chart = funding_chart(released(funding=FUNDING))
    assert "Contributions in pounds by partner, 2023-24" == chart.subtitle
    assert ">2022-23</text>" not in chart.svg
    assert ">2022-23</text>" in funding_chart(released(funding=FUNDING, funding_before=FUNDING)).svg


def test_a_name_with_digits_is_not_told_beside_a_chart(released):
    named = [FUNDING[0] | {"partner": "Office 2,018"}, *FUNDING[1:]]
    chart = funding_chart(released(funding=named))
    assert ("What each partner gave", "One of those in the table gave most, NHS Marches least.") == (
        chart.headline,
        chart.tells,
    )


def test_one_partner_alone_is_compared_with_nobody(released):
    assert None is funding_chart(released(funding=FUNDING[:1]))


@pytest.mark.parametrize(
    ("after", "headline"),
    [
        ((23, 16), "More felt confident after every course that asked"),
        ((23, 8), "More felt confident after some courses"),
        ((10, 7), "No more felt confident after training"),
    ],
)
def test_the_headline_on_training_counts_courses_after_which_more_felt_confident(released, after, headline):
    courses = [one | {"confident_after": number} for one, number in zip(TRAINING, after, strict=False)]
    assert headline == training_chart(released(training=courses)).headline


def test_a_course_that_did_not_ask_before_and_after_is_not_drawn_and_without_any_there_is_no_chart(released):
    assert ["Gentle questions", "Working together"] == [
        row.label for row in training_chart(released(training=TRAINING)).rows
    ]
    assert [] == charts_of_registers(released(training=TRAINING[2:]))


def test_the_bars_on_the_page_are_read_back_and_a_longer_one_is_found(tmp_path):
    folder = write_released(tmp_path / "released", registers={"funding": FUNDING, "funding_before": FUNDING})
    html = make_page(tmp_path / "public", folder).read_text(encoding="utf-8")
    known = Released(folder)
    assert [] == list(read_drawings(html, known))
    longer = re.sub(r'(id="funding-by-partner-bar-1-1"><path d="M 8 \S+ L )\S+( \S+ L )\S+', r"\g<1>250\g<2>250", html)
    assert longer != html
    assert [("chart funding-by-partner", "a mark that says another number than the released one")] == list(
        read_drawings(longer, known)
    )


@pytest.mark.parametrize(
    "name",
    [
        r"a $\frac$ b",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\u202eesrever",
        "x" * 50_000,
        "Course 2,018 of 3.5",
    ],
)
def test_whatever_stands_in_the_name_of_a_course_is_drawn_short_and_printed_as_text(tmp_path, name):
    folder = write_released(tmp_path / "released", registers={"training": [TRAINING[0] | {"course": name}]})
    chart = training_chart(Released(folder))
    assert len(chart.svg) < len("x") * 10_000
    html = make_page(tmp_path / "public", folder).read_text(encoding="utf-8")
    assert "<script" not in html
