"""Intervals: Wilson's and Byar's, held against scipy's, and printed only of own numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, chi2

from safeguarding_report.measures.definition import Measure
from safeguarding_report.measures.intervals import byar, wilson, with_intervals

RATE = Measure(title="referrals", chapter="referrals", numerator=("referrals",))
PERCENT = Measure(
    title="rereferrals", chapter="referrals", numerator=("rereferrals",), denominator="referrals",
    data_types=("count", "percent"),
)  # fmt: skip


def floats(*values):
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(("numerator", "denominator"), [(81, 263), (15, 148), (0, 20), (1, 29), (20, 20)])
def test_a_percentage_has_the_interval_that_scipy_gives_by_wilsons_method(numerator, denominator):
    low, high = wilson(floats(numerator), floats(denominator))
    expected = binomtest(numerator, denominator).proportion_ci(method="wilson")
    assert (expected.low, expected.high) == pytest.approx((low[0], high[0]), abs=1e-12)


@pytest.mark.parametrize("count", [10, 20, 50, 100, 1_000])
def test_a_count_has_the_exact_poisson_interval_to_a_hundredth(count):
    low, high = byar(floats(count))
    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
    assert exact == pytest.approx((low[0], high[0]), abs=0.01)


def test_of_no_events_the_lower_limit_is_0_and_the_upper_is_not():
    low, high = byar(floats(0))
    assert low[0] == 0
    assert high[0] == pytest.approx(3.66, abs=0.05)


def row(measure, value, numerator, denominator, level="Local authority", symbol=""):
    return {
        "measure": measure, "value": value, "numerator": numerator, "denominator": denominator, "symbol": symbol,
        "geographic_level": level, "lower": "", "upper": "",
    }  # fmt: skip


def limits(*rows):
    table = pd.DataFrame(rows).astype({"numerator": "Int64", "denominator": "Int64"})
    filled = with_intervals(table, (RATE, PERCENT))
    return list(zip(filled["lower"], filled["upper"], strict=True))


def test_a_rate_and_a_percentage_have_limits_with_as_many_decimals_as_they_have():
    # 20 events are 12.2 to 30.9 by chance; of 10,000 children that is the rate itself.
    assert [("12.2", "30.9")] == limits(row("referrals_rate", "20.0", 20, 10_000))
    assert [("25.5", "36.6")] == limits(row("rereferrals_percent", "30.8", 81, 263))


@pytest.mark.parametrize(
    "without",
    [
        row("referrals_count", "20", 20, None),
        row("referrals_rate", "", None, 10_000, symbol="c"),
        row("referrals_rate", "20.0", 20, 10_000, level="Regional"),
        row("referrals_rate", "20.0", 20, 10_000, level="National"),
        row("rereferrals_percent", "", 0, 0, symbol="z"),
    ],
)
def test_what_is_a_count_or_hidden_or_a_comparator_has_no_interval(without):
    assert [("", "")] == limits(without)
