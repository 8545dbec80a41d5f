"""Faults planted in the returns of the invented partnership: where each stands, and what `check` must say about it."""

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
    right: str = ""
    """What a reviewed correction puts in its place; empty where the partner must send the file again."""


_ANNEX_A = "ashmere-council/annex_a.xlsx"
_SSDA903 = "ashmere-council/ssda903"
_POLICE = "ashmere-constabulary/partner_figures.csv"
FIRST_CENSUS, SECOND_CENSUS = "ashmere-council/census_v1.xml", "ashmere-council/census_v2.xml"

_NOT_IN_LIST = "value that is not in the code list"

FAULTS: dict[str, Fault] = {
    "a day that no calendar has": Fault(
        "2023-24", _ANNEX_A, "List 3", "Date of referral", 12, "31/02/2024", "day that is not in the calendar",
        right="2024-02-28",
    ),
    "a source that no list has": Fault(
        "2023-24", _ANNEX_A, "List 3", "Referral Source", 15, "q) 99: Somebody", _NOT_IN_LIST, right="unknown"
    ),
    "a category that no list has": Fault(
        "2023-24", _ANNEX_A, "List 7", "Initial Category of Abuse", 9, "z) Worried", _NOT_IN_LIST
    ),
    "an error of a formula": Fault(
        "2023-24", _ANNEX_A, "List 1", "Date of Contact", 20, "#N/A", "blank where a value is needed"
    ),
    "a month and day in the American order": Fault(
        "2023-24", _ANNEX_A, "List 2", "Assessment start date", 7, "05/25/2023", "date with the month first"
    ),
    "an answer that is none": Fault("2023-24", _ANNEX_A, "List 9", "LA in Touch", 4, "perhaps", _NOT_IN_LIST),
    "a legal status that is none": Fault("2023-24", _SSDA903, "Episodes.csv", "LS", 7, "??", "value that is not a code of this list"),
    "a kind of absence that is none": Fault("2023-24", _SSDA903, "Missing.csv", "MISSING", 3, "Q", _NOT_IN_LIST),
    "a number in words": Fault(
        "2023-24", _POLICE, "partner_figures", "numerator", 8, "twelve", "text where a whole number was expected",
        right="12",
    ),
    "an indicator that nobody asked for": Fault(
        "2023-24", _POLICE, "partner_figures", "indicator_id", 5, "smiles", _NOT_IN_LIST
    ),
    "a category the census does not know": Fault(
        "2023-24", FIRST_CENSUS, "InitialCategoryOfAbuse", "InitialCategoryOfAbuse", 0, "SAD", _NOT_IN_LIST
    ),
    "an element the census does not know": Fault(
        "2023-24", FIRST_CENSUS, "Nickname", "ChildIdentifiers", 0, "", "unknown element inside"
    ),
}  # fmt: skip
"""By name. Those of a superseded return harm no figure; those with a right value are put right by corrections.toml."""


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
    """Return corrections.toml of a year: one reviewed entry for each fault that was put right here."""
    entries: list[Mapping[str, object]] = [
        {
            "file": fault.file,
            "part": fault.part,
            "column": fault.column,
            "row": fault.row,
            "written": fault.written,
            "right": fault.right,
            "reason": f"Planted in the invented return: {name}.",
            "who": "Performance analyst",
            "when": year.end.replace(month=6, day=14),
        }
        for name, fault in FAULTS.items()
        if fault.right and fault.year == str(year)
    ]
    return "\n".join(table("corrections", entry) for entry in entries)


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
