"""Which changes the executive summary shows, and of which area: what it asks about, what is large, and a mixture."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from safeguarding_report import narrative
from safeguarding_report.changes import change
from safeguarding_report.report.figure_chapters import measures_of
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plan import CHAPTERS, SUMMARY_OUTCOMES, SUMMARY_VOLUMES
from safeguarding_report.report.questions import SAME_SUBJECT, chapter_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.released import Area, MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan
    from safeguarding_report.report.questions import Question

MOST_MEASURES = 6
"""Each stands beside the year before, so the summary prints twelve figures at most."""

ASKS = 3
"""What a board can take up in one meeting."""

_SIZES = ("large", "notable", "ordinary", "")


def summary_changes(released: Released) -> list[Change]:
    """Return the changes that the summary shows: what it asks about first, then what is large, then some of each kind."""
    outcomes, volumes = (
        sorted(_told(released, measures), key=lambda one: _SIZES.index(one.size))
        for measures in (SUMMARY_OUTCOMES, SUMMARY_VOLUMES)
    )
    asked = [made for one, _ in asked_most(released) if (made := _asked_about(released, one)) is not None]
    mixed = [one for one in chain(*zip_longest(volumes, outcomes)) if one is not None]
    wanted = [*asked, *(one for one in mixed if one.size == "large"), *mixed]
    chosen: dict[str, Change] = {}
    for one in wanted:
        title = released.measures[one.figure.measure].title
        chosen.setdefault(SAME_SUBJECT.get(title, title), one)
    return _some_of_each(released, list(chosen.values()))


def _some_of_each(released: Released, wanted: Sequence[Change]) -> list[Change]:
    """Return the first six, half of them outcomes and half numbers of children, as far as there are enough of both."""
    kinds = [released.measures[one.figure.measure].polarity != "none" for one in wanted]
    most = {kind: MOST_MEASURES - min(kinds.count(not kind), MOST_MEASURES // 2) for kind in (True, False)}
    places = [kinds[:place].count(kind) for place, kind in enumerate(kinds)]
    rows = zip(wanted, kinds, places, strict=True)
    return [one for one, kind, place in rows if place < most[kind]][:MOST_MEASURES]


def _told(released: Released, measures: Iterable[str]) -> list[Change]:
    held = [measure for measure in measures if measure in released.measures]
    return [made for measure in held if (made := told_of(released, measure)) is not None]


def told_of(released: Released, measure: str) -> Change | None:
    """Return the change of the whole, or of its largest authority of which one can be told; None where there is none."""
    made = [change(released, measure, area.code) for area in by_size(released)]
    enough = (one for one in made if one is not None and not one.too_few)
    return next(enough, made[0])


def by_size(released: Released) -> list[Area]:
    """Return the partnership's own areas: the whole, then its authorities, those with most children first."""
    whole, *authorities = released.own_areas

    def children(area: Area) -> int:
        figure = released.figure("population_count", area.code) if "population_count" in released.measures else None
        return -int(figure.value) if figure is not None and figure.value else 0

    return [whole, *sorted(authorities, key=children)]


def asked_most(released: Released) -> list[tuple[Question, ChapterPlan]]:
    """Return the questions of all chapters that matter most, one of each chapter at most."""
    there = chapters_of(released)
    asked = [(one, plan) for plan in CHAPTERS if plan.chapter in there for one in chapter_questions(plan, released)]
    loudest = sorted(asked, key=lambda pair: -pair[0].weight)
    one_of_each = list({plan.chapter: (one, plan) for one, plan in reversed(loudest)}.values())[::-1]
    return sorted(one_of_each, key=lambda pair: -pair[0].weight)[:ASKS]


def _asked_about(released: Released, question: Question) -> Change | None:
    """Return the change of what a question is about: of the whole where that can be told, else of the authority asked about."""
    figure = next((one for one in question.sentence.figures if not one.symbol), None)
    measures = [f"{question.title}_percent", f"{question.title}_count"]
    measure = next((one for one in measures if one in released.measures), None)
    if figure is None or measure is None or figure.area_code not in {area.code for area in released.own_areas}:
        return None
    made = [change(released, measure, code) for code in (released.whole.code, figure.area_code)]
    return next((one for one in made if one is not None and not one.too_few), None)


def notable_changes_asked_about(released: Released) -> list[tuple[MeasureWords, Area]]:
    """Return of what the summary asks about that moved notably, and in which own area, where nobody published why."""
    found = []
    for question, _ in asked_most(released):
        if not question.about.startswith("why "):
            continue  # it asks about a level
        figure = next((one for one in question.sentence.figures if not one.symbol), None)
        made = (
            change(released, figure.measure, figure.area_code) if figure is not None and not figure.category else None
        )
        if made is None or made.size != "notable" or not narrative.is_judged(released, made.figure.measure):
            continue
        words = released.measures[made.figure.measure]
        if (words.title, made.figure.area_code) not in released.reasons:
            found.append((words, released.area(made.figure.area_code)))
    return found


def large_changes(released: Released, titles: Sequence[str]) -> Iterator[tuple[MeasureWords, Area]]:
    """Return of which of these measures, and in which own area, the count, the rate or the percentage moved far."""
    for title in dict.fromkeys(titles):
        of_title = [words for words in released.measures.values() if words.title == title and not words.breakdown]
        for area in released.own_areas:
            large = [words for words in of_title if is_large(released, words, area)]
            if large:
                yield large[0], area


def is_large(released: Released, words: MeasureWords, area: Area) -> bool:
    """Return whether the chapters call a change large: of what nobody judges, they do not."""
    made = change(released, words.measure, area.code)
    return made is not None and made.size == "large" and narrative.is_judged(released, words.measure)


def titles_of_chapters(released: Released) -> list[str]:
    """Return the titles of the measures of which chapters of the body tell a large change."""
    there = chapters_of(released)
    plans = [plan for plan in CHAPTERS if plan.lead and plan.chapter in there]
    return list(dict.fromkeys(words.title for plan in plans for words in measures_of(plan, released)))
