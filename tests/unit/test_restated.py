"""Figures that were restated: the newest word counts, and numbers of two editions are never added up as one."""

from __future__ import annotations

import pytest
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership, plans, rows_of, write_results, year_settings

from safeguarding_report.disclosure.gate import release
from safeguarding_report.disclosure.known import KnownFigure
from safeguarding_report.disclosure.ledger import Ledger
from safeguarding_report.disclosure.restated import newest_first
from safeguarding_report.released import Released

NAMES = (
    "figure_id", "measure", "category", "area_code", "time_period", "numerator", "denominator", "value", "symbol",
)  # fmt: skip


@pytest.fixture
def gate(tmp_path):
    """Run the gate over counts, given editions, and load what it released."""

    def run(counts, *editions, threshold=5, status="synthetic", joint=False):
        name = f"{len(list(tmp_path.iterdir()))}"
        results = write_results(
            tmp_path / name / "results", [row | {"status": status} for row in rows_of(counts, joint=joint)]
        )
        output = tmp_path / name / "released"
        ledger = Ledger(tuple(figure for edition in editions for figure in edition), ())
        release(results, output, partnership(joint=joint, threshold=threshold), year_settings(), ledger=ledger)
        return Released(output)

    return run


def edition(released, name):
    """Return what publishing a release leaves."""
    return [KnownFigure(**{one: getattr(figure, one) for one in NAMES}, printed_in=name) for figure in released.figures]


def known(figure_id, value, printed_in, symbol=""):
    measure, area, period = figure_id.split("/")
    return KnownFigure(figure_id, measure, "", area, period, value, "", value, symbol, printed_in)


def of(**items):
    return {(ASHMERE, PERIOD): {"population_0_to_17": 80_494, **items}}


def both(ashmere, wold):
    return {
        (ASHMERE, PERIOD): {"population_0_to_17": 54_000, "referrals": ashmere},
        (WOLD, PERIOD): {"population_0_to_17": 6_400, "referrals": wold},
    }


def hidden(released, measure):
    return {
        figure.category or figure.area_code
        for figure in released.figures
        if figure.measure == measure and figure.is_hidden
    }


def test_a_count_that_was_printed_as_ten_and_is_three_now_is_protected_like_any_other(gate):
    before = gate(of(**plans(100, 40, 41, 10, 9, 0)))
    assert set() == hidden(before, "child_protection_plans_by_category_count")
    now = gate(of(**plans(93, 40, 41, 3, 9, 0)), edition(before, "2023-24 edition-1"))
    assert {"sexual"} == hidden(now, "child_protection_plans_by_category_count")
    # The others are known from the first edition, whatever is hidden now: only without the total is 3 not the rest.
    assert {ASHMERE} == hidden(now, "child_protection_plans_count")


def test_a_sum_of_one_edition_and_a_part_of_another_are_not_taken_together(gate):
    first = edition(gate(both(10, 20), joint=True), "2023-24 edition-1")
    second = edition(gate(both(10, 21), joint=True, threshold=10), "2023-24 edition-2")
    assert {ASHMERE, JOINT} == {
        one.area_code for one in second if one.measure == "referrals_count" and one.symbol == "c"
    }
    released = gate(both(10, 21), first, second, joint=True, threshold=10)
    assert ASHMERE in hidden(released, "referrals_count")
    assert "21" == released.figure("referrals_count", WOLD).value


def test_a_rate_of_numbers_that_the_source_has_revised_does_not_stop_the_build(gate):
    before = edition(gate(of(referrals=4000), status="official"), "2023-24 edition-1")
    released = gate(of(referrals=4600), before, status="official_revised")
    assert "4600" == released.figure("referrals_count", ASHMERE).value


def test_a_part_that_grew_above_the_whole_of_an_older_edition_does_not_stop_the_build(gate):
    before = edition(gate(of(referrals=40, rereferrals=20)), "2023-24 edition-1")
    released = gate(of(referrals=90, rereferrals=50), before)
    assert "55.6" == released.figure("rereferrals_percent", ASHMERE).value


FIGURE = f"referrals_count/{ASHMERE}/{PERIOD}"


def test_of_a_figure_printed_twice_the_newer_number_counts():
    ledger = [known(FIGURE, "10", "first"), known(FIGURE, "12", "second")]
    assert [("12", "second")] == [(one.value, one.printed_in) for one in newest_first(ledger)]


def test_a_figure_that_is_hidden_now_and_was_printed_before_stays_known():
    ledger = [known(FIGURE, "10", "first"), known(FIGURE, "", "second", "c")]
    assert ["", "10"] == [one.value for one in newest_first(ledger)]


def test_two_numbers_in_one_document_both_count():
    ledger = [known(FIGURE, "10", "a paper"), known(FIGURE, "12", "a paper")]
    assert ["12", "10"] == [one.value for one in newest_first(ledger)]


def restated_in(released):
    return {one["figure_id"]: (one["value"], one["printed_in"]) for one in released.report.restated}


def test_a_figure_that_was_printed_otherwise_is_told_with_what_was_printed_and_where(gate):
    first = gate(of(referrals=70), status="official")
    second = gate(of(referrals=74), edition(first, "2022-23 edition-1"), status="official")
    figure_id = f"referrals_count/{ASHMERE}/{PERIOD}"
    assert ("70", "2022-23 edition-1") == restated_in(second)[figure_id]
    (figure,) = [one for one in second.figures if one.figure_id == figure_id]
    assert ("74", "official_revised") == (figure.value, figure.status)


def test_of_two_editions_what_the_newer_one_printed_is_told(gate):
    first, second = gate(of(referrals=70)), gate(of(referrals=72))
    third = gate(of(referrals=74), edition(first, "one"), edition(second, "two"))
    assert ("72", "two") == restated_in(third)[f"referrals_count/{ASHMERE}/{PERIOD}"]
    assert {"synthetic"} == {figure.status for figure in third.figures if figure.area_code == ASHMERE}


def test_what_is_the_same_or_hidden_now_is_not_told_of(gate):
    first = gate(of(referrals=70), status="official")
    assert {} == restated_in(gate(of(referrals=70), edition(first, "one"), status="official"))
    hidden = gate(of(referrals=3), edition(first, "one"))
    assert f"referrals_count/{ASHMERE}/{PERIOD}" not in restated_in(hidden)
    assert {} == restated_in(first)
