"""Files put safely: a file is whole or absent, and a product once made can be put back by its hash."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.errors import DiskError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}

_READABLE = 0o644
"""A temporary file can be read by its owner alone; what is put can be read by all who may enter its folder."""

TEMPORARY_PREFIX = ".writing-"
"""Files of this name are unfinished; a build sweeps those that an interrupted one left."""


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turn a full or read-only disk into one clear message about what could not be written."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            message = f"The disk is full: {what} could not be written. Free some space and run the command again."
        elif error.errno in _REFUSED:
            message = f"{what} may not be written to. Check who owns the folder and run the command again."
        else:
            raise
        raise DiskError(message) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole: under a temporary name beside it, then put in its place.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to; what stood at the path before still does.

    """
    write_files([(path, content)])


def write_files(contents: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong together: none is put in its place before all of them are on the disk.

    They are put in the order given.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to; what stood at the paths before still does.

    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, content in contents:
            with disk_errors(path.name):
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=path.parent)
                written.append((Path(temporary), path))
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).chmod(_READABLE)
        for temporary_path, path in written:
            with disk_errors(path.name):
                os.replace(temporary_path, path)  # noqa: PTH105 — says what it is for
    except BaseException:
        for temporary_path, _ in written:
            temporary_path.unlink(missing_ok=True)
        raise


def sha256(content: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Store:
    """Everything that tasks made, each file once, named by its sha256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def keep(self, content: bytes) -> str:
        """Keep some bytes and return their sha256."""
        digest = sha256(content)
        if not self._place(digest).is_file():
            write_file(self._place(digest), content)
        return digest

    def fetch(self, digest: str) -> bytes | None:
        """Return the bytes of this sha256, or None when they are absent or damaged."""
        try:
            content = self._place(digest).read_bytes()
        except OSError:
            return None
        if sha256(content) != digest:
            self._place(digest).unlink(missing_ok=True)
            return None
        return content

    def holds(self, digest: str) -> bool:
        """True when something is kept under this sha256."""
        return self._place(digest).is_file()
