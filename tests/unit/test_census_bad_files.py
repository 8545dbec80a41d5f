"""Tests of the census reader with bad files: a finding or a clear refusal each, at its row, and never a value."""

from __future__ import annotations

import re

import pytest
from census_maker import COVENTRY, FIRST_LINE, WHOLE_CHILD, census_text, child, context, identified, read, rules

from safeguarding_report.formats import census
from safeguarding_report.formats.census import gathering, stream

CANARY = "Zebedee Canary 943 476 5919"

VALUES = re.findall(r"<(\w+)>[^<\n]+</", census_text(WHOLE_CHILD))


@pytest.mark.parametrize("element", sorted(set(VALUES)))
def test_a_person_named_in_any_element_reaches_no_finding_and_no_table(tmp_path, element):
    text = re.sub(rf"<{element}>[^<\n]+</", f"<{element}>{CANARY}</", census_text(WHOLE_CHILD))
    returned = read(tmp_path, text)
    seen = [str(finding.as_record()) for finding in returned.findings]
    seen += [frame.to_csv() for frame in returned.tables.values()]
    assert not [text for text in seen if "Zebedee" in text or "Canary" in text or "943" in text]


@pytest.mark.parametrize(
    ("element", "wrong", "rule"),
    [
        ("PersonBirthDate", "2015-02-29", "day that is not in the calendar"),
        ("Ethnicity", "WXYZ", "value that is not in the code list"),
        ("CINreferralDate", "soon", "date that cannot be read"),
        ("ReferralSource", "11A", "value that is not in the code list"),
        ("ReferralNFA", "perhaps", "value that is not in the code list"),
        ("NumberOfPreviousCPP", "-1", "text where a whole number was expected"),
        ("InitialCategoryOfAbuse", "ABC", "value that is not in the code list"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_finding_at_its_line(tmp_path, element, wrong, rule):
    text = re.sub(rf"<{element}>[^<\n]+</", f"<{element}>{wrong}</", census_text(WHOLE_CHILD))
    row = text.splitlines().index(f"<{element}>{wrong}</{element}>") + 1
    assert [(element, rule, (row,))] == rules(read(tmp_path, text))


@pytest.mark.parametrize(
    ("element", "table", "begins"),
    [
        ("CINreferralDate", "referrals", "<CINdetails>"),
        ("AssessmentActualStartDate", "assessments", "<Assessments>"),
        ("S47ActualStartDate", "section47_enquiries", "<Section47>"),
        ("CPPstartDate", "child_protection_plans", "<ChildProtectionPlans>"),
        ("LatestCategoryOfAbuse", "child_protection_plans", "<ChildProtectionPlans>"),
    ],
)
def test_a_record_without_what_it_is_counted_by_is_left_out_with_a_finding(tmp_path, element, table, begins):
    text = re.sub(rf"<{element}>[^<\n]+</{element}>\n", "", census_text(WHOLE_CHILD))
    returned = read(tmp_path, text)
    assert 0 == len(returned.tables[table])
    assert [(element, "blank where a value is needed", (text.splitlines().index(begins) + 1,))] == rules(returned)


def test_a_child_without_identifier_is_left_out_with_all_its_records(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD.replace("INVENTED1", " ")))
    assert {0} == {len(frame) for frame in returned.tables.values()}
    assert [("LAchildID", "blank where a value is needed", (FIRST_LINE,))] == rules(returned)


def test_text_between_elements_is_a_query_where_it_stands(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD.replace("</UPNunknown>", "</UPNunknown>\nPersonBirthDate")))
    assert [("ChildIdentifiers", "text between elements", (FIRST_LINE + 6,))] == rules(returned)
    assert "query" == returned.findings[0].severity


def test_text_between_children_is_a_query_where_it_stands(tmp_path):
    returned = read(tmp_path, census_text(child(), "stray\n", child(identifiers=identified("INVENTED2")), "more\n"))
    assert [("Children", "text between elements", (FIRST_LINE + 7, FIRST_LINE + 15))] == rules(returned)


def test_an_unknown_element_is_a_query_that_does_not_repeat_its_name(tmp_path):
    returned = read(tmp_path, census_text(child("<ReferralSauce>1A</ReferralSauce>\n")))
    assert [("CINdetails", "unknown element inside", (FIRST_LINE + 5,))] == rules(returned)
    assert 'Did you mean "ReferralSource"?' in returned.findings[0].reason


def test_unknown_elements_beside_and_outside_of_children_are_queries(tmp_path):
    text = census_text("<Adult>1</Adult>\n", child()).replace("</Children>", "</Children>\n<Footer>1</Footer>")
    assert [
        ("Children", "unknown element inside", (FIRST_LINE,)),
        ("Message", "unknown element inside", (FIRST_LINE + 9,)),
    ] == rules(read(tmp_path, text))


def test_an_attribute_is_a_query(tmp_path):
    returned = read(tmp_path, census_text(child().replace("<ReferralNFA>", '<ReferralNFA note="x">')))
    assert [("CINdetails", "attribute of an element inside", (FIRST_LINE + 4,))] == rules(returned)


def test_an_element_given_twice_is_an_error_and_the_first_is_read(tmp_path):
    returned = read(tmp_path, census_text(child("<CINreferralDate>2023-09-09</CINreferralDate>\n")))
    assert [("CINreferralDate", "value given several times", (FIRST_LINE + 5,))] == rules(returned)
    assert "2023-05-02" == str(returned.tables["referrals"]["referral_date"][0].date())


def test_a_record_given_twice_on_one_line_is_kept_once(tmp_path):
    factor = "<AssessmentFactors>3B</AssessmentFactors>"
    returned = read(tmp_path, census_text(WHOLE_CHILD.replace(factor, factor + factor)))
    assert ["record given twice"] == [finding.rule for finding in returned.findings]
    assert 2 == len(returned.tables["assessment_factors"])


@pytest.mark.parametrize(
    ("year", "reference", "expected"),
    [
        ("2024", "2024-03-31", []),
        ("2023", "2024-03-31", [("Year", "year and reference date disagree", (6,))]),
        ("2023", "2023-03-31", [("ReferenceDate", "wrong year", (7,))]),
        ("", "2024-03-31", [("Year", "year absent or not a year", (6,))]),
        ("2024", "2024-04-01", [("ReferenceDate", "reference date absent or not 31 March", (7,))]),
    ],
)
def test_the_reference_date_says_which_year_a_file_is_for(tmp_path, year, reference, expected):
    assert expected == rules(read(tmp_path, census_text(child(), year=year, reference=reference)))


def test_a_disagreement_says_which_year_the_file_is_taken_for(tmp_path):
    returned = read(tmp_path, census_text(child(), year="2023"))
    assert "query" == returned.findings[0].severity
    assert (
        "ReferenceDate says 2023-24, Year says 2022-23. The file is taken to be for 2023-24."
        == returned.findings[0].reason
    )


@pytest.mark.parametrize(
    ("given", "authority", "expected"),
    [
        ("331", COVENTRY, []),
        ("211", COVENTRY, [("LEA", "other authority", (11,))]),
        ("331", "Z06000001", [("LEA", "other authority", (11,))]),
        ("990", "Z06000001", []),
    ],
)
def test_a_census_of_another_authority_is_an_error(tmp_path, given, authority, expected):
    assert expected == rules(read(tmp_path, census_text(child(), authority=given), authority=authority))


def test_another_collection_is_an_error(tmp_path):
    returned = read(tmp_path, census_text(child()).replace(">CIN<", ">SWF<"))
    assert () == returned.supports
    assert [("Collection", "other collection", (5,))] == rules(returned)


def test_a_census_without_header_or_child_is_an_error(tmp_path):
    returned = read(tmp_path, "<Message>\n<Children>\n</Children>\n</Message>\n")
    assert [("Child", "census without a child", (1,)), ("Header", "element absent", (1,))] == rules(returned)
    assert () == returned.supports


def test_a_file_cut_off_gives_what_stands_before_and_supports_nothing(tmp_path):
    text = census_text(child(), WHOLE_CHILD.replace("INVENTED1", "INVENTED2"))
    returned = read(tmp_path, text[: text.index("<CINPlanDates>")])
    assert [("", "file cut off", (FIRST_LINE + 40,))] == rules(returned)
    assert 1 == len(returned.tables["children"])
    assert () == returned.supports


def test_bytes_of_another_encoding_are_an_error_at_their_row(tmp_path):
    content = census_text(WHOLE_CHILD).encode().replace(b"INVENTED1", b"INVENT\xc9D1")
    assert [("", "wrong encoding", (FIRST_LINE + 2,))] == rules(read(tmp_path, content))


def test_bytes_of_windows_are_read_where_they_are_declared(tmp_path):
    text = census_text(WHOLE_CHILD).replace("utf-8", "windows-1252").replace("Invented", "Inventé")
    assert [] == rules(read(tmp_path, text.encode("cp1252")))


def test_an_element_that_is_not_closed_is_an_error_at_its_row(tmp_path):
    returned = read(tmp_path, census_text(child().replace("</CINdetails>", "")))
    assert [("", "not well-formed XML", (FIRST_LINE + 6,))] == rules(returned)


BOMB = '<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n'
FETCH = '<!DOCTYPE Message SYSTEM "http://example.invalid/census.dtd">\n'


@pytest.mark.parametrize("document_type", [BOMB, FETCH, "<!-- a\ncomment -->\n" + BOMB])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_parsed(tmp_path, monkeypatch, document_type, encoding):
    monkeypatch.setattr(stream.etree, "iterparse", None)
    text = census_text(child()).replace("<Message>", document_type + "<Message>").replace("utf-8", encoding)
    returned = read(tmp_path, text.encode(encoding))
    row = 2 + document_type[: document_type.index("<!DOCTYPE")].count("\n")
    assert [("", "document type or entity", (row,))] == rules(returned)
    assert {} == returned.tables


def test_an_entity_without_definition_is_refused(tmp_path):
    returned = read(tmp_path, census_text(child("<ReferralSource>&xxe;</ReferralSource>\n")))
    assert [("", "document type or entity", (FIRST_LINE + 5,))] == rules(returned)


def test_an_encoding_in_which_a_document_type_could_hide_is_refused(tmp_path):
    returned = read(tmp_path, census_text(child()).replace("utf-8", "utf-7"))
    assert [("", "encoding not read", (1,))] == rules(returned)


@pytest.mark.parametrize("content", ["<Pupils><Pupil/></Pupils>", "<?xml version='1.0'?><School>\n</School>"])
def test_other_xml_is_refused_as_no_census(tmp_path, content):
    assert [("", "not a children in need census", (1,))] == rules(read(tmp_path, content))


@pytest.mark.parametrize("content", ["<?xml version='1.0'?>", "<!-- only a comment", "< a >"])
def test_what_begins_like_xml_and_is_none_is_refused(tmp_path, content):
    assert [("", "not an XML file", (1,))] == rules(read(tmp_path, content))


@pytest.mark.parametrize("content", [b"<!DOCTYPE html><html>", b"<html>", b"a,b\n1,2\n", b"PK\x03\x04", b""])
def test_what_is_no_xml_is_not_recognised(content):
    assert not census.recognises(content)


def test_one_child_without_end_cannot_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MOST_MEGABYTES_OF_A_CHILD", 0.2)
    returned = read(tmp_path, census_text(child("<CINPlanDates/>\n" * 20_000)))
    assert [("", "too much outside of any child, or in one", (1,))] == rules(returned)


def test_a_file_larger_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MOST_BYTES", 10)
    assert [("", "file too large", (1,))] == rules(read(tmp_path, census_text(child())))


def test_more_records_than_the_limit_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_ROWS", 3)
    returned = read(tmp_path, census_text(*[child(identifiers=identified(f"INV{number}")) for number in range(3)]))
    assert ["too many records"] == [finding.rule for finding in returned.findings]
    assert () == returned.supports


def test_the_pseudonym_and_not_the_identifier_stands_in_every_table(tmp_path):
    returned = read(tmp_path, census_text(WHOLE_CHILD))
    assert {context().pseudonym("INVENTED1")} == {name for frame in returned.tables.values() for name in frame["child"]}
