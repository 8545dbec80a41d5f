"""What readers call a partner's return: a short keyed fingerprint, because a partner may call a file after a child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DataError
from safeguarding_report.pseudonyms import KEYED
from safeguarding_report.tables.counted import RETURNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JOINED_BY = "+"

FINGERPRINT_LENGTH = 8
"""Hexadecimal digits: enough to tell the returns of a partnership apart."""


def public_names(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what each source is called in print: published files by name, returns by the hash keyed under the secret.

    Without the secret nobody can try file names, or whole small files, and see which of them fits.

    Raises
    ------
    DataError
        When a return has no keyed hash.

    """
    names: dict[str, str] = {}
    for record in sorted(records, key=lambda one: str(one["source"])):
        source, keyed = str(record["source"]), str(record["sha256"])
        release, _, _ = source.partition("/")
        if not release.startswith(f"{RETURNS}_"):
            names[source] = source
            continue
        if not keyed.startswith(KEYED):
            message = f"sources.json: a return of {release} has no keyed hash, so it cannot be named. Build again."
            raise DataError(message)
        name = f"{release}/return-{keyed.removeprefix(KEYED)[:FINGERPRINT_LENGTH]}"
        times = sum(other == name or other.startswith(f"{name}-") for other in names.values())
        names[source] = f"{name}-{times + 1}" if times else name
    return names


def public_source(source: str, names: Mapping[str, str]) -> str:
    """Return the sources of a figure as they may be printed.

    Raises
    ------
    DataError
        When a source does not stand in sources.json.

    """
    try:
        return JOINED_BY.join(names[one] for one in source.split(JOINED_BY)) if source else ""
    except KeyError:
        message = "results: a figure names a source that sources.json does not hold. Build again."
        raise DataError(message) from None


def public_sources(records: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the records of sources.json, each called as figures call it."""
    return [{**record, "source": names[str(record["source"])]} for record in records]
