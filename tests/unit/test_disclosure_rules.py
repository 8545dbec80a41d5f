"""What is hidden by rule, and what is hidden besides within a breakdown and between authorities; worked by hand."""

from __future__ import annotations

import pytest
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership

from safeguarding_report.disclosure.relations import PARTITIONS, Count, Sum, sums_of_categories, what_is_counted
from safeguarding_report.disclosure.rules import Reason, is_small
from safeguarding_report.disclosure.suppression import hide_between_areas, hide_within_breakdown, protect
from safeguarding_report.measures import MEASURES

WHOLE = Count("plans_at_31_march", ASHMERE, PERIOD)
PARTS = tuple(
    Count(f"plans_at_31_march_{name}_initial", ASHMERE, PERIOD)
    for name in ("neglect", "physical", "sexual", "emotional", "multiple")
)
NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE = PARTS
PLANS = Sum(WHOLE, PARTS)


def hidden_in(total, *numbers, threshold=5):
    """Return the categories that end up hidden, of a total and five categories; None is hidden by the source."""
    counts = {PLANS.whole: total} | dict(zip(PARTS, numbers, strict=True))
    known = {count: number for count, number in counts.items() if number is not None}
    by_rule = {count for count in counts if count not in known}
    by_rule |= {count for count, number in known.items() if is_small(number, threshold)}
    hidden = by_rule | hide_within_breakdown(PLANS, known, by_rule, threshold)
    return [part for part in PARTS if part in hidden]


@pytest.mark.parametrize("threshold", [5, 7, 10])
def test_counts_from_1_to_the_threshold_are_small_and_0_is_not(threshold):
    expected = [False, True, True, True, False]
    actual = [is_small(number, threshold) for number in (0, 1, threshold - 1, threshold, threshold + 1)]
    assert expected == actual


def test_the_next_smallest_category_is_hidden_beside_a_small_one():
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 41, 3, 16, 0)


def test_of_equal_categories_the_one_printed_first_is_hidden():
    assert [NEGLECT, SEXUAL] == hidden_in(103, 30, 30, 3, 40, 0)


def test_a_zero_stays_shown_and_protects_nobody():
    assert [SEXUAL, EMOTIONAL] == hidden_in(59, 40, 0, 3, 16, 0)


def test_two_small_categories_that_share_too_little_get_a_third():
    # Shared 2 + 2 = 4: neither could be 6, with 1 for the other. With 16 more each could be up to 18.
    assert [NEGLECT, PHYSICAL, EMOTIONAL] == hidden_in(60, 2, 2, 40, 16, 0)


@pytest.mark.parametrize(("second", "is_enough"), [(3, False), (4, True)])
def test_what_hidden_categories_share_reaches_the_threshold_and_1_more_beside_1_for_the_other(second, is_enough):
    # 3 + 4 = 7 leaves 6 and 1; 3 + 3 = 6 leaves only 5 and 1.
    expected = [PHYSICAL, SEXUAL] if is_enough else [PHYSICAL, SEXUAL, EMOTIONAL]
    assert expected == hidden_in(56 + 3 + second, 40, 3, second, 16, 0)


def test_a_higher_threshold_asks_for_more():
    assert [] == hidden_in(100, 40, 30, 8, 22, 0, threshold=7)
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 30, 8, 22, 0, threshold=10)


def test_what_the_source_hides_enough_of_is_left_as_it_is():
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 41, None, None, 0)


def test_a_single_category_that_the_source_hides_gets_a_second():
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 41, None, 16, 0)


def test_hidden_categories_that_the_source_leaves_too_narrow_get_another():
    # They share 60 − 40 − 16 = 4.
    assert [PHYSICAL, SEXUAL, EMOTIONAL] == hidden_in(60, 40, None, None, 16, 0)


def test_a_breakdown_with_all_children_in_one_hidden_category_is_left_out_whole():
    assert list(PARTS) == hidden_in(7, 0, None, 0, 0, 0)


def test_a_hidden_total_with_all_its_children_in_one_category_is_left_out_whole():
    assert list(PARTS) == hidden_in(4, 0, 4, 0, 0, 0)


def test_a_hidden_total_needs_a_hidden_category():
    assert [PHYSICAL] == hidden_in(None, 40, 16, 0, 0, 0)


def test_a_breakdown_without_small_counts_is_untouched():
    assert [] == hidden_in(100, 40, 31, 6, 23, 0)


def test_parts_that_miss_their_total_do_not_loosen_the_rule():
    # The total is 30 more than its parts; the reader's 35 for two hidden ones is really 2 + 3.
    assert [PHYSICAL, SEXUAL, EMOTIONAL] == hidden_in(91, 40, 2, 3, 16, 0)


def test_parts_that_exceed_their_total_do_not_loosen_the_rule():
    # 40 + 16 + 9 is more than the 50 of the total; with 9 and 16 hidden too, 10 are left for four: up to 7 each.
    assert [PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE] == hidden_in(50, 40, None, None, 16, 9)


AREAS = Sum(Count("referrals", JOINT, PERIOD), (Count("referrals", ASHMERE, PERIOD), Count("referrals", WOLD, PERIOD)))
BOTH, (LARGE, TINY) = AREAS.whole, AREAS.parts


def test_the_partnerships_count_is_hidden_where_an_authoritys_is():
    assert {BOTH} == hide_between_areas(AREAS, {BOTH: 403, LARGE: 400, TINY: 3}, {TINY})


def test_the_partnerships_count_is_shown_where_all_authorities_are():
    assert set() == hide_between_areas(AREAS, {BOTH: 420, LARGE: 400, TINY: 20}, set())


def test_a_count_hidden_only_for_the_partnership_takes_the_smaller_authority_with_it():
    assert {TINY} == hide_between_areas(AREAS, {BOTH: 420, LARGE: 400, TINY: 20}, {BOTH})


def test_a_zero_of_the_tiny_authority_is_no_cover_for_the_partnership():
    assert {LARGE} == hide_between_areas(AREAS, {BOTH: 400, LARGE: 400, TINY: 0}, {BOTH})


def test_an_authority_without_a_figure_leaves_nothing_to_take_away_from():
    assert set() == hide_between_areas(AREAS, {LARGE: 400}, set())


def test_what_one_authority_hides_in_a_breakdown_the_partnership_hides_too():
    numbers = {}
    for area, values in {
        ASHMERE: (100, 40, 31, 6, 23, 0),
        WOLD: (59, 40, 0, 3, 16, 0),
        JOINT: (159, 80, 31, 9, 39, 0),
    }.items():
        numbers |= dict(zip([Count(member.counted, area, PERIOD) for member in PLANS.members], values, strict=True))
    by_rule = {count: Reason.THRESHOLD for count, number in numbers.items() if is_small(number, 5)}
    protection = protect(numbers, by_rule, partnership(joint=True), 5)
    expected = {Count(part.counted, area, PERIOD) for part in (SEXUAL, EMOTIONAL) for area in (WOLD, JOINT)}
    assert expected == set(protection.hidden)
    assert frozenset() == protection.left_out


def test_every_percentage_is_divided_by_a_count_the_gate_knows():
    known = {counted.numerator for counted in what_is_counted().values()}
    shares = {counted.title: counted.denominator for counted in what_is_counted().values() if counted.is_share}
    without_own_figure = {title for title, denominator in shares.items() if denominator not in known}
    in_annex = {measure.title for measure in MEASURES if measure.annex}
    # These denominators stand in their own rows alone, where they are hidden like any count.
    assert {"child_protection_plans_reviewed"} == without_own_figure - in_annex


def test_every_breakdown_is_declared_as_a_partition_with_its_total():
    # Several factors may stand in one assessment: they are no parts of a whole.
    expected = {measure.title for measure in MEASURES if measure.breakdown} - {"assessments_by_factor"}
    assert expected == set(PARTITIONS)
    sums = list(sums_of_categories([WHOLE]))
    assert len(PARTITIONS) == len(sums)
    assert PLANS in sums
