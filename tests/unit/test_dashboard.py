"""The dashboard: quarters stand beside the same quarters of the year before, of the area of which most may be shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from released_builder import ASHMERE, JOINT, WOLD, default_measures, seal_again, write_released
from test_quality_chapter import FACTS

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


def test_where_no_quarter_of_the_year_before_is_held_there_is_no_column_of_it(tmp_path):
    before = {("referrals_by_quarter", ASHMERE, "202223", quarter): None for quarter in QUARTERS}
    now = {("referrals_by_quarter", ASHMERE, "202324", quarter): (11, 1) for quarter in QUARTERS}
    caption, (head, *rows) = table_of(released(tmp_path, cells=before | now))
    assert "Quarters of 2023-24" == caption
    assert ["Figure and quarter", "2023-24"] == head
    assert [[f"Referrals: {name}", "11"] for name in NAMES] == rows


RETURNED = "mash_contacts"


def returned_by_partners(tmp_path, cells, returns=()):
    """Return a joint report whose referrals are contacts with the front door, which the police count."""
    partners = [{"kind": "police", "name": "Wold Police", "area": "Wold", "period": ""}]
    report = Released(
        write_released(tmp_path / "released", joint=True, cells=cells, returns=returns, facts={"partners": partners})
    )
    for measure in ("referrals_count", "referrals_rate"):
        report.measures[measure] = replace(report.measures[measure], title=RETURNED, chapter="police")
    return report


def figures_of(report):
    """Return the caption of the table of the dashboard and its columns as a reader sees them."""
    table = str(dashboard(report)).partition("</table>")[0]
    caption = unescape(re.sub("<[^>]+>", "", re.search("<caption>(.*?)</caption>", table)[1]))
    return caption, re.findall(r'<th scope="col" class="year">(.*?)</th>', table)


def test_where_nothing_of_the_year_before_is_held_the_dashboard_has_no_column_of_it(tmp_path):
    title = "Ashmere and Wold: figures that partners return"
    both = returned_by_partners(tmp_path / "both", {})
    assert (title, ["2022-23", "2023-24"]) == figures_of(both)
    assert "return themselves, beside those of the year before." in dashboard(both)
    one = returned_by_partners(tmp_path / "one", {("referrals", JOINT, "202223"): None})
    assert (f"{title} No earlier figure is held.", ["2023-24"]) == figures_of(one)
    assert "These are the figures that partners return themselves." in dashboard(one)


def test_where_the_returns_say_why_a_figure_is_not_available_the_dashboard_says_it(tmp_path):
    late = FACTS | {
        "form": "figures on our template", "partner": "Wold Police", "area": "Wold", "state": "late after the cut-off",
    }  # fmt: skip
    cells = {("referrals", JOINT, "202324"): "x", ("referrals", WOLD, "202324"): None}
    caption, _ = figures_of(returned_by_partners(tmp_path, cells, [late]))
    assert caption.endswith(
        "[x] not available from the source. In 2023-24 [x] stands because Wold Police's return came too late to be used."
    )


def test_where_every_quarter_is_hidden_there_is_no_table(tmp_path):
    hidden = {}
    for area in (ASHMERE, WOLD, JOINT):
        hidden |= of_quarters(area, "cccc", "cccc")
    report = released(tmp_path, joint=True, cells=hidden)
    assert [] == quarters_held(report)
    assert "" == quarters_table(report, [])
    assert "No quarters are held or may be shown;" in dashboard(report)
