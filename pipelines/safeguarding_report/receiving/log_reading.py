"""Reading `returns.toml` entry by entry: what cannot be read is a finding at its line, and all else still counts.

What partners sent is to be looked at in the same run, so a slip in one entry hides neither the others nor their files.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.findings import Finding
from safeguarding_report.receiving.settings import RETURNS_FILE, Expected, Received, ReturnsLog, read_returns_log
from safeguarding_report.settings import read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULE = "entry that cannot be read"

_FORMS: dict[str, type[Expected | Received]] = {"expected": Expected, "received": Received}
_HEADER = re.compile(r"\s*\[+\s*(?P<name>[^\]\s]*)\s*\]+")
_QUOTED = re.compile(r'"(?P<key>[a-z_]+)"')
_TEXT = r"""(?m)^\s*{key}\s*=\s*["'](?P<text>[^"'\n]+)["']?"""
"""A text whose end lacks its quotation mark says what is meant all the same."""
_PLACE = re.compile(r"\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_NEXT = "Mend it and check again. All other entries and their files were read."


@dataclass(frozen=True)
class LogRead:
    """What returns.toml says, as far as it can be read."""

    log: ReturnsLog
    findings: tuple[Finding, ...] = ()
    unsure: dict[str, str] = field(default_factory=dict)
    """Files that came, by name, of which an entry cannot be read; and the id of what each answers."""
    unsure_ids: frozenset[str] = frozenset()
    """What is expected by entries that cannot be read."""


@dataclass(frozen=True)
class _Block:
    """One entry as it is written."""

    name: str
    """expected or received; empty for what stands above the first entry."""
    number: int
    """Its place among the entries of that name, from 1."""
    line: int
    text: str

    def said(self, key: str) -> str:
        """Return the text of a key, which can be told even where the entry is not TOML."""
        found = re.search(_TEXT.format(key=key), self.text)
        return found["text"] if found else ""

    def line_of(self, key: str) -> int:
        """Return the line on which a key stands, or that of the entry."""
        lines = enumerate(self.text.splitlines(), self.line)
        return next((number for number, line in lines if re.match(rf"\s*{re.escape(key)}\s*=", line)), self.line)

    def finding(self, reason: str, line: int = 0) -> Finding:
        """Return the error about it."""
        table = f"entry {self.number} of [[{self.name}]]" if self.name else ""
        return Finding("error", RETURNS_FILE, RULE, f"{reason} {_NEXT}", table, rows=(line or self.line,))


def read_log(folder: Path) -> LogRead:
    """Read `returns.toml` of a year's folder, and of a faulty one every entry that can be read."""
    try:
        return LogRead(read_returns_log(folder))
    except UsageError:
        return _entry_by_entry(*_text_of((folder / RETURNS_FILE).read_bytes()))


def _text_of(content: bytes) -> tuple[str, list[Finding]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"The file is not UTF-8. Save it as UTF-8. {_NEXT}"
        return content.decode("cp1252", errors="replace"), [Finding("error", RETURNS_FILE, RULE, reason, rows=(line,))]


def _entry_by_entry(text: str, findings: list[Finding]) -> LogRead:
    log, unsure = ReturnsLog(), []
    for block in _blocks(text):
        entry, wrong = _entry(block)
        if entry is None:
            findings += wrong
            unsure.append(block)
            continue
        try:
            log = _with(log, entry)
        except ValueError as error:
            findings.append(block.finding(f"{str(error)[:1].upper()}{str(error)[1:]}"))
    ids = frozenset(block.said("id") for block in unsure) - {""}
    files = {block.said("file"): block.said("answers") for block in unsure}
    files |= {one.file: one.answers for one in log.received if one.answers in ids}
    return LogRead(log, tuple(findings), {file: answers for file, answers in files.items() if file}, ids)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the entries as they are written; each begins at a header such as [[received]]."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    numbers: dict[str, int] = {}
    if above := "".join(lines[: starts[0] if starts else None]).strip():
        yield _Block("", 0, 1, above)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        name = (_HEADER.match(lines[start]) or {"name": ""})["name"]
        numbers[name] = numbers.get(name, 0) + 1
        yield _Block(name, numbers[name], start + 1, "".join(lines[start:end]))


def _entry(block: _Block) -> tuple[Expected | Received | None, list[Finding]]:
    """Return an entry, or why it cannot be read; what stands above the first entry may be comments alone."""
    try:
        document: dict[str, Any] = tomllib.loads(block.text)
    except tomllib.TOMLDecodeError as error:
        return None, [_not_toml(block, str(error))]
    if not block.name and not document:
        return None, []
    entries = document.get(block.name)
    if block.name not in _FORMS or not isinstance(entries, list):
        reason = f"Expected [[expected]] or [[received]].{did_you_mean(block.name, _FORMS)}"
        return None, [block.finding(reason)]
    entry, wrong = read_entry(_FORMS[block.name], entries[0])
    return entry, [block.finding(words, _line_of(block, words)) for words in wrong]


def _not_toml(block: _Block, error: str) -> Finding:
    place = _PLACE.search(error)
    line = block.line + int(place["line"]) - 1 if place and place["line"] else block.line
    return block.finding(f"It is not TOML: {_PLACE.sub('', error)}. Texts stand in quotation marks, days do not.", line)


def _line_of(block: _Block, words: str) -> int:
    key = _QUOTED.search(words)
    return block.line_of(key["key"]) if key else block.line


def _with(log: ReturnsLog, entry: Expected | Received) -> ReturnsLog:
    if isinstance(entry, Expected):
        return ReturnsLog((*log.expected, entry), log.received)
    return ReturnsLog(log.expected, (*log.received, entry))
