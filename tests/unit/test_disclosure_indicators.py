"""What partners' indicators say of each other is known to readers, so the gate counts with it."""

from __future__ import annotations

from collections import defaultdict

import pytest
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership, rows_of, write_results, year_settings

from safeguarding_report.disclosure import release
from safeguarding_report.disclosure.between_indicators import SAME_NUMBER, SOME_OF
from safeguarding_report.disclosure.counted import Count, Range, what_is_counted
from safeguarding_report.disclosure.reach import Reaches
from safeguarding_report.disclosure.relations import relations
from safeguarding_report.disclosure.safe import Needed
from safeguarding_report.released import Released
from safeguarding_report.tables.indicators import INDICATORS

TWO_QUESTIONNAIRES = "People who answered"
"""Those who answered before a course and after it are not the same."""


@pytest.fixture
def released(tmp_path):
    def run(ashmere, wold):
        counts = {(ASHMERE, PERIOD): allegations(*ashmere), (WOLD, PERIOD): allegations(*wold)}
        rows = [row | {"status": "synthetic"} for row in rows_of(counts, joint=True)]
        release(
            write_results(tmp_path / "results", rows), tmp_path / "released", partnership(joint=True), year_settings()
        )
        return Released(tmp_path / "released")

    return run


def allegations(closed, in_1_month, in_3_months):
    shares = {"lado_closed_in_1_month": in_1_month, "lado_closed_in_3_months": in_3_months}
    return {"lado_closed": closed} | shares | {f"{share}_denominator": closed for share in shares}


def closed_as_printed(figures, area):
    """Return every number that is printed for the allegations closed, under whichever of its names."""
    below = [figures.figure(f"lado_closed_in_{months}_percent", area).denominator for months in ("1_month", "3_months")]
    return {number for number in (figures.figure("lado_closed_count", area).numerator, *below) if number}


# By itself each of the three names was safe: the partnership's 27 was hidden in one place and stood below the line in
# another, beside Ashmere's 22, so Wold's 5 was the rest.
@pytest.mark.parametrize(
    ("ashmere", "wold"), [((22, 20, 21), (5, 4, 5)), ((58, 33, 57), (4, 1, 1)), ((29, 17, 23), (5, 4, 5))]
)
def test_a_number_that_is_hidden_under_one_name_is_not_given_back_under_another(released, ashmere, wold):
    figures = released(ashmere, wold)
    assert set() == closed_as_printed(figures, WOLD)
    assert not (closed_as_printed(figures, ASHMERE) and closed_as_printed(figures, JOINT))


def test_few_who_were_not_in_time_are_not_told_by_the_whole_under_another_name(released):
    # 22 closed, 20 and 21 of them in time: 2 and 1 were not.
    figures = released((22, 20, 21), (0, 0, 0))
    for months in ("1_month", "3_months"):
        in_time = figures.figure(f"lado_closed_in_{months}_count", ASHMERE).numerator
        assert not (in_time and closed_as_printed(figures, ASHMERE))


def test_missing_episodes_are_one_number_whichever_partner_counts_them():
    # Nine interviews in time, beside the ten episodes that the police print: one child was not seen.
    below = Count("miss_home_interviews_in_72_hours_denominator", WOLD, PERIOD)
    episodes = Count("miss_home_episodes", WOLD, PERIOD)
    bounds = relations({below, episodes}, (), partnership())
    reach = Reaches().of({below: Range(0, None), episodes: Range(10, 10)}, bounds, {below: Needed(-1, 99)})[below]
    assert (10, 10) == (reach.least, reach.most)


def test_what_happened_in_a_month_happened_in_three():
    few, more = (Count(f"lado_closed_in_{months}", ASHMERE, PERIOD) for months in ("1_month", "3_months"))
    bounds = relations({few, more}, (), partnership())
    reach = Reaches().of({few: Range(0, None), more: Range(9, 9)}, bounds, {few: Needed(-1, 99)})[few]
    assert (0, 9) == (reach.least, reach.most)


def test_every_name_is_that_of_a_count():
    known = {name for one in what_is_counted().values() for name in (one.numerator, one.denominator)}
    known |= {one.id for one in INDICATORS}
    assert set() == {name for group in (*SAME_NUMBER, *SOME_OF) for name in group} - known


def test_no_name_stands_in_two_groups():
    names = [name for group in SAME_NUMBER for name in group]
    assert sorted(set(names)) == sorted(names)


def test_a_hidden_zero_is_not_printed_under_another_name(tmp_path):
    # Wold has one action, and it is open: that none is closed would say so.
    ashmere = states(6, 8, 5) | {"rr_actions_embedded": 6, "rr_actions_embedded_denominator": 6}
    wold = states(0, 1, 0) | {"rr_actions_embedded": 0, "rr_actions_embedded_denominator": 0}
    rows = [
        row | {"status": "synthetic"} for row in rows_of({(ASHMERE, PERIOD): ashmere, (WOLD, PERIOD): wold}, joint=True)
    ]
    release(write_results(tmp_path / "results", rows), tmp_path / "released", partnership(joint=True), year_settings())
    printed = Released(tmp_path / "released")
    assert "c" == printed.figure("rr_actions_by_state_count", WOLD, category="closed").symbol
    share = printed.figure("rr_actions_embedded_percent", WOLD)
    assert ("", "", "c") == (share.denominator, share.value, share.symbol)


def states(closed, still_open, overdue):
    named = {"rr_actions_closed": closed, "rr_actions_open": still_open, "rr_actions_overdue": overdue}
    return {"rr_actions": sum(named.values())} | named


def test_shares_of_the_same_words_are_shares_of_the_same_number():
    by_words = defaultdict(set)
    for one in INDICATORS:
        if one.denominator and one.denominator != TWO_QUESTIONNAIRES:
            by_words[one.owner, one.denominator].add(f"{one.id}_denominator")
    together = [names for names in by_words.values() if len(names) > 1]
    assert together
    assert [] == [names for names in together if not any(names <= set(group) for group in SAME_NUMBER)]
