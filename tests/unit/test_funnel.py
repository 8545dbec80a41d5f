"""Funnel limits: worked out by hand for few authorities, and on everything published for a year."""

from __future__ import annotations

import csv
from math import asin, sin, sqrt

import pytest

from safeguarding_report.funnel import ALMOST_ALL, NEARLY_ALL, Funnel, drawn_in, funnel_of
from safeguarding_report.released import Published


def alike(number, numerator=20, denominator=100):
    return [Published(numerator, denominator)] * number


def test_where_chance_explains_it_all_the_limits_hold_chance_alone():
    funnel = funnel_of(alike(20), "percent")

    assert Funnel("percent", 20.0, 0.0, 20) == funnel
    # asin √0.2 = 0.4636; 1.96 / (2 √100) = 0.0980; sin² of 0.3656 and of 0.5616.
    assert (12.8, 28.4) == tuple(round(limit, 1) for limit in funnel.limits(100, NEARLY_ALL))


def test_what_authorities_differ_by_is_added_to_chance_by_the_method_of_moments():
    # Half at 10 per cent and half at 30 per cent of 100: the average is 20, and no tenth at an end is drawn in.
    funnel = funnel_of([*alike(10, 10), *alike(10, 30)], "percent")

    centre = asin(sqrt(0.2))
    distances = [(asin(sqrt(share)) - centre) * sqrt(400) for share in (0.1, 0.3)]
    # All weights are 400: twenty of them less the sum of squares by the sum is 8,000 less 400.
    expected = (10 * distances[0] ** 2 + 10 * distances[1] ** 2 - 19) / 7600
    assert pytest.approx(sqrt(expected)) == funnel.difference
    spread = NEARLY_ALL * sqrt(1 / 400 + expected)
    assert pytest.approx(100 * sin(centre + spread) ** 2) == funnel.limits(100, NEARLY_ALL)[1]


def test_a_rate_is_put_on_the_scale_of_its_root():
    funnel = Funnel("rate", 100.0, 0.0, 20)

    # √(100 / 10,000) = 0.1; 1.96 / (2 √2,500) = 0.0196; (0.0804)² and (0.1196)² times 10,000.
    assert (64.6, 143.0) == tuple(round(limit, 1) for limit in funnel.limits(2500, NEARLY_ALL))


def test_the_tenth_at_either_end_is_drawn_in_to_where_the_others_end():
    assert [1, 1, 2, 3, 4, 5, 6, 7, 8, 8] == drawn_in([-90, 1, 2, 3, 4, 5, 6, 7, 8, 900])


def test_one_odd_authority_does_not_widen_the_limits_that_it_is_judged_by():
    usual = [Published(number, 100) for number in range(10, 30)]
    odd = [*usual, Published(95, 100)]

    assert funnel_of(odd, "percent").difference < 2 * funnel_of(usual, "percent").difference
    assert "above" == funnel_of(odd, "percent").side(95, 100, ALMOST_ALL)


def test_limits_never_leave_what_there_can_be():
    assert (0.0, 100.0) == Funnel("percent", 50.0, 9.0, 20).limits(1, ALMOST_ALL)
    assert 0.0 == Funnel("rate", 1.0, 9.0, 20).limits(1, ALMOST_ALL)[0]


@pytest.mark.parametrize(("numerator", "expected"), [(12, "below"), (13, "within"), (28, "within"), (29, "above")])
def test_an_authority_lies_within_or_outside_by_its_own_size(numerator, expected):
    assert expected == Funnel("percent", 20.0, 0.0, 20).side(numerator, 100)


def test_a_small_authority_has_wider_limits_than_a_large_one():
    funnel = Funnel("percent", 20.0, 0.05, 150)

    small, large = funnel.limits(10, NEARLY_ALL), funnel.limits(10_000, NEARLY_ALL)
    assert small[0] < large[0] < 20 < large[1] < small[1]


@pytest.mark.parametrize("number", [0, 19])
def test_with_too_few_authorities_there_is_no_funnel(number):
    assert funnel_of(alike(number), "percent") is None


def test_an_authority_without_a_denominator_is_left_out():
    assert 20 == funnel_of([*alike(20), Published(0, 0)], "percent").authorities


def test_of_all_published_authorities_nearly_all_lie_between_the_outer_limits(repository):
    with (repository / "data" / "official" / "authority_figures.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["time_period"] == "202324"]
    measures = [name for name in rows[0] if name.endswith(("_rate", "_percent"))]
    outside = {}
    for measure in measures:
        published = [Published.of(row[measure]) for row in rows if row[measure]]
        funnel = funnel_of(published, "rate" if measure.endswith("_rate") else "percent")
        sides = [funnel.side(one.numerator, one.denominator, ALMOST_ALL) for one in published if one.denominator]
        outside[measure] = sum(side != "within" for side in sides)
        assert len(published) > 130, measure

    # Without the difference between authorities, four in five would lie outside.
    assert 8 == len(outside)
    assert max(outside.values()) <= 6
