"""Code lists of child-level tables: our words, and the codes of the sector's formats that they stand for."""

from __future__ import annotations

SEX = ("female", "male", "unknown")

AGE_GROUP = ("unborn", "under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17", "18_and_over", "unknown")
"""The age groups of the children in need census; a birth date becomes one of these as it is read."""

ETHNICITY = (
    "WBRI", "WIRI", "WIRT", "WROM", "WOTH", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
    "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
)  # fmt: skip
"""The department's codes; REFU is refused, NOBT not yet obtained."""

AGE_BANDS = {
    "under_5": ("unborn", "under_1", "1_to_4"),
    "5_to_9": ("5_to_9",),
    "10_to_15": ("10_to_15",),
    "16_and_over": ("16_to_17", "18_and_over"),
    "age_not_known": ("unknown",),
}
"""Age groups that reports print: few enough that most of them need not be hidden."""

ETHNIC_GROUPS = {
    "white": ("WBRI", "WIRI", "WIRT", "WROM", "WOTH"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other_ethnic_group": ("OOTH",),
    "ethnicity_not_known": ("REFU", "NOBT"),
}
"""The groups of the census of 2021 that the department publishes by; Chinese is among Asian."""

DISABILITY = ("yes", "no", "unknown")

REFERRAL_SOURCE = (
    "individual", "schools", "education_services", "health_services", "housing", "local_authority_services",
    "police", "other_legal_agency", "other", "anonymous", "unknown",
)  # fmt: skip

CATEGORY_OF_ABUSE = ("neglect", "physical", "sexual", "emotional", "multiple")

PRIMARY_NEED = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N0")

CLOSURE_REASON = ("RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9")

MISSING_TYPE = ("missing", "away_without_authorisation")

YES_NO = ("yes", "no")

ACCOMMODATION = ("suitable", "unsuitable", "no_information")

REVIEW_KINDS = (
    "rapid review", "local child safeguarding practice review", "serious case review", "thematic review", "other",
)  # fmt: skip
"""Serious case reviews ran on to September 2020."""

REVIEW_LEVELS = ("none", "local review", "national review", "other learning")

LEARNING_SOURCES = (
    "audit", "rapid review", "practice review", "national review", "complaint", "inspection", "scrutiny", "other",
)  # fmt: skip

QUARTERS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
"""Quarters of the reporting year: April to June is the first."""
