"""What WeasyPrint leaves out of a tagged PDF: each table header says whether it is that of a column or of a row."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def tag_table_headers(content: bytes) -> bytes:
    """Return the PDF with /Scope on every table header, the same bytes every time."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        for header, scope in _headers(tree, in_head=False) if tree is not None else ():
            _set_scope(header, scope)
        tagged = io.BytesIO()
        pdf.save(
            tagged,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return tagged.getvalue()


def _headers(element: Any, *, in_head: bool) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 — pikepdf's objects are of any kind
    """Yield every table header below an element with its scope."""
    for child in _children(element):
        kind = child.get("/S")
        if kind == "/TH":
            yield child, "/Column" if in_head else "/Row"
        else:
            yield from _headers(child, in_head=in_head or kind == "/THead")


def _children(element: Any) -> list[Any]:  # noqa: ANN401
    """Return the structure elements directly below one; numbers of marked content are not elements."""
    below = element.get("/K")
    listed = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [one for one in listed if isinstance(one, pikepdf.Dictionary) and ("/S" in one)]


def _set_scope(header: Any, scope: str) -> None:  # noqa: ANN401
    known = header.get("/A")
    attributes = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name(scope))
    if isinstance(known, pikepdf.Array):
        known.append(attributes)
    elif isinstance(known, pikepdf.Dictionary) and known.get("/O") == "/Table":
        known["/Scope"] = pikepdf.Name(scope)
    else:
        header["/A"] = attributes if known is None else pikepdf.Array([known, attributes])
