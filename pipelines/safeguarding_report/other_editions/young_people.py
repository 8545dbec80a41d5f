"""young-people.html: a version for children, made only of text that young people wrote or approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.findings import stop_on_errors
from safeguarding_report.other_editions.passages import shifted
from safeguarding_report.report.narrative_text import YOUNG_PEOPLE, write_narrative
from safeguarding_report.report.page import page_facts, render_template
from safeguarding_report.report.references import References

if TYPE_CHECKING:
    from safeguarding_report.partnership import YoungPeople
    from safeguarding_report.released import Released

NO_TEXT = (
    "young-people.html is not made: there is no text that young people wrote or approved. "
    "It stands in narrative/young-people.md, and year.toml says under [young_people] which group approved it and when."
)

NOT_APPROVED = (
    "young-people.html is not made: year.toml does not say under [young_people] which group of young people "
    "wrote or approved narrative/young-people.md, and when."
)

HELD_BACK = (
    "young-people.html is not made: a paragraph of narrative/young-people.md tells of very few children, and nobody "
    "answers for it in sign_off.toml. Without it the words would not be those that were approved."
)


def make_young_people(released: Released, approval: YoungPeople | None) -> bytes | str:
    """Return the page, or one line that says why there is none.

    Raises
    ------
    DataError
        When there is an error in the text, as in any narrative.

    """
    told = released.narratives.get(YOUNG_PEOPLE)
    if told is None:
        return NO_TEXT
    if approval is None:
        return NOT_APPROVED
    if told.held_back:
        return HELD_BACK
    written = write_narrative(YOUNG_PEOPLE, told, released, References(released, ()))
    stop_on_errors(written.findings, "The text for children cannot be printed:")
    report = released.report
    day = f"{approval.approved_on.day} {approval.approved_on:%B %Y}"
    page = render_template(
        "edition.html.j2",
        page=page_facts(released),
        title=f"{report.name} – for children and young people, {report.year}",
        part=f"For children and young people, {report.year}",
        # A narrative's headings are those of a part of a chapter; here they are the first below the title.
        body=Markup("<section>\n{}\n</section>").format(Markup(shifted(written.markup, -1))),  # noqa: S704 — it was escaped
        footer=f"These words were {'written' if approval.wrote else 'read and approved'} by {approval.approved_by} ({day}).",
    )
    return page.encode()
