"""What the founding documents name and this report does not measure, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NotMeasured:
    """Something that readers ask for, and why there is no measure of it."""

    name: str
    reason: str
    indicators: tuple[str, ...] = ()
    """Indicators that partners are asked for all the same, kept in their returns."""


_MONEY = "A sum of money is no count of children or events; it stands in the register of contributions."
_NOT_PUBLISHED = "Not published by authority in the files this build holds, and no partner is asked for it yet."

NOT_MEASURED = (
    NotMeasured("Contributions, spending and what is carried forward", _MONEY, ("fund_contributions", "fund_spending", "fund_carried")),
    NotMeasured(
        "Median days until an escalation is answered",
        "A median cannot be added up over areas; the register of escalations holds the days of each.",
        ("esc_median_days",),
    ),
    NotMeasured(
        "Median days from referral to assessment, and from section 47 enquiry to conference",
        "Published as quartiles of days, which are neither counts nor shares and cannot be added up over areas.",
    ),
    NotMeasured("Mean score of strengths and difficulties of looked-after children", "A mean of scores; the file that publishes it is not held in this build."),
    NotMeasured("Looked-after children placed more than 20 miles away", _NOT_PUBLISHED),
    NotMeasured("Looked-after children missing or away without authorisation", _NOT_PUBLISHED),
    NotMeasured("Health, immunisation and dental checks of looked-after children", _NOT_PUBLISHED),
    NotMeasured("Looked-after children convicted, or with a substance misuse problem", _NOT_PUBLISHED),
    NotMeasured("Care leavers in education, employment or training, and in touch", _NOT_PUBLISHED),
    NotMeasured("Looked-after children who changed school mid-year or had three or more social workers", _NOT_PUBLISHED),
    NotMeasured("Unaccompanied children among looked-after children", _NOT_PUBLISHED),
    NotMeasured("Reoffending, first-time entrants to youth justice, youth cautions", "Published by the Ministry of Justice and the Youth Justice Board; their files are not held in this build."),
    NotMeasured("Hospital admissions for injuries, mental health and alcohol", "Published by the Office for Health Improvement and Disparities; its files are not held in this build."),
    NotMeasured("Care applications", "Published by the Children and Family Court Advisory and Support Service; its files are not held in this build."),
    NotMeasured("Turnover, vacancies, agency staff and caseloads of social workers", "Published each February for September of the year before; the file is not held in this build."),
    NotMeasured("Length of rapid reviews and practice reviews in days", "Reviews are few, and a length would tell which one it is; the shares done in time are measured."),
    NotMeasured("Children over- or under-represented by ethnicity", "Needs the ethnicity of children aged 0 to 17 or of pupils; the file this build holds counts people of all ages."),
)  # fmt: skip
"""What boards and statutory guidance name, in the order of the report."""
