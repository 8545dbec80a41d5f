"""Manifests: the public one says what a report was made with and of; the private one also how every task went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from safeguarding_report.released import ReportFacts, Source

SCHEMA = 1

CHECKS = (
    "the data have no finding that is an error",
    "every cell of every notebook ran to its end",
    "the gate sealed the released figures and the seal is whole",
    "the finished page passed its last checks",
)
"""Each of them stops the build when it says no, so that a report which stands has passed them all."""


REPORT_FILES = ("report.html", "figures.csv")
"""What a manifest speaks of where there are no other editions."""


def public_manifest(
    page: Path, report: ReportFacts, sources: tuple[Source, ...], made_with: Mapping[str, str], own: Mapping[str, str]
) -> bytes:
    """Return the manifest that stands beside a report: no times, no paths, no hash of a partner's return."""
    return _as_json(
        {
            "schema": SCHEMA,
            "partnership": report.partnership,
            "year": report.year,
            "demonstration": report.demonstration,
            "code": {"version": made_with["version"], "sha256": made_with["code"]},
            "lock": made_with["libraries"],
            "environment": {"python": made_with["python"], "platform": made_with["platform"]},
            "own_files": dict(sorted(own.items())),
            "checks": list(CHECKS),
            "inputs": {source.source: source.sha256 for source in sorted(sources, key=lambda source: source.source)},
            "outputs": {path.name: sha256(path.read_bytes()) for path in sorted(page.iterdir())},
        }
    )


EDITIONS_CHECK = "the other editions say, word for word, nothing that the page and figures.csv do not say"
"""What a manifest says in addition where there are other editions."""


def manifest_with_editions(
    report: Path, editions: Path, made_with: Mapping[str, str], not_made: Mapping[str, str]
) -> bytes:
    """Return the manifest of a report with its other editions; without any it is the one that stands there."""
    manifest: dict[str, Any] = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    own = {name: digest for name, digest in manifest["outputs"].items() if (name in REPORT_FILES)}
    made = {path.name: sha256(path.read_bytes()) for path in sorted(editions.iterdir())}
    manifest["checks"] = [*CHECKS, EDITIONS_CHECK]
    manifest["other_editions"] = {
        "code": made_with["editions"],
        "type_set_by": made_with["pango"],
        "not_made": dict(sorted(not_made.items())),
    }
    manifest["outputs"] = dict(sorted((own | made).items()))
    return _as_json(manifest)


def published_manifest(draft: bytes, edition: Mapping[str, str], contents: Mapping[str, bytes]) -> bytes:
    """Return the manifest of a published edition: that of the report which was approved, with what was published of it.

    `edition` says its name, the role that approved it and the day; `contents` are its files without the manifest.
    """
    outputs = {name: sha256(content) for name, content in sorted(contents.items())}
    return _as_json(json.loads(draft) | {"edition": dict(edition), "outputs": outputs})


def private_manifest(tasks: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the manifest that stays inside: all hashes that went in and came out; times apart from what is hashed."""
    return _as_json(
        {
            "schema": SCHEMA,
            "tasks": {
                name: {part: record[part] for part in ("key", "parts", "outputs")} for name, record in tasks.items()
            },
            "times": {name: record["times"] for name, record in tasks.items()},
        }
    )


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a public folder, or None when there is no whole one."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def has_editions(folder: Path) -> bool:
    """True when the manifest of a public folder names other editions."""
    return "other_editions" in (read_manifest(folder) or {})


def _as_json(content: dict[str, Any]) -> bytes:
    return f"{json.dumps(content, indent=1, ensure_ascii=False)}\n".encode()
