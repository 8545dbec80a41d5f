"""What the chapters show of scrutiny and of how the partnership is made: questions, decisions, requests, seats."""

from __future__ import annotations

from safeguarding_report.report.entries import Shown
from safeguarding_report.report.sections import EntryTable, Section, column

NO_ANSWER = "No answer is recorded"

QUESTIONS = Section(
    "questions",
    ("question or topic raised by scrutiny", "questions and topics raised by scrutiny"),
    (
        EntryTable(
            "Questions of scrutiny, and answers",
            (
                column("Topic", "topic", ("Asked by: ", "body"), ("On: ", "meeting_date")),
                column("Question", "question"),
                Shown("Answer", (("", "answer"),), NO_ANSWER, "The minutes do not record the answer"),
            ),
        ),
    ),
    (("answer", "with an answer"),),
    heading="Questions and answers",
    brief=(
        column("Topic", "topic"),
        column("Question", "question"),
        column("Answer", "answer", empty="No answer is recorded"),
    ),
)

DECISIONS = Section(
    "decisions",
    ("decision", "decisions"),
    (
        EntryTable(
            "Decisions and resolutions, and who acts on them",
            (
                column("Decision", "decision"),
                column(
                    "Body",
                    "body", ("On: ", "meeting_date"), ("Item: ", "item"), ("Resolution: ", "resolution_number"),
                ),
                column("Owner", "owner", ("Due: ", "due_date"), empty="No owner is named"),
            ),
        ),
    ),
    (("owner", "with an owner"),),
    heading="Decisions and resolutions",
    brief=(column("Decision", "decision"), column("Body", "body"), column("Owner", "owner", empty="No owner is named")),
)  # fmt: skip

_REQUEST = (
    column(
        "Request",
        "recommendation",
        ("Asked by: ", "body"),
        ("On: ", "meeting_date"),
        ("First recorded in the report of ", "carried_from"),
    ),
    column(
        "Owner and date",
        ("Owner: ", "owner"),
        ("Addressed to: ", "addressed_to"),
        ("Due: ", "due_date"),
        empty="No owner is named",
    ),
    column(
        "How far it is",
        ("State: ", "state"),
        ("Done: ", "done"),
        ("On: ", "done_date"),
        ("Evidence: ", "evidence"),
    ),
    column("Views", ("The partnership: ", "partnership_view"), ("The board: ", "board_view")),
)

REQUESTS = Section(
    "recommendations",
    ("request of scrutiny", "requests of scrutiny"),
    (EntryTable("Requests of scrutiny, and how far each is", _REQUEST),),
    (
        ("state/done", "done"),
        ("state/under way", "under way"),
        ("state/open", "open"),
        ("state/not accepted", "not accepted"),
    ),
    heading="Requests",
)

REQUESTS_BEFORE = Section(
    "recommendations_before",
    (
        "request of an earlier report that the board has not closed",
        "requests of earlier reports that the board has not closed",
    ),
    (EntryTable("Requests carried over, until the board closes them", _REQUEST),),
    heading="Requests carried over",
)

DOCUMENTS = Section(
    "documents",
    ("paper of the meetings", "papers of the meetings"),
    (
        EntryTable(
            "Papers that go with the meetings and the report",
            (
                column("Title", "title"),
                column("Kind", "kind", ("Date: ", "document_date")),
                column("Body", "body", ("Published at: ", "published_at")),
            ),
        ),
    ),
    heading="Papers",
    is_aside=True,
)

HOSTS = Section(
    "hosts",
    ("host of the partnership", "hosts of the partnership"),
    (
        EntryTable(
            "Who hosts the partnership: employs its staff and holds its money",
            (
                column("Host", "host"),
                column("Agreement", "agreement"),
                column("When", ("From: ", "from_date"), ("Until: ", "until_date")),
            ),
        ),
    ),
    heading="Host",
)

PREDECESSORS = Section(
    "predecessors",
    ("body that did this work before", "bodies that did this work before"),
    (
        EntryTable(
            "Bodies that did this work before the partnership",
            (column("Body", "body"), column("Area", "area"), column("Until", ("Until: ", "until_date"), "note")),
        ),
    ),
    heading="What went before",
)

PARTNER_HISTORY = Section(
    "partner_history",
    ("partner whose history is recorded", "partners whose history is recorded"),
    (
        EntryTable(
            "Partners that changed, and who followed them",
            (
                column("Partner", "partner", ("Kind: ", "kind"), ("Area: ", "area")),
                column("When", ("From: ", "from_date"), ("Until: ", "until_date")),
                column("Followed by", "successor", empty="Nobody is named"),
            ),
        ),
    ),
    heading="Partners that changed",
)

CHAIRS = Section(
    "chairs",
    ("chair, by period", "chairs, by period"),
    (
        EntryTable(
            "Who chairs which body, and when that changed",
            (
                column("Body", "body"),
                column("Chair", "chair_role", ("Agency: ", "agency")),
                column("When", ("From: ", "from_date"), ("Until: ", "until_date")),
            ),
        ),
    ),
    heading="Chairs",
    brief=(
        column("Body", "body"),
        column("Chair", "chair_role"),
        column("From", "from_date"),
        column("Until", "until_date", empty="No end is recorded"),
    ),
)

MEMBERSHIP = Section(
    "membership",
    ("seat", "seats"),
    (
        EntryTable(
            "Seats in the bodies of the partnership, and attendance",
            (
                column("Seat", "role", ("Agency: ", "agency")),
                column("Body", "body", ("From: ", "from_date"), ("Until: ", "until_date"), ("Seat: ", "state")),
                column("Attendance", ("Meetings: ", "meetings"), ("Taken at: ", "attended")),
            ),
        ),
    ),
    (("meetings", "with attendance"), ("state/being widened to it", "to which the membership is being widened")),
    heading="Membership",
    brief=(
        column("Seat", "role"),
        column("Body", "body"),
        column("State", "state"),
        column("Meetings", "meetings"),
        column("Taken at", "attended"),
    ),
)

SPONSORS = Section(
    "sponsors",
    ("group with a sponsor", "groups with a sponsor"),
    (
        EntryTable(
            "Groups, and the member of the executive who sponsors each",
            (
                column("Group", "group"),
                column("Sponsor", "sponsor_role", ("Agency: ", "agency")),
                column("When", ("From: ", "from_date"), ("Until: ", "until_date")),
            ),
        ),
    ),
    heading="Groups and sponsors",
    is_aside=True,
)

GROUPS = Section(
    "groups",
    ("group in the table below", "groups in the table below"),
    (
        EntryTable(
            "What each group is for",
            (
                column("Group", "group"),
                column("Purpose", "purpose"),
                column("Meets and serves", ("Meets: ", "meets"), ("Serves: ", "footprint")),
            ),
        ),
    ),
    heading="What the groups are for",
    brief=(
        column("Group", "group"),
        column("Purpose", "purpose"),
        column("Meets and serves", "meets", ("Serves: ", "footprint")),
    ),
)
