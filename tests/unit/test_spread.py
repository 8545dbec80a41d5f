"""How all authorities are spread: quantiles of levels and of yearly changes, worked out by hand and on real files."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest
from measure_tables import ENGLAND, official, together

from safeguarding_report.measures.spread import authority_spread
from safeguarding_report.reference import areas, present_codes
from safeguarding_report.released import Comparison
from safeguarding_report.tables import AUTHORITY_SPREAD

AUTHORITIES = [
    code for code, area in areas().items() if area.geographic_level == "Local authority" and code not in present_codes()
]


def one_year(numbers, item="referrals", time_period="202324"):
    cells = [(code, item, number) for code, number in zip(AUTHORITIES, numbers, strict=False)]
    return official(*cells, time_period=time_period)


def spread_of(measure, *tables, time_period="202324"):
    rows = authority_spread(together(*tables)).set_index(["measure", "time_period"])
    return rows.loc[(measure, time_period)]


def test_between_two_authorities_the_line_is_straight():
    # 1, 2, 3, 4: a tenth of the way along three steps is 1.3.
    row = spread_of("referrals_count", one_year([10, 20, 30, 40]))
    expected = ["13.00", "17.50", "25.00", "32.50", "37.00"]
    assert expected == [row[f"level_{quantile}"] for quantile in (10, 25, 50, 75, 90)]
    assert row["authorities"] == "4"


def test_in_a_first_year_there_are_levels_and_no_changes():
    row = spread_of("referrals_count", one_year([10, 20]))
    assert ("0", "") == (row["changed_authorities"], row["change_50"])


def test_counts_change_in_per_cent_of_the_year_before():
    row = spread_of("referrals_count", one_year([100, 200, 400], time_period="202223"), one_year([110, 180, 400]))
    # +10 %, −10 %, 0 %
    assert ("3", "0.00", "-8.00") == (row["changed_authorities"], row["change_50"], row["change_10"])


def test_percentages_change_in_points_from_unrounded_values():
    def shares(numerators, time_period):
        return together(
            one_year(numerators, "rereferrals", time_period), one_year([300, 300], "referrals", time_period)
        )

    # 10 of 300 to 11 of 300 and 20 of 300 to 21 of 300: a third of a point each
    row = spread_of("rereferrals_percent", shares([10, 20], "202223"), shares([11, 21], "202324"))
    assert ("0.33", "0.33") == (row["change_10"], row["change_90"])


def test_only_authorities_with_a_number_in_both_years_have_changed():
    before = one_year([100, "x", 0, 50], time_period="202223")
    row = spread_of("referrals_count", before, one_year([90, 80, 10, "c"]))
    # the second has no number before, the third came from 0, the fourth is hidden now
    assert ("3", "1", "-10.00") == (row["authorities"], row["changed_authorities"], row["change_50"])


def test_a_year_without_the_year_before_it_has_no_changes():
    row = spread_of("referrals_count", one_year([100], time_period="202122"), one_year([90]))
    assert row["changed_authorities"] == "0"


def test_small_authorities_count_like_large_ones_and_england_does_not():
    row = spread_of("referrals_count", one_year([6, 600]), official((ENGLAND, "referrals", 600_000)))
    assert ("2", "303.00") == (row["authorities"], row["level_50"])


def test_a_fall_too_small_to_print_is_zero_and_not_minus_zero():
    before = one_year([1_000_000], time_period="202223")
    assert spread_of("referrals_count", before, one_year([999_999]))["change_50"] == "0.00"


def test_its_columns_are_those_that_released_figures_are_read_with():
    assert [field.name for field in fields(Comparison)] == AUTHORITY_SPREAD.column_names


@pytest.fixture(scope="module")
def published(repository):
    path = repository / "data" / "official" / "authority_spread.csv"
    import pandas as pd

    return pd.read_csv(path, dtype=str, keep_default_na=False).set_index(["measure", "time_period"])


def test_the_changes_of_2023_24_are_those_of_the_domain(published):
    row = published.loc[("referrals_count", "202324")]
    printed = [str(round(Decimal(row[f"change_{quantile}"]), 1)) for quantile in (10, 25, 50, 75, 90)]
    assert ["-22.0", "-11.0", "-3.4", "5.3", "13.2"] == printed


def test_the_fall_of_coventry_was_ordinary_and_that_of_tower_hamlets_a_year_before_large(published):
    coventry = Decimal(100 * (4505 - 4925)) / 4925
    assert Decimal(published.loc[("referrals_count", "202324"), "change_25"]) <= coventry
    tower_hamlets = Decimal(100 * (4039 - 5919)) / 5919
    assert tower_hamlets < Decimal(published.loc[("referrals_count", "202223"), "change_10"])
