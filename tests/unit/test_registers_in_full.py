"""Long registers: the body shows what boards ask about first, the annex all of it; judgements, powers and views."""

from __future__ import annotations

import re

import pytest
from released_builder import write_released

from safeguarding_report.register import SIX_FEATURES
from safeguarding_report.released import Released
from safeguarding_report.report import write_chapter
from safeguarding_report.report.numbering import absent_chapters, chapters_of
from safeguarding_report.report.plan import MANY_ENTRIES, chapter_plan
from safeguarding_report.report.register_chapters import ARRANGEMENTS, SECTIONS
from safeguarding_report.report.sections_of_learning import TRAINING
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS

ALL = [part for parts in (ARRANGEMENTS, *SECTIONS.values()) for part in parts]


@pytest.fixture
def released(tmp_path):
    def build(registers):
        return Released(write_released(tmp_path / "released", registers=registers))

    return build


def text_of(known, chapter):
    html = write_chapter(chapter, known, [])._repr_html_()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def courses(number):
    return [
        {"course": f"Course {letter}", "provider": "An invented charity", "audience": "Taxi drivers", "attended": 40}
        for letter in "ABCDEFGH"[:number]
    ]


@pytest.mark.parametrize(
    ("entries", "is_long"), [(MANY_ENTRIES - 1, False), (MANY_ENTRIES, True), (MANY_ENTRIES + 1, True)]
)
def test_of_many_entries_the_body_shows_each_but_not_every_column(released, entries, is_long):
    known = released({"training": courses(entries)})
    body = text_of(known, "training")
    assert entries == body.count("Taxi drivers")
    assert is_long is ("invented charity" not in body)
    assert is_long is ("stand in full in annex" in body)
    assert is_long is ("registers" in chapters_of(known))


def test_the_annex_shows_every_column_of_a_long_register_and_no_short_one(released):
    annex = text_of(released({"training": courses(4), "events": [{"event": "Listening day"}]}), "registers")
    assert 4 == annex.count("Given by: An invented charity")
    assert "Training and events: registers in full" in annex
    assert "Listening day" not in annex


def test_a_chapter_whose_registers_are_empty_has_no_heading_in_the_annex(released):
    html = write_chapter("registers", released({"training": courses(4)}), [])._repr_html_()
    assert ["Training and events: registers in full"] == re.findall(r"<h3[^>]*>(.*?)</h3>", html)


def test_the_annex_has_no_heading_over_nothing(released):
    known = released({"training": courses(4)})
    html = write_chapter("registers", known, [])._repr_html_()
    under = [re.sub(r"<[^>]+>", "", one.partition("</h3>")[2]).strip() for one in html.split("<h3>")[1:]]
    assert [] == [text for text in under if not text]


def test_a_report_without_long_registers_has_no_such_annex_and_does_not_say_that_it_is_missing(released):
    known = released({"training": courses(1)})
    assert "registers" not in chapters_of(known)
    assert "registers" not in {plan.chapter for plan in absent_chapters(known)}


def test_what_is_shown_in_brief_is_public_names_the_entry_and_stands_in_the_plan_of_the_annex():
    assert TRAINING.brief
    for part in ALL:
        shown = {name for column in part.brief for _, name in column.parts}
        assert shown <= set(PUBLIC_COLUMNS[part.register.removesuffix("_before")])
        assert bool(part.brief) == (part.register in chapter_plan("registers").registers), part.register
        if part.brief:
            assert part.brief[0].parts[0] == ("", part.tables[0].columns[0].parts[0][1])


def test_the_six_features_show_the_partners_judgement_its_evidence_and_what_is_counted(released):
    features = [
        {"feature": SIX_FEATURES[4], "judgement": "not yet", "evidence": "Few could say it", "next": "Teams are asked"},
        {"feature": SIX_FEATURES[0], "judgement": "yes"},
    ]
    text = text_of(released({"features": features, "risks": [{"risk": "Data stop"}]}), "six-features")
    assert "They answered 1 “yes”, 1 “not yet”." in text
    assert "not yet Next: Teams are asked Few could say it None yet" in text
    assert "yes None yet None yet" in text
    assert "Not said None yet 1 risk on the register" in text


def test_without_a_judgement_the_six_features_only_count_and_say_so(released):
    text = text_of(released({"risks": [{"risk": "Data stop"}]}), "six-features")
    assert "The partners' own judgement is not published." in text.replace("&#39;", "'")
    assert "How they know" not in text


def test_powers_over_sectors_say_who_may_use_them_and_whether_they_were_used(released):
    powers = [
        {"sector": "police", "power": "Ask again", "held_by": "Executive", "used": "yes", "used_date": "2023-12-14"},
        {"sector": "other", "power": "Go to a court", "held_by": "Partners", "used": "no", "outcome": "Nobody refused"},
    ]
    text = text_of(released({"powers": powers}), "self-assessments")
    assert "There are 2 powers over sectors : 1 used in the year, 1 not used." in text.replace("sectors:", "sectors :")
    assert "Ask again Over: police yes By: Executive On: 14 December 2023" in text
    assert "asked what partners can do where an agency does not assess itself" not in text
    other = text_of(
        released({"self_assessments": [{"organisation": "Schools", "sector": "education"}]}), "self-assessments"
    )
    assert "asked what partners can do where an agency does not assess itself" in other


def test_a_request_shows_the_view_of_the_partnership_beside_that_of_the_board(released):
    request = {
        "body": "Scrutiny Board", "recommendation": "Name the schools", "state": "not accepted",
        "partnership_view": "Not agreed: it would name a person", "board_view": "closed",
    }  # fmt: skip
    text = text_of(released({"recommendations": [request]}), "scrutiny")
    assert "The partnership: Not agreed: it would name a person The board: closed" in text


def test_a_priority_shows_its_evidence_and_what_comes_next(released):
    one = {
        "priority": "Warm starts",
        "state": "running",
        "impact": "More know",
        "evidence": "Survey",
        "next": "A visit",
    }
    text = text_of(released({"priorities": [one]}), "priorities")
    assert "Next: A visit" in text
    assert "More know Evidence: Survey" in text


def test_a_seat_to_which_the_membership_is_being_widened_is_told_as_such(released):
    seat = {"body": "Executive", "agency": "housing", "role": "Lead for housing", "state": "being widened to it"}
    text = text_of(released({"membership": [seat]}), "arrangements")
    assert "seat, to which the membership is being widened" in " ".join(text.replace(" ,", ",").split())


def test_the_glossary_ends_with_the_words_of_the_partnership(released):
    known = released({"glossary": [{"term": "Cuckooing", "meaning": "A home is taken over for crime"}]})
    assert "Words as this partnership uses them Cuckooing A home is taken over for crime ." in text_of(
        known, "glossary"
    )


def test_what_the_body_can_do_without_stands_in_the_annex_of_a_report_that_has_one(released):
    papers = {"documents": [{"title": "Briefing note", "kind": "briefing note"}], "questions": [{"question": "Why?"}]}
    short = released(papers)
    assert "Briefing note" in text_of(short, "scrutiny")
    long = released(papers | {"training": courses(MANY_ENTRIES)})
    assert "Briefing note" not in text_of(long, "scrutiny")
    assert "stand in full in annex" in text_of(long, "scrutiny")
    assert "Briefing note" in text_of(long, "registers")
