"""Statutory guidance: lists by edition, never an error while nobody checked them, answered by the chapters that stand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from released_builder import ASHMERE, write_released

from safeguarding_report.errors import UsageError
from safeguarding_report.guidance import EDITIONS, NOT_VERIFIED, load_edition, unanswered
from safeguarding_report.released import Released
from safeguarding_report.report import write_chapter
from safeguarding_report.report.answers import ANSWERS, Evidence, answers_in, evidence_of
from safeguarding_report.report.plan import CHAPTERS


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_is_a_list_with_sources_that_says_whether_it_was_checked(edition):
    known = load_edition(edition)
    ids = [one.id for one in known.requirements]
    assert len(set(ids)) == len(ids) > 0
    assert [one.id for one in known.requirements if one.checked] == []
    assert not known.is_verified
    assert {one.strength for one in known.requirements} <= {"must", "should", "local"}


def test_the_lists_are_as_long_as_what_is_known_of_each_edition():
    assert [12, 22, 5] == [len(load_edition(edition).requirements) for edition in EDITIONS]


def test_an_edition_that_nobody_knows_is_refused():
    with pytest.raises(UsageError, match="wt2018"):
        load_edition("wt2081")


def test_what_nobody_has_checked_is_a_query_and_never_an_error():
    found = unanswered(load_edition("wt2018"), ())
    assert 12 == len(found)
    assert {"query"} == {finding.severity for finding in found}


@pytest.mark.parametrize(("strength", "severity"), [("must", "error"), ("should", "query"), ("local", "query")])
def test_only_a_checked_must_that_no_chapter_answers_is_an_error(strength, severity):
    edition = load_edition("wt2018")
    one = replace(edition.requirements[0], checked=True, strength=strength)
    assert [severity] == [found.severity for found in unanswered(replace(edition, requirements=(one,)), ())]
    assert [] == unanswered(replace(edition, requirements=(one,)), {one.id})


def test_chapters_answer_requirements_that_there_are():
    known = {one.id for edition in EDITIONS for one in load_edition(edition).requirements}
    assert set(ANSWERS) <= {plan.chapter for plan in CHAPTERS}
    assert {one for ids in ANSWERS.values() for one in ids} <= known


def test_only_chapters_that_stand_in_the_report_answer_anything(tmp_path):
    without = answers_in(Released(write_released(tmp_path / "without")))
    assert "WT18-7" not in without
    heard = {"feedback": [{"who": "Parents", "method": "Telephone", "said": "Call us"}]}
    with_feedback = answers_in(Released(write_released(tmp_path / "with", registers=heard)))
    assert [("voices", "feedback")] == [(one.chapter, one.evidence) for one in with_feedback["WT18-7"]]


@pytest.mark.parametrize(
    ("entry", "evidence"),
    [
        ({"course": "A"}, "none yet"),
        ({"course": "A", "confident_after": 9}, "feedback"),
        ({"course": "A", "confident_after": 9, "use_after_3_months": 7}, "outcome"),
    ],
)
def test_the_strongest_evidence_of_a_chapter_is_named_and_none_yet_is_allowed(tmp_path, entry, evidence):
    released = Released(write_released(tmp_path / "released", registers={"training": [entry]}))
    assert evidence == evidence_of("training", released)


@pytest.mark.parametrize(
    ("cell", "in_time", "referrals"),
    [((3790, 4844), "outcome", "outcome"), ("c", "observation", "outcome"), ("x", "observation", "outcome")],
)
def test_only_a_number_of_this_year_that_is_better_or_worse_is_an_outcome(tmp_path, cell, in_time, referrals):
    cells = {("assessments_in_45_days", ASHMERE, "202324"): cell}
    released = Released(write_released(tmp_path / "released", cells=cells))
    assert in_time == evidence_of("assessments", released)
    assert referrals == evidence_of("referrals", released)
    # How many children are in need is neither better nor worse.
    assert "observation" == evidence_of("children-in-need", released)


def test_a_chapter_of_figures_without_a_number_of_this_year_holds_no_evidence(tmp_path):
    cells = {("children_in_need", ASHMERE, "202324"): "x"}
    assert "none yet" == evidence_of("children-in-need", Released(write_released(tmp_path / "released", cells=cells)))


@pytest.mark.parametrize(
    ("demonstration", "status", "expected"),
    [("", "official", ["executive-summary"]), ("Invented.", "synthetic", ["executive-summary"]), ("D", "official", [])],
)
def test_a_demonstration_with_real_names_does_not_answer_that_the_partners_report(
    tmp_path, demonstration, status, expected
):
    facts = {"guidance": "wt2018", "demonstration": demonstration}
    released = Released(write_released(tmp_path / "released", facts=facts))
    released.__dict__["traces"] = {name: replace(one, statuses=(status,)) for name, one in released.traces.items()}
    assert expected == [one.chapter for one in answers_in(released).get("WT18-1", [])]
    html = write_chapter("requirements", released, [])._repr_html_()
    assert (not expected) is ("This page is no report of the partners" in html)


def test_nothing_answers_that_the_report_is_signed_off():
    assert [] == [chapter for chapter, ids in ANSWERS.items() if "WT18-12" in ids]


def test_each_chapter_says_in_one_line_what_of_the_edition_of_the_year_it_answers(tmp_path):
    released = Released(write_released(tmp_path / "released", facts={"guidance": "wt2018"}))
    html = write_chapter("referrals", released, [])._repr_html_()
    line = re.search(r'<p class="about answers">(.*?)</p>', html)[1]
    expected = "Answers WT18-4 of what the statutory guidance asks for. Type of evidence: outcome."
    assert expected == re.sub("<[^>]+>", "", line)
    assert "answers" not in write_chapter("local-context", released, [])._repr_html_()
    without = Released(write_released(tmp_path / "without"))
    assert 'class="about answers"' not in write_chapter("referrals", without, [])._repr_html_()


def test_every_type_of_evidence_is_explained_beside_the_index(tmp_path):
    released = Released(write_released(tmp_path / "released", facts={"guidance": "wt2018"}))
    html = write_chapter("requirements", released, [])._repr_html_()
    assert [kind.capitalize() for kind in get_args(Evidence)] == re.findall("<dt>([^<]*)</dt>", html)


def test_the_index_prints_that_the_list_is_not_verified_and_what_no_chapter_answers(tmp_path):
    released = Released(write_released(tmp_path / "released", facts={"guidance": "wt2018"}))
    html = write_chapter("requirements", released, [])._repr_html_()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert NOT_VERIFIED.capitalize() in text
    assert "Not answered in this report" in text
    assert '<a href="#referrals">Chapter' in html
    # Four of the six chapters of figures hold outcomes; the summary is an observation; arrangements hold no evidence.
    assert "answer 3 of its 12 requirements, 1 of them without evidence yet." in text


def test_no_requirement_is_told_in_acronyms():
    known = [one.requirement for edition in EDITIONS for one in load_edition(edition).requirements]
    assert [] == [told for told in known if re.search(r"\b(YJB|YCS|HMIP|DCS|CCG)\b", told)]


def test_a_year_without_an_edition_is_compared_with_nothing(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    assert "nothing is compared" in write_chapter("requirements", released, [])._repr_html_()
