"""Pseudonyms: what a child or a return is called where its own name may not stand, keyed by a secret of the workspace.

Without the secret nobody can try all identifiers of an authority, or all small files, and see which of them fits.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.errors import UserError
from safeguarding_report.store import TEMPORARY_PREFIX, disk_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SECRET_FILE = "secret.key"  # noqa: S105 — the name of the file, not what is in it
SECRET_BYTES = 32

PUBLIC_KEY = b"Nothing in an invented partnership is secret, and its bytes are the same everywhere."

PSEUDONYM_CHARACTERS = 16
"""64 bits: among a million children two share a pseudonym once in some thirty million workspaces."""

_DIGEST = "sha256"

KEYED = f"hmac-{_DIGEST}:"
"""How the keyed hash of a return begins."""
_SEPARATOR = b"\x1f"
"""The sign that separates units; no identifier and no code holds it, so two different pairs never read alike."""


def secret_of(private: Path, *, invented: bool = False) -> bytes:
    """Return the secret of a workspace, made at first use; of an invented partnership a key that everybody knows.

    Raises
    ------
    UserError
        When the file was emptied or cut off: with another secret every child would get another pseudonym.
    DiskError
        When it could not be written.

    """
    if invented:
        return PUBLIC_KEY
    place = private / SECRET_FILE
    if not place.is_file():
        _make(place)
    secret = place.read_bytes()
    if len(secret) != SECRET_BYTES:
        message = (
            f"outputs/private/{SECRET_FILE} is damaged. Put it back from a copy; or delete it, and every year is read "
            "again with new pseudonyms."
        )
        raise UserError(message)
    return secret


def _make(place: Path) -> None:
    """Write a new secret, whole and for its owner alone; where another process was first, its secret stands."""
    with disk_errors(f"outputs/private/{SECRET_FILE}"):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=place.parent)  # readable by its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(os.urandom(SECRET_BYTES))
                file.flush()
                os.fsync(file.fileno())
            Path(place).hardlink_to(temporary)
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink(missing_ok=True)


def pseudonyms_of(secret: bytes, authority_code: str) -> Callable[[str], str]:
    """Return what turns a child's identifier into a pseudonym: the same in all files and years of one authority."""
    keyed = hmac.new(secret, b"child" + _SEPARATOR + authority_code.encode() + _SEPARATOR, _DIGEST)

    def pseudonym(identifier: str) -> str:
        own = keyed.copy()
        own.update(identifier.encode())
        return own.hexdigest()[:PSEUDONYM_CHARACTERS]

    return pseudonym


def keyed_hash_of_text(secret: bytes, text: str) -> str:
    """Return a keyed hash of some words: whoever guesses the words cannot see that they guessed right."""
    return hmac.new(secret, b"text" + _SEPARATOR + text.encode(), _DIGEST).hexdigest()


def keyed_hash_of_files(secret: bytes, files: Iterable[tuple[str, Path]]) -> str:
    """Return one keyed hash over files and their names: it proves what was read and tells nothing about it."""
    whole = hmac.new(secret, b"return" + _SEPARATOR, _DIGEST)
    for name, path in sorted(files):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, _DIGEST).digest()
        whole.update(name.encode() + _SEPARATOR + digest)
    return f"{KEYED}{whole.hexdigest()}"
