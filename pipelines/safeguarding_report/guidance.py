"""Statutory guidance by edition: what it asks of the yearly report, and which of it somebody has checked against its text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection

    from safeguarding_report.findings import Severity

EDITIONS = ("wt2018", "wt2023", "wt2026")

UNVERIFIED = "unverified"

NOT_VERIFIED = "checklist not yet verified against the guidance"
"""What the page prints of an edition while nobody has checked its list against the text."""


@dataclass(frozen=True)
class Requirement:
    """One thing that an edition asks of the yearly report."""

    id: str
    strength: Literal["must", "should", "local"]
    requirement: str
    paragraph: str
    """Its paragraph as far as anybody knows it; empty where nobody does."""
    source: str
    certainty: str
    checked: bool
    """True once somebody has compared it with the guidance; until then it is never an error."""


@dataclass(frozen=True)
class Edition:
    """One edition of the guidance, and how far its list has been checked."""

    edition: str
    title: str
    published: str
    review_status: str
    checked_by: str
    """The role of whoever checked it; empty while it is unverified."""
    checked_on: str
    requirements: tuple[Requirement, ...]

    @property
    def is_verified(self) -> bool:
        """True when the whole list was checked against the guidance."""
        return self.review_status != UNVERIFIED


@cache
def load_edition(edition: str) -> Edition:
    """Return an edition of the guidance.

    Raises
    ------
    UsageError
        When there is no such edition.

    """
    if edition not in EDITIONS:
        message = f'year.toml: guidance "{edition}" is not known.{did_you_mean(edition, EDITIONS)} Known: {", ".join(EDITIONS)}.'
        raise UsageError(message)
    text = files("safeguarding_report").joinpath("reference", "guidance", f"{edition}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    requirements = tuple(Requirement(**record) for record in content.pop("requirements"))
    return Edition(edition=edition, requirements=requirements, **content)


def unanswered(edition: Edition, answered: Collection[str]) -> list[Finding]:
    """Return a finding for each requirement that no chapter answers: an error only where it was checked and is a must."""
    found = []
    for one in edition.requirements:
        if one.id in answered:
            continue
        severity: Severity = "error" if one.checked and one.strength == "must" else "query"
        reason = (
            "A chapter answers it, or the report says why none does." if one.checked else f"It is of a {NOT_VERIFIED}."
        )
        found.append(
            Finding(severity, f"{edition.edition}.toml", f"requirement {one.id} that no chapter answers", reason)
        )
    return found
