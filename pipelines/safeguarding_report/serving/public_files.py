"""Which file of the public tree an address means: declared kinds of file, in the tree itself, and nothing else."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What may stand in a public tree, and how a browser takes it."""

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""A folder or file of a public tree: never hidden, never `..`, never a character that means something to a system."""

_LONGEST = 1000


def public_file(tree: Path, address: str) -> Path | None:
    """Return the public file of an address below the tree, or None when there is none that may be served.

    A link is never followed: what it leads to was made by nobody here.
    """
    parts = unquote(address[:_LONGEST], errors="replace").split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        return None
    path = tree.joinpath(*parts)
    # Windows knows names that mean a device; none of them is a file here.
    if path.suffix not in KINDS or not path.is_file() or path.resolve() != tree.resolve().joinpath(*parts):
        return None
    return path


def edition_of(tree: Path) -> str:
    """Return a text that is another whenever a file of the tree was put anew."""
    whole = hashlib.sha256()
    for path in sorted(tree.rglob("*")):
        try:
            state = path.lstat()
        except FileNotFoundError:
            continue  # an unfinished file of another build in this workspace, which has just put it
        whole.update(f"{path.relative_to(tree)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return whole.hexdigest()[:16]
