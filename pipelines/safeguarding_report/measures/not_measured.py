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
_NOT_PUBLISHED = (
    "Not published by authority in the files that this report is made from, and no partner is asked for it yet."
)

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
    NotMeasured("Mean score of strengths and difficulties of looked-after children", "A mean of scores; this report is not made from the file that publishes it."),
    NotMeasured("Looked-after children placed more than 20 miles away", _NOT_PUBLISHED),
    NotMeasured("Looked-after children missing or away without authorisation", _NOT_PUBLISHED),
    NotMeasured("Health, immunisation and dental checks of looked-after children", _NOT_PUBLISHED),
    NotMeasured("Looked-after children convicted, or with a substance misuse problem", _NOT_PUBLISHED),
    NotMeasured("Care leavers in education, employment or training, and in touch", _NOT_PUBLISHED),
    NotMeasured("Looked-after children who changed school mid-year or had three or more social workers", _NOT_PUBLISHED),
    NotMeasured("Unaccompanied children among looked-after children", _NOT_PUBLISHED),
    NotMeasured("Reoffending, first-time entrants to youth justice, youth cautions", "Published by the Ministry of Justice and the Youth Justice Board; this report is not made from their files."),
    NotMeasured("Hospital admissions for injuries, mental health and alcohol", "Published by the Office for Health Improvement and Disparities; this report is not made from its files."),
    NotMeasured("Head injuries of babies and toddlers", "So few in one area that a number could tell which child it is; a partner who sees more of them says so in words."),
    NotMeasured("Mental health problems of young people", "How many have one is not known; how many are referred to mental health services, accepted and waiting is measured."),
    NotMeasured("Crimes against children online, and homes taken over by others (cuckooing)", _NOT_PUBLISHED),
    NotMeasured("Disruption plans", _NOT_PUBLISHED),
    NotMeasured("Adults who harmed children and offend again", "Published by the Ministry of Justice for all offenders together; this report is not made from its files."),
    NotMeasured("Care applications", "Published by the Children and Family Court Advisory and Support Service; this report is not made from its files."),
    NotMeasured("Turnover, vacancies, agency staff and caseloads of social workers", "Published each February for September of the year before; this report is not made from the file."),
    NotMeasured("Length of rapid reviews, practice reviews and serious case reviews in days", "Reviews are few, and a length would tell which one it is; the shares done in time are measured."),
    NotMeasured("Length of the child death review process", "Deaths are few, and a length would tell which one it is; how many are notified and reviewed is measured."),
    NotMeasured("Spending of authorities on children's services", "Published by the department in pounds; a sum of money is no count, and this report is not made from the file."),
    NotMeasured("Category of plans as it was last recorded", "The category with which a plan began is measured; two lists of the same plans side by side would be taken for one."),
    NotMeasured("Signs of Safety, Right Help Right Time and other ways of working", "They are ways of working and no counts; what became of them stands in the narrative and the registers."),
    NotMeasured("Children heard in surveys", "Each survey asks others; who was asked, how many answered and what was done stands in the register of surveys."),
    NotMeasured("Children who face several disadvantages at once", "There is no agreed definition and no list of them; factors found at the end of assessments are measured one by one."),
    NotMeasured("Children over- or under-represented by ethnicity where no pupils are handed in", "Needs the pupils of each group on the January school census, which an authority may hand in; the published file counts people of all ages."),
)  # fmt: skip
"""What boards and statutory guidance name, in the order of the report."""
