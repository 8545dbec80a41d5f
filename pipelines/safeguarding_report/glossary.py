"""Glossary: the words of the field in plain English, for members and the public."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """A word of the field and what it means."""

    term: str
    meaning: str
    short: str = ""
    """Its acronym, where it has one."""
    source: str = ""
    """The document that the meaning follows."""
    also: tuple[str, ...] = ()
    """Other forms in which it stands in a text, beside its plural."""
    explained_in_text: bool = True
    """False for words so common that a button at their first use would help nobody."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The term as texts have it: in the singular and the plural, other forms, and its acronym."""
        plural = f"{self.term[:-1]}ies" if self.term.endswith("y") else f"{self.term}s"
        return tuple(dict.fromkeys(filter(None, (self.term, plural, *self.also, self.short))))

    @property
    def anchor(self) -> str:
        """The name that a link to the term uses."""
        return f"term-{self.term.lower().replace(' ', '-')}"


@cache
def load_glossary() -> tuple[Term, ...]:
    """Return the terms from A to Z."""
    text = files("safeguarding_report").joinpath("reference", "glossary.toml").read_text(encoding="utf-8")
    terms = [Term(**record | {"also": tuple(record.get("also", ()))}) for record in tomllib.loads(text)["terms"]]
    return tuple(sorted(terms, key=lambda term: term.term.lower()))


def acronyms() -> dict[str, str]:
    """Return the acronyms that the glossary explains, each with its term."""
    return {term.short: term.term for term in load_glossary() if term.short}
