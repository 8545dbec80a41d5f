"""Results: every measure for a partnership's areas and their comparators, with the words that go with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from safeguarding_report.errors import DataError
from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.areas import (
    names_and_levels,
    neighbours_code,
    neighbours_name,
    own_and_around,
    report_areas,
)
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side, with_joint_area
from safeguarding_report.measures.intervals import with_intervals
from safeguarding_report.measures.kept import needed
from safeguarding_report.measures.local_figures import with_counted
from safeguarding_report.measures.neighbour_notes import are_too_few, notes_on_neighbours
from safeguarding_report.measures.official_counts import official_counts
from safeguarding_report.measures.origin import OFFICIAL
from safeguarding_report.measures.published import as_published
from safeguarding_report.measures.words import measure_words
from safeguarding_report.reference import (
    NEIGHBOUR_MODEL,
    as_record,
    check_areas,
    notes_for,
    present_codes,
    source,
)
from safeguarding_report.store import write_file
from safeguarding_report.tables import LEFT_BY_REGIONS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

NEIGHBOUR_SOURCE = f"statistical_neighbours_{NEIGHBOUR_MODEL}"

SOURCE_COLUMNS = ["source", "title", "publisher", "release", "release_title", "publication_date", "sha256"]

_MAY_BE_MISSING = ["value", "lower", "upper", "symbol"]


@dataclass(frozen=True)
class Measured:
    """What 02_measure leaves: results, spread among authorities, words, areas, sources, notes, published counts."""

    results: pd.DataFrame
    comparisons: pd.DataFrame
    words: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    sources: list[dict[str, str]]
    notes: list[dict[str, Any]]
    held: dict[str, str]
    official_counts: pd.DataFrame
    left_by_regions: pd.DataFrame

    def write(
        self,
        folder: Path,
        data_quality: Sequence[Mapping[str, Any]] = (),
        reasons: Sequence[Mapping[str, Any]] = (),
        registers: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Write results.parquet, comparisons.csv, official_counts.csv, left_by_regions.csv and the JSON files that the gate reads.

        `data_quality` is what 01_validate says of the returns that were expected; none where none were.
        `reasons` is what the partnership says of changes (why.toml); none where it says nothing.
        `registers` are the rows of every register that came; none where none did.
        """
        RESULTS.write(self.results, folder / "results.parquet")
        for name, table in {
            "comparisons": self.comparisons,
            "official_counts": self.official_counts,
            "left_by_regions": self.left_by_regions,
        }.items():
            write_file(folder / f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode())
        for name, content in {
            "measures": self.words,
            "areas": self.areas,
            "sources": self.sources,
            "notes": self.notes,
            "held": self.held,
            "data_quality": list(data_quality),
            "why": list(reasons),
            "registers": registers or {},
        }.items():
            text = json.dumps(content, ensure_ascii=False, indent=1)
            write_file(folder / f"{name}.json", f"{text}\n".encode())


def compute(
    figures: pd.DataFrame,
    sources: pd.DataFrame,
    spread: pd.DataFrame,
    neighbours: pd.DataFrame,
    published_rates: pd.DataFrame,
    partnership: Partnership,
    year: ReportingYear,
    counted: pd.DataFrame | None = None,
    first_periods: Mapping[str, Mapping[str, str]] | None = None,
    left_by_regions: pd.DataFrame | None = None,
) -> Measured:
    """Work out all measures of a partnership for all years up to `year`, and all that goes with them.

    Parameters
    ----------
    figures
        Rows of the table official_figures.
    sources, spread, neighbours, published_rates
        sources.csv, authority_spread.csv, neighbour_figures.csv and published_rates.csv of data/official/, all
        columns as text. Where there are counted figures, `sources` names their returns too (`sources_of_returns`).
    counted
        Rows of the table counted_figures, of all years. Where an official figure exists it is the one in the results.
    first_periods
        By family of releases and count: the first time period that data/official/ holds, later years included.
    left_by_regions
        Rows of the table left_by_regions, which the gate is given as they are.

    Raises
    ------
    UsageError
        When the partnership names an area that is not a local authority.
    DataError
        When there is no figure of the year for one of the partnership's areas.

    """
    check_areas(code for code in partnership.areas if code not in partnership.invented_names)
    all_years = _results(figures, neighbours, published_rates, partnership, counted)
    results = needed(_up_to(all_years, year), MEASURES, year)
    refuse_two_definitions(results)
    _check_year(results, partnership, year)
    area_records = report_areas(partnership, year)
    return Measured(
        results=results,
        comparisons=_up_to(_of_used(spread, results), year),
        words=measure_words(),
        areas=area_records,
        sources=sources_used(results, sources),
        notes=[
            *notes_about(partnership, [area["code"] for area in area_records], year),
            *notes_on_neighbours(neighbours, partnership, year),
        ],
        # Of what is not held yet a report says when it begins; nothing else of a later year reaches it.
        held=begins_later(first_periods or {}, year) | first_periods_held(results),
        official_counts=official_counts(figures, partnership, year),
        left_by_regions=_newest(left_by_regions),
    )


def _newest(left_by_regions: pd.DataFrame | None) -> pd.DataFrame:
    if left_by_regions is None:
        return pd.DataFrame(columns=LEFT_BY_REGIONS.column_names)
    key = [name for name in LEFT_BY_REGIONS.key if name != "release"]
    return left_by_regions.sort_values("release").drop_duplicates(key, keep="last").sort_values(key)


def _results(
    figures: pd.DataFrame,
    neighbours: pd.DataFrame,
    published_rates: pd.DataFrame,
    partnership: Partnership,
    counted: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return the table results of a partnership for all years.

    Own areas, several together as one more area, the regions they lie in and England; of statistical neighbours
    rates and percentages only, as the mean, lowest and highest of what they have.
    """
    wanted = own_and_around(partnership)
    present = figures["area_code"].replace(present_codes())
    counts = side_by_side(with_counted(figures[present.isin(wanted)], counted, partnership.areas, partnership.slug))
    if partnership.is_joint:
        counts = with_joint_area(counts, partnership.slug, partnership.areas)
    names = names_and_levels(partnership, wanted)
    own = figures_of(counts, MEASURES).pipe(as_published, published_rates)
    own = own.assign(
        area_name=own["area_code"].map(lambda code: names[code][0]),
        geographic_level=own["area_code"].map(lambda code: names[code][1]),
        lower="",
        upper="",
    ).pipe(with_intervals, MEASURES)
    compared = _neighbour_results(neighbours[neighbours["area_code"].isin(partnership.areas)], own)
    rows = pd.concat([own, compared.assign(status=OFFICIAL)], ignore_index=True)
    # What is not there is missing; only the empty breakdown and category are texts, because they are part of the key.
    rows[_MAY_BE_MISSING] = rows[_MAY_BE_MISSING].astype("string").replace("", pd.NA)
    return RESULTS.check(rows)


def _neighbour_results(neighbours: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    published = own[own["status"] == OFFICIAL]
    made_from = published[["measure", "time_period", "definition", "unit", "source", "release"]]
    rows = neighbours.merge(made_from.drop_duplicates(["measure", "time_period"]), on=["measure", "time_period"])
    few = are_too_few(rows)
    return pd.DataFrame(
        {
            "measure": rows["measure"],
            "definition": rows["definition"],
            "area_code": rows["area_code"].map(neighbours_code),
            "area_name": rows["area_code"].map(neighbours_name),
            "geographic_level": "Statistical neighbours",
            "time_period": rows["time_period"],
            "breakdown": "",
            "category": "",
            "numerator": pd.array([pd.NA] * len(rows), dtype="Int64"),
            "denominator": pd.array([pd.NA] * len(rows), dtype="Int64"),
            "value": rows["mean"].mask(few, ""),
            "lower": rows["lowest"].mask(few, ""),
            "upper": rows["highest"].mask(few, ""),
            "unit": rows["unit"],
            "symbol": few.map({True: "x", False: ""}),
            "source": rows["source"] + f"+{NEIGHBOUR_SOURCE}",
            "release": rows["release"],
        }
    )


def used_officially(results: pd.DataFrame, year: ReportingYear) -> frozenset[str]:
    """Return the measures of which an official figure of the year is among the results, of whatever area."""
    of_year = results["time_period"].eq(year.time_period) & results["status"].str.startswith(OFFICIAL)
    return frozenset(results.loc[of_year, "measure"])


def _of_used(spread: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Return how authorities are spread where an official figure of the measure and time is used, and nowhere else."""
    official = results.loc[results["status"].str.startswith(OFFICIAL), ["measure", "time_period"]]
    used = pd.MultiIndex.from_frame(official.drop_duplicates())
    return spread[pd.MultiIndex.from_frame(spread[["measure", "time_period"]]).isin(used)]


def _up_to(rows: pd.DataFrame, year: ReportingYear) -> pd.DataFrame:
    return rows[rows["time_period"] <= year.time_period].reset_index(drop=True)


def _check_year(results: pd.DataFrame, partnership: Partnership, year: ReportingYear) -> None:
    of_year = set(results.loc[results["time_period"] == year.time_period, "area_code"])
    without = [code for code in partnership.areas if code not in of_year]
    if without:
        message = (
            f"data/official/ and the returns hold no figure of {year} for {', '.join(without)}. "
            "Expected published figures of that year; import them with `safeguarding-report official DIR`."
        )
        raise DataError(message)


def refuse_two_definitions(results: pd.DataFrame) -> None:
    """Refuse a series in which a measure means one thing in one year and another in the next.

    Raises
    ------
    DataError
        When figures of one measure have two definitions; all such measures are named.

    """
    definitions = results.groupby("measure")["definition"].unique()
    mixed = {str(measure): sorted(known) for measure, known in definitions.items() if len(known) > 1}
    if mixed:
        told = "; ".join(f"{measure} has {' and '.join(known)}" for measure, known in mixed.items())
        message = (
            f"Figures of two definitions would stand in one series: {told}. Give the figures of the other definition "
            "a measure of their own, or leave those years out."
        )
        raise DataError(message)


def sources_used(results: pd.DataFrame, sources: pd.DataFrame) -> list[dict[str, str]]:
    """Return the records of sources.json: the files that these results come from, in alphabetical order.

    Raises
    ------
    DataError
        When a source that the figures name is not in sources.csv.

    """
    used = sorted({name for joined in results["source"].unique() for name in joined.split("+") if name})
    known: dict[str, dict[str, Any]] = {
        row["source"]: {str(column): cell for column, cell in row.items()}
        for row in sources[SOURCE_COLUMNS].to_dict("records")
    }
    known[NEIGHBOUR_SOURCE] = source(NEIGHBOUR_SOURCE)
    absent = [name for name in used if name not in known]
    if absent:
        message = (
            f"data/official/sources.csv does not hold {', '.join(absent)}, which figures name as their source. "
            "Import the published files again with `safeguarding-report official DIR`; returns are named in returns.toml."
        )
        raise DataError(message)
    return [{column: _text(known[name][column]) for column in SOURCE_COLUMNS} for name in used]


def _text(cell: object) -> str:
    # An empty cell of a CSV may have been read as missing; in JSON it is an empty text.
    return cell if isinstance(cell, str) else ""


def first_periods_held(results: pd.DataFrame) -> dict[str, str]:
    """Return, by measure title, the first time period of which there is any figure."""
    first = results.groupby("measure")["time_period"].min()
    return {measure.title: str(first[measure.ids[0]]) for measure in MEASURES if measure.ids[0] in first.index}


def begins_later(first_periods: Mapping[str, Mapping[str, str]], year: ReportingYear) -> dict[str, str]:
    """Return, by measure title, the time period with which the figures of a measure begin after a year."""
    begins = {}
    for measure in MEASURES:
        held = first_periods.get(measure.releases, {})
        firsts = [
            max(held[item] for item in items) for _, items in measure.parts if all(item in held for item in items)
        ]
        if firsts and min(firsts) > year.time_period:
            begins[measure.title] = min(firsts)
    return begins


def notes_about(partnership: Partnership, area_codes: list[str], year: ReportingYear) -> list[dict[str, Any]]:
    """Return the records of notes.json: notes on these areas, none that is only about later years.

    A note that is as true of a joint area as of its part is about the joint area too.
    """
    records = []
    for note in notes_for(area_codes):
        record = as_record(note)
        if note.time_periods and min(note.time_periods) > year.time_period:
            continue
        if partnership.is_joint and note.reaches_joint and set(partnership.areas) & set(note.areas):
            record["areas"] = [*record["areas"], partnership.slug]
        records.append(record)
    return records
