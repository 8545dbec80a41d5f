"""Registers of reviews, what was learnt from them and from audits, and what was done to pass it on."""

from __future__ import annotations

from safeguarding_report.tables.code_lists import LEARNING_SOURCES, REVIEW_KINDS, REVIEW_LEVELS
from safeguarding_report.tables.register_columns import agency, day, number, register, text, yes_no

REVIEWS = register(
    "reviews",
    "one row is one review of a serious incident",
    text("reference", "the partnership's own number for it, never a name", "R3"),
    text("kind", "what kind of review it is", "rapid review", codes=REVIEW_KINDS),
    text("area_code", "the local authority it concerns", "Z06000001", optional=True),
    text("harm", "what led to it", "serious harm", codes=("death", "serious harm", "other")),
    day("aware_date", "when the authority became aware; its five working days begin", "2023-05-02", optional=True),
    day("notified_date", "when the national panel was notified", "2023-05-05", optional=True),
    day("panel_date", "when the rapid review panel met", "2023-05-19", optional=True),
    day("sent_date", "when the review was done and sent to the national panel", "2023-05-25", optional=True),
    text("level_recommended", "the level of review that was recommended", "none", codes=REVIEW_LEVELS, optional=True),
    text("decision", "what the executive decided", "No further review; learning shared", optional=True),
    day("decision_date", "when it decided", "2023-06-07", optional=True),
    text("author_role", "the role or organisation of the report author, not a name", "Independent", optional=True),
    day("publication_due_date", "when it is to be published", optional=True),
    day("published_date", "when it was published", optional=True),
    text("waits_for", "what publication waits for, such as a trial or an inquest", optional=True),
    key=("reference",),
)

REVIEW_ACTIONS = register(
    "review_actions",
    "one row is one action that follows from a review",
    text("reference", "the action plan's own number for it", "R3-1"),
    text("review_reference", "the review it follows from", "R3"),
    text("recommendation", "what was recommended", "Agree who calls the strategy discussion"),
    text("theme", "its theme, so that the same work is not done twice", "joint working", optional=True),
    agency("owner", "the agency that owns it", "health"),
    day("due_date", "when it is due", "2023-12-31", optional=True),
    day("done_date", "when it was done; empty while it is open", "2023-11-20", optional=True),
    text("duplicate_of", "the action that already covers it", optional=True),
    text("evidence_embedded", "how you know that practice has changed", "Audit of ten cases in March", optional=True),
    key=("reference",),
)

LEARNING = register(
    "learning",
    "one row is one thing that was learnt",
    text("learning", "what was learnt", "Fathers were not asked about their own worries"),
    text("source", "where it comes from", "audit", codes=LEARNING_SOURCES),
    text("source_reference", "the review or audit, by its own number", "A2", optional=True),
    text("theme", "its theme", "whole family"),
    text("embedded", "whether practice has changed", "partly", codes=("yes", "partly", "no", "not known")),
    text("evidence", "how you know", "Supervision notes looked at in February", optional=True),
    text("gap", "what is still to be done", "Not yet seen in out-of-hours work", optional=True),
    key=("learning",),
)

AUDITS = register(
    "audits",
    "one row is one multi-agency audit",
    text("reference", "the programme's own number for it", "A2"),
    text("theme", "what it looked at", "Neglect"),
    day("audit_date", "when it was finished", "2023-10-12"),
    number("cases", "how many cases were looked at", "20"),
    number("outstanding", "how many were graded outstanding", "2", optional=True),
    number("good", "how many were graded good", "9", optional=True),
    number("requires_improvement", "how many were graded as requiring improvement", "7", optional=True),
    number("inadequate", "how many were graded inadequate", "2", optional=True),
    text("result", "what was found", "Risks are named, but late"),
    text("action", "what is done about it", "Briefing for all agencies", optional=True),
    key=("reference",),
)

SELF_ASSESSMENTS = register(
    "self_assessments",
    "one row is one self-assessment that one organisation was asked for",
    agency("sector", "the sector it belongs to", "education"),
    text("organisation", "the organisation", "Ashmere schools, all together"),
    text("kind", "what was asked for", "section 175", codes=("section 11", "section 175", "other")),
    day("due_date", "when it was due", "2023-11-30"),
    day("returned_date", "when it was returned; empty while it was not", "2023-11-24", optional=True),
    number("green", "standards met", "40", optional=True),
    number("amber", "standards met in part", "6", optional=True),
    number("red", "standards not met", "1", optional=True),
    text("rating", "the rating it gave itself", optional=True),
    key=("organisation", "kind"),
)

POWERS = register(
    "powers",
    "one row is one power that the partners have over a sector, and whether they used it",
    agency("sector", "the sector that it is over", "police"),
    text("power", "what the partners may do", "Ask for a self-assessment again, with a date"),
    text("held_by", "the body or office that may use it", "Executive"),
    yes_no("used", "whether it was used in the year", "yes"),
    day("used_date", "when it was used", "2023-12-14", optional=True),
    text("outcome", "what came of it, or why it was not used", "It came in January", optional=True),
    key=("sector", "power"),
)

TRAINING = register(
    "training",
    "one row is one course on one date, for one agency where that is known",
    text("course", "its title", "Working together"),
    text("provider", "who gave it", "The partnership's own trainers", optional=True),
    yes_no("commissioned", "it was bought from outside", "no", optional=True),
    text("audience", "whom it was for", "All agencies", optional=True),
    day("course_date", "when it was held; the first day of a longer course", "2023-09-21", optional=True),
    agency("agency", "the agency these numbers are of; empty for all together", optional=True),
    number("places", "places there were", "24", optional=True),
    number("bookings", "people who had booked", "22", optional=True),
    number("attended", "people who came", "19", optional=True),
    number("no_shows", "people who had booked and did not come", "3", optional=True),
    number("replies", "people who answered the questions about confidence", "18", optional=True),
    number("confident_before", "of those who answered, how many felt confident before", "8", optional=True),
    number("confident_after", "of those, how many felt confident after", "16", optional=True),
    number("followed_up", "people asked again three months later", "10", optional=True),
    number("use_after_3_months", "of those, how many use what they learnt", "7", optional=True),
    text("evaluation", "what it changed in practice", "More referrals name the child's own words", optional=True),
    key=("course", "course_date"),
)

EVENTS = register(
    "events",
    "one row is one event",
    text("event", "its name", "Neglect conference"),
    day("event_date", "when it was held; the first day of a longer event", "2023-11-08", optional=True),
    text("mode", "how it was held", "hybrid", codes=("in person", "by video", "hybrid"), optional=True),
    text("theme", "what it was about", "Neglect of very young children", optional=True),
    text("partners", "who gave it together", "Health and education", optional=True),
    number("attended", "how many came", "120", optional=True),
    key=("event", "event_date"),
)

PROCEDURES = register(
    "procedures",
    "one row is one procedure, protocol or guidance",
    text("document", "its title", "Bruising in babies protocol"),
    text("version", "its version", "2", optional=True),
    text("state", "how far it is", "in use", codes=("draft", "in use", "being refreshed", "withdrawn")),
    day("issued_date", "when this version was issued", "2023-04-17", optional=True),
    day("review_date", "when it is to be looked at again", "2025-04-17", optional=True),
    key=("document",),
)

RESOURCES = register(
    "resources",
    "one row is one tool or resource",
    text("resource", "its name", "Tool kit for parents"),
    text("audience", "whom it is for", "Parents and carers"),
    text("priority", "the priority it serves", "Safer evenings", optional=True),
    day("launched_date", "when it was launched", "2023-07-03", optional=True),
    number("reached", "how many people it reached", "850", optional=True),
    key=("resource",),
)
