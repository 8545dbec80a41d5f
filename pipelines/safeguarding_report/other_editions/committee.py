"""The covering report for committee: what officers put before a board with the yearly report, as far as it can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.other_editions.passages import (
    FROM_THE_REPORT,
    chapter_of,
    for_reading,
    shifted,
    without_questions,
)
from safeguarding_report.report import elements
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.page import page_facts, render_template
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.released import Released

EQUALITIES = "equalities"
"""The chapter that says what was considered for equalities, made of the partnership's register."""

QUESTIONS = "scrutiny"
"""The chapter with what boards asked for and what became of it."""

TO_BE_COMPLETED = "To be completed by {office} before the report goes to committee."

_FINANCE = "the chief finance officer"

_LAW = "the monitoring officer"


def make_committee_report(page: str, released: Released, appendices: Mapping[str, str]) -> bytes:
    """Return the covering report as a page; `appendices` are files and what each is."""
    facts = page_facts(released)
    report = released.report
    parts = [
        _section("purpose", "Purpose of the report", _paragraphs(_purpose(released))),
        _section("recommendations", "Recommendations", _recommendations(page, released)),
        _section("background", "Background", _paragraphs(*BACKGROUND)),
        _section("summary", "What the yearly report says", _says(page)),
        _section("financial-implications", "Financial implications", _to_be_completed(_FINANCE)),
        _section("legal-implications", "Legal implications", _paragraphs(LAW) + _to_be_completed(_LAW)),
        _section("equalities", "Equalities", _equalities(page)),
        _section("appendices", "Appendices", _appendices(appendices)),
    ]
    text = render_template(
        "edition.html.j2",
        page=facts,
        title=f"{report.name} – covering report for committee, {report.year}",
        part=f"Covering report for committee, yearly report {report.year}",
        body=elements.join(parts),
        footer=FROM_THE_REPORT,
    )
    return text.encode()


BACKGROUND = (
    "The safeguarding partners are the local authority, the integrated care board and the chief officer of police.",
    "Section 16G of the Children Act 2004 asks them to publish a report at least once in every 12 months.",
    "It says what they and relevant agencies have done, and how effective that was.",
    "The statutory guidance, Working Together to Safeguard Children, says what the report should hold.",
    "Scrutiny members do not approve the report. They may ask questions of it, and make recommendations to the partners.",
)

LAW = "The duty to publish is the safeguarding partners' own. This covering report asks for no decision that has effect in law."


def _section(name: str, title: str, body: Markup) -> Markup:
    return Markup(
        '<section id="{0}" aria-labelledby="{0}-heading">\n<h2 id="{0}-heading">{1}</h2>\n{2}\n</section>'
    ).format(name, title, body)


def _paragraphs(*texts: str) -> Markup:
    return elements.join([Markup("<p>{}</p>").format(text) for text in texts])


def _to_be_completed(office: str) -> Markup:
    return _paragraphs(TO_BE_COMPLETED.format(office=office))


def _purpose(released: Released) -> str:
    report = released.report
    authorities = [with_article(area.name) for area in released.own_areas if area.role == "authority"]
    where = "".join(str(part) for part in narrative.listed([(name,) for name in authorities]))
    return (
        f"To put before members the yearly report of the {report.name} for {where}, "
        f"from 1 April {report.period_start[:4]} to 31 March {report.period_end[:4]}."
    )


def _recommendations(page: str, released: Released) -> Markup:
    asked = [
        f"note the yearly report {released.report.year} and what it says of the safety of children",
        "ask the partners what stands below under “What we ask of you”, what its chapters close with, and more",
        "say which figures, evidence or answers members want to see in the next report, by whom and by when",
    ]
    if chapter_of(page, QUESTIONS):
        asked.append(
            "say of each request, listed below under “What became of last year's requests”, whether it is met and "
            "closed, or carried on"
        )
    return _paragraphs("That members:") + elements.bullets(
        [Markup("{};").format(one) for one in asked[:-1]] + [Markup("{}.").format(asked[-1])]
    )


def _says(page: str) -> Markup:
    from safeguarding_report.other_editions.summary import SUMMARIES  # noqa: PLC0415

    passage = next(filter(None, (chapter_of(page, name) for name in SUMMARIES)), "")
    return _inside(passage, page) if passage else _paragraphs("See the yearly report, appended.")


def _equalities(page: str) -> Markup:
    # Officers say here what was considered; what the chapter is about, and asks, belongs to the report.
    passage = chapter_of(page, EQUALITIES)
    said = (
        _inside(without_questions(passage).replace(f"{OPENINGS[EQUALITIES].about} ", ""), page)
        if passage
        else _paragraphs("The partnership's report gives nothing from a register of equalities for this year.")
    )
    return said + _to_be_completed("the equalities lead, who says whether an impact assessment is needed,")


def _inside(passage: str, page: str) -> Markup:
    """Return a chapter of the page as a part of ours: without its frame and heading, headings one level deeper."""
    inner = passage[passage.index("</h2>") + len("</h2>") : passage.rindex("</section>")]
    # The finished page is ours, and its last checks let nothing else into it.
    return Markup(shifted(for_reading(inner, page), 0))  # noqa: S704


def _appendices(appendices: Mapping[str, str]) -> Markup:
    return elements.bullets([Markup("<strong>{}</strong>: {}").format(name, what) for name, what in appendices.items()])
