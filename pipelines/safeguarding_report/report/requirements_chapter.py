"""The annex on statutory completeness: each requirement of the edition, the chapters that answer it, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.guidance import NOT_VERIFIED, load_edition
from safeguarding_report.report import elements
from safeguarding_report.report.answers import EVIDENCE_IN_WORDS, answered_by, answers_in, evidence_of
from safeguarding_report.report.entries import is_invented

if TYPE_CHECKING:
    from safeguarding_report.guidance import Edition, Requirement
    from safeguarding_report.released import Released
    from safeguarding_report.report.answers import Answer

NO_EDITION = Markup(
    "<p>The settings of the year name no edition of the statutory guidance, so nothing is compared.</p>"
)


def requirements(released: Released) -> Markup:
    """Return the index: what the edition of the year asks for, and where this report answers it."""
    if not released.report.guidance:
        return NO_EDITION
    edition = load_edition(released.report.guidance)
    found = answers_in(released)
    answered = [found[one.id] for one in edition.requirements if one.id in found]
    without = sum(all(one.evidence == "none yet" for one in answers) for answers in answered)
    opening = Markup("<p>This report is compared with {}. {} {} of its {} requirements{}.</p>").format(
        edition.title,
        "Chapters of this report answer",
        len(answered),
        len(edition.requirements),
        f", {without} of them without evidence yet" if without else "",
    )
    rows: list[tuple[str, list[elements.Cell]]] = [
        (one.requirement, [_strength(one), _answered(found.get(one.id, []))]) for one in edition.requirements
    ]
    table = elements.table(
        "What the guidance asks for, and where this report answers it",
        "Requirement",
        ("Strength and place", "Chapters and evidence"),
        rows,
        of_words=True,
    )
    return elements.join([opening, _status(edition), _not_of_the_partners(released), table, KINDS_OF_EVIDENCE])


def _not_of_the_partners(released: Released) -> Markup:
    """Return why a demonstration with real names does not answer that the partners report; nothing of another report."""
    if not released.report.demonstration or is_invented(released):
        return Markup("")
    return Markup("<p>This page is no report of the partners, so it does not answer that they publish one.</p>")


KINDS_OF_EVIDENCE = Markup('<h3>Types of evidence</h3>\n<dl class="pairs">{}</dl>').format(
    elements.join(
        Markup("<div><dt>{}</dt>\n<dd>{}.</dd></div>").format(kind.capitalize(), f"{words[:1].upper()}{words[1:]}")
        for kind, words in EVIDENCE_IN_WORDS.items()
    )
)


def declared(chapter: str, released: Released) -> Markup:
    """Return the line in which a chapter says what of the guidance it answers; nothing where it answers nothing.

    It is for the screen: on paper the index at the end says the same of all chapters.
    """
    if not released.report.guidance:
        return Markup("")
    asked = {one.id for one in load_edition(released.report.guidance).requirements}
    answered = [one for one in answered_by(chapter, released) if one in asked]
    if not answered:
        return Markup("")
    return Markup(
        '<p class="about answers">Answers {} of <a href="#requirements">what the statutory guidance asks for</a>. '
        "Type of evidence: {}.</p>"
    ).format(", ".join(answered), evidence_of(chapter, released))


def _status(edition: Edition) -> Markup:
    if edition.is_verified:
        return Markup("<p>The list was checked against the guidance by: {} ({}).</p>").format(
            edition.checked_by, edition.checked_on
        )
    return Markup(
        "<p><strong>{}.</strong> It follows what public pages quote of it, so nothing here says that a duty is met or "
        "missed.</p>"
    ).format(NOT_VERIFIED.capitalize())


def _strength(one: Requirement) -> str:
    place = f", paragraph {one.paragraph}" if one.paragraph else ""
    checked = "" if one.checked else " (not checked)"
    return f"{one.id}: {one.strength}{place}{checked}"


def _answered(answers: list[Answer]) -> Markup:
    if not answers:
        return Markup("Not answered in this report")
    return Markup(" ").join(
        Markup('<span class="piece"><a href="#{}">Chapter {}</a>: {}</span>').format(
            one.chapter, one.number, one.evidence
        )
        for one in answers
    )
