"""Small invented censuses for tests: a header, and children given as XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.formats import census
from safeguarding_report.formats.read_return import ReadReturn, ReturnContext
from safeguarding_report.year import ReportingYear

if TYPE_CHECKING:
    from pathlib import Path

COVENTRY = "E08000026"

WHOLE_CHILD = """\
<Child>
<ChildIdentifiers>
<LAchildID>INVENTED1</LAchildID>
<UPN>A123456789123</UPN>
<FormerUPN>X98765432123B</FormerUPN>
<UPNunknown>UN3</UPNunknown>
<PersonBirthDate>2015-03-27</PersonBirthDate>
<Sex>F</Sex>
<PersonDeathDate>2024-03-01</PersonDeathDate>
</ChildIdentifiers>
<ChildCharacteristics>
<Ethnicity>WBRI</Ethnicity>
<Disabilities>
<Disability>HAND</Disability>
<Disability>HEAR</Disability>
</Disabilities>
</ChildCharacteristics>
<CINdetails>
<CINreferralDate>2023-05-02</CINreferralDate>
<ReferralSource>3E</ReferralSource>
<PrimaryNeedCode>N4</PrimaryNeedCode>
<CINclosureDate>2024-02-27</CINclosureDate>
<ReasonForClosure>RC7</ReasonForClosure>
<DateOfInitialCPC>2023-06-01</DateOfInitialCPC>
<Assessments>
<AssessmentActualStartDate>2023-05-03</AssessmentActualStartDate>
<AssessmentInternalReviewDate>2023-05-20</AssessmentInternalReviewDate>
<AssessmentAuthorisationDate>2023-06-10</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment>
<AssessmentFactors>3B</AssessmentFactors>
<AssessmentFactors>16A</AssessmentFactors>
</FactorsIdentifiedAtAssessment>
</Assessments>
<CINPlanDates>
<CINPlanStartDate>2023-06-11</CINPlanStartDate>
<CINPlanEndDate>2023-07-26</CINPlanEndDate>
</CINPlanDates>
<Section47>
<S47ActualStartDate>2023-05-10</S47ActualStartDate>
<InitialCPCtarget>2023-06-01</InitialCPCtarget>
<DateOfInitialCPC>2023-06-01</DateOfInitialCPC>
<ICPCnotRequired>false</ICPCnotRequired>
</Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans>
<CPPstartDate>2023-06-01</CPPstartDate>
<CPPendDate>2024-02-01</CPPendDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>1</NumberOfPreviousCPP>
<Reviews>
<CPPreviewDate>2023-08-29</CPPreviewDate>
<CPPreviewDate>2024-01-30</CPPreviewDate>
</Reviews>
</ChildProtectionPlans>
</CINdetails>
</Child>
"""
"""A child with every element; it begins on line 18 of a made census."""

FIRST_LINE = 18


def identified(identifier: str = "INVENTED1", birth: str = "<PersonBirthDate>2015-03-27</PersonBirthDate>") -> str:
    """Return the identifiers of a child."""
    return f"<ChildIdentifiers><LAchildID>{identifier}</LAchildID>{birth}<Sex>M</Sex></ChildIdentifiers>\n"


def child(details: str = "", identifiers: str = "") -> str:
    """Return a child with one episode from 2 May 2023; `details` stand in its episode."""
    return (
        f"<Child>\n{identifiers or identified()}<CINdetails>\n<CINreferralDate>2023-05-02</CINreferralDate>\n"
        f"<ReferralNFA>false</ReferralNFA>\n{details}</CINdetails>\n</Child>\n"
    )


def census_text(*children: str, year: str = "2024", reference: str = "2024-03-31", authority: str = "331") -> str:
    """Return a census of Coventry for 2023-24 with these children."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Message>
<Header>
<CollectionDetails>
<Collection>CIN</Collection>
<Year>{year}</Year>
<ReferenceDate>{reference}</ReferenceDate>
</CollectionDetails>
<Source>
<SourceLevel>L</SourceLevel>
<LEA>{authority}</LEA>
<SoftwareCode>Invented</SoftwareCode>
<SerialNo>001</SerialNo>
<DateTime>2024-05-23T11:14:05</DateTime>
</Source>
</Header>
<Children>
{"".join(children)}</Children>
</Message>
"""


def context(year: str = "2023-24", authority: str = COVENTRY) -> ReturnContext:
    """Return what the reader of a made census is told."""
    return ReturnContext(
        "council/census.xml", authority, ReportingYear.parse(year), lambda text: f"child-{hash_of(text)}"
    )


def hash_of(text: str) -> str:
    """Return a pseudonym that does not hold what it stands for."""
    return format(sum(place * ord(sign) for place, sign in enumerate(text, start=1)) % 99_991, "05d")


def read(folder: Path, text: str | bytes, **told: str) -> ReadReturn:
    """Write a file and read it."""
    path = folder / "census.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return census.read(path, context(**told))


def rules(returned: ReadReturn) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return the findings as column, rule and rows."""
    return [(finding.column, finding.rule, finding.rows) for finding in returned.findings]
