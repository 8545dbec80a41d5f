"""How chapters of figures open: of the whole, of each authority, and once why figures are missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.narrative import Sentence
from safeguarding_report.report import elements
from safeguarding_report.report.large_changes import MOVES
from safeguarding_report.report.openings import OPENINGS
from safeguarding_report.report.plain_english import sentences_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguarding_report.released import Area, Figure, MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan, Told

OPENING_SENTENCES = 3
"""How a chapter opens; what else there is to tell follows in a paragraph of its own."""

AUTHORITY_SENTENCES = 3
"""Of each authority in a joint partnership: how it moved and where it stands; neighbours and reasons stand besides.

So an authority with neighbours is told as much of as one without.
"""


def opening(plan: ChapterPlan, released: Released) -> list[Markup]:
    """Return the opening sentences: of the whole first, then of each authority of a joint partnership.

    What has no figure is told after what has one, once for each reason, with the way to how good the data is.
    """
    if not plan.lead:
        return []  # a chapter on a theme, which has opened itself
    told = lead(plan, released, released.whole)
    missing = narrative.missing_sentences(released, _told_of(plan, released), released.whole)
    if not told and plan.chapter in OPENINGS:
        missing = [Sentence((OPENINGS[plan.chapter].about,)), *missing]
        missing += [WHAT_CAME] if _how_many(missing) < OPENING_SENTENCES else []
    sentences = [*told, *missing]
    sentences = [
        *_why_it_matters(plan, released)[: OPENING_SENTENCES - min(_how_many(sentences), OPENING_SENTENCES)],
        *sentences,
    ]
    # What is missing may be told in two sentences that stand together.
    ends = [_how_many(sentences[:place]) <= OPENING_SENTENCES for place in range(1, len(sentences) + 1)]
    first = max(1, ends.count(True))
    while 1 < first < len(sentences) and sentences[first].text.startswith(LEAN_BACK):
        first -= 1
    figures = [figure for sentence in sentences for figure in sentence.figures]
    authorities = [_of_authority(plan, released, area, missing) for area in released.own_areas[1:]]
    titles = [released.measures[measure].title for _, measure in plan.lead if measure in released.measures]
    return [
        elements.paragraph(sentences[:first], "lead"),
        elements.paragraph(sentences[first:]),
        elements.bullets(
            [Markup(" ").join(map(elements.sentence_text, sentences)) for sentences in authorities if sentences],
            "areas",
            cited=True,
        ),
        WHY_MISSING if missing else Markup(""),
        elements.about(released, titles if figures else ()),
    ]


def _how_many(told: Sequence[Sentence]) -> int:
    return sum(len(sentences_of(one.text)) for one in told)


def _why_it_matters(plan: ChapterPlan, released: Released) -> list[Sentence]:
    """Return why the measures matter that a chapter opens with, sentence by sentence: what opens one that can tell little."""
    texts = " ".join(dict.fromkeys(words.why_it_matters for words in _told_of(plan, released)))
    return [Sentence((f"{one.rstrip('.')}.",)) for one in texts.split(". ") if one]


LEAN_BACK = ("This ", "No explanation ", "The reason", "The likely reason", narrative.AVERAGE_OF)
"""Beginnings of sentences that speak of the one before: no paragraph begins with them."""

WHAT_CAME = Sentence(("What came and what did not is told under “How good is the data”.",))
"""Makes an opening whole that would else say too little; on a screen a link says the same."""

WHY_MISSING = Markup('<p class="about"><a href="#data-quality">Why figures are missing</a></p>')


def _of_authority(plan: ChapterPlan, released: Released, area: Area, told: Sequence[Sentence]) -> list[Sentence]:
    """Return what is said of one authority, and what it has no figure on where the whole has one."""
    pairs = _told_by_kind(plan, released, area)
    kept = [pair for pair in pairs if pair[0] not in _BESIDES][:AUTHORITY_SENTENCES]
    said = [one for kind, one in pairs if kind in _BESIDES or (kind, one) in kept]
    nil = narrative.nil_sentence(released, _told_of(plan, released), area)
    said += [nil] if nil is not None else []
    if told:
        return said  # the sentence on the whole says whose figure is missing
    return [*said, *narrative.missing_sentences(released, _told_of(plan, released), area)]


def _told_of(plan: ChapterPlan, released: Released) -> list[MeasureWords]:
    """Return the measures that an opening speaks of, one of each title: a count and its rate are missing together."""
    by_title: dict[str, MeasureWords] = {}
    for _, measure in plan.lead:
        if measure in released.measures:
            by_title.setdefault(released.measures[measure].title, released.measures[measure])
    return list(by_title.values())


def lead(plan: ChapterPlan, released: Released, area: Area) -> list[Sentence]:
    """Return the opening sentences about one area: each fact once, the area named once; nothing of what is missing."""
    return [sentence for _, sentence in _told_by_kind(plan, released, area)]


_BESIDES = ("neighbours", "reason")
"""What stands in the opening of an authority however much is told: what its neighbours have, and why it moved."""


def _told_by_kind(plan: ChapterPlan, released: Released, area: Area) -> list[tuple[str, Sentence]]:
    """Return the opening sentences with the kind of each; a reason after what the neighbours have."""
    told: dict[str, tuple[str, Sentence]] = {}
    reasons: dict[str, tuple[str, Sentence]] = {}
    before = ""
    without_number: set[str] = set()
    for kind, measure in plan.lead:
        figure = released.figure(measure, area.code) if measure in released.measures else None
        if figure is None or figure.symbol == "x":
            continue
        title = released.measures[measure].title
        if title in without_number:
            continue
        if figure.symbol:
            without_number.add(title)
        if title != before:
            told |= reasons
            reasons = {}
        made = _tell(kind, figure, released, area, follows=title == before and _stands(kind, told), named=not told)
        if made is not None:
            told.setdefault(made.text, (kind, made))
            # What tells of referrals ends with children: "this" would be taken for the rate of children.
            before = "" if kind == "referrals" else title
        is_later = kind in MOVES and _has_neighbours(plan, released, title, area)
        why = narrative.why_sentence(released, measure, area, apart=is_later) if kind in MOVES else None
        if why is not None:
            if is_later:
                reasons[f"{measure} {why.text}"] = ("reason", why)
            else:
                told[f"{measure} {why.text}"] = ("reason", why)
                before = ""  # what follows cannot speak of "this": the reason stands between
    return list((told | reasons).values())


def _stands(kind: Told, told: dict[str, tuple[str, Sentence]]) -> bool:
    """Return whether the next sentence may lean on the last: an average of neighbours on none that leans back itself."""
    return kind != "neighbours" or not next(reversed(told), "").startswith(LEAN_BACK)


def _has_neighbours(plan: ChapterPlan, released: Released, title: str, area: Area) -> bool:
    """Return whether the opening says what the neighbours have of a measure: then the reason of a change stands after it."""
    compared = [one for kind, one in plan.lead if kind == "neighbours" and one in released.measures]
    return any(
        released.measures[one].title == title and narrative.neighbours_sentence(released, one, area) is not None
        for one in compared
    )


def _tell(kind: Told, figure: Figure, released: Released, area: Area, *, follows: bool, named: bool) -> Sentence | None:
    if figure.symbol:
        return narrative.symbol_sentence(released, figure, named=named)
    tell: dict[Told, Callable[..., Sentence | None]] = {
        "change": narrative.change_sentence,
        "referrals": narrative.referrals_sentence,
        "level": partial(narrative.level_sentence, follows=follows),
        "place": narrative.place_sentence,
        "range": narrative.range_sentence,
    }
    if kind == "neighbours":
        return narrative.neighbours_sentence(released, figure.measure, area, follows=follows)
    return tell[kind](released, figure.measure, area, named=named)
