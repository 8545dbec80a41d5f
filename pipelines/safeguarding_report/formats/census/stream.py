"""A census file as a stream of children: parsed piece by piece, nothing kept, no entity and no network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from safeguarding_report.formats.census.prolog import READ_AT_FIRST, Refused, first_element, refusal
from safeguarding_report.formats.census.walk import Walk
from safeguarding_report.formats.sheet import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from safeguarding_report.formats.census.notices import Notices
    from safeguarding_report.formats.census.walk import Block

MOST_MEGABYTES_OF_A_CHILD = 4
"""A child with a hundred episodes takes a tenth of this; without a limit, one element could fill the memory."""

_MEGABYTE = 1_000_000


class _Watched:
    """A file that is read until too much of it belongs to no child."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.since_a_child = 0

    def read(self, size: int) -> bytes:
        if self.since_a_child > MOST_MEGABYTES_OF_A_CHILD * _MEGABYTE:
            reason = (
                f"No child of a census takes {MOST_MEGABYTES_OF_A_CHILD} MB, and nothing else in it does. "
                "Export the file again."
            )
            raise Refused(refusal("too much outside of any child, or in one", reason))
        content = self._file.read(size)
        self.since_a_child += len(content)
        return content


@dataclass
class CensusFile:
    """The children of a census file, one after the other; then its header."""

    path: Path
    notices: Notices
    header: Block | None = None
    left_out: set[str] = field(default_factory=set)

    def children(self) -> Iterator[Block]:
        """Give each child with all that stands in it; the header is known once all were given.

        Raises
        ------
        Refused
            When the file is too large, is no census, or cannot be read to its end.

        """
        if self.path.stat().st_size > MOST_BYTES:
            message = f"Files up to {MOST_BYTES // _MEGABYTE} megabytes are read. Is it one census of one authority?"
            raise Refused(refusal("file too large", message))
        with self.path.open("rb") as file:
            root_name = first_element(file.read(READ_AT_FIRST))
            if root_name != "Message":
                message = "A children in need census begins with the element Message. Is it the right file?"
                raise Refused(refusal("not a children in need census", message))
            file.seek(0)
            yield from self._parse(_Watched(file))

    def _parse(self, file: _Watched) -> Iterator[Block]:
        # No `huge_tree`: the parser's own limits on depth and on one piece of text stay on.
        events = etree.iterparse(
            file, tag="{*}Child", resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False
        )
        walk = Walk(self.notices, self.left_out)
        try:
            for _, child in events:
                parent = child.getparent()
                if parent is None or etree.QName(parent).localname != "Children":
                    continue  # a Child elsewhere is an unknown element of whatever it stands in
                yield walk.child(child)
                file.since_a_child = 0
                child.clear(keep_tail=True)
                while child.getprevious() is not None:
                    del parent[0]
        except etree.XMLSyntaxError:
            raise _not_whole(events.error_log.filter_from_fatals()) from None
        self.header = walk.rest(events.root)


_CUT_OFF = {
    etree.ErrorTypes.ERR_DOCUMENT_END,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY,
}
_ENCODED_OTHERWISE = {
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
}
_ENTITY = {etree.ErrorTypes.ERR_UNDECLARED_ENTITY, etree.ErrorTypes.WAR_UNDECLARED_ENTITY}


def _not_whole(log: etree._ListErrorLog) -> Refused:
    """Say where and how a file is broken; the parser's own words could quote it and are not passed on."""
    code, row = (log[0].type, log[0].line) if len(log) else (etree.ErrorTypes.ERR_DOCUMENT_EMPTY, 1)
    if code in _CUT_OFF:
        return Refused(
            refusal("file cut off", "It ends before its last element is closed. Ask for the file again."), row
        )
    if code in _ENCODED_OTHERWISE:
        reason = "It holds bytes that its declared encoding has not. Export the file again, as UTF-8."
        return Refused(refusal("wrong encoding", reason), row)
    if code in _ENTITY:
        reason = "It names an entity that XML does not define; `&` is written `&amp;`. Export the file again."
        return Refused(refusal("document type or entity", reason), row)
    return Refused(
        refusal(
            "not well-formed XML", "An element is not closed, or a sign stands where none may. Export the file again."
        ),
        row,
    )
