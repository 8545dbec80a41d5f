"""The narratives of a year: what the partnership wrote for chapters of the report, paragraph by paragraph, for the gate.

The file of a chapter is narrative/<chapter>.md. It is printed, so it is searched for people and for small numbers in
words before anything else is done with it, as the registers are.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from safeguarding_report.findings import Finding
from safeguarding_report.free_text import STOPS_PUBLISHING, Passage
from safeguarding_report.identifiable import kinds_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

NARRATIVE_FOLDER = "narrative"

LONGEST = 50_000
"""Characters of one file: ten pages of the report. What is longer was pasted by mistake."""

_NAMED = "It is printed as it stands. Take that out; offices that may be named stand in year.toml under known_names."


def passages_of_narratives(folder: Path) -> list[Passage]:
    """Return the paragraphs of all narratives in a year's folder: what stands between two empty lines."""
    return [passage for path in _files(folder) for passage in _paragraphs(path)]


def check_narratives(folder: Path, known: Collection[str]) -> list[Finding]:
    """Return an error for each paragraph that may name somebody, and each file that cannot be read or is too long."""
    found = []
    for path in _files(folder):
        file = _name(path)
        if (told := _unreadable(path)) is not None:
            found.append(Finding("error", file, *told))
        for passage in _paragraphs(path):
            found += [
                Finding("error", file, kind, _NAMED, rows=(passage.row,)) for kind in kinds_in(passage.text, known)
            ]
    return found


def narratives_for_the_gate(folder: Path, findings: Iterable[Finding]) -> dict[str, list[dict[str, Any]]]:
    """Return by chapter the paragraphs of its narrative; `answered_for` is False while nobody signed for one of few."""
    unsigned = {(one.file, row) for one in findings if one.rule in STOPS_PUBLISHING for row in one.rows}
    return {
        path.stem: [
            {"line": one.row, "text": one.text, "answered_for": (one.file, one.row) not in unsigned}
            for one in _paragraphs(path)
        ]
        for path in _files(folder)
    }


def _files(folder: Path) -> list[Path]:
    return sorted((folder / NARRATIVE_FOLDER).glob("*.md"))


def _name(path: Path) -> str:
    return f"{NARRATIVE_FOLDER}/{path.name}"


def _unreadable(path: Path) -> tuple[str, str] | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return "a text that cannot be read", "Save it as plain text in UTF-8."
    if len(text) > LONGEST:
        return "a narrative that is too long", f"Keep a chapter's narrative under {LONGEST:,} characters."
    return None


def _paragraphs(path: Path) -> list[Passage]:
    if _unreadable(path) is not None:
        return []
    lines = list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1))
    groups = groupby(lines, key=lambda line: bool(line[1].strip()))
    found = []
    for has_words, group in groups:
        block = list(group)
        if has_words:
            text = "\n".join(line for _, line in block)
            found.append(Passage(_name(path), block[0][0], text, text))
    return found
