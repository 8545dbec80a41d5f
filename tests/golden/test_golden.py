"""What two reports print of their own areas and England, for a statistician to read; and the list of measures."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from safeguarding_report.disclosure import release
from safeguarding_report.formats.compact import load_official
from safeguarding_report.measures.not_measured import NOT_MEASURED
from safeguarding_report.measures.results import compute
from safeguarding_report.measures.words import measure_words
from safeguarding_report.workspace import Workspace
from safeguarding_report.year import ReportingYear

ENGLAND = "E92000001"
COLUMNS = ("figure_id", "numerator", "denominator", "value", "symbol")


def released(workspace, slug, last, folder):
    """Release one year of a partnership, as the pipeline does."""
    partnership, year = workspace.partnership(slug), ReportingYear.parse(last)
    official = load_official(workspace.official, partnership.areas, year)
    compute(
        official.figures,
        official.sources,
        official.authority_spread,
        official.neighbour_figures,
        official.published_rates,
        partnership,
        year,
    ).write(folder / "results")
    (folder / "results" / "authorities.json").write_text("{}", encoding="utf-8")  # as the notebook leaves it
    release(folder / "results", folder / "released", partnership, workspace.year_settings(slug, year))
    return folder / "released"


@pytest.mark.parametrize(("slug", "year"), [("coventry", "2023-24"), ("city-and-hackney", "2023-24")])
def test_the_figures_of_a_report_are_those_that_were_signed_off(repository, tmp_path, golden, slug, year):
    workspace = Workspace(repository)
    areas = {slug, ENGLAND, *workspace.partnership(slug).areas}
    with (released(workspace, slug, year, tmp_path) / "figures.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            row
            for row in csv.DictReader(lines)
            if row["area_code"] in areas and row["time_period"] == year.replace("-", "")
        ]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    assert len(rows) > 100
    golden(Path(__file__).parent / f"{slug}_{year}.csv", text.getvalue())


def test_the_reference_lists_every_measure_in_the_words_that_the_report_prints(repository, golden):
    sections = ["# Measures", "What each measure is, in the words of the report. `make golden` writes this page."]
    for words in measure_words():
        lines = [
            ("numerator", words["numerator"]),
            ("denominator", words["denominator"]),
            ("unit", words["unit"] + (", to one decimal" if words["decimals"] else "")),
            ("period", {"year": "1 April to 31 March"}.get(words["period_type"], words["period_type"])),
            ("by", ", ".join(name for _, name in words["categories"])),
            ("better", {"none": "neither high nor low", "high": "high", "low": "low"}[words["polarity"]]),
            ("source", words["definition_source"]),
            ("limits", words["limits"]),
        ]
        table = [f"| {word} | {text} |" for word, text in lines if text]
        sections += [f"## {words['measure']}", words["why_it_matters"], "\n".join(["| | |", "|---|---|", *table])]
    sections += [
        "## Not measured",
        "What boards and statutory guidance name and this report does not measure, with the reason.",
    ]
    gaps = [f"| {gap.name} | {gap.reason} |" for gap in NOT_MEASURED]
    sections.append("\n".join(["| what | why not |", "|---|---|", *gaps]))
    golden(repository / "docs" / "reference" / "measures.md", "\n\n".join(sections) + "\n")
