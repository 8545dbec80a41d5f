"""Small numbers of children in words, and descriptions of a single child, as people write them in free text.

"Three girls aged 14" says as much as a 3 in a table. The words are taken from the sentence that they stand in, so that
"one in four children", "section 47", "children's homes" and "45 working days" are what they are: ordinary prose.
"""

from __future__ import annotations

import re
from functools import cache

_IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_PERSON = (
    r"child(?:ren)?|boys?|girls?|bab(?:y|ies)|infants?|toddlers?|teenagers?|adolescents?|young (?:person|people|man|men|"
    r"woman|women)|brothers?|sisters?|siblings?|twins?|sons?|daughters?|pupils?|victims?|patients?|mothers?|fathers?|"
    r"parents?|carers?"
)
_ONE_PERSON = r"child|boy|girl|baby|infant|toddler|teenager|adolescent|young (?:person|man|woman)|pupil|son|daughter"
_EVENT = r"cases?|deaths?|suicides?|allegations?|stillbirths?"

_NOT_A_PERSON = (
    # "children's homes" are houses; "one child's words" are a child's
    r"(?!(?:ren)?[’']s?\s+(?:home|centre|hospital|service|social|trust|board|commissioner|ward|act|right|hub|charit))"
    r"(?!\w)"
    r"(?!\s+(?:safeguarding|protection|death|practice|health|development|cent(?:red|re)|focus|minded|friendly|record|"
    r"partnership|board|team|forum|famil|council|voice|parliament|governor|carer|advocate|association|group|class|"
    r"household))"
    # "one case study" and "two case conferences" are papers and meetings
    r"(?!\s+(?:stud|conference|file|review|audit|hold|load|work|manag|example|record|law|discussion|note|summar))"
)
_NOT_COUNTED_BEFORE = (
    r"(?<![\w£$.,:/–-])(?<!\d in )(?<!one in )(?<!two in )(?<!three in )(?<!four in )(?<!\bno )(?<!\bany )(?<!\bevery )(?<!\beach )(?<!\bat least )(?<!\bthan )"
    r"(?<!\bunder )(?<!\bover )(?<!\baged )(?<!\bage )(?<!\bbelow )(?<!\babove )(?<!\byear )(?<!\bstage )(?<!\blevel )"
    r"(?<!\btier )(?<!\bsection )(?<!\bpart )(?<!\bband )(?<!\bgrade )(?<!\bpriority )(?<!\bchapter )(?<!\bstep )"
    r"(?<!\bcategory )(?<!\bphase )(?<!\bregulation )(?<!\bparagraph )(?<!\bquarter )(?<!\bto )(?<!\bthe )"
    r"(?<!twenty )(?<!thirty )(?<!forty )(?<!fifty )(?<!sixty )(?<!seventy )(?<!eighty )(?<!ninety )(?<!hundred and )"
    r"(?<!thousand and )"
)
"""Words after which a number is a share, an order, an age or part of a larger number."""

_BETWEEN = (
    r"(?:\s+(?!(?:of|in|per|or|and|to|for|from|with|by|at|on|the|a|an|is|are|was|were|that|who|which|as|than|times|years?|"
    r"months?|weeks?|days?|hours?|parent|stop)\b)[\w’'-]+){0,3}?(?:\s+year\s+\d{1,2})?"
)
"""Adjectives: "three looked-after children", "one Year 9 pupil"."""

_AGE = r"\d{1,2}|" + "|".join((*_IN_WORDS, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"))
_NOT_A_RANGE = r"(?!\s*(?:to|and|or|–|-|years? (?:and|or|to)|plus|\+)(?!\w))(?![\w+–-])"
"""Not "aged 0 to 17", "aged 16 or 17": these are groups."""


def tells_of_few(text: str, threshold: int) -> bool:
    """Tell whether a text counts from one child to the threshold in words or digits, or describes a single one."""
    return any(pattern.search(" ".join(text.split())) for pattern in _patterns(threshold))


@cache
def _patterns(threshold: int) -> tuple[re.Pattern[str], ...]:
    digits = "|".join(map(str, range(1, threshold + 1)))
    number = rf"(?:{'|'.join(_IN_WORDS[:threshold])}|{digits}|both|a single|a couple of|a pair of)"
    counted = rf"{_NOT_COUNTED_BEFORE}\b{number}(?:\s*\([\w ]+\))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{counted}{_BETWEEN}\s+(?:{_PERSON}|{_EVENT}){_NOT_A_PERSON}",
            rf"{counted}\s+of\s+(?:the|these|those|our|their|its|them|whom)\b(?:\s+[\w’'-]+){{0,2}}?\s+(?:{_PERSON}){_NOT_A_PERSON}",
            rf"\b(?:the|an)\s+only\s+(?:{_ONE_PERSON}|case){_NOT_A_PERSON}",
            rf"\bjust one\s+(?:{_ONE_PERSON}|case){_NOT_A_PERSON}",
            rf"\b(?:{_ONE_PERSON}),?\s+(?:was\s+)?(?:aged|of)\s+(?:{_AGE})(?:\s+(?:weeks?|months?))?\b{_NOT_A_RANGE}",
            rf"\b(?:a|an|one|the|this|that)\s+(?:[\w’'-]+\s+)?(?:{_AGE})[\s-](?:year|month|week|day)s?[\s-]old\b(?!s)",
        )
    )
