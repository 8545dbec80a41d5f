"""Bad input of measures: what cannot be divided says why, what cannot be true stops, and nothing becomes 0."""

from __future__ import annotations

import pytest
from measure_tables import COVENTRY, MIDDLESBROUGH, official, together

from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side, with_joint_area
from safeguarding_report.measures.results import refuse_two_definitions
from safeguarding_report.reference import check_areas

BY_TITLE = {measure.title: measure for measure in MEASURES}
POPULATION = "population_0_to_17"
CUMBRIA, CUMBERLAND = "E10000006", "E06000063"


def shown(figures, title, data_type, area=COVENTRY, time_period="202324"):
    results = figures_of(side_by_side(figures), [BY_TITLE[title]])
    rows = results[
        results["measure"].eq(f"{title}_{data_type}")
        & results["area_code"].eq(area)
        & results["time_period"].eq(time_period)
    ]
    return [row["value"] or row["symbol"] for _, row in rows.iterrows()]


@pytest.mark.parametrize(
    ("rereferrals", "referrals", "expected"),
    [(0, 0, "z"), (0, "x", "x"), ("x", 0, "x"), ("c", 0, "c"), (0, "c", "c"), ("z", "x", "z"), ("z", 10, "z"), (0, 10, "0.0")],
)  # fmt: skip
def test_a_share_of_nothing_is_not_applicable_and_one_of_a_missing_number_not_available(
    rereferrals, referrals, expected
):
    figures = official((COVENTRY, "rereferrals", rereferrals), (COVENTRY, "referrals", referrals))
    assert [expected] == shown(figures, "rereferrals", "percent")


@pytest.mark.parametrize(("numerator", "expected"), [(0, "0.0"), (1, "low"), (4, "low"), (5, "0.1"), (6, "0.1")])
def test_a_share_that_rounds_to_0_without_being_0_says_so(numerator, expected):
    figures = official((COVENTRY, "rereferrals", numerator), (COVENTRY, "referrals", 10_000))
    assert [expected] == shown(figures, "rereferrals", "percent")


@pytest.mark.parametrize(("numerator", "denominator"), [(99, 100), (100, 100)])
def test_a_share_up_to_all_there_is_is_worked_out(numerator, denominator):
    figures = official((COVENTRY, "rereferrals", numerator), (COVENTRY, "referrals", denominator))
    assert [f"{numerator}.0"] == shown(figures, "rereferrals", "percent")


def test_a_share_of_more_than_all_there_is_stops_with_its_place_and_no_number():
    figures = official((COVENTRY, "rereferrals", 1047), (COVENTRY, "referrals", 1046))
    with pytest.raises(DataError) as stopped:
        shown(figures, "rereferrals", "percent")
    assert "rereferrals_percent/E08000026/202324" in str(stopped.value)
    assert not {"1047", "1046", "100.1"} & set(str(stopped.value).replace(".", " ").split())


def test_a_population_of_another_year_makes_no_rate():
    figures = together(
        official((COVENTRY, "referrals", 400)),
        official((COVENTRY, POPULATION, 80_000), time_period="202223"),
    )
    assert ["x"] == shown(figures, "referrals", "rate")
    assert ["400"] == shown(figures, "referrals", "count")


def test_an_authority_that_does_not_exist_in_a_year_has_no_figure_there_and_no_zero():
    figures = together(
        official((CUMBRIA, "referrals", 5_000), time_period="202223"),
        official((CUMBERLAND, "referrals", 2_600)),
    )
    assert [] == shown(figures, "referrals", "count", CUMBRIA)
    assert [] == shown(figures, "referrals", "count", CUMBERLAND, "202223")


def test_an_authority_that_was_split_is_not_put_together_from_its_parts():
    figures = together(
        official((CUMBRIA, "referrals", 5_000), time_period="202223"),
        official((CUMBERLAND, "referrals", 2_600), (MIDDLESBROUGH, "referrals", 2_797)),
    )
    joint = with_joint_area(side_by_side(figures), "both", [CUMBERLAND, MIDDLESBROUGH])
    results = figures_of(joint, [BY_TITLE["referrals"]])
    of_both = results[results["area_code"].eq("both") & results["measure"].eq("referrals_count")]
    assert {"202324": "5397"} == dict(zip(of_both["time_period"], of_both["value"], strict=True))


@pytest.mark.parametrize("code", ["E08000099", "Coventry", "", "E12000005", "W06000015"])
def test_a_code_that_is_no_authority_of_england_is_refused(code):
    with pytest.raises(UsageError, match=r"partnership\.toml, areas"):
        check_areas([code])


def test_two_definitions_in_one_series_are_refused_by_name():
    figures = together(
        official((COVENTRY, "referrals", 400), (COVENTRY, "rereferrals", 40)),
        official((COVENTRY, "referrals", 390), (COVENTRY, "rereferrals", 41), time_period="202223"),
    )
    results = figures_of(side_by_side(figures), [BY_TITLE["rereferrals"]])
    refuse_two_definitions(results)
    results.loc[results["time_period"].eq("202223"), "definition"] = "rereferrals/2"
    with pytest.raises(DataError, match=r"rereferrals_count has rereferrals/1 and rereferrals/2"):
        refuse_two_definitions(results)
