"""The words of measures: what each one is, why it matters, what it is made of, and what it cannot say."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from safeguarding_report.measures import MEASURES
from safeguarding_report.measures.definition import DataType, Measure, unit
from safeguarding_report.measures.partner_measures import COUNTED, PARTNER_MEASURES

_FOLDER = Path(__file__).parent

_POPULATION_TITLE = "population"
_PARTNERS = "partner_measures"

OWNERS = {
    "police": "Police",
    "health": "Integrated care board and health providers",
    "education": "Schools and the local authority's education service",
    "local authority": "Local authority",
    "partnership": "The partnership's office",
}
"""Who hands in what, as the report says it."""


@cache
def words_by_title() -> dict[str, dict[str, Any]]:
    """Return the words of every measure by its title, from the TOML files beside the chapters' modules."""
    by_title: dict[str, dict[str, Any]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        by_title |= _words_of_partner_measures(document) if path.stem == _PARTNERS else document
    return by_title


def _words_of_partner_measures(groups: dict[str, dict[str, str]]) -> dict[str, dict[str, Any]]:
    """Return the words of what partners hand in: those of the list of indicators, and those of its groups."""
    indicators = {one.id: one for one in COUNTED}
    by_title: dict[str, dict[str, Any]] = {}
    for measure in PARTNER_MEASURES:
        parts = [indicators[item] for item in measure.numerator]
        first = parts[0]
        group = next(words for name, words in groups.items() if first.id.startswith(f"{name}_"))
        words: dict[str, Any] = {
            "name": first.name,
            "numerator": first.numerator,
            "owner": OWNERS[first.owner],
            "definition_source": "Local definition, from the list of indicators; no official source found",
        }
        if first.denominator:
            words["denominator"] = first.denominator
        if measure.breakdown:
            whole = indicators[measure.parts_of]
            words["name"] = f"{whole.name}, by {measure.breakdown.replace('_', ' ')}"
            words["numerator"] = f"{whole.numerator}, by {measure.breakdown.replace('_', ' ')}"
            if measure.denominator:
                words["denominator"] = whole.numerator
            names = [part.name.removeprefix(f"{whole.name}: ") for part in parts]
            words["categories"] = {
                category: f"{name[:1].upper()}{name[1:]}"
                for category, name in zip(measure.categories, names, strict=True)
            }
        by_title[measure.title] = group | words
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
