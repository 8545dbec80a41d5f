"""Histories given out as a children in need census: one XML file, as an authority's software writes it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from safeguarding_report.example.cells import iso, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from safeguarding_report.example.records import Histories

    Records = dict[tuple[str, str], list[dict[str, str]]]

SOURCE_CODES = {
    "individual": "1A", "schools": "2A", "education_services": "2B", "health_services": "3A", "housing": "4",
    "local_authority_services": "5A", "police": "6", "other_legal_agency": "7", "other": "8", "anonymous": "9",
    "unknown": "10",
}  # fmt: skip
CATEGORY_CODES = {"neglect": "NEG", "physical": "PHY", "sexual": "SAB", "emotional": "EMO", "multiple": "MUL"}
SEX_CODES = {"female": "F", "male": "M", "unknown": "U"}
_DISABILITY_CODES = {"yes": "LD", "no": "NONE"}
_FLAGS = {"yes": "1", "no": "0"}
_NO_REFERRAL = ""
"""Stands for the date of a referral that nobody knows."""


def census_xml(histories: Histories, local_authority_number: str) -> bytes:
    """Return the census as a file: every child with an episode on some day of the year, and nothing that names it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<Message>", *_header(histories, local_authority_number)]
    lines.append("<Children>")
    lines += _children(histories)
    lines += ["</Children>", "</Message>", ""]
    return "\n".join(lines).encode()


def _header(histories: Histories, local_authority_number: str) -> list[str]:
    year = histories.year
    return [
        "<Header>",
        f"<CollectionDetails><Collection>CIN</Collection><Year>{year.official_year}</Year>",
        f"<ReferenceDate>{year.end.isoformat()}</ReferenceDate></CollectionDetails>",
        f"<Source><SourceLevel>L</SourceLevel><LEA>{local_authority_number}</LEA>",
        "<SoftwareCode>Invented data</SoftwareCode><SerialNo>001</SerialNo></Source>",
        "</Header>",
    ]


def _children(histories: Histories) -> Iterator[str]:
    details = _details(histories)
    born = dict(zip(histories.birth_dates.index, iso(histories.birth_dates), strict=True))
    last_day = histories.year.end.isoformat()
    for child in _rows(histories.tables["children"]):
        own = details.get(child["child"])
        if not own:
            continue
        birth = born[child["child"]]
        kind = "ExpectedPersonBirthDate" if birth > last_day else "PersonBirthDate"
        disability = _DISABILITY_CODES.get(child["disabled"])
        yield (
            f"<Child>\n<ChildIdentifiers><LAchildID>{child['child']}</LAchildID>"
            f"<{kind}>{birth}</{kind}><Sex>{SEX_CODES[child['sex']]}</Sex></ChildIdentifiers>\n"
            f"<ChildCharacteristics>{_tag('Ethnicity', child['ethnicity'])}"
            + (f"<Disabilities><Disability>{disability}</Disability></Disabilities>" if disability else "")
            + "</ChildCharacteristics>"
        )
        yield from own
        yield "</Child>"


def _details(histories: Histories) -> dict[str, list[str]]:
    """Return for each child its episodes as XML, oldest first."""
    tables = histories.tables
    referrals = _rows(tables["referrals"])
    dates: dict[str, list[str]] = defaultdict(list)
    for row in referrals:
        dates[row["child"]].append(row["referral_date"])
    for own in dates.values():
        own.sort()
    parts = {
        "episodes": _by(tables["child_in_need_episodes"], "start_date"),
        "assessments": _by(tables["assessments"], "referral_date"),
        "enquiries": _during(tables["section47_enquiries"], "start_date", dates),
        "conferences": _during(
            tables["initial_conferences"][tables["initial_conferences"]["section47_start_date"].isna()],
            "conference_date",
            dates,
        ),
        "plans": _during(tables["child_protection_plans"], "start_date", dates),
        "factors": _by(tables["assessment_factors"], "assessment_start_date"),
        "reviews": _by(tables["child_protection_reviews"], "plan_start_date"),
    }
    details: dict[str, list[str]] = defaultdict(list)
    for row in referrals:
        details[row["child"]].append(_detail(row, parts))
    for child, referral_date in parts["assessments"]:
        if referral_date == _NO_REFERRAL:
            unknown = {"child": child, "referral_date": "", "source": "", "no_further_action": "no"}
            details[child].append(_detail(unknown, parts))
    return details


def _detail(referral: dict[str, str], parts: dict[str, Records]) -> str:
    child, key = referral["child"], (referral["child"], referral["referral_date"])
    episode = parts["episodes"].get(key, [{}])[0]
    alone = parts["conferences"].get(key, [])
    blocks = [
        _tag("CINreferralDate", referral["referral_date"]),
        _tag("ReferralSource", SOURCE_CODES.get(referral["source"], "")),
        _tag("PrimaryNeedCode", episode.get("primary_need", "")),
        _tag("CINclosureDate", episode.get("end_date", "")),
        _tag("ReasonForClosure", episode.get("closure_reason", "")),
        *(_tag("DateOfInitialCPC", row["conference_date"]) for row in alone[:1]),
        *(
            _assessment(row, parts["factors"].get((child, row["start_date"]), []))
            for row in parts["assessments"].get(key, [])
        ),
        *(_enquiry(row) for row in parts["enquiries"].get(key, [])),
        *(f"\n<Section47>{_tag('DateOfInitialCPC', row['conference_date'])}</Section47>" for row in alone[1:]),
        f"\n<ReferralNFA>{_FLAGS[referral['no_further_action']]}</ReferralNFA>",
        *(_plan(row, parts["reviews"].get((child, row["start_date"]), [])) for row in parts["plans"].get(key, [])),
    ]
    return f"<CINdetails>{''.join(blocks)}</CINdetails>"


def _assessment(row: dict[str, str], factors: list[dict[str, str]]) -> str:
    identified = "".join(_tag("AssessmentFactors", factor["factor_code"]) for factor in factors)
    return (
        f"\n<Assessments>{_tag('AssessmentActualStartDate', row['start_date'])}"
        f"{_tag('AssessmentAuthorisationDate', row['authorisation_date'])}"
        f"{_tag('FactorsIdentifiedAtAssessment', identified)}</Assessments>"
    )


def _enquiry(row: dict[str, str]) -> str:
    return (
        f"\n<Section47>{_tag('S47ActualStartDate', row['start_date'])}"
        f"{_tag('DateOfInitialCPC', row['conference_date'])}"
        f"{_tag('ICPCnotRequired', _FLAGS[row['conference_unnecessary']])}</Section47>"
    )


def _plan(row: dict[str, str], reviews: list[dict[str, str]]) -> str:
    held = "".join(_tag("CPPreviewDate", review["review_date"]) for review in reviews)
    return (
        f"\n<ChildProtectionPlans>{_tag('CPPstartDate', row['start_date'])}{_tag('CPPendDate', row['end_date'])}"
        f"{_tag('InitialCategoryOfAbuse', CATEGORY_CODES[row['initial_category']])}"
        f"{_tag('LatestCategoryOfAbuse', CATEGORY_CODES[row['latest_category']])}"
        f"{_tag('NumberOfPreviousCPP', row['previous_plans'])}{_tag('Reviews', held)}</ChildProtectionPlans>"
    )


def _tag(name: str, value: str) -> str:
    return f"<{name}>{value}</{name}>" if value else ""


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = texts(frame)
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _by(frame: pd.DataFrame, column: str) -> Records:
    """Return records by child and the day that they hang on."""
    found: Records = defaultdict(list)
    for row in _rows(frame):
        found[row["child"], row[column]].append(row)
    return found


def _during(frame: pd.DataFrame, column: str, dates: dict[str, list[str]]) -> Records:
    """Return records by child and the last referral before them."""
    found: Records = defaultdict(list)
    for row in _rows(frame):
        own = dates[row["child"]]
        found[row["child"], own[max(bisect_right(own, row[column]) - 1, 0)]].append(row)
    return found
