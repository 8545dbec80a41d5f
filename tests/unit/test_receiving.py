"""What was expected and what came: which version counts, in which state each return is, and what is wrong with the log."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from little_returns import (
    CENSUS,
    COUNCIL,
    ELM,
    HEALTH,
    OAK,
    OTHER_COUNCIL,
    POLICE,
    POLICE_FILE,
    SLUG,
    census,
    expected,
    figures,
    log,
    make_workspace,
    put,
    received,
    step,
)

from safeguarding_report.errors import UsageError
from safeguarding_report.receiving import read_returns_log, receive, save, standings, validate, what_changed
from safeguarding_report.receiving.reading import RETURN_TABLES
from safeguarding_report.receiving.standing import state_in_words
from safeguarding_report.tables.periods import period_in_words

LATER = {"received": date(2024, 6, 20)}
NO_SUCH_FILE = "elm-constabulary/figurs.csv"


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "workspace", years=("2023-24",))


@pytest.fixture
def returns(workspace, tmp_path):
    """Write returns.toml, receive, and return what came of it."""

    def run(text):
        put(workspace.root, "2023-24", "returns.toml", text)
        return receive(step(workspace, tmp_path / "staging"))

    return run


@pytest.fixture
def standing(tmp_path):
    """Return how the only expected return of a returns.toml stands."""

    def run(text, cut_off=None):
        (tmp_path / "returns.toml").write_text(text, encoding="utf-8")
        [only] = standings(read_returns_log(tmp_path), cut_off)
        return only

    return run


def of_police(*more, **told):
    return expected("police", POLICE, "template", ELM, **told) + "".join(more)


def rules(returns, severity="error"):
    return [finding.rule for finding in returns.log_findings if finding.severity == severity]


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        (of_police(received("police", POLICE_FILE)), "returned", "Returned on 20 May 2024."),
        (
            of_police(received("police", POLICE_FILE, received=date(2024, 5, 31))),
            "returned",
            "Returned on 31 May 2024.",
        ),
        (
            of_police(received("police", POLICE_FILE, received=date(2024, 6, 1))),
            "late",
            "Returned late on 1 June 2024. It was due by 31 May 2024.",
        ),
        (
            of_police(received("police", POLICE_FILE, accepted=False, **LATER)),
            "not returned",
            "Came late on 20 June 2024, and was not accepted.",
        ),
        (
            of_police(received("police", "", state="nil", **LATER)),
            "nil",
            "Nil return late on 20 June 2024: there was nothing to count. It was due by 31 May 2024.",
        ),
        (
            of_police(received("police", POLICE_FILE, state="partial", period_end=date(2023, 12, 31), **LATER)),
            "part of the year",
            "Returned late on 20 June 2024, for part of the period. It was due by 31 May 2024.",
        ),
        (
            of_police(received("police", "", state="nil")),
            "nil",
            "Nil return on 20 May 2024: there was nothing to count.",
        ),
        (
            of_police(received("police", POLICE_FILE, state="partial", period_end=date(2023, 12, 31))),
            "part of the year",
            "Returned on 20 May 2024, for part of the period.",
        ),
        (of_police(), "not returned", "Not returned by 31 May 2024."),
        (
            of_police(received("police", POLICE_FILE, accepted=False)),
            "not returned",
            "Came on 20 May 2024, and was not accepted.",
        ),
        (of_police(asked=False), "never asked", "Never asked for."),
        (
            of_police(applicable=False, reason="There is no such force."),
            "not applicable",
            "Not applicable: There is no such force.",
        ),
    ],
)
def test_each_state_of_a_return_has_its_own_words(standing, text, state, words):
    one = standing(text)
    assert (state, words) == (one.state, state_in_words(one))


CUT_OFF = date(2024, 6, 30)
CAME_TOO_LATE = "came on 1 July 2024, after the cut-off of 30 June 2024, and was not used."
ON_THE_DAY, AFTER = {"received": CUT_OFF}, {"received": date(2024, 7, 1)}


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        (
            of_police(received("police", POLICE_FILE, **ON_THE_DAY)),
            "late",
            "Returned late on 30 June 2024. It was due by 31 May 2024.",
        ),
        (
            of_police(received("police", POLICE_FILE, **AFTER)),
            "late after the cut-off",
            f"C{CAME_TOO_LATE[1:]}",
        ),
        (
            of_police(received("police", "", state="nil", **AFTER)),
            "late after the cut-off",
            f"C{CAME_TOO_LATE[1:]}",
        ),
        (
            of_police(received("police", POLICE_FILE, accepted=False, **AFTER)),
            "not returned",
            "Not returned by 31 May 2024.",
        ),
        (
            of_police(received("police", "v1.csv"), received("police", "v2.csv", version=2, **AFTER)),
            "returned",
            f"Returned on 20 May 2024. A later version {CAME_TOO_LATE}",
        ),
    ],
)
def test_what_came_after_the_cut_off_is_not_used_and_what_was_only_late_is(standing, text, state, words):
    one = standing(text, CUT_OFF)
    assert (state, words) == (one.state, state_in_words(one))


def test_the_version_that_came_by_the_cut_off_counts_and_a_newer_one_does_not(standing):
    text = of_police(received("police", "v1.csv"), received("police", "v2.csv", version=2, **AFTER))
    assert ("v1.csv", "v2.csv") == (standing(text, CUT_OFF).counted.file, standing(text, CUT_OFF).too_late.file)
    assert ("v2.csv", None) == (standing(text).counted.file, standing(text).too_late)


def test_the_cut_off_of_the_year_is_that_of_year_toml(workspace, returns):
    put(workspace.root, "2023-24", "year.toml", "[timetable]\ncut_off = 2024-05-19\n")
    came = returns(log())
    assert [] == list(came.read)
    assert ["received after the cut-off"] * 2 == rules(came, "query")


def test_a_cut_off_within_the_year_is_refused(workspace, returns):
    put(workspace.root, "2023-24", "year.toml", "[timetable]\ncut_off = 2024-03-31\n")
    with pytest.raises(UsageError, match="after the year has ended"):
        returns(log())


def test_the_newest_accepted_version_counts_and_older_ones_stay_unused(standing):
    one = standing(
        of_police(
            received("police", "v1.csv"),
            received("police", "v3.csv", version=3, accepted=False, **LATER),
            received("police", "v2.csv", version=2, **LATER),
        )
    )
    assert ("v2.csv", "v1.csv", 1) == (one.counted.file, one.before.file, one.unaccepted)


def test_a_return_that_came_in_time_and_was_mended_later_is_not_late(standing):
    one = standing(of_police(received("police", "v1.csv"), received("police", "v2.csv", version=2, **LATER)))
    assert "Returned on 20 June 2024. An earlier version came on 20 May 2024." == state_in_words(one)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2023, 4, 1), date(2023, 12, 31), "April to December 2023"),
        (date(2023, 4, 1), date(2024, 3, 31), "April 2023 to March 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2023, 4, 1), date(2023, 12, 15), "1 April 2023 to 15 December 2023"),
        (date(2023, 4, 3), date(2023, 12, 31), "3 April 2023 to 31 December 2023"),
    ],
)
def test_a_period_of_whole_months_is_named_by_its_months(start, end, words):
    assert words == period_in_words(start, end)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (of_police().replace("template", "templat"), 'Did you mean "template"?'),
        (of_police() + of_police(), "same id"),
        (of_police(applicable=False), "needs a reason"),
        (of_police(received("police", "a.csv"), received("police", "a.csv", version=2)), "received twice"),
        (of_police(received("police", "a"), received("police", "a/b.csv", version=2)), "a/b.csv lies in a folder"),
        (of_police(received("police", "")), "a nil return has no file"),
        (of_police(received("police", "../a.csv")), "plain path under returns/"),
        (of_police(received("police", "/a.csv")), "plain path under returns/"),
        (of_police(received("police", "./a.csv")), "plain path under returns/"),
        (of_police(received("police", "a.csv", state="finl")), 'Did you mean "final"?'),
        (of_police(colour="red"), 'Unknown key "expected[1].colour"'),
        (of_police(due="31/05/2024"), "expected a date"),
    ],
)
def test_a_log_that_says_nothing_clear_is_refused(tmp_path, text, told):
    (tmp_path / "returns.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"returns\.toml") as refused:
        read_returns_log(tmp_path)
    assert told in str(refused.value)


def test_without_a_log_nothing_is_expected(tmp_path):
    assert () == standings(read_returns_log(tmp_path))


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        (received("polise", "elm-constabulary/b.csv"), "answer to nothing that is expected"),
        (expected("again", POLICE, "template", ELM, period_start=date(2024, 3, 31)), "overlapping periods"),
        (received("police", "", state="nil", version=2), "nil return beside a file"),
        (expected("other", "Elm Polise", "template", ELM), "unknown partner"),
        (expected("other", COUNCIL, "ssda903", SLUG), "unknown area"),
        (expected("other", COUNCIL, "ssda903", OAK, period_end=date(2024, 4, 1)), "period of another year"),
        (received("oak", CENSUS.replace("census", "b"), supersedes="elm.xml"), "supersedes an unknown file"),
        (
            received("oak", "oak/b.csv", supersedes=POLICE_FILE, version=2),
            "supersedes what is no older version of it",
        ),
        (received("police", "elm-constabulary/b.csv"), "one version twice"),
        (received("oak", "oak/b.csv", period_end=date(2024, 5, 1)), "period that was not expected"),
        (received("oak", "oak/b.csv", state="partial"), "partial return without its period"),
        (
            expected("no", HEALTH, "register", "", applicable=False, reason="None is kept.") + received("no", "x.csv"),
            "return where none is applicable",
        ),
    ],
)
def test_a_contradiction_in_the_log_is_an_error(returns, more, rule):
    assert rule in rules(returns(log("2023-24", more)))


def test_a_log_without_contradictions_has_no_finding(returns):
    assert () == returns(log()).log_findings


def test_the_word_that_is_nearly_right_is_named(returns):
    [finding] = [
        one for one in returns(log("2023-24", received("polise", "b.csv"))).log_findings if "answer" in one.rule
    ]
    assert 'Did you mean "police"?' in finding.reason


def test_a_file_is_not_said_to_be_meant_by_its_own_supersedes(returns):
    came = returns(log("2023-24", received("oak", "oak/list.csv", supersedes="oak/list1.csv")))
    [reason] = [one.reason for one in came.log_findings if one.rule == "supersedes an unknown file"]
    assert "Did you mean" not in reason


def test_a_nil_return_may_take_the_place_of_a_file(returns):
    nil = received("police", "", state="nil", version=2, supersedes=POLICE_FILE)
    assert () == returns(log("2023-24", nil)).log_findings


def test_a_folder_whose_name_only_begins_alike_holds_nothing_of_the_other(tmp_path):
    text = of_police(received("police", "a"), received("police", "ab.csv", version=2))
    (tmp_path / "returns.toml").write_text(text, encoding="utf-8")
    assert 2 == len(read_returns_log(tmp_path).received)


def test_a_file_that_is_named_and_absent_is_an_error_and_one_that_is_not_named_a_query(workspace, returns):
    put(workspace.root, "2023-24", "returns/elm-council/stray.csv", "a,b\n")
    found = returns(log().replace(POLICE_FILE, NO_SUCH_FILE)).log_findings
    assert {
        ("error", NO_SUCH_FILE, "file is absent"),
        ("query", "returns/elm-constabulary", "file that is not listed"),
        ("query", "returns/elm-council", "file that is not listed"),
    } == {(one.severity, one.file, one.rule) for one in found}


def test_a_link_out_of_the_folder_is_not_followed(workspace, returns, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(figures("2023-24", da_child_incidents=1), encoding="utf-8", newline="")
    place = workspace.root / "data" / SLUG / "2023-24" / "returns" / POLICE_FILE
    place.unlink()
    place.symlink_to(outside)
    came = returns(log())
    assert ["link out of the folder"] == rules(came)
    assert "partner_figures" not in {name for one in came.read if one.return_id != "health" for name in one.read.tables}


def test_what_came_before_its_period_ended_is_a_query(returns):
    came = returns(log("2023-24", received("oak", "oak/b.csv", received=date(2024, 3, 30))))
    assert "received before its period ended" in rules(came, "query")


def test_all_returns_are_read_into_the_same_tables(returns):
    came = returns(log())
    assert (200, 1) == (len(came.tables["referrals"]), len(came.tables["partner_figures"]))
    assert {CENSUS} == set(came.tables["referrals"]["return_id"])
    assert {ELM} == set(came.tables["referrals"]["authority_code"])


def test_another_form_than_the_expected_one_is_an_error_and_is_not_used(workspace, returns):
    put(workspace.root, "2023-24", f"returns/{CENSUS}", figures("2023-24", da_child_incidents=1))
    came = returns(log())
    assert ["another form than expected"] == [one.rule for one in came.findings if one.severity == "error"]
    assert {POLICE_FILE} == set(came.tables["partner_figures"]["return_id"])


def test_a_nil_return_says_of_each_of_its_counts_that_it_is_nil(returns):
    came = returns(log("2023-24", received("health", "", state="nil")))
    rows = came.tables["partner_figures"].query("return_id == 'health'")
    assert len(rows) > 0
    assert {("nil_return", SLUG)} == set(zip(rows["status"], rows["area_code"], strict=True))
    assert {0} == set(rows["numerator"])


def test_what_changed_is_told_in_numbers_of_rows(workspace, returns):
    put(workspace.root, "2023-24", "returns/elm-council/v2.xml", census("2023-24", [*range(190), 300, 301]))
    came = returns(log("2023-24", received("census", "elm-council/v2.xml", version=2, supersedes=CENSUS, **LATER)))
    [row] = came.changes.query("table == 'referrals'").to_dict("records")
    assert {
        "file": "elm-council/v2.xml",
        "before": CENSUS,
        "table": "referrals",
        "rows_before": 200,
        "rows_now": 192,
        "added": 2,
        "removed": 10,
        "changed": 0,
    } == row
    assert 192 == len(came.tables["referrals"])


def figure_rows(*rows):
    """Return partner figures: the count, its number and the line it stands in."""
    table = RETURN_TABLES["partner_figures"]
    full = [
        {
            "indicator_id": name, "area_code": ELM, "period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31),
            "numerator": number, "status": "final_local", "return_id": "a.csv", "row": row,
        }
        for name, number, row in rows
    ]  # fmt: skip
    return {table.name: table.check(pd.DataFrame(full).reindex(columns=table.column_names))}


def changed(now, before):
    [row] = what_changed(now, before, RETURN_TABLES).to_dict("records")
    return tuple(row[key] for key in ("rows_before", "rows_now", "added", "removed", "changed"))


def test_rows_that_came_went_or_say_something_else_are_told_apart_wherever_they_stand():
    before = figure_rows(("da_child_incidents", 1, 2), ("da_child_encompass", 2, 3), ("ppn_notifications", 3, 4))
    now = figure_rows(("mace_children", 9, 2), ("da_child_incidents", 1, 3), ("ppn_notifications", 4, 4))
    assert (3, 3, 1, 1, 1) == changed(now, before)
    assert (3, 3, 0, 0, 0) == changed(before, before)


def test_a_row_that_stands_twice_and_then_once_is_one_removed():
    twice = figure_rows(("da_child_incidents", 1, 2), ("da_child_incidents", 1, 3))
    assert (2, 1, 0, 1, 0) == changed(figure_rows(("da_child_incidents", 1, 2)), twice)


def test_a_table_that_is_in_one_version_only_is_told_too():
    assert (0, 1, 1, 0, 0) == changed(figure_rows(("mace_children", 9, 2)), {})
    assert (1, 0, 0, 1, 0) == changed({}, figure_rows(("mace_children", 9, 2)))


def test_a_nil_return_in_the_place_of_a_file_takes_all_its_rows_away(returns):
    nil = received("police", "", state="nil", version=2, supersedes=POLICE_FILE)
    [row] = returns(log("2023-24", nil)).changes.to_dict("records")
    assert ("a nil return", POLICE_FILE, 1, 0, 1) == tuple(
        row[key] for key in ("file", "before", "rows_before", "rows_now", "removed")
    )


def saved(workspace, folder):
    one = step(workspace, folder)
    came = receive(one)
    corrected = came.correct()
    save(one, came, corrected, validate(corrected, one))
    return {path.relative_to(one.output).as_posix(): path for path in one.output.rglob("*") if path.is_file()}


def test_the_facts_for_the_board_hold_words_and_dates_and_no_file_name(workspace, tmp_path):
    place = saved(workspace, tmp_path / "staging")["data_quality.json"]
    facts = {record["partner"]: record for record in json.loads(place.read_text(encoding="utf-8"))}
    assert ["returned", "returned", "not returned", "never asked"] == [record["state"] for record in facts.values()]
    assert ("Elm", "April 2023 to March 2024", "2024-05-20") == tuple(
        facts[COUNCIL][key] for key in ("area", "period", "received")
    )
    assert "Nothing" == facts[HEALTH]["complete"]
    assert ".xml" not in place.read_text(encoding="utf-8")


def test_each_partner_is_sent_its_own_findings_and_no_others(workspace, tmp_path):
    put(workspace.root, "2023-24", f"returns/{POLICE_FILE}", figures("2023-24", da_child_incidents="many"))
    names = saved(workspace, tmp_path / "staging")
    told = names["send_back/elm-constabulary.csv"].read_text(encoding="utf-8")
    assert POLICE_FILE in told
    assert CENSUS not in told
    assert "many" not in told
    others = [path.read_text(encoding="utf-8") for name, path in names.items() if name.startswith("send_back/elm-cou")]
    assert not any(POLICE_FILE in text for text in others)


def test_what_counts_is_told_to_the_next_step(workspace, tmp_path):
    place = saved(workspace, tmp_path / "staging")["returns.json"]
    records = {record["return_id"]: record for record in json.loads(place.read_text(encoding="utf-8"))}
    assert {CENSUS, POLICE_FILE} == set(records)
    assert ("synthetic", "2023-04-01", OTHER_COUNCIL not in str(records)) == (
        records[CENSUS]["status"],
        records[CENSUS]["period_start"],
        True,
    )
    assert records[CENSUS]["keyed_hash"].startswith("hmac-sha256:")


def test_a_register_of_the_office_with_a_header_alone_is_asked_about_and_stops_nothing(workspace, tmp_path):
    from template_files import header

    from safeguarding_report.tables.registers_of_work import CHALLENGES

    put(workspace.root, "2023-24", "registers/challenges.csv", ",".join(header(CHALLENGES)) + "\r\n")
    came = receive(step(workspace, tmp_path / "staging"))
    assert came.tables["challenges"].empty
    found = [(one.severity, one.rule) for one in came.findings if one.file == "registers/challenges.csv"]
    assert [("query", "register without rows")] == found


def test_registers_of_the_office_are_read_beside_the_returns(workspace, tmp_path):
    from template_files import filled_row, header

    from safeguarding_report.tables.registers_of_work import CHALLENGES

    lines = [header(CHALLENGES), filled_row(CHALLENGES)]
    text = "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    put(workspace.root, "2023-24", "registers/challenges.csv", text)
    came = receive(step(workspace, tmp_path / "staging"))
    assert 1 == len(came.tables["challenges"])
    assert {"registers/challenges.csv"} == set(came.tables["challenges"]["return_id"])
