"""What stands before the first element of an XML file: its encoding, and whether anything there is dangerous."""

from __future__ import annotations

import re

from safeguarding_report.formats.census.notices import Notice

READ_AT_FIRST = 65_536
"""Bytes that are looked at before anything is parsed; no census has a longer beginning before its first element."""

_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252")
"""Encodings that are read: those in which an ASCII character is itself, and UTF-16. A document type can't hide in them."""

_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_SPACE = re.compile(r"[\s﻿]*")
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)")


class Refused(Exception):  # noqa: N818 — it is caught and becomes a finding
    """The file is not read, or not further than a row."""

    def __init__(self, notice: Notice, row: int = 1) -> None:
        super().__init__(notice)
        self.notice = notice
        self.row = row


def refusal(rule: str, reason: str) -> Notice:
    """Return what is noted about a file that is not read: what was found and what to do."""
    return Notice("error", "", rule, reason)


def looks_like_xml(head: bytes) -> bool:
    """True when a file begins as XML does, and not as a web page."""
    start = _text(head).lstrip("﻿ \t\r\n").casefold()
    return start.startswith("<") and not start.startswith(("<html", "<!doctype html"))


def first_element(head: bytes) -> str:
    """Return the name of the first element, without its namespace.

    Raises
    ------
    Refused
        When the file has a document type (which could define entities), an encoding that is not read, or no element.

    """
    declared = _DECLARED.match(head)
    if declared and declared[1].decode("ascii", "replace").casefold() not in _ENCODINGS:
        message = (
            f"An encoding is declared that is not read. Save the file as UTF-8; also read: {', '.join(_ENCODINGS[1:])}."
        )
        raise Refused(refusal("encoding not read", message))
    text = _text(head)
    place = _end(_SPACE, text, 0)
    while text[place : place + 2] in ("<?", "<!"):
        closing = "?>" if text.startswith("<?", place) else "-->"
        if closing == "-->" and not text.startswith("<!--", place):
            message = "A census has none, and one could make the reader fetch or multiply text. Export the file again."
            raise Refused(refusal("document type or entity", message), row=text.count("\n", 0, place) + 1)
        end = text.find(closing, place + 2)
        if end < 0:
            break
        place = _end(_SPACE, text, end + len(closing))
    element = _ELEMENT.match(text, place)
    if element is None:
        message = "No element was found at the start: it is no XML, or not whole. Export the file again."
        raise Refused(refusal("not an XML file", message), row=text.count("\n", 0, place) + 1)
    return element[1].rpartition(":")[2]


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _text(head: bytes) -> str:
    """Decode the beginning as far as markup needs: bytes above ASCII stand in comments alone."""
    start = head[:READ_AT_FIRST]
    if start.startswith((b"\xff\xfe", b"<\0")):
        return start.decode("utf-16-le", "replace")
    if start.startswith((b"\xfe\xff", b"\0<")):
        return start.decode("utf-16-be", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
