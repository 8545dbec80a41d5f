"""A text, searched for people: by the rules, in their order, and without what may be named."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from safeguarding_report.identifiable.patterns import RULES, Kind

if TYPE_CHECKING:
    from collections.abc import Collection

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def kinds_in(text: str, known: Collection[str] = ()) -> list[Kind]:
    """Return the kinds of identifiable data that a text holds, the gravest first."""
    return kinds_beside(text, allowed_names(known))


def kinds_beside(text: str, allowed: re.Pattern[str] | None) -> list[Kind]:
    """Return the same where what may be named is one pattern already, made once for many texts."""
    # Signs of one meaning become one sign: full-width figures, spaces that do not break, marks that nobody sees.
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).split())
    # Another sign stands where a known name stood, so that the words around it do not meet.
    rest = allowed.sub("·", plain) if allowed else plain
    return [rule.kind for rule in RULES if rule.is_in(rest)]


def allowed_names(known: Collection[str]) -> re.Pattern[str] | None:
    """Return one pattern for all that may be named, the longest first; None where nothing may."""
    longest_first = sorted({" ".join(name.split()) for name in known if name.strip()}, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
