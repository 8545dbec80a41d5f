"""Words read back: text alternatives, comments, attributes and the manifest hold no number that was not released."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguarding_report.released import Released
    from safeguarding_report.report.reader import Element, Page

_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
_YEARS_AND_DAYS = re.compile(r"\b(?:19|20)\d\d(?:-\d\d)?\b|\b\d{1,2} (?:January|March|April|July|August|September)\b")

_FOR_READERS = ("aria-label", "aria-description", "alt", "title", "content", "data-label")
"""Attributes that are read to somebody; all others are names, places and sizes."""

_DATA_ATTRIBUTES = {"data-figure", "data-end", "data-fact", "data-entry", "data-worked", "data-then", "data-label"}


def read_words(page: Page, manifest: str, released: Released) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for every number beside the running text that is no released figure's."""
    constants = _constants(released)
    printed = {figure.text for figure in released.figures if figure.value}
    visible = _spaceless("".join("".join(texts) for texts in page.text_by_section.values()))
    known = constants | printed
    for element in page.elements:
        for rule in _wrong_in(element, visible, constants, known):
            yield f"chapter {element.section}" if element.section else "the page", rule
    for name in _numbers_in(json.loads(manifest)):
        yield "manifest.json", f"a number under {name}"


def _constants(released: Released) -> set[str]:
    """Return the numbers that are words of the field: 45 working days, ages 0 to 17, per 10,000, section 47."""
    words = (
        text
        for measure in released.measures.values()
        for text in (
            measure.name,
            measure.numerator,
            measure.denominator,
            measure.unit,
            measure.definition,
            *(name for _, name in measure.categories),
        )
    )
    return {number for text in words for number in _NUMBER.findall(text)} | {"10,000"}


def _wrong_in(element: Element, visible: str, constants: set[str], known: set[str]) -> Iterator[str]:
    if element.in_chart and element.name in {"desc", "title"} and _strays(element.text, known):
        yield "a text alternative with a number that is no released figure's"
    for name, value in element.attributes.items():
        if name.startswith("data-") and name not in _DATA_ATTRIBUTES:
            yield f"an attribute {name}"
        is_read = name in _FOR_READERS and element.name != "meta"
        # A name that repeats what stands there for all to see is checked where it stands.
        if is_read and _strays(value, constants) and _spaceless(value.removeprefix("Table: ")) not in visible:
            yield f"an attribute {name} with a number"


def _spaceless(text: str) -> str:
    # Years and symbols stand in elements of their own, so that a caption comes in pieces.
    return "".join(text.split())


def numbers_in_text(text: str) -> list[str]:
    """Return every number in a text, as written, except years and days of the year."""
    return _NUMBER.findall(_YEARS_AND_DAYS.sub("", text))


def read_numbers_of(content: Any) -> Iterator[str]:  # noqa: ANN401 — JSON is anything
    """Yield the name under which each number stands in a JSON document."""
    return _numbers_in(content)


def _strays(text: str, known: set[str]) -> set[str]:
    return set(numbers_in_text(text)) - known


def _numbers_in(content: Any, name: str = "") -> Iterator[str]:  # noqa: ANN401 — JSON is anything
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _numbers_in(value, key)
    elif isinstance(content, list):
        for value in content:
            yield from _numbers_in(value, name)
    elif isinstance(content, (int, float)) and not isinstance(content, bool) and name != "schema":
        yield name
