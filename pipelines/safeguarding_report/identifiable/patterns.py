"""What gives a person away in free text: each kind, and how it is found; the gravest first.

Found are numbers and addresses by their form and check digit (`numbers`), and people by the words around them
(`people`), because a capitalised word alone may be a person, a place or a project. What is not found stands in
docs/decisions/0033: a name or a nickname without any such word beside it, initials alone, and a story that only
those who know the child would recognise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from safeguarding_report.identifiable import numbers, people

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal[
    "NHS number",
    "unique pupil number",
    "date of birth",
    "name of a person beside a date",
    "name of a person beside an age",
    "name of a person",
    "postcode",
    "e-mail address",
    "telephone number",
]


@dataclass(frozen=True)
class Rule:
    """One kind of identifiable data, and how it is found in a text."""

    kind: Kind
    is_in: Callable[[str], bool]


RULES = (
    Rule("NHS number", numbers.has_nhs_number),
    Rule("unique pupil number", numbers.has_pupil_number),
    Rule("date of birth", people.has_birth_date),
    Rule("name of a person beside a date", people.has_name_by_date),
    Rule("name of a person beside an age", people.has_name_by_age),
    Rule("name of a person", people.has_name),
    Rule("postcode", numbers.has_postcode),
    Rule("e-mail address", numbers.has_email_address),
    Rule("telephone number", numbers.has_telephone_number),
)
"""Every kind that is looked for, the gravest first."""
