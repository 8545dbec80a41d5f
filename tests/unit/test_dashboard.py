"""The dashboard: quarters stand beside the same quarters of the year before, of the area of which most may be shown."""

from __future__ import annotations

import json
import re

from released_builder import ASHMERE, JOINT, WOLD, default_measures, seal_again, write_released

from safeguarding_report.released import Released
from safeguarding_report.report.dashboard_chapter import dashboard, quarters_held, quarters_table

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
NAMES = ("April to June", "July to September", "October to December", "January to March")


def released(tmp_path, *, joint=False, cells=None, another=False):
    """Return a released report with quarters of referrals, and with the words of another measure of which none is held."""
    folder = write_released(tmp_path / "released", joint=joint, cells=cells)
    if another:
        words = next(one for one in default_measures() if one["title"] == "referrals_by_quarter")
        words |= {"measure": "section47_enquiries_by_quarter_count", "title": "section47_enquiries_by_quarter"}
        (folder / "measures.json").write_text(json.dumps([*default_measures(), words]), encoding="utf-8")
        seal_again(folder)
    return Released(folder)


def of_quarters(area, numbers, before):
    return {
        ("referrals_by_quarter", area, period, quarter): number if isinstance(number, str) else (number, 1)
        for period, all_numbers in (("202324", numbers), ("202223", before))
        for quarter, number in zip(QUARTERS, all_numbers, strict=True)
    }


def table_of(report):
    """Return the caption, the columns and the rows of the table of quarters as a reader sees them."""
    markup = str(quarters_table(report, quarters_held(report))).partition("<details")[0]
    cells = [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", markup, re.DOTALL)
    ]
    return re.search(r"<caption><span>(.*?)</span>", markup)[1], cells


def test_each_quarter_stands_beside_the_same_one_of_the_year_before(tmp_path):
    cells = of_quarters(ASHMERE, (11, 12, 13, "c"), (21, 22, 23, 24))
    caption, (head, *rows) = table_of(released(tmp_path, cells=cells))
    assert "Quarters of 2023-24, each beside the same quarter of 2022-23" == caption
    assert ["Figure and quarter", "2022-23", "2023-24"] == head
    expected = zip(NAMES, ("21", "22", "23", "24"), ("11", "12", "13", "[c]"), strict=True)
    assert [[f"Referrals: {name}", before, now] for name, before, now in expected] == rows


def test_of_two_authorities_the_one_of_which_most_may_be_shown_is_named(tmp_path):
    report = released(tmp_path, joint=True)
    assert [ASHMERE] == [one.area.code for one in quarters_held(report)]
    assert "Referrals, Ashmere: April to June" == table_of(report)[1][1][0]


def test_where_quarters_are_of_several_areas_the_whole_is_named_too(tmp_path):
    cells = of_quarters(JOINT, (11, 12, 13, 14), (21, 22, 23, 24))
    whole = quarters_held(released(tmp_path / "whole", joint=True, cells=cells))
    report = released(tmp_path / "part", joint=True)
    markup = str(quarters_table(report, [*whole, *quarters_held(report)]))
    assert [True, True] == [f"Referrals, {name}: April to June" in markup for name in ("Ashmere and Wold", "Ashmere")]


def test_the_whole_goes_before_its_parts_where_as_much_of_it_may_be_shown(tmp_path):
    cells = of_quarters(JOINT, (11, 12, 13, 14), (21, 22, 23, 24))
    report = released(tmp_path, joint=True, cells=cells)
    assert [JOINT] == [one.area.code for one in quarters_held(report)]
    assert "Referrals: April to June" == table_of(report)[1][1][0]


def test_the_opening_says_of_what_there_are_quarters(tmp_path):
    assert "Quarters stand in a table of their own;" in dashboard(released(tmp_path / "all"))
    assert (
        "Quarters stand in a table of their own, of referrals alone: no others are held or may be shown;"
    ) in dashboard(released(tmp_path / "one", another=True))


def test_where_every_quarter_is_hidden_there_is_no_table(tmp_path):
    hidden = {}
    for area in (ASHMERE, WOLD, JOINT):
        hidden |= of_quarters(area, "cccc", "cccc")
    report = released(tmp_path, joint=True, cells=hidden)
    assert [] == quarters_held(report)
    assert "" == quarters_table(report, [])
    assert "No quarters are held or may be shown;" in dashboard(report)
