"""People in free text, known by what stands beside a name: a birth date, a date, an age, a title, kin, or speaking.

A name is one capitalised word or more, or initials, of which none is of an office, a body, a document, a group of
people or the calendar (`words`). The rules ask for something beside it that is said of one person only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguarding_report.identifiable.words import begins_a_sentence, is_of_an_office

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[- ]\w{5,7})"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL_WORD})"
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[A-Za-z]{3,9})[ /.,-]{1,2}\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)"
)
_ANY_DATE = rf"(?:{_DATE}|{_DAY}\s(?:of\s)?{_MONTH}\b|{_MONTH}\s(?:the\s)?{_DAY}\b|{_MONTH}\s\d{{4}}|\d{{1,2}}/\d{{4}})"
"""A date with or without its year, in figures or in words."""
_BIRTH = (
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?date|birthday|"
    r"born\b(?!\s(?:between|since|after|before|from|during|in the|into|with)\b))"
)
"""Children "born between" two days are a group; one child was born on a day."""
_NEAR = r".{0,30}?"
"""So far from the word, a date is still a birth date: "DOB (as given by school): 03/04/2015"."""
_BIRTH_DATE = re.compile(
    rf"{_BIRTH}{_NEAR}\b{_ANY_DATE}|\b{_DATE}{_NEAR}{_BIRTH}|"
    r"\bb\.?\s?(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{2})|\bb\.\s?(?:19|20)\d\d\b|"
    rf"\bb\.\s?{_DAY}\s(?:of\s)?{_MONTH}\b",
    re.IGNORECASE,
)

_CAPITAL, _SMALL = "[A-ZÀ-ÖØ-ÞŁŚŠŽ]", "[a-zà-öø-ÿšžłńęąśğıćč]"
_WORD = rf"(?:{_CAPITAL}[’'])?{_CAPITAL}{_SMALL}+(?:[-’']{_CAPITAL}?{_SMALL}+|{_CAPITAL}{_SMALL}+)*"
_PLAIN_WORD = rf"{_CAPITAL}{_SMALL}+(?:-{_CAPITAL}{_SMALL}+)?"
"""A name that may carry 's: Robin's mother."""
_CAPITALS = r"[A-Z]{4,}"
"""A surname in capitals; shorter ones are acronyms more often than names."""
_NAME = rf"(?:{_WORD}(?:,?\s(?:{_WORD}|{_CAPITALS})){{1,3}}|{_CAPITALS}(?:,?\s{_WORD}){{1,3}})"
_INITIALS = r"(?:[A-Z]\.(?:\s?[A-Z]\.){0,2}|[A-Z]{1,3})"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|PC|DC|DS|DI|DCI|Sgt|Sir|Dame|Rev|Revd)\.?"
_NAME_BY_DATE = re.compile(rf"({_NAME})[\s,;:(\[–-]{{1,4}}{_DATE}|{_DATE}[\s,;:)\]–-]{{1,4}}({_NAME})")
_TITLED = re.compile(rf"(?<!\w){_TITLE}\s(?:{_WORD}\s)?({_WORD})")

_YEARS = r"(?:years?|yrs?)"
_NO_RANGE = rf"(?!\d|[.,]\d|\s?(?:%|per cent|[-–/]|to\b|or\b|and (?:over|above|under|older|younger|up)|\+|plus\b|{_YEARS}\s(?:and|or)\b))"
"""An age that begins a range, or a count, is of a group."""
_AGED = rf"(?:aged?\s\d{{1,2}}{_NO_RANGE}|(?:(?:is|was|turned|now)\s)?\d{{1,2}}[\s-]?(?:{_YEARS}[\s-]old|y/?o\b))"
_BETWEEN = r"[\s,;:(–-]{1,3}(?:who\s(?:is|was)\s|is\s|was\s|just\s|now\s)?"
_NAME_BY_AGE = re.compile(rf"(?<!\w)({_NAME}|{_PLAIN_WORD}){_BETWEEN}{_AGED}")
_FULL_NAME_BY_NUMBER = re.compile(rf"({_NAME})\s?\(\d{{1,2}}\)")
_INITIALS_BY_AGE = re.compile(
    rf"(?<![\w.]){_INITIALS}{_BETWEEN}{_AGED}|(?<![\w.])[A-Z]\.(?:\s?[A-Z]\.){{0,2}}(?:,\s|\s?\()\d{{1,2}}(?![\d/:%-]|\.\d)"
)
_NOT_INITIALS = re.compile(
    r"(?:[Cc]hild(?:ren)?|[Bb]aby|[Ss]ibling|[Ff]amily|[Mm]other|[Ff]ather|[Yy]oung [Pp]erson|[Ss]chool|[Gg]roup|[Ll]ist|"
    r"[Tt]able|[Aa]nnex|[Aa]ppendix|[Cc]ase|[Pp]art|[Aa]uthority|[Cc]ohort)\s$"
)
"""In published reviews a child is "Child A": a letter that stands for a name, and gives nobody away."""
_GROUP_LETTERS = frozenset(
    (
        "CIN",
        "CP",
        "CLA",
        "LAC",
        "YP",
        "UK",
        "LA",
        "EH",
        "A",
        "I",
        "EHC",
        "ASC",
        "CYP",
        "UAS",
        "NEE",
        "SEN",
        "All",
        "ALL",
    )
)
"""Capitals that stand for a group or are words; beside an age they are no initials."""

_KIN = (
    r"(?:mother|father|mum|mam|dad|parents?|step-?(?:mother|father|mum|dad)|brothers?|sisters?|siblings?|gran|nan|"
    r"grand(?:mother|father|parents)|aunt|uncle|foster carers?|carers?|teacher|bedroom|school bag|social worker|boyfriend|girlfriend)"
)
_KIN_OF = re.compile(rf"(?<![\w’'])({_PLAIN_WORD})[’']s?\s(?:\w+\s)?{_KIN}\b")
_PERSON = (
    r"(?:son|daughter|brother|sister|sibling|twin|niece|nephew|cousin|toddler|stepson|stepdaughter|"
    r"(?:mother|father|mum|dad|carer|parents?) of|(?:child|boy|girl|baby|pupil|student|teenager|young person|man|woman|"
    r"mother|father|lady)\s(?:called|named|known as))"
)
_KIN_BY_NAME = re.compile(rf"\b{_PERSON},?\s({_PLAIN_WORD}(?:\s{_PLAIN_WORD})?)")
_LABELLED = re.compile(
    rf"\b(?:[Nn]ame(?: of (?:the )?(?:child|pupil))?|NAME|[Ff]orename|[Ss]urname|[Ff]irst name|[Ll]ast name|[Ii]nitials)"
    rf"\s?(?:[:=]|is\b|was\b)\s?({_PLAIN_WORD}|{_CAPITALS}|[A-Z]\.\s?[A-Z]\.)"
)
_SOMEBODY = r"(?:(?:her|him|his|their|my|staff|me|a|an)\b|the (?:teacher|head|class|(?:school )?nurse|social worker|worker|officer|GP))"
"""Whom one child speaks to; what a body tells "the board" is another matter."""
_SPEAKS = re.compile(
    rf"(?<![\w’'])({_PLAIN_WORD})\s(?:(?:has|had|then|also|later|first|has since|never)\s)?"
    r"(?:disclosed|confided|ran away|went missing|self-harmed|absconded|"
    rf"liv(?:es|ed) with (?:her|his|their|a|an)\b|"
    rf"(?:told|said to|stayed with|was (?:hit|hurt|assaulted|raped|groomed|touched|removed) by)\s{_SOMEBODY})"
)


def has_birth_date(text: str) -> bool:
    """Tell whether a birth date stands in a text, in figures or in words."""
    return _BIRTH_DATE.search(text) is not None


def has_name_by_date(text: str) -> bool:
    """Tell whether a name of two words or more stands beside a date."""
    return _has_person(name for match in _NAME_BY_DATE.finditer(text) for name in match.groups() if name)


def has_name_by_age(text: str) -> bool:
    """Tell whether a name or initials stand beside the age of one person."""
    named = (match[1] for rule in (_NAME_BY_AGE, _FULL_NAME_BY_NUMBER) for match in rule.finditer(text))
    return _has_person(named) or any(_is_of_initials(match) for match in _INITIALS_BY_AGE.finditer(text))


def has_name(text: str) -> bool:
    """Tell whether a name stands where only one person's can: after a title or kin, before a speaking verb."""
    titled = (match[1] for match in _TITLED.finditer(text))
    told = (match[1] for rule in (_KIN_OF, _KIN_BY_NAME, _LABELLED, _SPEAKS) for match in rule.finditer(text))
    return any(not is_of_an_office(name) for name in titled) or _has_person(told)


def _has_person(names: Iterable[str]) -> bool:
    return any(not is_of_an_office(name) and not begins_a_sentence(name) for name in names)


def _is_of_initials(match: re.Match[str]) -> bool:
    letters = re.match(r"[A-Z. ]+", match[0])
    return (
        letters is not None
        and letters[0].strip() not in _GROUP_LETTERS
        and _NOT_INITIALS.search(match.string[: match.start()]) is None
    )
