"""Writes a finished page anew for another use: some elements left out, others under another name or with other attributes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

Attributes = dict[str, str]

Rewrite = tuple[str, Attributes] | None
"""What becomes of an element: its name and attributes, or None where it goes with all that is in it."""

UNWRAPPED: Rewrite = ("", {})
"""Of an element that goes while all that is in it stays."""

Change = Callable[[str, Attributes, str], Rewrite]
"""Tells what becomes of an element, by its name, its attributes and the name of the element that it stands in."""

_EMPTY = {"meta", "br", "hr", "img", "link", "input", "col", "wbr"}
"""Elements of HTML without an end tag; those of a drawing close themselves."""

_AS_IT_STANDS = {"style"}
"""Its text is no markup, so nothing in it is escaped."""


class _Writer(HTMLParser):
    def __init__(self, change: Change) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._change = change
        self._open: list[tuple[str, Rewrite]] = []
        """The name of each open element, and what became of it."""

    @property
    def _is_left_out(self) -> bool:
        return any(written is None for _, written in self._open)

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, attrs, ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, attrs, "/>")

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> None:
        parent = self._open[-1][0] if self._open else ""
        attributes = {name: value or "" for name, value in attrs}
        written = None if self._is_left_out else self._change(tag, attributes, parent)
        if written and written[0]:
            said = "".join(f' {key}="{escape(value)}"' for key, value in written[1].items())
            self.parts.append(f"<{written[0]}{said}{end}")
        if end == ">" and tag not in _EMPTY:
            self._open.append((tag, written))

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY or not self._open:
            return
        _, written = self._open.pop()
        if written and written[0] and not self._is_left_out:
            self.parts.append(f"</{written[0]}>")

    def handle_data(self, data: str) -> None:
        if not self._is_left_out:
            plain = bool(self._open) and self._open[-1][0] in _AS_IT_STANDS
            self.parts.append(data if plain else escape(data, quote=False))


def rewritten(html: str, change: Change) -> str:
    """Return HTML in which each element became what `change` makes of its name and attributes.

    Names of elements and attributes come in small letters, also in drawings; HTML takes them so.
    """
    writer = _Writer(change)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)
