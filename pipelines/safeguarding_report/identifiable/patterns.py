"""What gives a person away in free text: numbers, addresses and names, each known by its form and its check digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stdnum.gb import nhs, upn

from safeguarding_report.identifiable.words import is_of_an_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal[
    "NHS number",
    "unique pupil number",
    "postcode",
    "date of birth",
    "e-mail address",
    "telephone number",
    "name of a person",
    "name of a person beside a date",
]

_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[A-Za-z]{3,9})[ /.,-]{1,2}\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)"
)
_BIRTH = r"\b(?:d\.?\s?o\.?\s?b\.?|born|date of birth|birth ?date|birthday)\b"
_NEAR = r".{0,30}?"
"""So far from the word, a date is still a birth date: "DOB (as given by school): 03/04/2015"."""
_CAPITAL, _SMALL = "[A-ZÀ-ÖØ-ÞŁŚŠŽ]", "[a-zà-öø-ÿšžłńęąśğıćč]"
_WORD = rf"(?:{_CAPITAL}[’'])?{_CAPITAL}{_SMALL}+(?:[-’']{_CAPITAL}?{_SMALL}+|{_CAPITAL}{_SMALL}+)*"
_CAPITALS = r"[A-Z]{4,}"
"""A surname in capitals; shorter ones are acronyms more often than names."""
_NAME = rf"(?:{_WORD}(?:,?\s(?:{_WORD}|{_CAPITALS})){{1,3}}|{_CAPITALS}(?:,?\s{_WORD}){{1,3}})"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|PC|DC|DS|DI|DCI|Sgt|Sir|Dame|Rev|Revd)\.?"

_TEN_DIGITS = re.compile(r"(?<![\w/=.,-])\d{10}(?![\w-])|(?<!\d)\d{3}([ -])\d{3}\1\d{4}(?!\d)")
"""Ten digits in one go count outside of addresses and longer codes only: one in eleven passes the check by chance."""
_PUPIL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z] ?\d{3} ?\d{4} ?\d{4}[0-9A-Za-z](?![A-Za-z0-9])")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]? {0,2}[0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TELEPHONE = re.compile(
    r"(?<![\d/.-])(?:\+|00)44[ -]?(?:\(0\)[ -]?)?\d(?:[ -]?\d){8,9}(?!\d)|"
    r"(?<![\d/.-])\(?0(?!3\d\d|8\d\d)\d{2,4}\)?(?:[ -]?\d{3,4}){2}(?!\d)"
)
"""Numbers of helplines and switchboards (0300 …, 0800 …) are nobody's own."""
_BIRTH_DATE = re.compile(rf"{_BIRTH}{_NEAR}{_DATE}|{_DATE}{_NEAR}{_BIRTH}", re.IGNORECASE)
_NAME_BY_DATE = re.compile(rf"({_NAME})[\s,;:(\[–-]{{1,4}}{_DATE}|{_DATE}[\s,;:)\]–-]{{1,4}}({_NAME})")
_NAME_BY_AGE = re.compile(rf"({_NAME})[\s,;:(–-]{{1,3}}(?:aged?\s)?\d{{1,2}}(?:\syears?\sold|\))")
_TITLED = re.compile(rf"(?<!\w){_TITLE}\s(?:{_WORD}\s)?({_WORD})")


@dataclass(frozen=True)
class Rule:
    """One kind of identifiable data, and how it is found in a text."""

    kind: Kind
    is_in: Callable[[str], bool]


def _any(matches: Iterator[re.Match[str]], is_one: Callable[[str], bool]) -> bool:
    return any(is_one(match[0]) for match in matches)


def _has_nhs_number(text: str) -> bool:
    return _any(_TEN_DIGITS.finditer(text), nhs.is_valid)


def _has_pupil_number(text: str) -> bool:
    # Not upn.is_valid: its list of authorities is of 2011, and pupils of newer ones have numbers too.
    return _any(_PUPIL.finditer(text), _has_check_letter)


def _has_check_letter(number: str) -> bool:
    bare = upn.compact(number)
    try:
        return bool(upn.calc_check_digit(bare[1:]) == bare[0])
    except ValueError:
        return False  # I, O and S are no letters of a pupil number


def _has_postcode(text: str) -> bool:
    return _any(_POSTCODE.finditer(text), lambda found: _ORDINAL.search(found) is None)


def _has_name_by_date(text: str) -> bool:
    matches = [*_NAME_BY_DATE.finditer(text), *_NAME_BY_AGE.finditer(text)]
    return any(not is_of_an_office(name) for match in matches for name in match.groups() if name)


def _has_titled_name(text: str) -> bool:
    return any(not is_of_an_office(match[1]) for match in _TITLED.finditer(text))


RULES = (
    Rule("NHS number", _has_nhs_number),
    Rule("unique pupil number", _has_pupil_number),
    Rule("date of birth", lambda text: _BIRTH_DATE.search(text) is not None),
    Rule("name of a person beside a date", _has_name_by_date),
    Rule("name of a person", _has_titled_name),
    Rule("postcode", _has_postcode),
    Rule("e-mail address", lambda text: _EMAIL.search(text) is not None),
    Rule("telephone number", lambda text: _TELEPHONE.search(text) is not None),
)
"""Every kind that is looked for, the gravest first."""
