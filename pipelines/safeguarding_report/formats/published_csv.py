"""CSV files as they are: header and rows of cells, or findings that say where the file is torn or not a CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.formats.refusals import WITHOUT_ROWS
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from pathlib import Path

FIRST_ROW = 2
"""The number of the first row under the header, as a spreadsheet shows it."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_OTHER_KINDS = (
    (b"PK\x03\x04", "a workbook or zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"{", "JSON"),
    (b"<", "a web page or XML"),
)
"""First bytes that no CSV of published statistics begins with."""

DOWNLOAD_AGAIN = "Download the CSV file again."


@dataclass(frozen=True)
class PublishedCsv:
    """The cells of a CSV file as text, each row with the number that a spreadsheet shows beside it."""

    name: str
    sha256: str
    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]


def read_published_csv(
    path: Path, name: str, what_to_do: str = DOWNLOAD_AGAIN
) -> tuple[PublishedCsv | None, list[Finding]]:
    """Read a CSV file; rows that have not one cell for each column of the header are findings and are left out.

    The file is None where nothing of it can be read. Each finding ends with what to do about a file that is not whole.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [_error(name, "the file cannot be read", f"{error.strerror}. Check who may read it.")]
    file, findings = _read(name, content)
    return file, [replace(finding, reason=f"{finding.reason} {what_to_do}".strip()) for finding in findings]


def _read(name: str, content: bytes) -> tuple[PublishedCsv | None, list[Finding]]:
    if wrong := _not_csv(name, content):
        return None, [wrong]
    try:
        text = content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        reason = "Published files are UTF-8; this one was probably saved by a spreadsheet."
        return None, [_error(name, "not UTF-8", reason, rows=(row,))]
    return _parse(name, text, sha256(content))


def _parse(name: str, text: str, digest: str) -> tuple[PublishedCsv | None, list[Finding]]:
    records: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records.extend(tuple(record) for record in reader)
    except csv.Error:
        reason = "Quotation marks do not pair up from here on: the file is torn."
        findings.append(_error(name, "torn row", reason, rows=(len(records) + 1,)))
    while records and not any(records[-1]):
        records.pop()
    if not records:
        return None, [*findings, _error(name, "empty file", "")]
    header = records[0]
    findings += _header_findings(name, header)
    if len(records) == 1:
        findings.append(_error(name, WITHOUT_ROWS, ""))
    numbered = list(enumerate(records[1:], start=FIRST_ROW))
    findings += _torn_rows(name, numbered, len(header))
    if not text.endswith(("\n", "\r")):
        reason = "A whole file ends with a line end; the last figure of this one may be cut off."
        findings.append(_error(name, "no line end after the last row", reason, rows=(len(records),)))
    whole = [(row, record) for row, record in numbered if len(record) == len(header)]
    cells, rows = tuple(record for _, record in whole), tuple(row for row, _ in whole)
    return PublishedCsv(name, digest, header, cells, rows), findings


def _header_findings(name: str, header: tuple[str, ...]) -> list[Finding]:
    findings = []
    if "" in (column.strip() for column in header):
        findings.append(_error(name, "column without a name", "Every column has a name.", rows=(1,)))
    folded = [column.casefold() for column in header]
    findings += [
        _error(name, "column named twice", "A column stands once in the header.", column=column, rows=(1,))
        for place, column in enumerate(header)
        if column and folded[place] in folded[:place]
    ]
    return findings


def _torn_rows(name: str, numbered: list[tuple[int, tuple[str, ...]]], width: int) -> list[Finding]:
    findings = []
    short = tuple(row for row, record in numbered if len(record) < width)
    long = tuple(row for row, record in numbered if len(record) > width)
    if short:
        reason = f"Expected {width} cells in each row: the file is torn."
        findings.append(_error(name, "row with too few cells", reason, rows=short))
    if long:
        reason = f"Expected {width} cells in each row; a name with a comma stands in quotation marks."
        findings.append(_error(name, "row with too many cells", reason, rows=long))
    return findings


def _not_csv(name: str, content: bytes) -> Finding | None:
    start = content.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if not start:
        return _error(name, "empty file", "")
    for first_bytes, kind in _OTHER_KINDS:
        if content.startswith(first_bytes) or start.startswith(first_bytes):
            reason = f"It is {kind}, whatever its name says; a CSV was expected."
            return _error(name, "not a CSV file", reason)
    if b"\0" in content:
        return _error(name, "not a CSV file", "It holds bytes that no text holds.")
    return None


def _error(name: str, rule: str, reason: str, column: str = "", rows: tuple[int, ...] = ()) -> Finding:
    return Finding("error", name, rule, reason, column=column, count=max(1, len(rows)), rows=rows)
