"""Plain English: reading age by a stated formula, and what in a narrative a member would stumble over.

The reading grade is Flesch and Kincaid's: 0.39 × words per sentence + 11.8 × syllables per word − 15.59; the reading age
is the grade and five. Syllables are counted as groups of vowels. The words of the statute and of the glossary count as
words of one syllable: a report cannot do without them, and the glossary explains them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from safeguarding_report.changes import change
from safeguarding_report.findings import Finding
from safeguarding_report.glossary import load_glossary
from safeguarding_report.report.references import Resolved
from safeguarding_report.report.typed import looks_like_a_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguarding_report.released import Figure, Released

LONGEST_SENTENCE = 25
"""Words; the service manual of government asks for no more."""

HARD_SYLLABLES = 4
"""A word of so many syllables is hard unless it is a word of the field."""

YEARS_BEFORE_SCHOOL = 5
"""A grade is a year of school, which begins at five."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[{“\"(0-9])")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_ACRONYM = re.compile(r"\b[A-Z]{2,}s?\b")
_FIGURE_STANDS_HERE = "\u0000"

_UP = re.compile(
    r"\b(?:rose|rises?|rising|risen|increas(?:e|es|ed|ing)|grew|grown|growing|higher|climbed|went up|up from)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fell|falls?|falling|fallen|decreas(?:e|es|ed|ing)|dropp?(?:s|ed|ing)?|declin(?:e|es|ed|ing)|lower|went down|"
    r"reduced|reduction|down from)\b",
    re.IGNORECASE,
)

_STATUTORY = (
    "safeguarding", "authority", "authorities", "integrated", "independent", "scrutineer", "multi-agency", "statutory",
    "accommodation", "exploitation", "vulnerable", "organisation", "education", "community", "area", "population",
)  # fmt: skip
"""Words of the law and of the name of the thing itself, which no plainer word replaces."""


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one for one in _SENTENCE_END.split(" ".join(text.split())) if _WORD.search(one)]


def words_of(text: str) -> list[str]:
    """Return the words of a text; numbers are none."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Return how many groups of vowels a word has; a silent e at its end is none."""
    plain = word.lower().replace("’", "'")
    groups = len(_VOWELS.findall(plain))
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def reading_age(text: str) -> float:
    """Return the age at which a text can be read, by the formula that this module states."""
    sentences, words = sentences_of(text), words_of(text)
    if not words:
        return 0.0
    counted = sum(1 if is_of_the_field(word) else syllables(word) for word in words)
    grade = 0.39 * len(words) / max(1, len(sentences)) + 11.8 * counted / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL


@cache
def _field_words() -> frozenset[str]:
    terms = " ".join(term.term for term in load_glossary())
    return frozenset(word.lower() for word in words_of(terms)) | set(_STATUTORY)


def is_of_the_field(word: str) -> bool:
    """True for a word of the statute or the glossary, in the singular or the plural."""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    return plain in _field_words() or plain.removesuffix("s") in _field_words() or f"{plain}s" in _field_words()


def read_prose(parts: Sequence[str | Resolved], file: str, line: int, released: Released) -> Iterator[Finding]:
    """Yield what is wrong with a block of a narrative, and what a member would stumble over."""
    text = "".join(_FIGURE_STANDS_HERE if isinstance(part, Resolved) else part for part in parts)
    if looks_like_a_figure(text):
        yield Finding(
            "error",
            file,
            "a number typed by hand that looks like a figure",
            "Write {{figure(its id)}} instead, so that it is the released one; numbers that are no figures go in words.",
            rows=(line,),
        )
    yield from _contradictions(parts, file, line, released)
    for sentence in sentences_of(text):
        length = len(words_of(sentence))
        if length > LONGEST_SENTENCE:
            rule = f"a sentence of {length} words"
            yield Finding("query", file, rule, "Make two of it.", rows=(line,), count=length - LONGEST_SENTENCE)
    unexplained = [one for one in dict.fromkeys(_ACRONYM.findall(text)) if not _is_explained(one, text)]
    if unexplained:
        reason = "Write the words out and the acronym after them in brackets where it comes first."
        yield Finding("query", file, "an acronym that is not explained", reason, rows=(line,), count=len(unexplained))
    hard = [word for word in words_of(text) if syllables(word) >= HARD_SYLLABLES and not is_of_the_field(word)]
    if hard:
        yield Finding("query", file, "hard words", "Say it with shorter ones.", rows=(line,), count=len(hard))


def _is_explained(acronym: str, text: str) -> bool:
    """True where the acronym first stands in brackets after the words that it is short for."""
    return text.find(f"({acronym})") == text.find(acronym) - 1 and text.find(acronym) > 0


def _contradictions(parts: Sequence[str | Resolved], file: str, line: int, released: Released) -> Iterator[Finding]:
    """Yield an error for a sentence that says "rose" of a figure that fell, or the other way round."""
    for sentence, figures in _sentences_with_figures(parts):
        said = {"rose" for _ in _UP.finditer(sentence)} | {"fell" for _ in _DOWN.finditer(sentence)}
        moves = {
            made.direction for one in figures if (made := change(released, one.measure, one.area_code, one.time_period))
        }
        if len(said) == 1 and moves and not said & moves:
            yield Finding(
                "error",
                file,
                "a direction that the figure contradicts",
                "Write {{change(its id)}}, which says the direction itself, or put the word right.",
                rows=(line,),
            )


def _sentences_with_figures(parts: Sequence[str | Resolved]) -> Iterator[tuple[str, list[Figure]]]:
    """Yield each sentence with the figures in it whose direction is not said by the reference itself."""
    references = [part for part in parts if isinstance(part, Resolved)]
    text = "".join(_FIGURE_STANDS_HERE if isinstance(part, Resolved) else part for part in parts)
    place = 0
    for sentence in _SENTENCE_END.split(text):
        held = sentence.count(_FIGURE_STANDS_HERE)
        own = references[place : place + held]
        place += held
        yield sentence, [figure for one in own if not one.says_direction for figure in one.figures]
