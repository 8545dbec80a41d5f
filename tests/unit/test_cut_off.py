"""The cut-off of a report: what was published later is not used, and what nobody knows is said."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from safeguarding_report.errors import UsageError
from safeguarding_report.formats.compact import OfficialFigures
from safeguarding_report.formats.cut_off import by_the_cut_off, days_of_publication
from safeguarding_report.partnership import Timetable

NEED, CARE = "children_in_need_2024", "children_looked_after_2025"
BOTH = [NEED, CARE]
OUT = date(2024, 10, 31)
RECORDED = """[[releases]]
release = "{release}"
published = {day}
source = "The page of the release"
"""


def official():
    rows = pd.DataFrame({"release": BOTH, "publication_date": ["", ""]}, dtype="string")
    periods = {"children_in_need": {"referrals": "201213"}, "children_looked_after": {"looked_after": "202021"}}
    return OfficialFigures(
        rows[["release"]], rows, *[pd.DataFrame()] * 3, rows[["release"]], rows[["release"]], periods
    )


def used(folder, until):
    left, findings = by_the_cut_off(official(), folder, until)
    assert list(left.figures["release"]) == list(left.sources["release"]) == list(left.published_rates["release"])
    return list(left.figures["release"]), [one.reason.partition(":")[0] for one in findings]


@pytest.fixture
def recorded(tmp_path):
    text = RECORDED.format(release=NEED, day=OUT)
    (tmp_path / "releases.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_without_a_cut_off_everything_is_used_and_nothing_is_asked(tmp_path):
    assert (BOTH, []) == used(tmp_path, None)


@pytest.mark.parametrize(("until", "expected"), [
    (date(2024, 10, 30), []), (date(2024, 10, 31), [NEED]), (date(2024, 11, 1), [NEED]),
])  # fmt: skip
def test_a_release_is_used_up_to_the_day_on_which_it_came_out(recorded, until, expected):
    assert (expected, []) == used(recorded, until)


def test_a_release_about_a_year_that_had_not_ended_is_certainly_later(tmp_path):
    releases, asked = used(tmp_path, date(2025, 3, 31))
    assert ([NEED], [NEED]) == (releases, asked)


def test_a_release_that_may_have_been_out_is_used_and_its_day_is_asked_for(tmp_path):
    assert (BOTH, BOTH) == used(tmp_path, date(2025, 4, 1))
    assert (BOTH, [CARE]) == used(tmp_path, date(2026, 4, 1))
    assert (BOTH, []) == used(tmp_path, date(2027, 4, 1))


def test_the_question_says_where_to_write_the_day_and_stops_nothing(tmp_path):
    _, (finding, *_) = by_the_cut_off(official(), tmp_path, date(2025, 4, 1))
    assert "query" == finding.severity
    assert "data/official/releases.toml" in finding.reason


def test_what_is_not_used_has_no_first_year_either(recorded):
    left, _ = by_the_cut_off(official(), recorded, date(2024, 10, 31))
    assert {"children_in_need": {"referrals": "201213"}} == left.first_periods


def test_a_day_that_is_known_stands_beside_its_source(recorded):
    left, _ = by_the_cut_off(official(), recorded, None)
    assert ["2024-10-31", ""] == list(left.sources["publication_date"])


@pytest.mark.parametrize(("text", "message"), [
    (RECORDED.format(release="children_in_need_2042", day=OUT), "is not in data/official/.*children_in_need_2024"),
    (RECORDED.format(release=NEED, day=OUT) * 2, "entry 2.*stands twice"),
    (RECORDED.format(release=NEED, day=OUT).replace("The page of the release", " "), "source says where"),
    (RECORDED.format(release=NEED, day='"October"'), "expected a date"),
])  # fmt: skip
def test_a_day_that_cannot_be_taken_as_it_stands_is_refused(tmp_path, text, message):
    (tmp_path / "releases.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        days_of_publication(tmp_path, {*BOTH})


def test_the_cut_off_holds_for_releases_unless_they_have_a_day_of_their_own():
    assert date(2024, 8, 31) == Timetable(cut_off=date(2024, 8, 31)).last_release
    assert date(2024, 12, 1) == Timetable(cut_off=date(2024, 8, 31), releases_until=date(2024, 12, 1)).last_release
    assert Timetable().last_release is None
