"""The audit reads released figures as a reader would: each way of giving a hidden count away is refused."""

from __future__ import annotations

import csv

import pytest
from made_up import ASHMERE, JOINT, OWNERS, PERIOD, WOLD, partnership, plans, rows_of, write_results, year_settings

from safeguarding_report.disclosure import release
from safeguarding_report.disclosure.audit import Reader, audit
from safeguarding_report.disclosure.counted import Count, Range
from safeguarding_report.disclosure.printed import Told
from safeguarding_report.disclosure.rules import Reason, read_rules
from safeguarding_report.errors import DataError
from safeguarding_report.figures import FIGURE_COLUMNS, figure_id

COUNTS = {
    (ASHMERE, PERIOD): {
        "population_0_to_17": 54_000,
        "referrals": 3782,
        "rereferrals": 753,
        **plans(215, 100, 60, 30, 25, 0),
    },
    (WOLD, PERIOD): {"population_0_to_17": 640, "referrals": 63, "rereferrals": 5, **plans(59, 40, 0, 3, 16, 0)},
}
CATEGORY = "child_protection_plans_by_category_count"


@pytest.fixture
def released(tmp_path):
    results = write_results(tmp_path / "results", rows_of(COUNTS, joint=True))
    release(results, tmp_path / "released", partnership(joint=True), year_settings())
    return tmp_path / "released"


def tamper(folder, **changes):
    """Change columns of one figure, named by its measure, area and category, in figures.csv."""
    path = folder / "figures.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    name, columns = changes["figure"], changes["columns"]
    assert name in {row["figure_id"] for row in rows}
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, FIGURE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | columns if row["figure_id"] == name else row for row in rows)


def judged(folder, threshold=5, must_stay_hidden=(), others=None):
    """Audit a folder as if all that it hides were hidden for being small."""
    rules = read_rules(OWNERS, threshold)
    by_rule = dict.fromkeys(Reader(folder, rules).hidden, Reason.THRESHOLD)
    return audit(folder, partnership(joint=True), rules, others or Told(), by_rule, must_stay_hidden)


def refusal(folder, threshold=5, must_stay_hidden=(), others=None):
    with pytest.raises(DataError) as caught:
        judged(folder, threshold, must_stay_hidden, others)
    return str(caught.value)


def plans_of(area, category):
    return figure_id(CATEGORY, area, PERIOD, "category_of_abuse", category)


def number(value):
    return {"numerator": value, "value": value, "symbol": ""}


def test_what_the_gate_releases_passes(released):
    audited = judged(released)
    assert audited.protected
    assert audited.narrowest > 5
    assert frozenset() == audited.narrowed_by_others


def test_a_small_count_is_refused_by_name_and_not_by_value(released):
    name = figure_id("rereferrals_count", WOLD, PERIOD)
    tamper(released, figure=name, columns=number("5"))
    said = refusal(released)
    assert "a small count is shown" in said
    assert name in said
    assert "5." not in said.replace("E06999002", "")


@pytest.mark.parametrize("column", ["numerator", "value", "lower", "upper"])
def test_a_small_count_is_found_in_every_column(released, column):
    tamper(released, figure=figure_id("referrals_count", WOLD, PERIOD), columns={column: "4"})
    assert "a small count is shown" in refusal(released)


def test_a_small_denominator_is_found(released):
    tamper(released, figure=figure_id("rereferrals_percent", WOLD, PERIOD), columns={"denominator": "4"})
    assert "a small count is shown" in refusal(released)


def test_the_audit_asks_for_the_threshold_it_is_given(released):
    tamper(released, figure=figure_id("rereferrals_count", ASHMERE, PERIOD), columns=number("7"))
    assert "a small count is shown" in refusal(released, threshold=7)


def test_a_percentage_of_a_hidden_count_is_refused(released):
    columns = {"value": "7.9", "symbol": "", "numerator": ""}
    tamper(released, figure=figure_id("rereferrals_percent", WOLD, PERIOD), columns=columns)
    assert "a rate or percentage is made from a count that is not shown" in refusal(released)


def test_a_symbol_that_tells_of_a_hidden_count_is_refused(released):
    tamper(released, figure=figure_id("rereferrals_percent", WOLD, PERIOD), columns={"symbol": "low"})
    assert "a rate or percentage is made from a count that is not shown" in refusal(released)


def test_a_hidden_count_left_in_its_percentage_is_refused(released):
    tamper(released, figure=plans_of(WOLD, "emotional").replace("_count", "_percent"), columns={"numerator": "16"})
    said = refusal(released)
    assert "a hidden figure shows a number" in said
    assert "a hidden count is shown elsewhere" in said


def test_one_count_with_two_numbers_is_refused(released):
    tamper(released, figure=figure_id("rereferrals_percent", WOLD, PERIOD), columns={"denominator": "64"})
    assert "one count is shown with two numbers" in refusal(released)


def test_a_single_hidden_category_is_refused(released):
    tamper(released, figure=plans_of(WOLD, "emotional"), columns=number("16"))
    tamper(
        released,
        figure=plans_of(WOLD, "emotional").replace("_count", "_percent"),
        columns=number("16") | {"value": "27.1"},
    )
    said = refusal(released)
    assert "a hidden count is too narrow" in said
    assert f"plans_at_31_march_sexual_initial/{WOLD}/{PERIOD}" in said


def test_hidden_categories_that_share_too_little_are_refused(released):
    # 59 less 40 and 16 leaves 3 for two hidden categories.
    for area in (WOLD, JOINT):
        tamper(released, figure=plans_of(area, "multiple"), columns={"numerator": "", "value": "", "symbol": "c"})
        percentage = plans_of(area, "multiple").replace("_count", "_percent")
        tamper(released, figure=percentage, columns={"numerator": "", "value": "", "symbol": "c"})
    tamper(released, figure=plans_of(WOLD, "emotional"), columns=number("16"))
    assert "a hidden count is too narrow" in refusal(released)


def test_shares_of_a_hidden_total_are_refused(released):
    hidden = {"numerator": "", "value": "", "symbol": "c"}
    for measure in ("child_protection_plans_count", "child_protection_plans_rate"):
        tamper(released, figure=figure_id(measure, ASHMERE, PERIOD), columns=hidden)
    assert "a rate or percentage is made from a count that is not shown" in refusal(released)


def test_a_joint_count_beside_a_hidden_one_is_refused(released):
    tamper(released, figure=figure_id("rereferrals_count", JOINT, PERIOD), columns=number("758"))
    said = refusal(released)
    assert "a hidden count is too narrow" in said
    assert f"rereferrals/{WOLD}/{PERIOD}" in said


def test_a_figure_that_was_hidden_before_is_refused_when_it_is_shown(released):
    name = figure_id("referrals_count", ASHMERE, PERIOD)
    assert "a figure is shown that was hidden" in refusal(released, must_stay_hidden={name})


def test_what_others_had_narrowed_is_told_apart_from_what_we_narrow(released):
    sexual = Count("plans_at_31_march_sexual_initial", WOLD, PERIOD)
    # Somebody else has printed that it is between 2 and 4; nothing of ours makes that narrower.
    others = Told(numbers={sexual: Range(2, 4)})
    assert {sexual} <= judged(released, others=others).narrowed_by_others


def test_what_others_print_beside_ours_is_what_a_reader_knows(released):
    # Our own figures leave sexual and emotional of Wold open; with emotional known from elsewhere 3 is all that is left.
    others = Told(numbers={Count("plans_at_31_march_emotional_initial", WOLD, PERIOD): Range(16, 16)})
    said = refusal(released, others=others)
    assert "a hidden count is too narrow" in said
    assert f"plans_at_31_march_sexual_initial/{WOLD}/{PERIOD}" in said
    assert "follows from these figures by themselves" not in said
