"""A passage: a piece of free text that readers are to be given, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding_report.pseudonyms import keyed_hash_of_text

_FINGERPRINT_LENGTH = 16
"""Hexadecimal digits: enough that no other wording has them by chance."""


@dataclass(frozen=True)
class Passage:
    """One piece of free text."""

    file: str
    row: int
    """Its line in the file, or its place in the page, from 1 on."""
    text: str
    signed: str
    """All that a sign-off answers for: the whole row, so that a change anywhere in it needs a new one."""
    table: str = ""
    column: str = ""
    is_about_few: bool = False
    """True when not its words but its row tells of one person or very few."""

    def fingerprint(self, secret: bytes) -> str:
        """Return what a sign-off names: it is another as soon as a word is another.

        It is keyed by the secret of the workspace: a row about one child has few words, and sign_off.toml is read by
        many, who could otherwise try until a wording fits.
        """
        return keyed_hash_of_text(secret, " ".join(self.signed.split()))[:_FINGERPRINT_LENGTH]
