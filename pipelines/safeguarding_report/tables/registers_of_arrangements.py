"""Registers of how the partnership is made: its money and posts, its risks, its bodies and their history."""

from __future__ import annotations

from safeguarding_report.partnership import PARTNER_KINDS
from safeguarding_report.tables.register_columns import agency, day, number, register, text

FUNDING = register(
    "funding",
    "one row is one sum of money of the year",
    text("kind", "what it is", "contribution", codes=("contribution", "spending", "carried forward", "in kind")),
    text("partner", "the partner who gave it; empty for what was spent", "Ashmere Council", optional=True),
    text("heading", "what it is for", "Running costs", optional=True),
    number("pounds", "how much, in whole pounds", "85000"),
    text("note", "what a reader should know", optional=True),
    key=("kind", "partner", "heading"),
)

CAPACITY = register(
    "capacity",
    "one row is one post that was lost, stood empty or was added",
    text("post", "the post, not a name", "Training coordinator"),
    agency("agency", "whose post it is", "local authority"),
    text("state", "what happened to it", "lost", codes=("lost", "empty", "filled again", "added")),
    day("from_date", "since when", "2023-04-01", optional=True),
    text("effect", "what it meant for the work", "Fewer courses in the summer", optional=True),
    key=("post", "agency"),
)

RISKS = register(
    "risks",
    "one row is one risk to the partnership's work",
    text("risk", "what may happen", "Data from partners stop"),
    agency("owner", "who owns it", "partnership"),
    text("route", "to whom it is escalated", "Executive", optional=True),
    text("level", "how grave it is", "medium", codes=("low", "medium", "high")),
    text("response", "what is done about it", "Agreements on data are renewed", optional=True),
    text("state", "how far it is", "open", codes=("open", "escalated", "closed")),
    key=("risk",),
)

GROUPS = register(
    "groups",
    "one row is one group or body of the arrangements",
    text("group", "the group", "Rapid Review Working Group"),
    text("purpose", "what it is for", "Puts into practice what reviews have shown"),
    text("meets", "how often it meets", "Every six weeks", optional=True),
    text(
        "footprint", "the area it serves, where that is wider than the partnership's own", "North East", optional=True
    ),
    key=("group",),
)

SPONSORS = register(
    "sponsors",
    "one row is one group and the member of the executive who sponsors it",
    text("group", "the group", "Education Safeguarding Forum"),
    text("sponsor_role", "the office that sponsors it, not a name", "Director of Education"),
    agency("agency", "its agency", "education"),
    day("from_date", "since when", "2022-09-01", optional=True),
    day("until_date", "until when; empty while it lasts", optional=True),
    key=("group", "sponsor_role"),
)

CHAIRS = register(
    "chairs",
    "one row is one chair of one body, for the time in which it was so",
    text("body", "the body", "Executive"),
    text("chair_role", "the office that chairs it, not a name", "Chief Superintendent"),
    agency("agency", "its agency", "police"),
    day("from_date", "since when", "2023-04-01", optional=True),
    day("until_date", "until when; empty while it lasts", "2024-03-31", optional=True),
    key=("body", "chair_role"),
)

HOSTS = register(
    "hosts",
    "one row is one body that hosts the partnership, for the time in which it did",
    text("host", "the body that employs its staff and holds its money", "Ashmere Council"),
    text("agreement", "the agreement that says so", "Agreement of 2019", optional=True),
    day("from_date", "since when", "2019-09-29", optional=True),
    day("until_date", "until when; empty while it lasts", optional=True),
    key=("host",),
)

PARTNER_HISTORY = register(
    "partner_history",
    "one row is one body, for the time in which it was a partner",
    text("partner", "the body", "Ashmere Clinical Commissioning Group"),
    text("kind", "what kind of partner it is", "health", codes=PARTNER_KINDS),
    text("area", "the area that it answers for", "Ashmere", optional=True),
    day("from_date", "since when; empty when it was one from the start", optional=True),
    day("until_date", "until when; empty while it lasts", "2022-06-30", optional=True),
    text("successor", "the body that follows it", "NHS Ashmere and Wold Integrated Care Board", optional=True),
    key=("partner",),
)

PREDECESSORS = register(
    "predecessors",
    "one row is one body that did this work before the partnership was founded",
    text("body", "the body", "Ashmere Local Safeguarding Children Board"),
    text("area", "its area", "Ashmere"),
    day("until_date", "its last day", "2019-09-28", optional=True),
    text("note", "what a reader of older figures should know", optional=True),
    key=("body",),
)
