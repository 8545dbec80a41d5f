"""figures.csv-metadata.json: what each column of figures.csv holds, as CSV on the Web says it to programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from safeguarding_report.figures import FIGURE_COLUMNS, SYMBOLS

if TYPE_CHECKING:
    from safeguarding_report.released import Released

STATUSES = ("official", "official_revised", "final_local", "provisional_local", "synthetic")

_NUMBER = {"base": "decimal"}

_COLUMNS: dict[str, tuple[str, str, Any]] = {
    "figure_id": (
        "Figure",
        "Its name everywhere: measure/area/period, and of a part also /breakdown=category",
        "string",
    ),
    "partnership": ("Partnership", "The partnership whose report prints the figure", "string"),
    "measure": ("Measure", "What is measured, and whether as a count, a rate or a percentage", "string"),
    "definition": ("Definition", "The definition that it follows, with its version", "string"),
    "area_code": (
        "Area code",
        "The code of the area; of several authorities together the partnership's name",
        "string",
    ),
    "area_name": ("Area", "The name of the area", "string"),
    "geographic_level": ("Geographic level", "Local authority, region, national and so on", "string"),
    "time_period": (
        "Time period",
        "202324 is 1 April 2023 to 31 March 2024; 202324Q1 its first quarter; 202324AY an academic year",
        {"base": "string", "format": r"[0-9]{6}(Q[1-4]|AY)?"},
    ),
    "period_start": ("First day of the period", "", {"base": "date", "format": "yyyy-MM-dd"}),
    "period_end": ("Last day of the period", "", {"base": "date", "format": "yyyy-MM-dd"}),
    "breakdown": ("Breakdown", "What the categories are of; empty for the whole", "string"),
    "category": ("Category", "Which part of the breakdown; empty for the whole", "string"),
    "numerator": ("Numerator", "The count; of a rate or percentage what it is the rate or percentage of", _NUMBER),
    "denominator": ("Denominator", "What a rate or percentage is out of; empty for a count", _NUMBER),
    "value": ("Value", "The figure as it is printed; empty where a symbol stands instead", _NUMBER),
    "lower": ("Lower end", "The lower end of its interval of 95 per cent, where it has one", _NUMBER),
    "upper": ("Upper end", "The upper end of its interval of 95 per cent, where it has one", _NUMBER),
    "unit": ("Unit", "What the value counts", "string"),
    "symbol": (
        "Symbol",
        f"Why there is no value: {'; '.join(f'{symbol} is {words}' for symbol, words in SYMBOLS.items())}",
        {"base": "string", "format": "|".join(SYMBOLS)},
    ),
    "status": (
        "Status",
        "Whether the figure is official, revised, the partnership's own, provisional, or made up for a demonstration",
        {"base": "string", "format": "|".join(STATUSES)},
    ),
    "source": ("Source", "The file or return that it comes from", "string"),
    "release": ("Release", "The publication that it comes from", "string"),
}
"""For each column its title, what it holds, and its type; the schema refuses a file that does not fit."""

_NEVER_EMPTY = {"figure_id", "partnership", "measure", "area_code", "area_name", "time_period", "status"}


def csv_metadata(released: Released) -> bytes:
    """Return the metadata of figures.csv as JSON."""
    report = released.report
    about = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": "figures.csv",
        "dc:title": f"Figures of the yearly report {report.year} of {report.name}",
        "dc:description": " ".join(
            filter(
                None,
                (
                    "One row is one figure that the report prints.",
                    "A hidden figure has the symbol c and no number.",
                    report.demonstration,
                ),
            )
        ),
        "dc:publisher": report.name,
        "dc:language": "en-GB",
        "dc:temporal": f"{report.period_start}/{report.period_end}",
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ",", "doubleQuote": True},
        "tableSchema": {"columns": [_column(name) for name in FIGURE_COLUMNS], "primaryKey": "figure_id"},
    }
    return f"{json.dumps(about, indent=1, ensure_ascii=False)}\n".encode()


def _column(name: str) -> dict[str, Any]:
    title, words, datatype = _COLUMNS[name]
    column: dict[str, Any] = {"name": name, "titles": name, "dc:title": title, "datatype": datatype}
    if words:
        column["dc:description"] = words
    if name in _NEVER_EMPTY:
        column["required"] = True
    return column
