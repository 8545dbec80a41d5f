"""Narrative: sentences made from released figures, in parts, so that every number in them stays a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from safeguarding_report.changes import HARDLY_CHANGED, TOO_FEW_WORDS, change, is_too_few_to_compare, level
from safeguarding_report.missing import NOT_IN_SOURCE, gap, nil_return
from safeguarding_report.released import Figure
from safeguarding_report.wording import MOST_IN_A_SENTENCE, WORDINGS, Names, Wording, possessive, with_article
from safeguarding_report.year import period_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.changes import Change
    from safeguarding_report.missing import Gap
    from safeguarding_report.released import Area, MeasureWords, Released

SERIES_YEARS = 5
"""Years that a reader sees side by side."""

NO_EXPLANATION = "No explanation of this large change was published."

SEE_NOTE = "The notes of the chapter say why the two years may not be alike."


@dataclass(frozen=True)
class Sentence:
    """One sentence: words, and the figures that stand between them."""

    parts: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        """The sentence as a reader sees it."""
        return "".join(part.text if isinstance(part, Figure) else part for part in self.parts)

    @property
    def figures(self) -> list[Figure]:
        """The figures it prints."""
        return [part for part in self.parts if isinstance(part, Figure)]


def listed(parts: Sequence[tuple[str | Figure, ...]], last: str = " and ") -> tuple[str | Figure, ...]:
    """Join phrases as a sentence lists them: "a, b and c"."""
    joined: list[str | Figure] = []
    for place, phrase in enumerate(parts):
        if place:
            joined.append(last if place == len(parts) - 1 else ", ")
        joined.extend(phrase)
    return tuple(joined)


def when(figure: Figure, released: Released) -> str:
    """Return the time of a figure in words: "in 2023-24", or "at 31 March 2024" for a count on one day."""
    period_type = released.measures[figure.measure].period_type
    if period_type == "year":
        return f"in {figure.short_year}"
    if period_type == "academic year":
        return f"in the {period_type} {figure.short_year}"
    return at_day(period_type, figure.time_period)


def at_day(period_type: str, time_period: str) -> str:
    """Return a day of the reporting year in words: "at 31 March 2024", "at 30 June 2023"."""
    start = int(time_period[:4])
    return f"{period_type} {start + 1 if period_type.endswith('March') else start}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _subject(figure: Figure, released: Released) -> str:
    return subject_of(released.measures[figure.measure])


def subject_of(words: MeasureWords) -> str:
    """Return what a sentence calls a measure: "referrals", "the rate of referrals", "the share of plans …"."""
    wording = WORDINGS.get(words.title, Wording(words.name[:1].lower() + words.name[1:], counted_as_number=True))
    if words.data_type == "percent":
        return wording.share or f"the percentage of {wording.things}"
    if words.data_type == "rate":
        return f"the rate of {wording.things}"
    return f"the number of {wording.things}" if wording.counted_as_number else wording.things


def unit_after(figure: Figure) -> str:
    """Return the unit of a figure as a sentence says it after the number; nothing for a count."""
    return {"per cent": " per cent", "per 10,000 children": " for every 10,000 children"}.get(figure.unit, "")


def _place(area: Area, released: Released, *, named: bool) -> str:
    # The area is named wherever a reader could take it for another: once in each paragraph of a joint partnership.
    return f"In {with_article(area.name)}, " if named and len(released.own_areas) > 1 else ""


TOO_FEW = f"the numbers are {TOO_FEW_WORDS} more"

SO_FEW = ", though so few cases tell little"
"""Said of a figure of few cases wherever it stands beside that of another area."""


def _judgement(made: Change, wording: Wording | None) -> str:
    if wording is not None and not wording.is_judged:
        return f", {made.run_words}" if made.run_words else ""
    said = [words for words in (made.run_words, "" if made.too_few or made.others else made.size_words) if words]
    judged = f", {' and '.join(said)}" if said else ""
    if made.too_few:
        return f"{judged}. {_capital(TOO_FEW)}" if judged else f", though {TOO_FEW}"
    return f"{judged}{_others(made)}"


def _others(made: Change) -> str:
    """Return what most authorities did, where a change is unusual because they moved more."""
    return f", though {made.others}" if made.others else ""


def nil_sentence(released: Released, measures: Iterable[MeasureWords], area: Area) -> Sentence | None:
    """Say that a 0 is what a partner says, where its whole return is that there was nothing to count; else None."""
    for words in measures:
        figure = released.figure(words.measure, area.code)
        nil = nil_return(released, words, area) if figure is not None and figure.decimal == 0 else None
        if nil is not None:
            return Sentence((f"{possessive(nil.partner)} return says that there was nothing to count.",))
    return None


def change_sentence(
    released: Released, measure: str, area: Area, also: tuple[str | Figure, ...] = (), *, named: bool = True
) -> Sentence | None:
    """Say how a figure moved since the year before: its direction, how often in a row, how unusual that is.

    Returns None where the build holds no figure of this year, so that the caller says that instead.
    """
    figure = released.figure(measure, area.code)
    if figure is None:
        return None
    if figure.symbol:
        return symbol_sentence(released, figure, named=named)
    made = change(released, measure, area.code)
    place, subject = _place(area, released, named=named), _subject(figure, released)
    start = place + (subject if place else _capital(subject))
    is_stock = released.measures[measure].period_type != "year"
    time = f" {when(figure, released)}" if is_stock else ""
    if made is None:
        verb = " was " if subject.startswith("the ") else " numbered "
        told: tuple[str | Figure, ...] = (start, verb, figure, unit_after(figure), time)
        told += ("" if is_stock else f" in {figure.short_year}", _without_before(released, figure))
    elif made.direction == "did not change":
        others = _others(made) if is_judged(released, measure) else ""
        told = (start, " did not change: ", figure, unit_after(figure), time, ", as in the year before", others)
    elif made.is_slight:
        others = _others(made) if is_judged(released, measure) else ""
        told = (start, f" {HARDLY_CHANGED}: ", figure, unit_after(figure), time, ", after ", made.before)
        told += (" the year before", f", though {TOO_FEW}" if made.too_few else others)
    else:
        told = (start, f" {made.direction} to ", figure, unit_after(figure), time, " from ", made.before)
        told += (_judgement(made, WORDINGS.get(released.measures[measure].title)),)
    return Sentence((*told, *also, _rate_beside(released, made), "."))


def _rate_beside(released: Released, made: Change | None) -> str:
    """Return what the rate did where it went another way than the number, as charts show it: other children live here."""
    words = released.measures[made.figure.measure] if made is not None and not made.too_few else None
    if made is None or words is None or words.data_type != "count":
        return ""
    rate = change(released, f"{words.title}_rate", made.figure.area_code)
    if rate is None or rate.too_few or _way(rate) == _way(made):
        return ""
    return f"; the rate {rate.moved}"


def _way(made: Change) -> str:
    return "" if made.is_slight or made.direction == "did not change" else made.direction


def _without_before(released: Released, figure: Figure) -> str:
    """Return why a figure does not stand beside that of the year before."""
    before = released.figure(figure.measure, figure.area_code, period_before(figure.time_period))
    if before is None:
        return "; no figure of the year before is held in this report"
    if before.is_hidden:
        return "; that of the year before is hidden to protect children"
    if before.symbol == "x":
        return "; that of the year before is not available"
    return "; it cannot be compared with the year before"


def why_sentence(released: Released, measure: str, area: Area, *, apart: bool = False) -> Sentence | None:
    """Say why a figure made a large change, or that nobody published why; None where the change was not large.

    The words of why.toml are printed as they stand, with how certain they are. `apart` is True where another sentence
    stands between the change and its reason: then it is said of what.
    """
    made = change(released, measure, area.code)
    if made is None or made.size != "large" or not is_judged(released, measure):
        return None
    reason = released.reasons.get((released.measures[measure].title, area.code))
    subject = _subject(made.figure, released)
    if reason is None:
        none = f"No explanation of the large change in {subject} was published." if apart else NO_EXPLANATION
        return Sentence((f"{none} {SEE_NOTE}" if is_noted(released, made) else none,))
    of = f" why {subject} {made.moved}" if apart else ""
    start = {
        "known": f"The reason{of}: ",
        "likely": f"The likely reason{of}: ",
        "not known": f"The reason{of} is not known: ",
    }
    text, source = (words.strip().rstrip(".") for words in (reason.text, reason.source))
    return Sentence((f"{start[reason.certainty]}{text} (source: {source}).",))


def is_noted(released: Released, made: Change) -> bool:
    """True where a note on one of the two years of an area warns of comparing them; one on its neighbours does not."""
    title = released.measures[made.figure.measure].title
    neighbours = {area.code for area in released.report.areas if area.role == "neighbours"}
    return any(
        note.concerns(one, title)
        and note.titles
        and note.time_periods
        and note.areas
        and neighbours.isdisjoint(note.areas)
        for note in released.notes
        for one in (made.figure, made.before)
    )


def is_judged(released: Released, measure: str) -> bool:
    """True where the place of a change among authorities says something."""
    wording = WORDINGS.get(released.measures[measure].title)
    return wording is None or wording.is_judged


def referrals_sentence(released: Released, measure: str, area: Area, *, named: bool = True) -> Sentence | None:
    """Say how referrals moved and how many children they concerned: referrals are events, not children."""
    children = released.figure("children_referred_count", area.code)
    number = released.figure(measure, area.code)
    both = children is not None and number is not None and not children.symbol and not number.symbol
    moved = change_sentence(released, measure, area, named=named)
    if moved is None or children is None or not both:
        return moved
    # After words on the numbers or on the year before, "they" would not be the referrals.
    they = "the referrals" if any(end in moved.text for end in (". ", "; ")) else "they"
    return change_sentence(released, measure, area, (f"; {they} concerned ", children, " children"), named=named)


def level_sentence(
    released: Released, measure: str, area: Area, *, follows: bool = False, named: bool = True
) -> Sentence | None:
    """Say how high a rate or percentage is, beside England and the region.

    `follows` is True where the sentence before spoke of the same thing, so that "this" is enough; a percentage then
    stands there already. Returns None where there is no number to compare.
    """
    figure = released.figure(measure, area.code)
    if figure is None or figure.symbol:
        return None
    others = [
        (other, f" in {with_article(compared.name)}")
        for compared, other in comparators_of(released, measure, area)
        if compared.role != "neighbours"
    ]
    few = SO_FEW if others and is_too_few_to_compare(figure) else ""
    if follows and figure.unit == "per cent":
        compared = ("This compares with ", *listed(others), f" ({figure.short_year}){few}.")
        return Sentence(compared) if others else None
    against = (", against ", *listed(others)) if others else ()
    subject = _place(area, released, named=named) + _subject(figure, released)
    start = "This is " if follows else f"{_capital(subject)} was "
    return Sentence((start, figure, unit_after(figure), *against, f" ({figure.short_year}){few}."))


def place_sentence(released: Released, measure: str, area: Area, *, named: bool = True) -> Sentence | None:
    """Say where a level stands among all authorities; None where that is not known."""
    place = level(released, measure, area.code)
    figure = released.figure(measure, area.code)
    if figure is None or place is None or place == TOO_FEW_WORDS or area.role == "partnership":
        return None
    subject = _place(area, released, named=named) + _subject(figure, released)
    return Sentence((f"{_capital(subject)} was {place} ({released.report.year}).",))


AVERAGE_OF = "The average of "
"""Begins a sentence about what the one before told of: no paragraph begins with it."""


def neighbours_sentence(released: Released, measure: str, area: Area, *, follows: bool = False) -> Sentence | None:
    """Say what the statistical neighbours have on average; None where there are none or they have no figure.

    The area is always named: the sentence may follow one about England, or begin a paragraph. `follows` is True where the
    sentence before told of the same thing; a percentage then need not be named again.
    """
    for compared, other in comparators_of(released, measure, area):
        if compared.role == "neighbours":
            whose = possessive(with_article(area.name))
            if follows and other.unit == "per cent":
                return Sentence((f"{AVERAGE_OF}{whose} statistical neighbours was ", other, f"{unit_after(other)}."))
            subject = subject_of(released.measures[measure])
            told = (f"Among {whose} statistical neighbours, {subject} averages ", other, f"{unit_after(other)}.")
            return Sentence(told)
    return None


def comparators_of(released: Released, measure: str, area: Area) -> list[tuple[Area, Figure]]:
    """Return the comparators that have a number, the widest first."""
    found = [(released.area(code), released.figure(measure, code)) for code in reversed(area.compared_with)]
    return [(compared, figure) for compared, figure in found if figure is not None and not figure.symbol]


def range_sentence(released: Released, measure: str, area: Area, *, named: bool = True) -> Sentence | None:
    """Say between which figures the years held have moved; None where fewer than three of them have a number."""
    known = [
        figure for figure in released.series(measure, area.code, SERIES_YEARS) if figure is not None and figure.value
    ]
    numbers = [figure.decimal for figure in known]
    enough = 3
    if len(known) < enough or len(set(numbers)) == 1:
        return None
    lowest = min(known, key=lambda figure: figure.decimal or 0)
    highest = max(known, key=lambda figure: figure.decimal or 0)
    years = f"from {known[0].short_year} to {known[-1].short_year}, {_subject(known[0], released)} lay between "
    start = _capital(f"{_place(area, released, named=named)}{years}")
    unit = unit_after(highest)
    return Sentence((start, lowest, f" ({lowest.short_year}) and ", highest, f"{unit} ({highest.short_year})."))


def symbol_sentence(released: Released, figure: Figure, *, named: bool = True) -> Sentence:
    """Say why a figure has no number: hidden, not available, not applicable, or all but 0."""
    if figure.symbol == "x":
        area = released.area(figure.area_code)
        return missing_sentences(released, [released.measures[figure.measure]], area)[0]
    subject = _subject(figure, released)
    verb = " is " if subject.startswith("the ") else " are "
    about = _capital(_place(released.area(figure.area_code), released, named=named) + subject)
    if figure.symbol == "c":
        return Sentence((about, verb, "hidden to protect children, shown as ", figure, "."))
    if figure.symbol == "z":
        return Sentence((about, " cannot be given (", figure, "): there was nothing to take it from."))
    if figure.symbol == "low":
        rounds = " rounds to 0 but is not 0" if verb == " is " else " round to 0 but are not 0"
        return Sentence((f"{about}{rounds}, shown as ", figure, "."))
    return Sentence((about, verb, "not reliable enough to print, shown as ", figure, "."))


def missing_sentences(released: Released, measures: Sequence[MeasureWords], area: Area) -> list[Sentence]:
    """Say why measures of an area have no figure: a sentence for each reason, which names what it is the reason of."""
    by_gap: dict[Gap, list[str]] = {}
    for words in measures:
        found = gap(released, words, area)
        if found is not None:
            by_gap.setdefault(found, []).append(things(words))
    return [_missing_sentence(released, found, dict.fromkeys(names), area) for found, names in by_gap.items()]


def _missing_sentence(released: Released, found: Gap, counted: Iterable[str], area: Area) -> Sentence:
    names = list(counted)
    last = " and " if found.why == NOT_IN_SOURCE else " or "
    is_long = len(names) > MOST_IN_A_SENTENCE
    named = "" if is_long else " on " + "".join(str(part) for part in listed([(one,) for one in names], last))
    after = (": ", Names.of(names)) if is_long else ()
    parts = sum(own.role == "authority" for own in released.own_areas)
    is_of_parts = area.role == "partnership" and area not in found.areas and len(found.areas) < parts
    so = f" So none can be given for {with_article(area.name)} as a whole." if is_of_parts else ""
    year, several = released.report.year, len(released.own_areas) > 1
    if found.why == NOT_IN_SOURCE:
        owners = " and ".join(possessive(with_article(own.name)) for own in found.areas)
        return Sentence((f"{_capital(owners)} figures{named} for {year} are {NOT_IN_SOURCE}", *after, f".{so}"))
    places = " and ".join(with_article(own.name) for own in found.areas)
    where = f" in {places}" if several else ""
    if found.why:
        return Sentence((f"There is no figure{named}{where} for {year}, because {found.why}", *after, f".{so}"))
    begins = f"; they begin with {found.begins}" if found.begins else ""
    if is_long:
        return Sentence((f"Figures for {year}{where} are not held in this report{begins}", *after, "."))
    held = f"{where}: figures for {year} are not held in this report{begins}."
    return Sentence((f"{_capital(Names.of(names))}{held}",))


def things(words: MeasureWords) -> str:
    """Return what a measure counts, in the plural: "re-referrals"."""
    return WORDINGS[words.title].things if words.title in WORDINGS else words.name[:1].lower() + words.name[1:]
