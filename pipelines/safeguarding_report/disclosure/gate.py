"""The gate at work: reads results/, hides what must be hidden, writes released/, audits it and seals it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.audit import audit
from safeguarding_report.disclosure.counts import HIDDEN, NOT_AVAILABLE, Row, read_counts, read_rows
from safeguarding_report.disclosure.facts import GateSummary, first_and_last_day, report_facts
from safeguarding_report.disclosure.quality import passed_quality
from safeguarding_report.disclosure.rules import Earlier, Reason, hidden_by_rule, read_earlier
from safeguarding_report.disclosure.sources import public_source, public_sources
from safeguarding_report.disclosure.suppression import protect
from safeguarding_report.errors import DataError
from safeguarding_report.figures import FIGURE_COLUMNS, SEAL, put_seal
from safeguarding_report.store import write_file
from safeguarding_report.tables import RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from safeguarding_report.disclosure.relations import Count
    from safeguarding_report.partnership import Partnership, YearSettings
    from safeguarding_report.year import ReportingYear

INPUTS = (
    "results.parquet", "comparisons.csv", "measures.json", "areas.json", "sources.json", "notes.json", "held.json",
    "data_quality.json", "why.json",
)  # fmt: skip

PASSED_ON = ("comparisons.csv", "measures.json", "notes.json", "why.json")
"""Words, notes, reasons searched for whatever could name a person, and the spread among all authorities: nothing in them is about single children."""


def release(
    results: Path, previous: Path | None, output: Path, partnership: Partnership, settings: YearSettings
) -> GateSummary:
    """Write to `output` what may be printed of `results`; what the release of the year before hid stays hidden.

    Raises
    ------
    DataError
        When results are not whole, hold a later year or an unknown measure, or the audit says no.
    SealError
        When the release of the year before was changed after the gate wrote it.

    """
    absent = [name for name in INPUTS if not (results / name).is_file()]
    if absent:
        message = f"The gate needs {', '.join(absent)} in {results.name}/. Run `safeguarding-report build`."
        raise DataError(message)
    words = {record["measure"]: record for record in _read_json(results / "measures.json")}
    areas = _read_json(results / "areas.json")
    rows = _in_report_order(read_rows(RESULTS.read(results / "results.parquet")), words, areas)
    _refuse_later_years(rows, settings.year)
    earlier = read_earlier(previous)
    threshold = settings.threshold(partnership)
    counts = read_counts(rows)
    protection = protect(counts.numbers, hidden_by_rule(rows, counts, threshold, earlier), partnership, threshold)
    figures, reasons = _figures(rows, protection.hidden, earlier, words, partnership.slug)
    summary = GateSummary(
        figures=len(figures),
        threshold=threshold,
        hidden_by_source=reasons.count(Reason.SOURCE),
        hidden_primary=reasons.count(Reason.THRESHOLD),
        hidden_complementary=reasons.count(Reason.COMPLEMENTARY) + reasons.count(Reason.EARLIER),
        left_out=len(protection.left_out),
    )
    held = _read_json(results / "held.json")
    quality = passed_quality(_read_json(results / "data_quality.json"))
    _write(results, output, figures, report_facts(areas, held, summary, partnership, settings), quality)
    hidden_at_source = {row.figure_id for row in rows if row.is_protected and row.record["symbol"] == HIDDEN}
    audit(output, partnership, threshold, hidden_at_source | earlier.figures)
    put_seal(output)
    return summary


def _figures(
    rows: Sequence[Row],
    hidden: Mapping[Count, Reason],
    earlier: Earlier,
    words: Mapping[str, dict[str, Any]],
    slug: str,
) -> tuple[list[dict[str, str]], list[Reason]]:
    figures, reasons = [], []
    for row in rows:
        reason = _reason(row, hidden, earlier)
        if reason is not None and row.is_protected:
            reasons.append(reason)
        start, end = first_and_last_day(words[row.record["measure"]]["period_type"], row.record["time_period"])
        known = {"figure_id": row.figure_id, "partnership": slug, "period_start": start, "period_end": end}
        source = {"source": public_source(row.record["source"])}
        figures.append(known | _protected(row, hidden, is_hidden=reason is not None) | source)
    return figures, reasons


def _reason(row: Row, hidden: Mapping[Count, Reason], earlier: Earlier) -> Reason | None:
    if row.record["symbol"] == HIDDEN:
        return Reason.SOURCE
    if row.record["symbol"] == NOT_AVAILABLE:
        return None
    reasons = {hidden[count] for count, _ in row.counts() if count in hidden}
    if row.is_protected and row.figure_id in earlier.figures:
        reasons.add(Reason.EARLIER)
    return next((reason for reason in Reason if reason in reasons), None)


def _protected(row: Row, hidden: Mapping[Count, Reason], *, is_hidden: bool) -> dict[str, str]:
    record = dict(row.record)
    if is_hidden:
        record |= dict.fromkeys(("numerator", "value", "lower", "upper"), "") | {"symbol": HIDDEN}
    if row.numerator in hidden:
        record["numerator"] = ""
    if row.denominator in hidden:
        record["denominator"] = ""
    return record


def _in_report_order(
    rows: Sequence[Row], words: Mapping[str, dict[str, Any]], areas: Sequence[dict[str, Any]]
) -> list[Row]:
    unknown = sorted({row.record["measure"] for row in rows} - words.keys())
    if unknown:
        message = f"measures.json has no words for {', '.join(unknown)}. Every measure in results needs its words."
        raise DataError(message)
    measures = {measure: place for place, measure in enumerate(words)}
    places = {area["code"]: place for place, area in enumerate(areas)}
    categories = {
        (measure, category): place
        for measure, record in words.items()
        for place, (category, _) in enumerate(record["categories"])
    }

    def place_of(row: Row) -> tuple[object, ...]:
        measure, area_code, category = (row.record[name] for name in ("measure", "area_code", "category"))
        return (
            measures[measure],
            places.get(area_code, len(places)),
            area_code,
            row.record["time_period"],
            categories.get((measure, category), -1),
        )

    return sorted(rows, key=place_of)


def _refuse_later_years(rows: Sequence[Row], year: ReportingYear) -> None:
    later = sum(row.record["time_period"] > year.time_period for row in rows)
    if later:
        message = f"{later} rows of results are of a year after {year}. A report never reads a later year."
        raise DataError(message)


def _write(
    results: Path,
    output: Path,
    figures: Sequence[dict[str, str]],
    facts: dict[str, Any],
    quality: list[dict[str, Any]],
) -> None:
    # Without its seal a folder is refused: nothing half written or not audited can be read.
    (output / SEAL).unlink(missing_ok=True)
    for name in PASSED_ON:
        write_file(output / name, (results / name).read_bytes())
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIGURE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(figures)
    write_file(output / "figures.csv", text.getvalue().encode())
    write_file(output / "report.json", f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n".encode())
    sources = public_sources(_read_json(results / "sources.json"))
    write_file(output / "sources.json", f"{json.dumps(sources, ensure_ascii=False, indent=1)}\n".encode())
    write_file(output / "data_quality.json", f"{json.dumps(quality, ensure_ascii=False, indent=1)}\n".encode())


def _read_json(path: Path) -> Any:  # noqa: ANN401 — what stands in the file decides
    return json.loads(path.read_text(encoding="utf-8"))
