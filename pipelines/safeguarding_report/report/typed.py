"""Numbers typed by hand: what in a text looks like a figure and so must be tied to a released one."""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:-\d\d)?(?!\d)"  # years: 2024, 2023-24
    r"|(?<![\d,])\d{1,3},000(?![\d,])"  # round thousands: the base of every rate, "fewer than 1,000 children"
)

_LOOKS_LIKE_A_FIGURE = re.compile(
    r"\d{3,}|\d{1,3}(?:,\d{3})+|\d+\.\d"  # of three digits or more, or with a decimal
    r"|\d\s?%|\d\s+per\s+cent"  # any percentage
)
"""Shorter whole numbers are words of the field: section 47, 45 working days, 31 March, ages 0 to 17."""


_DIGIT = re.compile(r"\d")
"""Most texts have none, which is soon seen."""


def looks_like_a_figure(text: str) -> bool:
    """True where a number stands in a text that a reader would take for a figure."""
    return _DIGIT.search(text) is not None and _LOOKS_LIKE_A_FIGURE.search(_HARMLESS.sub("", text)) is not None
