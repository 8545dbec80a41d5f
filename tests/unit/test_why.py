"""Why figures moved: every large change asks for a reason, which is read strictly and printed as it stands, or says so."""

from __future__ import annotations

import pytest
from released_builder import ASHMERE, JOINT, WOLD, write_released

from safeguarding_report import narrative
from safeguarding_report.errors import UsageError
from safeguarding_report.measures.why import read_reasons
from safeguarding_report.released import Released

AREAS = (ASHMERE, WOLD)
RIGHT = """
[[why]]
figure = "referrals_count/E06999001/202324"
text = "The front door began to record contacts apart from referrals in May 2023."
source = "Report of the director to the partnership, July 2024"
certainty = "known"
"""


def read(tmp_path, text, areas=AREAS, known=()):
    path = tmp_path / "why.toml"
    path.write_text(text, encoding="utf-8")
    return read_reasons(path, areas, "202324", known)


def refused(tmp_path, text):
    with pytest.raises(UsageError) as stopped:
        read(tmp_path, text)
    return str(stopped.value)


def test_a_reason_is_of_a_measure_and_an_area_with_source_and_certainty(tmp_path):
    (record,) = read(tmp_path, RIGHT)
    assert ("referrals", ASHMERE, "known") == (record["title"], record["area_code"], record["certainty"])
    by_measure = RIGHT.replace(
        'figure = "referrals_count/E06999001/202324"', f'measure = "referrals"\narea = "{ASHMERE}"'
    )
    assert [record] == read(tmp_path, by_measure)


def test_an_empty_file_gives_no_reason(tmp_path):
    assert [] == read(tmp_path, "")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("certainty =", "certanty =", 'Did you mean "certainty"'),
        ('"known"', '"knwon"', 'Did you mean "known"'),
        ('"known"', '"sure"', "known, likely, not known"),
        ("referrals_count/", "referals_count/", 'Did you mean "referrals_count"'),
        ("E06999001", "E08000026", "not an area of this report"),
        ("202324", "202223", "another year"),
        ("/202324", "/202324/source=police", "no category"),
        ("text =", 'area = "E06999001"\ntext =', "not both"),
        ("in May 2023", "for 1,204 children", "looks like a figure"),
        ("in May 2023", "for 12 per cent", "looks like a figure"),
        ("in May 2023", "see 020 7946 0018", "name somebody"),
        ("Report of the director to the partnership, July 2024", " ", "a text and a source"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_what_to_do(tmp_path, old, new, words):
    assert words in refused(tmp_path, RIGHT.replace(old, new, 1))


def test_two_reasons_for_one_change_are_refused_even_of_count_and_rate(tmp_path):
    assert "two reasons" in refused(tmp_path, RIGHT + RIGHT.replace("referrals_count", "referrals_rate"))


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    told = refused(tmp_path, RIGHT.replace("E06999001", "E08000026") + RIGHT.replace("referrals_count", "referals"))
    assert "why 1" in told
    assert "why 2" in told


# From 9,000 to 4,505 is a fall by half, which lies outside the middle 80 per cent of the builder's authorities.
LARGE = {("referrals", ASHMERE, "202223"): (9000, 78233), ("referrals", ASHMERE, "202324"): (4505, 80494)}


def said(tmp_path, reasons=(), cells=None, **more):
    released = Released(write_released(tmp_path / "released", cells=cells or LARGE, reasons=reasons, **more))
    sentence = narrative.why_sentence(released, "referrals_count", released.own_areas[-1 if more else 0])
    return sentence.text if sentence else None


def reason(certainty, area=ASHMERE):
    return {"title": "referrals", "area_code": area, "text": "A new form.", "source": "Minutes, May 2024", "certainty": certainty}  # fmt: skip


def test_a_large_change_without_a_reason_says_that_none_was_published(tmp_path):
    assert "No explanation of this large change was published." == said(tmp_path)


@pytest.mark.parametrize(
    ("certainty", "start"),
    [("known", "The reason: "), ("likely", "The likely reason: "), ("not known", "The reason is not known: ")],
)
def test_a_reason_is_printed_as_it_stands_with_how_certain_it_is(tmp_path, certainty, start):
    assert f"{start}A new form (source: Minutes, May 2024)." == said(tmp_path, [reason(certainty)])


def test_a_reason_of_another_area_is_not_taken(tmp_path):
    assert "No explanation" in said(tmp_path, [reason("known", JOINT)])


def test_an_ordinary_change_asks_for_no_reason(tmp_path):
    ordinary = {("referrals", ASHMERE, "202223"): (4925, 78233), ("referrals", ASHMERE, "202324"): (4505, 80494)}
    assert said(tmp_path, cells=ordinary) is None


def test_a_change_of_few_asks_for_no_reason(tmp_path):
    few = {("referrals", ASHMERE, "202223"): (99, 78233), ("referrals", ASHMERE, "202324"): (20, 80494)}
    assert said(tmp_path, cells=few) is None
