"""What a reader must know of a mean of statistical neighbours: of how many of the ten it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding_report.measures.areas import neighbours_code, neighbours_name
from safeguarding_report.measures.words import measure_words

if TYPE_CHECKING:
    import pandas as pd

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear

ALL = 10
"""How many statistical neighbours every authority has."""

FEWEST = 5
"""Half of them. Small numbers are the ones that are hidden, so a mean of fewer tells more of who is left out."""

YEARS_TOLD = 5
"""As many years as the tables of a report print."""


def are_too_few(neighbours: pd.DataFrame) -> pd.Series[bool]:
    """Return by row whether so few neighbours have a figure that no mean of them is printed."""
    return neighbours["neighbours"].astype(int) < FEWEST


def notes_on_neighbours(
    neighbours: pd.DataFrame, partnership: Partnership, year: ReportingYear
) -> list[dict[str, Any]]:
    """Return the records of notes.json that say of how many neighbours a mean is, where that is not of all ten."""
    years = [one.time_period for one in year.last(YEARS_TOLD)]
    told = neighbours[(neighbours["neighbours"].astype(int) < ALL) & neighbours["time_period"].str[:6].isin(years)]
    names = {record["measure"]: (record["title"], record["name"]) for record in measure_words()}
    return [
        _note(code, *names[measure], rows)
        for code in partnership.areas
        for measure, rows in told[told["area_code"] == code].groupby("measure", sort=True)
    ]


def _note(area_code: str, title: str, name: str, rows: pd.DataFrame) -> dict[str, Any]:
    by_number: dict[int, list[str]] = {}
    for period, number in sorted(zip(rows["time_period"], rows["neighbours"].astype(int), strict=True)):
        by_number.setdefault(number, []).append(f"{period[:4]}-{period[4:6]}")
    whole = {number: years for number, years in by_number.items() if number >= FEWEST}
    few = sorted(year for number, years in by_number.items() if number < FEWEST for year in years)
    shared = (
        f"Of the ten {_in_a_sentence(neighbours_name(area_code))}, some have no figure that may be printed: "
        "it is hidden, or the source has none. The mean is that of the others."
    )
    said = [shared]
    if whole:
        numbers = "; ".join(f"{number} in {_listed(years)}" for number, years in whole.items())
        said.append(f"For “{name}” they are {numbers}.")
    if few:
        start = "Fewer" if whole else f"For “{name}” fewer"
        said.append(f"{start} than half have one in {_listed(few)}, so no mean is printed.")
    return {
        "note": f"neighbours_with_a_figure_{area_code}_{title}",
        "text": " ".join(said),
        "shared": shared,
        "named": f"“{name}”",
        "areas": [neighbours_code(area_code), area_code],
        "titles": [title],
        "time_periods": sorted(rows["time_period"]),
        "source": "Worked out from the published figures of the ten authorities",
    }


def _in_a_sentence(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"


def _listed(years: list[str]) -> str:
    return years[0] if len(years) == 1 else f"{', '.join(years[:-1])} and {years[-1]}"
