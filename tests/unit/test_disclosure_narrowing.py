"""What arithmetic alone says of tied unknowns: exact where it says so, and never more than is true."""

from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import ASHMERE, PERIOD

from safeguarding_report.disclosure.contradictions import has_example
from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.few_choices import cheapest_of_few
from safeguarding_report.disclosure.narrowing import ContradictionError, narrowed
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import Bound
from safeguarding_report.disclosure.safe import Needed
from safeguarding_report.disclosure.search import Search, Shown
from safeguarding_report.disclosure.system import Piece
from safeguarding_report.disclosure.tied import Tie, Tied

OPEN = Range(1, None)
A, B, C, D = (Count(name, ASHMERE, PERIOD) for name in "ABCD")


def adds_up_to(total, *places):
    return Tie(places, (1,) * len(places), total, total)


def test_a_chain_of_sums_is_settled_without_the_solver():
    # a + b = 9 and b + c = 8, each at least 1: b is 7 at most, so a is 2 at least.
    found = narrowed(Tied((OPEN, OPEN, OPEN), (adds_up_to(9, 0, 1), adds_up_to(8, 1, 2))))
    assert ((2, 8), (1, 7), (1, 7)) == found.spans
    assert () == found.rings


def test_a_ring_of_sums_is_left_to_the_solver():
    # a + b = b + c = c + a = 10: only 5, 5, 5; arithmetic alone still thinks of 1 to 9.
    ties = (adds_up_to(10, 0, 1), adds_up_to(10, 1, 2), adds_up_to(10, 2, 0))
    found = narrowed(Tied((OPEN, OPEN, OPEN), ties))
    assert [(0, 1, 2)] == [ring.places for ring in found.rings]
    assert ((1, 9),) * 3 == found.spans


def test_a_sum_that_holds_anyhow_ties_nothing():
    # a + b = 10 and c = a - b, known within 45 either way: with a from 1 to 9 that is no news.
    within = Tie((0, 1, 2), (1, -1, -1), -45, 45)
    assert () == narrowed(Tied((OPEN, OPEN, Range(0, 30)), (adds_up_to(10, 0, 1), within))).rings


def test_two_words_about_one_sum_are_one():
    # 2 <= a - b and b - a >= -3 say together that a is 2 or 3 more than b.
    two = Tied((Range(1, 9), Range(1, 9)), (Tie((0, 1), (1, -1), 2, None), Tie((1, 0), (1, -1), -3, None)))
    assert ((3, 9), (1, 7)) == narrowed(two).spans
    assert () == narrowed(two).rings


@pytest.mark.parametrize(
    "ties",
    [
        (adds_up_to(3, 0, 1), adds_up_to(9, 0, 1)),
        (Tie((0, 1), (1, -1), 5, None), Tie((0, 1), (1, -1), None, 3)),
        (adds_up_to(1, 0, 1),),
    ],
)
def test_what_cannot_be_is_said_to_be_impossible(ties):
    tied = Tied((OPEN, OPEN), ties)
    with pytest.raises(ContradictionError):
        narrowed(tied)
    assert not has_example(tied)


SMALL = 4
ties_of_four = st.lists(
    st.builds(
        lambda places, times, least, width: Tie(tuple(places), tuple(times[: len(places)]), least, None if width is None else least + width),
        st.lists(st.integers(0, 3), min_size=2, max_size=3, unique=True),
        st.tuples(*[st.sampled_from([1, -1, 1, -1, 2])] * 3),
        st.integers(-3, 6),
        st.sampled_from([0, 0, 1, None]),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(ties=ties_of_four)
def test_arithmetic_never_rules_out_an_answer_and_is_exact_where_it_leaves_no_ring(ties):
    tied = Tied((Range(0, SMALL),) * 4, tuple(ties))
    answers = [numbers for numbers in itertools.product(range(SMALL + 1), repeat=4) if tied.keeps(numbers)]
    try:
        found = narrowed(tied)
    except ContradictionError:
        assert [] == answers
        return
    true_ends = [(min(column), max(column)) for column in zip(*answers, strict=True)]
    in_rings = {place for ring in found.rings for place in ring.places}
    for place, (least, most) in enumerate(true_ends):
        assert found.spans[place].least <= least
        assert most <= found.spans[place].most
        if place not in in_rings:
            assert (least, most) == found.spans[place]
    if not found.rings:
        assert answers


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ties=ties_of_four)
def test_how_far_counts_reach_is_what_trying_all_numbers_finds(ties):
    tied = Tied((Range(0, SMALL),) * 4, tuple(ties))
    answers = [numbers for numbers in itertools.product(range(SMALL + 1), repeat=4) if tied.keeps(numbers)]
    if not answers:
        return
    counts = (A, B, C, D)
    bounds = [
        Bound(tuple((counts[place], times) for place, times in zip(tie.places, tie.times, strict=True)), *tie[2:4])
        for tie in ties
    ]
    far = Needed(-1, SMALL + 1)  # further than there is, so that the exact ends are looked for
    found = Reaches().of(dict.fromkeys(counts, Range(0, SMALL)), bounds, dict.fromkeys(counts, far))
    true_ends = [(min(column), max(column)) for column in zip(*answers, strict=True)]
    assert true_ends == [(found[count].least, found[count].most) for count in counts]


THRESHOLD = 2
MOST = 8


@pytest.mark.parametrize("seed", range(200))
def test_a_count_is_called_safe_where_trying_all_numbers_finds_both_ends(seed):
    random = Random(seed)  # noqa: S311 — made-up systems, no secret
    counts = (A, B, C, D)[: random.randint(3, 4)]
    true = {count: random.randint(0, 5) for count in counts}
    # Zeros are shown mostly, so that most of what is hidden is 1 at least.
    ranges = {count: Range(min(number, random.choice([0, 1, 1])), MOST) for count, number in true.items()}
    bounds = [random_bound(random, true) for _ in range(random.randint(2, 4))]
    spans = (range(ranges[count].least, MOST + 1) for count in counts)
    tried = [dict(zip(counts, numbers, strict=True)) for numbers in itertools.product(*spans)]
    answers = [one for one in tried if all(keeps(one, bound) for bound in bounds)]
    found = Reaches().of(ranges, bounds, dict.fromkeys(counts, Needed(1, THRESHOLD + 1)))
    for count in counts:
        least, most = min(one[count] for one in answers), max(one[count] for one in answers)
        reach = found[count]
        assert (least <= 1 and most > THRESHOLD) == reach.is_safe
        # An end that is far enough need not be the last; one that is not is exact.
        assert reach.least == least or least <= reach.least <= 1
        assert reach.most == most or THRESHOLD < reach.most <= most


def random_bound(random, true):
    """Return a sum of two or three counts that the true numbers keep: exactly, nearly, or with one end only."""
    counts = random.sample(sorted(true), random.randint(2, 3))
    times = random.choice([[1, 1, 1], [1, -1, -1], [1, 2, -1], [3, -2, 1]])
    terms = tuple(zip(counts, times, strict=False))
    total = sum(true[count] * number for count, number in terms)
    more, less = (random.choice([0, 0, 1, 2]) for _ in "ab")
    ends = random.choice([(total, total), (total - less, total + more), (None, total + more), (total - less, None)])
    return Bound(terms, *ends)


def keeps(numbers, bound):
    total = sum(numbers[count] * times for count, times in bound.terms)
    return (bound.least is None or bound.least <= total) and (bound.most is None or total <= bound.most)


def test_of_few_choices_the_cheapest_is_the_one_that_the_solver_finds():
    # 20 = 3 + 7 + 10, of which 3 is hidden: 7 must go with it, or 10, which costs more.
    piece = Piece({A: OPEN, B: OPEN, C: OPEN}, (Bound(((A, 1), (B, 1), (C, 1)), 20, 20),))
    shown = {B: Shown(7, 7, 1, 10.0), C: Shown(10, 10, 1, 12.0)}
    needed = {A: Needed(1, 6)}
    assert {B} == cheapest_of_few(piece, shown, needed) == Search(piece, shown, needed).hide()


def test_of_few_choices_what_is_not_enough_is_left_to_the_search():
    piece = Piece({A: OPEN, B: OPEN}, (Bound(((A, 1), (B, 1)), 5, 5),))
    assert cheapest_of_few(piece, {B: Shown(2, 2, 1, 1.0)}, {A: Needed(1, 6)}) is None
