"""Registers of who was heard and who asked: children, families, members, and the papers of their meetings."""

from __future__ import annotations

from safeguarding_report.tables.register_columns import agency, day, number, register, text, year

FEEDBACK = register(
    "feedback",
    "one row is one thing that people told the partnership",
    text("who", "who said it, as a group", "Young scrutineers"),
    number("heard", "how many people were heard", "12", optional=True),
    text("method", "how they were heard", "Workshop"),
    day("heard_date", "when", "2023-10-25", optional=True),
    text("said", "what they said, so that nobody can be recognised", "Letters are hard to understand"),
    text("done", "what was done about it", "Letters were written anew with them", optional=True),
    key=("who", "said"),
)

SURVEYS = register(
    "surveys",
    "one row is one group of people who answered one survey",
    text("survey", "its name", "Staying safe online"),
    text("who", "the group", "Children in primary schools"),
    number("heard", "how many answered", "640"),
    number("asked", "how many were asked", "900", optional=True),
    day("closed_date", "when it closed", "2023-12-01", optional=True),
    text("said", "what they said", "Most know whom to tell"),
    text("done", "what was done about it", "Lessons for the rest", optional=True),
    key=("survey", "who"),
)

EQUALITIES = register(
    "equalities",
    "one row is one consideration of equality",
    text("consideration", "what was considered", "Disabled children are heard less often"),
    text("group_concerned", "whom it concerns", "Disabled children"),
    text("action", "what is done about it", "Two surveys in easy read", optional=True),
    key=("consideration",),
)

DECISIONS = register(
    "decisions",
    "one row is one decision of one body",
    text("body", "who decided", "Cabinet"),
    day("meeting_date", "when", "2023-10-18", optional=True),
    text("item", "the item of the agenda", "6", optional=True),
    text("resolution_number", "the number of the resolution", optional=True),
    text("decision", "what was decided", "To note the report"),
    text("owner", "the office that acts on it", "Director of Children's Services", optional=True),
    day("due_date", "by when", optional=True),
    key=("body", "meeting_date", "decision"),
)

QUESTIONS = register(
    "questions",
    "one row is one question that scrutiny asked",
    text("body", "who asked", "Scrutiny Board"),
    day("meeting_date", "when", "2023-11-09", optional=True),
    text("topic", "what about", "Training"),
    text("question", "the question", "Who pays for the training of taxi drivers?"),
    text("answer", "the answer; empty while there is none", "The licensing team", optional=True),
    key=("body", "meeting_date", "question"),
)

RECOMMENDATIONS = register(
    "recommendations",
    "one row is one recommendation of scrutiny",
    text("body", "who recommends", "Scrutiny Board"),
    day("meeting_date", "when", "2022-11-10", optional=True),
    text("recommendation", "what is recommended", "Add a glossary to the next report"),
    text("owner", "the office that acts on it", "Partnership Manager", optional=True),
    text("addressed_to", "the other body it is addressed to, where it is", optional=True),
    day("due_date", "by when; the next report where nothing else was said", "2023-09-30", optional=True),
    text("state", "how far it is", "done", codes=("open", "under way", "done", "not accepted")),
    day("done_date", "when it was done", "2023-06-30", optional=True),
    text("done", "what was done", "The glossary is in the report", optional=True),
    text("evidence", "how anyone can see that it was done", "Annex: glossary", optional=True),
    text(
        "partnership_view",
        "what the partnership itself says of it: whether it agrees, and why",
        "Agreed: members asked what words mean",
        optional=True,
    ),
    text(
        "board_view",
        "the board's own view, once it has said; it is carried until the board closes it",
        "closed",
        codes=("open", "closed"),
        optional=True,
    ),
    year(
        "carried_from",
        "the report that recorded it first; empty where that is this one, filled in by itself where it was carried",
        "2022-23",
        optional=True,
    ),
    key=("body", "meeting_date", "recommendation"),
)

DOCUMENTS = register(
    "documents",
    "one row is one document that goes with a meeting or with the report",
    text("title", "its title", "Briefing note on the yearly report"),
    text(
        "kind",
        "what it is",
        "briefing note",
        codes=("report", "briefing note", "appendix", "agenda", "minutes", "webcast", "statement", "other"),
    ),
    text("body", "the body whose meeting it goes with", "Scrutiny Board", optional=True),
    day("document_date", "its date", "2023-11-01", optional=True),
    text("published_at", "where it is published", optional=True),
    number("size_kb", "its size in kB", "313", optional=True),
    key=("title", "document_date"),
)

GLOSSARY = register(
    "glossary",
    "one row is one word that readers need explained",
    text("term", "the word or acronym", "MACE"),
    text("expansion", "what an acronym stands for", "Multi-agency child exploitation meeting", optional=True),
    text("meaning", "what it means, in plain words", "Agencies meet to plan how to keep children safe"),
    key=("term",),
)

MEMBERSHIP = register(
    "membership",
    "one row is one seat in one body of the partnership",
    text("body", "the body", "Executive"),
    agency("agency", "whose seat it is", "health"),
    text("role", "the office that holds it, not a name", "Associate Director for Safeguarding Children"),
    day("from_date", "since when; empty when it was always so", "2022-07-01", optional=True),
    day("until_date", "until when; empty while it lasts", optional=True),
    text(
        "state",
        "whether the seat is taken, or the membership is being widened to it",
        "taken",
        codes=("taken", "being widened to it"),
        optional=True,
    ),
    number("meetings", "meetings of the body in the year", "6", optional=True),
    number("attended", "of these, how many the seat was taken at", "5", optional=True),
    key=("body", "role"),
)
