"""How far a reader can narrow hidden counts down: worked by hand, and with what really leaked."""

from __future__ import annotations

import pytest
from made_up import ASHMERE, OWNERS, PERIOD, partnership

from safeguarding_report.disclosure import solver
from safeguarding_report.disclosure.counted import Count, Range, what_is_counted
from safeguarding_report.disclosure.examples import NoExampleError
from safeguarding_report.disclosure.printed import Told, share_bounds
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import Bound, relations
from safeguarding_report.disclosure.rules import read_rules
from safeguarding_report.disclosure.safe import Needed
from safeguarding_report.disclosure.solver import SolverGaveUpError
from safeguarding_report.disclosure.system import Piece, Pieces, pieces
from safeguarding_report.rounding import ratio

A, B, C, D, E = (Count(name, ASHMERE, PERIOD) for name in "ABCDE")
OPEN = Range(1, None)
SAFE = Needed(1, 6)


def number(value):
    return Range(value, value)


def is_sum(whole, *parts, may_be_missed=False):
    return Bound(((whole, 1), *((part, -1) for part in parts)), 0, 0, may_be_missed)


def reach(ranges, bounds, *wanted):
    found = Reaches().of(ranges, bounds, dict.fromkeys(wanted, SAFE))
    return [(found[count].least, found[count].most, found[count].is_safe) for count in wanted]


def test_two_hidden_parts_share_what_is_left():
    # 12 for both, and each is 1 at least as zeros are shown.
    assert [(1, 11, True), (1, 11, True)] == reach({A: number(12), B: OPEN, C: OPEN}, [is_sum(A, B, C)], B, C)


@pytest.mark.parametrize(("shared", "is_safe"), [(6, False), (7, True)])
def test_a_hidden_part_is_safe_from_the_threshold_and_1_more(shared, is_safe):
    ranges = {A: number(shared), B: OPEN, C: OPEN}
    assert is_safe == reach(ranges, [is_sum(A, B, C)], B)[0][2]


def test_what_is_known_passes_from_sum_to_sum():
    # A = B + C with A = 10 and B = 4, so C = 6; C = D + E, so neither D nor E is more than 5.
    ranges = {A: number(10), B: number(4), C: OPEN, D: OPEN, E: OPEN}
    assert (1, 5, False) == reach(ranges, [is_sum(A, B, C), is_sum(C, D, E)], D)[0]


def test_what_another_hidden_count_leaves_bounds_a_count_from_below():
    # B + C = 9 and C + D = 8: where D cannot be 0, C is 7 at most, so B is 2 at least.
    sums = [is_sum(A, B, C), is_sum(E, C, D)]
    ranges = {A: number(9), E: number(8), B: OPEN, C: OPEN}
    assert [(2, 8, False)] == reach(ranges | {D: OPEN}, sums, B)
    assert (1, True) == reach(ranges | {D: Range(0, None)}, sums, B)[0][::2]


def test_a_count_that_nothing_bounds_is_safe():
    assert reach({A: OPEN, B: number(4), C: OPEN}, [is_sum(A, B, C)], C)[0][2]
    assert reach({A: OPEN}, [], A)[0][2]


def test_both_less_one_authority_is_the_other():
    assert [(3, 3, False)] == reach({A: number(756), B: number(753), C: OPEN}, [is_sum(A, B, C)], C)


def test_whole_numbers_count_where_halves_would_do():
    # 2 B + 2 C = 13 has no whole answer, and 2 B + 3 C = 13 has B = 2 or 5 only.
    bound = Bound(((B, 2), (C, 3)), 13, 13)
    assert [(2, 5, False)] == reach({B: Range(0, None), C: OPEN}, [bound], B)


def test_parts_that_exceed_their_total_get_just_the_room_that_they_need():
    # 50 shown of a total of 40 cannot be; with room for 10, and 1 each for the hidden two, nothing more is given.
    ranges = {A: number(40), B: number(50), C: OPEN, D: OPEN}
    found = reach(ranges, [is_sum(A, B, C, D, may_be_missed=True)], C)
    assert not found[0][2]


def test_figures_that_cannot_all_be_true_stop_with_what_to_do():
    with pytest.raises(NoExampleError, match="Look for a figure in the ledger"):
        reach({A: number(40), B: number(50), C: OPEN}, [is_sum(A, B, C), is_sum(C, A, B)], C)


def test_a_solver_that_gives_up_stops_with_what_to_do(monkeypatch):
    monkeypatch.setattr(solver, "ANY_NUMBERS", solver.ANY_NUMBERS | {"simplex_iteration_limit": 0})
    sums = [is_sum(A, B, C), is_sum(D, B, E), is_sum(A, E, D)]
    ranges = {A: number(100), B: OPEN, C: OPEN, D: OPEN, E: OPEN}
    with pytest.raises(SolverGaveUpError, match="nothing is released"):
        reach(ranges, sums, B, C, E)


def test_a_piece_that_is_kept_grows_when_what_it_is_tied_to_is_hidden_or_tied_anew():
    ranges = {A: number(10), B: OPEN, C: OPEN, D: number(7), E: OPEN}
    kept = Pieces(ranges.__getitem__)
    kept.add(0, is_sum(A, B, C))
    kept.add(2, is_sum(D, C))
    assert [[B, C]] == [piece.counts for piece in kept.around([B])]
    ranges[D] = OPEN
    kept.change([D])
    assert [[B, C, D]] == [piece.counts for piece in kept.around([C, B])]
    kept.add(1, is_sum(E, D))
    assert [[B, C, D, E]] == [piece.counts for piece in kept.around([B])]
    assert [is_sum(A, B, C), is_sum(E, D), is_sum(D, C)] == list(kept.around([E])[0].origins)


def test_what_has_nothing_to_do_with_each_other_falls_into_pieces():
    ranges = {A: number(10), B: OPEN, C: OPEN, D: OPEN, E: OPEN}
    found = pieces(ranges, [is_sum(A, B, C), Bound(((D, 1), (E, -1), (A, 1)), 0, 45)])
    assert [{B, C}, {D, E}] == [set(piece.ranges) for piece in found]
    assert [(-10, -10), (-10, 35)] == [(piece.bounds[0].least, piece.bounds[0].most) for piece in found]


def test_an_example_is_checked_without_the_solver():
    tied = Piece({B: OPEN, C: Range(0, 9)}, (Bound(((B, 1), (C, 1)), 10, 12),)).tied
    assert tied.keeps([3, 9])
    assert not tied.keeps([4, 9])
    assert not tied.keeps([2, 10])
    assert not tied.keeps([0, 10])


@pytest.mark.parametrize(
    ("whole", "scale", "decimals"), [(40, 100, 0), (40, 100, 1), (423, 100, 1), (62_000, 10_000, 1)]
)
def test_a_printed_share_leaves_exactly_the_numbers_that_round_to_it(whole, scale, decimals):
    for part in (0, 1, 2, 3, 17, 40):
        value = str(ratio(part, whole, scale, decimals))
        (bound,) = share_bounds(A, B, whole, value, scale)
        expected = [one for one in range(60) if str(ratio(one, whole, scale, decimals)) == value]
        assert expected == [one for one in range(60) if bound.least <= one <= bound.most]


def test_a_printed_share_of_a_hidden_whole_ties_the_two():
    low, high = share_bounds(A, B, None, "33.3", 100)
    for part, whole, fits in ((1, 3, True), (2, 6, True), (1, 4, False), (2, 5, False), (333, 1000, True)):
        totals = [sum({A: part, B: whole}[count] * times for count, times in one.terms) for one in (low, high)]
        assert fits == (totals[0] >= low.least and totals[1] <= high.most)


def test_redcar_and_cleveland_2024_leaks_by_the_percentage_that_others_print():
    """423 conferences = c + 362 + 46 + c; the interactive tool prints 86.3 per cent within 15 days, so 365 of them."""
    area = "E06000003"
    total, short, rest = (
        Count(name, area, "202324")
        for name in (
            "initial_conferences",
            "initial_conferences_0_to_10_days+initial_conferences_11_to_15_days",
            "initial_conferences_0_to_10_days",
        )
    )
    known = Count("initial_conferences_11_to_15_days", area, "202324")
    later, latest = (Count(f"initial_conferences_{band}_days", area, "202324") for band in ("16_to_20", "21_or_more"))
    shown = {total: number(423), known: number(362), later: number(46)}
    told = Told(numbers=dict(shown), hidden={short, rest, latest})
    bounds = relations([*shown, short, rest, latest], (), partnership())
    ranges = {**shown, short: OPEN, rest: OPEN, latest: OPEN}
    # 423 less 362 and 46 leaves 15 for the two.
    assert [(1, 14, True)] == [(max(least, 1), most, safe) for least, most, safe in reach(ranges, bounds, rest)]
    row = {
        "area_code": area, "time_period": "202324", "numerator": "", "denominator": "423", "value": "86.3",
        "symbol": "", "status": "",
    }  # fmt: skip
    counted = what_is_counted()["initial_conferences_in_15_days_percent", ""]
    told.take(row, counted, read_rules(OWNERS, 5))
    assert [(3, 3, False)] == reach(ranges, [*bounds, *told.shares], rest)


@pytest.mark.parametrize(("ended", "most"), [(47, 48), (87, 8), (88, 7)])
def test_stock_and_flow_bound_what_is_open_within_the_measured_tolerance(ended, most):
    # 20 were open and 30 started: with 87 ended at most 20 + 30 - 87 + 45 = 8 can be open.
    now, before = Count("plans_at_31_march", ASHMERE, PERIOD), Count("plans_at_31_march", ASHMERE, "202223")
    started, gone = Count("plans_starting", ASHMERE, PERIOD), Count("plans_ending", ASHMERE, PERIOD)
    ranges = {now: OPEN, before: number(20), started: number(30), gone: number(ended)}
    assert most == reach(ranges, relations(ranges, (), partnership()), now)[0][1]


def test_quarters_add_up_to_their_year():
    year = Count("referrals", ASHMERE, PERIOD)
    quarters = [year._replace(time_period=f"{PERIOD}Q{place}") for place in (1, 2, 3, 4)]
    ranges = {year: number(40), quarters[0]: number(12), quarters[1]: number(15), quarters[2]: number(10)}
    ranges[quarters[3]] = OPEN
    assert [(3, 3, False)] == reach(ranges, relations(ranges, (), partnership()), quarters[3])


def test_a_category_that_its_source_lacks_leaves_the_rest_open():
    parts = [Count(f"plans_at_31_march_{name}_initial", ASHMERE, PERIOD) for name in ("neglect", "physical", "sexual")]
    whole, lacking = (
        Count("plans_at_31_march", ASHMERE, PERIOD),
        Count("plans_at_31_march_multiple_initial", ASHMERE, PERIOD),
    )
    held = [whole, *parts]
    assert (0, 0) == _ends(relations(held, (), partnership()))
    assert (0, None) == _ends(relations(held, [lacking], partnership()))


def _ends(bounds):
    (bound,) = bounds
    return bound.least, bound.most
