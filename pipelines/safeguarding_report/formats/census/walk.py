"""From elements of a census to blocks of values with line numbers; whatever is not known is noticed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safeguarding_report.errors import did_you_mean
from safeguarding_report.formats.census.elements import KnownElement, known_elements
from safeguarding_report.formats.census.notices import Notice, Notices

if TYPE_CHECKING:
    from lxml.etree import _Element

_LAST_CERTAIN_LINE = 65_534
"""The parser keeps line numbers in 16 bits: beyond this one it guesses, so we count line ends ourselves."""

_CHILDREN = "Children"

_NOTHING_KNOWN = KnownElement(frozenset(), frozenset(), frozenset(), frozenset())

_ADD_IT = "It is not read. If the census of this year has it, it must be added to elements.toml."


@dataclass
class Block:
    """An element that holds others: the texts of its values and its blocks, each where it stands."""

    name: str
    row: int
    texts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def all(self, name: str) -> list[Block]:
        """Return the blocks of a name, in order."""
        return [block for block in self.blocks if block.name == name]


class Walk:
    """One way through a file, from its first line to its last."""

    def __init__(self, notices: Notices, left_out: set[str]) -> None:
        self._notices = notices
        self._left_out = left_out
        self._known = known_elements()
        self._line = 1
        self._elements = 0
        self._has_lines: bool | None = None

    def child(self, element: _Element) -> Block:
        """Return a child with all that stands in it."""
        if self._has_lines is None:
            self._has_lines = any("\n" in f"{part.text or ''}{part.tail or ''}" for part in element.iter())
            parent = element.getparent()
            if parent is not None:
                self._line = (parent.sourceline or 1) + _line_ends(parent.text)
            if not self._has_lines:
                reason = "Rows of its findings are numbers of elements, counted from the first child."
                self._notices.add(Notice("query", "", "file without line ends", reason), 1)
        self._before(element)
        return self._block(element, "Child")

    def rest(self, root: _Element) -> Block | None:
        """Return the header; what stands beside the children is noticed."""
        line = self._line
        self._line, self._has_lines = root.sourceline or 1, True
        message = self._block(root, "Message", read_until=line)
        return next(iter(message.all("Header")), None)

    def _before(self, element: _Element) -> None:
        """Go over what stands between the child before and this one."""
        for sibling in list(element.itersiblings(preceding=True))[::-1]:
            if isinstance(sibling.tag, str) and not _is_child(sibling):
                self._unknown(_CHILDREN, sibling)
            elif not isinstance(sibling.tag, str):
                self._line += _line_ends(sibling.text)
            self._stray(_CHILDREN, sibling.tail)
        if element.sourceline is not None and element.sourceline <= _LAST_CERTAIN_LINE:
            self._line = element.sourceline

    def _row(self) -> int:
        self._elements += 1
        return self._line if self._has_lines else self._elements

    def _block(self, element: _Element, name: str, read_until: int | None = None) -> Block:
        known = self._known.get(name, _NOTHING_KNOWN)
        block = Block(name, self._row())
        self._stray(name, element.text)
        for inner in element:
            tag = inner.tag
            if not isinstance(tag, str):
                self._line += _line_ends(inner.text)  # a comment, or an instruction to a program
            elif read_until is not None and name == _CHILDREN and _is_child(inner):
                self._line = read_until  # the last child: it was given already, and stands empty
            else:
                self._inner(block, known, inner, tag.rpartition("}")[2], read_until)
            self._stray(name, inner.tail)
        return block

    def _inner(self, block: Block, known: KnownElement, inner: _Element, name: str, read_until: int | None) -> None:
        if inner.keys():
            reason = "Values of the census stand in elements; attributes are not read."
            self._notices.add(Notice("query", block.name, "attribute of an element inside", reason), self._line)
        if name in known.read:
            block.texts.setdefault(name, []).append((inner.text or "", self._row()))
            self._value(name, inner)
        elif name in known.holds:
            block.blocks.append(self._block(inner, name, read_until))
            if self._known[name].is_left_out:
                self._left_out.add(name)
        elif name in known.left_out:
            self._left_out.add(name)
            self._row()
            self._value(name, inner)
        else:
            self._unknown(block.name, inner)

    def _value(self, name: str, element: _Element) -> None:
        self._line += _line_ends(element.text)
        if len(element):
            for inner in element:
                if isinstance(inner.tag, str):
                    self._unknown(name, inner)
                self._stray(name, inner.tail)

    def _unknown(self, within: str, element: _Element) -> None:
        # Its name may be anything, so it is not repeated here.
        name = element.tag.rpartition("}")[2]
        known = self._known.get(within, _NOTHING_KNOWN).inside
        reason = f"No element is known there under its name. {_ADD_IT}{did_you_mean(name, known)}"
        self._notices.add(Notice("query", within, "unknown element inside", reason), self._row())
        self._line += sum(_line_ends(text) for text in element.itertext())

    def _stray(self, within: str, text: str | None) -> None:
        if text is None:
            return
        if text.strip():
            before = text[: len(text) - len(text.lstrip())]
            row = self._line + _line_ends(before) if self._has_lines else self._elements
            reason = "Between elements stands nothing but space; the text is not read."
            self._notices.add(Notice("query", within, "text between elements", reason), row)
        self._line += text.count("\n")


def _is_child(element: _Element) -> bool:
    return str(element.tag).rpartition("}")[2] == "Child"


def _line_ends(text: str | None) -> int:
    return text.count("\n") if text else 0
