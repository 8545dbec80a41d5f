"""Rounding half up, in decimal."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding_report.rounding import PER_10000, PER_CENT, half_up, ratio


@pytest.mark.parametrize(
    ("exact", "decimals", "printed"),
    [
        (Fraction(9, 4), 1, "2.3"),  # 2.25: Python's round() says 2.2
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(49, 100), 0, "0"),
        (Fraction(0), 1, "0.0"),
        (Fraction(100), 1, "100.0"),
        (Fraction(-9, 4), 1, "-2.3"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 100), 1, "0.0"),
        (Fraction(2499999, 1000000), 0, "2"),
        (7, 0, "7"),
        (7, 2, "7.00"),
    ],
)
def test_a_half_goes_away_from_zero_and_trailing_zeros_stay(exact, decimals, printed):
    assert printed == str(half_up(exact, decimals))


@given(
    st.integers(min_value=-(10**9), max_value=10**9),
    st.integers(min_value=1, max_value=10**7),
    st.integers(min_value=0, max_value=3),
)
def test_it_is_what_the_decimal_library_says(numerator, denominator, decimals):
    # The quotient of numbers this small is exact enough at 60 digits to tell a half from its neighbours.
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(numerator) / Decimal(denominator)
        expected = quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert expected == half_up(Fraction(numerator, denominator), decimals)


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=3))
def test_every_half_goes_up(whole, decimals):
    half = Fraction(2 * whole + 1, 2 * 10**decimals)
    assert Decimal(whole + 1).scaleb(-decimals) == half_up(half, decimals)


def test_a_rate_is_worked_out_before_it_is_rounded():
    # 4,505 referrals among 80,480 children: 559.766…
    assert str(ratio(4505, 80480, PER_10000, 1)) == "559.8"
    # 1 of 800 is 0.125 per cent, and 1 of 2,000 is 0.05: the half goes up.
    assert str(ratio(1, 2000, PER_CENT, 1)) == "0.1"
    assert str(ratio(0, 5, PER_CENT, 1)) == "0.0"
