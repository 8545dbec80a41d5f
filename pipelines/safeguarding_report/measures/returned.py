"""Counting what partners returned, in the flow: this year's returns with last year's beside, earlier figures kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.measures.areas import names_and_levels
from safeguarding_report.measures.counting import CountableReturn, Returned, count_items, count_partner_figures
from safeguarding_report.measures.local_figures import sources_of_returns, with_earlier
from safeguarding_report.tables.children import CHILD_TABLES
from safeguarding_report.tables.counted import COUNTED_FIGURES, source_of
from safeguarding_report.tables.partners import PARTNER_FIGURES

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.findings import Finding
    from safeguarding_report.workspace import Step
    from safeguarding_report.year import ReportingYear

RETURNS_FILE = "returns.json"
"""What 01_validate says of the returns that count."""

SOURCES = "returned_sources"
QUALITY = "data_quality"


@dataclass(frozen=True)
class Counted:
    """What was counted from the returns of all years up to this one, and the returns that it was counted from."""

    figures: pd.DataFrame
    """Rows of the table counted_figures."""
    sources: pd.DataFrame
    """Rows as in sources.csv; instead of the hash of a return, which could be guessed, a keyed one."""

    def sources_beside(self, published: pd.DataFrame) -> pd.DataFrame:
        """Return the published sources and those of the returns."""
        return pd.concat([published, self.sources], ignore_index=True) if len(self.sources) else published

    def save(self, step: Step, findings: list[Finding]) -> None:
        """Save the figures and their sources for the year after, and what was found."""
        step.save(COUNTED_FIGURES, self.figures)
        step.save_json(SOURCES, self.sources.to_dict("records"))
        step.save_findings(findings)


def count_returns(step: Step) -> Counted:
    """Count what the returns of this year give, and put before it what those of earlier years gave."""
    records = _read_json(step.input("tables") / RETURNS_FILE)
    figures, sources = COUNTED_FIGURES.empty(), sources_of_returns({}, step.year)
    if step.has_returns:
        figures = _count(step, _returned(step.input("tables"), step.year))
        sources = _sources(records, step.year)
    kept = step.input_before("results")
    if kept is None:
        return Counted(COUNTED_FIGURES.check(figures), sources)
    earlier = pd.DataFrame(_read_json(kept / f"{SOURCES}.json"), columns=sources.columns)
    return Counted(
        with_earlier(figures, COUNTED_FIGURES.read(kept / f"{COUNTED_FIGURES.name}.parquet")),
        pd.concat([earlier, sources], ignore_index=True),
    )


def data_quality(step: Step) -> list[dict[str, Any]]:
    """Return what 01_validate says of the returns that were expected, for the report."""
    return _read_json(step.input("tables") / f"{QUALITY}.json")


def _count(step: Step, returned: Returned) -> pd.DataFrame:
    tables_before = step.input_before("tables")
    before = _returned(tables_before, step.year.previous) if tables_before else None
    partnership = step.partnership
    names = {code: name for code, (name, _) in names_and_levels(partnership, partnership.areas).items()}
    authorities = {code: name for code, name in names.items() if code in partnership.areas}
    counts = [count_items(returned, before, authorities), count_partner_figures(returned, names)]
    figures = pd.concat([frame for frame in counts if len(frame)], ignore_index=True)
    # What was not returned is invented too: nothing of an invented partnership is anybody's figure.
    return figures.assign(status="synthetic") if partnership.invented else figures


def _returned(folder: Path, year: ReportingYear) -> Returned:
    """Return the tables that 01_validate left of a year, and the returns that count."""
    paths = {table: folder / f"{table.name}.parquet" for table in (*CHILD_TABLES, PARTNER_FIGURES)}
    tables = {table.name: table.read(path) for table, path in paths.items() if path.is_file()}
    records = _read_json(folder / RETURNS_FILE)
    return Returned(year, tables, tuple(CountableReturn.from_record(record) for record in records))


def _sources(records: list[dict[str, Any]], year: ReportingYear) -> pd.DataFrame:
    named = {record["return_id"]: (record["title"], record["sender"]) for record in records}
    hashes = {source_of(record["return_id"], year): record["keyed_hash"] for record in records}
    sources = sources_of_returns(named, year)
    return sources.assign(sha256=sources["source"].map(hashes).fillna(""))


def _read_json(path: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content
