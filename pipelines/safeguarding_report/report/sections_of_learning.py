"""What the chapters show of the registers of learning: reviews, actions, audits, training, events, procedures."""

from __future__ import annotations

from safeguarding_report.report.sections import EntryTable, Section, column
from safeguarding_report.report.sections_of_work import NONE_YET

REVIEW_ACTIONS = Section(
    "review_actions",
    ("action from reviews", "actions from reviews"),
    (
        EntryTable(
            "Action plan: what reviews recommended, and whether practice has changed",
            (
                column("Recommendation", "recommendation", ("Theme: ", "theme"), ("Number: ", "reference")),
                column("Owner and dates", ("Owner: ", "owner"), ("Due: ", "due_date"), ("Done: ", "done_date")),
                column("Evidence that it is embedded", "evidence_embedded", empty=NONE_YET),
            ),
        ),
    ),
    (("done_date", "done"), ("evidence_embedded", "with evidence that practice has changed")),
    heading="Action plan",
)

LEARNING = Section(
    "learning",
    ("thing that was learnt", "things that were learnt"),
    (
        EntryTable(
            "Learning: where it comes from, and whether practice has changed",
            (
                column("What was learnt", "learning", ("Theme: ", "theme"), ("From: ", "source")),
                column("Embedded", "embedded", ("Evidence: ", "evidence")),
                column("Still to be done", "gap"),
            ),
        ),
    ),
    (
        ("embedded/yes", "embedded"),
        ("embedded/partly", "embedded in part"),
        ("embedded/no", "not embedded"),
        ("embedded/not known", "of which nobody has said whether it is embedded"),
    ),
    heading="What was learnt",
    brief=(
        column("What was learnt", "learning"),
        column("From", "source"),
        column("Embedded", "embedded"),
        column("Still to be done", "gap"),
    ),
)

AUDITS = Section(
    "audits",
    ("audit", "audits"),
    (
        EntryTable(
            "Audits: what was looked at, found and done",
            (
                column("Audit", "theme", ("Number: ", "reference"), ("Finished: ", "audit_date")),
                column(
                    "Cases and grades",
                    ("Cases: ", "cases"), ("Outstanding: ", "outstanding"), ("Good: ", "good"),
                    ("Requires improvement: ", "requires_improvement"), ("Inadequate: ", "inadequate"),
                ),
                column("Found and done", "result", ("Action: ", "action"), empty=NONE_YET),
            ),
        ),
    ),
    (("action", "with an action"),),
)  # fmt: skip

SELF_ASSESSMENTS = Section(
    "self_assessments",
    ("self-assessment that was asked for", "self-assessments that were asked for"),
    (
        EntryTable(
            "Self-assessments by sector",
            (
                column("Organisation", "organisation", ("Sector: ", "sector"), ("Asked for: ", "kind")),
                column("Due and returned", ("Due: ", "due_date"), ("Returned: ", "returned_date")),
                column(
                    "Standards",
                    ("Met: ", "green"), ("Met in part: ", "amber"), ("Not met: ", "red"), ("Own rating: ", "rating"),
                    empty="Not returned",
                ),
            ),
        ),
    ),
    (("returned_date", "returned"),),
    brief=(column("Organisation", "organisation"), column("Returned", "returned_date", empty="Not returned"), column("Met", "green"), column("In part", "amber"), column("Not met", "red")),
)  # fmt: skip

POWERS = Section(
    "powers",
    ("power over a sector", "powers over sectors"),
    (
        EntryTable(
            "Powers over sectors, who may use them, and whether they were used",
            (
                column("Power", "power", ("Over: ", "sector")),
                column("Used", "used", ("By: ", "held_by"), ("On: ", "used_date")),
                column("What came of it", "outcome"),
            ),
        ),
    ),
    (("used/yes", "used in the year"), ("used/no", "not used")),
    heading="Powers over sectors",
    brief=(
        column("Power", "power"),
        column("Over", "sector"),
        column("By", "held_by"),
        column("Used", "used"),
        column("What came of it", "outcome"),
    ),
)

TRAINING = Section(
    "training",
    ("course", "courses"),
    (
        EntryTable(
            "Training: for whom, who came, and what it changed",
            (
                column("Course", "course", ("Given by: ", "provider"), ("Bought from outside: ", "commissioned")),
                column(
                    "For whom, and who came",
                    ("For: ", "audience"), ("Numbers of: ", "agency"), ("Date: ", "course_date"), ("Places: ", "places"),
                    ("Booked: ", "bookings"), ("Came: ", "attended"), ("Did not come: ", "no_shows"),
                ),
                column(
                    "What it changed",
                    ("Answered: ", "replies"), ("Confident before: ", "confident_before"),
                    ("Confident after: ", "confident_after"), ("Asked again after three months: ", "followed_up"),
                    ("Use it after three months: ", "use_after_3_months"), ("In practice: ", "evaluation"),
                    empty=NONE_YET,
                ),
            ),
        ),
    ),
    (("confident_after", "with confidence before and after"), ("use_after_3_months", "followed up after three months")),
    brief=(column("Course", "course"), column("For whom", "audience"), column("Came", "attended"), column("Asked after three months", "followed_up"), column("Use it", "use_after_3_months"), column("In practice", "evaluation", empty=NONE_YET)),
)  # fmt: skip

EVENTS = Section(
    "events",
    ("event", "events"),
    (
        EntryTable(
            "Events, and how they were held",
            (
                column("Event", "event", ("Date: ", "event_date")),
                column("How it was held", "mode", ("Given by: ", "partners")),
                column("About", "theme", ("Came: ", "attended")),
            ),
        ),
    ),
    (("mode/in person", "in person"), ("mode/by video", "by video"), ("mode/hybrid", "in person and by video at once")),
    heading="Events",
    brief=(column("Event", "event"), column("How", "mode"), column("About", "theme"), column("Came", "attended")),
)

PROCEDURES = Section(
    "procedures",
    ("procedure, protocol or guidance", "procedures, protocols and guidance"),
    (
        EntryTable(
            "Procedures by state",
            (
                column("Document", "document", ("Version: ", "version")),
                column("State", "state", ("Issued: ", "issued_date"), ("To be looked at again: ", "review_date")),
            ),
        ),
    ),
    (("state/in use", "in use"), ("state/being refreshed", "being refreshed"), ("state/draft", "in draft")),
    brief=(column("Document", "document"), column("State", "state"), column("To be looked at again", "review_date")),
)

RESOURCES = Section(
    "resources",
    ("tool or resource", "tools and resources"),
    (
        EntryTable(
            "Tools and resources, and whom they are for",
            (
                column("Resource", "resource", ("Launched: ", "launched_date")),
                column("For whom", "audience", ("Priority: ", "priority"), ("Reached: ", "reached")),
            ),
        ),
    ),
    heading="Tools and resources",
    brief=(column("Resource", "resource"), column("For whom", "audience"), column("Reached", "reached")),
)

FEEDBACK = Section(
    "feedback",
    ("thing that people told the partnership", "things that people told the partnership"),
    (
        EntryTable(
            "You said, we did",
            (
                column("Who", "who", ("Heard: ", "heard"), ("How: ", "method"), ("When: ", "heard_date")),
                column("You said", "said"),
                column("We did", "done", empty="Nothing yet"),
            ),
        ),
    ),
    (("done", "with an answer in what was done"),),
    brief=(
        column("Who", "who"),
        column("Heard", "heard"),
        column("You said", "said"),
        column("We did", "done", empty="Nothing yet"),
    ),
)

SURVEYS = Section(
    "surveys",
    ("group that answered a survey", "groups that answered a survey"),
    (
        EntryTable(
            "Surveys: who answered, what they said, and what was done",
            (
                column("Survey", "survey", ("Of: ", "who"), ("Closed: ", "closed_date")),
                column("Who answered", ("Answered: ", "heard"), ("Asked: ", "asked")),
                column("Said and done", "said", ("Done: ", "done")),
            ),
        ),
    ),
    (("done", "with a word on what was done"),),
    heading="Surveys",
)
