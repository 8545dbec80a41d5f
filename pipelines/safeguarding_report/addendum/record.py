"""addendum.csv, one row for each figure that is compared, and addendum.json, which says what both sides were made of."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from safeguarding_report.addendum.compared import WORDS
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguarding_report.addendum.compared import Compared, Comparing
    from safeguarding_report.figures import Figure

SCHEMA = 1

_PLACE = (
    "figure_id",
    "partnership",
    "measure",
    "area_code",
    "area_name",
    "time_period",
    "breakdown",
    "category",
    "unit",
)

_SIDE = ("numerator", "denominator", "value", "symbol", "definition", "status", "source", "release")

COLUMNS = (
    *_PLACE,
    *(f"printed_{name}" for name in _SIDE),
    *_SIDE,
    "why",
    "why_in_words",
)
"""Of each figure where it belongs, what was printed, what is known now, and why the two differ."""

CHECKS = (
    "what was published before has not been changed",
    "the gate sealed the figures that are known now, given the report and all that was published",
    "of the partnership's own numbers nothing is shown that the report did not print",
    "every number of the page is the one that was printed, or the one that the gate released",
)
"""Each of them stops the addendum when it says no."""


def as_csv(compared: Comparing) -> str:
    """Return every compared figure, in report order."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, compared.rows))
    return text.getvalue()


def _row(row: Compared) -> dict[str, str]:
    place = {name: getattr(row.figure, name) for name in _PLACE}
    return (
        place | _side(row.then, "printed_") | _side(row.now, "") | {"why": str(row.why), "why_in_words": WORDS[row.why]}
    )


def _side(figure: Figure | None, prefix: str) -> dict[str, str]:
    return {f"{prefix}{name}": getattr(figure, name) if figure else "" for name in _SIDE}


def manifest_of_addendum(compared: Comparing, code: str, contents: Mapping[str, bytes]) -> bytes:
    """Return the manifest that stands beside the addendum; that of the report says nothing of it."""
    report, printed = compared.now.report, compared.printed
    there = [row.why for row in compared.rows]
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "partnership": report.partnership,
        "year": report.year,
        "demonstration": report.demonstration,
        "report": {"edition": printed.edition, "date": printed.date, "manifest": printed.manifest_sha256},
        "code": code,
        "checks": list(CHECKS),
        "inputs": {one.source: one.sha256 for one in sorted(compared.now.sources, key=lambda one: one.source)},
        "since": sorted(one.source for one in compared.new_sources),
        "figures": {str(why): there.count(why) for why in WORDS if why in there},
        "outputs": {name: sha256(content) for name, content in sorted(contents.items())},
    }
    return f"{json.dumps(record, indent=1, ensure_ascii=False)}\n".encode()
