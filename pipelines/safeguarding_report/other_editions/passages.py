"""Passages: what other editions take over from the finished page, word for word and with its figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguarding_report.other_editions.rewriting import UNWRAPPED, Attributes, Rewrite, rewritten
from safeguarding_report.report.questions import MAY_ASK

if TYPE_CHECKING:
    from collections.abc import Callable

FROM_THE_REPORT = "The accessible original is report.html. Where another edition differs from it, the original stands."

_SECTION = re.compile(r"<(/?)section\b[^>]*>")
_LINK_TARGET = re.compile(r'\bid="([^"]*)"')
_LINK = re.compile(r'(?P<bracket>\()?<a href="#(?P<target>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"^(?:\d+|[A-Z])(?= )")
_PARAGRAPH = re.compile(r'<span class="number">([^<]*)</span>')
_ONLY_A_YEAR = re.compile(r"\d{4}-\d{2}")
"""The words of a link of a card, which has no room for more; the chapter follows from what the card is about."""


def chapter_of(page: str, chapter: str) -> str:
    """Return a chapter of a page as it stands, its own element included; an empty text where there is none."""
    begin = re.search(rf'<section id="{re.escape(chapter)}"[^>]*>', page)
    if begin is None:
        return ""
    depth = 0
    for tag in _SECTION.finditer(page, begin.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return page[begin.start() : tag.end()]
    return ""


def opening_of(page: str, chapter: str) -> str:
    """Return the paragraph that opens a chapter; an empty text where it has none."""
    found = re.search(r'<p\b[^>]*class="lead"[^>]*>.*?</p>', chapter_of(page, chapter), re.DOTALL)
    return found[0] if found else ""


def heading_of(page: str, chapter: str) -> str:
    """Return the text of a chapter's heading, with its number where chapters have numbers."""
    found = re.search(r"<h2\b[^>]*>(.*?)</h2>", chapter_of(page, chapter), re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split()) if found else ""


def chapters_in(page: str) -> list[str]:
    """Return the names of the chapters of a page, in its order."""
    return re.findall(r'<section id="([^"]*)" aria-labelledby=', page)


def without_questions(passage: str) -> str:
    """Return a chapter without the questions that it closes with."""
    return re.sub(rf'<h3>[^<]*{MAY_ASK}</h3>\s*<ul class="questions">.*?</ul>', "", passage, flags=re.DOTALL)


def shifted(passage: str, by: int) -> str:
    """Return a passage with its headings so many levels deeper."""

    def change(name: str, attributes: Attributes, _: str) -> Rewrite:
        return (f"h{int(name[1]) + by}" if re.fullmatch(r"h[1-6]", name) else name), attributes

    return rewritten(passage, change)


def for_reading(passage: str, page: str = "") -> str:
    """Return a passage without what leads to parts of the page that the edition has not, saying where these stand."""

    def change(name: str, attributes: Attributes, _: str) -> Rewrite:
        if "about" in attributes.get("class", "").split() or "popover" in attributes:
            return None
        if name == "button":
            return UNWRAPPED
        return name, attributes

    return without_dead_links(rewritten(_with_places(passage, page), change))


def place_of(page: str, target: str) -> str:
    """Return where in the report the target of a link stands, as "paragraph B.6" or "annex G"; nothing where unknown."""
    chapter = next((name for name in chapters_in(page) if f' id="{target}"' in chapter_of(page, name)), "")
    inside = chapter_of(page, chapter) if chapter else ""
    number = _NUMBER.search(heading_of(page, chapter)) if chapter else None
    if number is None:
        return ""
    # Below a heading of the third level the first paragraph is what is meant; a chapter, or a table, has no such one.
    below = inside.partition(f'<h3 id="{target}"')[2].partition("<h3")[0]
    paragraph = _PARAGRAPH.search(below)
    if paragraph is not None:
        return f"paragraph {paragraph[1]}"
    return f"{'chapter' if number[0].isdecimal() else 'annex'} {number[0]}"


def _with_places(passage: str, page: str) -> str:
    """Return a passage in which the words of a link say where in the report they lead, unless they do so already."""

    def told(link: re.Match[str]) -> str:
        place = "" if f' id="{link["target"]}"' in passage else place_of(page, link["target"])
        words = re.sub(r"<[^>]*>", "", link["words"])
        if not place or place.split()[-1] in re.split(r"[\s,]+", words) or _ONLY_A_YEAR.fullmatch(words):
            return link[0]
        return f"{link[0]}; {place} of the report" if link["bracket"] else f"{link[0]} ({place} of the report)"

    return _LINK.sub(told, passage)


def without_dead_links(html: str) -> str:
    """Return HTML in which a link to what is not in it is plain text."""
    there = set(_LINK_TARGET.findall(html))

    def change(name: str, attributes: Attributes, _: str) -> Rewrite:
        target = attributes.get("href", "")
        return UNWRAPPED if name == "a" and target.startswith("#") and target[1:] not in there else (name, attributes)

    return rewritten(html, change)


def prefixed(html: str, prefix: str, change: Callable[[str, Attributes, str], Rewrite]) -> str:
    """Return HTML whose names all begin with a prefix, so that they clash with no others, changed further."""

    def name_all(name: str, attributes: Attributes, parent: str) -> Rewrite:
        return change(name, {key: _prefixed(key, value, prefix) for key, value in attributes.items()}, parent)

    return rewritten(html, name_all)


def _prefixed(attribute: str, value: str, prefix: str) -> str:
    if attribute == "id":
        return f"{prefix}{value}"
    if attribute in {"aria-labelledby", "aria-describedby"}:
        return " ".join(f"{prefix}{name}" for name in value.split())
    if attribute in {"href", "xlink:href"} and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    return re.sub(r"url\(#", f"url(#{prefix}", value)
