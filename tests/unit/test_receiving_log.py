"""A returns.toml with a fault hides nothing else, and one fault of a return is one finding, which names no sender's file."""

from __future__ import annotations

from datetime import date

import pytest
from little_returns import (
    CENSUS,
    COUNCIL,
    ELM,
    OAK,
    OTHER_COUNCIL,
    POLICE,
    POLICE_FILE,
    expected,
    figures,
    log,
    make_workspace,
    put,
    received,
    step,
)

from safeguarding_report.receiving import receive, validate

YEAR = "2023-24"
ROBIN = "Robin Canary"


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "workspace", years=(YEAR,))


@pytest.fixture
def found(workspace, tmp_path):
    """All findings of a year, whatever returns.toml says."""

    def run(text=None):
        if text is not None:
            put(workspace.root, YEAR, "returns.toml", text)
        one = step(workspace, tmp_path / "staging")
        return validate(receive(one).correct(), one)

    return run


def said(findings):
    return [(one.severity, one.file, one.rule, one.rows) for one in findings]


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


FAULTY = {
    "a day in quotation marks": ("received = 2024-05-20", 'received = "20 May"', "expected a date"),
    "a text without its end": (f'file = "{POLICE_FILE}"', f'file = "{POLICE_FILE}', "It is not TOML"),
    "an unknown key": ('sender_role = "Analyst"', 'sender = "Analyst"', 'Unknown key "sender"'),
    "a list that there is none of": ("[[received]]", "[[recieved]]", 'Did you mean "received"?'),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_an_entry_that_cannot_be_read_is_a_finding_at_its_line_and_what_came_of_it_is_read(workspace, found, fault):
    right, wrong, told = FAULTY[fault]
    before, header, entry = log().rpartition("[[received]]")
    text = before + (header + entry).replace(right, wrong, 1)
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", figures(YEAR, da_child_incidents="<5"))
    findings = found(text)
    assert (
        "error",
        "returns.toml",
        "entry that cannot be read",
        (line_of(text, wrong) if wrong != "[[received]]" else 0,),
    ) in said(findings)
    [reason] = [one.reason for one in findings if one.rule == "entry that cannot be read"]
    assert told in reason
    assert ("error", POLICE_FILE, "text where a whole number was expected", (2,)) in said(findings)
    assert "file that is not listed" not in {one.rule for one in findings}


def test_all_entries_that_cannot_be_read_are_told_and_all_others_count(workspace, found, tmp_path):
    more = [
        received("oak", "oak/set", versoin=1),
        expected("again", COUNCIL, "census", ELM),
        expected("police", POLICE, "template", ELM),
    ]
    put(workspace.root, YEAR, "returns.toml", log(YEAR, *more))
    assert ["entry that cannot be read"] * 3 == [one.rule for one in found() if one.file == "returns.toml"]
    assert {CENSUS, POLICE_FILE} == {one.return_id for one in receive(step(workspace, tmp_path / "again")).read}


def test_what_answers_an_expectation_that_cannot_be_read_is_read_and_is_no_second_fault(workspace, found):
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", figures(YEAR, da_child_incidents="<5"))
    findings = found(log().replace('form = "template"', 'form = "templat"', 1))
    assert [
        ("error", POLICE_FILE, "text where a whole number was expected", (2,)),
        ("error", "returns.toml", "entry that cannot be read", (line_of(log(), 'form = "template"') - 3,)),
    ] == said(findings)


def test_a_log_that_is_not_utf_8_is_a_finding_and_is_read(workspace, found, tmp_path):
    path = put(workspace.root, YEAR, "returns.toml", "")
    path.write_bytes(f"# Café\n{log()}".encode("cp1252"))
    assert [("error", "returns.toml", "entry that cannot be read", (1,))] == said(found())
    assert 2 == len(receive(step(workspace, tmp_path / "again")).read)


def test_a_number_that_is_absent_is_told_once(workspace, found):
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", figures(YEAR, da_child_incidents="", ppn_notifications=4))
    assert [("error", POLICE_FILE, "figure without its number", (2,))] == said(found(log()))


def test_a_number_that_cannot_be_read_is_told_once(workspace, found):
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", figures(YEAR, da_child_incidents="<5", ppn_notifications=""))
    assert [
        ("error", POLICE_FILE, "figure without its number", (3,)),
        ("error", POLICE_FILE, "text where a whole number was expected", (2,)),
    ] == said(found(log()))


def test_a_look_up_that_found_no_number_is_told_once(workspace, found):
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", figures(YEAR, da_child_incidents="#N/A"))
    assert [("error", POLICE_FILE, "figure without its number", (2,))] == said(found(log()))


LEFT_OUT = f"""\
[[corrections]]
table = "partner_figures"
file = "{POLICE_FILE}"
rows = [2]
leave_out = true
findings = ["blank where a value is needed"]
finding_column = "indicator_id"
reason = "The force knows of it."
who = "Analyst"
when = 2024-06-01
"""


def test_of_a_look_up_that_found_nothing_nothing_is_left_after_its_correction(workspace, found):
    rows = figures(YEAR, da_child_incidents=1, ppn_notifications=4).replace("da_child_incidents", "#N/A")
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", rows)
    assert [("error", POLICE_FILE, "blank where a value is needed", (2,))] == said(found(log()))
    put(workspace.root, YEAR, "corrections.toml", LEFT_OUT)
    assert [] == said(found())


def test_a_file_that_is_not_listed_is_found_by_its_folder_place_and_size_and_not_by_its_name(workspace, found):
    put(workspace.root, YEAR, f"returns/elm-council/{ROBIN}.csv", "a,b\n" * 3000)
    put(workspace.root, YEAR, f"returns/{ROBIN}/{ROBIN}.csv", "a,b\n")
    outside, council = found(log())
    assert ("query", "file that is not listed") == (council.severity, council.rule)
    assert ("returns/elm-council", 1) == (council.file, council.count)
    assert ("returns, outside the folders that returns.toml names", 1) == (outside.file, outside.count)
    assert council.reason.startswith("file 1 of 2 by name, 12 kB: it is not read.")
    assert outside.reason.startswith("file 1 of 1 by name, 1 kB: it is not read.")
    assert "Canary" not in f"{council}{outside}"


def test_a_register_is_called_by_its_own_name_and_another_file_beside_it_by_its_place(workspace, found):
    put(workspace.root, YEAR, f"registers/{ROBIN}.csv", f"name,age\n{ROBIN},7\n")
    put(workspace.root, YEAR, "registers/challenges.csv", "challenge\nNone\n")
    findings = found(log())
    assert {"registers/challenges.csv", "registers/file 1 of 2 by name, 1 kB"} == {one.file for one in findings}
    assert "Canary" not in "".join(map(str, findings))


def test_a_period_that_nobody_asked_for_is_told_once(workspace, found):
    rows = figures(YEAR, da_child_incidents=240).replace("2023-04-01", "2022-04-01").replace("2024-03-31", "2023-03-31")
    put(workspace.root, YEAR, f"returns/{POLICE_FILE}", rows)
    assert [("error", POLICE_FILE, "period that was not asked for", (2,))] == said(found(log()))


@pytest.mark.parametrize("name", ["~$figures.xlsx", ".~lock.figures.xlsx#", "figures.csv~", "#figures.csv#"])
def test_what_is_left_beside_an_open_file_is_no_stray_return_and_no_register(workspace, found, name):
    put(workspace.root, YEAR, f"returns/elm-council/{name}", "a,b\n")
    put(workspace.root, YEAR, f"registers/{name}", "a,b\n")
    assert [] == said(found(log()))


def test_what_is_left_beside_an_open_file_cannot_be_what_came(found):
    findings = found(log(YEAR, received("police", "elm-police/~$figures.xlsx")))
    [entry] = [finding for finding in findings if finding.rule == "entry that cannot be read"]
    assert "Name the file itself" in entry.reason


def test_files_of_one_folder_that_are_not_listed_are_one_finding(workspace, found):
    for number in range(7):
        put(workspace.root, YEAR, f"returns/elm-council/a{number}.csv", "a,b\n")
    [only] = found(log())
    assert ("returns/elm-council", 7) == (only.file, only.count)
    assert "file 5 of 8 by name, 1 kB and 2 more: they are not read." in only.reason


def test_a_version_that_nobody_accepted_is_a_query_that_says_what_is_used_instead(found):
    more = received("police", "elm-constabulary/v2.csv", version=2, accepted=False, received=date(2024, 6, 20))
    [reason] = [one.reason for one in found(log(YEAR, more)) if one.rule == "version that nobody accepted"]
    assert "elm-constabulary/v2.csv, version 2 of 20 June 2024, stands there unaccepted and is not used." in reason
    assert "Version 1 of 20 May 2024 is used instead." in reason


def test_of_an_only_version_that_nobody_accepted_nothing_is_used(found):
    more = received("oak", "oak/set", accepted=False)
    [reason] = [one.reason for one in found(log(YEAR, more)) if one.rule == "version that nobody accepted"]
    assert "Nothing is used instead." in reason


EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
EPISODE = "C1,03/04/2023,S,C2,N1,U1,PR1,,,,,,\n"
OAK_SET = expected("set", OTHER_COUNCIL, "ssda903", OAK, due=date(2024, 6, 30)) + received("set", "oak/set")
OAK_LOG = log().replace('form = "ssda903"', 'form = "annex_a"') + OAK_SET


def in_the_set(findings):
    return [(one.severity, one.rule, one.table) for one in findings if one.file == "oak/set"]


def test_a_text_file_in_a_folder_of_lists_is_one_finding(workspace, found):
    put(workspace.root, YEAR, "returns/oak/set/Episodes.csv", EPISODES + EPISODE * 1)
    put(workspace.root, YEAR, "returns/oak/set/notes.txt", f"{ROBIN} was not sent")
    faults = in_the_set(found(OAK_LOG))
    assert [("error", "unknown file", "file 2 of 2 by name, 1 kB")] == [one for one in faults if one[0] == "error"]


def test_a_list_is_called_by_its_declared_name_and_never_by_that_of_a_file(workspace, found):
    # The torn row is the last one and has no line end: that is one fault.
    put(workspace.root, YEAR, f"returns/oak/set/{ROBIN}.csv", EPISODES + EPISODE + "C2,03/04")
    put(workspace.root, YEAR, "returns/oak/set/Missing 2024.csv", "")
    put(workspace.root, YEAR, f"returns/oak/set/{ROBIN}.pdf", "%PDF")
    findings = found(OAK_LOG)
    assert [
        ("error", "row with too few cells", "Episodes"),
        ("error", "empty file", "Missing (file 1 of 3 by name, 0 kB)"),
        ("error", "file that is not a CSV", "file 3 of 3 by name, 1 kB"),
    ] == [one for one in in_the_set(findings) if one[0] == "error"]
    assert "no line end after the last row" not in {one.rule for one in findings}
    assert "Canary" not in "".join(map(str, findings))
