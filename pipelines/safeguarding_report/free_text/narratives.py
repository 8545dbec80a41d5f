"""The gate of words: what the partnership wrote for chapters of the report, searched, held back where it must be, sealed.

The file of a chapter is narrative/<chapter>.md. It is printed, so it is searched for people and for small numbers in
words before anything else is done with it, as registers are. No figure is needed for that: a word that is edited waits
neither for returns nor for the gate of figures.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from safeguarding_report.figures import SEALED_WORDS, put_seal
from safeguarding_report.findings import Finding, stop_on_errors, worst_first
from safeguarding_report.free_text.passage import Passage
from safeguarding_report.free_text.sign_off import (
    NARRATIVE_FOLDER,
    STOPS_PUBLISHING,
    find_unsigned,
    names_that_may_stand,
    places_of_roles,
    read_sign_offs,
)
from safeguarding_report.identifiable import kinds_in
from safeguarding_report.office_files import is_left_beside
from safeguarding_report.pseudonyms import secret_of
from safeguarding_report.store import write_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from safeguarding_report.partnership import Partnership, YearSettings

LONGEST = 50_000
"""Characters of one file: ten pages of the report. What is longer was pasted by mistake."""

_NAMED = "It is printed as it stands. Take that out; offices that may be named stand in year.toml under known_names."


def release_narratives(
    folder: Path, output: Path, partnership: Partnership, settings: YearSettings, private: Path
) -> None:
    """Write to `output` what may be printed of the narratives in a year's folder, under a seal, and what was found.

    Raises
    ------
    DataError
        When a paragraph may name somebody, or a file cannot be read or is too long; with all that was found.

    """
    found = find_in_narratives(folder, partnership, settings, private)
    records = json.dumps([finding.as_record() for finding in found], ensure_ascii=False, indent=1)
    write_file(output / "searched" / "findings.json", f"{records}\n".encode())
    stop_on_errors(found, f"The narratives of {partnership.slug} {settings.year} may not be printed:")
    text = json.dumps(public_narratives(folder, found), ensure_ascii=False, indent=1)
    write_file(output / "narratives" / "narratives.json", f"{text}\n".encode())
    put_seal(output / "narratives", SEALED_WORDS)


def find_in_narratives(folder: Path, partnership: Partnership, settings: YearSettings, private: Path) -> list[Finding]:
    """Return what was found in the narratives, worst first: people, and few children for whom nobody answers."""
    found = check_narratives(folder, names_that_may_stand(partnership, settings))
    passages = passages_of_narratives(folder)
    sign_offs = read_sign_offs(folder, places_of_roles(partnership))
    if passages or sign_offs:
        secret = secret_of(private, invented=partnership.invented)
        found += find_unsigned(passages, sign_offs, settings.threshold(partnership), secret, of_narratives=True)
    return worst_first(found)


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


def public_narratives(folder: Path, findings: Iterable[Finding]) -> dict[str, dict[str, Any]]:
    """Return by chapter the text that may be printed, every line in its place, and whether some of it is held back.

    A paragraph that tells of very few children and that nobody answers for is left out; how many are is not said.
    """
    unsigned = {(one.file, row) for one in findings if one.rule in STOPS_PUBLISHING for row in one.rows}
    by_chapter = {path.stem: _paragraphs(path) for path in _files(folder)}
    return {chapter: _as_printed(paragraphs, unsigned) for chapter, paragraphs in by_chapter.items() if paragraphs}


def _as_printed(paragraphs: Iterable[Passage], unsigned: Collection[tuple[str, int]]) -> dict[str, Any]:
    lines: list[str] = []
    held_back = False
    for one in paragraphs:
        if (one.file, one.row) in unsigned:
            held_back = True
            continue
        lines += [""] * (one.row - 1 - len(lines)) + one.text.splitlines()
    return {"text": "\n".join(lines), "held_back": held_back}


def _files(folder: Path) -> list[Path]:
    paths = (folder / NARRATIVE_FOLDER).glob("*.md")
    return sorted(path for path in paths if not is_left_beside(path.name))


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
