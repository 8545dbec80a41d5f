"""Files put safely: a file is whole or absent, and a product once made can be put back by its hash."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DiskError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_FAILED = {errno.EIO, errno.ESTALE, errno.EMFILE, errno.ENFILE}
"""A disk or network drive that answers wrongly or no more, and more open files than the system allows."""

_READABLE = 0o644
"""A temporary file can be read by its owner alone; what is put can be read by all who may enter its folder."""

STORE_IN_WORDS = "the store in outputs/private/store"

_SHELF_CHARACTERS = 2
"""The beginning of a hash names a folder: some file systems are slow with many thousand files in one."""

TEMPORARY_PREFIX = ".writing-"
"""Files of this name are unfinished; a build sweeps those that an interrupted one left."""


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turn a disk that is full, read-only or failing into one clear message about what could not be written."""
    try:
        yield
    except OSError as error:
        told = as_disk_error(error, what)
        if told is None:
            raise
        raise told from error


def as_disk_error(error: OSError, what: str = "") -> DiskError | None:
    """Return what is to be told of an error of the disk; None where it is no fault of the disk but ours.

    Without `what` the message says the folder of the file alone: the name of a return may be a child's.
    """
    if error.errno in _FULL:
        message = (
            f"The disk is full: {what or 'a file'} could not be written. Free some space and run the command again."
        )
    elif error.errno in _REFUSED and what:
        message = f"{what} may not be written to. Check who owns the folder and run the command again."
    elif error.errno in _FAILED | _REFUSED:
        message = (
            f"{what or _folder_in_words(error)} could not be read or written ({error.strerror}). "
            "Check the disk, or the network drive, and who owns the files, and run the command again."
        )
    else:
        return None
    return DiskError(message)


def write_file(path: Path, content: bytes, *, what: str = "", outlasting: bool = False) -> None:
    """Write a file whole: under a temporary name beside it, then put in its place.

    With `outlasting` it outlasts a power cut from here on. To wait for the disk takes longer than most files take to
    make; whatever has its hash remembered, or can be made again, does without.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to; what stood at the path before still does.

    """
    write_files([(path, content)], what=what, outlasting=outlasting)


def write_files(contents: Sequence[tuple[Path, bytes]], *, what: str = "", outlasting: bool = False) -> None:
    """Write files that belong together: none is put in its place before all of them are written.

    They are put in the order given. A message calls them `what`, or else says their place in the outputs.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to; what stood at the paths before still does.

    """
    written: list[tuple[Path, Path]] = []
    try:
        for path, content in contents:
            with disk_errors(what or _in_words(path)):
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=path.parent)
                written.append((Path(temporary), path))
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    if outlasting:
                        file.flush()
                        os.fsync(file.fileno())
                Path(temporary).chmod(_READABLE)
        for temporary_path, path in written:
            with disk_errors(what or _in_words(path)):
                os.replace(temporary_path, path)  # noqa: PTH105 — says what it is for
    except BaseException:
        for temporary_path, _ in written:
            temporary_path.unlink(missing_ok=True)
        raise


def _folder_in_words(error: OSError) -> str:
    parts = Path(str(error.filename or "")).parts[:-1]
    top = next((number for number, part in enumerate(parts) if part in {"data", "outputs"}), len(parts))
    return f"A file in {'/'.join(parts[top:])}" if parts[top:] else "A file"


def _in_words(path: Path) -> str:
    parts = path.parts
    # The staging place is gone before anybody can look there.
    if "outputs" not in parts or "staging" in parts:
        return path.name
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("outputs") :])


def sha256(content: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


_OWN_HASH = b',\n"sha256": "'
"""What stands between the data of a file and the sha256 of all before it."""


def write_memory(path: Path, content: Mapping[str, Any], *, indent: int = 1) -> None:
    """Write plain data whole, and last in the file the sha256 of what stands before it.

    Raises
    ------
    DiskError
        When the disk is full or may not be written to; what stood at the path before still does.

    """
    body = json.dumps(content, indent=indent).removesuffix("\n}").encode()
    write_file(path, b"".join([body, _OWN_HASH, sha256(body).encode(), b'"\n}\n']))


def read_memory(path: Path) -> dict[str, Any]:
    """Return what `write_memory` wrote; nothing where a single byte of it is another now, or all of it is absent."""
    try:
        body, _, own_hash = path.read_bytes().rpartition(_OWN_HASH)
    except OSError:
        return {}
    # Whole JSON may be damaged all the same: a letter of a path, a digit of a version.
    return json.loads(body + b"}") if own_hash == f'{sha256(body)}"\n}}\n'.encode() else {}


class Store:
    """Everything that tasks made, each file once, named by its sha256.

    Whatever keeps bytes by their hash can stand in its place: it holds, puts, fetches, removes and lists.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, digest: str) -> bool:
        """True when something is kept under this sha256; whether it is whole shows when it is fetched."""
        return os.path.isfile(self._place(digest))  # noqa: PTH113 — asked thousands of times

    def put_bytes(self, content: bytes) -> str:
        """Keep some bytes and return their sha256; what was kept damaged is replaced.

        Raises
        ------
        DiskError
            When the store may not be written to or the disk is full.

        """
        digest = sha256(content)
        if self.fetch_bytes(digest) is None:
            write_file(self._place(digest), content, what=STORE_IN_WORDS)
        return digest

    def put_file(self, path: Path) -> str:
        """Keep a file and return its sha256."""
        return self.put_bytes(path.read_bytes())

    def fetch_bytes(self, digest: str) -> bytes | None:
        """Return the bytes of this sha256, or None when they are absent or damaged."""
        try:
            content = self._place(digest).read_bytes()
        except OSError:
            return None
        if sha256(content) == digest:
            return content
        # Gone, so that nobody counts on it; where the store may not be written to, it is noticed again.
        with contextlib.suppress(OSError):
            self._place(digest).unlink()
        return None

    def fetch_to(self, digest: str, path: Path) -> bool:
        """Write the bytes of this sha256 to a path, whole; False when they are absent or damaged."""
        content = self.fetch_bytes(digest)
        if content is not None:
            write_file(path, content)
        return content is not None

    def remove(self, digest: str) -> None:
        """Let go of what is kept under this sha256, if anything is."""
        with disk_errors(STORE_IN_WORDS):
            self._place(digest).unlink(missing_ok=True)

    def sizes(self) -> dict[str, int]:
        """Return the sha256 of everything that is kept, each with its size in bytes."""
        return {
            f"{shelf.name}{entry.name}": entry.stat().st_size
            for shelf in _entries(self.folder)
            if len(shelf.name) == _SHELF_CHARACTERS
            for entry in _entries(shelf.path)
            if not entry.name.startswith(TEMPORARY_PREFIX)
        }

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:_SHELF_CHARACTERS] / digest[_SHELF_CHARACTERS:]


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
