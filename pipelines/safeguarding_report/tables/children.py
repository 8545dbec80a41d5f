"""Child-level tables: what the sector's own formats hold, in the words of the field, without names or birth dates.

Every row carries the authority, a pseudonym of the child that is the same in all files of a workspace, and the
return and line it was read from. Dates are days; an age is an age group on the day of the event.
"""

from __future__ import annotations

from safeguarding_report.tables.code_lists import (
    ACCOMMODATION,
    AGE_GROUP,
    CATEGORY_OF_ABUSE,
    CLOSURE_REASON,
    DISABILITY,
    ETHNICITY,
    MISSING_TYPE,
    PRIMARY_NEED,
    REFERRAL_SOURCE,
    SEX,
    YES_NO,
)
from safeguarding_report.tables.table import ORIGIN, Column, Table


def _child_level(name: str, one_row_is: str, *columns: Column, key: tuple[str, ...]) -> Table:
    lead = (
        Column("authority_code", "text", "the local authority that sent it"),
        Column("child", "text", "a pseudonym of the child, the same in all files of this workspace"),
    )
    return Table(name, one_row_is, (*lead, *columns, *ORIGIN), ("authority_code", "child", *key, "return_id", "row"))


def _day(name: str, words: str, *, may_be_missing: bool = False) -> Column:
    return Column(name, "date", words, may_be_missing=may_be_missing)


def _code(name: str, words: str, codes: tuple[str, ...], *, may_be_missing: bool = False) -> Column:
    return Column(name, "text", words, codes=codes, may_be_missing=may_be_missing)


_AGE = _code("age_group", "age on the day, as a group", AGE_GROUP)

CHILDREN = _child_level(
    "children",
    "one row is one child of one return",
    _code("sex", "sex", SEX),
    _code("ethnicity", "ethnic group, by the department's codes", ETHNICITY, may_be_missing=True),
    _code("disabled", "has a disability", DISABILITY),
    _code("age_group", "age on 31 March, as a group", AGE_GROUP),
    key=(),
)

CONTACTS = _child_level(
    "contacts",
    "one row is one contact about one child",
    _day("contact_date", "when the contact came"),
    _code("source", "who made it", REFERRAL_SOURCE, may_be_missing=True),
    _AGE,
    key=("contact_date",),
)

EARLY_HELP_EPISODES = _child_level(
    "early_help_episodes",
    "one row is one early help assessment of one child",
    _day("start_date", "when the assessment started"),
    _day("completion_date", "when it was completed", may_be_missing=True),
    Column("organisation", "text", "which kind of organisation completed it", may_be_missing=True),
    _AGE,
    key=("start_date",),
)

REFERRALS = _child_level(
    "referrals",
    "one row is one referral of one child",
    _day("referral_date", "when the referral came"),
    _code("source", "who made it", REFERRAL_SOURCE, may_be_missing=True),
    _code("no_further_action", "it led to no further action", YES_NO),
    Column("referrals_in_12_months_before", "whole number", "as stated by the sender", may_be_missing=True),
    _AGE,
    key=("referral_date",),
)

ASSESSMENTS = _child_level(
    "assessments",
    "one row is one assessment of one child",
    _day(
        "referral_date", "the referral that started the 45 working days; absent in Annex A lists", may_be_missing=True
    ),
    _day("start_date", "when the assessment started"),
    _day("authorisation_date", "when it was authorised", may_be_missing=True),
    _AGE,
    key=("start_date",),
)

ASSESSMENT_FACTORS = _child_level(
    "assessment_factors",
    "one row is one factor identified at the end of one assessment",
    _day("assessment_start_date", "when that assessment started"),
    Column("factor_code", "text", "the factor, by the code of the children in need census"),
    key=("assessment_start_date", "factor_code"),
)

SECTION47_ENQUIRIES = _child_level(
    "section47_enquiries",
    "one row is one section 47 enquiry about one child",
    _day("start_date", "when the strategy discussion started the enquiry"),
    _day("conference_date", "the initial child protection conference it led to", may_be_missing=True),
    _code("conference_unnecessary", "a conference was deemed unnecessary", YES_NO, may_be_missing=True),
    _AGE,
    key=("start_date",),
)

INITIAL_CONFERENCES = _child_level(
    "initial_conferences",
    "one row is one child considered at one initial child protection conference",
    _day("conference_date", "when the conference was held"),
    _day("section47_start_date", "when the enquiry that led to it started", may_be_missing=True),
    _code("led_to_a_plan", "it resulted in a child protection plan", YES_NO, may_be_missing=True),
    _AGE,
    key=("conference_date",),
)

CHILD_PROTECTION_PLANS = _child_level(
    "child_protection_plans",
    "one row is one child protection plan of one child",
    _day("start_date", "when the plan started"),
    _day("end_date", "when it ended; missing while it is open", may_be_missing=True),
    _code("initial_category", "category of abuse at the start", CATEGORY_OF_ABUSE),
    _code("latest_category", "latest category of abuse", CATEGORY_OF_ABUSE),
    Column("previous_plans", "whole number", "plans the child had before, ever"),
    _AGE,
    key=("start_date",),
)

CHILD_PROTECTION_REVIEWS = _child_level(
    "child_protection_reviews",
    "one row is one review conference of one plan",
    _day("plan_start_date", "when that plan started"),
    _day("review_date", "when the review was held"),
    key=("plan_start_date", "review_date"),
)

CHILD_IN_NEED_EPISODES = _child_level(
    "child_in_need_episodes",
    "one row is one episode of need of one child",
    _day("start_date", "when the episode started: the date of its referral"),
    _day("end_date", "when it ended; missing while it is open", may_be_missing=True),
    _code("primary_need", "main reason for the need", PRIMARY_NEED, may_be_missing=True),
    _code("closure_reason", "why it was closed", CLOSURE_REASON, may_be_missing=True),
    _AGE,
    key=("start_date",),
)

LOOKED_AFTER_EPISODES = _child_level(
    "looked_after_episodes",
    "one row is one period in which one child was looked after under one legal status",
    _day("start_date", "when the period started"),
    _day("end_date", "when it ended; missing while it lasts", may_be_missing=True),
    Column("reason_started", "text", "why it started, by the code of SSDA903", may_be_missing=True),
    Column("legal_status", "text", "by the code of SSDA903", may_be_missing=True),
    Column("reason_ended", "text", "why it ended, by the code of SSDA903", may_be_missing=True),
    _code("unaccompanied", "an unaccompanied child seeking asylum", YES_NO, may_be_missing=True),
    _AGE,
    key=("start_date",),
)

PLACEMENTS = _child_level(
    "placements",
    "one row is one placement of one looked-after child",
    _day("start_date", "when the placement started"),
    _day("end_date", "when it ended; missing while it lasts", may_be_missing=True),
    Column("placement_type", "text", "by the code of SSDA903", may_be_missing=True),
    Column("provider", "text", "by the code of SSDA903", may_be_missing=True),
    key=("start_date",),
)

MISSING_EPISODES = _child_level(
    "missing_episodes",
    "one row is one time that one child was missing or away without authorisation",
    _day("start_date", "when the child was found to be missing"),
    _day("end_date", "when the child was found; missing while not", may_be_missing=True),
    _code("missing_type", "missing, or away without authorisation", MISSING_TYPE),
    _AGE,
    key=("start_date",),
)

RETURN_INTERVIEWS = _child_level(
    "return_interviews",
    "one row is what one looked-after child was offered after going missing, in the year",
    Column("missing_episodes", "whole number", "times missing in twelve months, as stated", may_be_missing=True),
    _code("interview_offered", "a return interview was offered", YES_NO, may_be_missing=True),
    _code("interview_accepted", "it was accepted", YES_NO, may_be_missing=True),
    key=(),
)

CARE_LEAVERS = _child_level(
    "care_leavers",
    "one row is one care leaver of one return",
    _code("in_touch", "the authority is in touch", YES_NO, may_be_missing=True),
    Column("activity", "text", "main activity, by the code of SSDA903", may_be_missing=True),
    _code("accommodation", "whether the accommodation is suitable", ACCOMMODATION),
    Column("age", "whole number", "age in years on the last birthday in the year", may_be_missing=True),
    key=(),
)

CHILD_TABLES = (
    CHILDREN,
    CONTACTS,
    EARLY_HELP_EPISODES,
    REFERRALS,
    ASSESSMENTS,
    ASSESSMENT_FACTORS,
    SECTION47_ENQUIRIES,
    INITIAL_CONFERENCES,
    CHILD_PROTECTION_PLANS,
    CHILD_PROTECTION_REVIEWS,
    CHILD_IN_NEED_EPISODES,
    LOOKED_AFTER_EPISODES,
    PLACEMENTS,
    MISSING_EPISODES,
    RETURN_INTERVIEWS,
    CARE_LEAVERS,
)
"""All child-level tables, in the order of a child's way through the system."""
