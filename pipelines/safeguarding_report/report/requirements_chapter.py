"""The annex on statutory completeness: each requirement of the edition, the chapters that answer it, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.guidance import NOT_VERIFIED, load_edition
from safeguarding_report.report import elements
from safeguarding_report.report.answers import answers_in

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
    return elements.join([opening, _status(edition), table])


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
