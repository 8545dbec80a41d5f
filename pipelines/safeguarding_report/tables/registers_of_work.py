"""Registers of what the partnership set out to do, what came of it, and what it means to do next."""

from __future__ import annotations

from safeguarding_report.register import JUDGEMENTS, SIX_FEATURES
from safeguarding_report.tables.register_columns import agency, day, register, text, year

PRIORITIES = register(
    "priorities",
    "one row is one priority of the partnership",
    text("priority", "its name", "Safer evenings"),
    agency("lead_agency", "the agency that leads it", "police", optional=True),
    text("aim", "what it is to achieve for children", "Children are safe on their way home", optional=True),
    year("year_set", "the reporting year in which it was set", "2022-23", optional=True),
    year("year_ended", "the reporting year in which it ended; empty while it runs", optional=True),
    text("state", "how far it is", "running", codes=("being set", "running", "closing", "ended")),
    text("successor", "the priority that follows it", optional=True),
    text("actions", "what was done for it in the year", "Two joint patrols a week near schools", optional=True),
    text("impact", "what changed for children", "Fewer children say that they feel unsafe", optional=True),
    text("evidence", "how you know: an audit, a survey, a figure", "School survey in March", optional=True),
    text("next", "what comes next for it", "The patrols begin in Wold", optional=True),
    key=("priority",),
)

FEATURES = register(
    "features",
    "one row is what the partners themselves judge of one feature of an effective partnership",
    text("feature", "the feature", "Learning is promoted and embedded", codes=SIX_FEATURES),
    text("judgement", "how far the partners think that they have it", "in part", codes=JUDGEMENTS),
    text("evidence", "how you know: an audit, a survey, a figure", "Audit of 60 cases in October", optional=True),
    text("next", "what is done so that it is so next year", "Teams are asked again in a year", optional=True),
    key=("feature",),
)

ACHIEVEMENTS = register(
    "achievements",
    "one row is one achievement of the year",
    text("achievement", "what was done", "A joint guide to recording was written"),
    text(
        "impact", "what changed for children; not what was done, said again", "Plans name risks sooner", optional=True
    ),
    text("evidence", "how you know: an audit, a survey, a figure", "Audit of 20 plans in January", optional=True),
    text("priority", "the priority it serves, as the register of priorities calls it", "Safer evenings", optional=True),
    agency("agency", "whose achievement it is", "partnership"),
    text(
        "plan",
        "the plan of last year's report that it carries out, in the words of that report",
        "A new website",
        optional=True,
    ),
    key=("achievement",),
)

CHALLENGES = register(
    "challenges",
    "one row is one challenge of the year",
    text("challenge", "what was difficult", "Data from partners came late"),
    text("response", "what was done about it", "Dates were agreed with every partner", optional=True),
    text("state", "how far the response is", "being worked on", codes=("open", "being worked on", "resolved")),
    agency("agency", "whose challenge it is", "partnership"),
    key=("challenge",),
)

SLIPPED_PLANS = register(
    "slipped_plans",
    "one row is one plan that was put off",
    text("plan", "what was planned", "A new website"),
    year("planned_for", "the reporting year it was first planned for", "2022-23"),
    year(
        "planned_again_for", "the reporting year it is now planned for; empty when given up", "2024-25", optional=True
    ),
    text("reason", "why it was put off", "Other work came first"),
    key=("plan",),
)

NEXT_YEAR = register(
    "next_year",
    "one row is one thing that the partnership means to do next year",
    text("plan", "what is to be done", "Publish a training programme with partners"),
    agency("lead_agency", "the agency that leads it", "education", optional=True),
    text("sign_of_success", "how anyone will see that it was done", "Every school has sent somebody", optional=True),
    year("carried_from", "the report it was first promised in; empty when it is new", optional=True),
    key=("plan",),
)

ESCALATIONS = register(
    "escalations",
    "one row is one matter that a group raised with the executive",
    text("reference", "the tracker's own number for it", "ESC-07"),
    text("from_group", "the group that raised it", "Quality Assurance and Performance Group"),
    text("matter", "what was raised, without naming a child or family", "Two agencies use different risk tools"),
    day("raised_date", "when it was raised", "2023-06-14"),
    day("answered_date", "when the executive answered; empty while it has not", "2023-07-05", optional=True),
    text("answer", "what the executive answered", "One tool from September", optional=True),
    day("circulated_date", "when the answer went round with the papers of a meeting", "2023-07-19", optional=True),
    key=("reference",),
)

MARKED_EVENTS = register(
    "marked_events",
    "one row is one event that charts mark, because it changed the figures",
    text("event", "what happened", "Schools were closed to most children"),
    day("start_date", "its first day", "2020-03-23"),
    day("end_date", "its last day; empty while it lasts", "2020-06-01", optional=True),
    text("effect", "what it did to the figures", "Fewer referrals came from schools"),
    text("area_code", "the area it concerns; empty for all", optional=True),
    key=("event", "start_date"),
)
