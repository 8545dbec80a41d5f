"""The gate at work: reads results/, hides what must be hidden, writes released/, audits it and seals it."""

from __future__ import annotations

import csv
import io
import json
import time
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from safeguarding_report.disclosure.audit import audit
from safeguarding_report.disclosure.counts import HIDDEN, Row, read_counts, read_rows
from safeguarding_report.disclosure.facts import FACTS_FOR_THE_ANALYST, GateSummary, report_facts
from safeguarding_report.disclosure.figure_rows import COMPLEMENTARY, PRIMARY, hidden_counts, printed_figures
from safeguarding_report.disclosure.others import told_by_others
from safeguarding_report.disclosure.printed_otherwise import printed_otherwise, with_revised
from safeguarding_report.disclosure.protection import protect
from safeguarding_report.disclosure.quality import passed_quality
from safeguarding_report.disclosure.registers import public_registers
from safeguarding_report.disclosure.rules import Reason, hidden_by_rule, read_rules
from safeguarding_report.disclosure.sources import public_names, public_source, public_sources
from safeguarding_report.disclosure.weights import counts_of_priorities
from safeguarding_report.errors import DataError
from safeguarding_report.figures import FIGURE_COLUMNS, SEAL, put_seal
from safeguarding_report.store import write_file
from safeguarding_report.tables import RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from safeguarding_report.disclosure.ledger import Ledger
    from safeguarding_report.partnership import Partnership, YearSettings
    from safeguarding_report.year import ReportingYear

INPUTS = (
    "results.parquet", "comparisons.csv", "measures.json", "areas.json", "sources.json", "notes.json", "held.json",
    "data_quality.json", "why.json", "authorities.json", "registers.json", "official_counts.csv",
    "left_by_regions.csv",
)  # fmt: skip

PASSED_ON = ("comparisons.csv", "measures.json", "notes.json", "why.json", "authorities.json")
"""Words, notes, reasons searched for whatever could name a person, and what is published of all authorities: nothing in them is about single children."""

PRIVATE = "disclosure"
"""The folder beside the released one that only the analyst reads."""


def release(
    results: Path,
    output: Path,
    partnership: Partnership,
    settings: YearSettings,
    *,
    ledger: Ledger | None = None,
) -> GateSummary:
    """Write to `output` what may be printed of `results`, given what readers know already.

    What readers know is what was published: the editions and documents of the ledger, and the official figures among
    the results, as the source shows them. Drafts, of this year or another, have no say.
    Beside `output`, in disclosure/, stands for the analyst why each count is hidden.

    Raises
    ------
    DataError
        When results are not whole, hold a later year or an unknown measure, what is published contradicts itself, the
        solver gives up, or the audit says no.

    """
    began = time.monotonic()
    absent = [name for name in INPUTS if not (results / name).is_file()]
    if absent:
        message = f"The gate needs {', '.join(absent)} in {results.name}/. Run `safeguarding-report build`."
        raise DataError(message)
    words = {record["measure"]: record for record in _read_json(results / "measures.json")}
    areas = _read_json(results / "areas.json")
    rows = _in_report_order(read_rows(RESULTS.read(results / "results.parquet")), words, areas)
    _refuse_later_years(rows, settings.year)
    threshold = settings.threshold(partnership)
    counts = read_counts(rows)
    rules = read_rules({measure: record["owner"] for measure, record in words.items()}, threshold, counts.official)
    others = told_by_others(
        rows,
        ledger.figures if ledger else (),
        rules,
        own=counts.numbers,
        partnership=partnership,
        official_counts=_read_csv(results / "official_counts.csv"),
        left_by_regions=_read_csv(results / "left_by_regions.csv"),
    )
    by_rule = hidden_by_rule(rows, counts, rules)
    year_file = f"data/{partnership.slug}/{settings.year}/year.toml"
    priorities = counts_of_priorities(settings.priorities, year_file)
    protection = protect(counts, by_rule, others, rules, partnership, priorities)
    figures, reasons = printed_figures(rows, protection.hidden, rules, words, partnership.slug)
    names = public_names(_read_json(results / "sources.json"))
    figures = [figure | {"source": public_source(figure["source"], names)} for figure in figures]
    otherwise = printed_otherwise(figures, ledger.figures if ledger else (), {*partnership.areas, partnership.slug})
    figures = with_revised(figures, otherwise)
    _write_figures(output, figures)
    shown_by_source = _printed_as_zero(figures)
    audited = audit(output, partnership, rules, others, by_rule, _hidden_at_source(rows) - shown_by_source)
    summary = GateSummary(
        figures=len(figures),
        threshold=threshold,
        hidden_by_source=reasons.count(Reason.SOURCE),
        hidden_primary=sum(reason in PRIMARY for reason in reasons),
        hidden_complementary=sum(reason in COMPLEMENTARY for reason in reasons),
        left_out=len(protection.left_out),
        narrowed_by_others=len(audited.narrowed_by_others),
        narrowest_range=audited.narrowest,
        seconds=time.monotonic() - began,
    )
    quality = passed_quality(_read_json(results / "data_quality.json"))
    facts = report_facts(areas, _read_json(results / "held.json"), summary, partnership, settings)
    facts["restated"] = otherwise
    hidden = {count.counted for count in protection.hidden if count.time_period == settings.year.time_period}
    registers = public_registers(_read_json(results / "registers.json"), threshold, hidden)
    _write(results, output, facts, {"data_quality": quality, "registers": registers})
    write_file(output.parent / PRIVATE / "hidden_counts.csv", hidden_counts(protection, audited, rules))
    private = json.dumps({name: summary.facts[name] for name in FACTS_FOR_THE_ANALYST}, indent=1)
    write_file(output.parent / PRIVATE / "summary.json", f"{private}\n".encode())
    put_seal(output)
    return summary


def _hidden_at_source(rows: Sequence[Row]) -> set[str]:
    return {row.figure_id for row in rows if row.is_protected and row.record["symbol"] == HIDDEN}


def _printed_as_zero(figures: Sequence[dict[str, str]]) -> set[str]:
    return {figure["figure_id"] for figure in figures if figure["numerator"] == "0" and figure["value"]}


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


def _write_figures(output: Path, figures: Sequence[dict[str, str]]) -> None:
    # Without its seal a folder is refused: nothing half written or not audited can be read.
    (output / SEAL).unlink(missing_ok=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows(map(itemgetter(*FIGURE_COLUMNS), figures))
    write_file(output / "figures.csv", text.getvalue().encode())


def _write(results: Path, output: Path, facts: dict[str, Any], others: dict[str, Any]) -> None:
    for name in PASSED_ON:
        write_file(output / name, (results / name).read_bytes())
    records = _read_json(results / "sources.json")
    sources = public_sources(records, public_names(records))
    for name, content in {"report": facts, "sources": sources, **others}.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_file(output / f"{name}.json", f"{text}\n".encode())


def _read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read_json(path: Path) -> Any:  # noqa: ANN401 — what stands in the file decides
    return json.loads(path.read_text(encoding="utf-8"))
