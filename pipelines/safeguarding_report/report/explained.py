"""Terms explained where they first stand: a button in the text of each chapter, and the meaning behind it.

A definition that covers the text on hover would break WCAG 1.4.13; a button with a popover opens by Enter and closes by
Escape, without a script. In print the glossary stands from A to Z.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from safeguarding_report.glossary import Term, load_glossary
from safeguarding_report.report import elements

MOST_TERMS = 8
"""In one chapter: more buttons than this and a reader with a keyboard never reaches the end."""

_TOKENS = re.compile(r"(<[^>]*>)")
_QUOTES = "[“”‘’]|&#3[49];"  # noqa: RUF001 — as they are written and escaped in a page
_BEFORE = rf"(?:\(|\[|{_QUOTES})*"
_AFTER = rf"(?:(?:{_QUOTES})s\b)?(?:[)\].,:!?]|;|{_QUOTES})*"
"""What touches a term: a browser ends a line beside a button, however little stands there."""

_OPENING_QUOTE = "“"
"""What begins right after one stands in an element of its own, as the name of an entry does: a button there would part
them at the end of a line, and cannot hold them together."""

_OPENS_NO_TEXT = re.compile(r"<(a|h[1-6]|button|table|svg|summary|details|data|blockquote|dl|strong)\b")
_CLOSES_NO_TEXT = re.compile(r"</(a|h[1-6]|button|table|svg|summary|details|data|blockquote|dl|strong)>")


def explain_terms(body: Markup, chapter: str) -> Markup:
    """Make a button of each term of the glossary where it first stands in the running text of a chapter."""
    explained: dict[str, Term] = {}
    closed = 0

    def button(found: re.Match[str]) -> str:
        term = _by_form()[found["term"].lower()]
        if term.anchor in explained or len(explained) == MOST_TERMS:
            return found[0]
        explained[term.anchor] = term
        name = _popover_name(chapter, term)
        made = f'<button type="button" class="term" popovertarget="{name}">{found["term"]}</button>'
        touched = found["before"] + made + found["after"]
        return f'<span class="touched">{touched}</span>' if touched != made else made

    pieces: list[str] = []
    text_before = ""
    for piece in _TOKENS.split(str(body)):
        if piece.startswith("<"):
            closed += bool(_OPENS_NO_TEXT.match(piece)) - bool(_CLOSES_NO_TEXT.match(piece))
            pieces.append(piece)
        else:
            stays = closed or not piece.strip() or text_before.endswith(_OPENING_QUOTE)
            pieces.append(piece if stays else _pattern().sub(button, piece))
            text_before = piece or text_before
    # What was escaped stays so: only words of the glossary are wrapped, and tags are taken over as they stand.
    text = Markup("".join(pieces))  # noqa: S704
    return elements.join([text, *(_meaning(chapter, term) for term in explained.values())])


def _meaning(chapter: str, term: Term) -> Markup:
    name = f"{term.term} ({term.short})" if term.short else term.term
    return Markup(
        '<div popover id="{}" class="meaning"><strong>{}</strong> {} <a href="#{}">In the glossary</a></div>'
    ).format(_popover_name(chapter, term), name, term.meaning, term.anchor)


def _popover_name(chapter: str, term: Term) -> str:
    return f"{chapter}-{term.anchor}"


@cache
def _by_form() -> dict[str, Term]:
    return {form.lower(): term for term in load_glossary() if term.explained_in_text for form in term.forms}


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=len, reverse=True)
    term = rf"(?<![\w-])(?P<term>{'|'.join(map(re.escape, forms))})(?![\w-])"
    return re.compile(rf"(?P<before>{_BEFORE}){term}(?P<after>{_AFTER})", re.IGNORECASE)
