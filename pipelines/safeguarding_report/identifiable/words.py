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
        "detective", "development", "diocese", "director", "district", "doctor", "domestic", "early", "east",
        "education", "encompass", "england", "executive", "exploitation", "family", "father", "february",
        "federation", "financial", "forum", "foundation", "friday", "general", "governor", "group",
        "guidance", "head", "health", "help", "home", "hospital", "housing", "hub", "independent", "infant",
        "inspection", "inspector", "integrated", "january", "joint", "july", "june", "junior", "justice",
        "lead", "learning", "local", "manager", "march", "may", "medical", "meeting", "member", "midwife",
        "minutes", "monday", "national", "neglect", "nhs", "north", "november", "nurse", "nursery", "october",
        "officer", "ofsted", "operation", "operational", "panel", "partner", "partners", "partnership",
        "plan", "police", "policy", "practice", "practitioner", "primary", "principal", "priority",
        "probation", "procedure", "procedures", "professional", "programme", "project", "protection",
        "protocol", "public", "quality", "quarter", "rapid", "report", "representative", "review", "royal",
        "safe", "safeguarding", "safer", "saturday", "school", "schools", "scrutineer", "secondary",
        "secretary", "section", "senior", "september", "sergeant", "service", "services", "sexual", "social", "south",
        "specialist", "spring", "statement", "statutory", "strategic", "strategy", "subgroup", "summer",
        "sunday", "superintendent", "support", "survey", "team", "the", "thematic", "thursday", "together",
        "toolkit", "training", "trust", "tuesday", "university", "version", "voluntary", "vulnerable",
        "wednesday", "week", "west", "winter", "worker", "workforce", "working", "workshop", "year", "young", "youth",
    )
)  # fmt: skip
"""Words of offices, bodies, documents and the calendar."""


def is_of_an_office(words: str) -> bool:
    """Tell whether one of some capitalised words is of an office, a body, a document or the calendar."""
    return any(word.casefold() in _OF_OFFICES for word in words.split())


_NO_NAMES = frozenset(
    (
        "a", "adult", "adults", "after", "again", "all", "also", "although", "an", "and", "another", "any", "anyone",
        "as", "at", "assessments", "average", "babies", "baby", "before", "both", "boy", "boys", "brother", "but", "carer", "carers", "cases", "cohort",
        "consultation", "dad", "daughter", "during", "each", "either", "even", "every", "everybody", "everyone", "few",
        "foster", "four", "from", "girl", "girls", "grandparents", "he", "her", "his", "how", "however", "if", "in", "infants",
        "it", "its", "later", "learners", "man", "many", "most", "mother", "mothers", "mum", "neither", "never", "no",
        "nobody", "none", "not", "of", "offenders", "on", "one", "only", "or", "other", "others", "our", "parent", "parents",
        "participants", "patients", "people", "person", "persons", "plans", "pupil", "pupils", "reading", "referrals", "residents", "respondents", "she",
        "siblings", "since", "sister", "six", "some", "someone", "son", "staff", "student", "students", "survivors",
        "teenager", "teenagers", "that", "their", "them", "then", "there", "these", "they", "this", "those", "three",
        "to", "toddlers", "two", "until", "users", "victim", "victims", "was", "we", "what", "when", "where", "whether",
        "which", "while", "who", "whoever", "whose", "why", "with", "woman", "women", "you", "your",
    )
)  # fmt: skip
"""Words that begin a sentence or name a group: capitalised before an age or a verb they are nobody's name."""


def begins_a_sentence(words: str) -> bool:
    """Tell whether some capitalised words end with one that is no name: "Children", "She", "When"."""
    last_word = words.rsplit(maxsplit=1)[-1]
    return last_word.replace("’", "'").partition("'")[0].casefold() in _NO_NAMES
