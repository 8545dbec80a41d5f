"""The executive summary, in a fixed form: what improved, what worsened, what is not known, why, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import change
from safeguarding_report.report import elements
from safeguarding_report.report.entries import BEFORE, cell
from safeguarding_report.report.numbering import absent_chapters, chapters_of
from safeguarding_report.report.plan import CHAPTERS, SUMMARY_OUTCOMES, SUMMARY_VOLUMES
from safeguarding_report.report.questions import chapter_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.register import Register
    from safeguarding_report.released import MeasureWords, Released

MOST_MEASURES = 6
"""Each stands beside the year before, so the summary prints twelve figures at most."""

_SIZES = ("large", "notable", "ordinary", "")

_BETTER = {("high", "rose"), ("low", "fell")}

_SHORT_NAMES = {
    "assessments_in_45_days_percent": "Assessments within 45 working days",
    "repeat_child_protection_plans_percent": "New plans that were a second or later plan",
    "child_protection_plans_two_years_percent": "Plans open for two years or more",
}

HOW_JUDGED = Markup(
    'A change is called ordinary, notable or large by <a href="#how-changes-are-judged">its place among the changes '
    "of all authorities</a>."
)

NO_LARGE_CHANGE = (
    "No change shown here is large, and reasons are asked for large ones alone. Members may ask for others."
)

NOT_PUBLISHED = "No request of a scrutiny board is published for this report."


def executive_summary(released: Released) -> Markup:
    """Return the summary: two pages of A4, the same headings in every report, twelve figures at most."""
    moved = summary_changes(released)
    judged = [one for one in moved if _words(released, one).polarity != "none" and one.direction != "did not change"]
    better = [one for one in judged if _is_better(released, one)]
    worse = [one for one in judged if one not in better]
    others = [one for one in moved if one not in judged]
    titles = [_words(released, one).title for one in moved]
    return elements.join(
        [
            _opening(released),
            *_group(released, "What improved", better, "Of the measures shown here, none improved."),
            *_group(released, "What worsened", worse, "Of the measures shown here, none worsened."),
            *_group(released, "What moved", others, "No number of children or cases can be compared.", WHAT_MOVED),
            elements.about(released, titles),
            *_listed("What we do not know", unknown(released, moved), "No figure of this summary is missing."),
            *_listed("Why", reasons(released, moved), NO_LARGE_CHANGE),
            *_listed("What became of last year's requests", requests(released), NOT_PUBLISHED),
            *_listed("What we ask of you", _asks(released), "Nothing in this report raises a question."),
        ]
    )


WHAT_MOVED = Markup("<p>More or fewer is not by itself better or worse here.</p>")


def summary_changes(released: Released) -> list[Change]:
    """Return the changes that the summary shows: numbers of children first, then the outcomes that changed most."""
    whole = released.whole.code
    volumes = _changes(released, SUMMARY_VOLUMES, whole)
    outcomes = sorted(_changes(released, SUMMARY_OUTCOMES, whole), key=lambda one: _SIZES.index(one.size))
    room = MOST_MEASURES - min(len(volumes), MOST_MEASURES // 2)
    chosen = outcomes[:room]
    return [*chosen, *volumes[: MOST_MEASURES - len(chosen)]]


def _changes(released: Released, measures: Sequence[str], area_code: str) -> list[Change]:
    made = [change(released, measure, area_code) for measure in measures if measure in released.measures]
    return [one for one in made if one is not None]


def _words(released: Released, made: Change) -> MeasureWords:
    return released.measures[made.figure.measure]


def _is_better(released: Released, made: Change) -> bool:
    return (_words(released, made).polarity, made.direction) in _BETTER


def _opening(released: Released) -> Markup:
    whole = narrative.with_article(released.whole.name)
    return Markup(
        '<p class="lead">This summary is about {} in {}. Each figure stands beside that of the year before. {}</p>'
    ).format(whole, released.report.year, HOW_JUDGED)


def _group(
    released: Released, heading: str, changes: Sequence[Change], otherwise: str, said: Markup | None = None
) -> list[Markup]:
    start = Markup("<h3>{}</h3>").format(heading)
    if not changes:
        return [start, Markup("<p>{}</p>").format(otherwise)]
    cards = elements.bullets([_card(released, one) for one in changes], "cards")
    return [start, said, cards] if said else [start, cards]


def _card(released: Released, made: Change) -> Markup:
    words = _words(released, made)
    unit = narrative.unit_after(made.figure)
    before = elements.data_element(made.before)
    size = f"; {made.size_words}" if made.size_words else ""
    if made.direction == "did not change":
        since = Markup("Did not change from {}.").format(before)
    else:
        since = Markup("{} from {}{}{}.").format(made.direction.capitalize(), before, unit, size)
    return Markup(
        '<span class="label">{}, <a href="#{}">{}</a></span> <span class="value">{}{}</span> '
        '<span class="since">{}</span>'
    ).format(
        _SHORT_NAMES.get(words.measure, words.name),
        words.chapter,
        made.figure.short_year,
        elements.data_element(made.figure),
        Markup(' <span class="unit">{}</span>').format(unit.strip()) if unit else "",
        since,
    )


def _listed(heading: str, items: Sequence[Markup], otherwise: str) -> list[Markup]:
    start = Markup("<h3>{}</h3>").format(heading)
    return [start, elements.bullets(items, cited=True) if items else Markup("<p>{}</p>").format(otherwise)]


def unknown(released: Released, moved: Sequence[Change]) -> list[Markup]:
    """Return what the figures do not say: what is missing, what did not come, and large changes without a reason."""
    shown = {_words(released, one).title for one in moved}
    missing = {
        words.title: words
        for measure in (*SUMMARY_VOLUMES, *SUMMARY_OUTCOMES)
        if (words := released.measures.get(measure)) and words.title not in shown
    }
    told = [_missing(released, words) for words in missing.values()]
    items = [Markup("{}").format(one) for one in dict.fromkeys(filter(None, told))]
    hidden = [words.name for words in missing.values() if _is_hidden(released, words)]
    if hidden:
        items.append(Markup("Hidden to protect children: {}.").format("; ".join(hidden)))
    late = sum(not one.whole for one in released.returns)
    if late:
        items.append(
            Markup(
                'Some returns of partners did not come whole or in time; see <a href="#data-quality">how good the data is</a>.'
            )
        )
    absent = [plan.title for plan in absent_chapters(released) if plan.chapter != "foreword"]
    if absent:
        items.append(
            Markup(
                'Nothing is published on: {}; see <a href="#not-in-this-report">what is not in this report</a>.'
            ).format("; ".join(absent))
        )
    return items


def _missing(released: Released, words: MeasureWords) -> str:
    figure = released.figure(words.measure, released.whole.code)
    if figure is None:
        return narrative.not_held_sentence(released, words, released.whole).text
    if figure.symbol == "x":
        return narrative.not_available_sentence(released, figure).text
    return ""


def _is_hidden(released: Released, words: MeasureWords) -> bool:
    figure = released.figure(words.measure, released.whole.code)
    return figure is not None and figure.is_hidden


def reasons(released: Released, moved: Sequence[Change]) -> list[Markup]:
    """Return why the large changes that are shown came about, in the partnership's words, or that nobody said."""
    items, without = [], []
    for one in moved:
        why = narrative.why_sentence(released, one.figure.measure, released.area(one.figure.area_code))
        name = _words(released, one).name
        if why is not None and why.text == narrative.NO_EXPLANATION:
            without.append(name)
        elif why is not None:
            items.append(Markup("{}: {}").format(name, elements.sentence_text(why)))
    if without:
        items.append(Markup("No explanation was published of a large change in: {}.").format("; ".join(without)))
    return items


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
    asked = [(one, plan) for plan in CHAPTERS if plan.chapter in there for one in chapter_questions(plan, released)]
    loudest = sorted(asked, key=lambda pair: -pair[0].weight)
    one_of_each = list({plan.chapter: (one, plan) for one, plan in reversed(loudest)}.values())[::-1]
    return [
        Markup('Ask {}: <a href="#{}">chapter {}, {}</a>.').format(
            one.about, plan.chapter, there[plan.chapter], plan.title
        )
        for one, plan in sorted(one_of_each, key=lambda pair: -pair[0].weight)[:ASKS]
    ]


ASKS = 3
"""What a board can take up in one meeting."""
