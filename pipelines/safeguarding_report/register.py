"""What the partnership says for itself, as the gate releases it: its registers, and what it wrote for a chapter."""

from __future__ import annotations

from dataclasses import dataclass

SIX_FEATURES = (
    "Children are safeguarded and their welfare is promoted",
    "Agencies collaborate, share and co-own the vision",
    "Agencies challenge each other and hold one another to account",
    "New safeguarding issues and emerging threats are identified and analysed",
    "Learning is promoted and embedded",
    "Information is shared for more accurate and timely decisions",
)
"""The features of an effective partnership, in short; the six are those of Working Together 2018."""

JUDGEMENTS = ("yes", "in part", "not yet")
"""What partners may answer of a feature: whether they have it."""


@dataclass(frozen=True)
class Register:
    """A register of the partnership as it may be published."""

    name: str
    entries: tuple[dict[str, str | int], ...] = ()
    """What each entry says, by column; an empty cell is not there. Days are written 2024-03-31."""
    held_back: bool = False
    """True when there are entries that tell of very few people and that nobody has answered for."""
    without: tuple[str, ...] = ()
    """Columns of numbers that are left out of every entry, because they would tell of very few people."""

    def count(self, column: str, *values: str) -> int:
        """Return how many entries have one of these values in a column, or anything where none is named."""
        return sum(not values or entry[column] in values for entry in self.entries if column in entry)

    def __bool__(self) -> bool:
        """True when there is anything to say of it: an entry, or that entries are held back."""
        return bool(self.entries) or self.held_back


@dataclass(frozen=True)
class Narrative:
    """What the partnership wrote for one chapter, as Markdown: every line where it stands in its file."""

    text: str
    held_back: bool
    """True when a paragraph tells of very few children and nobody answers for it."""
