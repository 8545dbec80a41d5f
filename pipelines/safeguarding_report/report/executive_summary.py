"""The executive summary, in a fixed form: what improved, what worsened, what is not known, why, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import change
from safeguarding_report.report import elements
from safeguarding_report.report.entries import BEFORE, cell
from safeguarding_report.report.figures_elsewhere import figures_elsewhere
from safeguarding_report.report.numbering import absent_chapters, chapters_of
from safeguarding_report.report.plan import SUMMARY_OUTCOMES, SUMMARY_VOLUMES
from safeguarding_report.report.quality_chapter import asked_for
from safeguarding_report.report.summary_cards import card, chapter_of, is_better, is_of_part
from safeguarding_report.report.summary_choice import (
    asked_most,
    large_changes,
    notable_changes_asked_about,
    summary_changes,
    titles_of_chapters,
)
from safeguarding_report.report.told_elsewhere import told_elsewhere
from safeguarding_report.wording import with_article
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.register import Register
    from safeguarding_report.released import Area, MeasureWords, Released

HOW_JUDGED = Markup(
    'A change is called ordinary, notable or large by <a href="#how-changes-are-judged">its place among the changes '
    "of all authorities</a>."
)

NO_LARGE_CHANGE = Markup(
    "No change shown here is large, and reasons are asked for large ones alone. Members may ask for others."
)

NO_CHANGE = "Nothing here can be compared with the year before, so there is no change to explain."

NOT_PUBLISHED = "No request of a scrutiny board is published for this report."


def executive_summary(released: Released) -> Markup:
    """Return the summary: two pages of A4, the same headings in every report, twelve figures at most."""
    moved = summary_changes(released)
    compared = [one for one in moved if _words(released, one).polarity != "none" and not one.too_few]
    judged = [one for one in compared if one.moved == one.direction != "did not change"]
    better = [one for one in judged if is_better(released, one)]
    worse = [one for one in judged if one not in better]
    others = [one for one in moved if one not in judged]
    titles = [_words(released, one).title for one in moved]
    none_moved = "Of the measures shown here, none {}."
    not_compared = "" if compared else why_not_compared(released)
    return elements.join(
        [
            _opening(released, moved),
            *_group(released, "What improved", better, not_compared or none_moved.format("improved")),
            *_group(released, "What worsened", worse, NONE_COMPARED if not_compared else none_moved.format("worsened")),
            *_group(released, "What moved", others, NO_NUMBER if not moved else NONE_MOVED, WHAT_MOVED),
            elements.about(released, titles),
            *_listed("What we do not know", unknown(released, moved), "No figure of this summary is missing."),
            *_listed("Why", reasons(released, moved), NO_LARGE_CHANGE if moved else NO_CHANGE),
            *_listed("What became of last year's requests", requests(released), NOT_PUBLISHED),
            *_listed("What we ask of you", _asks(released), "Nothing in this report raises a question."),
        ]
    )


NONE_COMPARED = "No outcome can be compared with the year before."

NO_NUMBER = "No number of children or cases can be compared with the year before."

NONE_MOVED = "No other measure is shown here."

WHAT_MOVED = Markup("<p>More or fewer is not by itself better or worse here.</p>")


def _words(released: Released, made: Change) -> MeasureWords:
    return released.measures[made.figure.measure]


def _opening(released: Released, moved: Sequence[Change]) -> Markup:
    whole = with_article(released.whole.name)
    judged = HOW_JUDGED if moved else ""
    beside = "Each figure stands beside that of the year before."
    if not moved:
        beside = "No figure stands beside that of the year before, because none can be compared with it."
    named = (
        " Where the change of the whole cannot be told, an authority whose change can be is named."
        if any(is_of_part(released, one) for one in moved)
        else ""
    )
    return Markup('<p class="lead">This summary is about {} in {}. {}{} {}</p>').format(
        whole, released.report.year, beside, named, judged
    )


def _group(
    released: Released, heading: str, changes: Sequence[Change], otherwise: str, said: Markup | None = None
) -> list[Markup]:
    start = Markup("<h3>{}</h3>").format(heading)
    if not changes:
        return [start, Markup("<p>{}</p>").format(otherwise)]
    cards = elements.bullets([card(released, one) for one in changes], "cards")
    return [start, said, cards] if said else [start, cards]


def _listed(heading: str, items: Sequence[Markup], otherwise: str) -> list[Markup]:
    start = Markup("<h3>{}</h3>").format(heading)
    return [start, elements.bullets(items, cited=True) if items else Markup("<p>{}</p>").format(otherwise)]


def why_not_compared(released: Released) -> str:
    """Return that no outcome can be compared with the year before, and why: what is wrong with either of the two years."""
    held = [released.measures[measure] for measure in SUMMARY_OUTCOMES if measure in released.measures]
    whole = released.whole.code
    why: dict[str, None] = {}
    for words in held:
        now = released.figure(words.measure, whole)
        before = released.figure(words.measure, whole, period_before(released.time_period))
        why |= dict.fromkeys(_WITHOUT[one.symbol if one else ""] for one in (now, before) if one is None or one.symbol)
    reasons_in_words = "".join(str(part) for part in narrative.listed([(one,) for one in why], " or "))
    reason = f" Figures of this year or of the year before are {reasons_in_words}." if why else ""
    return f"{NONE_COMPARED}{reason}"


_WITHOUT = {
    "c": "hidden",
    "x": "not available",
    "": "not held",
    "z": "not applicable",
    "low": "all but nought",
    "u": "not reliable",
}


def unknown(released: Released, moved: Sequence[Change]) -> list[Markup]:
    """Return what the figures do not say: of which measure the whole has none, what did not come, and no chapter."""
    whole = released.whole
    shown = {_words(released, one).title for one in moved if one.figure.area_code == whole.code}
    pool = {
        words.title: words
        for measure in (*SUMMARY_VOLUMES, *SUMMARY_OUTCOMES)
        if (words := released.measures.get(measure)) and words.title not in shown
    }
    items = [elements.item_text(one) for one in narrative.missing_sentences(released, [*pool.values()], whole)]
    items += _hidden(released, [words for words in pool.values() if _is_hidden(released, words, whole)])
    items += _without_before(released, list(pool.values()), MOST_FIGURES - 2 * len(moved))
    if any(not one.whole for one in asked_for(released.returns)):
        items.append(
            Markup(
                'Some returns of partners did not come whole or in time; see <a href="#data-quality">how good the data is</a>.'
            )
        )
    return [*items, *_absent(released)]


def _hidden(released: Released, hidden: Sequence[MeasureWords]) -> list[Markup]:
    if not hidden:
        return []
    whole = released.whole
    parts = [area for area in released.own_areas[1:] if any(_has_number(released, words, area) for words in hidden)]
    of_whole = f", of {with_article(whole.name)} as a whole" if len(released.own_areas) > 1 else ""
    others = " and ".join(with_article(area.name) for area in parts)
    where = f" What is shown of {others} alone stands in the chapters." if parts else ""
    return [elements.named_below(f"Hidden to protect children{of_whole}", [in_a_list(one) for one in hidden], where)]


def _without_before(released: Released, pool: Sequence[MeasureWords], room: int) -> list[Markup]:
    """Return which measures have a figure of the whole and none of the year before that it can be compared with.

    The figure of the year stands beside, as far as there is room for more figures, or the way to it.
    """
    without: dict[str, list[Markup]] = {}
    for words in pool:
        if (
            _has_number(released, words, released.whole)
            and change(released, words.measure, released.whole.code) is None
        ):
            before = released.figure(words.measure, released.whole.code, period_before(released.time_period))
            why = _WITHOUT.get(before.symbol if before else "", "of another definition")
            why = "of another definition" if before is not None and not before.symbol else why
            why += _owners(released, words) if why == _WITHOUT["x"] else ""
            this_year = _this_year(released, words, has_room=room > 0)
            room -= "<data" in this_year
            without.setdefault(why, []).append(Markup("{} ({})").format(in_a_list(words), this_year))
    whole = f" of {with_article(released.whole.name)} as a whole" if len(released.own_areas) > 1 else ""
    return [
        elements.named_below(f"Not compared{whole}, as the figure of the year before is {why}", names)
        for why, names in without.items()
    ]


MOST_FIGURES = 12
"""As many as members take in at a glance."""


def _this_year(released: Released, words: MeasureWords, *, has_room: bool) -> Markup:
    """Return the figure of the year in short: that there were none, the number where there is room, else the way to it."""
    figure = released.figure(words.measure, released.whole.code)
    if figure is None:
        return Markup("")
    if figure.decimal == 0:
        return Markup("none in {}").format(figure.short_year)
    if has_room:
        return Markup("{}{} in {}").format(
            elements.data_element(figure), narrative.unit_after(figure), figure.short_year
        )
    return Markup('<a href="#{}">the figure of {}</a>').format(chapter_of(words), figure.short_year)


def _owners(released: Released, words: MeasureWords) -> str:
    """Return whose figure of the year before the source does not have, in a partnership of several authorities."""
    before = period_before(released.time_period)
    held = [(area, released.figure(words.measure, area.code, before)) for area in released.own_areas[1:]]
    owners = [with_article(area.name) for area, figure in held if figure is not None and figure.symbol == "x"]
    return f" for {' and '.join(owners)}" if owners else ""


def in_a_list(words: MeasureWords) -> str:
    """Return what a list calls a measure: of a percentage the share, as the number may be known."""
    things = narrative.things(words)
    return f"the share of {things}" if words.data_type == "percent" else things


def _has_number(released: Released, words: MeasureWords, area: Area) -> bool:
    figure = released.figure(words.measure, area.code)
    return figure is not None and not figure.symbol


def _is_hidden(released: Released, words: MeasureWords, area: Area) -> bool:
    figure = released.figure(words.measure, area.code)
    return figure is not None and figure.is_hidden


def _absent(released: Released) -> list[Markup]:
    """Return what the report holds nothing on, and on what it has figures without a chapter, with the ways to both."""
    # Of a chapter of figures of its own it is said above why there are none.
    absent = [one for one in absent_chapters(released) if one.chapter != "foreword" and (one.measures or not one.lead)]
    elsewhere = {plan.chapter for plan in absent if figures_elsewhere(plan.chapter, released)}
    nothing = [plan.title for plan in absent if not told_elsewhere(plan.chapter, released)]
    figures = [plan.title for plan in absent if plan.chapter in elsewhere]
    in_passing = [one.title for one in absent if one.chapter not in elsewhere and one.title not in nothing]
    told = (
        ("There are figures but no chapter on", figures, "where they are"),
        ("This report holds nothing on", nothing, "what is not in it"),
        ("No chapter is on", in_passing, "where something is said of it"),
    )
    way = Markup(' See <a href="#not-in-this-report">{}</a>.')
    return [elements.named_below(start, _most(titles), way.format(where)) for start, titles, where in told if titles]


def _most(titles: Sequence[str]) -> list[str]:
    return [*titles[:MOST_ABSENT], *(["and others"] if len(titles) > MOST_ABSENT else [])]


MOST_ABSENT = 8
"""So many are named in the summary; the last annex names all."""


def reasons(released: Released, moved: Sequence[Change]) -> list[Markup]:
    """Return why large changes came about, of any own area, in the partnership's words, or that nobody said.

    What is shown stands first; where chapters tell of further large changes, they are named.
    """
    shown = [_words(released, one).title for one in moved]
    items = []
    without: list[tuple[MeasureWords, Area]] = []
    for words, area in large_changes(released, shown):
        why = narrative.why_sentence(released, words.measure, area)
        if why is not None and why.text.startswith(narrative.NO_EXPLANATION):
            without.append((words, area))
        elif why is not None:
            (name,) = _named(released, [(words, area)])
            items.append(Markup("{}: {}").format(name, elements.sentence_text(why)))
    if without:
        items.append(
            elements.named_below("No explanation was published of a large change in", _named(released, without))
        )
    others = [one for one in titles_of_chapters(released) if one not in shown]
    further = list(large_changes(released, others))
    if further:
        none_shown = "No change shown here is large. Chapters do tell of large ones"
        start = "The chapters tell of further large changes" if items else none_shown
        items.append(elements.named_below(f"{start}, in", _named(released, further)))
    notable = notable_changes_asked_about(released)
    if notable:
        none_large = [] if items else [NO_LARGE_CHANGE]
        start = "No explanation was published of a notable change that is asked about below, in"
        items += [*none_large, elements.named_below(start, _named(released, notable))]
    return items


def _named(released: Released, moved: Iterable[tuple[MeasureWords, Area]]) -> list[str]:
    """Return the names of measures, each once, and in a joint partnership the areas that it is about."""
    areas: dict[str, list[str]] = {}
    for words, area in moved:
        areas.setdefault(words.name, []).append(area.name)
    is_joint = len(released.own_areas) > 1
    return [f"{name} ({', '.join(of)})" if is_joint else name for name, of in areas.items()]


def requests(released: Released) -> list[Markup]:
    """Return the requests of scrutiny and what became of each: those of earlier reports first, then the new ones.

    One without a date is told by the report that recorded it first.
    """
    carried, own = released.register("recommendations_before"), released.register("recommendations")
    earlier = [_request(carried, place) for place in range(len(carried.entries))]
    new = []
    for place, entry in enumerate(own.entries):
        is_of_an_earlier_report = "carried_from" in entry or (
            "meeting_date" in entry and str(entry["meeting_date"]) <= released.report.period_end
        )
        told = _request(own, place)
        if is_of_an_earlier_report:
            earlier.append(told)
        else:
            new.append(Markup("New: {}").format(told) if "meeting_date" in entry else told)
    if new and not earlier:
        earlier = [NO_EARLIER_REQUEST]
    return [*earlier, *new]


NO_EARLIER_REQUEST = Markup("No request about an earlier report is recorded.")

HAS_A_GLOSSARY = Markup(' The page of this report has <a href="#glossary">a glossary</a>.')
"""Of a request for one that nobody has recorded as done: what members can see for themselves.

The words stay true where a members' summary takes them over.
"""


def _request(register: Register, place: int) -> Markup:
    entry = register.entries[place]
    done, state = cell(register, place, "done"), cell(register, place, "state")
    if entry.get("board_view") == "closed":
        state = Markup("{}; closed by the board").format(state)
    elif register.name.endswith(BEFORE):
        state = Markup("{}; nothing newer is recorded").format(state)
    told = Markup(" {}.").format(done) if done else Markup("")
    if "glossary" in str(entry["recommendation"]).lower() and entry["state"] != "done":
        told += HAS_A_GLOSSARY
    return Markup("{}, {}: {} ({}).{}").format(
        cell(register, place, "body"), _when(register, place), cell(register, place, "recommendation"), state, told
    )


def _when(register: Register, place: int) -> Markup:
    """Return when something was asked for: its day, the report that recorded it first, or this one."""
    entry = register.entries[place]
    if "meeting_date" in entry:
        return cell(register, place, "meeting_date")
    if "carried_from" in entry:
        return Markup("first recorded in the report of {}").format(cell(register, place, "carried_from"))
    return Markup("first recorded in this report")


def _asks(released: Released) -> list[Markup]:
    """Return the three questions of all chapters that matter most, each with the way to its chapter."""
    there = chapters_of(released)
    return [
        Markup('Ask {}: <a href="#{}">chapter {}, {}</a>.').format(
            one.about, plan.chapter, there[plan.chapter], plan.title
        )
        for one, plan in asked_most(released)
    ]
