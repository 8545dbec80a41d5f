"""The partnership's narrative: Markdown without HTML, its references filled in, and what is wrong with it by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from safeguarding_report.findings import Finding, stop_on_errors, worst_first
from safeguarding_report.report.plain_english import read_prose
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.references import REFERENCE, BadReferenceError, References, Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Narrative, Released

MOST_QUERIES = 10
"""Per chapter, the worst first: nobody puts right a list of fifty."""

HELD_BACK = Markup("<p>Part of what was written here is held back, because it tells of very few children.</p>")

_RULES = ("paragraph", "heading", "list", "blockquote", "emphasis", "escape", "entity")
"""What a narrative may be made of; links, pictures, tables and HTML stand as the text that they are."""

YOUNG_PEOPLE = "young-people"
"""The narrative that is no chapter: what young people wrote or approved for children, an edition of its own."""

_SAID_BY = Markup('<p class="subtitle">What {} says</p>')
_AUTHORS = {"independent-scrutiny": "the independent scrutineer"}
"""Who wrote a chapter's narrative, where it is not the partnership itself."""


@dataclass
class Written:
    """A narrative as it stands in the page, and what was found in it."""

    markup: Markup
    findings: list[Finding] = field(default_factory=list)


def check_narratives(released: Released, charts: Sequence[Chart]) -> list[Finding]:
    """Return what members would stumble over in the narratives of a year, the worst first: queries, ten per chapter.

    Raises
    ------
    DataError
        With every error in every narrative: references that name nothing, numbers typed by hand, a direction that the
        figure contradicts, a file for a chapter that there is not.

    """
    known = {plan.chapter for plan in CHAPTERS} | {YOUNG_PEOPLE}
    found = [
        Finding(
            "error",
            file_of(chapter),
            "a narrative for a chapter that there is not",
            f"Name the file after one of: {', '.join(sorted(known))}.",
        )
        for chapter in released.narratives
        if chapter not in known
    ]
    references = References(released, charts)
    for chapter, told in released.narratives.items():
        if chapter in known:
            found += write_narrative(chapter, told, released, references).findings
    stop_on_errors(found, f"The narratives of {released.report.partnership} {released.report.year} cannot be printed:")
    return worst_first(found)


def narrative_of(chapter: str, released: Released, charts: Sequence[Chart]) -> Markup:
    """Return what the partnership wrote for a chapter; nothing where it wrote nothing.

    Raises
    ------
    DataError
        When there is an error in it.

    """
    told = released.narratives.get(chapter)
    if told is None:
        return Markup("")
    written = write_narrative(chapter, told, released, References(released, charts))
    stop_on_errors(written.findings, f"The narrative of the chapter {chapter} cannot be printed:")
    return Markup('<div class="narrative">\n{}\n{}{}</div>').format(
        _SAID_BY.format(_AUTHORS.get(chapter, "the partnership")), written.markup, HELD_BACK if told.held_back else ""
    )


def write_narrative(chapter: str, told: Narrative, released: Released, references: References) -> Written:
    """Turn a narrative into what stands in the page, and find what is wrong with it."""
    parser = _parser()
    file = file_of(chapter)
    findings: list[Finding] = []
    tokens = parser.parse(told.text)
    for token in tokens:
        if token.tag in {"h1", "h2", "h4", "h5", "h6"}:
            token.tag = "h3"  # a narrative stands in a chapter, whatever its own first heading is
        if token.type == "inline":
            first = (token.map or [0])[0] + 1
            filled, wrong = _fill(token, first, file, references)
            findings += [*wrong, *read_prose(filled, file, first, released)]
    text = str(parser.renderer.render(tokens, parser.options, {}))
    errors = [one for one in findings if one.severity == "error"]
    queries = sorted((one for one in findings if one.severity == "query"), key=lambda one: -one.count)
    # The parser escaped what is text; what is not are its own tags and what references stand for.
    return Written(Markup(text), [*errors, *queries[:MOST_QUERIES]])  # noqa: S704


def file_of(chapter: str) -> str:
    """Return the file of a chapter's narrative as findings name it."""
    return f"narrative/{chapter}.md"


def _fill(token: Any, first: int, file: str, references: References) -> tuple[list[str | Resolved], list[Finding]]:  # noqa: ANN401 — markdown-it's own
    """Fill in the references of a block; return its text with them, and what is wrong, each with its line."""
    parts: list[str | Resolved] = []
    wrong: list[Finding] = []
    for child in token.children or ():
        if child.type != "reference":
            parts.append(child.content or " ")
            continue
        try:
            resolved = references.resolve(child.meta["name"], child.meta["argument"])
        except BadReferenceError as bad:
            line = first + token.content[: child.meta["offset"]].count("\n")
            reason = "Write a reference as the guide on narratives says; every figure has its id in figures.csv."
            wrong.append(Finding("error", file, str(bad), reason, rows=(line,)))
            resolved = Resolved(Markup(""))
        child.meta["markup"] = str(resolved.markup)
        parts.append(resolved)
    if "{{" in "".join(part for part in parts if isinstance(part, str)):
        reason = "Write it as {{name}} or {{name(argument)}}."
        wrong.append(Finding("error", file, "a reference that is not whole", reason, rows=(first,)))
    return parts, wrong


@cache
def _parser() -> Any:  # noqa: ANN401 — markdown-it has types of its own
    markdown_it: Any = import_module("markdown_it")  # imported here: only a report with a narrative needs it
    parser = markdown_it.MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(list(_RULES))
    parser.inline.ruler.before("escape", "reference", _read_reference)
    parser.add_render_rule("reference", _print_reference)
    return parser


def _read_reference(state: Any, silent: bool) -> bool:  # noqa: ANN401, FBT001 — the form that markdown-it asks for
    """Read a reference at this place of the text, if one begins here."""
    found = REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"name": found["name"], "argument": found["argument"], "offset": state.pos, "markup": ""}
    state.pos = found.end()
    return True


def _print_reference(_renderer: Any, tokens: Sequence[Any], place: int, _options: Any, _env: Any) -> str:  # noqa: ANN401
    return str(tokens[place].meta["markup"])
