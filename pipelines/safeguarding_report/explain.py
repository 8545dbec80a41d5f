"""Explaining a figure: what it counts, what it is made of, how far to trust it, and which file it comes from.

Only what the gate released is read, so that what is said here may be said to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.changes import change, level
from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.manifest import CHECKS
from safeguarding_report.narrative import is_judged
from safeguarding_report.released import Released
from safeguarding_report.rounding import PER_10000, PER_CENT, ratio
from safeguarding_report.tasks import GATE, all_tasks

if TYPE_CHECKING:
    from safeguarding_report.changes import Change
    from safeguarding_report.released import Figure
    from safeguarding_report.workspace import Workspace

_DECIMALS = ("a whole number", "one decimal", "two decimals")

_RANGE_WORDS = {"Statistical neighbours": "range"}
"""What the lower and upper end are of, where they are not an interval."""


def explain(workspace: Workspace, figure_id: str) -> list[tuple[str, str]]:
    """Return what is known about a figure, as pairs of a word and what it says.

    Raises
    ------
    UsageError
        When no report that was built holds the figure.

    """
    reports = _released(workspace)
    holding = [released for released in reports if figure_id in _ids(released)]
    if not holding:
        known = sorted({name for released in reports for name in _ids(released)})
        message = (
            f'No report that was built holds the figure "{figure_id}".{did_you_mean(figure_id, known)} Expected a '
            "figure_id of a figures.csv in outputs/public/, such as referrals_rate/E08000026/202324."
        )
        if not reports:
            message = "No report was built yet. Run `safeguarding-report build` first."
        raise UsageError(message)
    newest = max(holding, key=lambda released: released.report.year)
    figure = next(figure for figure in newest.figures if figure.figure_id == figure_id)
    return [
        *_words(newest, figure),
        *_beside(newest, figure),
        *_sources(newest, figure),
        ("checks", _agreement(newest, figure)),
        *[("checks", check) for check in CHECKS],
        *[("note", note.text) for note in newest.notes_about([figure])],
        ("in reports", ", ".join(f"{released.report.partnership} {released.report.year}" for released in holding)),
    ]


def _words(released: Released, figure: Figure) -> list[tuple[str, str]]:
    words = released.measures[figure.measure]
    area = f"{figure.area_name} ({figure.area_code})" if figure.area_code else figure.area_name
    pairs = [
        ("figure", figure.figure_id),
        ("measure", f"{words.name}, {figure.unit}"),
        ("of", f"{figure.breakdown.replace('_', ' ')}: {dict(words.categories).get(figure.category, figure.category)}"),
        ("area", area),
        ("period", f"{figure.period_start} to {figure.period_end}"),
        ("value", figure.value or f"[{figure.symbol}] {SYMBOLS.get(figure.symbol, '')}"),
        ("numerator", _with_number(words.numerator, figure.numerator)),
        ("denominator", _with_number(words.denominator, figure.denominator)),
        ("definition", figure.definition),
        ("defined in", words.definition_source),
        ("limits", words.limits),
        ("status", figure.status.replace("_", " ")),
        ("release", figure.release.replace("_", " ")),
    ]
    return [(word, text) for word, text in pairs if text and not (word == "of" and not figure.breakdown)]


def _beside(released: Released, figure: Figure) -> list[tuple[str, str]]:
    """Return the interval, the year before, the place among authorities, and what the comparators have."""
    place = (figure.measure, figure.area_code, figure.time_period)
    made = change(released, *place, figure.category)
    stands = None if figure.category else level(released, *place)
    pairs = [
        (_RANGE_WORDS.get(figure.geographic_level, "interval"), _range(figure)),
        ("change", _change_words(made, is_judged=is_judged(released, figure.measure))),
        ("level", stands or ""),
        *[
            ("against", f"{other.area_name}: {_value(other)}{_neighbours_range(other)}")
            for other in _comparators(released, figure)
        ],
    ]
    return [(word, text) for word, text in pairs if text]


def _comparators(released: Released, figure: Figure) -> list[Figure]:
    own = {area.code: area for area in released.own_areas}
    if figure.area_code not in own:
        return []
    found = [
        released.figure(figure.measure, code, figure.time_period, figure.category)
        for code in own[figure.area_code].compared_with
    ]
    return [other for other in found if other is not None]


def _range(figure: Figure) -> str:
    if not figure.lower or not figure.upper:
        return ""
    said = f"{figure.lower} to {figure.upper}"
    if figure.geographic_level in _RANGE_WORDS:
        return said
    method = "Wilson's" if figure.unit == "per cent" else "Byar's"
    return f"{said} ({method}, 95 per cent: how far chance alone could move it)"


def _neighbours_range(figure: Figure) -> str:
    said = _range(figure) if figure.geographic_level in _RANGE_WORDS else ""
    return f" (from {said})" if said else ""


def _change_words(made: Change | None, *, is_judged: bool) -> str:
    """Say how it moved by the rules of the page: what hardly changed rose nowhere, and no population is judged."""
    if made is None:
        return ""
    size = made.size_words if is_judged else ""
    words = [f"{made.moved} from {made.before.text} in {made.before.short_year}", made.run_words, size]
    return ", ".join(word for word in words if word)


def _value(figure: Figure) -> str:
    return figure.text if figure.value else f"[{figure.symbol}] {SYMBOLS.get(figure.symbol, '')}"


def _agreement(released: Released, figure: Figure) -> str:
    """Say whether numerator and denominator give the figure, worked out here once more."""
    if not figure.value:
        return "there is no number to be checked"
    if not figure.numerator:
        return "its numerator is not shown, so it cannot be worked out again from here"
    decimals = released.measures[figure.measure].decimals
    if not figure.denominator:
        agrees = figure.value == figure.numerator
        return "it is the count itself" if agrees else "the value is not the count: report this"
    times = PER_CENT if figure.unit == "per cent" else PER_10000
    again = str(ratio(int(figure.numerator), int(figure.denominator), times, decimals))
    made = f"numerator × {times:,} ÷ denominator, rounded half up to {_DECIMALS[decimals]}, is {again}"
    if again == figure.value:
        return f"{made}: it agrees"
    who = "as the department made it" if figure.status.startswith("official") else "as it was made"
    return f"{made}: it is printed {who} before the counts were rounded"


def _with_number(words: str, number: str) -> str:
    return f"{number} ({words})" if number and words else number or words


def _sources(released: Released, figure: Figure) -> list[tuple[str, str]]:
    used = set(figure.source.split("+"))
    return [
        (
            "source",
            f"{source.title}, {source.publisher}; {source.release_title or source.release}; sha256 {source.sha256}",
        )
        for source in released.sources
        if source.source in used
    ]


def _released(workspace: Workspace) -> list[Released]:
    folders = [
        workspace.private / task.partnership / task.year / "released"
        for task in all_tasks(workspace)
        if task.name == GATE
    ]
    return [Released(folder) for folder in folders if folder.is_dir()]


def _ids(released: Released) -> set[str]:
    return {figure.figure_id for figure in released.figures}
