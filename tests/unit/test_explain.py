"""Explaining a figure: all that a board member may ask of it, from released facts alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from released_builder import ASHMERE, write_released

from safeguarding_report import explain as explaining
from safeguarding_report.errors import UsageError
from safeguarding_report.explain import explain
from safeguarding_report.released import Released


@pytest.fixture
def said(tmp_path, monkeypatch):
    """What is said of a figure of the made-up report; a word that is said twice has both texts."""

    def of(figure_id, **cells):
        report = Released(write_released(tmp_path / "released", **cells))
        monkeypatch.setattr(explaining, "_released", lambda _: [report])
        words = {}
        for word, text in explain(None, figure_id):
            words.setdefault(word, []).append(text)
        return words

    return of


def test_a_percentage_says_what_it_is_a_share_of_and_with_which_numbers(said):
    words = said(f"rereferrals_percent/{ASHMERE}/202324")
    assert ["20.9"] == words["value"]
    assert words["numerator"][0].startswith("941 (")
    assert words["denominator"][0].startswith("4505 (")
    assert ["2023-04-01 to 2024-03-31"] == words["period"]
    assert words["definition"] == ["rereferrals/1"]


def test_it_says_how_it_moved_where_it_stands_and_what_others_have(said):
    words = said(f"rereferrals_percent/{ASHMERE}/202324")
    assert words["change"][0].startswith("rose from 19.1 in 2022-23")
    assert 3 == len(words["against"])
    assert words["against"][-1].startswith("England: ")


def test_it_works_the_figure_out_again_and_says_so(said):
    checks = said(f"rereferrals_percent/{ASHMERE}/202324")["checks"]
    assert "numerator × 100 ÷ denominator, rounded half up to one decimal, is 20.9: it agrees" == checks[0]
    assert "the gate sealed the released figures and the seal is whole" in checks


def test_a_count_is_checked_as_the_count_it_is(said):
    assert "it is the count itself" == said(f"referrals_count/{ASHMERE}/202324")["checks"][0]


def test_every_input_is_named_with_its_hash(said):
    words = said(f"referrals_rate/{ASHMERE}/202324")
    assert all("sha256 " in source for source in words["source"])
    assert words["source"]


def test_a_hidden_figure_says_why_and_gives_nothing_away(said):
    cells = {("rereferrals", ASHMERE, "202324"): "c"}
    words = said(f"rereferrals_percent/{ASHMERE}/202324", cells=cells)
    assert ["[c] hidden to protect children"] == words["value"]
    assert "there is no number to be checked" == words["checks"][0]
    assert not {"interval", "change", "level"} & set(words)
    assert not any("941" in text for texts in words.values() for text in texts)


def test_an_unknown_figure_is_answered_with_the_nearest_one(said):
    with pytest.raises(UsageError, match="Did you mean"):
        said(f"rereferral_percent/{ASHMERE}/202324")


def test_what_hardly_changed_on_the_page_neither_rose_nor_fell_here(said):
    cells = {("referrals", ASHMERE, "202223"): (4500, 78233), ("referrals", ASHMERE, "202324"): (4505, 80494)}
    words = said(f"referrals_count/{ASHMERE}/202324", cells=cells)
    assert words["change"][0].startswith("hardly changed from 4,500 in 2022-23")
    assert not any(word in words["change"][0] for word in ("rose", "fell", "in a row"))


def test_a_population_is_not_judged_among_authorities_here_as_it_is_not_on_the_page(said):
    cells = {("population", ASHMERE, "202324"): (98000, None)}
    words = said(f"population_count/{ASHMERE}/202324", cells=cells)
    assert ["rose from 78,233 in 2022-23, the second rise in a row"] == words["change"]


@pytest.mark.parametrize(
    ("status", "who"), [("official", "as the department made it"), ("final_local", "as it was made")]
)
def test_only_what_the_department_made_is_said_to_be_printed_as_the_department_made_it(tmp_path, status, who):
    report = Released(write_released(tmp_path / "released"))
    figure = report.figure("rereferrals_percent", ASHMERE)
    said = explaining._agreement(report, replace(figure, value="21.0", status=status))
    assert said.endswith(f"is 20.9: it is printed {who} before the counts were rounded")
