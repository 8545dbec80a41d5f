"""CSV files of returns as sheets of text, in every encoding in use; torn rows are findings at their numbers."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from safeguarding_report.findings import Finding
from safeguarding_report.formats import refusals
from safeguarding_report.formats.csv_shape import Shape, shape_of
from safeguarding_report.formats.parts import Part
from safeguarding_report.formats.sheet import MOST_COLUMNS, MOST_ROWS, Opened, Sheet
from safeguarding_report.office_files import files_put_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST_RECORD = 16_777_216
"""Bytes read at a time; no record is longer."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_ENCODING_SEEN = 4096
"""Bytes by which UTF-16 is known: of English words in it every second byte is 0."""

_TORN_REASON = "The file was cut off or a name with a comma stands without quotation marks. Export it again."
_TOO_FEW = "The file was cut off, or a line end stands in a cell without quotation marks. Export it again."
_TOO_MANY = "A cell with a comma stands without quotation marks, or the header has fewer columns than the rows. Export it again."


def open_csv(path: Path, file: str) -> Opened:
    """Open one CSV file."""
    return _opened([Part(path.name, 1, 1, path.stat().st_size)], [path.read_bytes()], file, {})


def open_csv_folder(folder: Path, file: str, declared: Mapping[str, str]) -> Opened:
    """Open all CSV files of a folder, in the order of their names; `declared` are the lists that a name may say."""
    paths = files_put_in(folder)
    parts = [Part(path.name, number, len(paths), path.stat().st_size) for number, path in enumerate(paths, start=1)]
    members, contents = [], []
    findings = []
    for part, path in zip(parts, paths, strict=True):
        if not part.is_csv:
            findings.append(_not_csv(file, part, declared))
        elif wrong := refusals.refuse_by_size(path, file):
            findings.append(replace(wrong, table=part.in_words(declared)))
        else:
            members.append(part)
            contents.append(path.read_bytes())
    opened = _opened(members, contents, file, declared)
    return Opened(opened.sheets, (*findings, *opened.findings))


def open_csv_archive(path: Path, file: str, declared: Mapping[str, str]) -> Opened:
    """Open all CSV files of a zip archive, in the order of their names."""
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := refusals.refuse_archive(archive, file):
                return Opened((), (wrong,))
            members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
            parts = [
                Part(member.filename, number, len(members), member.file_size)
                for number, member in enumerate(members, start=1)
            ]
            contents = [
                refusals.read_member(archive, member)
                for part, member in zip(parts, members, strict=True)
                if part.is_csv
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        reason = "The archive is damaged or was cut off on its way. Send it again."
        return Opened((), (refusals.refusal(file, "damaged archive", reason),))
    others = tuple(_not_csv(file, part, declared) for part in parts if not part.is_csv)
    opened = _opened([part for part in parts if part.is_csv], contents, file, declared)
    return Opened(opened.sheets, (*others, *opened.findings))


def _opened(parts: list[Part], contents: list[bytes], file: str, declared: Mapping[str, str]) -> Opened:
    sheets = []
    findings: list[Finding] = []
    for part, content in zip(parts, contents, strict=True):
        sheet, wrong = _read(part.name, part.number, content, file)
        if sheet is None:
            findings += [replace(finding, table=part.in_words(declared)) for finding in wrong]
        else:
            sheets.append(replace(sheet, called=part.in_words(declared), findings=tuple(wrong)))
    return Opened(tuple(sheets), tuple(findings))


def _read(name: str, number: int, content: bytes, file: str) -> tuple[Sheet | None, list[Finding]]:
    if wrong := refusals.refuse_by_first_bytes(content[:4096], file) if content else _empty(file):
        return None, [wrong]
    encoding, wrong = _encoding(content, file)
    if wrong:
        return None, [wrong]
    if encoding != "utf-8" or content.startswith(codecs.BOM_UTF8):
        content = content.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    return _parse(name, number, content, file)


def _encoding(content: bytes, file: str) -> tuple[str, Finding | None]:
    """Return the one encoding that a file can be in, or the finding that there is none."""
    if content.startswith(_UTF_16):
        candidates = ["utf-16"]
    elif b"\0" in content:
        return "", _null_byte(content, file)
    else:
        # Windows' own encoding differs from ISO 8859-1 only in signs that ISO 8859-1 does not have.
        candidates = ["utf-8", "cp1252"]
    for candidate in candidates:
        try:
            content.decode(candidate)
        except UnicodeDecodeError:
            continue
        return candidate, None
    reason = "Its bytes are neither UTF-8 nor Windows text nor marked UTF-16. Save it as CSV UTF-8."
    return "", refusals.refusal(file, "unknown encoding", reason)


def _null_byte(content: bytes, file: str) -> Finding:
    """Say what a file is that holds the byte 0, which no text does: UTF-16 without its mark, or damaged."""
    odd, even = (content[start:_ENCODING_SEEN:2].count(0) for start in (1, 0))
    most_of_half = min(len(content), _ENCODING_SEEN) // 4
    if max(odd, even) > most_of_half:
        reason = "It is UTF-16 without the mark that says so. Save it as CSV UTF-8."
        return refusals.refusal(file, "UTF-16 without its mark", reason)
    row = content.count(b"\n", 0, content.index(b"\0")) + 1
    reason = "No text holds a byte of value 0: the file was damaged, or it is no text. Export it again."
    return refusals.refusal(file, "NUL byte", reason, rows=(row,))


@dataclass
class _Torn:
    """Rows with another number of cells than the header, noted while the file is parsed."""

    shape: Shape
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    padding: list[int] = field(default_factory=list)
    """For rows that are too long by empty cells alone, by how many."""

    def note(self, row: arrow_csv.InvalidRow) -> str:
        number = row.number + self.shape.above
        if not row.text.strip():
            self.blank.append(number)
        elif row.actual_columns < row.expected_columns:
            self.short.append(number)
        else:
            self.long.append(number)
            extra = row.actual_columns - row.expected_columns
            if row.text.rstrip("\r\n").endswith(self.shape.delimiter * extra):
                self.padding.append(extra)
        return "skip"

    @property
    def left_out(self) -> list[int]:
        """All rows that are not among the cells."""
        return sorted([*self.short, *self.long, *self.blank])

    def findings(self, file: str) -> list[Finding]:
        return [
            Finding("error", file, rule, reason, count=len(rows), rows=tuple(rows))
            for rule, reason, rows in (
                ("row with too few cells", _TOO_FEW, self.short),
                ("row with too many cells", _TOO_MANY, self.long),
            )
            if rows
        ]


def _parse(name: str, number: int, content: bytes, file: str) -> tuple[Sheet | None, list[Finding]]:
    is_ended = content.endswith((b"\n", b"\r"))
    if not is_ended:
        content += b"\n"
    shape = shape_of(content)
    if shape.width > MOST_COLUMNS:
        reason = f"Up to {MOST_COLUMNS} columns are read. Delete those that were not asked for."
        return None, [refusals.refusal(file, "too many columns", reason, rows=(shape.above + 1,))]
    try:
        table, torn = _cells(content, shape)
        if table.num_rows == 1 and torn.padding and len(torn.padding) == len(torn.long):
            # Every row ends in empty cells that the header lacks: nothing is torn.
            wider = replace(shape, width=shape.width + max(torn.padding))
            more = shape.delimiter.encode() * max(torn.padding)
            table, torn = _cells(content[: shape.ends] + more + content[shape.ends :], wider)
    except pa.ArrowInvalid:
        return None, [refusals.refusal(file, "torn file", _TORN_REASON)]
    is_paired = content.count(b'"', shape.starts) % 2 == 0
    return _checked(name, number, table, torn, file, is_paired=is_paired, is_ended=is_ended)


def _checked(
    name: str, number: int, table: pa.Table, torn: _Torn, file: str, *, is_paired: bool, is_ended: bool
) -> tuple[Sheet | None, list[Finding]]:
    findings = torn.findings(file)
    last_row = torn.shape.above + int(table.num_rows) + len(torn.left_out)
    if not is_paired:
        reason = f"Quotation marks do not pair up in or after this row. {_TORN_REASON}"
        findings.append(refusals.refusal(file, "torn row", reason, rows=(last_row,)))
    elif not is_ended and last_row not in torn.left_out:
        reason = "Exports end with a line end, so the last cell may be cut off. Check the end of the file."
        findings.append(Finding("query", file, "no line end after the last row", reason, rows=(last_row,)))
    if table.num_rows - 1 > MOST_ROWS:
        return None, [*findings, refusals.refusal(file, "too many rows", f"Up to {MOST_ROWS} rows are read.")]
    sheet = _sheet(name, number, table, torn)
    if sheet.cells.empty:
        findings.append(refusals.refusal(file, refusals.WITHOUT_ROWS, "Send the rows, or say that there are none."))
    return sheet, findings


def _cells(content: bytes, shape: Shape) -> tuple[pa.Table, _Torn]:
    """Return all records from the header on as text, and note those that are left out."""
    torn = _Torn(shape)
    table = arrow_csv.read_csv(
        pa.BufferReader(memoryview(content)[shape.starts :]),
        # One thread, because only then a torn row has a number.
        read_options=arrow_csv.ReadOptions(
            use_threads=False, autogenerate_column_names=True, block_size=_LONGEST_RECORD
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=shape.delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=torn.note
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={f"f{at}": pa.string() for at in range(shape.width)}, strings_can_be_null=False
        ),
    )
    return table, torn


def _sheet(name: str, number: int, table: pa.Table, torn: _Torn) -> Sheet:
    cells = table.to_pandas()
    cells.columns = range(cells.shape[1])
    above, left_out = torn.shape.above, torn.left_out
    rows = pd.RangeIndex(above + 1, above + len(cells) + len(left_out) + 1)
    cells.index = rows.drop(left_out) if left_out else rows
    header = tuple(str(text) for text in cells.iloc[0])
    data = cells.iloc[1:]
    blank = (data[0] == "") & (data == "").all(axis=1)
    rows_filled = data[~blank] if blank.any() else data
    return Sheet(name, number, header, rows_filled, header_row=above + 1, is_file=True)


def _empty(file: str) -> Finding:
    return refusals.refusal(file, "empty file", "It holds no byte. Send it again.")


def _not_csv(file: str, part: Part, declared: Mapping[str, str]) -> Finding:
    reason = "Only CSV files are read there. Take it out, or send it by itself."
    return Finding("error", file, "file that is not a CSV", reason, table=part.in_words(declared))
