"""Changes since the year before, and levels, judged by their place among authorities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from released_builder import (
    ASHMERE,
    ENGLAND,
    JOINT,
    PERIODS,
    WOLD,
    default_comparisons,
    default_figures,
    write_released,
)

from safeguarding_report.changes import change, exact_value, is_apart, is_telling, level, level_words
from safeguarding_report.released import Released

BORDERS = {"change_10": "-20", "change_25": "-8", "change_75": "8", "change_90": "20"}


@pytest.fixture
def made(tmp_path):
    """Return a function that makes released figures with other cells in them."""

    def make(cells=None, **settings):
        return Released(write_released(tmp_path / "released", cells=cells, **settings))

    return make


def two_years(title, then, now, area=ASHMERE):
    """Return the cells of one title for the year before and the reporting year."""
    return {(title, area, "202223"): then, (title, area, "202324"): now}


def test_the_four_years_of_the_worked_example_are_a_third_fall_in_a_row_and_an_ordinary_change(made):
    # 5,754, 4,987, 4,925, 4,505: minus 8.5 per cent, where the middle half of authorities moved by -10 to +5.
    rows = [row | {"change_25": "-10", "change_75": "5"} for row in default_comparisons("2023-24") if row["change_25"]]
    cells = two_years("referrals", (4925, 80000), (4505, 80000))

    changed = change(made(cells, comparisons=rows), "referrals_count", ASHMERE)

    assert ("fell", 3, "ordinary") == (changed.direction, changed.run, changed.size)
    assert "the third fall in a row" == changed.run_words
    assert "an ordinary change among authorities" == changed.size_words
    assert ("4505", "4925") == (changed.figure.value, changed.before.value)


@pytest.mark.parametrize(
    ("now", "size"),
    [
        (10800, "ordinary"),  # exactly 8 per cent more: on the border is within
        (10801, "notable"),
        (9200, "ordinary"),
        (9199, "notable"),
        (12000, "notable"),  # exactly 20 per cent more
        (12001, "large"),
        (8000, "notable"),
        (7999, "large"),
    ],
)
def test_a_count_is_judged_by_its_exact_change_in_per_cent(made, now, size):
    changed = change(made(two_years("referrals", (10000, 80000), (now, 80000))), "referrals_count", ASHMERE)

    assert size == changed.size


def test_a_rate_is_judged_before_rounding(made):
    # 500.0 to 540.0 looks like exactly 8 per cent; the counts say 8.0025, and that is outside.
    released = made(two_years("referrals", (40000, 800000), (43201, 800000)))

    changed = change(released, "referrals_rate", ASHMERE)

    assert ("500.0", "540.0") == (changed.before.value, changed.figure.value)
    assert "notable" == changed.size


@pytest.mark.parametrize(("now", "size"), [(230, "ordinary"), (231, "notable"), (280, "notable"), (281, "large")])
def test_a_percentage_is_judged_in_percentage_points(made, now, size):
    # From 20.0 per cent; the middle half moved by up to 3 points, the middle eight tenths by up to 8.
    released = made(two_years("rereferrals", (200, 1000), (now, 1000)))

    assert size == change(released, "rereferrals_percent", ASHMERE).size


@pytest.mark.parametrize(
    ("then", "now", "too_few"), [(99, 300, True), (100, 300, False), (300, 99, True), (300, 100, False), (0, 0, True)]
)
def test_below_a_hundred_cases_there_are_too_few_to_tell(made, then, now, too_few):
    released = made(two_years("child_protection_plans", (then, 80000), (now, 80000)))

    changed = change(released, "child_protection_plans_count", ASHMERE)

    assert too_few == changed.too_few
    assert too_few == (changed.size_words == "too few to tell")
    assert too_few == (changed.size == "")


@pytest.mark.parametrize(
    ("then", "now", "too_few"),
    [
        ((50, 100), (60, 100), False),  # a hundred plans are not few, though fifty of them are counted
        ((50, 99), (60, 100), True),
        ((50, 100), (60, 99), True),
        ((20, 374), (69, 374), False),
        ((19, 374), (69, 374), True),
        ((69, 374), (19, 374), True),
    ],
)
@pytest.mark.parametrize("kind", ["percent", "count"])
def test_of_a_percentage_the_cases_it_is_taken_of_are_too_few_below_a_hundred_and_those_counted_below_twenty(
    made, then, now, too_few, kind
):
    changed = change(made(two_years("rereferrals", then, now)), f"rereferrals_{kind}", ASHMERE)

    assert (too_few, too_few) == (changed.too_few, changed.size_words == "too few to tell")


def test_a_percentage_whose_base_is_not_known_rests_on_what_is_counted(made):
    rows = [
        row | {"denominator": ""}
        for row in default_figures(joint=False, cells=two_years("rereferrals", (0, 9), (0, 9)), year="2023-24")
    ]

    assert "too few to tell" == level(made(figures=rows), "rereferrals_percent", ASHMERE)


@pytest.mark.parametrize(
    ("then", "now", "is_slight"),
    [
        ((200, 1000), (204, 1000), True),  # 20.0 to 20.4 per cent
        ((200, 1000), (205, 1000), False),  # half a point is told
        ((200, 1000), (196, 1000), True),
        ((200, 1000), (195, 1000), False),
        ((200, 1000), (200, 1000), False),  # it did not change at all
    ],
)
def test_a_percentage_that_moves_by_less_than_half_a_point_has_hardly_changed(made, then, now, is_slight):
    changed = change(made(two_years("rereferrals", then, now)), "rereferrals_percent", ASHMERE)

    assert (is_slight, is_slight) == (changed.is_slight, changed.moved == "hardly changed")
    assert ("" if changed.moved != changed.direction or changed.direction == "did not change" else "ordinary") == (
        changed.size
    )


@pytest.mark.parametrize(
    ("then", "now", "is_slight"), [(10000, 10099, True), (10000, 10100, False), (10000, 9901, True), (0, 120, False)]
)
def test_a_number_that_moves_by_less_than_one_in_a_hundred_has_hardly_changed(made, then, now, is_slight):
    released = made(two_years("referrals", (then, 80000), (now, 80000)))

    assert is_slight == change(released, "referrals_count", ASHMERE).is_slight


def test_a_number_of_children_is_called_what_its_rate_is_called(made):
    # 10,000 to 11,000 is 10 per cent more, and notable; of 80,000 and 82,000 children it is 7.3 per cent, and ordinary.
    released = made(two_years("referrals", (10000, 80000), (11000, 82000)))

    assert ["ordinary", "ordinary"] == [
        change(released, f"referrals_{kind}", ASHMERE).size for kind in ("count", "rate")
    ]


def test_a_number_behind_a_percentage_is_called_what_the_percentage_is_called(made):
    # 200 to 300 is half as many again; of 1,000 and 1,500 it is the same share.
    released = made(two_years("rereferrals", (200, 1000), (315, 1500)))

    assert ["ordinary", "ordinary"] == [
        change(released, f"rereferrals_{kind}", ASHMERE).size for kind in ("count", "percent")
    ]


def test_a_number_that_rises_while_its_rate_falls_is_called_nothing(made):
    # 10,000 to 10,200, of 80,000 and 100,000 children: the rate falls by 18.4 per cent.
    released = made(two_years("referrals", (10000, 80000), (10200, 100000)))

    number, rate = (change(released, f"referrals_{kind}", ASHMERE) for kind in ("count", "rate"))
    assert ("rose", "", "fell", "notable") == (number.direction, number.size, rate.direction, rate.size)


def with_intervals(then, now):
    """Return figures of children in need that fell from 108 to 24, with these intervals of their rates."""
    rows = default_figures(joint=False, cells=two_years("children_in_need", (108, 841), (24, 642)), year="2023-24")
    ends = {f"children_in_need_rate/{ASHMERE}/202223": then, f"children_in_need_rate/{ASHMERE}/202324": now}
    return [row | dict(zip(("lower", "upper"), ends.get(row["figure_id"], ("", "")), strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("then", "now", "is_told"),
    [
        (("1053.0", "1551.0"), ("240.0", "556.0"), True),
        (("556.1", "1551.0"), ("240.0", "556.0"), True),
        (("556.0", "1551.0"), ("240.0", "556.0"), False),  # they share one number
        (("", ""), ("240.0", "556.0"), False),
    ],
)
@pytest.mark.parametrize("kind", ["count", "rate"])
def test_a_change_of_few_cases_is_told_where_the_printed_intervals_lie_apart(made, then, now, is_told, kind):
    changed = change(made(figures=with_intervals(then, now)), f"children_in_need_{kind}", ASHMERE)

    assert (not is_told, is_told) == (changed.too_few, changed.is_beyond_chance)
    words = "a large change among authorities and more than chance even with so few cases"
    assert (words if is_told else "too few to tell") == changed.size_words


def all_rose(**borders):
    return [row | borders for row in default_comparisons("2023-24") if row["change_25"]]


@pytest.mark.parametrize(
    ("now", "others", "size"),
    [
        (200, "nine in ten authorities rose by more", ""),  # it stood still
        (201, "nine in ten authorities rose by more", ""),
        (210, "three in four authorities rose by more", ""),  # exactly on the border of a tenth
        (219, "three in four authorities rose by more", ""),
        (220, "", "ordinary"),
        (195, "", "large"),  # it fell where others rose
    ],
)
def test_where_others_moved_further_in_the_same_direction_that_is_said(made, now, others, size):
    # From 20.0 per cent: a tenth of authorities rose by less than a point, a quarter by less than two.
    rows = all_rose(change_10="1", change_25="2", change_75="5", change_90="9")
    released = made(two_years("rereferrals", (200, 1000), (now, 1000)), comparisons=rows)

    changed = change(released, "rereferrals_percent", ASHMERE)

    assert (others, size) == (changed.others, changed.size)


def test_of_a_slight_fall_nobody_says_that_others_rose_by_more_where_they_did_not(made):
    # From 20.0 to 19.7 per cent, where three in four authorities rose, or fell by less than 0.2 points.
    rows = all_rose(change_10="-5", change_25="-0.2", change_75="5", change_90="9")
    released = made(two_years("rereferrals", (200, 1000), (197, 1000)), comparisons=rows)

    changed = change(released, "rereferrals_percent", ASHMERE)

    assert ("hardly changed", "", "") == (changed.moved, changed.others, changed.size)


@pytest.mark.parametrize(("now", "others"), [(200, True), (199, True), (189, True), (180, False), (205, False)])
def test_where_others_fell_further_that_is_said_as_well(made, now, others):
    rows = all_rose(change_10="-9", change_25="-5", change_75="-2", change_90="-1")
    released = made(two_years("rereferrals", (200, 1000), (now, 1000)), comparisons=rows)

    assert others == change(released, "rereferrals_percent", ASHMERE).others.endswith("authorities fell by more")


@pytest.mark.parametrize("missing", ["c", "x", "z", None])
@pytest.mark.parametrize("place", [0, 1])
def test_there_is_no_change_where_either_year_is_missing(made, missing, place):
    cells = [(4925, 80000), (4505, 80000)]
    cells[place] = missing

    assert change(made(two_years("referrals", *cells)), "referrals_count", ASHMERE) is None


@pytest.mark.parametrize("missing", ["c", "x", None])
def test_a_missing_year_ends_a_run(made, missing):
    released = made({("referrals", ASHMERE, "202122"): missing})

    changed = change(released, "referrals_count", ASHMERE)

    assert ("fell", 1, "") == (changed.direction, changed.run, changed.run_words)


def test_a_run_is_counted_back_to_the_first_year_held(made):
    released = made({("referrals", ASHMERE, period): (1000 + 20 * n, 80000) for n, period in enumerate(PERIODS)})

    changed = change(released, "referrals_count", ASHMERE)

    assert "the fourth rise in a row" == changed.run_words


@pytest.mark.parametrize(("numbers", "run"), [((1000, 1020, 1029, 1050, 1070), 2), ((1000, 1020, 1040, 1060, 1061), 0)])
def test_a_move_that_is_called_hardly_changed_is_none_of_a_run(made, numbers, run):
    released = made({("referrals", ASHMERE, period): (n, 80000) for n, period in zip(numbers, PERIODS, strict=True)})

    assert run == change(released, "referrals_count", ASHMERE).run


def test_a_row_longer_than_the_page_shows_is_told_without_a_count(made):
    changed = change(made(two_years("referrals", (1000, 80000), (1100, 80000))), "referrals_count", ASHMERE)

    assert ["the fourth rise in a row", "a rise in every year shown"] == [
        replace(changed, run=run).run_words for run in (4, 5)
    ]


@pytest.mark.parametrize(
    ("measure", "ours", "theirs", "expected"),
    [
        ("rereferrals_percent", "21.0", "20.1", False),
        ("rereferrals_percent", "21.0", "20.0", True),
        ("referrals_count", "1019", "1000", False),
        ("referrals_count", "1020", "1000", True),
        ("referrals_count", "980", "1000", True),
        ("referrals_count", "0", "0", False),
        ("referrals_count", "1", "0", True),
        ("referrals_count", "", "1000", False),
    ],
)
def test_two_numbers_are_apart_from_a_point_or_two_per_cent_on(made, measure, ours, theirs, expected):
    figure = made().figure(measure, ASHMERE)

    assert expected == is_apart(replace(figure, value=ours), replace(figure, value=theirs))


@pytest.mark.parametrize(("other", "expected"), [("17.9", True), ("18.0", False), ("24.0", False), ("24.1", True)])
def test_a_gap_within_what_chance_makes_is_not_telling(made, other, expected):
    figure = replace(made().figure("rereferrals_percent", ASHMERE), value="21.0", lower="18.0", upper="24.0")

    assert expected == is_telling(figure, replace(figure, value=other))


def test_a_run_is_of_one_direction(made):
    released = made(two_years("referrals", (4925, 80000), (5000, 80000)))

    changed = change(released, "referrals_count", ASHMERE)

    assert ("rose", 1, "") == (changed.direction, changed.run, changed.run_words)


def test_a_figure_printed_alike_did_not_change(made):
    # 83.0004 and 82.9996 per 10,000 are both printed 83.
    released = made(two_years("children_looked_after", (83000, 10**7 - 1), (83000, 10**7)))

    changed = change(released, "children_looked_after_rate", ASHMERE)

    assert ("83", "83") == (changed.before.value, changed.figure.value)
    assert "did not change" == changed.direction


def test_a_first_year_held_has_no_change(made):
    assert change(made(), "children_looked_after_rate", ASHMERE, "202021") is None


def test_a_comparator_has_no_change_of_its_own(made):
    assert change(made(), "referrals_rate", ENGLAND) is None


def test_a_partnership_as_a_whole_has_its_own_change(made):
    changed = change(made(joint=True), "referrals_rate", JOINT)

    assert ("fell", 3) == (changed.direction, changed.run)


def test_a_category_changes_but_is_not_compared(made):
    key = ("referrals_by_source", ASHMERE, "202324", "police")

    changed = change(made({key: (1200, 4505)}), "referrals_by_source_count", ASHMERE, category="police")

    assert ("fell", "", "") == (changed.direction, changed.size, changed.size_words)


def test_without_a_spread_of_changes_nothing_is_said_about_size(made):
    rows = [
        row | dict.fromkeys(BORDERS, "") | {"changed_authorities": 0, "change_50": ""}
        for row in default_comparisons("2023-24")
    ]

    assert "" == change(made(comparisons=rows), "referrals_rate", ASHMERE).size
    assert "" == change(made(comparisons=[]), "referrals_rate", ASHMERE).size


def test_a_rise_from_nothing_has_no_size(made):
    released = made(two_years("referrals", (0, 80000), (500, 80000)))

    assert ("rose", "") == (
        change(released, "referrals_count", ASHMERE).direction,
        change(released, "referrals_count", ASHMERE).size,
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("239.9", "in the lowest tenth of authorities"),
        ("240.0", "in the lowest quarter of authorities"),
        ("319.9", "in the lowest quarter of authorities"),
        ("320.0", "among the middle half of authorities"),
        ("480.0", "among the middle half of authorities"),
        ("480.1", "in the highest quarter of authorities"),
        ("600.0", "in the highest quarter of authorities"),
        ("600.1", "in the highest tenth of authorities"),
    ],
)
def test_a_level_is_told_by_its_place_and_a_border_belongs_to_the_middle(made, value, words):
    comparison = made().comparisons["referrals_rate", "202324"]

    assert words == level_words(comparison, Decimal(value))
    assert words == level_words(comparison, Fraction(value))


def test_only_own_areas_with_enough_cases_have_a_level(made):
    released = made({("referrals", ASHMERE, "202122"): "c"}, joint=True)

    assert "in the highest quarter of authorities" == level(released, "referrals_rate", ASHMERE)
    assert "too few to tell" == level(released, "referrals_rate", WOLD)
    assert level(released, "referrals_rate", ENGLAND) is None
    assert level(released, "referrals_rate", ASHMERE, "202122") is None


def test_the_exact_value_comes_from_numerator_and_denominator(made):
    released = made()

    assert Fraction(4505 * 10000, 80494) == exact_value(released.figure("referrals_rate", ASHMERE))
    assert Fraction(4505) == exact_value(released.figure("referrals_count", ASHMERE))
    assert Fraction(94100, 4505) == exact_value(released.figure("rereferrals_percent", ASHMERE))
