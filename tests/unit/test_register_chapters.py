"""Chapters made of registers: sentences that count them, tables that show them, and nothing that was not released."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from page_maker import make_page
from released_builder import default_figures, seal_again, write_released

from safeguarding_report.errors import SealError
from safeguarding_report.released import Released
from safeguarding_report.report import arrangements_chapter, checks, write_chapter
from safeguarding_report.report.dashboard_chapter import row_label
from safeguarding_report.report.diagram import diagram, levels
from safeguarding_report.report.entry_checks import wrong_entries
from safeguarding_report.report.numbering import absent_chapters, chapters_of
from safeguarding_report.report.reader import Page
from safeguarding_report.report.register_chapters import BEFORE, SECTIONS
from safeguarding_report.report.reviews import reviews
from safeguarding_report.report.worked import work_out
from safeguarding_report.tables.public_columns import PUBLIC_COLUMNS

ACTIONS = [
    {"reference": f"A{n}", "recommendation": f"Do {n}", "owner": "health", "done_date": "2023-11-20"} for n in range(7)
] + [{"reference": f"B{n}", "recommendation": f"Begin {n}", "owner": "police"} for n in range(5)]
for _one in ACTIONS[:3]:
    _one["evidence_embedded"] = "Audit of ten cases"

REGISTERS = {
    "priorities": [
        {"priority": "Warm starts", "lead_agency": "health", "aim": "Families know whom to ask", "year_set": "2021-22",
         "state": "running", "actions": "A visit before birth"},
        {"priority": "Heard the first time", "state": "running", "impact": "In an audit 15 of 20 had told it once"},
    ],
    "review_actions": ACTIONS,
    "surveys": [{"survey": "Staying safe online", "who": "Primary schools", "heard": 1567, "said": "Most know whom to tell"}],
    "funding": [
        {"kind": "contribution", "partner": "Ashmere Council", "heading": "Running costs", "pounds": 85000},
        {"kind": "contribution", "partner": "NHS Marches", "heading": "Running costs", "pounds": 40000},
        {"kind": "spending", "heading": "Training", "pounds": 12345},
    ],
    "funding_before": [
        {"kind": "contribution", "partner": "Ashmere Council", "heading": "Running costs", "pounds": 80000},
        {"kind": "contribution", "partner": "NHS Marches", "heading": "Running costs", "pounds": 40000},
    ],
    "recommendations": [
        {"body": "Scrutiny Board", "meeting_date": "2023-11-09", "recommendation": "Add a glossary", "owner": "Manager",
         "state": "done", "done": "It stands at the end"},
    ],
    "recommendations_before": [
        {"body": "Scrutiny Board", "recommendation": "Say why figures rose", "owner": "Manager", "state": "open"},
    ],
    "chairs": [
        {"body": "Executive", "chair_role": "Chief Nurse", "agency": "health", "until_date": "2022-03-31"},
        {"body": "Executive", "chair_role": "Chief Superintendent", "agency": "police", "from_date": "2022-04-01"},
    ],
    "sponsors": [{"group": "Education Safeguarding Forum", "sponsor_role": "Director of Education", "agency": "education"}],
    "hosts": [{"host": "Ashmere Council", "agreement": "Agreement of 2019", "from_date": "2019-09-29"}],
    "groups": [{"group": "Child death panel", "purpose": "Learns from deaths", "footprint": "Ashmere, Wold and beyond"}],
    "membership": [{"body": "Scrutiny", "agency": "partnership", "role": "Independent Scrutineer"}],
    "reviews": [
        {"kind": "rapid review", "notified_in_time": "met", "sent_in_time": "met", "level_recommended": "none"},
        {"kind": "rapid review", "notified_in_time": "met", "sent_in_time": "late", "level_recommended": "local review"},
        {"kind": "local child safeguarding practice review", "published": "no", "expected_month": "2024-10"},
    ],
}  # fmt: skip


@pytest.fixture
def released(tmp_path):
    def build(registers, **options):
        return Released(write_released(tmp_path / "released", registers=registers, **options))

    return build


def chapter_text(released, chapter):
    """Return what a chapter says, without markup, on one line."""
    html = write_chapter(chapter, released, [])._repr_html_()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_chapter_opens_with_sentences_that_count_its_own_rows(released):
    text = chapter_text(released(REGISTERS), "learning")
    assert "There are 12 actions from reviews : 7 done, 3 with evidence that practice has changed" in text.replace(
        "reviews:", "reviews :"
    )
    assert "Number of rapid reviews in the year: 2 ." in text
    assert "Done and sent within fifteen working days: 1 ; late: 1 ; not known: 0 ." in text


@pytest.mark.parametrize(("symbol", "is_said"), [("c", True), ("", False)])
def test_reviews_say_why_a_table_hides_what_they_tell(tmp_path, symbol, is_said):
    row = next(one for one in default_figures(joint=False, cells={}, year="2023-24") if one["time_period"] == "202324")
    counted = row | {
        "figure_id": row["figure_id"].replace(row["measure"], "rr_reviews_count"),
        "measure": "rr_reviews_count",
        "value": "" if symbol else "6",
        "symbol": symbol,
    }
    folder = write_released(tmp_path / "released", registers=REGISTERS, figures=[row, counted])
    assert is_said == ("because somebody answers for each" in str(reviews(Released(folder))))


def test_a_review_that_is_not_published_is_a_count_and_an_expected_month(released):
    text = chapter_text(released(REGISTERS), "learning")
    assert "Published: 0 . Not published yet: 1 ." in text
    assert "Expected to be published: October 2024 ." in text


@pytest.mark.parametrize("decision", ["Published in full", None])
def test_what_was_decided_on_a_review_stands_under_words_of_its_own(released, decision):
    decided = [one | {"decision": decision} if decision else one for one in REGISTERS["reviews"]]
    text = chapter_text(released(REGISTERS | {"reviews": decided}), "learning")
    assert (decision is not None) == ("What was decided: Published in full" in text)
    assert (decision is not None) == ("What was decided:" in text)


def test_priorities_say_what_has_not_moved_and_that_there_is_no_evidence_yet(released):
    text = chapter_text(released(REGISTERS), "priorities")
    assert "No change for children is shown yet under: Warm starts ." in text
    assert "None yet" in text


def test_shares_and_changes_of_money_are_worked_out_from_the_rows(released):
    # 85,000 of 125,000 is 68.0 per cent; from 80,000 to 85,000 is 6.25, half up 6.3 per cent; spending has no share.
    known = released(REGISTERS)
    assert ["68.0", "6.3", "32.0", "0.0", "125000"] == [
        str(work_out(known, name))
        for name in (
            "share/funding/0", "change/funding/0", "share/funding/1", "change/funding/1",
            "sum/funding/pounds/kind=contribution",
        )
    ]  # fmt: skip
    assert None is work_out(known, "change/funding/2")
    text = chapter_text(known, "funding")
    assert "The largest contribution was 68.0 per cent of it, by Ashmere Council ." in text


def test_two_partners_who_gave_the_same_are_both_named_as_the_largest(released):
    alike = [one | {"pounds": 50000} if one["kind"] == "contribution" else one for one in REGISTERS["funding"]]
    text = chapter_text(released(REGISTERS | {"funding": alike}), "funding")
    assert "The largest contributions were each 50.0 per cent of it, by Ashmere Council and NHS Marches ." in text


@pytest.mark.parametrize(
    ("guidance", "expected"),
    [("wt2018", ""), ("", ""), ("wt2023", "is another edition: Working Together to Safeguard Children 2023.")],
)
def test_the_six_features_say_where_they_come_from_and_when_the_guidance_of_the_year_is_another(
    released, guidance, expected
):
    text = chapter_text(released(REGISTERS, facts={"guidance": guidance}), "six-features")
    assert "those that Working Together 2018 describes" in text
    assert [bool(expected), expected in text] == ["The guidance of this year" in text, True]


def test_a_difficulty_with_a_response_is_no_challenge_of_one_agency_by_another(released):
    one = {"challenge": "More cyber-crime", "response": "Lessons", "state": "open"}
    text = chapter_text(released({"challenges": [one]}), "six-features")
    assert "hold one another to account None yet" in text
    assert "emerging threats are identified and analysed 1 difficulty or threat named" in text


def test_a_table_of_entries_says_where_they_come_from_and_what_was_checked(released):
    entry = {"challenge": "Data came late", "response": "Dates", "state": "open"}
    for said_in, expected in (
        ({}, "Source: the register that the partnership keeps."),
        ({"said_in": "Minutes"}, "Source: the documents named here."),
    ):
        known = released({"challenges": [entry | said_in]})
        known.__dict__["traces"] = {}  # of figures that are not invented
        text = chapter_text(known, "challenges")
        assert f"About these entries {expected} Period: 2023-24" in text
        assert ("taken from published documents" in text) is bool(said_in)
    assert "Status: invented for a demonstration." in chapter_text(released({"challenges": [entry]}), "challenges")


PARTNERS = {
    "partners": [
        {"kind": "local authority", "name": "Ashmere Council", "area": "Ashmere", "period": ""},
        {"kind": "health", "name": "NHS Marches", "area": "", "period": ""},
        {"kind": "police", "name": "Wold Police", "area": "Wold", "period": "from 30 June 2023"},
        {"kind": "education", "name": "Schools together", "area": "", "period": ""},
    ]
}


def test_money_is_told_beside_the_year_before_and_a_partner_who_gave_none_is_named(released):
    text = chapter_text(released(REGISTERS, facts=PARTNERS), "funding")
    assert "Partners gave £ 125,000 together, and £ 120,000 the year before." in text
    assert "No contribution in money is registered for Wold Police (from 30 June 2023)." in text
    assert "Schools together" not in text


def test_who_gave_none_last_year_and_whose_contribution_ended_is_named_with_the_sums(released):
    gone = {"kind": "contribution", "partner": "Old Marches", "heading": "Running costs", "pounds": 42000}
    also = gone | {"heading": "Training", "pounds": 300}
    registers = REGISTERS | {"funding_before": [REGISTERS["funding_before"][0], gone, also]}
    text = chapter_text(released(registers, facts=PARTNERS), "funding")
    assert "NHS Marches (£ 40,000 ) gave money, and none under this name the year before." in text
    assert "Last year's contribution of Old Marches (£ 42,000 and £ 300 ) ended." in text
    assert "none under this name" not in chapter_text(released(REGISTERS), "funding")
    assert "none under this name" not in chapter_text(released(REGISTERS | {"funding_before": []}), "funding")


def test_a_partner_that_ended_in_the_year_is_not_asked_for_money(released):
    ended = {"partners": [PARTNERS["partners"][0], PARTNERS["partners"][2] | {"period": "until 30 June 2023"}]}
    assert "No contribution in money" not in chapter_text(released(REGISTERS, facts=ended), "funding")


def test_what_was_spent_and_kept_stands_beside_what_was_brought_from_the_year_before(released):
    kept = {"kind": "carried forward", "heading": "Reserve", "pounds": 31500}
    before = {"kind": "carried forward", "heading": "Reserve", "pounds": 28000}
    registers = REGISTERS | {
        "funding": [*REGISTERS["funding"], kept],
        "funding_before": [*REGISTERS["funding_before"], before],
    }
    text = chapter_text(released(registers), "funding")
    assert (
        "£ 12,345 was spent, £ 31,500 is carried forward into the next year, and £ 28,000 was carried forward from the "
        "year before." in text
    )
    assert "£ 12,345 was spent." in chapter_text(released(REGISTERS), "funding")


PLANNED = {
    "next_year_before": [
        {"plan": "Review the hub", "lead_agency": "police", "sign_of_success": "A decision by March"},
        {"plan": "A new website"},
        {"plan": "A calendar"},
        {"plan": "A programme"},
        {"plan": "A film"},
    ],
    "achievements": [{"achievement": "The hub was reviewed", "agency": "police", "plan": "Review the hub"}],
    "slipped_plans": [
        {"plan": "A new website", "planned_for": "2022-23", "planned_again_for": "2024-25", "reason": "Too dear"},
        {"plan": "A calendar", "planned_for": "2022-23", "reason": "Nobody wanted it"},
    ],
    "next_year": [{"plan": "A programme", "carried_from": "2022-23"}, {"plan": "A new website"}],
}


def test_each_plan_of_last_year_stands_beside_what_became_of_it(released):
    text = chapter_text(released(PLANNED), "year-ahead")
    for told in (
        "Review the hub Led by: police Sign of success: A decision by March Done: The hub was reviewed",
        "A new website Not said Put off to 2024-25 Why: Too dear",
        "A calendar Not said Given up: Nobody wanted it",
        "A programme Not said Not finished: planned again for next year",
        "A film Not said Not said",
    ):
        assert told in text


def test_the_document_of_last_years_plans_is_named_once_below_their_table(released):
    plans = [{"plan": "A film", "said_in": "Minutes of the board"}]
    text = chapter_text(released({"next_year_before": plans, "next_year": [{"plan": "A calendar"}]}), "year-ahead")
    assert 1 == text.count("Said in: Minutes of the board")
    assert text.index("A film") < text.index("Said in: Minutes of the board") < text.index("What comes next")


def test_where_the_plans_of_last_year_were_published_is_said_once(released):
    plans = [plan | {"said_in": "Yearly report 2022-23"} for plan in PLANNED["next_year_before"]]
    text = chapter_text(released(PLANNED | {"next_year_before": plans}), "year-ahead")
    assert text.count("Said in: Yearly report 2022-23") == 1


def test_a_plan_that_is_carried_over_says_from_which_report_and_another_that_it_is_new(released):
    text = chapter_text(released(PLANNED), "year-ahead")
    assert "A programme Nobody is named None is named 2022-23" in text
    assert "A new website Nobody is named None is named It is new" in text


def test_requests_of_earlier_years_are_carried_until_the_board_closes_them(released):
    text = chapter_text(released(REGISTERS), "scrutiny")
    assert text.index("Say why figures rose") < text.index("Add a glossary")
    assert "There is 1 request of an earlier report that the board has not closed" in text


def test_the_priorities_of_the_settings_stand_where_there_is_no_register(released):
    facts = {"priorities": [{"name": "Neglect", "lead": "Health", "aim": "", "source": "x"}]}
    text = chapter_text(released({}, facts=facts), "priorities")
    assert "The priorities of the year were:" in text
    assert "Neglect , led by Health" in text


def test_a_register_with_no_rows_is_as_one_that_is_not_there_and_the_page_says_so(released):
    known = released({name: [] for name in REGISTERS})
    assert chapters_of(released({})) == chapters_of(known)
    assert "Audits" in chapter_text(known, "not-in-this-report")
    assert "Funding and capacity" in chapter_text(known, "not-in-this-report")


def test_a_report_without_registers_has_none_of_their_chapters_and_says_so(released):
    known = released({})
    absent = {plan.chapter for plan in absent_chapters(known)}
    assert (set(SECTIONS) | set(BEFORE)) - {"arrangements"} <= absent
    text = chapter_text(known, "not-in-this-report")
    assert "Funding and capacity: nothing in this report on what each partner pays, or on social workers:" in text
    assert "arrangements" in chapters_of(known)


def test_a_register_of_which_everything_is_held_back_says_so_and_counts_nothing(tmp_path):
    folder = write_released(tmp_path / "released", registers={})
    (folder / "registers.json").write_text('{"reviews": {"entries": [], "held_back": true}}\n', encoding="utf-8")

    seal_again(folder)
    text = chapter_text(Released(folder), "learning")
    assert "held back until somebody answers for them" in text
    assert "Number of" not in text


def test_numbers_that_the_gate_left_out_are_said_to_be_left_out_and_not_to_be_missing(tmp_path):
    folder = write_released(tmp_path / "released", registers={})
    course = {"course": "Working together", "audience": "All agencies"}
    left_out = ["attended", "confident_after", "use_after_3_months"]
    registers = {"training": {"entries": [course], "held_back": False, "without": left_out}}
    (folder / "registers.json").write_text(json.dumps(registers), encoding="utf-8")
    seal_again(folder)
    text = chapter_text(Released(folder), "training")
    assert "Some numbers are left out here" in text
    for words in ("does not say how many came", "How many people came", "three months later"):
        assert words not in text


def test_the_whole_page_with_every_register_passes_the_last_checks(tmp_path):
    page = make_page(tmp_path / "page", write_released(tmp_path / "released", registers=REGISTERS))
    html = page.read_text(encoding="utf-8")
    assert '<data value="1567" data-entry="surveys/0/heard">1,567</data>' in html


PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", r"$\frac{1}{2}$", "=cmd|'/c calc'!A1",
    "\u202eevil\u202c", "{{ 7*7 }}", "<!-- -->", "</section></main>", "12,345 and 99.9 per cent", "w" * 50_000,
)  # fmt: skip


def test_free_text_with_markup_script_or_anything_else_is_printed_as_text(tmp_path):
    rows = [{"challenge": payload, "response": payload, "state": "open", "said_in": payload} for payload in PAYLOADS]
    priorities = [{"priority": payload, "state": "running", "actions": payload} for payload in PAYLOADS]
    groups = [{"group": payload, "purpose": payload} for payload in PAYLOADS[:10]]
    registers = {"challenges": rows, "priorities": priorities, "groups": groups}
    html = make_page(tmp_path / "page", write_released(tmp_path / "released", registers=registers)).read_text("utf-8")
    assert "<script" not in html
    assert "onerror=alert(1)&gt;" in html
    assert "<img" not in html
    assert "<!--" not in html


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('data-entry="surveys/0/heard">1,567<', 'data-entry="surveys/0/heard">1,568<'),
        ('<data value="1567" data-entry', '<data value="1568" data-entry'),
        ("Most know whom to tell", "Nobody knows whom to tell"),
        ('value="125000" data-worked', 'value="125001" data-worked'),
        ('data-entry="surveys/0/heard"', 'data-entry="surveys/7/heard"'),
    ],
)
def test_what_the_page_says_of_a_register_is_compared_with_what_was_released(tmp_path, found, put):
    folder = write_released(tmp_path / "released", registers=REGISTERS)
    known = Released(folder)
    html = "".join(write_chapter(chapter, known, [])._repr_html_() for chapter in ("voices", "funding"))
    assert [] == list(wrong_entries(Page(html), known))
    assert found in html
    assert [] != list(wrong_entries(Page(html.replace(found, put)), known))


def test_a_number_beside_a_register_is_still_a_number_that_nobody_released(released):
    known = released(REGISTERS)
    page = Page('<section id="voices"><p><span data-entry="surveys/0/said">123,456</span> 123,456</p></section>')
    assert [("voices", "a number that looks like a figure is not tied to a released one")] == list(
        checks._typed_numbers(page)
    )
    assert [("voices", "what stands there of a register is not what was released")] == list(wrong_entries(page, known))


def test_every_table_of_a_register_shows_only_columns_that_may_be_published():
    own = {"reviews", "funding"}
    for parts in SECTIONS.values():
        for part in parts:
            register = part.register.removesuffix("_before")
            assert register not in own
            shown = {name for table in part.tables for column in table.columns for _, name in column.parts}
            assert shown <= {*PUBLIC_COLUMNS[register]}, register


def test_every_public_column_of_a_register_stands_in_a_table_of_some_chapter():

    shown = {
        (part.register.removesuffix("_before"), name)
        for parts in (*SECTIONS.values(), arrangements_chapter.ARRANGEMENTS)
        for part in parts
        for table in part.tables
        for column in table.columns
        for _, name in column.parts
    }
    elsewhere = {"reviews", "funding", "features", "marked_events", "glossary"}
    missing = [
        (register, column)
        for register, columns in PUBLIC_COLUMNS.items()
        if register not in elsewhere
        for column in columns
        if (register, column) not in shown
    ]
    assert [] == missing


def test_the_diagram_shows_who_chairs_at_the_end_of_the_year_and_what_is_wider(released):
    found = {
        level.title: tuple(tuple(line.words for line in box) for box in level.boxes)
        for one in levels(released(REGISTERS))
        for level in (one, *one.beside)
    }
    assert (("Executive", "Chair: Chief Superintendent"),) == found["Decides"]
    assert ("Child death panel", "Serves: Ashmere, Wold and beyond") in found["Groups and meetings"]
    assert ("Education Safeguarding Forum", "Sponsor: Director of Education") in found["Groups and meetings"]
    assert (("Independent Scrutineer",),) == found["Scrutinises"]
    assert (("Ashmere Council",),) == found["Host"]


def test_the_diagram_keeps_those_responsible_by_law_apart_from_others_and_the_host_beside_who_decides(released):
    found = levels(released(REGISTERS, facts=PARTNERS))
    assert ["Safeguarding partners", "Decides", "Groups and meetings", "Others who take part", "Scrutinises"] == [
        level.title for level in found
    ]
    assert [True, False, False, False, False] == [level.heavy for level in found]
    assert [False, False, False, True, True] == [level.apart for level in found]
    assert ["Host"] == [one.title for one in found[1].beside]
    assert (("Schools together",),) == tuple(tuple(line.words for line in box) for box in found[3].boxes)


def test_the_host_and_the_executive_are_drawn_beside_each_other_and_no_arrow_leads_to_what_stands_apart(released):
    drawing, _, _ = str(diagram(released(REGISTERS, facts=PARTNERS))).partition("</svg>")
    tops = {
        words: top for top, words in re.findall(r'<text x="[^"]*" y="(\d+)" font-weight="bold">([^<]*)</text>', drawing)
    }
    assert tops["Decides"] == tops["Host"]
    # From those responsible to who decides, and on to the groups.
    assert 2 == drawing.count("<path")
    assert 3 == drawing.count("stroke-width")
    assert 3 == drawing.count("stroke-dasharray")


def test_without_an_executive_the_host_stands_apart_from_the_arrows(released):
    registers = {name: rows for name, rows in REGISTERS.items() if name in {"hosts", "groups"}}
    found = {level.title: level.apart for level in levels(released(registers))}
    assert {"Groups and meetings": False, "Host": True} == {
        name: found[name] for name in ("Groups and meetings", "Host")
    }


def test_a_scrutineer_who_wrote_a_statement_is_drawn(tmp_path):
    registers = {"groups": REGISTERS["groups"]}
    folder = write_released(
        tmp_path / "released", registers=registers, narratives={"independent-scrutiny": "I saw much."}
    )
    assert ("Scrutinises", "Independent scrutineer") in {
        (level.title, line.words) for level in levels(Released(folder)) for box in level.boxes for line in box
    }


def test_the_diagram_says_nothing_that_its_list_does_not_say(released):
    html = str(diagram(released(REGISTERS)))
    drawing, _, listed = html.partition("</svg>")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing))
    plain = " ".join(re.sub(r"<[^>]+>", " ", listed).replace(";", " ").split())
    assert [] == [word for word in words.split() if word not in plain.split()]
    assert 'viewBox="0 0 320 ' in drawing
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawing)) == {"#000000", "#ffffff", "none"}


def test_without_registers_there_is_no_diagram_and_no_word_of_one(released):
    assert "" == diagram(released({}))
    assert "drawing" not in chapter_text(released({}), "arrangements")
    told = chapter_text(released(REGISTERS), "arrangements")
    assert "The drawing shows who decides and which groups do the work." in told


def test_the_drawing_is_not_said_to_show_who_decides_where_no_register_names_it(released):
    seats = {"groups": [{"group": "Neglect group", "from_date": "2019-04-01"}]}
    told = chapter_text(released(seats), "arrangements")
    assert "The drawing shows which groups do the work. Who decides is not published for this report." in told


def test_partners_are_told_with_their_dates_and_documents(released):
    facts = {
        "all_partners": [
            {"kind": "health", "name": "Ashmere CCG", "area": "Ashmere", "from": "", "until": "2022-06-30", "source": "The law"},
        ]
    }  # fmt: skip
    text = chapter_text(released({}, facts=facts), "arrangements")
    assert "Ashmere CCG Health, for Ashmere Until 30 June 2022 Said in: The law." in text


def test_what_ended_after_the_year_was_not_known_in_it(released):
    facts = {
        "all_partners": [
            {"kind": "health", "name": "Ashmere CCG", "area": "Ashmere", "from": "", "until": "2024-04-01", "source": "The law"},
            {"kind": "health", "name": "Wold CCG", "area": "Wold", "from": "", "until": "2024-03-31", "source": "The law"},
        ]
    }  # fmt: skip
    text = chapter_text(released({}, facts=facts), "arrangements")
    assert "Ashmere CCG Health, for Ashmere No change is recorded" in text
    assert "Wold CCG Health, for Wold Until 31 March 2024" in text


def test_partners_that_stayed_are_no_partners_that_changed(released):
    stayed = {"partner_history": [{"partner": "Ashmere CCG", "kind": "health"}]}
    left = {"partner_history": [{"partner": "Ashmere CCG", "kind": "health", "until_date": "2022-06-30"}]}
    assert "Partners that changed" not in chapter_text(released(stayed), "arrangements")
    assert "Partners that changed" in chapter_text(released(left), "arrangements")


def test_of_a_partner_that_came_and_of_one_that_left_alone_nobody_is_named_as_its_follower(released):
    changed = {"partner_history": [{"partner": "Marches ICB", "kind": "health", "from_date": "2022-07-01"}]}
    assert "From: 1 July 2022 Nobody is named" in chapter_text(released(changed), "arrangements")


def test_a_broken_register_file_is_a_broken_seal(tmp_path):
    folder = write_released(tmp_path / "released", registers=REGISTERS)
    (folder / "registers.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SealError, match=r"registers\.json"):
        Released(folder)


def test_the_dashboard_stands_where_returns_came_and_says_who_was_late(tmp_path):
    late = {
        "partner": "Wold Police", "form": "template", "area": "Wold", "period": "", "expected_period": "2023-24",
        "due": "2024-05-31", "received": "", "state": "not returned", "state_in_words": "Not returned", "late": False,
        "provisional": False, "errors": 0, "queries": 0, "open_points": [], "whole": False, "complete": "Nothing", "means": "No figures",
    }  # fmt: skip
    known = Released(write_released(tmp_path / "released", returns=[late]))
    assert "dashboard" in chapters_of(known)
    assert "for: Wold Police." in chapter_text(known, "dashboard")
    assert "dashboard" not in chapters_of(Released(write_released(tmp_path / "without")))


@pytest.mark.parametrize(
    ("period_type", "name", "expected"),
    [
        ("year", "Referrals", "Referrals"),
        ("at 31 March", "Referrals", "Referrals, at 31 March"),
        ("at 31 March", "Plans at 31 March", "Plans at 31 March"),
        ("academic year", "Suspensions", "Suspensions, academic years 2021-22 and 2022-23"),
    ],
)
def test_a_figure_of_another_period_than_its_column_says_so_beside_it(tmp_path, period_type, name, expected):
    words = Released(write_released(tmp_path / "released")).measures["referrals_count"]
    assert expected == row_label(replace(words, period_type=period_type, name=name), ["2021", "2022"])


def test_groups_that_nobody_says_the_meetings_of_are_said_to_lack_that(released):
    silent = [{"group": "Executive", "purpose": "Decides"}, {"group": "Forum", "purpose": "Hears schools"}]
    text = chapter_text(released({"groups": silent}), "arrangements")
    assert "There are 2 groups in the table below. None of them says how often it meets." in text
    told = [silent[0] | {"meets": "Every six weeks"}, silent[1]]
    text = chapter_text(released({"groups": told}), "arrangements")
    assert "how often it meets" not in text.split("questions that members may ask")[0]


def test_a_plan_that_names_no_lead_says_so(released):
    text = chapter_text(released({"next_year": [{"plan": "Publish the review"}]}), "year-ahead")
    assert "Publish the review Nobody is named None is named" in text
