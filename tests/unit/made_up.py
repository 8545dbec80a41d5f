"""A made-up results folder, as 02_measure leaves it: invented areas, counts written in the test.

`counts` are {(area, period): {published count: number or symbol}}; figures of all measures that they allow are made
from them by the plainest arithmetic, the partnership's as sums of its authorities'.
"""

from __future__ import annotations

import json

import pandas as pd

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.definition import scale, unit
from safeguarding_report.measures.words import measure_words
from safeguarding_report.partnership import DisclosureSettings, Partner, Partnership, YearSettings
from safeguarding_report.released import Comparison
from safeguarding_report.rounding import ratio
from safeguarding_report.tables import RESULTS
from safeguarding_report.year import ReportingYear

ASHMERE, WOLD, JOINT = "E06999001", "E06999002", "ashmere-and-wold"
REGION = "E12999001"
YEAR, PERIOD = ReportingYear(2023), "202324"
NAMES = {ASHMERE: "Ashmere", WOLD: "Wold", JOINT: "Ashmere and Wold", REGION: "Wold and Vale"}
LEVELS = {JOINT: "Partnership", REGION: "Regional"}
WORDS = tuple(measure_words())
OWNERS = {record["measure"]: record["owner"] for record in WORDS}

HEALTH = "Integrated care board and health providers"

CATEGORIES_OF_ABUSE = ("neglect", "physical", "sexual", "emotional", "multiple")


def partnership(*, joint=False, threshold=5):
    """Return the settings of a made-up partnership."""
    return Partnership(
        slug=JOINT if joint else "ashmere",
        name="Ashmere Safeguarding Children Partnership",
        short_name="ASCP",
        areas=(ASHMERE, WOLD) if joint else (ASHMERE,),
        demonstration=True,
        partners=(Partner("police", "Ashmere Police", area="Ashmere"),),
        disclosure=DisclosureSettings(threshold),
    )


def year_settings(year=YEAR):
    """Return the settings of a made-up year."""
    return YearSettings(year)


def plans(total, *categories):
    """Return the counts of a total of plans and its five categories."""
    named = {
        f"plans_at_31_march_{name}_initial": number
        for name, number in zip(CATEGORIES_OF_ABUSE, categories, strict=True)
    }
    return {"plans_at_31_march": total} | named


def rows_of(counts, *, joint=False):
    """Return the rows of results that these counts give."""
    together = dict(counts)
    if joint:
        for period in sorted({period for _, period in counts}):
            ashmere, wold = counts[ASHMERE, period], counts[WOLD, period]
            together[JOINT, period] = {item: _sum(ashmere[item], wold[item]) for item in ashmere if item in wold}
    return [
        row
        for (area, period), items in together.items()
        for measure in MEASURES
        for data_type in measure.data_types
        for category, parts in measure.parts
        if (row := _row(measure, data_type, category, parts, area, period, items)) is not None
    ]


def write_results(folder, rows, official_counts=()):
    """Write the rows as 02_measure does, with the files that stand beside them; what is published as lines of CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    RESULTS.write(pd.DataFrame(rows), folder / "results.parquet")
    (folder / "comparisons.csv").write_text(",".join(Comparison.__dataclass_fields__) + "\n", encoding="utf-8")
    published = "\n".join(["area_code,time_period,item,value,symbol", *official_counts, ""])
    (folder / "official_counts.csv").write_text(published, encoding="utf-8")
    present = {row["area_code"] for row in rows}
    files = {
        "measures": WORDS,
        "areas": [_area(code) for code in (JOINT, ASHMERE, WOLD, REGION) if code in present],
        "sources": [
            dict.fromkeys(
                ("source", "title", "publisher", "release", "release_title", "publication_date", "sha256"), "made up"
            )
        ],
        "notes": [],
        "held": {"referrals": PERIOD},
        "data_quality": [],
        "why": [],
        "authorities": {},
        "registers": {},
    }
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def _area(code):
    role = {JOINT: "partnership", REGION: "region"}.get(code, "authority")
    return {
        "code": code,
        "name": NAMES[code],
        "level": LEVELS.get(code, "Local authority"),
        "role": role,
        "compared_with": [],
        "note": "",
    }


def _sum(*numbers):
    symbols = [number for number in numbers if isinstance(number, str)]
    return ("c" if "c" in symbols else "x") if symbols else sum(numbers)


def _row(measure, data_type, category, parts, area, period, items):
    divisor = measure.divisor(data_type)
    if any(item not in items for item in [*parts, divisor] if item):
        return None
    numerator = _sum(*(items[item] for item in parts))
    denominator = items[divisor] if divisor else None
    both = _sum(numerator, denominator or 0)
    symbol = both if isinstance(both, str) else "z" if divisor and not denominator else None
    value = None
    if symbol is None:
        value = (
            ratio(numerator, denominator, scale(data_type), measure.decimals_of(data_type)) if divisor else numerator
        )
    return {
        "measure": measure.id(data_type),
        "definition": measure.definition,
        "area_code": area,
        "area_name": NAMES[area],
        "geographic_level": LEVELS.get(area, "Local authority"),
        "time_period": period,
        "breakdown": measure.breakdown,
        "category": category,
        "numerator": None if isinstance(numerator, str) else numerator,
        "denominator": None if isinstance(denominator, str) else denominator,
        "value": None if value is None else str(value),
        "lower": None,
        "upper": None,
        "unit": unit(data_type),
        "symbol": symbol,
        "status": "synthetic",
        "source": "made up",
        "release": "made_up_2024",
    }
