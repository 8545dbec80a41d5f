"""How chapters of registers and themes open and close: three sentences, three questions, drawn from what is not said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from released_builder import ASHMERE, write_released

from safeguarding_report.released import Released
from safeguarding_report.report import write_chapter
from safeguarding_report.report.asked_of_registers import GAPS, questions_of
from safeguarding_report.report.chapter import OPENS_ITSELF
from safeguarding_report.report.numbering import absent_chapters, chapters_of
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.themes import CARRIED, PLACES, THEMES
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS

REGISTERS = {
    "priorities": [{"priority": "Staying safe online", "state": "running"}, {"priority": "Warm starts", "state": "running"}],
    "challenges": [{"challenge": "Data came late", "state": "open", "response": "Dates were agreed"}],
    "audits": [{"theme": "Neglect"}, {"theme": "Letters", "action": "Written anew", "outstanding": 2}],
    "resources": [{"resource": "Tool kit on online safety", "audience": "Parents", "reached": 850}],
    "funding": [{"kind": "contribution", "partner": "Ashmere Council", "heading": "Running costs", "pounds": 85000}],
}  # fmt: skip


@pytest.fixture
def released(tmp_path):
    return Released(write_released(tmp_path / "released", registers=REGISTERS))


def text_of(chapter, released):
    html = write_chapter(chapter, released, [])._repr_html_()
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize("chapter", ["priorities", "challenges", "audits", "funding", "procedures", "online-safety"])
def test_a_chapter_that_is_not_of_figures_opens_with_three_sentences_and_closes_with_three_questions(released, chapter):
    html = write_chapter(chapter, released, [])._repr_html_()
    opening = re.sub("<[^>]+>", "", re.search(r'<p class="lead".*?</p>', html)[0])
    assert [3, 3] == [
        len(re.findall(r"[.?](?= [A-Z]|$)", opening)),
        len(re.findall(r'<li class="numbered"', html.split("questions that members may ask")[1])),
    ]


def test_what_no_entry_says_is_said_of_all_and_what_each_says_of_each(released):
    assert "None of them says what changed for children." not in text_of("priorities", released)
    assert "No change for children is shown yet under: Staying safe online; Warm starts." in text_of(
        "priorities", released
    )
    assert "There is 1 challenge, with a response. All of it is told here by the partnership itself." in text_of(
        "challenges", released
    )


@pytest.mark.parametrize(
    ("with_an_action", "said"),
    [
        (0, "There are 3 audits. None of them says what was done about what it found."),
        (1, "There are 3 audits: 1 with an action. All of it is told here by the partnership itself."),
        (2, "There are 3 audits: 2 with an action. All of it is told here by the partnership itself."),
        (3, "There are 3 audits: 3 with an action. All of it is told here by the partnership itself."),
    ],
)
def test_of_what_a_count_tells_already_it_is_not_said_again_how_many_do_not_say_it(tmp_path, with_an_action, said):
    """Those without would be taken for some of those with it: an assessment that was not returned has no day of return."""
    audits = [
        {"theme": f"Neglect {place}"} | ({"action": "Written anew"} if place < with_an_action else {})
        for place in range(3)
    ]
    assert said in opening_of(tmp_path, "audits", audits=audits)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (1, "In all, 1 does not say when it will be looked at again."),
        (2, "In all, 2 do not say when they will be looked at again."),
        (3, "None of them says when it will be looked at again."),
    ],
)
def test_several_entries_that_do_not_say_something_are_spoken_of_as_several(tmp_path, without, said):
    reviewed = [{"review_date": "2025-04-17"}] * (3 - without)
    entries = [{"document": f"Protocol {place}", "state": "in use"} for place in range(3)]
    entries = [one | (reviewed[place] if place < len(reviewed) else {}) for place, one in enumerate(entries)]
    assert said in opening_of(tmp_path, "procedures", procedures=entries)


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: f"{gap.register}-{gap.column}")
def test_no_words_for_what_several_entries_lack_speak_of_one(gap):
    assert [] == re.findall(r"\bit\b|\bthey (?:was|meets)\b", gap.missing_of_several)


def test_questions_are_about_what_an_entry_does_not_say_and_the_shortest_name_comes_first(released):
    asked = [one.striptags() for one in questions_of(released, ("priorities",), ("Why?", "How?"))]
    assert asked == [
        "What has changed for children under “Warm starts”, and how does anyone know?",
        "What has changed for children under “Staying safe online”, and how does anyone know?",
        "Why?",
    ]


def test_an_entry_that_is_an_instruction_is_named_in_quotation_marks_and_asked_about_in_a_sentence_of_its_own(tmp_path):
    plans = [{"plan": "Publish the review"}]
    released = Released(write_released(tmp_path / "released", registers={"next_year": plans}))
    asked = [one.striptags() for one in questions_of(released, ("next_year",), ())]
    assert asked == ["One plan is “Publish the review”. How will the board know next year whether it has worked?"]


def test_no_question_hangs_the_name_of_an_entry_behind_a_colon():
    stiff = [gap.asks for gap in GAPS if ":" in gap.asks or not gap.asks.endswith("?") or "{}" not in gap.asks]
    outside_marks = [gap.asks for gap in GAPS if "“{}”" not in gap.asks and gap.name != "organisation"]
    assert [[], []] == [stiff, outside_marks]


def test_a_chapter_without_figures_of_its_own_leads_to_what_others_say_of_its_theme(released):
    text = text_of("online-safety", released)
    numbers = chapters_of(released)
    assert f"Priority: Staying safe online (chapter {numbers['priorities']})." in text
    assert f"Tool or resource: Tool kit on online safety (chapter {numbers['procedures']})." in text
    assert "Warm starts" not in text
    assert "online-safety" not in {plan.chapter for plan in absent_chapters(released)}
    assert "domestic-abuse" in {plan.chapter for plan in absent_chapters(released)}


def test_a_request_carried_from_an_earlier_year_is_told_in_the_chapter_on_its_theme(tmp_path):
    request = {"recommendation": "Teach parents about online harm", "state": "open", "carried_from": "2020-21"}
    registers = REGISTERS | {"recommendations_before": [request, request | {"recommendation": "Act on domestic abuse"}]}
    released = Released(write_released(tmp_path / "released", registers=registers))
    scrutiny = f"(chapter {chapters_of(released)['scrutiny']})."
    line = "Request of scrutiny, carried from an earlier year: Teach parents about online harm"
    assert f"{line} {scrutiny}" in text_of("online-safety", released)
    # A request alone makes no chapter; what has none says where the request stands.
    assert "domestic-abuse" in {plan.chapter for plan in absent_chapters(released)}
    absent = text_of("not-in-this-report", released)
    way = f"request of scrutiny, carried from an earlier year {scrutiny}"
    assert f"Domestic abuse: no chapter, but: {way}" in absent
    assert "Domestic abuse" not in text_of("executive-summary", released).split("nothing on: ")[1].split(" See")[0]


def test_a_seat_that_is_not_taken_yet_is_not_asked_how_often_it_was(tmp_path):
    seats = [{"role": "Head teacher", "state": "being widened to it"}, {"role": "Chief nurse", "state": "taken"}]
    released = Released(write_released(tmp_path / "released", registers={"membership": seats}))
    asked = [one.striptags() for one in questions_of(released, ("membership",), ())]
    assert asked == ["How often was the seat “Chief nurse” taken?"]


def test_every_chapter_of_the_body_opens_and_closes_by_its_figures_or_by_words_of_its_own():
    without = {"executive-summary", "foreword"}
    body = {plan.chapter for plan in CHAPTERS if plan.part == "body" and (plan.measures or not plan.lead)}
    assert set(OPENINGS) == body - without | {"local-context"}
    assert OPENS_ITSELF <= set(OPENINGS)
    assert [3] * len(OPENINGS) == [len(one.asks) for one in OPENINGS.values()]
    assert all(question.endswith("?") for one in OPENINGS.values() for question in one.asks)


def test_themes_and_gaps_speak_of_chapters_registers_and_columns_that_there_are():
    chapters = {plan.chapter: plan.registers for plan in CHAPTERS}
    assert set(THEMES) <= set(chapters)
    assert all(one.register in chapters[one.chapter] for one in (*PLACES, CARRIED))
    named = {(one.register, one.column) for one in (*PLACES, CARRIED)} | {(one.register, one.name) for one in GAPS}
    columns = named | {(one.register, one.column) for one in GAPS}
    public = PUBLIC_COLUMNS | {f"{name}_before": columns for name, columns in PUBLIC_COLUMNS.items()}
    assert {(register, column) for register, column in columns if column not in public[register]} == set()


def opening_of(tmp_path, chapter, **registers):
    return text_of(chapter, Released(write_released(tmp_path / "other", registers=registers)))


def test_a_filled_column_that_is_counted_is_not_said_again(tmp_path):
    entry = {"challenge": "Data came late", "state": "open", "response": "Dates were agreed", "said_in": "Minutes"}
    text = opening_of(tmp_path, "challenges", challenges=[entry, entry | {"challenge": "Snow"}])
    expected = "There are 2 challenges: 2 with a response. All of it is taken from published documents"
    assert [True, False] == [expected in text, "Each says" in text]


def test_one_entry_is_told_in_one_grammatical_sentence_and_nothing_is_said_to_be_none(tmp_path):
    text = opening_of(tmp_path, "learning", learning=[{"learning": "Ask fathers too", "embedded": "not known"}])
    assert "There is 1 thing that was learnt, of which nobody has said whether it is embedded." in text
    text = opening_of(tmp_path / "b", "training", training=[{"course": "Gentle questions"}])
    assert "There is 1 course. It does not say how many came." in text


def test_nobody_is_asked_to_act_on_a_resolution_to_note_or_to_thank(tmp_path):
    text = opening_of(
        tmp_path,
        "scrutiny",
        decisions=[
            {"body": "Board", "decision": "To note the report"},
            {"body": "Board", "decision": "To record thanks to the chair"},
        ],
    )
    assert ["There are 2 decisions.", 0, 0] == [
        re.search("There are 2 decisions[^.]*[.]", text)[0],
        text.count("Who acts on"),
        text.count("who acts on it"),
    ]
    text = opening_of(tmp_path / "b", "scrutiny", decisions=[{"body": "Board", "decision": "To ask for a plan"}])
    assert "It does not say who acts on it." in text
    assert "One decision is “To ask for a plan”. Who acts on it?" in text


def test_an_entry_that_lacks_two_things_is_asked_about_once(tmp_path):
    text = opening_of(
        tmp_path, "scrutiny", recommendations=[{"body": "Board", "recommendation": "Write shorter", "state": "open"}]
    )
    assert [1, 0] == [text.count("What has been done about it?"), text.count("Who answers to the board for it?")]


def test_two_entries_of_one_name_are_not_asked_about_in_the_same_words(tmp_path):
    said = [{"who": "Partners", "said": words, "method": "Letter", "done": "Read"} for words in ("A", "B")]
    text = opening_of(tmp_path, "voices", feedback=said)
    assert [1, 1] == [
        text.count("Of those called “Partners”, how many were heard, and who was not?"),
        text.count("Who was not heard, and how will they be?"),
    ]


def test_a_chapter_on_money_without_a_sum_says_of_its_posts_once_how_many_changed(tmp_path):
    post = {"post": "Trainer", "agency": "health", "state": "lost", "effect": "Fewer courses"}
    assert 1 == opening_of(tmp_path, "funding", capacity=[post]).count("There is 1 post that changed")


def test_a_topic_without_an_answer_is_a_question_about_the_topic_and_its_document_is_said_to_be_silent(tmp_path):
    entry = {"body": "Board", "topic": "Cuckooing", "question": "It was discussed"}
    text = opening_of(tmp_path, "scrutiny", questions=[entry | {"said_in": "Minutes"}])
    assert "What was the answer on “Cuckooing”?" in text
    assert "The minutes do not record the answer" in text
    assert "No answer is recorded" in opening_of(tmp_path / "b", "scrutiny", questions=[entry])


def test_a_subject_without_a_chapter_that_an_entry_names_is_not_said_to_be_missing(tmp_path):
    registers = {
        "challenges": [
            {"challenge": "Data on cyber-crime", "response": "A dashboard was made", "said_in": "The audit"}
        ],
        "membership": [{"role": "Independent Scrutineer"}],
    }
    released = Released(write_released(tmp_path / "released", registers=registers))
    number = chapters_of(released)["challenges"]
    absent = text_of("not-in-this-report", released)
    for subject in ("The multi-agency dashboard", "Staying safe online"):
        assert f"{subject}: no chapter, but: challenge (chapter {number})." in absent
    assert "Independent scrutiny: no chapter on what an independent person found, but: seat (chapter" in absent
    # What a document is called says nothing about the subject.
    assert "Audits: nothing in this report on what audits found, or what they changed." in absent
    nothing, in_passing = text_of("executive-summary", released).split("nothing on: ")[1].split("No chapter is on: ")
    assert "Staying safe online" not in nothing
    assert in_passing.startswith("Staying safe online; The multi-agency dashboard; Independent scrutiny. See where")


def test_a_theme_with_a_chapter_leads_to_the_figures_on_it_that_stand_elsewhere(released):
    number = chapters_of(released)["child-protection-plans"]
    assert f"Figures: Plans by category of abuse (chapter {number})." in text_of("neglect", released)


def test_no_paragraph_of_a_chapter_of_figures_begins_with_what_speaks_of_the_sentence_before(tmp_path):
    """Assessments move by much, the share in time as well: five sentences, of which "This compares" is the last."""
    cells = {
        ("assessments_completed", ASHMERE, "202324"): (9000, 80494),
        ("assessments_in_45_days", ASHMERE, "202324"): (7200, 9000),
    }
    released = Released(write_released(tmp_path / "released", cells=cells))
    html = write_chapter("assessments", released, [])._repr_html_()
    paragraphs = [
        re.sub(r"^[\d. ]+", "", " ".join(re.sub("<[^>]+>", "", one).split()))
        for one in re.findall(r"<p[^>]*>.*?</p>", html.split("About these figures")[0])
    ]
    assert [] == [one for one in paragraphs if one.startswith(("This ", "No explanation", "The reason"))]
    assert any("This compares with" in one for one in paragraphs)


def with_documents(folder, registers, **facts):
    registers = {name: [entry | {"said_in": "Minutes of a board"} for entry in of] for name, of in registers.items()}
    released = Released(write_released(folder / "released", registers=registers))
    released.report = replace(released.report, **facts)
    return released


def test_where_documents_speak_of_more_priorities_than_they_name_the_chapter_says_so(tmp_path):
    registers = {"priorities": [{"priority": "Warm starts", "aim": "Children are warm"}, {"priority": "Neglect"}]}
    text = text_of("priorities", with_documents(tmp_path, registers, priorities_in_all=4))
    assert "2 of 4 priorities are named in the documents of this report." in text
    assert "There are 2 priorities" not in text
    assert 2 == text.count("Led by: not published")


def test_where_no_priority_is_named_the_chapter_says_so_and_asks_about_none(tmp_path):
    text = text_of("priorities", with_documents(tmp_path, {"achievements": [{"achievement": "New groups"}]}))
    assert "No priority of the year is named in the documents of this report." in text
    assert "Which priority" not in text


def test_a_chapter_on_reviews_or_money_without_any_number_says_that_none_is_published(tmp_path):
    registers = {
        "learning": [{"learning": "Ask twice"}],
        "capacity": [{"post": "Trainer", "state": "lost"}],
        "challenges": [{"challenge": "Equal funding is far off"}],
    }
    released = with_documents(tmp_path, registers)
    assert "How many practice reviews and rapid reviews there were is not published for this report." in text_of(
        "learning", released
    )
    where = f"What is said of it in words: challenge (chapter {chapters_of(released)['challenges']})."
    assert f"What each partner pays is not published for this report. {where}" in text_of("funding", released)
