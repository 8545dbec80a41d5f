"""Reads a finished page back, as a browser would, and notes what the last checks ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

_EMPTY = {"meta", "br", "hr", "img", "link", "input", "path", "rect", "circle", "use", "line"}
"""Elements that may stand without an end tag, in HTML or in a chart."""

_NOT_READ = {"style", "title", "data"}
"""What stands in these is not running text: styles, the window's title, and figures tied to their row."""

NUMBER = "number"
"""The class of the number of a chapter or a paragraph."""


_BODY = "<body>"
"""Before it stands what the library alone reads, such as styles."""

_PLAIN = re.compile(
    r"(?P<text>[^<]+)(?=<)"
    r"|</(?P<end>[a-zA-Z][a-zA-Z0-9]*)>"
    r"|<(?!(?i:script|style)\b)(?P<start>[a-zA-Z][a-zA-Z0-9]*)"
    r'(?P<attributes>(?: [a-zA-Z][-:a-zA-Z0-9]*(?:="[^"]*")?)*) ?(?P<closed>/?)>'
    r"|"
)
"""A piece of a page that can be read in one way only, and the library reads in the same.

Nothing at all where there is none: to look for the next one from each sign of a torn page would take hours.
"""

_ATTRIBUTE = re.compile(r' ([a-zA-Z][-:a-zA-Z0-9]*)(?:="([^"]*)")?')


@dataclass(slots=True)
class Element:
    """One element of the page: its name, attributes, and where it stands."""

    name: str
    attributes: dict[str, str]
    section: str
    """The chapter it is in."""
    in_chart: bool
    """True inside an inline drawing."""
    is_read: bool
    """True where its text is running text: not styles, not a drawing, and not what the last checks compare by itself."""
    _page: Page = field(repr=False)
    _first: tuple[int, int]
    """The places of what comes next in the page, among all texts and among all elements."""
    _end: tuple[int, int] | None = None
    """The places of what comes after it; None until it is closed."""

    @property
    def text(self) -> str:
        """All text inside it. Each text of a page is kept once, however many elements it stands in."""
        return "".join(self._page.texts[self._first[0] : self._end[0] if self._end else None])

    @property
    def holds(self) -> list[str]:
        """Names of the elements inside it."""
        inside = self._page.elements[self._first[1] : self._end[1] if self._end else None]
        return [one.name for one in inside]

    def close(self) -> None:
        """Hold nothing of what comes after."""
        self._end = self._page.place


class Page(HTMLParser):
    """A page taken apart: its elements in order, and its running text by chapter."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = page
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.text_by_section: dict[str, list[str]] = {}
        self.oddities: list[str] = []
        self._open: list[Element] = []
        begin = max(page.find(_BODY), 0)
        self.feed(page[:begin])
        # What the library keeps back, it must read on itself.
        self.feed(page[begin if self.rawdata or self.cdata_elem else self._read_plainly(begin) :])
        self.close()

    def _read_plainly(self, place: int) -> int:
        """Read a page from a place as long as it is written plainly, as ours is, and return where that ends.

        All else is left to the library, with which a page takes twice as long.
        """
        for piece in _PLAIN.finditer(self.html, place):
            if piece.end() == place:
                break
            place = piece.end()
            text, end, start, written, closed = piece.groups()
            if text:
                self.handle_data(unescape(text))
            elif end:
                self.handle_endtag(end.lower())
            else:
                attributes = _ATTRIBUTE.findall(written)
                self._begin(
                    start.lower(), {name.lower(): unescape(value) for name, value in attributes}, len(attributes)
                )
                if closed:
                    self._end_at_once(start.lower())
        return place

    @property
    def place(self) -> tuple[int, int]:
        """How many texts and elements there are so far."""
        return len(self.texts), len(self.elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._begin(tag, {name: value or "" for name, value in attrs}, len(attrs))

    def _begin(self, tag: str, attributes: dict[str, str], given: int) -> None:
        if len(attributes) < given:
            self.oddities.append("an attribute is given twice")
        if self._open:
            outside = self._open[-1]
            section, in_chart, is_read = outside.section, outside.in_chart or tag == "svg", outside.is_read
        else:
            section, in_chart, is_read = "", tag == "svg", True
        if tag == "section" and not section:
            section = attributes.get("id", "")
        is_read = is_read and not (in_chart or tag in _NOT_READ or _is_tied(tag, attributes))
        first = (len(self.texts), len(self.elements) + 1)
        element = Element(tag, attributes, section, in_chart, is_read, self, first)
        self.elements.append(element)
        if tag in _EMPTY:
            element.close()
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as those of a chart do."""
        self.handle_starttag(tag, attrs)
        self._end_at_once(tag)

    def _end_at_once(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._open.pop().close()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _EMPTY:
            return
        if self._open and self._open[-1].name == tag:
            self._open.pop().close()
        else:
            self.oddities.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Note text: of the elements it stands in, and of the chapter unless it is tied to a figure."""
        self.texts.append(data)
        innermost = self._open[-1] if self._open else None
        if innermost is None or innermost.is_read:
            self.text_by_section.setdefault(innermost.section if innermost else "", []).append(data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 — what it says does not matter
        """Note a comment: a page has none."""
        self.oddities.append("a comment stands in the page")

    def close(self) -> None:
        """Note what was never closed."""
        super().close()
        self.oddities += [f"<{one.name}> is never closed" for one in self._open]

    def named(self, *names: str) -> list[Element]:
        """Return the elements of these names outside charts, in page order."""
        return [one for one in self.elements if one.name in names and not one.in_chart]


@lru_cache(maxsize=2)
def taken_apart(page: str) -> Page:
    """Return a page taken apart; the same text only once, however many checks look at it."""
    return Page(page)


def _is_tied(tag: str, attributes: dict[str, str]) -> bool:
    """True for what the last checks compare by itself: the number of a chapter or paragraph, an entry of a register."""
    return tag == "span" and (attributes.get("class") == NUMBER or "data-entry" in attributes)
