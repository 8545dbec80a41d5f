"""Areas of England, a report's areas and comparators, and the notes that travel with figures."""

from __future__ import annotations

import pytest
from measure_tables import COVENTRY, ENGLAND, MIDDLESBROUGH, REDCAR

from safeguarding_report.errors import UsageError
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.areas import report_areas
from safeguarding_report.partnership import Partnership
from safeguarding_report.reference import (
    areas,
    areas_with_regions,
    check_areas,
    has_neighbours,
    neighbours,
    notes,
    notes_for,
    present_codes,
)
from safeguarding_report.year import ReportingYear

TOWER_HAMLETS = "E09000030"
CITY_OF_LONDON = "E09000001"
HACKNEY = "E09000012"
INNER_LONDON = "E13000001"
LONDON = "E12000007"


def of(*codes, year=2023, slug="a-place", name="A Place Safeguarding Children Partnership"):
    partnership = Partnership(slug=slug, name=name, short_name="APSCP", areas=codes)
    return {area["code"]: area for area in report_areas(partnership, ReportingYear(year))}


def test_an_authority_is_compared_with_its_neighbours_then_its_region_then_england():
    expected = (f"neighbours-of-{COVENTRY}", "E12000005", ENGLAND)
    assert expected == tuple(of(COVENTRY)[COVENTRY]["compared_with"])


def test_a_london_borough_is_compared_with_inner_london_before_london():
    found = of(TOWER_HAMLETS)
    assert [f"neighbours-of-{TOWER_HAMLETS}", INNER_LONDON, LONDON, ENGLAND] == found[TOWER_HAMLETS]["compared_with"]
    assert ("region", "wider region", "England") == tuple(
        found[code]["role"] for code in (INNER_LONDON, LONDON, ENGLAND)
    )


def test_a_joint_partnership_stands_before_its_authorities_and_has_no_neighbours_of_its_own():
    found = of(MIDDLESBROUGH, REDCAR)
    assert ["a-place", MIDDLESBROUGH, REDCAR] == list(found)[:3]
    assert ("A Place", "partnership", ["E12000001", ENGLAND]) == tuple(
        found["a-place"][key] for key in ("name", "role", "compared_with")
    )


def test_an_authority_with_no_close_neighbour_is_compared_with_none():
    assert not has_neighbours(CITY_OF_LONDON)
    assert [INNER_LONDON, LONDON, ENGLAND] == of(CITY_OF_LONDON)[CITY_OF_LONDON]["compared_with"]


def test_the_ten_neighbours_are_named_nearest_first():
    members = of(COVENTRY)[f"neighbours-of-{COVENTRY}"]["members"]
    assert [10, areas()[neighbours()[COVENTRY][0].area_code].area_name] == [len(members), members[0]]


def test_neighbours_that_are_not_close_come_with_a_warning():
    assert "nine are rated not close" in of(TOWER_HAMLETS)[f"neighbours-of-{TOWER_HAMLETS}"]["note"]
    assert "three are rated not close" in of(HACKNEY)[f"neighbours-of-{HACKNEY}"]["note"]
    assert "not close" not in of(COVENTRY)[f"neighbours-of-{COVENTRY}"]["note"]


def test_a_report_of_an_earlier_year_says_that_the_model_is_not_that_of_its_time():
    note = "not the model that was in use in 2019-20"
    assert note in of(COVENTRY, year=2019)[f"neighbours-of-{COVENTRY}"]["note"]
    assert "not the model" not in of(COVENTRY, year=2024)[f"neighbours-of-{COVENTRY}"]["note"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("E08000062", r'"E08000062" is not a local authority.* Did you mean "E0'),
        ("Coventri", r'Did you mean "Coventry"'),
        ("Coventry", r'Write its code, "E08000026"'),
        ("E10000023", r'former code of North Yorkshire\. Write "E06000065"'),
        (ENGLAND, r"is not a local authority"),
        (LONDON, r"is not a local authority"),
    ],
)
def test_a_code_that_is_not_a_local_authority_is_refused_with_what_to_write(code, words):
    with pytest.raises(UsageError, match=words):
        check_areas([code])


def test_all_wrong_codes_are_named_at_once_and_right_ones_pass():
    check_areas([COVENTRY, CITY_OF_LONDON])
    with pytest.raises(UsageError, match=r"first.*second"):
        check_areas(["first", COVENTRY, "second"])


def test_every_authority_lies_in_a_region_and_every_region_in_england():
    known = areas()
    around = {
        (area.geographic_level, known[area.region_code].geographic_level) for area in known.values() if area.region_code
    }
    assert {("Local authority", "Regional"), ("Regional", "Regional"), ("Regional", "National")} == around
    assert [COVENTRY, "E12000005", ENGLAND] == areas_with_regions([COVENTRY])


def test_regions_of_several_authorities_are_named_once():
    assert [HACKNEY, CITY_OF_LONDON, INNER_LONDON, LONDON, ENGLAND] == areas_with_regions([HACKNEY, CITY_OF_LONDON])


def test_authorities_whose_code_changed_are_known_by_their_present_code():
    expected = {
        "E10000002": "E06000060",
        "E08000020": "E08000037",
        "E10000023": "E06000065",
        "E06000048": "E06000057",
        "E10000027": "E06000066",
    }
    assert expected == present_codes()


def test_every_authority_of_today_has_ten_neighbours_that_exist():
    assert len(neighbours()) == 153
    for code, ten in neighbours().items():
        assert {code, *(neighbour.area_code for neighbour in ten)} <= set(areas())
        assert len({neighbour.area_code for neighbour in ten} - {code}) == 10


def test_closeness_is_counted_as_the_model_has_it():
    words = [neighbour.closeness for ten in neighbours().values() for neighbour in ten]
    expected = {"Extremely close": 12, "Very close": 820, "Close": 513, "Somewhat close": 136, "Not close": 49}
    assert expected == {word: words.count(word) for word in expected}


def test_notes_name_areas_and_measures_that_exist():
    titles = {measure.title for measure in MEASURES}
    for note in notes():
        assert set(note.areas) <= set(areas())
        assert set(note.titles) <= titles
        assert note.text == " ".join(note.text.split())
        assert note.source


def test_notes_are_chosen_by_area():
    about_hackney = {note.note for note in notes_for([HACKNEY])}
    assert {"hackney_census_missing", "two_populations"} <= about_hackney
    assert "city_of_london_is_small" not in about_hackney
