"""The words of measures: what each one is, why it matters, what it is made of, and what it cannot say."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.definition import DataType, Measure, unit

_FOLDER = Path(__file__).parent

_POPULATION_TITLE = "population"


@cache
def words_by_title() -> dict[str, dict[str, Any]]:
    """Return the words of every measure by its title, from the TOML files beside the chapters' modules."""
    by_title: dict[str, dict[str, Any]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        by_title |= tomllib.loads(path.read_text(encoding="utf-8"))
    return by_title


def measure_words() -> list[dict[str, Any]]:
    """Return the records of measures.json: one for each measure and data type, in report order."""
    return [_record(measure, data_type) for measure in MEASURES for data_type in measure.data_types]


def _record(measure: Measure, data_type: DataType) -> dict[str, Any]:
    words = words_by_title()[measure.title]
    return {
        "measure": measure.id(data_type),
        "title": measure.title,
        "data_type": data_type,
        "name": words["name"],
        "why_it_matters": words["why_it_matters"],
        "numerator": words["numerator"],
        "denominator": _denominator(words, data_type),
        "unit": unit(data_type),
        "decimals": measure.decimals_of(data_type),
        # A count is neither good nor bad: it grows with the area. Only a share can be better when high or low.
        "polarity": "none" if data_type == "count" else measure.polarity,
        "period_type": measure.period_type,
        "owner": words["owner"],
        "definition": measure.definition,
        "definition_source": words["definition_source"],
        "limits": words["limits"],
        "chapter": measure.chapter,
        "annex": measure.annex,
        "breakdown": measure.breakdown,
        "categories": [[category, words["categories"][category]] for category in measure.categories],
    }


def _denominator(words: dict[str, Any], data_type: DataType) -> str:
    if data_type == "rate":
        population: str = words_by_title()[_POPULATION_TITLE]["numerator"]
        return population
    return str(words["denominator"]) if data_type == "percent" else ""
