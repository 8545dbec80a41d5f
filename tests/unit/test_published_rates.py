"""Printed rates of England and regions: kept where their rounded counts do not give them, and only there."""

from __future__ import annotations

import pandas as pd
import pytest
from measure_tables import COVENTRY, ENGLAND, official

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.published import as_published, published_rates
from safeguarding_report.tables import PUBLISHED_RATES

WEST_MIDLANDS = "E12000005"
TWO_YEARS = "plans_at_31_march_2_years_or_more"


def printed(value, item=TWO_YEARS, kind="percent", area=ENGLAND, release="children_in_need_2024"):
    return pd.DataFrame(
        [[release, "202324", area, item, kind, value]],
        columns=["release", "time_period", "area_code", "item", "kind", "value"],
        dtype=str,
    )


def plans(area=ENGLAND, over_two_years=1_270, at_31_march=49_900):
    return official((area, TWO_YEARS, over_two_years), (area, "plans_at_31_march", at_31_march))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # 1,270 × 100 ÷ 49,900 is 2.545: our own is 2.5.
        ("2.6", ["2.6"]),
        ("2.5", []),
        ("2.4", ["2.4"]),
        ("3", ["3.0"]),
        ("2.50", []),
        ("2.5451", []),
        ("2.55", ["2.6"]),
        ("c", []),
        ("x", []),
        ("low", []),
    ],
)
def test_a_printed_percentage_is_kept_when_rounded_counts_do_not_give_it(value, expected):
    assert expected == list(published_rates(plans(), printed(value))["value"])


def test_a_rate_of_a_region_is_kept_like_one_of_england():
    # 1,250 × 10,000 ÷ 250,300 is 49.94: our own is 49.9.
    figures = official((WEST_MIDLANDS, "referrals", 1_250), (WEST_MIDLANDS, "population_0_to_17", 250_300))
    kept = published_rates(figures, printed("50.0", "referrals", "rate", WEST_MIDLANDS))
    expected = [["children_in_need_2024", "referrals_rate", WEST_MIDLANDS, "202324", "50.0"]]
    assert expected == kept.to_numpy().tolist()
    assert PUBLISHED_RATES.column_names == list(kept.columns)


def test_a_looked_after_rate_is_a_whole_number():
    release = "children_looked_after_2025"
    item = "children_looked_after_at_31_march"
    # 83,630 × 10,000 ÷ 11,900,000 is 70.3: our own is 70.
    figures = official((ENGLAND, item, 83_630), (ENGLAND, "population_0_to_17", 11_900_000), release=release)
    assert [] == list(published_rates(figures, printed("70", item, "rate", release=release))["value"])
    assert ["71"] == list(published_rates(figures, printed("71", item, "rate", release=release))["value"])


def test_no_rate_of_an_authority_is_kept():
    assert published_rates(plans(COVENTRY), printed("2.6", area=COVENTRY)).empty


def test_a_rate_that_another_release_printed_is_not_that_of_the_figure():
    assert published_rates(plans(), printed("2.6", release="children_in_need_2023")).empty


def test_a_printed_percentage_never_stands_where_a_count_is_hidden():
    assert published_rates(plans(over_two_years="c"), printed("2.6")).empty


def test_what_no_measure_is_made_of_is_not_kept():
    assert published_rates(plans(), printed("2.6", "plans_ending_3_months_or_less")).empty


def test_nothing_printed_keeps_nothing():
    assert published_rates(plans(), printed("2.6").iloc[:0]).empty


def test_the_printed_percentage_takes_the_place_of_the_computed_one_and_nothing_else_changes():
    computed = figures_of(side_by_side(plans()), MEASURES)
    shown = as_published(computed, published_rates(plans(), printed("2.6")))
    is_percentage = shown["measure"].eq("child_protection_plans_two_years_percent")
    assert ["2.6"] == list(shown.loc[is_percentage, "value"])
    assert ["2.5"] == list(computed.loc[is_percentage, "value"])
    assert list(computed.loc[~is_percentage, "value"]) == list(shown.loc[~is_percentage, "value"])
    assert computed.drop(columns="value").equals(shown.drop(columns="value"))
