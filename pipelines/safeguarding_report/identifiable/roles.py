"""Roles: who approved something, by office and never by name, so that no name is kept longer than its office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError
from safeguarding_report.identifiable.patterns import RULES
from safeguarding_report.identifiable.words import is_of_an_office

if TYPE_CHECKING:
    from collections.abc import Collection

_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ][\w’'-]*")
"""A word that begins with a capital letter."""

_BETWEEN = re.compile(r"[,;:()/&–-]|\b(?:and|for|of|the|to|with)\b")
"""What stands between the parts of a role: "Head of Safeguarding, Coventry"."""

_LONGEST = 120


def check_role(role: str, places: Collection[str], where: str) -> None:
    """Refuse what is a person's name or no role; `places` are areas and bodies that a role may be of.

    Every part of it that is capitalised must hold a word of an office, or be one of the places.

    Raises
    ------
    UsageError
        When it names a person, or says no office; the message does not repeat it.

    """
    text = " ".join(role.split())
    rest = text
    for place in sorted(places, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(place)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    named = any(rule.is_in(text) for rule in RULES) or any(map(_is_a_name, _BETWEEN.split(rest)))
    if not text or len(text) > _LONGEST or named or not is_of_an_office(re.sub(r"\W", " ", rest)):
        message = (
            f"{where} is not a role. Expected an office and never a person's name, such as "
            '"Independent Scrutineer" or "Executive of the partnership".'
        )
        raise UsageError(message)


def _is_a_name(part: str) -> bool:
    """Tell whether a part of a role has capitalised words of which none is of an office."""
    capitalised = [word for word in part.split() if _CAPITALISED.fullmatch(word)]
    return bool(capitalised) and not is_of_an_office(part)
