"""Questions that members may ask: drawn from a chapter's own figures, the most telling first, and never from a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import TOO_FEW_WORDS, change, is_telling, level
from safeguarding_report.charts import PLANS
from safeguarding_report.narrative import Sentence
from safeguarding_report.report import elements
from safeguarding_report.report.chosen import in_the_body
from safeguarding_report.report.figure_chapters import measures_of
from safeguarding_report.report.openings import OPENINGS, STAYS_OPEN
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.released import Area, Figure, MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan

QUESTIONS = 3
"""What a member can ask in a meeting about one chapter."""

MAY_ASK = "questions that members may ask"

_WEIGHTS = {"large": 9, "notable": 5, "ordinary": 1, "": 1}

_EXTREMES = {"lowest tenth": 7, "highest tenth": 7, "lowest quarter": 4, "highest quarter": 4}

_LONG_RUN = 3
"""From the third move in one direction on, somebody should have seen it coming."""


@dataclass(frozen=True)
class Question:
    """One question: what it asks, how much it matters, and the measure it is about."""

    sentence: Sentence
    weight: int
    title: str
    about: str
    """What it is about in a few words without figures, for a list of questions elsewhere."""
    is_of_missing: bool = False
    """True where it asks about a figure that there is not."""


_CHAPTERS_ASKED = 32
"""As many as a report has chapters of figures: the summary, the notes and each chapter itself ask for the same questions."""


@lru_cache(maxsize=_CHAPTERS_ASKED)
def chapter_questions(plan: ChapterPlan, released: Released) -> tuple[Question, ...]:
    """Return up to three questions that a chapter's own figures ask most loudly; fewer where it holds too little.

    They are about changes that nobody explained, about distance from others, and about figures hidden or missing. Each
    is about another subject, so that no number is asked about twice, and one at most is about a figure that there is not.
    """
    shown = shown_in(plan, released)
    asked = [
        one
        for area in released.own_areas
        for words in measures_of(plan, released)
        if not words.breakdown and words.measure in shown
        for one in _questions(released, words, area)
    ]
    loudest: dict[str, Question] = {}
    for one in sorted(asked, key=lambda one: -one.weight):
        loudest.setdefault(_subject(one), one)
    return tuple(_one_missing(list(loudest.values()))[:QUESTIONS])


def shown_in(plan: ChapterPlan, released: Released) -> frozenset[str]:
    """Return the measures whose figures a reader finds in a chapter: in its opening, its charts or its tables."""
    chosen = in_the_body(released)
    told = {measure for _, measure in plan.lead}
    held = [words.measure for words in measures_of(plan, released) if words.title in chosen]
    drawn = {one.measure for one in PLANS}
    # A chapter with charts has the tables of its other measures in the annex.
    has_charts = any(one in drawn for one in held)
    return frozenset(told | {one for one in held if one in drawn or not has_charts})


SAME_SUBJECT = {"children_referred": "referrals"}
"""Measures that move together, so that a second question about them asks the first one again."""


def _subject(one: Question) -> str:
    return SAME_SUBJECT.get(one.title, one.title)


def _one_missing(asked: list[Question]) -> list[Question]:
    """Leave the loudest of the questions about figures that there are not: the answer to all of them is much the same."""
    first = next((one for one in asked if one.is_of_missing), None)
    return [one for one in asked if not one.is_of_missing or one is first]


def closing(plan: ChapterPlan, released: Released) -> list[Markup]:
    """Return the end of a chapter: the questions that members may ask."""
    opening = OPENINGS.get(plan.chapter)
    asks = (
        opening.asks_of({one.measure for one in released.figures if one.value}) if opening else STAYS_OPEN[plan.chapter]
    )
    # What the chapter asks for want of any number is not asked again of one measure.
    is_unseen = opening is not None and asks != opening.asks
    items = [
        elements.sentence_text(one.sentence)
        for one in chapter_questions(plan, released)
        if not (one.is_of_missing and is_unseen)
    ]
    otherwise = [Markup("{}").format(one) for one in asks]
    return asked(plan.title, [*items, *otherwise][:QUESTIONS])


def asked(title: str, items: Sequence[Markup]) -> list[Markup]:
    """Return questions as numbered items under their heading; nothing where there are none."""
    if not items:
        return []
    heading = Markup("<h3>{}</h3>").format(f"{title}: {MAY_ASK}")
    return [heading, elements.bullets(items, "questions", cited=True)]


def _questions(released: Released, words: MeasureWords, area: Area) -> Iterator[Question]:
    figure = released.figure(words.measure, area.code)
    if figure is None or figure.symbol:
        if words.data_type != "rate" and _nobody_knows(released, words):
            yield Question(
                _of_missing(released, words, area, figure),
                3 if figure else 1,
                words.title,
                f"what the partners know of {_named(released, words, area)}",
                is_of_missing=True,
            )
        return
    made = change(released, words.measure, area.code)
    if made is not None and made.is_slight:
        made = None  # why a figure hardly changed is no question
    # Where the page says that numbers are too few to tell, it does not ask why they moved.
    worth = words.data_type != "rate" and _is_worth_asking(released, words, area)
    if made is not None and worth and _has_moved(made):
        about = f"why {_named(released, words, area)} {made.direction}"
        yield Question(
            _of_change(released, words, area, made),
            _weight_of_change(released, words, area, made),
            words.title,
            about,
        )
    if words.data_type != "count":
        yield from _of_distance(released, words, area, figure)


def _nobody_knows(released: Released, words: MeasureWords) -> bool:
    """True where no area of the partnership has a number, and there was something to take one from."""
    held = [released.figure(words.measure, area.code) for area in released.own_areas]
    return not any(one is not None and (one.value or one.symbol == "z") for one in held)


def _has_moved(made: Change) -> bool:
    """True for a large change, and for one that can be told, is not small, and is more than chance alone makes."""
    if made.too_few or made.direction == "did not change":
        return False
    return made.size == "large" or is_telling(made.figure, made.before)


def _is_worth_asking(released: Released, words: MeasureWords, area: Area) -> bool:
    """False for the count behind a percentage, which is asked about itself, and for the parts of a population."""
    if words.data_type == "count" and f"{words.title}_percent" in released.measures:
        return False
    return narrative.is_judged(released, words.measure) or area == released.whole


def _named(released: Released, words: MeasureWords, area: Area) -> str:
    subject = narrative.subject_of(words)
    return f"{subject} in {with_article(area.name)}" if len(released.own_areas) > 1 else subject


def _is_explained(released: Released, words: MeasureWords, area: Area) -> bool:
    return (words.title, area.code) in released.reasons


def _weight_of_change(released: Released, words: MeasureWords, area: Area, made: Change) -> int:
    if not narrative.is_judged(released, words.measure):
        return 0
    run = 2 if made.run >= _LONG_RUN else 0
    return _WEIGHTS[made.size] + run - (4 if _is_explained(released, words, area) else 0)


def _of_change(released: Released, words: MeasureWords, area: Area, made: Change) -> Sentence:
    unit = narrative.unit_after(made.figure)
    name = _named(released, words, area)
    if not narrative.is_judged(released, words.measure):
        return Sentence(
            (f"What does it mean for services that {name} {made.direction}: ", made.figure, " after ", made.before, "?")
        )
    verb = {"rose": "rise", "fell": "fall"}[made.direction]
    told = (f"Why did {name} {verb} to ", made.figure, f"{unit} from ", made.before)
    if _is_explained(released, words, area):
        return Sentence((*told, ", and what has been done since?"))
    if made.run >= _LONG_RUN:
        return Sentence((*told, f", {made.run_words}?"))
    return Sentence((*told, "?"))


def _of_distance(released: Released, words: MeasureWords, area: Area, figure: Figure) -> Iterator[Question]:
    place = level(released, words.measure, area.code) or ""
    unit, name = narrative.unit_after(figure), _named(released, words, area)
    weight = next((weight for extreme, weight in _EXTREMES.items() if extreme in place), 1)
    if place == TOO_FEW_WORDS:
        return  # a rate of a few cases lies far from others by chance
    if place and weight > 1:
        told = Sentence((f"What lies behind {name}, at ", figure, f"{unit}, {place}?"))
        yield Question(told, weight, words.title, f"what lies behind {name}, {place}")
    for compared, other in narrative.comparators_of(released, words.measure, area):
        if compared.role in {"neighbours", "England"} and is_telling(figure, other):
            whose = "among its statistical neighbours" if compared.role == "neighbours" else "in England"
            apart = (
                f"What explains the difference between {name}, at ",
                figure,
                f"{unit}, and ",
                other,
                f" {whose}?",
            )
            about = f"how {name} compares"
            yield Question(Sentence(apart), _weight_of_gap(figure, other), words.title, about)


def _weight_of_gap(figure: Figure, other: Figure) -> int:
    """Return how loudly a distance asks: by how many tenths of the other figure it lies above or below."""
    ours, theirs = figure.decimal, other.decimal
    tenths = int(abs(ours - theirs) / theirs * 10) if ours is not None and theirs else 0
    return 1 + min(tenths, _MOST_OF_A_GAP)


_MOST_OF_A_GAP = 3
"""However far a figure lies from England's, its place among authorities says more."""


def _of_missing(released: Released, words: MeasureWords, area: Area, figure: Figure | None) -> Sentence:
    name = _named(released, words, area)
    if figure is None:
        return Sentence((f"When will there be figures on {name}, and what do the partners know until then?",))
    if figure.is_hidden:
        return Sentence((f"What can be said about {name} without the number, hidden as ", figure, "?"))
    return Sentence((f"What do the partners know of {name}, of which the source has no figure (", figure, ")?"))
