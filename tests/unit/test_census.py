"""Tests of the census reader: what its elements become, and what is read right where it is written in several ways."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from census_maker import FIRST_LINE, WHOLE_CHILD, census_text, child, context, identified, read, rules

from safeguarding_report.formats import census
from safeguarding_report.formats.census.elements import known_elements
from safeguarding_report.formats.census.supports import NEED_THE_YEAR_BEFORE, SUPPORTS
from safeguarding_report.tables.children import CHILD_TABLES

BLOCKS = {
    "children": "Child",
    "referrals": "CINdetails",
    "assessments": "Assessments",
    "section47_enquiries": "Section47",
    "child_protection_plans": "ChildProtectionPlans",
    "child_protection_reviews": "CPPreviewDate",
}


def values(returned, table, *columns):
    return [
        tuple(str(value).removesuffix(" 00:00:00") for value in row)
        for row in returned.tables[table][list(columns)].itertuples(index=False)
    ]


def test_a_child_with_every_element_fills_every_table(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD))
    assert [] == list(returned.findings)
    assert [("female", "WBRI", "yes", "5_to_9")] == values(
        returned, "children", "sex", "ethnicity", "disabled", "age_group"
    )
    assert [("2023-05-02", "health_services", "no")] == values(
        returned, "referrals", "referral_date", "source", "no_further_action"
    )
    assert [("2023-05-02", "2024-02-27", "N4", "RC7")] == values(
        returned, "child_in_need_episodes", "start_date", "end_date", "primary_need", "closure_reason"
    )
    assert [("2023-05-02", "2023-05-03", "2023-06-10", "5_to_9")] == values(
        returned, "assessments", "referral_date", "start_date", "authorisation_date", "age_group"
    )
    assert [("2023-05-03", "16A"), ("2023-05-03", "3B")] == values(
        returned, "assessment_factors", "assessment_start_date", "factor_code"
    )
    assert [("2023-05-10", "2023-06-01", "no")] == values(
        returned, "section47_enquiries", "start_date", "conference_date", "conference_unnecessary"
    )
    assert [("2023-06-01", "2024-02-01", "neglect", "emotional", "1")] == values(
        returned,
        "child_protection_plans",
        "start_date",
        "end_date",
        "initial_category",
        "latest_category",
        "previous_plans",
    )
    assert [("2023-06-01", "2023-08-29"), ("2023-06-01", "2024-01-30")] == values(
        returned, "child_protection_reviews", "plan_start_date", "review_date"
    )


def test_every_element_is_read_or_named_as_left_out(tmp_path):
    given = set(re.findall(r"<([A-Za-z0-9]+)>", census_text(WHOLE_CHILD)))
    returned = read(tmp_path, census_text(WHOLE_CHILD))
    known = known_elements()
    read_or_holding = {name for element in known.values() for name in element.read | element.holds} | {"Message"}
    assert set() == given - read_or_holding - set(returned.left_out)
    assert {"UPN", "FormerUPN", "UPNunknown", "PersonDeathDate", "CINPlanDates"} < set(returned.left_out)


def test_rows_are_the_lines_of_their_elements(tmp_path):
    text = census_text(WHOLE_CHILD)
    lines = text.splitlines()
    returned = read(tmp_path, text)
    for table, element in BLOCKS.items():
        expected = [number for number, line in enumerate(lines, start=1) if line.startswith(f"<{element}>")]
        assert expected == sorted(returned.tables[table]["row"]), table
    assert [FIRST_LINE] == list(returned.tables["children"]["row"])


def test_rows_stay_right_beyond_the_lines_that_the_parser_counts(tmp_path):
    children = [child(identifiers=identified(f"INV{number}")) for number in range(12_000)]
    text = census_text(*children, child("<CINclosureDate>31st</CINclosureDate>\n", identified("LAST")))
    returned = read(tmp_path, text)
    lines = text.splitlines()
    expected = [number for number, line in enumerate(lines, start=1) if line == "<Child>"]
    assert expected[-1] > 65_535
    assert expected == sorted(returned.tables["children"]["row"])
    wrong = lines.index("<CINclosureDate>31st</CINclosureDate>") + 1
    assert [("CINclosureDate", "date that cannot be read", (wrong,))] == rules(returned)


@pytest.mark.parametrize(("written", "expected"), [("0", "no"), ("1", "yes"), ("true", "yes"), ("false", "no")])
def test_both_ways_to_write_yes_and_no_are_read(tmp_path, written, expected):
    text = census_text(child()).replace("<ReferralNFA>false", f"<ReferralNFA>{written}")
    returned = read(tmp_path, text)
    assert [(expected,)] == values(returned, "referrals", "no_further_action")
    assert [] == list(returned.findings)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("<Sex>1</Sex>", "male"),
        ("<Sex>2</Sex>", "female"),
        ("<Sex>M</Sex>", "male"),
        ("<Sex>F</Sex>", "female"),
        ("<Sex>U</Sex>", "unknown"),
        ("<GenderCurrent>2</GenderCurrent>", "female"),
        ("", "unknown"),
    ],
)
def test_sex_is_read_under_its_old_name_and_codes_too(tmp_path, element, expected):
    returned = read(tmp_path, census_text(child()).replace("<Sex>M</Sex>", element))
    assert [(expected,)] == values(returned, "children", "sex")
    assert [] == list(returned.findings)


def test_a_referral_with_no_further_action_begins_no_episode(tmp_path):
    returned = read(tmp_path, census_text(child()).replace("<ReferralNFA>false", "<ReferralNFA>1"))
    assert 1 == len(returned.tables["referrals"])
    assert 0 == len(returned.tables["child_in_need_episodes"])


def test_an_episode_whose_referral_came_before_the_year_is_held(tmp_path):
    returned = read(tmp_path, census_text(child().replace("2023-05-02", "2021-05-02")))
    assert [("2021-05-02",)] == values(returned, "referrals", "referral_date")


SECTION_47 = (
    "<Section47><S47ActualStartDate>{}</S47ActualStartDate><DateOfInitialCPC>{}</DateOfInitialCPC></Section47>\n"
)
OF_EPISODE = "<DateOfInitialCPC>{}</DateOfInitialCPC>\n"


def test_a_conference_that_stands_at_the_episode_and_at_the_enquiry_is_one(tmp_path):
    details = OF_EPISODE.format("2023-06-01") + SECTION_47.format("2023-05-10", "2023-06-01")
    returned = read(tmp_path, census_text(child(details)))
    assert [("2023-06-01", "2023-05-10")] == values(
        returned, "initial_conferences", "conference_date", "section47_start_date"
    )


def test_a_conference_that_stands_at_the_episode_alone_has_no_enquiry(tmp_path):
    returned = read(tmp_path, census_text(child(OF_EPISODE.format("2023-06-01"))))
    assert [("2023-06-01", "NaT")] == values(returned, "initial_conferences", "conference_date", "section47_start_date")


def test_the_clock_of_a_conference_after_two_enquiries_starts_with_the_earlier(tmp_path):
    details = SECTION_47.format("2023-05-20", "2023-06-01") + SECTION_47.format("2023-05-10", "2023-06-01")
    returned = read(tmp_path, census_text(child(details)))
    assert 2 == len(returned.tables["section47_enquiries"])
    assert [("2023-05-10",)] == values(returned, "initial_conferences", "section47_start_date")


def test_two_conferences_on_two_days_are_two(tmp_path):
    details = OF_EPISODE.format("2023-12-06") + SECTION_47.format("2023-05-10", "2023-06-01")
    assert 2 == len(read(tmp_path, census_text(child(details))).tables["initial_conferences"])


def test_an_assessment_authorised_before_it_started_is_read_as_it_is(tmp_path):
    details = (
        "<Assessments><AssessmentActualStartDate>2023-06-10</AssessmentActualStartDate>"
        "<AssessmentAuthorisationDate>2023-05-10</AssessmentAuthorisationDate>"
        "<FactorsIdentifiedAtAssessment/></Assessments>\n"
    )
    returned = read(tmp_path, census_text(child(details)))
    assert [("2023-06-10", "2023-05-10")] == values(returned, "assessments", "start_date", "authorisation_date")
    assert 0 == len(returned.tables["assessment_factors"])
    assert [] == list(returned.findings)


def test_a_child_with_an_expected_birth_date_is_unborn(tmp_path):
    expected = identified(birth="<ExpectedPersonBirthDate>2024-05-27</ExpectedPersonBirthDate>")
    returned = read(tmp_path, census_text(child(identifiers=expected)))
    assert [("unborn",)] == values(returned, "children", "age_group")
    assert [("unborn",)] == values(returned, "referrals", "age_group")


def test_a_child_referred_before_its_birth_is_unborn_then_and_not_at_the_end_of_the_year(tmp_path):
    born = identified(birth="<PersonBirthDate>2023-07-27</PersonBirthDate>")
    returned = read(tmp_path, census_text(child(identifiers=born)))
    assert [("under_1",)] == values(returned, "children", "age_group")
    assert [("unborn",)] == values(returned, "referrals", "age_group")


@pytest.mark.parametrize(
    ("element", "last", "next_day"),
    [("PersonBirthDate", "2024-03-31", "2024-04-01"), ("ExpectedPersonBirthDate", "2025-01-25", "2025-01-26")],
)
def test_a_birth_date_in_the_future_is_an_error_and_an_expected_one_is_not(tmp_path, element, last, next_day):
    for day, said in ((last, []), (next_day, [("error", "birth date in the future", element)])):
        born = identified(birth=f"<{element}>{day}</{element}>")
        returned = read(tmp_path, census_text(child(identifiers=born)))
        assert said == [(one.severity, one.rule, one.column) for one in returned.findings]


def test_two_children_keep_their_own_assessments_and_reviews(tmp_path):
    other = WHOLE_CHILD.replace("INVENTED1", "INVENTED2").replace("2023-05-03", "2023-09-09")
    returned = read(tmp_path, census_text(WHOLE_CHILD, other))
    first, second = (context().pseudonym(name) for name in ("INVENTED1", "INVENTED2"))
    factors = returned.tables["assessment_factors"]
    assert {(first, "2023-05-03"), (second, "2023-09-09")} == {
        (pseudonym, str(day.date()))
        for pseudonym, day in zip(factors["child"], factors["assessment_start_date"], strict=True)
    }


def test_a_file_without_line_ends_numbers_its_elements(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD, WHOLE_CHILD.replace("INVENTED1", "INVENTED2")).replace("\n", ""))
    assert [("", "file without line ends", (1,))] == rules(returned)
    elements_of_a_child = len(re.findall("<[A-Z]", WHOLE_CHILD))
    assert [1, 1 + elements_of_a_child] == sorted(returned.tables["children"]["row"])
    assert 2 == len(returned.tables["referrals"])


def test_comments_and_line_ends_of_other_systems_change_no_row(tmp_path):
    text = census_text("<!-- a\ncomment -->\n" + child()).replace("\n", "\r\n")
    assert [20] == list(read(tmp_path, text).tables["children"]["row"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = census_text(WHOLE_CHILD).replace("utf-8", encoding.removesuffix("-sig"))
    returned = read(tmp_path, text.encode(encoding))
    assert census.recognises(text.encode(encoding))
    assert [] == list(returned.findings)
    assert 1 == len(returned.tables["children"])


def test_a_namespace_changes_nothing(tmp_path):
    text = census_text(WHOLE_CHILD).replace("<Message>", '<Message xmlns="urn:invented">')
    returned = read(tmp_path, text)
    assert [] == list(returned.findings)
    assert 1 == len(returned.tables["referrals"])


def test_a_census_supports_its_counts_and_says_which_need_the_year_before(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD))
    assert SUPPORTS == returned.supports
    assert ("rereferrals", "children_rereferred") == NEED_THE_YEAR_BEFORE
    assert len(SUPPORTS) == len(set(SUPPORTS))


def test_every_table_has_exactly_its_declared_columns(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD))
    declared = {table.name: table for table in CHILD_TABLES}
    assert 9 == len(returned.tables)
    for name, frame in returned.tables.items():
        assert declared[name].column_names == list(frame.columns)


READ = [
    (parent, name)
    for parent, element in known_elements().items()
    if parent not in {"CollectionDetails", "Source"}
    for name in sorted(element.read)
]
VARIANTS = {
    "ExpectedPersonBirthDate": (
        "<PersonBirthDate>2015-03-27</PersonBirthDate>", "<ExpectedPersonBirthDate>2024-05-01</ExpectedPersonBirthDate>",
    ),
    "GenderCurrent": ("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>"),
}  # fmt: skip
"""What stands in a child instead of another element."""


@pytest.mark.parametrize(("parent", "name"), READ)
def test_every_element_that_is_read_makes_a_difference_to_the_tables(tmp_path, parent, name):
    """What elements.toml calls read lands in a table; without its element the tables are others."""
    old, new = VARIANTS.get(name, ("", ""))
    whole = WHOLE_CHILD.replace(old, new)
    block = re.search(rf"<{parent}>.*?</{parent}>", whole, re.DOTALL)[0]
    without = whole.replace(block, re.sub(rf"<{name}>[^<]*</{name}>\n", "", block))
    assert without != whole
    held = [
        {table: frame.drop(columns="row").to_csv() for table, frame in read(tmp_path, census_text(text)).tables.items()}
        for text in (whole, without)
    ]
    assert held[0] != held[1]


@pytest.mark.parametrize(("year", "stated"), [("2024", "2023-24"), ("2026", "2023-24")])
def test_the_samples_are_read_whole(shared_data, year, stated):
    path = shared_data / "samples" / "cin_census" / f"CIN_Census_{year}.xml"
    returned = census.read(path, context(stated, "E09000001"))
    elements = [element.tag for element in ET.parse(path).iter()]  # noqa: S314 — a sample of our own folder
    known = known_elements()
    read_or_holding = {name for element in known.values() for name in element.read | element.holds} | {"Message"}
    assert set() == set(elements) - read_or_holding - set(returned.left_out)
    assert {table: elements.count(element) for table, element in BLOCKS.items()} == {
        table: len(returned.tables[table]) for table in BLOCKS
    }
    assert [
        ("AssessmentFactors", "value that is not a code of this list", (46,)),
        ("ChildIdentifiers", "text between elements", (23,)),
        ("Year", "year and reference date disagree", (5,)),
    ] == rules(returned)
    # One conference stands at the episode and another, on another day, at its enquiry.
    assert 2 == len(returned.tables["initial_conferences"])
