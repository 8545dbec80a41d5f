"""Reads a finished page back, as a browser would, and notes what the last checks ask about."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"meta", "br", "hr", "img", "link", "input", "path", "rect", "circle", "use", "line"}
"""Elements that may stand without an end tag, in HTML or in a chart."""

_NOT_READ = {"style", "title", "data"}
"""What stands in these is not running text: styles, the window's title, and figures tied to their row."""

NUMBER = "number"
"""The class of the number of a chapter or a paragraph."""


@dataclass
class Element:
    """One element of the page: its name, attributes, and where it stands."""

    name: str
    attributes: dict[str, str]
    section: str
    """The chapter it is in."""
    in_chart: bool
    """True inside an inline drawing."""
    text: str = ""
    holds: list[str] = field(default_factory=list)
    """Names of the elements inside it."""


class Page(HTMLParser):
    """A page taken apart: its elements in order, and its running text by chapter."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = page
        self.elements: list[Element] = []
        self.text_by_section: dict[str, list[str]] = {}
        self.oddities: list[str] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()

    @property
    def _section(self) -> str:
        sections = [one.attributes.get("id", "") for one in self._open if one.name == "section"]
        return next((name for name in sections if name), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        in_chart = tag == "svg" or any(one.name == "svg" for one in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, self._section, in_chart)
        if len(element.attributes) < len(attrs):
            self.oddities.append("an attribute is given twice")
        if tag == "section" and not element.section:
            element.section = element.attributes.get("id", "")
        for one in self._open:
            one.holds.append(tag)
        self.elements.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as those of a chart do."""
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _EMPTY:
            return
        if not self._open or self._open[-1].name != tag:
            self.oddities.append(f"</{tag}> closes nothing")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note text: of the elements it stands in, and of the chapter unless it is tied to a figure."""
        for one in self._open:
            one.text += data
        if not any(one.name in _NOT_READ or one.in_chart or _is_tied(one) for one in self._open):
            self.text_by_section.setdefault(self._section, []).append(data)

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


def _is_tied(element: Element) -> bool:
    """True for what the last checks compare by itself: the number of a chapter or paragraph, an entry of a register."""
    return element.name == "span" and (element.attributes.get("class") == NUMBER or "data-entry" in element.attributes)
