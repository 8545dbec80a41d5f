"""young-people.html: a version for children, made only of text that young people wrote or approved."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from safeguarding_report.report.page import page_facts, render_template

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

_ALLOWED = ("paragraph", "heading", "list", "text", "newline", "normalize", "block", "inline", "text_join")
"""What a text may be made of: anything else in it is printed as it was typed."""


def make_young_people(text: str, approval: YoungPeople | None, released: Released) -> bytes | str:
    """Return the page, or one line that says why there is none."""
    if not text.strip():
        return NO_TEXT
    if approval is None:
        return NOT_APPROVED
    report = released.report
    day = f"{approval.approved_on.day} {approval.approved_on:%B %Y}"
    done = "written" if approval.wrote else "read and approved"
    page = render_template(
        "edition.html.j2",
        page=page_facts(released),
        title=f"{report.name} – for children and young people, {report.year}",
        part=f"For children and young people, {report.year}",
        body=Markup("<section>\n{}\n</section>").format(_as_html(text)),
        footer=f"These words were {done} by {approval.approved_by} ({day}).",
    )
    return page.encode()


def _as_html(text: str) -> Markup:
    markdown: Any = (
        import_module("markdown_it")
        .MarkdownIt("zero")
        .enable(
            [
                one
                for one in _ALLOWED
                if one not in {"text", "newline", "normalize", "block", "inline", "text_join", "paragraph"}
            ]
        )
    )
    # markdown-it escapes all that is not markup which was allowed above.
    return Markup(markdown.render(text))  # noqa: S704
