"""The audit reads released figures as a reader would: each way of giving a hidden count away is refused."""

from __future__ import annotations

import csv

import pytest
from made_up import ASHMERE, JOINT, PERIOD, WOLD, partnership, plans, rows_of, write_results, year_settings
from safeguarding_report.disclosure.bounds import Range, narrow

from safeguarding_report.disclosure import release
from safeguarding_report.disclosure.audit import audit
from safeguarding_report.disclosure.relations import Count, Sum
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
    release(results, None, tmp_path / "released", partnership(joint=True), year_settings())
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


def refusal(folder, threshold=5, must_stay_hidden=()):
    with pytest.raises(DataError) as caught:
        audit(folder, partnership(joint=True), threshold, must_stay_hidden)
    return str(caught.value)


def plans_of(area, category):
    return figure_id(CATEGORY, area, PERIOD, "category_of_abuse", category)


def number(value):
    return {"numerator": value, "value": value, "symbol": ""}


def test_what_the_gate_releases_passes(released):
    audit(released, partnership(joint=True), 5, ())


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
    assert "a hidden count follows from what is shown" in said
    assert f"plans_at_31_march_sexual_initial/{WOLD}/{PERIOD}" in said


def test_hidden_categories_that_share_too_little_are_refused(released):
    # 59 less 40 and 16 leaves 3 for two hidden categories.
    for area in (WOLD, JOINT):
        tamper(released, figure=plans_of(area, "multiple"), columns={"numerator": "", "value": "", "symbol": "c"})
        percentage = plans_of(area, "multiple").replace("_count", "_percent")
        tamper(released, figure=percentage, columns={"numerator": "", "value": "", "symbol": "c"})
    tamper(released, figure=plans_of(WOLD, "emotional"), columns=number("16"))
    assert "a hidden count is too narrow" in refusal(released)


def test_a_hidden_total_of_shown_categories_is_refused(released):
    hidden = {"numerator": "", "value": "", "symbol": "c"}
    for measure in ("child_protection_plans_count", "child_protection_plans_rate"):
        tamper(released, figure=figure_id(measure, ASHMERE, PERIOD), columns=hidden)
    said = refusal(released)
    assert "a hidden count follows from what is shown" in said
    assert f"plans_at_31_march/{ASHMERE}/{PERIOD}" in said


def test_a_joint_count_beside_a_hidden_one_is_refused(released):
    tamper(released, figure=figure_id("rereferrals_count", JOINT, PERIOD), columns=number("758"))
    said = refusal(released)
    assert "a partnership's count is shown and an authority's is not" in said
    assert f"rereferrals/{WOLD}/{PERIOD}" in said


def test_a_figure_that_was_hidden_before_is_refused_when_it_is_shown(released):
    name = figure_id("referrals_count", ASHMERE, PERIOD)
    assert "a figure is shown that was hidden" in refusal(released, must_stay_hidden={name})


A, B, C, D, E = (Count(name, ASHMERE, PERIOD) for name in "ABCDE")


def test_bounds_pass_from_sum_to_sum():
    # A = B + C with A = 10 and B = 4, so C = 6; C = D + E, so neither D nor E is more than 6.
    known = {A: Range(10, 10), B: Range(4, 4), C: Range(0, None), D: Range(0, None), E: Range(0, None)}
    ranges = narrow([Sum(A, (B, C)), Sum(C, (D, E))], known)
    assert (Range(6, 6), Range(0, 6), Range(0, 6)) == (ranges[C], ranges[D], ranges[E])


def test_a_sum_that_nothing_bounds_stays_open():
    known = {A: Range(0, None), B: Range(4, 4), C: Range(0, None)}
    assert {A: Range(4, None), B: Range(4, 4), C: Range(0, None)} == narrow([Sum(A, (B, C))], known)


def test_a_count_that_can_have_no_number_ends_the_search():
    known = {A: Range(3, 3), B: Range(4, 4), C: Range(1, None)}
    assert Range(1, -1) == narrow([Sum(A, (B, C))], known)[C]


def test_sums_that_never_settle_are_an_error():
    known = {A: Range(0, None), B: Range(1, 1), C: Range(0, None)}
    with pytest.raises(DataError, match="contradict"):
        narrow([Sum(A, (B, C)), Sum(C, (B, A))], known)
