"""What each partner of the invented partnership was asked for, and what came: late, superseded, nil, partial, never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from safeguarding_report.example.faults import FIRST_CENSUS, SECOND_CENSUS, table
from safeguarding_report.example.process import ASHMERE, WOLD

if TYPE_CHECKING:
    from safeguarding_report.year import ReportingYear

SLUG = "ashmere-and-wold"
ASHMERE_COUNCIL, WOLD_COUNCIL = "Ashmere Council", "Wold Council"
ASHMERE_POLICE, WOLD_POLICE = "Ashmere Constabulary", "Wold Police"
CARE_BOARD, CLINICAL_GROUP = "NHS Ashmere and Wold Integrated Care Board", "Ashmere Clinical Commissioning Group"
WOLD_GROUP = "Wold Clinical Commissioning Group"
"""It handed in no figures of its own: those of Ashmere's group were of both areas."""
EDUCATION, OFFICE = "Ashmere and Wold Education Partnership", "Ashmere and Wold Partnership Office"
FIRST_CARE_BOARD_YEAR = 2022
FIRST_WORKBOOK_YEAR = 2022
"""Before, Ashmere sent its lists as CSV files."""
_FIGURES = "partner_figures.csv"
_STATE = "final"

SUPERSEDED = ("census-ashmere", 2023)
LATE = ("figures-education", 2023)
"""It came after it was due and before the cut-off, so it is used."""
TOO_LATE = ("figures-wold-police", 2023)
"""It came after the cut-off."""
NIL = ("figures-wold-police", 2021)
MISSING = ("figures-education", 2022)
PARTIAL = ("figures-health", 2022)
NEVER_ASKED = ("annex_a-wold", 2019)
NOT_APPLICABLE = ("annex_a-wold", 2020)


@dataclass(frozen=True)
class Asked:
    """One return that is expected every year."""

    id: str
    partner: str
    form: str
    area: str
    file: str
    kind: str = ""
    """Of a template: the kind of partner whose counts it asks for."""


def asked_in(year: ReportingYear) -> tuple[Asked, ...]:
    """Return what is expected in a year."""
    lists = "ashmere-council/annex_a" + (".xlsx" if year.start_year >= FIRST_WORKBOOK_YEAR else "")
    health = CARE_BOARD if year.start_year >= FIRST_CARE_BOARD_YEAR else CLINICAL_GROUP
    return (
        Asked("census-ashmere", ASHMERE_COUNCIL, "children_in_need_census", ASHMERE.code, "ashmere-council/census.xml"),
        Asked("ssda903-ashmere", ASHMERE_COUNCIL, "ssda903", ASHMERE.code, "ashmere-council/ssda903"),
        Asked("annex_a-ashmere", ASHMERE_COUNCIL, "annex_a", ASHMERE.code, lists),
        Asked("figures-ashmere", ASHMERE_COUNCIL, "template", ASHMERE.code, f"ashmere-council/{_FIGURES}", "local authority"),
        Asked("census-wold", WOLD_COUNCIL, "children_in_need_census", WOLD.code, "wold-council/census.xml"),
        Asked("ssda903-wold", WOLD_COUNCIL, "ssda903", WOLD.code, "wold-council/ssda903"),
        Asked("annex_a-wold", WOLD_COUNCIL, "annex_a", WOLD.code, "wold-council/annex_a"),
        Asked("figures-wold", WOLD_COUNCIL, "template", WOLD.code, f"wold-council/{_FIGURES}", "local authority"),
        Asked("figures-ashmere-constabulary", ASHMERE_POLICE, "template", ASHMERE.code, f"ashmere-constabulary/{_FIGURES}", "police"),
        Asked("figures-wold-police", WOLD_POLICE, "template", WOLD.code, f"wold-police/{_FIGURES}", "police"),
        Asked("figures-health", health, "template", SLUG, f"health/{_FIGURES}", "health"),
        Asked("figures-education", EDUCATION, "template", SLUG, f"education/{_FIGURES}", "education"),
        Asked("figures-office", OFFICE, "template", SLUG, f"partnership-office/{_FIGURES}", "partnership"),
    )  # fmt: skip


def is_sent(asked: Asked, year: ReportingYear) -> bool:
    """True when a file came of it."""
    return (asked.id, year.start_year) not in {NIL, MISSING, NEVER_ASKED, NOT_APPLICABLE}


def files_of(asked: Asked, year: ReportingYear) -> tuple[str, ...]:
    """Return the files that came, oldest first; the last one counts."""
    if not is_sent(asked, year):
        return ()
    return (FIRST_CENSUS, SECOND_CENSUS) if (asked.id, year.start_year) == SUPERSEDED else (asked.file,)


def period_end(asked: Asked, year: ReportingYear) -> date:
    """Return the last day that the return covers: a partial one ends in December."""
    return date(year.start_year, 12, 31) if (asked.id, year.start_year) == PARTIAL else year.end


def due_on(year: ReportingYear) -> date:
    """Return the day by which partners are asked to send their returns of a year."""
    return date(year.official_year, 5, 31)


def cut_off_of(year: ReportingYear) -> date:
    """Return the last day on which a return is used: a month before the report is due."""
    return date(year.official_year, 8, 31)


def returns_toml(year: ReportingYear) -> str:
    """Return returns.toml of a year."""
    lines = [
        "# What was expected of whom, and what came. The partnership is invented, and so is everything here.",
        "",
    ]
    lines += [_expected(asked, year) for asked in asked_in(year)]
    for asked in asked_in(year):
        lines += _received(asked, year)
    return "\n".join(lines)


def _expected(asked: Asked, year: ReportingYear) -> str:
    key = (asked.id, year.start_year)
    return table(
        "expected",
        {
            "id": asked.id,
            "partner": asked.partner,
            "form": asked.form,
            "area": asked.area,
            "period_start": year.start,
            "period_end": year.end,
            "due": due_on(year),
            "asked": key != NEVER_ASKED,
            "applicable": key != NOT_APPLICABLE,
            "reason": "The council changed its records system and could make no lists."
            if key == NOT_APPLICABLE
            else "",
        },
    )


def _received(asked: Asked, year: ReportingYear) -> list[str]:
    key = (asked.id, year.start_year)
    files = ("",) if key == NIL else files_of(asked, year)
    entries = []
    for version, file in enumerate(files, 1):
        values: dict[str, object] = {
            "file": file,
            "answers": asked.id,
            "received": _received_on(asked, year, version),
            "sender_role": "Performance analyst",
            "version": version,
            "supersedes": files[version - 2] if version > 1 else "",
            "state": "nil" if key == NIL else "partial" if key == PARTIAL else _STATE,
            "accepted": True,
            "permitted_use": "yearly report",
        }
        if key == PARTIAL:
            values["period_end"] = period_end(asked, year)
        entries.append(table("received", values))
    return entries


def _received_on(asked: Asked, year: ReportingYear, version: int) -> date:
    if (asked.id, year.start_year) == TOO_LATE:
        return date(year.official_year, 10, 21)
    if (asked.id, year.start_year) == LATE:
        return date(year.official_year, 6, 24)
    return date(year.official_year, 5, 20) if version == 1 else date(year.official_year, 6, 12)
