"""Faults planted in the returns of the invented partnership: where each stands, and what `check` must say about it.

Some cannot be read, others are read and contradict other cells, rows or tables, so that a suite finds them.
All but those of a superseded return are in the last year. What is an error has a reviewed entry in corrections.toml, so
that the reports build; what is a query is left as it is, so that `check` shows it at its row, unless a page would print
numbers that do not agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.year import ReportingYear

HEADER_ROW = 1


@dataclass(frozen=True)
class Fault:
    """One fault: the cell it stands in, what is written there, and the words of the finding."""

    year: str
    file: str
    """The return, by its path under returns/."""
    part: str
    """The list or file of the return, or the element of a census."""
    column: str
    row: int
    """The line as a spreadsheet shows it; 0 for a census, whose line `check` names."""
    written: str
    says: str
    """The rule of the finding that must come of it."""
    table: str = ""
    """The table whose row is corrected; empty where nobody corrects it: a query, or a return that is superseded."""
    into: str = ""
    """The column that a reviewed correction puts right; empty where the row is left out instead."""
    right: str = ""
    """What the correction puts there."""
    reads: str = ""
    """Of a fault that can be read: what it is read as, as a correction finds it."""
    is_read: bool = False
    """True where the file is read without a finding, and the suite of its table says what is wrong."""
    is_asked: bool = False
    """True where the suite only asks (a query) and the partner answered, so that the row is corrected all the same."""


_ANNEX_A = "ashmere-council/annex_a.xlsx"
_SSDA903 = "ashmere-council/ssda903"
_POLICE = "ashmere-constabulary/partner_figures.csv"
_COUNCIL = "ashmere-council/partner_figures.csv"
FIRST_CENSUS, SECOND_CENSUS = "ashmere-council/census_v1.xml", "ashmere-council/census_v2.xml"

_NOT_IN_LIST = "value that is not in the code list"

FAULTS: dict[str, Fault] = {
    "a day that no calendar has": Fault(
        "2023-24", _ANNEX_A, "List 3", "Date of referral", 12, "31/02/2024", "day that is not in the calendar",
        table="referrals",
    ),
    "a source that no list has": Fault(
        "2023-24", _ANNEX_A, "List 3", "Referral Source", 15, "q) 99: Somebody", _NOT_IN_LIST,
        table="referrals", into="source", right="unknown",
    ),
    "a category that no list has": Fault(
        "2023-24", _ANNEX_A, "List 7", "Initial Category of Abuse", 9, "z) Worried", _NOT_IN_LIST,
        table="child_protection_plans",
    ),
    "an error of a formula": Fault(
        "2023-24", _ANNEX_A, "List 1", "Date of Contact", 20, "#N/A", "blank where a value is needed",
        table="contacts",
    ),
    "an answer that is none": Fault(
        "2023-24", _ANNEX_A, "List 9", "LA in Touch", 4, "perhaps", _NOT_IN_LIST,
        table="care_leavers", into="in_touch", right="no",
    ),
    "a legal status that is none": Fault(
        "2023-24", _SSDA903, "Episodes.csv", "LS", 7, "??", "value that is not a code of this list",
        table="looked_after_episodes", into="legal_status", right="C2",
    ),
    "a kind of absence that is none": Fault(
        "2023-24", _SSDA903, "Missing.csv", "MISSING", 3, "Q", _NOT_IN_LIST, table="missing_episodes"
    ),
    "a number in words": Fault(
        "2023-24", _POLICE, "partner_figures", "numerator", 3, "nine hundred", "text where a whole number was expected",
        table="partner_figures", into="numerator", right="900",
    ),
    "an indicator that nobody asked for": Fault(
        "2023-24", _POLICE, "partner_figures", "indicator_id", 5, "smiles", _NOT_IN_LIST, table="partner_figures"
    ),
    "an assessment authorised before it started": Fault(
        "2023-24", _ANNEX_A, "List 4", "Continuous Assessment Date of Authorisation", 9, "07/09/2023",
        "assessment that was authorised before it started", is_read=True,
        table="assessments", into="authorisation_date", right="2023-11-10", reads="2023-09-07",
    ),
    "an assessment before any referral of its child": Fault(
        "2023-24", _ANNEX_A, "List 4", "Continuous Assessment Start Date", 12, "21/08/2023",
        "assessment before the first referral of the child", is_read=True,
    ),
    "an assessment that may be there twice": Fault(
        "2023-24", _ANNEX_A, "List 4", "Continuous Assessment Start Date", 8, "12/07/2023",
        "row that is there twice", is_read=True,
    ),
    "a contact of the year before": Fault(
        "2023-24", _ANNEX_A, "List 1", "Date of Contact", 31, "15/09/2022", "contact before 1 April", is_read=True
    ),
    "a figure that is there twice": Fault(
        "2023-24", _COUNCIL, "partner_figures", "indicator_id", 38, "miss_home_interviews_accepted",
        "row that is there twice", is_read=True,
        table="partner_figures", into="indicator_id", right="miss_home_interviews_in_72_hours",
        reads="miss_home_interviews_accepted",
    ),
    "a total that its parts do not make": Fault(
        "2023-24", _COUNCIL, "partner_figures", "numerator", 27, "78",
        "outcomes that do not add up to the closed allegations", is_read=True, is_asked=True,
        table="partner_figures", into="numerator", right="75", reads="78",
    ),
    "a category the census does not know": Fault(
        "2023-24", FIRST_CENSUS, "InitialCategoryOfAbuse", "InitialCategoryOfAbuse", 0, "SAD", _NOT_IN_LIST
    ),
    "an element the census does not know": Fault(
        "2023-24", FIRST_CENSUS, "Nickname", "ChildIdentifiers", 0, "", "unknown element inside"
    ),
}  # fmt: skip
"""By name. Those of a superseded return harm no figure; of the others every error has an entry in corrections.toml.

Dates with the month first are not among them: no entry can put right a whole column that nobody can read.
"""


def faults_in(file: str, year: ReportingYear) -> list[Fault]:
    """Return the faults planted in one return."""
    return [fault for fault in FAULTS.values() if (fault.file, fault.year) == (file, str(year))]


def plant_in_lists(lists: dict[str, dict[str, list[Any]]], faults: list[Fault]) -> dict[str, dict[str, list[Any]]]:
    """Return the lists with the faults in them."""
    planted = {name: dict(columns) for name, columns in lists.items()}
    for fault in faults:
        values = list(planted[fault.part][fault.column])
        values[fault.row - HEADER_ROW - 1] = fault.written
        planted[fault.part][fault.column] = values
    return planted


def plant_in_csv(content: bytes, faults: list[Fault]) -> bytes:
    """Return a CSV file without quoted cells with the faults in it."""
    lines = [line.split(",") for line in content.decode().split("\r\n")]
    for fault in faults:
        lines[fault.row - HEADER_ROW][lines[0].index(fault.column)] = fault.written
    return "\r\n".join(",".join(line) for line in lines).encode()


def plant_in_census(content: bytes, faults: list[Fault]) -> bytes:
    """Return a census with the faults in it: the first value of an element, or a new element in the first child."""
    text = content.decode()
    for fault in faults:
        before, tag, after = text.partition(f"<{fault.part}>")
        if tag:
            value, end, rest = after.partition("<")
            del value
            text = f"{before}{tag}{fault.written}{end}{rest}"
        else:
            text = text.replace(
                "</ChildIdentifiers>", f"<{fault.part}>{fault.written}</{fault.part}></ChildIdentifiers>", 1
            )
    return text.encode()


def corrections_toml(year: ReportingYear) -> str:
    """Return corrections.toml of a year: one reviewed entry for each error of a return that counts."""
    entries = [
        table("corrections", _correction(name, fault, year))
        for name, fault in FAULTS.items()
        if fault.table and fault.year == str(year)
    ]
    return "\n".join(entries)


def _correction(name: str, fault: Fault, year: ReportingYear) -> dict[str, object]:
    before: dict[str, object] = {"from": fault.reads} if fault.reads else {}
    done = {"column": fault.into, **before, "to": fault.right} if fault.into else {"leave_out": True}
    # A suite looks at what is corrected: of what it finds nothing is left to settle.
    settled = {} if fault.is_read else {"findings": [fault.says], "finding_column": fault.column}
    return {
        "table": fault.table,
        "file": fault.file,
        "rows": [fault.row],
        **done,
        **settled,
        "reason": f"Planted in the invented return: {name}.",
        "who": "Performance analyst",
        "when": year.end.replace(month=6, day=14),
    }


def table(name: str, values: Mapping[str, object]) -> str:
    """Return one entry of a list of tables, as TOML."""
    return "\n".join([f"[[{name}]]", *(f"{key} = {literal(value)}" for key, value in values.items()), ""])


def literal(value: object) -> str:
    """Return a text, number, day or list of texts as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(literal(one) for one in value)}]"
    return str(value)
