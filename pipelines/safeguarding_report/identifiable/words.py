"""Capitalised words that are of offices, bodies and documents, so that two of them in a row are no person's name."""

from __future__ import annotations

_OF_OFFICES = frozenset(
    (
        "academy", "act", "adviser", "advisor", "agency", "agreement", "analyst", "annual", "april",
        "assistant", "associate", "association", "audit", "august", "authority", "autumn", "board",
        "briefing", "bureau", "business", "cabinet", "campaign", "care", "case", "catholic", "centre",
        "chair", "chief", "child", "children", "church", "city", "clinical", "college", "commissioner",
        "commissioning", "committee", "community", "conference", "constable", "constabulary", "coordinator",
        "council", "councillor", "county", "course", "court", "day", "december", "deputy", "designated",
        "detective", "development", "diocese", "director", "district", "doctor", "domestic", "early",
        "education", "encompass", "england", "executive", "exploitation", "family", "father", "february",
        "federation", "financial", "forum", "foundation", "friday", "general", "governor", "group",
        "guidance", "head", "health", "help", "home", "hospital", "housing", "hub", "independent", "infant",
        "inspection", "inspector", "integrated", "january", "joint", "july", "june", "junior", "justice",
        "lead", "learning", "local", "manager", "march", "may", "medical", "meeting", "member", "midwife",
        "minutes", "monday", "national", "neglect", "nhs", "november", "nurse", "nursery", "october",
        "officer", "ofsted", "operation", "operational", "panel", "partner", "partners", "partnership",
        "plan", "police", "policy", "practice", "practitioner", "primary", "principal", "priority",
        "probation", "procedure", "procedures", "professional", "programme", "project", "protection",
        "protocol", "public", "quality", "quarter", "rapid", "report", "representative", "review", "royal",
        "safe", "safeguarding", "safer", "saturday", "school", "schools", "scrutineer", "secondary",
        "secretary", "section", "senior", "september", "sergeant", "service", "services", "sexual", "social",
        "specialist", "spring", "statement", "statutory", "strategic", "strategy", "subgroup", "summer",
        "sunday", "superintendent", "support", "survey", "team", "the", "thematic", "thursday", "together",
        "toolkit", "training", "trust", "tuesday", "university", "version", "voluntary", "vulnerable",
        "wednesday", "week", "winter", "worker", "workforce", "working", "workshop", "young", "youth",
    )
)  # fmt: skip
"""Words of offices, bodies, documents and the calendar."""


def is_of_an_office(words: str) -> bool:
    """Tell whether one of some capitalised words is of an office, a body, a document or the calendar."""
    return any(word.casefold() in _OF_OFFICES for word in words.split())
