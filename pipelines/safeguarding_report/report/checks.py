"""The last checks of a finished page: what does not pass them is not put among the public files."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.guidance import load_edition, unanswered
from safeguarding_report.report.allowed import refused
from safeguarding_report.report.answers import answers_in
from safeguarding_report.report.entry_checks import wrong_entries
from safeguarding_report.report.numbering import chapters_of, paragraph_anchor
from safeguarding_report.report.page import CONTENT_SECURITY_POLICY, page_facts
from safeguarding_report.report.typed import looks_like_a_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Figure, Released
    from safeguarding_report.report.reader import Element, Page

    Wrong = Iterator[tuple[str, str]]
    """(section, what is wrong)."""

PLACEHOLDER = "No description has been provided for this image"
"""What nbconvert writes where nobody described a picture; tools then report nothing missing."""

DEEPEST_HEADING = 3
_HEADING_ELEMENTS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def check_page(page: Page, released: Released, charts: Sequence[Chart]) -> list[Finding]:
    """Return what is wrong with a finished page, as findings; none means that it may be made public."""
    wrong: dict[tuple[str, str], int] = {}
    for found in (
        *(("", oddity) for oddity in page.oddities),
        *refused(page),
        *_frame(page, released),
        *_headings(page),
        *_names(page),
        *_tables(page),
        *_figures(page, released),
        *wrong_entries(page, released),
        *_typed_numbers(page),
        *_chapters(page, chapters_of(released)),
        *_numbers(page, chapters_of(released)),
        *_charts(page, [one for one in charts if one.chapter in chapters_of(released)]),
    ):
        wrong[found] = wrong.get(found, 0) + 1
    return [
        *_requirements(released),
        *(
            Finding(
                severity="error",
                file="report.html",
                table=f"chapter {section}" if section else "",
                rule=f"{f'chapter {section}: ' if section else ''}{told}",
                reason="Put it right in the notebook, the chapter or the template that made it.",
                count=count,
            )
            for (section, told), count in wrong.items()
        ),
    ]


def _requirements(released: Released) -> list[Finding]:
    """Return the requirements of the guidance that no chapter answers; what nobody has checked is never an error."""
    if not released.report.guidance:
        return []
    found = unanswered(load_edition(released.report.guidance), answers_in(released))
    return [finding for finding in found if finding.severity == "error"]


def check_edition(file: str, page: Page, released: Released, *, is_whole: bool = True) -> list[Finding]:
    """Return what is wrong with another edition that is a page; a part of a page (not `is_whole`) has no frame."""
    wrong: dict[tuple[str, str], int] = {}
    for found in (
        *(("", oddity) for oddity in page.oddities),
        *refused(page, is_whole=is_whole),
        *(_policy(page) if is_whole else ()),
        *(_headings(page) if is_whole else ()),
        *_names(page),
        *_tables(page),
        *_figures(page, released),
        *_typed_numbers(page),
    ):
        wrong[found] = wrong.get(found, 0) + 1
    reason = "Put it right in the report or in the module that makes this edition."
    return [
        Finding("error", file, f"{f'{section}: ' if section else ''}{told}", reason, count=count)
        for (section, told), count in wrong.items()
    ]


def _policy(page: Page) -> Wrong:
    policies = [one.attributes.get("content") for one in page.named("meta") if one.attributes.get("http-equiv")]
    if policies != [CONTENT_SECURITY_POLICY]:
        yield "", "the Content-Security-Policy is absent or another"


def _frame(page: Page, released: Released) -> Wrong:
    facts = page_facts(released)
    yield from _policy(page)
    if [one.attributes.get("lang") for one in page.named("html")] != ["en-GB"]:
        yield "", "the language of the page is not en-GB"
    if [one.text for one in page.named("title")] != [facts.title]:
        yield "", "the title is not that of this partnership and year"
    if len(page.named("main")) != 1:
        yield "", "the page does not have one <main>"
    if [one.text.strip() for one in page.named("aside")] != [facts.banner]:
        yield "", "the words that say demonstration or draft are absent"


def _headings(page: Page) -> Wrong:
    levels = [int(one.name[1]) for one in page.elements if one.name in _HEADING_ELEMENTS]
    if levels.count(1) != 1:
        yield "", "the page does not have one <h1>"
    if any(later > earlier + 1 for earlier, later in pairwise(levels)):
        yield "", "a heading skips a level"
    if any(not one.text.strip() for one in page.named("h1", "h2", "h3")):
        yield "", "a heading is empty"
    if levels and max(levels) > DEEPEST_HEADING:
        yield "", "a heading is deeper than a reader can follow"


def _names(page: Page) -> Wrong:
    names = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    known = set(names)
    if len(known) < len(names):
        yield "", "two elements have the same id"
    for link in page.named("a"):
        if not link.text.strip():
            yield link.section, "a link has no text"
        if link.attributes.get("href", "").removeprefix("#") not in known:
            yield link.section, "a link leads nowhere"
    for button in page.named("button"):
        if button.attributes.get("popovertarget") not in known or button.attributes.get("type") != "button":
            yield button.section, "a button opens nothing"


def _tables(page: Page) -> Wrong:
    for table in page.named("table"):
        if table.holds.count("caption") != 1:
            yield table.section, "a table has no caption"
        if "tbody" not in table.holds or "th" not in table.holds:
            yield table.section, "a table has no header or no body"
    for header in page.named("th"):
        if header.attributes.get("scope") not in {"col", "row"}:
            yield header.section, "a table header does not say what it is the header of"
        if not header.text.strip():
            yield header.section, "a table header is empty"


def _figures(page: Page, released: Released) -> Wrong:
    then = {one["figure_id"]: one["value"] for one in released.report.restated}
    for element in page.named("data"):
        value, text = element.attributes.get("value", ""), element.text
        if "data-fact" in element.attributes:
            fact = getattr(released.report, element.attributes["data-fact"], None)
            if value != str(fact) or text != f"{fact:,}":
                yield element.section, "a number about the report is not the one that the gate gave"
            continue
        if "data-then" in element.attributes:
            before = then.get(element.attributes["data-then"], "")
            if not before or (value, text) != (before, f"{Decimal(before):,}"):
                yield element.section, "a number is said to have been printed that was not"
            continue
        if "data-entry" in element.attributes or "data-worked" in element.attributes:
            continue  # compared by itself
        figure = released.by_id.get(element.attributes.get("data-figure", ""))
        if figure is None:
            yield element.section, "a figure is printed that was not released"
        elif (value, text) != _printed(figure, element.attributes.get("data-end", "")):
            yield element.section, "a figure is printed with another value than the released one"


def _printed(figure: Figure, end: str) -> tuple[str, str]:
    """Return what stands in the page of a figure, or of an end of its interval: the value and the text."""
    if end in {"lower", "upper"}:
        number = getattr(figure, end)
        return number, f"{Decimal(number):,}" if number else ""
    return figure.value or figure.symbol, figure.text


def _typed_numbers(page: Page) -> Wrong:
    for section, texts in page.text_by_section.items():
        for text in texts:
            if looks_like_a_figure(text):
                yield section, "a number that looks like a figure is not tied to a released one"


def _chapters(page: Page, numbers: dict[str, str]) -> Wrong:
    expected = list(numbers)
    there = [
        one.attributes.get("id")
        for one in page.named("section")
        if "aria-labelledby" in one.attributes and one.section == one.attributes.get("id")
    ]
    if there != expected:
        yield "", "chapters are absent, twice there, or in another order than planned"


def _numbers(page: Page, numbers: dict[str, str]) -> Wrong:
    """Say where paragraphs are not numbered one after the other, or a number is not the one that links use."""
    counted = dict.fromkeys(numbers, 0)
    for one in page.named("p", "li"):
        if not _is_cited(one):
            continue
        chapter = next((chapter for chapter, number in numbers.items() if _chapter_of(one) == number), "")
        counted[chapter] = counted.get(chapter, 0) + 1
        expected = f"{numbers.get(chapter, '')}.{counted[chapter]}"
        if one.attributes["id"] != paragraph_anchor(expected) or not one.text.startswith(f"{expected} "):
            yield chapter, "paragraphs are not numbered in their order"


def _chapter_of(element: Element) -> str:
    return element.attributes["id"].removeprefix("p").partition(".")[0]


def _is_cited(element: Element) -> bool:
    return re.match(r"p[0-9A-Z]+\.", element.attributes.get("id", "")) is not None


def _charts(page: Page, charts: Sequence[Chart]) -> Wrong:
    blocks = {one.attributes.get("id", ""): one for one in page.named("section")}
    for chart in charts:
        block = blocks.get(f"chart-{chart.chart}")
        if block is None:
            yield chart.chapter, "a chart of this chapter is absent"
        elif "svg" not in block.holds and chart.alternative not in block.text:
            yield chart.chapter, "neither a drawing nor a sentence stands in place of a chart"
    if PLACEHOLDER in page.html:
        yield "", "a picture is described by a placeholder"
    for drawing in (one for one in page.elements if one.name == "svg"):
        named = {"aria-label", "aria-labelledby"} & set(drawing.attributes)
        hidden = drawing.attributes.get("aria-hidden") == "true"
        if not hidden and (drawing.attributes.get("role") != "img" or not named):
            yield drawing.section, "a drawing has no text alternative"
