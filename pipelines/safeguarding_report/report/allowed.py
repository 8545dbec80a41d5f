"""What a page may consist of: an allow-list of elements and attributes, for its text and for its charts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguarding_report.report.reader import Element, Page

_ANYWHERE = {"id", "class"}

_TEXT_ELEMENTS: dict[str, set[str]] = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(),
    "style": set(),
    "body": set(),
    "a": {"href"},
    "aside": {"aria-label"},
    "header": set(),
    "footer": set(),
    "nav": {"aria-labelledby"},
    "main": {"tabindex"},
    "section": {"aria-labelledby"},
    "div": {"role", "aria-label", "tabindex", "popover"},
    "button": {"type", "popovertarget"},
    "table": set(),
    "th": {"scope", "data-label"},
    "td": {"data-label"},
    "data": {"value", "data-figure", "data-end", "data-fact", "data-entry", "data-worked", "data-then"},
    "span": {"data-entry"},
}
"""Elements with what they may carry beside id and class."""

_PLAIN_ELEMENTS = {
    "h1", "h2", "h3", "p", "span", "strong", "em", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "figure",
    "details", "summary",
    "caption", "thead", "tbody", "tr",
}  # fmt: skip

_CHART_ELEMENTS = {
    "svg", "g", "defs", "clippath", "path", "rect", "circle", "line", "polyline", "polygon", "use", "text",
    "tspan", "title", "desc",
}  # fmt: skip

_CHART_ATTRIBUTES = _ANYWHERE | {
    "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "role", "focusable", "lang",
    "clip-path", "clip-rule", "clippathunits", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "fill-rule",
    "font-family", "font-size", "font-style", "font-weight", "height", "href", "opacity", "points",
    "preserveaspectratio", "r", "rx", "ry", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor", "transform", "version", "viewbox",
    "width", "x", "x1", "x2", "xlink:href", "xmlns", "xmlns:xlink", "y", "y1", "y2",
}  # fmt: skip

_OUTSIDE = re.compile(r"(?:https?:)?//|javascript:|data:|url\((?!\s*['\"]?#)|@import|expression\(", re.IGNORECASE)
"""Anything that could fetch or run; inside a chart `url(#…)` names a part of the same chart."""

_LINKS = {"href", "xlink:href"}

_INERT = {"xmlns", "xmlns:xlink"}
"""Names of vocabularies look like addresses and are never fetched."""


IN_ANOTHER_PAGE = "h4"
"""A heading of the third level, in a piece of a page that stands in another one."""


def refused(page: Page, *, is_whole: bool = True) -> Iterator[tuple[str, str]]:
    """Give (section, what is wrong) for everything that is not on the allow-list, in a page or (not whole) a piece."""
    for element in page.elements:
        if not is_whole and element.name == IN_ANOTHER_PAGE and set(element.attributes) <= _ANYWHERE:
            continue
        for told in _refused_in(element):
            yield element.section, told


def _refused_in(element: Element) -> Iterator[str]:
    if element.in_chart:
        known, allowed = element.name in _CHART_ELEMENTS, _CHART_ATTRIBUTES
    else:
        known = element.name in _TEXT_ELEMENTS or element.name in _PLAIN_ELEMENTS
        allowed = _ANYWHERE | _TEXT_ELEMENTS.get(element.name, set())
    if not known:
        yield f"<{element.name}> may not stand in a page"
    for name, value in element.attributes.items():
        if name not in allowed:
            yield f"<{element.name}> may not have the attribute {name}"
        elif name in _LINKS and not value.startswith("#"):
            yield f"a link of <{element.name}> leaves the page"
        elif name not in _INERT and element.name != "meta" and _leads_outside(value):
            yield f"the attribute {name} of <{element.name}> names something outside the page"
    if element.name == "style" and _leads_outside(element.text):
        yield "a style names something outside the page"


def _leads_outside(text: str) -> bool:
    # One of these signs stands in all that could, and they are found sooner than it in tens of thousands of attributes.
    may = ":" in text or "//" in text or "(" in text or "@" in text
    return may and _OUTSIDE.search(text) is not None
