"""Questions that members may ask about chapters made of registers: first about what an entry does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report.entries import cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from safeguarding_report.released import Released

QUESTIONS = 3
"""What a member can ask in a meeting about one chapter."""

MOST_OF_ONE_KIND = 2
"""A third question about the same thing tells nobody anything new."""


OF_SEVERAL = (
    ("about it", "about them"), ("used it", "used them"), ("acts on it", "acts on them"), ("owns it", "owns them"),
    ("it was", "they were"), ("it meets", "they meet"), ("it ", "they "),
)  # fmt: skip
"""What stands for the words of one entry where several are spoken of, the longest first: "when they meet"."""


@dataclass(frozen=True)
class Gap:
    """What an entry of a register may not say: its column, what readers miss then, and what a member may ask."""

    register: str
    name: str
    """The column that names the entry."""
    column: str
    missing: str
    """What is not said, in words: what changed for children."""
    asks: str
    """The question, with {} where the entry is named: in quotation marks, because its words may be no noun."""
    unless: tuple[str, ...] = ()
    """How the name of an entry begins, in small letters, of which nobody can ask it."""
    unless_state: str = ""
    """The state of an entry of which nobody can ask it."""

    @property
    def missing_of_several(self) -> str:
        """What several entries do not say, in words: "it" is an entry, and they are more than one."""
        words = self.missing
        for of_one, of_several in OF_SEVERAL:
            words = words.replace(of_one, of_several)
        return words

    def is_missed_by(self, entry: Mapping[str, str | int]) -> bool:
        """True when an entry does not say it, and a member may ask for it."""
        begins = str(entry.get(self.name, "")).lower()
        if self.unless_state and entry.get("state") == self.unless_state:
            return False
        return self.column not in entry and self.name in entry and not begins.startswith(self.unless)


NOTHING_TO_DO = ("to note", "to record", "to thank", "to receive", "to welcome")
"""How a resolution begins that asks nobody to act."""

GAPS = (
    Gap("priorities", "priority", "impact", "what changed for children",
        "What has changed for children under “{}”, and how does anyone know?"),
    Gap("achievements", "achievement", "evidence", "how anyone knows that it worked",
        "One achievement is “{}”. How does anyone know what it has changed?"),
    Gap("achievements", "achievement", "impact", "what it changed",
        "One achievement is “{}”. What is better for children because of it?"),
    Gap("equalities", "consideration", "action", "what is done about it",
        "One point on equality is “{}”. What will be done about it?"),
    Gap("review_actions", "recommendation", "evidence_embedded", "how anyone knows that practice has changed",
        "One recommendation is “{}”. How will anyone know that practice has changed after it?"),
    Gap("review_actions", "recommendation", "done_date", "when it was done",
        "One recommendation is “{}”. Why is it not done yet?"),
    Gap("learning", "learning", "evidence", "how anyone knows that practice has changed",
        "One lesson is “{}”. What would show that it has been learnt?"),
    Gap("audits", "theme", "action", "what was done about what it found",
        "What was done about what the audit “{}” found?"),
    Gap("audits", "theme", "outstanding", "how many cases were good enough",
        "How many of the cases in the audit “{}” were good, and when will they be looked at again?"),
    Gap("training", "course", "attended", "how many came", "How many people came to the course “{}”, and from where?"),
    Gap("training", "course", "use_after_3_months", "whether people used it three months later",
        "What do people do differently since the course “{}”?"),
    Gap("events", "event", "attended", "how many came", "Who came to the event “{}”, and what did they take away?"),
    Gap("procedures", "document", "review_date", "when it will be looked at again",
        "When will the document “{}” be looked at again?"),
    Gap("resources", "resource", "reached", "how many people it reached", "How many people use “{}”?"),
    Gap("feedback", "said", "done", "what was done about it",
        "One message was “{}”. What will be done about it?"),
    Gap("feedback", "who", "heard", "how many were heard", "Of those called “{}”, how many were heard, and who was not?"),
    Gap("surveys", "who", "asked", "how many were asked", "How many were asked in the survey of “{}”?"),
    Gap("self_assessments", "organisation", "returned_date", "when it was returned",
        "Why has {} not returned its assessment, and what do the partners do now?"),
    Gap("challenges", "challenge", "response", "what was done about it", "One challenge is “{}”. What is being done about it?"),
    Gap("risks", "risk", "route", "to whom it was escalated", "One risk is “{}”. Who on the executive watches it?"),
    Gap("escalations", "matter", "answered_date", "what the executive answered",
        "One matter escalated was “{}”. What has the executive answered?"),
    Gap("capacity", "post", "effect", "what it meant for the work", "What did “{}” mean for the work?"),
    Gap("slipped_plans", "plan", "planned_again_for", "when it will come", "One plan that slipped is “{}”. When will it come?"),
    Gap("next_year", "plan", "sign_of_success", "how success will be known",
        "One plan is “{}”. How will the board know next year whether it has worked?"),
    Gap("recommendations", "recommendation", "done", "what was done",
        "One request is “{}”. What has been done about it?"),
    Gap("recommendations", "recommendation", "owner", "who owns it", "One request is “{}”. Who answers to the board for it?"),
    Gap("recommendations_before", "recommendation", "done", "what was done",
        "An earlier request is “{}”. What has been done about it since?"),
    Gap("questions", "topic", "answer", "what the answer was", "What was the answer on “{}”?"),
    Gap("decisions", "decision", "owner", "who acts on it", "One decision is “{}”. Who acts on it?", NOTHING_TO_DO),
    Gap("membership", "role", "meetings", "how often it was taken", "How often was the seat “{}” taken?",
        unless_state="being widened to it"),
    Gap("groups", "group", "meets", "how often it meets", "How often did the group “{}” meet?"),
)  # fmt: skip
"""By register what an entry may lack, the most telling first."""


def gaps_of(register: str) -> list[Gap]:
    """Return what the entries of a register may lack, the most telling first."""
    return [gap for gap in GAPS if gap.register == register]


def questions_of(released: Released, registers: tuple[str, ...], otherwise: tuple[str, ...]) -> list[Markup]:
    """Return three questions: about what the entries of these registers do not say, then what the chapter cannot say."""
    by_gap: list[list[Markup]] = []
    for name in registers:
        asked_about: set[int] = set()
        for gap in gaps_of(name):
            # An entry that lacks several things is asked about once: a second question would be the same in other words.
            about = [(place, asked) for place, asked in _about(released, gap) if place not in asked_about]
            chosen = about[:MOST_OF_ONE_KIND]
            asked_about |= {place for place, _ in chosen}
            by_gap.append([asked for _, asked in chosen])
    first = [asked[0] for asked in by_gap if asked]
    second = [one for asked in by_gap for one in asked[1:]]
    # A chapter of several registers is asked about each of them before it is asked about one of them twice.
    every = [*first, *second, *(Markup("{}").format(one) for one in otherwise)]
    # Two entries may have one name: what was asked about the first is not asked in the same words again.
    unlike: dict[str, Markup] = {}
    for one in every:
        unlike.setdefault(one.striptags(), one)
    return list(unlike.values())[:QUESTIONS]


def _about(released: Released, gap: Gap) -> Iterator[tuple[int, Markup]]:
    """Give the questions about entries that lack something, the shortest name first: it is the easiest to say.

    What the gate left out is not asked for: an answer in a meeting would give it away.
    """
    register = released.register(gap.register)
    if gap.column in register.without:
        return
    lacking = [
        (len(str(entry[gap.name])), place) for place, entry in enumerate(register.entries) if gap.is_missed_by(entry)
    ]
    for _, place in sorted(lacking):
        yield place, Markup(gap.asks).format(cell(register, place, gap.name))  # noqa: S704 — our own words
