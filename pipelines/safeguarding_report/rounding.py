"""Rounding as official statistics do it: half up, in decimal, once, at the edge."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PER_10000 = 10_000
PER_CENT = 100


def half_up(exact: Fraction | int, decimals: int) -> Decimal:
    """Round an exact number half up (away from zero) and keep its trailing zeros: 9/4 to one decimal is 2.3.

    Python's own `round()` goes to the even digit on binary floats and misses published figures.
    """
    scaled = Fraction(exact) * 10**decimals
    sign = -1 if scaled < 0 else 1
    whole = int(abs(scaled) + Fraction(1, 2))
    return Decimal(sign * whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def ratio(numerator: int, denominator: int, scale: int, decimals: int) -> Decimal:
    """Return `numerator × scale ÷ denominator`, rounded half up; the denominator is never 0 here."""
    return half_up(Fraction(numerator * scale, denominator), decimals)
