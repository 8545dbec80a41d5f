"""Narratives at the gate: what the partnership wrote, without the paragraphs that nobody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEYS = {"line", "text", "answered_for"}


def public_narratives(narratives: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return by chapter the text that may be printed, every line in its place, and whether some of it is held back.

    A paragraph that tells of very few children and that nobody answers for is left out; how many are is not said.

    Raises
    ------
    DataError
        When a paragraph is not whole.

    """
    if any(set(one) != _KEYS for paragraphs in narratives.values() for one in paragraphs):
        message = "narratives.json: a paragraph is not whole. Run `safeguarding-report build` again."
        raise DataError(message)
    return {chapter: _as_printed(paragraphs) for chapter, paragraphs in narratives.items() if paragraphs}


def _as_printed(paragraphs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    lines: list[str] = []
    held_back = False
    for one in paragraphs:
        if one["answered_for"] is not True:
            held_back = True
            continue
        lines += [""] * (one["line"] - 1 - len(lines)) + one["text"].splitlines()
    return {"text": "\n".join(lines), "held_back": held_back}
