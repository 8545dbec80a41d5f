"""Explaining a figure: what it counts, what it is made of, and which published file it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.errors import UsageError, did_you_mean
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.released import Released
from safeguarding_report.tasks import GATE, all_tasks

if TYPE_CHECKING:
    from safeguarding_report.released import Figure
    from safeguarding_report.workspace import Workspace


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
        *_sources(newest, figure),
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
    ]
    return [(word, text) for word, text in pairs if text and not (word == "of" and not figure.breakdown)]


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
