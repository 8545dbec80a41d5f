"""The chapter "How good is the data": who returned what, and what follows for the figures."""

from __future__ import annotations

import re
from html import unescape

import pytest
from released_builder import WOLD, default_figures, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.quality_chapter import PUBLISHED_ALONE, WHAT_IS_MISSING, data_quality, late_or_missing

FACTS = {
    "partner": "Ashmere Council",
    "form": "children in need census",
    "area": "Ashmere",
    "period": "April 2023 to March 2024",
    "expected_period": "April 2023 to March 2024",
    "due": "2024-05-31",
    "received": "2024-05-20",
    "state": "returned",
    "state_in_words": "Returned on 20 May 2024.",
    "late": False,
    "provisional": False,
    "errors": 0,
    "queries": 0,
    "open_points": [],
    "whole": True,
    "complete": "The whole period",
    "means": "It gives referrals.",
}
NOTHING = {
    "partner": "Wold Police",
    "period": "",
    "received": "",
    "state": "not returned",
    "state_in_words": "Not returned by 31 May 2024.",
    "whole": False,
    "complete": "Nothing",
    "means": "What it gives is missing here.",
}
PART = {
    "partner": "Wold Health",
    "period": "April to December 2023",
    "state": "part of the year",
    "state_in_words": "Returned on 20 May 2024, for part of the period.",
    "whole": False,
    "complete": "Part of the period",
    "means": "A part of the year is never scaled up.",
}


@pytest.fixture
def chapter(tmp_path):
    def write(*returns):
        folder = write_released(tmp_path / "released", returns=[FACTS | one for one in returns])
        return str(data_quality(Released(folder)))

    return write


def cells(chapter):
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", chapter)]


def test_without_returns_three_sentences_say_so_and_what_published_statistics_lack(chapter):
    told = re.findall('<p class="lead">(.*?)</p>', chapter())
    assert [PUBLISHED_ALONE.format(WHAT_IS_MISSING)] == [f'<p class="lead">{one}</p>' for one in told]
    assert 3 == told[0].count(". ") + told[0].endswith(".")
    assert "<li>Held from 2020-21 on: looked-after children.</li>" in chapter()
    assert "figures of the partnership's own areas are hidden to protect children" in chapter()


def test_what_the_source_does_not_have_is_told_by_authority_and_years(tmp_path):
    missing = {(title, WOLD, period): "x" for title in ("referrals", "rereferrals") for period in ("202122", "202223")}
    rows = default_figures(joint=True, cells=missing | {("children_in_need", WOLD, "202223"): "x"}, year="2023-24")
    official = [row | {"status": "official"} for row in rows]
    told = unescape(str(data_quality(Released(write_released(tmp_path / "released", joint=True, figures=official)))))
    start = "<li>Wold's figures for"
    assert f"{start} 2021-22 and 2022-23 are not available from the source: referrals; re-referrals.</li>" in told
    assert f"{start} 2022-23 are not available from the source: children in need.</li>" in told
    assert "Ashmere's figures" not in told


def test_each_expected_return_has_a_row(chapter):
    assert [
        "Ashmere Council, Ashmere: children in need census",
        "Returned on 20 May 2024.",
        "The whole period.",
    ] == cells(chapter({}))[3:]


def test_what_is_asked_of_all_alike_is_said_once(chapter):
    text = chapter({}, {"partner": "Wold Council"})
    assert "They were due by 31 May 2024. Each was to cover April 2023 to March 2024, and does unless" in text
    assert 1 == text.count("31 May 2024")


def test_what_is_not_asked_of_all_alike_is_said_of_each(chapter):
    quarter = {"due": "2024-04-30", "expected_period": "January to March 2024"}
    text = chapter({}, quarter | {"period": "January to March 2024"}, NOTHING | quarter)
    assert "They were due" not in text
    assert [
        "Ashmere Council, Ashmere: children in need census, by 31 May 2024",
        "Returned on 20 May 2024. It covers April 2023 to March 2024.",
        "The whole period.",
        "Ashmere Council, Ashmere: children in need census, by 30 April 2024",
        "Returned on 20 May 2024. It covers January to March 2024.",
        "The whole period.",
        "Wold Police, Ashmere: children in need census, by 30 April 2024",
        "Not returned by 31 May 2024. It was to cover January to March 2024.",
        "Nothing.",
    ] == cells(text)[3:]


def test_what_did_not_come_is_said_with_what_it_means(chapter):
    text = chapter({}, NOTHING)
    assert "Two returns were expected for this year. One came." in text
    assert "Not returned by 31 May 2024." in text
    assert (
        "<li><strong>Wold Police</strong> (children in need census, Ashmere): What it gives is missing here.</li>"
        in text
    )
    assert "<strong>Ashmere Council</strong>" not in text


def test_part_of_the_year_prints_its_months(chapter):
    text = chapter({}, PART)
    assert "Returned on 20 May 2024, for part of the period. It covers April to December 2023." in cells(text)
    assert "never scaled up" in text


def test_what_came_late_is_counted_and_what_came_after_the_cut_off_was_not_used(chapter):
    late = {"received": "2024-06-01", "state": "late", "late": True}
    assert "One came, one of them later than asked." in chapter(late)
    too_late = NOTHING | {"received": "2024-10-01", "state": "late after the cut-off"}
    text = chapter({}, late, too_late)
    assert "Two came in time to be used, one of them later than asked; one came after the cut-off" in text
    assert "and was not used." in text


def test_a_newer_version_after_the_due_day_makes_no_return_late(chapter):
    assert "One came. They" in chapter({"received": "2024-06-12"})


def test_what_came_and_is_not_whole_is_said_with_what_it_means(chapter):
    text = chapter({"whole": False, "means": "No number came for: Strip searches."})
    assert "<strong>Ashmere Council</strong>" in text
    assert "No number came for: Strip searches." in text
    assert "Everything that was expected came" in chapter({})


def test_what_nobody_asked_for_is_not_counted_as_expected(chapter):
    assert "One return was expected" in chapter({}, NOTHING | {"state": "never asked"})


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (0, ""), (1, " One open point."), (9, " Nine open points."), (10, " 10 open points."),
        (19, " 19 open points."), (20, " Many open points."),
    ],
)  # fmt: skip
def test_open_points_are_numbered_up_to_a_point(chapter, points, said):
    assert f"The whole period.{said}" == cells(chapter({"queries": points}))[-1]


def test_open_points_are_named(chapter):
    named = ["contact before 1 April", "row that is there twice"]
    told = cells(chapter({"queries": 2, "open_points": named}))[-1]
    assert "The whole period. Two open points: contact before 1 April; row that is there twice." == told
    twice = cells(chapter({"queries": 2, "open_points": ["few dates", "few dates"]}))[-1]
    assert "The whole period. Two open points: few dates (2 times)." == twice


def test_what_is_provisional_is_named(chapter):
    assert "Still provisional, so their figures may change: Ashmere Council" in chapter({"provisional": True})
    assert "Still provisional" not in chapter({})


def test_words_of_settings_files_are_escaped(chapter):
    assert "<script>" not in chapter({"partner": "<script>alert(1)</script>", "state": "late"})


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("never asked", "Every return that was asked for came whole and in time."),
        ("nil", "Every return that was asked for came whole and in time."),
        (
            "not returned",
            "Not every return came whole and in time; look under “How good is the data” for: Wold Police.",
        ),
    ],
)
def test_what_nobody_asked_for_and_what_had_nothing_to_count_did_not_come_late(tmp_path, state, said):
    returns = [FACTS, FACTS | NOTHING | {"state": state}]
    assert said == late_or_missing(Released(write_released(tmp_path / "released", returns=returns)))
