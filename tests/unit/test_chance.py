"""Chance: how few cases are too few, which move is no move, and when two intervals lie apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from safeguarding_report.chance import is_few, is_slight, lie_apart, place_of_move


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("1.0", "2.0"), ("2.1", "3.0"), True),
        (("2.1", "3.0"), ("1.0", "2.0"), True),
        (("1.0", "2.0"), ("2.0", "3.0"), False),  # they share the number 2.0
        (("2.0", "3.0"), ("1.0", "2.0"), False),
        (("1.0", "9.0"), ("2.0", "3.0"), False),
        (("9.5", "9.9"), ("10.0", "10.4"), True),  # numbers, and not letters in the order of the alphabet
        (("", "2.0"), ("2.1", "3.0"), False),
        (("1.0", "2.0"), ("2.1", ""), False),
    ],
)
def test_intervals_lie_apart_where_they_share_no_number_and_both_are_known(one, other, apart):
    assert apart == lie_apart(one, other)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "few"),
    [
        ("count", 99, None, True),
        ("count", 100, None, False),
        ("count", 0, None, True),
        ("count", None, None, False),
        ("per 10,000 children", 99, 80000, True),
        ("per 10,000 children", 100, 800, False),
        ("per cent", 20, 100, False),
        ("per cent", 19, 100, True),
        ("per cent", 99, 99, True),
        ("per cent", 99, None, True),
        ("per cent", 100, None, False),
        ("per cent", None, 50, False),
    ],
)
def test_few_are_fewer_than_a_hundred_and_of_a_percentage_fewer_than_twenty_of_a_hundred(
    unit, numerator, denominator, few
):
    assert few == is_few(unit, numerator, denominator)


@pytest.mark.parametrize(
    ("unit", "before", "now", "slight"),
    [
        ("per cent", "83.5", "83.9", True),
        ("per cent", "83.5", "84.0", False),
        ("per cent", "0.0", "0.4", True),
        ("count", "724", "725", True),
        ("count", "1000", "1009", True),
        ("count", "1000", "1010", False),
        ("count", "1000", "991", True),
        ("count", "0", "1", False),
        ("per 10,000 children", "70", "71", False),
    ],
)
def test_a_move_is_slight_below_half_a_point_or_one_in_a_hundred(unit, before, now, slight):
    assert slight == is_slight(unit, Decimal(before), Decimal(now))


@pytest.mark.parametrize(
    ("moved", "place"),
    [(-9.1, "large"), (-9.0, "notable"), (-4.1, "notable"), (-4.0, "ordinary"), (4.0, "ordinary"), (4.1, "notable"),
     (9.0, "notable"), (9.1, "large")],
)  # fmt: skip
def test_a_change_on_a_border_belongs_to_the_middle(moved, place):
    assert place == place_of_move(moved, (-9.0, -4.0, 4.0, 9.0))


@pytest.mark.parametrize(
    ("moved", "borders", "is_still", "place"),
    [
        (0.5, (1.0, 2.0, 5.0, 9.0), False, "less than others"),
        (1.9, (1.0, 2.0, 5.0, 9.0), False, "less than others"),
        (2.0, (1.0, 2.0, 5.0, 9.0), False, "ordinary"),
        (-0.5, (1.0, 2.0, 5.0, 9.0), False, "large"),
        (-0.5, (1.0, 2.0, 5.0, 9.0), True, "less than others"),
        (-0.5, (-9.0, -5.0, -2.0, -1.0), False, "less than others"),
        (0.5, (-9.0, -5.0, -2.0, -1.0), False, "large"),
        (0.5, (-9.0, -5.0, -2.0, -1.0), True, "less than others"),
        (0.0, (-2.0, 0.0, 1.0, 2.0), True, "ordinary"),
    ],
)
def test_a_change_the_way_of_most_that_is_smaller_than_theirs_is_not_large(moved, borders, is_still, place):
    assert place == place_of_move(moved, borders, is_still=is_still)
