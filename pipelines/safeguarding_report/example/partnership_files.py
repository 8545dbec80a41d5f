"""Settings of the invented partnership: who it is, and what is of each year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safeguarding_report.example.faults import table
from safeguarding_report.example.process import PLACES
from safeguarding_report.example.registers import register_rows
from safeguarding_report.example.returns_log import (
    ASHMERE_COUNCIL,
    ASHMERE_POLICE,
    CARE_BOARD,
    CLINICAL_GROUP,
    EDUCATION,
    OFFICE,
    WOLD_COUNCIL,
    WOLD_GROUP,
    WOLD_POLICE,
    cut_off_of,
)

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

_AGREEMENT = "The agreement between the partners (invented)"
"""The document that names every partner."""
_LAST_GROUP_DAY, _FIRST_BOARD_DAY = date(2022, 6, 30), date(2022, 7, 1)
_FIRST_YEAR_OF_NEW_GUIDANCE = 2023
_YEAR_OF_YOUNG_PEOPLES_TEXT, _APPROVED_ON = 2023, date(2024, 9, 12)


def partnership_toml() -> str:
    """Return partnership.toml."""
    partners: list[dict[str, object]] = [
        {"kind": "local authority", "name": ASHMERE_COUNCIL, "area": "Ashmere"},
        {"kind": "local authority", "name": WOLD_COUNCIL, "area": "Wold"},
        {"kind": "health", "name": CLINICAL_GROUP, "area": "Ashmere", "until": _LAST_GROUP_DAY},
        {"kind": "health", "name": WOLD_GROUP, "area": "Wold", "until": _LAST_GROUP_DAY},
        {"kind": "health", "name": CARE_BOARD, "from": _FIRST_BOARD_DAY},
        {"kind": "police", "name": ASHMERE_POLICE, "area": "Ashmere"},
        {"kind": "police", "name": WOLD_POLICE, "area": "Wold"},
        {"kind": "education", "name": EDUCATION},
        {"kind": "other", "name": OFFICE},
    ]
    lines = [
        "# Ashmere and Wold do not exist. Every body, place and figure of this partnership is invented:",
        "# made by safeguarding_report.example from a seed, to show and to test what the reports can do.",
        'name = "Ashmere and Wold Safeguarding Children Partnership (invented)"',
        'short_name = "AWSCP"',
        f"areas = [{', '.join(chr(34) + place.code + chr(34) for place in PLACES)}]",
        "demonstration = true",
        "invented = true",
        "",
        *(table("authorities", {"code": place.code, "name": place.name}) for place in PLACES),
        *(table("partners", {**partner, "source": _AGREEMENT}) for partner in partners),
    ]
    return "\n".join(lines)


_RELEASES_UNTIL = date(2027, 12, 31)
"""So late that every release which is held was out."""


def year_toml(year: ReportingYear) -> str:
    """Return year.toml of a year."""
    guidance = "wt2023" if year.start_year >= _FIRST_YEAR_OF_NEW_GUIDANCE else "wt2018"
    lines = ["# Of an invented partnership: nothing here happened.", f'guidance = "{guidance}"', ""]
    lines += [
        "[timetable]",
        f"cut_off = {cut_off_of(year)}",
        "# One vintage of published figures is held, later than all of these years: it is used in each of them.",
        f"releases_until = {_RELEASES_UNTIL}",
        "",
    ]
    lines += [
        table(
            "priorities",
            {
                "name": one["priority"],
                "lead": one["lead_agency"].capitalize(),
                "aim": one["aim"],
                "source": "Invented",
            },
        )
        for one in register_rows(year)["priorities"]
    ]
    if year.start_year == _YEAR_OF_YOUNG_PEOPLES_TEXT:
        lines += [
            "# Of the invented young people, too: nobody wrote or approved anything.",
            "[young_people]",
            'approved_by = "the young scrutineers of Ashmere and Wold, who are invented as this approval is"',
            f"approved_on = {_APPROVED_ON}",
            "",
        ]
    return "\n".join(lines)
