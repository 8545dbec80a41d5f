"""Which measures stand in the body: those of the priorities first, some twenty in all; the rest is in the annex."""

from __future__ import annotations

import json

import pytest
from page_maker import make_page
from released_builder import seal_again, write_released

from safeguarding_report.charts import draw_charts
from safeguarding_report.released import Released
from safeguarding_report.report import chosen, write_chapter
from safeguarding_report.report.chosen import MOST_IN_THE_BODY, USUAL, in_the_body, of_priorities, stands_in_the_body
from safeguarding_report.report.plan import CHAPTERS

LAST = "child_protection_plans_by_category"


@pytest.fixture
def released(tmp_path):
    def build(*priorities):
        folder = write_released(tmp_path / "released")
        facts = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        facts["priorities"] = [
            {"name": "", "lead": "", "aim": "", "source": "", "measures": []} | one for one in priorities
        ]
        (folder / "report.json").write_text(json.dumps(facts), encoding="utf-8")
        seal_again(folder)
        return Released(folder)

    return build


def test_measures_that_a_priority_names_stand_first(released):
    known = released({"name": "Warm starts", "measures": [LAST, "referrals_by_month"]})
    assert [LAST, "referrals_by_month"] == of_priorities(known)
    assert {LAST, "referrals_by_month"} <= in_the_body(known)


def test_a_priority_that_names_no_measure_is_followed_by_those_of_its_theme(released):
    known = released({"name": "Neglect", "aim": "Fewer children are neglected"}, {"name": "Exploitation"})
    assert ["child_protection_plans_by_category", "mace_children"] == of_priorities(known)[:2]
    assert [] == of_priorities(released({"name": "Warm starts"}))


def test_there_are_at_most_twenty_and_a_priority_takes_the_place_of_a_usual_one(released, monkeypatch):
    monkeypatch.setattr(chosen, "MOST_IN_THE_BODY", 2)
    assert frozenset({"referrals", "rereferrals"}) == in_the_body(released())
    assert frozenset({LAST, "referrals"}) == in_the_body(released({"name": "Warm starts", "measures": [LAST]}))


def test_no_report_has_more_than_twenty_measures_in_the_body(released):
    assert len(in_the_body(released())) <= MOST_IN_THE_BODY
    assert len(set(USUAL)) == len(USUAL) > MOST_IN_THE_BODY


def test_a_chart_of_a_measure_that_was_not_chosen_stands_once_and_in_the_annex(released, monkeypatch):
    monkeypatch.setattr(chosen, "MOST_IN_THE_BODY", 1)
    known = released()
    charts = draw_charts(known)
    left = [one for one in charts if not stands_in_the_body(one, known, in_the_body(known))]
    chapters = {plan.chapter: write_chapter(plan.chapter, known, charts)._repr_html_() for plan in CHAPTERS}
    assert left
    for one in left:
        there = [chapter for chapter, html in chapters.items() if f'id="chart-{one.chart}"' in html]
        assert ["all-measures"] == there
    assert 'id="chart-referrals-rate"' in chapters["referrals"]


def test_the_page_holds_every_chart_wherever_it_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(chosen, "MOST_IN_THE_BODY", 3)
    folder = write_released(tmp_path / "released", joint=True)
    html = make_page(tmp_path / "public", folder).read_text(encoding="utf-8")
    assert all(html.count(f'id="chart-{one.chart}"') == 1 for one in draw_charts(Released(folder)))
