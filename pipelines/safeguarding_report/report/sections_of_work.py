"""What the chapters show of the registers of work: priorities, challenges, the year ahead, equalities, posts."""

from __future__ import annotations

from dataclasses import replace

from safeguarding_report.report.sections import EntryTable, Section, column

NONE_YET = "None yet"
"""Of evidence that there is none yet: allowed, and printed."""

PRIORITIES = Section(
    "priorities",
    ("priority", "priorities"),
    (
        EntryTable(
            "Priorities: who leads them, what they are for, and from when to when",
            (
                column("Priority", "priority"),
                replace(
                    column("Lead and aim", ("Led by: ", "lead_agency"), ("Aim: ", "aim")), unpublished=("lead_agency",)
                ),
                column(
                    "Set and ended",
                    ("Set: ", "year_set"), ("Ended: ", "year_ended"), ("State: ", "state"), ("Followed by: ", "successor"),
                ),
            ),
        ),
        EntryTable(
            "Priorities: what was done, and what changed for children",
            (
                column("Priority", "priority"),
                column("What was done, and what comes next", "actions", ("Next: ", "next")),
                column("What changed for children", "impact", ("Evidence: ", "evidence"), empty=NONE_YET),
            ),
        ),
    ),
    (("state/running", "running"), ("state/closing|ended", "closing or ended"), ("impact", "with a word on what changed")),
    lacking=("No change for children is shown yet under", "impact", "priority"),
)  # fmt: skip

ACHIEVEMENTS = Section(
    "achievements",
    ("achievement", "achievements"),
    (
        EntryTable(
            "Achievements of the year, and what they changed",
            (
                column(
                    "Achievement",
                    "achievement",
                    ("By: ", "agency"),
                    ("Priority: ", "priority"),
                    ("Planned as: ", "plan"),
                ),
                column("What changed", "impact", empty=NONE_YET),
                column("How anyone knows", "evidence", empty=NONE_YET),
            ),
        ),
    ),
    (("impact", "with a word on what changed"), ("evidence", "with evidence")),
    heading="Achievements",
    brief=(
        column("Achievement", "achievement"),
        column("What changed", "impact", empty=NONE_YET),
        column("How anyone knows", "evidence", empty=NONE_YET),
    ),
)

CHALLENGES = Section(
    "challenges",
    ("challenge", "challenges"),
    (
        EntryTable(
            "Challenges, and what was done about them",
            (
                column("Challenge", "challenge", ("Of: ", "agency")),
                column("Response", "response", empty=NONE_YET),
                column("State", "state"),
            ),
        ),
    ),
    (("response", "with a response"), ("state/resolved", "resolved")),
    brief=(column("Challenge", "challenge"), column("Response", "response", empty=NONE_YET), column("State", "state")),
)

RISKS = Section(
    "risks",
    ("risk", "risks"),
    (
        EntryTable(
            "Risks to the partnership's work",
            (
                column("Risk", "risk", ("Level: ", "level"), ("State: ", "state")),
                column("Owner and route", ("Owner: ", "owner"), ("Escalated to: ", "route")),
                column("What is done", "response", empty=NONE_YET),
            ),
        ),
    ),
    (("level/high", "high"), ("state/escalated", "escalated"), ("state/closed", "closed")),
    heading="Risks",
)

ESCALATIONS = Section(
    "escalations",
    ("matter on the escalation tracker", "matters on the escalation tracker"),
    (
        EntryTable(
            "Escalation tracker: what groups raised, and what the executive answered",
            (
                column("Matter", "matter", "reference"),
                column("Raised", ("By: ", "from_group"), ("On: ", "raised_date")),
                column(
                    "Answer",
                    "answer", ("Answered: ", "answered_date"), ("Circulated: ", "circulated_date"),
                    empty="Not answered yet",
                ),
            ),
        ),
    ),
    (("answered_date", "answered by the executive"),),
    heading="Escalations to the executive",
)  # fmt: skip

PLANS_OF_LAST_YEAR = Section(
    "next_year_before",
    ("plan that last year's report made for this year", "plans that last year's report made for this year"),
    (),
)
"""Its table stands in last_years_plans: what became of a plan is what other registers say."""

SLIPPED_PLANS = Section(
    "slipped_plans",
    ("plan that was put off", "plans that were put off"),
    (
        EntryTable(
            "Plans that were put off, and why",
            (
                column("Plan", "plan"),
                column("Planned for", ("First: ", "planned_for"), ("Now: ", "planned_again_for")),
                column("Reason", "reason"),
            ),
        ),
    ),
)

NEXT_YEAR = Section(
    "next_year",
    ("plan for next year", "plans for next year"),
    (
        EntryTable(
            "Plans for next year",
            (
                column("Plan", "plan"),
                column("Led by", "lead_agency", empty="Nobody is named"),
                column("Sign of success", "sign_of_success", empty="None is named"),
                column("First planned in the report of", "carried_from", empty="It is new"),
            ),
        ),
    ),
    (("sign_of_success", "with a sign of success"), ("carried_from", "carried over from an earlier report")),
    heading="What comes next",
)  # fmt: skip

EQUALITIES = Section(
    "equalities",
    ("consideration of equality", "considerations of equality"),
    (
        EntryTable(
            "Equalities: what was considered, and what is done",
            (
                column("Consideration", "consideration"),
                column("Whom it concerns", "group_concerned"),
                column("Action", "action", empty=NONE_YET),
            ),
        ),
    ),
    (("action", "with an action"),),
)

CAPACITY = Section(
    "capacity",
    ("post that changed", "posts that changed"),
    (
        EntryTable(
            "Posts lost, empty and added, and what it meant for the work",
            (
                column("Post", "post", ("Of: ", "agency")),
                column("State", "state", ("From: ", "from_date")),
                column("Effect", "effect"),
            ),
        ),
    ),
    (("state/lost|empty", "lost or empty"), ("state/added|filled again", "added or filled again")),
    heading="Posts and capacity",
)
