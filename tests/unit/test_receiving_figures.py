"""Partner figures of another area, partner or time than was asked for are errors at their rows, and show no value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from little_returns import (
    CENSUS,
    COUNCIL,
    ELM,
    HEALTH,
    OAK,
    POLICE,
    POLICE_FILE,
    SLUG,
    census,
    entry,
    expected,
    figures,
    log,
    make_workspace,
    put,
    received,
    step,
)
from made_up import partnership
from template_files import filled_row, header

from safeguarding_report.findings import worst_first
from safeguarding_report.partnership import Partner
from safeguarding_report.receiving import receive, save
from safeguarding_report.receiving.asked import indicators_asked
from safeguarding_report.receiving.completeness import given_in
from safeguarding_report.receiving.receive import not_as_asked
from safeguarding_report.receiving.standing import State
from safeguarding_report.tables.partners import PARTNER_FIGURES, indicators_of
from safeguarding_report.tables.registers_of_learning import REVIEWS
from safeguarding_report.workspace import Workspace

YEAR = {"period_start": "2023-04-01", "period_end": "2024-03-31"}
TO_DECEMBER = {"period_start": "2023-04-01", "period_end": "2023-12-31"}
FROM_JANUARY = {"period_start": "2024-01-01", "period_end": "2024-03-31"}
INCIDENTS = {"indicator_id": "da_child_incidents", "area_code": ELM, "numerator": "240", "denominator": "", **YEAR}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("made") / "workspace", years=("2023-24",)).root


@pytest.fixture
def workspace(made, tmp_path):
    """A workspace that shares the published figures, which no test here changes."""
    root = tmp_path / "workspace"
    for name in ("outputs", f"data/{SLUG}"):
        (root / name).mkdir(parents=True)
    (root / "data" / "official").symlink_to(made / "data" / "official")
    for path in (made / "data" / SLUG).rglob("*"):
        if path.is_file():
            name = path.relative_to(made / "data" / SLUG)
            (root / "data" / SLUG / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "data" / SLUG / name).write_bytes(path.read_bytes())
    return Workspace(root)


def template(*rows, table=PARTNER_FIGURES):
    lines = [header(table), *(filled_row(table, **row) for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


@pytest.fixture
def check(workspace, tmp_path):
    """Put the police's figures and a log, and return all that was found."""

    def run(text, returns_toml=None):
        put(workspace.root, "2023-24", f"returns/{POLICE_FILE}", text)
        put(workspace.root, "2023-24", "returns.toml", returns_toml or log())
        one = step(workspace, tmp_path / "staging")
        corrected = receive(one).correct()
        return worst_first([*corrected.findings, *not_as_asked(corrected, one)])

    return run


def said(found, *severities):
    wanted = severities or ("error",)
    return [(one.rule, one.column, one.rows) for one in found if one.severity in wanted]


def test_figures_that_were_asked_for_are_no_finding(check):
    assert [] == said(check(template(INCIDENTS)), "error", "query")


@pytest.mark.parametrize("area", [OAK, SLUG, "E08000026", "Z06000099"])
def test_another_area_is_an_error_at_its_rows_and_its_code_is_not_told(check, area):
    found = check(template(INCIDENTS, {**INCIDENTS, "indicator_id": "ppn_notifications", "area_code": area}))
    assert [("area that was not asked for", "area_code", (3,))] == said(found)
    [finding] = found
    assert (POLICE_FILE, "partner_figures", True) == (finding.file, finding.table, ELM in finding.reason)
    assert area not in str(finding)


@pytest.mark.parametrize("area", [ELM, OAK, SLUG])
def test_a_return_for_the_whole_area_may_speak_of_each_part_of_it(check, area):
    whole = log().replace(expected("police", POLICE, "template", ELM), expected("police", POLICE, "template", SLUG))
    assert [] == said(check(template({**INCIDENTS, "area_code": area}), whole))


def test_the_template_of_another_partner_is_an_error_that_says_whose_it_is(check):
    rows = [{**INCIDENTS, "indicator_id": name, "denominator": ""} for name in ("camhs_referrals", "cdop_notified")]
    [finding] = check(template(*rows))
    assert ("error", "indicator of another kind of partner", "indicator_id", (2, 3)) == (
        finding.severity,
        finding.rule,
        finding.column,
        finding.rows,
    )
    assert "Health bodies count this" in finding.reason
    assert POLICE in finding.reason
    assert "camhs" not in str(finding)


def test_the_template_of_another_year_is_an_error(check):
    found = check(figures("2022-23", da_child_incidents=240))
    assert ("period that was not asked for", "period_start", (2,)) in said(found)


@pytest.mark.parametrize(
    ("start", "end", "is_found"),
    [
        ("2023-04-01", "2024-03-31", False),
        ("2023-03-31", "2024-03-31", True),
        ("2023-04-01", "2024-04-01", True),
        ("2024-03-31", "2024-03-31", False),
    ],
)
def test_a_row_outside_the_period_of_its_return_is_an_error(check, start, end, is_found):
    rules = [rule for rule, *_ in said(check(template({**INCIDENTS, "period_start": start, "period_end": end})))]
    assert is_found == ("period that was not asked for" in rules)


def test_a_row_for_the_year_in_a_return_for_part_of_it_is_an_error(check):
    partial = received("police", POLICE_FILE, state="partial", period_end=date(2023, 12, 31))
    text = log().replace(received("police", POLICE_FILE), partial)
    assert [("period that was not asked for", "period_start", (2,))] == said(check(template(INCIDENTS), text))
    assert [] == said(check(template({**INCIDENTS, **TO_DECEMBER}), text), "error", "query")


def test_periods_that_have_a_day_in_common_are_an_error_and_those_that_touch_are_not(check):
    overlapping = {**INCIDENTS, **FROM_JANUARY, "period_start": "2023-12-31"}
    found = check(template({**INCIDENTS, **TO_DECEMBER}, overlapping))
    assert [("overlapping periods", "period_start", (3,))] == said(found)
    assert [] == said(check(template({**INCIDENTS, **TO_DECEMBER}, {**INCIDENTS, **FROM_JANUARY})), "error", "query")


def test_a_short_period_within_a_long_one_overlaps_though_others_stand_between(check):
    parts = [
        {**INCIDENTS, "period_start": f"2023-{month:02}-01", "period_end": f"2023-{month:02}-28"} for month in (5, 7)
    ]
    found = check(template({**INCIDENTS, **TO_DECEMBER}, *parts))
    assert ("overlapping periods", "period_start", (3, 4)) in said(found)


def test_a_figure_that_covers_less_than_its_return_is_a_query(check):
    found = check(template({**INCIDENTS, **TO_DECEMBER}))
    assert [("figure for part of the period", "period_end", (2,))] == said(found, "query")


def test_parts_of_a_count_of_children_are_a_query_because_they_cannot_be_added(check):
    children = {**INCIDENTS, "indicator_id": "miss_home_children"}
    found = check(template({**children, **TO_DECEMBER}, {**children, **FROM_JANUARY}))
    assert [("figure in parts that do not add up", "period_end", (2, 3))] == said(found, "query")


def test_an_area_in_a_register_that_is_none_of_the_partnerships_is_an_error(workspace, check):
    own, other = {"area_code": OAK}, {"area_code": "E08000026"}
    put(workspace.root, "2023-24", "registers/reviews.csv", template(own, other, {"area_code": ""}, table=REVIEWS))
    [finding] = [one for one in check(template(INCIDENTS)) if one.rule.startswith("area")]
    assert ("area that is none of the partnership's", "reviews", (3,)) == (finding.rule, finding.table, finding.rows)
    assert "E08000026" not in str(finding)


def test_a_correction_settles_an_area_that_was_not_asked_for(workspace, check):
    entries = {
        "table": "partner_figures", "file": POLICE_FILE, "rows": [2], "column": "area_code", "from": OAK, "to": ELM,
        "reason": "The force counted Elm under the code of Oak.", "who": "Analyst", "when": date(2024, 6, 1),
    }  # fmt: skip
    put(workspace.root, "2023-24", "corrections.toml", entry("corrections", entries))
    assert [] == said(check(template({**INCIDENTS, "area_code": OAK})), "error", "query")


def test_settings_of_corrections_that_cannot_be_read_are_told_beside_what_is_wrong_in_the_files(workspace, check):
    put(workspace.root, "2023-24", "corrections.toml", "[[corrections]]\ntabel = 'x'\n")
    rules = [rule for rule, *_ in said(check(template({**INCIDENTS, "area_code": OAK})))]
    assert {"settings that cannot be read", "area that was not asked for"} == set(rules)


COPY = "oak-council/census.xml"


def with_oak(*more):
    asked = expected("oak-census", "Oak Council", "children_in_need_census", OAK)
    return log("2023-24", asked, received("oak-census", COPY), *more)


def test_one_file_under_two_returns_is_an_error_that_names_both(workspace, check):
    put(workspace.root, "2023-24", f"returns/{COPY}", census("2023-24", range(200)))
    [finding] = [one for one in check(template(INCIDENTS), with_oak()) if "two returns" in one.rule]
    assert ("error", "returns.toml", True, True) == (
        finding.severity,
        finding.file,
        CENSUS in finding.reason,
        COPY in finding.reason,
    )


def test_a_file_in_a_folder_is_known_too_and_lists_without_a_row_are_alike_everywhere(workspace, check):
    for folder in ("elm-council", "oak-council"):
        put(workspace.root, "2023-24", f"returns/{folder}/lists/empty.csv", "a,b\r\n\r\n")
        put(workspace.root, "2023-24", f"returns/{folder}/lists/own.csv", f"a,b\r\n{folder},1\r\n")
    both = expected("elm-lists", COUNCIL, "annex_a", ELM) + expected("oak-lists", "Oak Council", "annex_a", OAK)
    came = received("elm-lists", "elm-council/lists") + received("oak-lists", "oak-council/lists")
    assert not any("two returns" in rule for rule, *_ in said(check(template(INCIDENTS), log("2023-24", both, came))))
    put(workspace.root, "2023-24", "returns/oak-council/lists/own.csv", "a,b\r\nelm-council,1\r\n")
    found = check(template(INCIDENTS), log("2023-24", both, came))
    assert ["one file under two returns"] == [rule for rule, *_ in said(found) if "two returns" in rule]


def test_a_version_that_is_the_one_before_is_a_query(workspace, check):
    again = "elm-constabulary/again.csv"
    put(workspace.root, "2023-24", f"returns/{again}", template(INCIDENTS))
    text = log("2023-24", received("police", again, version=2, supersedes=POLICE_FILE, received=date(2024, 6, 1)))
    assert ["sent again unchanged"] == [rule for rule, *_ in said(check(template(INCIDENTS), text), "query")]


ALL = [one.id for one in indicators_of("police")]


@pytest.fixture
def given(workspace, tmp_path):
    """Return how much of what police are asked for came."""

    def run(*rows):
        put(workspace.root, "2023-24", f"returns/{POLICE_FILE}", template(*rows))
        came = receive(step(workspace, tmp_path / "staging"))
        [one] = [one for one in came.read if one.return_id == POLICE_FILE]
        return given_in(one.read.tables["partner_figures"], one.standing, came.partnership)

    return run


def of_police(names, **cells):
    return [{**INCIDENTS, "indicator_id": name, **cells} for name in names]


def test_how_complete_a_return_is_is_told_in_counts(given):
    assert f"All {len(ALL)} counts, for the whole period" == given(*of_police(ALL)).in_words
    assert f"{len(ALL) - 1} of {len(ALL)} counts, for the whole period" == given(*of_police(ALL[1:])).in_words
    part = given(*of_police(ALL[2:]), *of_police(ALL[:1], **TO_DECEMBER))
    assert f"{len(ALL) - 1} of {len(ALL)} counts, 1 of them in part" == part.in_words
    assert (False, ("Operation Encompass notifications",)) == (part.is_whole, part.absent)
    assert (
        "No number came for: Operation Encompass notifications. For part of the year or of the area only, and never "
        "scaled up: Domestic abuse incidents with children."
    ) == part.what_is_missing


def test_nobody_is_told_to_be_missing_what_may_be_left_out():
    council = Partner("local authority", "Elm Council", area="Elm")
    asked = indicators_asked(SimpleNamespace(partner="Elm Council"), replace(partnership(), partners=(council,)))
    left_out = {one.id for one in indicators_of("local authority")} - {one.id for one in asked}
    assert "pupils_school_census_white" in left_out
    assert {"population_0_to_17"} == {one for one in left_out if not one.startswith("pupils_school_census")}


def test_a_count_without_a_number_did_not_come_and_a_nil_one_did(given):
    rows = [
        *of_police(ALL[:1], numerator="", status="not_available"),
        *of_police(ALL[1:2], status="nil_return", numerator=""),
    ]
    one = given(*rows)
    assert f"1 of {len(ALL)} counts, for the whole period" == one.in_words
    assert "Domestic abuse incidents with children" in one.absent


def test_the_chapter_is_told_which_months_a_file_covers(workspace, tmp_path):
    import json

    put(workspace.root, "2023-24", f"returns/{POLICE_FILE}", template(*of_police(ALL, **TO_DECEMBER)))
    one = step(workspace, tmp_path / "staging")
    came = receive(one)
    corrected = came.correct()
    save(one, came, corrected, not_as_asked(corrected, one))
    facts = json.loads((one.output / "data_quality.json").read_text(encoding="utf-8"))
    [police] = [record for record in facts if record["partner"] == POLICE]
    assert ("April to December 2023", f"All {len(ALL)} counts, in part", False, State.RETURNED) == (
        police["period"],
        police["complete"],
        police["whole"],
        police["state"],
    )
    [health] = [record for record in facts if record["partner"] == HEALTH]
    assert (False, "Nothing") == (health["whole"], health["complete"])
