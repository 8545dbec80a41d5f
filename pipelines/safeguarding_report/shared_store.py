"""The store that many machines share: files named by their sha256, at any address that fsspec knows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from fsspec.core import url_to_fs

from safeguarding_report.errors import UsageError, UserError
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

WAITS = (0.5, 2.0, 8.0)
"""Seconds before each further attempt: a store on a network that fails once answers a little later."""


class StoreError(UserError):
    """The shared store did not answer, or lacks a file that it should hold."""


class SharedStore:
    """Inputs and products of tasks, each file once, named by its sha256; what is read back is checked."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            self._files, self._root = url_to_fs(address, use_listings_cache=False)
        except (ValueError, ImportError) as error:
            message = (
                f"There is no way to the store {address}: {error} "
                "Expected an address that fsspec knows, such as file:///srv/store or s3://bucket/store."
            )
            raise UsageError(message) from None
        self._is_folder = "file" in self._files.protocol
        """In an object store, unlike a folder, a file is there whole or not at all."""

    def put_bytes(self, content: bytes) -> str:
        """Keep some bytes and return their sha256.

        Raises
        ------
        StoreError
            When the store does not answer, however often it is asked.

        """
        digest = sha256(content)
        self._patiently(lambda: self._keep(digest, content))
        return digest

    def holds(self, digest: str) -> bool:
        """True when something is kept under this sha256."""
        return self._patiently(lambda: bool(self._files.exists(self._place(digest))))

    def fetch_bytes(self, digest: str) -> bytes:
        """Return the bytes of this sha256.

        Raises
        ------
        StoreError
            When they are absent or damaged, or the store does not answer. What is damaged is taken away.

        """
        try:
            content: bytes = self._patiently(lambda: self._files.cat_file(self._place(digest)))
        except FileNotFoundError:
            message = f"The store {self.address} does not hold {digest[:12]}…, which a task needs."
            raise StoreError(message) from None
        if sha256(content) != digest:
            self._patiently(lambda: self._files.rm_file(self._place(digest)))
            message = f"{digest[:12]}… in the store {self.address} was damaged and has been taken away."
            raise StoreError(message)
        return content

    def _keep(self, digest: str, content: bytes) -> None:
        place = self._place(digest)
        if self._files.exists(place):
            return
        if not self._is_folder:
            self._files.pipe_file(place, content)
            return
        # Put under another name first: in a folder that is shared a half-written file would be read.
        unfinished = f"{place}.{uuid4().hex}"
        self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(unfinished, content)
        self._files.mv(unfinished, place)

    def _place(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest[2:]}"

    def _patiently(self, ask: Callable[[], Answer]) -> Answer:
        for wait in WAITS:
            try:
                return ask()
            except FileNotFoundError:
                raise
            except OSError:
                time.sleep(wait)
        try:
            return ask()
        except FileNotFoundError:
            raise
        except OSError as error:
            message = (
                f"The store {self.address} did not answer after {len(WAITS) + 1} attempts ({type(error).__name__}). "
                "Check its address, its keys and the network, and run the command again."
            )
            raise StoreError(message) from error
