"""report.pdf read back: no number can be read out of it, seen or hidden, that the page does not print as often."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

import pikepdf

from safeguarding_report.read_back.words import numbers_in_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TAG = re.compile(r"<[^>]*>")
_UNSEEN = re.compile(r"<style\b.*?</style>|<title>(?=.*</head>).*?</title>", re.DOTALL)
_READ_TO_SOMEBODY = re.compile(r'\b(?:aria-label|alt|title)="([^"]*)"')
_MARK = re.compile(r'@top-right \{ content: "([^"]*)"')
_COUNTED_LIST = re.compile(r"<ol\b.*?</ol>", re.DOTALL)

_LAST_DAY = "31"
"""Of March: where a line or a page ends between the day and its month, it stands alone."""

_ENTRY_OF_A_MAP = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE_OF_A_MAP = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_SECTION_OF_A_MAP = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)

_SHOWING = {"Tj", "TJ", "'", '"'}
"""The operators that put text on a page."""


def read_pdf(path: Path, page: str) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) for everything in a PDF that the page it was made of does not say."""
    with pikepdf.open(path) as pdf:
        sheets = len(pdf.pages)
        drawn = Counter(numbers_in_text(_in_one_line(text for sheet in pdf.pages for text in _texts(sheet))))
        if "/Names" in pdf.Root and "/EmbeddedFiles" in pdf.Root.Names:
            yield "report.pdf", "a file inside the PDF"
        told = Counter(numbers_in_text(_in_one_line(_alternatives(pdf))))
    printed = Counter(numbers_in_text(text_of(page)))
    # At the head of each page stands its mark, at the foot "Page 3 of 40"; at the end of each line of the contents a page, and a numbered
    # list counts its items.
    pages = [str(number) for number in range(1, sheets + 1)]
    marks = Counter(numbers_in_text(" ".join(_MARK.findall(page))))
    extra = drawn - printed - Counter(pages) - Counter({str(sheets): sheets})
    extra -= Counter({number: sheets * times for number, times in marks.items()})
    counted = sum(part.count("<li") for part in _COUNTED_LIST.findall(page))
    days = extra.pop(_LAST_DAY, 0)
    largest = max(sheets, counted)
    if any(not _is_up_to(number, largest) for number in extra) or extra.total() > counted or days > sheets:
        yield "the text", "a number that the page does not print, or not as often"
    if any(number not in printed for number in told):
        yield "the alternatives", "a number that the page does not print"


def _is_up_to(number: str, largest: int) -> bool:
    return number.isdigit() and 1 <= int(number) <= largest


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def text_of(page: str) -> str:
    """Return all that a page says, to eyes or ears: its text, that of its drawings, and their alternatives."""
    read = " ".join(_READ_TO_SOMEBODY.findall(page))
    return " ".join(unescape(f"{_TAG.sub(' ', _UNSEEN.sub(' ', page))} {read}").split())


@dataclass(frozen=True)
class _Piece:
    """A piece of text, and where it stands: how far across, how far up, how large its letters."""

    text: str
    across: float
    up: float
    size: float


def _texts(holder: Any) -> Iterator[str]:  # noqa: ANN401 — pikepdf's objects are of any kind
    """Yield each text that a page shows; letters that are set one by one, as in drawings, are put together again."""
    said, last = "", None
    for piece in _pieces(holder):
        is_next_letter = (
            last is not None
            and len(last.text) == len(piece.text) == 1
            and abs(piece.up - last.up) < _ON_ONE_LINE
            and 0 < piece.across - last.across < piece.size * _WIDEST_LETTER
        )
        if not is_next_letter and said:
            yield said
            said = ""
        said, last = said + piece.text, piece
    yield said


def _pieces(holder: Any, depth: int = 0) -> Iterator[_Piece]:  # noqa: ANN401
    """Yield each piece of text that a page, or a form drawn on it, shows."""
    resources = holder.get("/Resources", {})
    fonts = {name: _characters(font) for name, font in dict(resources.get("/Font", {})).items()}
    font: dict[int, str] = {}
    size, place, kept = 0.0, pikepdf.Matrix(), []
    line = pikepdf.Matrix()
    for instruction in pikepdf.parse_content_stream(holder):
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            kept.append(place)
        elif name == "Q" and kept:
            place = kept.pop()
        elif name == "cm":
            place = pikepdf.Matrix(*(float(one) for one in operands)) @ place
        elif name == "Tm":
            line = pikepdf.Matrix(*(float(one) for one in operands))
        elif name == "Tf":
            font, size = fonts.get(str(operands[0]), {}), float(operands[1])
        elif name in _SHOWING:
            at = line @ place
            yield _Piece(_shown(operands[-1], font), at.e, at.f, size * math.hypot(at.a, at.b))
        elif name == "Do" and depth < _DEEPEST:
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                yield from _pieces(form, depth + 1)


_ON_ONE_LINE = 0.5
_WIDEST_LETTER = 1.1
"""In points, and in sizes of the letters: closer than this, two letters belong to one word."""

_DEEPEST = 8
"""Forms stand in forms, and a broken file might hold one that stands in itself."""


def _shown(operand: Any, font: dict[int, str]) -> str:  # noqa: ANN401
    strings = (
        [one for one in operand if isinstance(one, pikepdf.String)] if isinstance(operand, pikepdf.Array) else [operand]
    )
    found = []
    for string in strings:
        codes = bytes(string)
        found += [font.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2)]
    return "".join(found)


def _characters(font: Any) -> dict[int, str]:  # noqa: ANN401
    """Return what each glyph of a font stands for; a glyph that nobody knows stands for nothing."""
    if "/ToUnicode" not in font:
        return {}
    known: dict[int, str] = {}
    for kind, lines in _SECTION_OF_A_MAP.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            for glyph, text in _ENTRY_OF_A_MAP.findall(lines):
                known[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        else:
            for first, last, text in _RANGE_OF_A_MAP.findall(lines):
                start = int(text, 16)
                known |= {glyph: chr(start + at) for at, glyph in enumerate(range(int(first, 16), int(last, 16) + 1))}
    return known


def _alternatives(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is said and not drawn: alternatives of drawings, titles of bookmarks, notes on links, the title."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            for name in ("/Alt", "/ActualText", "/E", "/Contents", "/Title", "/Subject", "/Keywords"):
                said = one.get(name)
                if isinstance(said, pikepdf.String):
                    yield str(said)
