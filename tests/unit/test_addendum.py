"""The addendum: what was printed beside what is known now, each difference explained only as far as the data show it."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import pytest
from released_builder import ASHMERE, write_released

from safeguarding_report.addendum import Printed, compare, write_addendum
from safeguarding_report.addendum.checks import check_addendum
from safeguarding_report.addendum.compared import Compared, Why
from safeguarding_report.addendum.page import render_addendum
from safeguarding_report.addendum.record import as_csv
from safeguarding_report.errors import DataError
from safeguarding_report.released import Released

RATE = f"referrals_rate/{ASHMERE}/202324"
COUNT = f"referrals_count/{ASHMERE}/202324"
OFFICIAL = {"status": "official"}
LOCAL = {"status": "final_local", "source": "returns_2023_24/return-1", "release": "returns_2023_24"}
SENT_AGAIN = {**LOCAL, "source": "returns_2023_24/return-2"}
NEWER = {**OFFICIAL, "release": "children_in_need_2025", "source": "children_in_need_2025/c1"}
HIDDEN = {"numerator": "", "value": "", "symbol": "c"}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return Released(write_released(tmp_path_factory.mktemp("released") / "released"))


def with_figures(released, **changed):
    """The released figures with some of them otherwise; a figure that is None is not there."""
    other = object.__new__(Released)
    other.__dict__.update({name: held for name, held in vars(released).items() if name != "_by_id"})
    wanted = {"rate": RATE, "count": COUNT}
    changes = {wanted.get(name, name): change for name, change in changed.items()}
    later = [
        replace(one, source=NEWER["source"]) for one in released.sources if one.source == "children_in_need_2024/c1"
    ]
    other.sources = (*released.sources, *(later if NEWER in changed.values() else ()))
    other.figures = tuple(
        replace(one, **changes.get(one.figure_id, {}))
        for one in released.figures
        if changes.get(one.figure_id, {}) is not None
    )
    return other


def printed(released, *, code_now="a", **options):
    manifest = {"inputs": {one.source: one.sha256 for one in released.sources}, "code": {"sha256": "a"}}
    return Printed({one.figure_id: one for one in released.figures}, manifest, code_now, **options)


def why(released, then, now, built=None, *, code_now="a"):
    """Why the count of referrals differs, given what it was, is, and is counted as by the report of today."""
    compared = compare(
        printed(with_figures(released, count=then), code_now=code_now),
        with_figures(released, count=built or then),
        with_figures(released, count=now),
    )
    (found,) = [row.why for row in compared.rows if row.figure.figure_id == COUNT]
    return found


def number(text):
    return {"numerator": text, "value": text}


def test_a_number_that_stayed_the_same_needs_no_explanation(released):
    assert why(released, LOCAL, OFFICIAL) == Why.SAME


def test_a_count_of_two_releases_was_restated_by_the_department(released):
    assert why(released, OFFICIAL, number("4510") | NEWER) == Why.RESTATED


def test_two_counts_of_one_release_are_not_explained(released):
    assert why(released, OFFICIAL, number("4510") | OFFICIAL) == Why.NOT_EXPLAINED


def test_two_definitions_are_said_before_anything_else(released):
    assert why(released, OFFICIAL, number("4510") | NEWER | {"definition": "referrals/2"}) == Why.DEFINITION


def test_a_provisional_return_explains_a_difference(released):
    assert why(released, {**LOCAL, "status": "provisional_local"}, number("4510") | OFFICIAL) == Why.PROVISIONAL


def test_a_return_that_came_since_explains_it_only_where_counting_it_gives_the_official_number(released):
    now = number("4510") | OFFICIAL
    assert why(released, LOCAL, now, number("4510") | SENT_AGAIN) == Why.RETURN
    assert why(released, LOCAL, now, number("4509") | SENT_AGAIN) == Why.NOT_EXPLAINED
    assert why(released, LOCAL, now) == Why.NOT_EXPLAINED


def test_a_new_own_number_is_not_shown_for_no_gate_of_a_later_report_would_know_that_it_was(released):
    """What is compared says why, and the two sides stay apart: 4,510 is for the next edition to print."""
    then, now = with_figures(released, count=LOCAL), with_figures(released, count=number("4510") | SENT_AGAIN)
    compared = compare(printed(then), now, now)
    (row,) = [row for row in compared.rows if row.figure.figure_id == COUNT]
    assert (Why.RETURN, "", "", "") == (row.why, row.now.value, row.now.numerator, row.now.symbol)
    page, rows = render_addendum(compared), as_csv(compared)
    check_addendum(page, rows, compared)
    assert "4510" not in page + rows
    assert "4,510" not in page
    assert "another; see the next edition" in page


def test_an_own_share_that_stayed_the_same_does_not_show_the_other_count_it_is_made_of_now(released):
    then = with_figures(released, rate=LOCAL)
    compared = compare(printed(then), then, with_figures(released, rate=LOCAL | {"numerator": "4506"}))
    (row,) = [row for row in compared.rows if row.figure.figure_id == RATE]
    assert (Why.SAME, "559.7", "", "80494") == (row.why, row.now.value, row.now.numerator, row.now.denominator)


def test_a_correction_explains_it_only_while_the_code_that_counts_is_the_same(released):
    now = number("4510") | LOCAL
    assert why(released, LOCAL, now, now) == Why.CORRECTED
    assert why(released, LOCAL, now, now, code_now="b") == Why.NOT_EXPLAINED


def test_a_number_that_is_gone_was_withdrawn_or_is_hidden_now(released):
    gone = {"numerator": "", "value": ""}
    assert why(released, OFFICIAL, gone | {"symbol": "x"}) == Why.WITHDRAWN
    assert why(released, OFFICIAL, gone | {"symbol": "c"}) == Why.HIDDEN_NOW
    assert why(released, OFFICIAL, None) == Why.WITHDRAWN


def test_a_number_that_the_report_hid_is_shown_only_where_the_department_prints_it(released):
    now = {**number("4505"), "symbol": ""}
    assert why(released, HIDDEN | LOCAL, now | OFFICIAL) == Why.HIDDEN_THEN
    compared = compare(
        printed(with_figures(released, count=HIDDEN | LOCAL)), released, with_figures(released, count=now | LOCAL)
    )
    assert COUNT not in {row.figure.figure_id for row in compared.rows}


def test_two_hidden_numbers_are_not_called_the_same(released):
    """Nobody who reads an addendum may be told that a number did not change which neither side shows."""
    then = with_figures(released, count=HIDDEN | LOCAL, rate=HIDDEN | OFFICIAL)
    compared = compare(printed(then), then, with_figures(released, count=HIDDEN | OFFICIAL, rate=HIDDEN | NEWER))
    assert {COUNT, RATE}.isdisjoint(row.figure.figure_id for row in compared.rows)


def test_an_own_count_behind_a_printed_rate_stays_out_where_the_report_left_it_out(released):
    then = with_figures(released, rate={"numerator": "", **LOCAL})
    compared = compare(printed(then), then, with_figures(released, rate=LOCAL))
    (row,) = [row for row in compared.rows if row.figure.figure_id == RATE]
    assert ("", "80494") == (row.now.numerator, row.now.denominator)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"value": "559.6"}, Why.ROUNDING),
        ({"value": "557.5", "denominator": "80807"}, Why.POPULATION),
    ],
)
def test_a_rate_may_differ_while_its_count_does_not(released, now, expected):
    compared = compare(
        printed(with_figures(released, rate=LOCAL)), released, with_figures(released, rate=now | OFFICIAL)
    )
    assert [expected] == [row.why for row in compared.rows if row.figure.figure_id == RATE]


def test_a_figure_of_the_year_that_the_report_had_not_was_published_since_and_one_of_another_year_says_nothing(
    released,
):
    earlier = f"referrals_count/{ASHMERE}/202223"
    then = with_figures(released, count=None, **{earlier: None})
    compared = compare(printed(then), then, with_figures(released, count=NEWER, **{earlier: NEWER}))
    assert [(COUNT, Why.SINCE)] == [(row.figure.figure_id, row.why) for row in compared.rows if row.then is None]


def test_a_number_that_could_have_stood_in_the_report_was_not_published_since(released):
    """A measure that the code of today adds, of a file that the report had, says nothing of what was published since."""
    then = with_figures(released, count=None)
    compared = compare(printed(then), then, with_figures(released, count=OFFICIAL))
    assert COUNT not in {row.figure.figure_id for row in compared.rows}
    assert why(released, OFFICIAL | number("") | {"symbol": "x"}, OFFICIAL) == Why.NOT_EXPLAINED
    assert why(released, OFFICIAL | number("") | {"symbol": "x"}, NEWER) == Why.SINCE


def test_a_file_of_the_same_release_that_was_put_right_is_a_restatement_too(released):
    """The department replaces files without another name: their hash tells."""
    then, now = with_figures(released, count=OFFICIAL), with_figures(released, count=number("4510") | OFFICIAL)
    now.sources = tuple(replace(one, sha256="f" * 64) for one in now.sources)
    compared = compare(printed(then), then, now)
    assert [Why.RESTATED] == [row.why for row in compared.rows if row.figure.figure_id == COUNT]
    assert compared.new_sources


def written(released, tmp_path, then=OFFICIAL, **options):
    now = with_figures(released, count=number("4510") | NEWER)
    before = with_figures(released, count=then)
    write_addendum(printed(before, **options), before, now, "sha", tmp_path)
    return (tmp_path / "addendum.html").read_text(encoding="utf-8")


def test_the_page_shows_both_numbers_and_why(released, tmp_path):
    page = written(released, tmp_path)
    assert f'<data value="4505" data-then="{COUNT}">4,505</data>' in page
    assert f'<data value="4510" data-figure="{COUNT}">4,510</data>' in page
    assert "restated by the department" in page
    assert "has not been published. What is compared is the report as it is built." in page


def test_the_page_names_the_edition_that_it_is_about(released, tmp_path):
    page = written(released, tmp_path, edition="edition-1", date="2024-09-27")
    words = re.sub("</?span[^>]*>", "", page)
    assert "edition-1 of the yearly report 2023-24, approved on 27 September 2024." in words


def test_the_rows_and_the_record_say_the_same_as_the_page(released, tmp_path):
    written(released, tmp_path)
    with (tmp_path / "addendum.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["figure_id"]: row for row in csv.DictReader(lines)}
    assert ("4505", "4510", "restated by the department") == tuple(
        rows[COUNT][name] for name in ("printed_value", "value", "why")
    )
    record = json.loads((tmp_path / "addendum.json").read_text(encoding="utf-8"))
    assert 1 == record["figures"]["restated by the department"]
    assert {"addendum.csv", "addendum.html"} == set(record["outputs"])


@pytest.mark.parametrize(("old", "new"), [("4505", "4504"), ("4510", "4511")])
def test_a_number_that_was_neither_printed_nor_released_stops_it(released, old, new):
    then, now = with_figures(released, count=OFFICIAL), with_figures(released, count=number("4510") | NEWER)
    compared = compare(printed(then), then, now)
    page, rows = render_addendum(compared), as_csv(compared)
    check_addendum(page, rows, compared)
    with pytest.raises(DataError, match="may not be made public"):
        check_addendum(page.replace(f'value="{old}"', f'value="{new}"'), rows, compared)
    with pytest.raises(DataError, match="may not be made public"):
        check_addendum(page, re.sub(rf",{old},", f",{new},", rows), compared)


@pytest.mark.parametrize("then", [HIDDEN | LOCAL, LOCAL | number("4501"), None])
def test_an_own_number_that_the_report_did_not_print_stops_it_whatever_its_row_says(released, then):
    """The last checks trust neither the comparison nor the status in a row: they ask what was printed and released."""
    before, now = with_figures(released, count=then), with_figures(released, count=LOCAL)
    compared = compare(printed(before), before, now)
    leaked = Compared(
        compared.printed.figures.get(COUNT), next(one for one in now.figures if one.figure_id == COUNT), Why.SAME
    )
    others = [row for row in compared.rows if row.figure.figure_id != COUNT]
    leaking = replace(compared, rows=(*others, replace(leaked, why=Why.NOT_EXPLAINED)))
    page, rows = render_addendum(compared), as_csv(compared)
    check_addendum(page, rows, compared)
    with pytest.raises(DataError, match="an own number is shown that the report did not print"):
        check_addendum(page, as_csv(leaking).replace(",final_local,", ",official,"), compared)
    with pytest.raises(DataError, match="an own number is shown that the report did not print"):
        check_addendum(render_addendum(leaking), rows, leaking)
