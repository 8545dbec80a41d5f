"""Questions that members may ask: drawn from a chapter's own figures, the most telling first, and never from a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import TOO_FEW_WORDS, change, level
from safeguarding_report.narrative import Sentence
from safeguarding_report.report import elements
from safeguarding_report.report.figure_chapters import measures_of
from safeguarding_report.report.openings import OPENINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.released import Area, Figure, MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan

QUESTIONS = 3
"""What a member can ask in a meeting about one chapter."""

MAY_ASK = "questions that members may ask"

ALWAYS_OPEN = (
    "What do practitioners and families say that these figures do not show?",
    "What do the partners look at for themselves where a figure is hidden, missing or rests on few children?",
    "What would the partners do if these figures were different next year?",
)
"""What stays open in a chapter of figures that has too few of them to ask three questions of its own."""

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
    kind: str = ""
    """What it asks about: a change, a place among all authorities, or a distance from one other area."""
    is_of_missing: bool = False
    """True where it asks about a figure that there is not."""


def chapter_questions(plan: ChapterPlan, released: Released) -> list[Question]:
    """Return the three questions that a chapter's own figures ask most loudly; fewer where it holds too little.

    They are about changes that nobody explained, about distance from others, and about figures hidden or missing. Each
    is about another measure as long as there are enough, and one at most is about a figure that there is not.
    """
    asked = sorted(
        (
            one
            for area in released.own_areas
            for words in measures_of(plan, released)
            if not words.breakdown
            for one in _questions(released, words, area)
        ),
        key=lambda one: -one.weight,
    )
    loudest = _one_missing(list({_subject(one): one for one in reversed(asked)}.values())[::-1])
    chosen = sorted(loudest, key=lambda one: -one.weight)[:QUESTIONS]
    told = {(_subject(one), one.kind) for one in chosen}
    others = [one for one in asked if one not in chosen and not one.is_of_missing and one.weight > 0]
    # The same question about another area, or about a second comparator, asks the first one again.
    new = {key: one for one in reversed(others) if (key := (_subject(one), one.kind)) not in told}
    return [*chosen, *sorted(new.values(), key=lambda one: -one.weight)][:QUESTIONS]


SAME_SUBJECT = {"children_referred": "referrals"}
"""Measures that move together, so that a second question about them asks the first one again."""


def _subject(one: Question) -> str:
    return SAME_SUBJECT.get(one.title, one.title)


def _one_missing(asked: list[Question]) -> list[Question]:
    """Leave the loudest of the questions about figures that there are not: the answer to all of them is much the same."""
    first = next((one for one in sorted(asked, key=lambda one: -one.weight) if one.is_of_missing), None)
    return [one for one in asked if not one.is_of_missing or one is first]


def closing(plan: ChapterPlan, released: Released) -> list[Markup]:
    """Return the end of a chapter: the questions that members may ask."""
    items = [elements.sentence_text(one.sentence) for one in chapter_questions(plan, released)]
    asks = OPENINGS[plan.chapter].asks if plan.chapter in OPENINGS else ALWAYS_OPEN
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
        if words.data_type != "rate":
            yield Question(
                _of_missing(released, words, area, figure),
                3 if figure else 1,
                words.title,
                f"what is not known of {_named(released, words, area)}",
                is_of_missing=True,
            )
        return
    made = change(released, words.measure, area.code)
    if made is not None and made.is_slight:
        made = None  # why a figure hardly changed is no question
    # Where the page says that numbers are too few to tell, it does not ask why they moved.
    if made is not None and not made.too_few and words.data_type != "rate" and _is_worth_asking(released, words, area):
        about = f"why {_named(released, words, area)} {made.direction}"
        yield Question(
            _of_change(released, words, area, made),
            _weight_of_change(released, words, area, made),
            words.title,
            about,
            kind="change",
        )
    if words.data_type != "count":
        yield from _of_distance(released, words, area, figure)


def _is_worth_asking(released: Released, words: MeasureWords, area: Area) -> bool:
    """False for the count behind a percentage, which is asked about itself, and for the parts of a population."""
    if words.data_type == "count" and f"{words.title}_percent" in released.measures:
        return False
    return narrative.is_judged(released, words.measure) or area == released.whole


def _named(released: Released, words: MeasureWords, area: Area) -> str:
    subject = narrative.subject_of(words)
    return f"{subject} in {narrative.with_article(area.name)}" if len(released.own_areas) > 1 else subject


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
    if made.direction == "did not change":
        return Sentence((f"What kept {name} at ", made.figure, f"{unit}, as in the year before?"))
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
        yield Question(told, weight, words.title, f"what lies behind {name}, {place}", kind="place")
    for compared, other in narrative.comparators_of(released, words.measure, area):
        if compared.role in {"neighbours", "England"} and other.value != figure.value:
            whose = "among its statistical neighbours" if compared.role == "neighbours" else "in England"
            apart = (
                f"What explains the difference between {name}, at ",
                figure,
                f"{unit}, and ",
                other,
                f" {whose}?",
            )
            about = f"how {name} compares"
            yield Question(Sentence(apart), _weight_of_gap(figure, other), words.title, about, kind="distance")


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
        return Sentence((f"When will figures on {name} be held, and what is known until then?",))
    if figure.is_hidden:
        return Sentence((f"What can be said about {name} without the number, hidden as ", figure, "?"))
    return Sentence((f"What do the partners know of {name}, for which the source has no figure (", figure, ")?"))
