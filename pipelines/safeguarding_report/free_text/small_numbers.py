"""Small numbers of children in words, and descriptions of a single child, as people write them in free text.

"Three girls aged 14" says as much as a 3 in a table. The words are taken from the sentence that they stand in, so that
"one in four children", "section 47", "children's homes" and "45 working days" are what they are: ordinary prose.
A number without a noun ("two had been excluded", "only one") counts people unless its sentence has spoken of things.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from safeguarding_report.free_text.words_for_people import (
    DOING,
    EVENT,
    NOT_A_PERSON,
    OF_PEOPLE,
    ONE_PERSON,
    PERSON,
    SHORT,
    THING,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_NOT_COUNTED_BEFORE = (
    r"(?<![\w£$.,:/–-])(?<!\d in )(?<!one in )(?<!two in )(?<!three in )(?<!four in )(?<!in every )(?<!\bno )(?<!\bany )"
    r"(?<!\bevery )(?<!\beach )(?<!\bat least )(?<!more than )(?<!less than )(?<!fewer than )(?<!older than )(?<!year )(?<!\bunder )"
    r"(?<!\bover )(?<!\baged )(?<!\bage )(?<!\bbelow )(?<!\babove )(?<!\bstage )(?<!\blevel )(?<!\btier )(?<!\bsection )"
    r"(?<!\bpart )(?<!\bband )(?<!\bgrade )(?<!\bpriority )(?<!\bchapter )(?<!\bstep )(?<!\bcategory )(?<!\bphase )"
    r"(?<!\bregulation )(?<!\bparagraph )(?<!\bquarter )(?<!\bannex )(?<!\btable )(?<!\bfigure )(?<!\bmodel )"
    r"(?<!\bpage )(?<!\baudit )(?<!\bto )(?<!twenty )(?<!thirty )(?<!forty )(?<!fifty )(?<!sixty )(?<!seventy )"
    r"(?<!eighty )(?<!ninety )(?<!hundred and )(?<!thousand and )"
)
"""Words after which a number is a share, an order, an age or part of a larger number."""

_BETWEEN = (
    r"(?:\s+(?!(?:of|in|per|or|and|to|for|from|with|by|at|on|the|a|an|is|are|was|were|that|who|which|as|than|times|about|later|years?|months?|"
    r"weeks?|days?|hours?|"
    r"types?|point|front|view|assessment|plan|stop|parent)\b)"
    # a plural between a number and its noun is what the number counts: "three things young people told us"
    r"(?!\w*[^\Wsu’']s\b(?<!\bcases)(?<!\btrans))[\w’'/-]+){0,3}?(?:\s+year\s+\d{1,2})?"
)
"""Adjectives: "three looked-after children", "one Year 9 pupil"."""

_YEARS = (*_IN_WORDS, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")
_AGE = r"\d{1,2}|" + "|".join(_YEARS)
_NOT_A_RANGE = r"(?!\s*(?:to|and|or|–|-|years? (?:and|or|to)|plus|\+)(?!\w))(?![\w+–-])"
"""Not "aged 0 to 17", "aged 16 or 17": these are groups."""

_OLD = rf"(?:{_AGE})[\s-]*(?:(?:year|month|week|day)s?[\s-]old|y/?o|yrs?[\s-]old)\b(?!s)"
_NOT_A_THING = (
    r"(?!\s+(?:building|polic|strateg|plan|offer|funding|entitlement|system|place|review|data|home|school|programme))"
)

_NOTHING_AFTER = (
    r"(?=\s*(?:[.,;:)|!?]|$|\bin\b|\bof (?:them|whom|these|those)\b|\b(?:girls?|boys?|males?|females?)\b))(?!\.\d)"
)
"""After "Deaths: 2" comes no noun that the number would count instead."""


class _Pattern(NamedTuple):
    """One wording."""

    words: re.Pattern[str]
    is_bare: bool = False
    """True when the number has no noun of its own."""


def tells_of_few(text: str, threshold: int, header: str = "") -> bool:
    """Tell whether a text counts from one child to the threshold in words or digits, or describes a single one.

    `header` is what stands above a cell of a table: a bare number below "Girls" counts girls.
    """
    return any(_tells(one, threshold) for one in (*_cells_with_headers(text), (header, text)))


def _tells(cell: tuple[str, str], threshold: int) -> bool:
    header, text = (" ".join(words.split()) for words in cell)
    if header and _is_small_number(text, threshold) and _people_in(header):
        return True
    return any(
        not (pattern.is_bare and _is_about_things(text, found))
        for pattern in _patterns(threshold)
        for found in pattern.words.finditer(text)
    )


def _cells_with_headers(text: str) -> Iterator[tuple[str, str]]:
    """Yield (header, cell) of a table written with upright strokes."""
    headers: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if "|" in line else []
        if cells and len(headers) == len(cells):
            yield from zip(headers, cells, strict=True)
        else:
            headers = cells


def _is_small_number(text: str, threshold: int) -> bool:
    small = {*_IN_WORDS[:threshold], *map(str, range(1, threshold + 1))}
    return text.strip("*_ .").lower() in small


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?i:{PERSON}|deaths?|suicides?)|{SHORT})(?i:{NOT_A_PERSON})")


def _people_in(text: str) -> bool:
    return _people().search(text) is not None


def _is_about_things(text: str, found: re.Match[str]) -> bool:
    """True when the sentence has named things, or people at work, and none of whom the report tells, before a number."""
    start = max(text.rfind(mark, 0, found.start()) for mark in (". ", "; ", "! ", "? ")) + 1
    before = text[start : found.start()]
    after = text[found.end() : found.end() + _NEAR]
    return (_things().search(before) is not None and not _people_in(before)) or _things().match(
        after.lstrip()
    ) is not None


_NEAR = 30
"""A thing that a bare number counts after all stands next to it: "one of the five statutory agencies"."""


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{THING})\b", re.IGNORECASE)


@cache
def _patterns(threshold: int) -> tuple[_Pattern, ...]:
    digits = "|".join(map(str, range(1, threshold + 1)))
    plain = rf"(?:{'|'.join(_IN_WORDS[:threshold])}|{digits})"
    number = rf"(?:{plain}|both|a single|a sole|a lone|a couple of|a pair of|a handful of)"
    counted = rf"{_NOT_COUNTED_BEFORE}\b{number}(?:\s*\([\w ]+\))?(?:\s*[x×])?"
    people = rf"(?:{PERSON}|(?-i:{SHORT}))"
    is_was = r"(?:was|were|is|are|has been|have been|had been|being|identified as|described as|remained|became)"
    with_noun = (
        rf"{counted}{_BETWEEN}\s+(?:{people}|{EVENT}){NOT_A_PERSON}",
        rf"{counted}\s+(?:out )?of\s+(?:the|these|those|our|their|its|them|whom)\b(?:\s+[\w’'-]+){{0,2}}?\s+{people}{NOT_A_PERSON}",
        rf"\b(?:no|not) more than {plain}{_BETWEEN}\s+(?:{people}|{EVENT}){NOT_A_PERSON}",
        rf"{_NOT_COUNTED_BEFORE}\b{plain}\s*/\s*\d+\s+(?!of\b){people}{NOT_A_PERSON}",
        rf"{counted}\s+(?:under|over)[\s-]?(?:\d{{1,2}}s?|ones?|twos?|threes?|fours?|fives?|tens?|sixteens?|eighteens?)\b(?!\s*%)",
        rf"{counted}\s+(?:{_AGE})[\s-]year[\s-]olds?\b{_NOT_A_THING}",
        rf"{counted}\s+\d{{1,2}}[\s–-]+(?:to\s+)?\d{{1,2}}[\s-]year[\s-]olds\b",
        rf"\b(?:group|set|family) of {plain}(?:\s+(?:siblings|brothers|sisters|children|young))",
        rf"\bsibling group of {plain}\b|\b{plain}-child (?:family|household)",
        rf"\b(?:the|an)\s+only\s+(?:{ONE_PERSON}|case|death)(?!ren){NOT_A_PERSON}",
        rf"\b(?:just|only) one\s+(?:{ONE_PERSON}|case){NOT_A_PERSON}",
        r"\b(?:twins|triplets)\b|\btwin (?:boy|girl|bab|brother|sister|sibling|infant)",
        rf"\b(?:{ONE_PERSON}),?\s+(?:was\s+)?(?:aged|of)\s+(?:{_AGE})(?:\s+(?:weeks?|months?))?\b{_NOT_A_RANGE}",
        rf"\b(?:a|an|one|this|that|the)\s+(?:[\w’'-]+\s+)?(?<!older than ){_OLD}{_NOT_A_THING}",
        rf"\b{_OLD}\s+(?:[\w’'-]+\s+)?(?:{ONE_PERSON}){NOT_A_PERSON}",
        rf"\b(?:youngest|oldest|eldest)(?:\s+[\w’'-]+)?\s+(?:was|is|being)\s+(?:aged\s+|only\s+)?(?:{_AGE})\b",
        rf"\b(?:a|the)\s+(?:{ONE_PERSON})\s+(?:who\s+)?(?:sadly\s+|has\s+)?(?:died|drowned|was (?:killed|murdered|stabbed))\b",
        rf"\b(?:{people}|under[\s-]\d{{1,2}}s|{EVENT}){NOT_A_PERSON}(?:\s+[\w’'-]+){{0,6}}?\s*[:=|(–-]\s*{plain}\b(?![\w%–-])(?!\s*(?:to|%|per)\b){_NOTHING_AFTER}",
        rf"\bn\s*=\s*(?:{digits})\b(?![.,]?\d)",
    )
    bare = (
        rf"{counted}(?:\s+of\s+(?:these|those|them|whom))?\s+{is_was}\s+(?:[\w’'-]+\s+){{0,2}}?(?:{people}{NOT_A_PERSON}|(?:{OF_PEOPLE}))",
        rf"{counted}\s+(?:{DOING})",
        rf"{counted}\s+with\s+(?:a |an )?(?:[\w’'-]+\s+)?(?:disabilit|send?\b|autism|ehc|mental health (?:need|problem))",
        rf"(?<=\bof whom )(?:only |just )?(?:{plain})\b|{counted}\s+of\s+whom\b",
        rf"\bone of the (?:{plain})(?=\s*(?:[.,;:)!?]|$|\b(?:was|were|had|has|have|who|said|told|went|came|lived)\b))",
        rf"(?:\bonly|\bjust|\b(?:no|not) more than)\s+{plain}(?=\s*(?:[.,;:)!?]|$))",
    )
    return (
        *(_Pattern(re.compile(words, re.IGNORECASE)) for words in with_noun),
        *(_Pattern(re.compile(words, re.IGNORECASE), is_bare=True) for words in bare),
    )
