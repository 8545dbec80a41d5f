"""What is hidden besides what is hidden by rule: the least that is enough, never more; worked by hand."""

from __future__ import annotations

import pytest
from linked_counts import (
    EMOTIONAL,
    ITEMS,
    MULTIPLE,
    NEGLECT,
    PHYSICAL,
    SEXUAL,
    WHOLE,
    hidden_categories,
    plan_counts,
    protected,
    together,
    told_of,
)
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership

from safeguarding_report.disclosure.counted import Count
from safeguarding_report.disclosure.relations import beside
from safeguarding_report.disclosure.rules import Reason

TOTAL = Count(WHOLE, ASHMERE, PERIOD)


def hidden_in(total, *numbers, threshold=5):
    """Return the categories hidden of a total and five categories; None is hidden by the source."""
    return hidden_categories(protected(plan_counts(ASHMERE, PERIOD, total, *numbers), threshold=threshold))


def test_the_next_smallest_category_is_hidden_beside_a_small_one():
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 41, 3, 16, 0)


def test_of_categories_that_cost_the_same_the_first_in_order_is_hidden():
    # In the order of their names: neglect before physical.
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


def test_a_single_category_that_is_certainly_large_needs_no_second():
    # 100 less 40, 41 and 16 is 3, a small one; 100 less 40, 41 and 0 is 19, which is none.
    assert [SEXUAL, EMOTIONAL] == hidden_in(100, 40, 41, None, 16, 0)
    assert [SEXUAL] == hidden_in(100, 40, 41, None, 0, 0)


def test_hidden_categories_that_the_source_leaves_too_narrow_get_another():
    # They share 60 − 40 − 16 = 4.
    assert [PHYSICAL, SEXUAL, EMOTIONAL] == hidden_in(60, 40, None, None, 16, 0)


def test_a_row_that_cannot_cover_its_small_categories_is_left_out_whole_and_its_total_stays():
    # 6 plans, 3 and 3: each could be 5 at most, beside 1 for the other.
    protection = protected(plan_counts(ASHMERE, PERIOD, 6, 3, 3, 0, 0, 0))
    assert [NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE] == hidden_categories(protection)
    assert TOTAL not in protection.hidden
    assert ["child_protection_plans_by_category"] == [row.title for row in protection.left_out]


def test_a_hidden_total_with_all_its_children_in_one_category_is_left_out_whole():
    protection = protected(plan_counts(ASHMERE, PERIOD, 4, 0, 4, 0, 0, 0))
    assert [NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE] == hidden_categories(protection)
    assert 1 == len(protection.left_out)


def test_a_hidden_total_that_is_certainly_large_is_given_back():
    # The source hides a total of 56 and shows its parts: whatever it protects, it is not a small count.
    assert [] == hidden_in(None, 40, 16, 0, 0, 0)


def test_a_hidden_total_of_two_small_parts_is_left_out_with_its_row():
    # Where zeros are shown, two hidden categories make 2 at least; a total that may be 1 asks for hidden zeros.
    protection = protected(plan_counts(ASHMERE, PERIOD, 3, 2, 1, 0, 0, 0))
    assert [NEGLECT, PHYSICAL, SEXUAL, EMOTIONAL, MULTIPLE] == hidden_categories(protection)
    assert 1 == len(protection.left_out)


def test_zeros_are_hidden_in_rows_that_are_left_out_and_beside_them_alone():
    # Of a zero that is hidden anywhere else the reader would be wrong who takes it for 1, and so would the audit.
    ashmere = plan_counts(ASHMERE, PERIOD, 100, 40, 0, 41, 16, 3)
    protection = protected(together(ashmere, plan_counts(WOLD, PERIOD, 3, 2, 0, 1, 0, 0)), joint=True)
    numbers = together(ashmere, plan_counts(WOLD, PERIOD, 3, 2, 0, 1, 0, 0))
    zeros = {count for count in protection.hidden if numbers[count] == 0}
    left_out = {part for row in protection.left_out for part in row.parts}
    assert left_out
    assert zeros <= beside(left_out, partnership(joint=True))


def test_a_partnership_of_hidden_counts_is_at_least_as_many_as_they_are():
    # 2 of Ashmere and 3 of Wold are each between 1 and anything; both together are 2 at least, whatever is printed.
    counts = together({Count("referrals", ASHMERE, PERIOD): 2}, {Count("referrals", WOLD, PERIOD): 3})
    assert dict.fromkeys(counts, Reason.THRESHOLD) == protected(counts, joint=True).hidden


def test_a_breakdown_without_small_counts_is_untouched():
    assert {} == protected(plan_counts(ASHMERE, PERIOD, 100, 40, 31, 6, 23, 0)).hidden


def test_parts_that_miss_their_total_do_not_loosen_the_rule():
    # The total is 30 more than its parts; the reader's 35 for two hidden ones is really 2 + 3.
    assert [PHYSICAL, SEXUAL, EMOTIONAL] == hidden_in(91, 40, 2, 3, 16, 0)


def test_parts_that_exceed_their_total_do_not_loosen_the_rule():
    # The total is 10 less than its parts; what a reader takes for the three hidden ones is 50 − 40 = 10, not 20.
    found = hidden_in(50, 40, 2, 3, 15, 0)
    assert {PHYSICAL, SEXUAL} < set(found)


def test_a_partnership_is_hidden_where_an_authority_is_and_not_the_authority_that_is_large():
    counts = together({Count("referrals", ASHMERE, PERIOD): 400}, {Count("referrals", WOLD, PERIOD): 3})
    expected = {
        Count("referrals", WOLD, PERIOD): Reason.THRESHOLD,
        Count("referrals", JOINT, PERIOD): Reason.COMPLEMENTARY,
    }
    assert expected == protected(counts, joint=True).hidden


def test_a_partnership_is_shown_where_all_its_authorities_are():
    counts = together({Count("referrals", ASHMERE, PERIOD): 400}, {Count("referrals", WOLD, PERIOD): 20})
    assert {} == protected(counts, joint=True).hidden


def test_what_others_have_printed_is_not_hidden_to_protect_what_they_have_given_away():
    # The department prints all but one category: that one is 3 whatever we do, and we hide as little as repeats nothing.
    row = plan_counts(ASHMERE, PERIOD, 100, 40, 41, None, 16, 0)
    protection = protected(row, others=told_of(row))
    assert frozenset({Count(ITEMS[2], ASHMERE, PERIOD)}) == protection.narrowed
    assert [SEXUAL, EMOTIONAL] == hidden_categories(protection)


def test_what_others_hide_safely_asks_for_nothing_of_ours():
    row = plan_counts(ASHMERE, PERIOD, 100, 40, 41, None, None, 0)
    protection = protected(row, others=told_of(row))
    assert frozenset() == protection.narrowed
    assert {Count(item, ASHMERE, PERIOD) for item in ITEMS[2:4]} == set(protection.hidden)


def test_an_open_stock_is_not_given_back_by_what_was_open_before_and_what_started_and_ended():
    # 100 open, 60 started, 95 ended: between 20 and 110 are open. With 159 ended it is at most 46, and at least 0.
    earlier = Count(WHOLE, ASHMERE, "202223")
    started, ended = (Count(name, ASHMERE, PERIOD) for name in ("plans_starting", "plans_ending"))
    small = {earlier: 100, started: 10, ended: 110, TOTAL: 3}
    assert {TOTAL} == set(protected(small).hidden)
    # 0 open, nobody started, 40 ended by the record: at most 5 can be open now, so one of these goes as well.
    pinned = {earlier: 10, started: 0, ended: 50, TOTAL: 3}
    hidden = set(protected(pinned).hidden)
    assert {TOTAL} < hidden
    assert earlier not in hidden, "a later year never changes what was chosen for an earlier one"


def test_a_later_year_never_changes_what_an_earlier_one_chose():
    before = plan_counts(ASHMERE, "202223", 100, 40, 41, 3, 16, 0)
    after = plan_counts(ASHMERE, PERIOD, 90, 2, 31, 3, 44, 10)
    alone = {count for count in protected(before).hidden if count.time_period == "202223"}
    with_later = {count for count in protected(before | after).hidden if count.time_period == "202223"}
    assert alone == with_later


def test_the_analyst_learns_what_each_count_protects_and_what_it_cost():
    protection = protected(plan_counts(ASHMERE, PERIOD, 100, 40, 41, 3, 16, 0))
    emotional, sexual = (Count(ITEMS[place], ASHMERE, PERIOD) for place in (3, 2))
    assert {emotional: (sexual,)} == protection.protects
    # A category: 8, and 4.087 doublings from 1 to 17.
    assert {emotional: 12.087} == protection.costs
