"""What readers call a partner's return: a short fingerprint, because a partner may call a file after a child."""

from __future__ import annotations

import hashlib
from typing import Any

from safeguarding_report.tables.counted import RETURNS

JOINED_BY = "+"

FINGERPRINT_LENGTH = 8
"""Hexadecimal digits: enough to tell the returns of a partnership apart."""


def public_source(source: str) -> str:
    """Return the sources of a figure as they may be printed: published files by name, returns by fingerprint."""
    return JOINED_BY.join(_public(one) for one in source.split(JOINED_BY))


def public_sources(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the records of sources.json, each called as figures call it."""
    return [record | {"source": _public(record["source"])} for record in records]


def _public(source: str) -> str:
    release, _, place = source.partition("/")
    if not release.startswith(f"{RETURNS}_"):
        return source
    return f"{release}/return-{hashlib.sha256(place.encode()).hexdigest()[:FINGERPRINT_LENGTH]}"
