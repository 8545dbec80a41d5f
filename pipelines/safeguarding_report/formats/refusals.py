"""Files that are not read at all, each with the sentence that says why and what to send instead."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from safeguarding_report.findings import Finding
from safeguarding_report.formats.sheet import MOST_BYTES, MOST_RATIO, MOST_UNZIPPED_BYTES, SMALL_UNZIPPED_BYTES

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_ROWS = "header without rows"
"""What is found in a file whose header stands alone."""

ZIP_START = b"PK\x03\x04"
EMPTY_ZIP_START = b"PK\x05\x06"
OLD_OFFICE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FLAG_ENCRYPTED = 0x1
_MEGABYTE = 1_000_000
_PIECE = 1_048_576
_MACROS = ("vbaproject.bin", "macrosheets/", "activex/")
_OTHER_KINDS = (
    (b"%pdf", "a PDF"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"{\\rtf", "a text document"),
    (b"{", "JSON"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"rar!", "a RAR archive"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"from:", "an e-mail"),
    (b"received:", "an e-mail"),
    (b"sqlite format", "a database"),
    (b"par1", "a Parquet file"),
)
"""First bytes, in small letters, of what is no return whatever its name says."""

_OTHER_ARCHIVES = (
    ("xl/workbook.bin", "binary workbook", "It is an .xlsb file. Save it as .xlsx."),
    ("content.xml", "OpenDocument", "It is an .ods file or another OpenDocument. Save it as .xlsx."),
    ("word/document.xml", "not a return", "It is a text document. Send the workbook or CSV itself."),
    ("ppt/presentation.xml", "not a return", "It is a presentation. Send the workbook or CSV itself."),
)
"""Parts by which archives are known that are neither a workbook we read nor a set of CSV files."""

_SEND_AGAIN = "Send the workbook, CSV or XML file itself."


def refusal(file: str, rule: str, reason: str, rows: tuple[int, ...] = ()) -> Finding:
    """Return the error that a whole file is refused with."""
    return Finding("error", file, rule, reason, rows=rows, count=max(1, len(rows)))


def refuse_by_size(path: Path, file: str) -> Finding | None:
    """Refuse an empty file and one that is larger than any return."""
    size = path.stat().st_size
    if size == 0:
        return refusal(file, "empty file", "It holds no byte. Send it again.")
    if size > MOST_BYTES:
        reason = f"Files up to {MOST_BYTES // _MEGABYTE} megabytes are read. Leave out what was not asked for."
        return refusal(file, "file too large", reason)
    return None


def refuse_by_first_bytes(head: bytes, file: str) -> Finding | None:
    """Refuse old Excel files, files with a password and all that is no return, whatever their names say."""
    if head.startswith(OLD_OFFICE_START):
        if _ENCRYPTED in head:
            return refusal(file, "password", "The file is protected by a password. Save it without one.")
        return refusal(
            file, "old Excel workbook", "It is an .xls file or has a password. Save it as .xlsx without one."
        )
    if head.startswith(EMPTY_ZIP_START):
        return refusal(file, "empty archive", f"The archive holds no file. {_SEND_AGAIN}")
    bare = head.lower()
    for mark in _BYTE_ORDER_MARKS:
        bare = bare.removeprefix(mark)
    bare = bare.lstrip()
    if not bare:
        return refusal(file, "empty file", "It holds only blanks. Send it again.")
    for first_bytes, kind in _OTHER_KINDS:
        if bare.startswith(first_bytes):
            return refusal(file, "not a return", f"It is {kind}, whatever its name says. {_SEND_AGAIN}")
    return None


def refuse_xml(head: bytes, file: str) -> Finding | None:
    """Refuse XML that declares a document type or entities: no return needs them, and they can do harm."""
    if b"<!" not in head.replace(b"<!--", b"").replace(b"\x00", b""):
        return None
    bare = head.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        return refusal(file, "XML with a document type", "A DOCTYPE or entities are never read. Export the file again.")
    return None


def refuse_archive(archive: zipfile.ZipFile, file: str) -> Finding | None:
    """Refuse an archive with a password or macros, and one that would unzip to more than any return."""
    members = archive.infolist()
    if any(member.flag_bits & _FLAG_ENCRYPTED for member in members):
        return refusal(file, "password", "The archive is protected by a password. Send it without one.")
    if any(name in member.filename.casefold() for member in members for name in _MACROS):
        return refusal(file, "macros", "The workbook holds macros or controls. Save it as .xlsx without them.")
    names = {member.filename for member in members}
    for part, rule, reason in _OTHER_ARCHIVES:
        if part in names:
            return refusal(file, rule, reason)
    unzipped = sum(member.file_size for member in members)
    zipped = max(1, sum(member.compress_size for member in members))
    if unzipped > MOST_UNZIPPED_BYTES:
        reason = f"It would unzip to more than {MOST_UNZIPPED_BYTES // _MEGABYTE} megabytes. Send only the lists."
        return refusal(file, "archive too large", reason)
    if unzipped > SMALL_UNZIPPED_BYTES and unzipped > MOST_RATIO * zipped:
        reason = f"Its parts unzip to more than {MOST_RATIO} times their size, as no return does. Export it again."
        return refusal(file, "archive that swells", reason)
    return None


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member; a member that holds more or less than it declares raises BadZipFile."""
    with archive.open(member) as stream:
        content = stream.read(member.file_size)
        if len(content) != member.file_size or stream.read(1):
            message = "a member holds another number of bytes than it declares"
            raise zipfile.BadZipFile(message)
    return content
