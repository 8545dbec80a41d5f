"""Official arithmetic: rounding half up, symbols that travel, joint areas, releases side by side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_tables import COVENTRY, MIDDLESBROUGH, REDCAR, official, together

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of, printed, rounded
from safeguarding_report.measures.counts import side_by_side, with_joint_area
from safeguarding_report.rounding import ratio

BY_TITLE = {measure.title: measure for measure in MEASURES}

# Published percentages on which Python's round() is 0.1 too low (domain/cases.md).
HALF_UP_ROWS = [
    (182, 1120, "16.3"), (115, 368, "31.3"), (7, 112, "6.3"), (7, 112, "6.3"), (8, 128, "6.3"), (9, 400, "2.3"),
    (10, 160, "6.3"), (37, 592, "6.3"), (7, 112, "6.3"), (24, 384, "6.3"), (17, 400, "4.3"), (24, 384, "6.3"),
    (16, 256, "6.3"), (7, 560, "1.3"), (104, 128, "81.3"), (146, 160, "91.3"), (154, 160, "96.3"), (146, 160, "91.3"),
]  # fmt: skip


def numbers(*values):
    return np.array(values, dtype=np.int64)


def quotient(numerator, denominator, times, decimals):
    units = rounded(numbers(numerator), numbers(denominator), times, decimals)
    return printed(units, np.array([True]), decimals)[0]


def figure(figures, title, area=COVENTRY, data_type="count", time_period="202324"):
    results = figures_of(side_by_side(figures), [BY_TITLE[title]])
    return one(results, title, area, data_type, time_period)


def one(results, title, area=COVENTRY, data_type="count", time_period="202324"):
    wanted = results.query("measure == @m and area_code == @a and time_period == @t", local_dict={
        "m": f"{title}_{data_type}", "a": area, "t": time_period,
    })  # fmt: skip
    assert len(wanted) == 1
    row = wanted.iloc[0]
    return row["value"] or row["symbol"]


@pytest.mark.parametrize(("numerator", "denominator", "published"), HALF_UP_ROWS)
def test_percentages_on_the_half_are_those_that_were_published(numerator, denominator, published):
    assert published == quotient(numerator, denominator, 100, 1)
    assert published != str(round(100 * numerator / denominator, 1))


@given(
    numerator=st.integers(0, 13_000_000),
    denominator=st.integers(1, 13_000_000),
    times=st.sampled_from([100, 10_000]),
    decimals=st.integers(0, 2),
)
def test_rounding_all_at_once_is_rounding_one_at_a_time(numerator, denominator, times, decimals):
    assert str(ratio(numerator, denominator, times, decimals)) == quotient(numerator, denominator, times, decimals)


def test_trailing_zeros_are_printed():
    assert quotient(920, 10_000, 1000, 1) == "92.0"
    assert quotient(0, 5, 100, 1) == "0.0"
    assert quotient(0, 5, 10_000, 0) == "0"


@pytest.mark.parametrize(
    ("first", "second", "symbol"),
    [("c", 46, "c"), ("x", 46, "x"), ("c", "x", "c"), ("x", "c", "c"), ("z", 46, "z"), ("u", 46, "u"), ("z", "x", "x")],
)
def test_a_sum_has_the_strongest_symbol_of_its_parts(first, second, symbol):
    figures = official(
        (COVENTRY, "initial_conferences_0_to_10_days", first),
        (COVENTRY, "initial_conferences_11_to_15_days", second),
        (COVENTRY, "initial_conferences", 100),
    )
    assert symbol == figure(figures, "initial_conferences_in_15_days")
    assert symbol == figure(figures, "initial_conferences_in_15_days", data_type="percent")


def test_a_sum_of_which_a_part_is_not_in_the_release_is_not_held():
    figures = official((COVENTRY, "initial_conferences_0_to_10_days", 4), (COVENTRY, "initial_conferences", 100))
    assert figures_of(side_by_side(figures), [BY_TITLE["initial_conferences_in_15_days"]]).empty


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(0, 0, "z"), (0, 1, "0.0"), (1, 1, "100.0"), (0, "c", "c"), ("c", 9, "c"), (3, "x", "x"), ("c", "x", "c")],
)
def test_a_percentage_of_nothing_does_not_apply_and_one_of_a_hidden_number_is_hidden(numerator, denominator, expected):
    figures = official((COVENTRY, "rereferrals", numerator), (COVENTRY, "referrals", denominator))
    assert expected == figure(figures, "rereferrals", data_type="percent")


def test_a_rate_where_the_release_has_no_population_is_not_available_though_the_count_is():
    figures = official((COVENTRY, "referrals", 4505))
    assert figure(figures, "referrals") == "4505"
    assert figure(figures, "referrals", data_type="rate") == "x"


def test_a_hidden_figure_keeps_no_number_and_its_denominator_only_where_it_is_shown():
    figures = official((COVENTRY, "rereferrals", "c"), (COVENTRY, "referrals", 63))
    row = figures_of(side_by_side(figures), [BY_TITLE["rereferrals"]]).set_index("measure").loc["rereferrals_percent"]
    assert (True, 63, "", "c") == (row.isna()["numerator"], row["denominator"], row["value"], row["symbol"])


def test_the_newest_release_that_holds_a_figure_is_used_with_its_own_population():
    older = official((COVENTRY, "referrals", 100), (COVENTRY, "population_0_to_17", 10_000))
    newer = official(
        (COVENTRY, "referrals", 110), (COVENTRY, "population_0_to_17", 20_000), release="children_in_need_2025"
    )
    figures = together(newer, older)
    assert figure(figures, "referrals") == "110"
    assert figure(figures, "referrals", data_type="rate") == "55.0"


def test_an_older_release_is_used_where_the_newer_one_says_nothing():
    older = official((COVENTRY, "referrals", 100), (COVENTRY, "population_0_to_17", 10_000))
    newer = official((COVENTRY, "population_0_to_17", 20_000), release="children_in_need_2025")
    assert figure(together(older, newer), "referrals", data_type="rate") == "100.0"


def test_the_population_of_the_looked_after_release_serves_only_looked_after_rates():
    figures = together(
        official((COVENTRY, "population_0_to_17", 80_494), (COVENTRY, "referrals", 100)),
        official(
            (COVENTRY, "population_0_to_17", 80_988),
            (COVENTRY, "children_looked_after_at_31_march", 672),
            release="children_looked_after_2025",
        ),
    )
    assert figure(figures, "population") == "80494"
    assert figure(figures, "children_looked_after", data_type="rate") == "83"


def test_a_figure_names_the_files_of_both_its_counts():
    figures = official((COVENTRY, "referrals", 100), (COVENTRY, "population_0_to_17", 10_000))
    figures.loc[figures["item"] == "referrals", "source"] = "children_in_need_2024/c1"
    results = figures_of(side_by_side(figures), [BY_TITLE["referrals"]]).set_index("measure")["source"]
    assert results["referrals_count"] == "children_in_need_2024/c1"
    assert results["referrals_rate"] == "children_in_need_2024/c1+children_in_need_2024/file"


def test_an_authority_whose_code_changed_has_one_series():
    figures = together(
        official(("E10000023", "referrals", 10), time_period="202223"),
        official(("E06000065", "referrals", 12), time_period="202324"),
    )
    assert figure(figures, "referrals", "E06000065", time_period="202223") == "10"


def test_one_figure_with_two_values_in_a_release_stops():
    figures = official((COVENTRY, "referrals", 100))
    with pytest.raises(ValueError, match="duplicate"):
        side_by_side(together(figures, figures.assign(value=101)))


def joint(figures, title, data_type="count"):
    counts = with_joint_area(side_by_side(figures), "south-tees", [MIDDLESBROUGH, REDCAR])
    return one(figures_of(counts, [BY_TITLE[title]]), title, "south-tees", data_type)


def test_a_joint_rate_is_made_of_summed_counts_and_never_the_mean_of_rates():
    figures = official(
        (MIDDLESBROUGH, "plans_at_31_march", 320),
        (MIDDLESBROUGH, "population_0_to_17", 34_791),
        (REDCAR, "plans_at_31_march", 227),
        (REDCAR, "population_0_to_17", 27_441),
    )
    assert joint(figures, "child_protection_plans") == "547"
    assert joint(figures, "child_protection_plans", "rate") == "87.9"


@pytest.mark.parametrize(
    ("first", "second", "symbol"), [("c", 9, "c"), ("c", "x", "x"), ("x", 9, "x"), ("z", 9, "x"), ("u", 9, "x")]
)
def test_a_joint_count_is_not_available_with_a_missing_part_and_else_hidden_with_a_hidden_one(first, second, symbol):
    figures = official((MIDDLESBROUGH, "referrals", first), (REDCAR, "referrals", second))
    assert symbol == joint(figures, "referrals")


def test_a_joint_count_is_not_available_where_the_release_names_only_one_of_the_authorities():
    assert joint(official((REDCAR, "referrals", 5)), "referrals") == "x"
