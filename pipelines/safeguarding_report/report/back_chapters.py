"""The chapters after the figures: notes, definitions, glossary and sources."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.charts.events import national_events
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.glossary import load_glossary
from safeguarding_report.report import elements
from safeguarding_report.report.entries import cell
from safeguarding_report.report.figure_chapters import measures_of, note_on_rounding, notes_told
from safeguarding_report.report.numbering import absent_chapters
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.reading import how_it_reads
from safeguarding_report.report.told_elsewhere import told_elsewhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import MeasureWords, Released
    from safeguarding_report.report.plan import ChapterPlan

_SHOWN_AS = {"count": "a number", "rate": "a rate for every 10,000 children aged 0 to 17", "percent": "per cent"}

MADE_FROM_STATISTICS = "The figures of this edition are published statistics; no partner sent any for it."
MADE_FROM_RETURNS = "The figures of this edition are published statistics and what partners returned."
MADE_WITH_DOCUMENTS = "What it says of the partnership's work comes from documents that were published."

_PERIODS = {"year": "1 April to 31 March", "academic year": "academic year, September to July"}

_DECIMALS = ("whole numbers", "one decimal", "two decimals")


def notes(released: Released, charts: Sequence[Chart]) -> Markup:
    """Return what a reader must know about the figures: symbols, hiding, judging, and notes."""
    return elements.join(
        [
            _symbols(),
            _hidden(released),
            _how_added_up(released),
            HOW_CHANGES_ARE_JUDGED,
            _restated(released),
            _travelling_notes(released),
            _marked_events(released),
            how_it_reads(released, charts),
        ]
    )


def _how_added_up(released: Released) -> Markup:
    """Return how the figures of several authorities together are made; nothing where there is one alone."""
    told = elements.how_added_up(released)
    return Markup("<h3>The whole area</h3>\n<p>{}</p>").format(told.strip()) if told else Markup("")


def _restated(released: Released) -> Markup:
    """Return the figures of the chapters that were printed with another number, both numbers side by side."""
    then = {one["figure_id"]: one for one in released.report.restated}
    if not then:
        return Markup("")
    years = {period for measure in released.measures for period in released.periods_of(measure, narrative.SERIES_YEARS)}
    rows: list[tuple[str, list[elements.Cell]]] = []
    for figure in released.figures:
        words = released.measures.get(figure.measure)
        if words is None or words.annex or words.breakdown or figure.time_period not in years:
            continue
        if one := then.get(figure.figure_id):
            unit = "" if figure.unit == "count" else f", {figure.unit}"
            before = elements.then_element(figure.figure_id, one["value"])
            cells: list[elements.Cell] = [figure.area_name, figure.short_year, before, one["printed_in"], figure]
            rows.append((f"{words.name}{unit}", cells))
    if not rows:
        return Markup("")
    columns = ("Area", "Period", "As printed", "Printed in", "Now")
    return elements.join(
        [
            Markup('<h3 id="restated">Figures restated since they were printed</h3>'),
            elements.table("Figures restated since they were printed", "Measure", columns, rows, of_words=True),
        ]
    )


HOW_CHANGES_ARE_JUDGED = Markup(
    '<h3 id="how-changes-are-judged">How changes are judged</h3>\n'
    "<p>Numbers move every year in every authority. "
    "So a change is judged by its place among the changes of all authorities in that measure and year. "
    "It is ordinary when it lies in their middle half. "
    "It is large when it lies outside the middle four fifths, and notable in between. "
    "None of these words says that a change is good or bad. "
    "Where no reason stands beside a change, or beside a high or low figure, none was published.</p>\n"
    "<p>A number of children or cases is judged by its rate or its percentage, so that one measure is called by one word. "
    "A percentage hardly changed when it moved by less than half a point. "
    "Any other figure hardly changed when it moved by less than one per cent. "
    "Where most authorities moved further in the same direction, that is said instead.</p>\n"
    "<p>Where fewer than a hundred cases are counted, the words are: too few to tell. "
    "A percentage must be taken of a hundred cases, and count at least twenty of them. "
    'A change of fewer cases is told where the <a href="#all-measures">intervals of the two years</a> lie apart. '
    "That is more than chance alone explains. "
    "The same rule holds for the place of a figure among authorities.</p>"
)


_OR_ELSE = {"x": f"; of neighbours: {elements.FEW_NEIGHBOURS}; of a quarter: {elements.NOT_ADDED_UP}"}
"""What a symbol means besides, in the tables that say so."""


def _symbols() -> Markup:
    pairs = elements.join(
        Markup("<div><dt>[{}]</dt>\n<dd>{}</dd></div>").format(
            symbol, f"{meaning[:1].upper()}{meaning[1:]}{_OR_ELSE.get(symbol, '')}."
        )
        for symbol, meaning in SYMBOLS.items()
    )
    held = (
        '"Not held" in a table means that this report does not have the figure. '
        "It is neither 0 nor a sign that nobody has it. Where it is known what became of this year's return, the table "
        "says that instead."
    )
    return Markup('<h3 id="symbols">Symbols</h3>\n<dl class="pairs">{}</dl>\n<p>{}</p>').format(pairs, held)


def _hidden(released: Released) -> Markup:
    report = released.report
    said = Markup(
        '<h3 id="numbers-hidden">Numbers hidden to protect children</h3>\n'
        "<p>Counts from 1 to {} are hidden, with every rate and percentage made from them. "
        "In all years held, {} figures of the partnership's own areas are hidden. The source hides some. Others "
        "are small or tell about everyone, or are hidden so that no hidden number can be worked out.</p>"
    ).format(
        elements.fact_element("threshold", report.threshold),
        elements.fact_element("hidden", report.hidden),
    )
    if report.left_out:
        said += Markup(
            "\n<p>Breakdowns of an area and year that are left out whole: {}. No part of them could be printed "
            "without giving a hidden number away, or they would tell about everyone.</p>"
        ).format(elements.fact_element("left_out", report.left_out))
    if report.narrowed_by_others:
        said += Markup(
            "\n<p>Hidden numbers that follow from what others have published already: {}. "
            "That cannot be taken back, and this report adds nothing to it.</p>"
        ).format(elements.fact_element("narrowed_by_others", report.narrowed_by_others))
    if report.narrowest_range is not None:
        said += Markup(
            "\n<p>Every other hidden number that may be small was checked against all that is published of these areas and of "
            "the totals around them. Each can still be at least {} different numbers.</p>"
        ).format(elements.fact_element("narrowest_range", report.narrowest_range))
    return said


def _travelling_notes(released: Released) -> Markup:
    every = released.measures.values()
    notes = [
        *note_on_rounding(released, every),
        *notes_told(released, every),
        *(area.note for area in released.report.areas),
    ]
    texts = [Markup("{}").format(note) for note in dict.fromkeys(filter(None, notes))]
    said = elements.bullets(texts) or Markup("<p>No further note concerns these figures.</p>")
    return Markup('<h3 id="{}">Notes that travel with the figures</h3>\n{}').format(elements.TRAVELLING_NOTES, said)


def _marked_events(released: Released) -> Markup:
    """Return the events that charts mark by a letter; nothing where none is recorded or of the whole country."""
    register = released.register("marked_events")
    items = [
        Markup("{}, from {} (source: {}).").format(one.event, _day(one.start_date.isoformat()), one.source)
        for one in national_events(released)
    ]
    for place, entry in enumerate(register.entries):
        parts = [("from ", "start_date"), ("until ", "end_date")]
        when = [Markup("{}{}").format(word, cell(register, place, name)) for word, name in parts if name in entry]
        effect = Markup(". {}").format(cell(register, place, "effect")) if "effect" in entry else Markup("")
        items.append(Markup("{}, {}{}.").format(cell(register, place, "event"), Markup(" ").join(when), effect))
    heading = Markup("<h3>Events that charts mark</h3>\n")
    return heading + elements.bullets(items) if items else Markup("")


def definitions(released: Released) -> Markup:
    """Return the method note of each measure, in the words of the measure itself."""
    by_title: dict[str, list[MeasureWords]] = {}
    order = {plan.chapter: place for place, plan in enumerate(CHAPTERS)}
    held = {figure.measure for figure in released.figures}
    shown = [words for words in released.measures.values() if not words.annex or words.measure in held]
    for words in sorted(shown, key=lambda words: order.get(words.chapter, len(order))):
        by_title.setdefault(words.title, []).append(words)
    return elements.join(_method_note(released, measures) for measures in by_title.values())


def _method_note(released: Released, measures: list[MeasureWords]) -> Markup:
    first, last = measures[0], measures[-1]
    lines = [
        ("What is counted", first.numerator),
        ("Out of", last.denominator),
        ("Shown as", "; ".join(_shown_as(words) for words in measures)),
        ("Period", _period(first)),
        ("Why it matters", first.why_it_matters),
        ("Limits", first.limits),
        ("Definition", f"{first.definition}: {first.definition_source}"),
        ("Owner", first.owner),
    ]
    pairs = [Markup("<div><dt>{}</dt>\n<dd>{}</dd></div>").format(name, text) for name, text in lines if text]
    pairs.append(Markup("<div><dt>Source</dt>\n<dd>{}</dd></div>").format(_source_links(released, measures)))
    return Markup('<h3 id="{}">{}</h3>\n<dl class="pairs method">{}</dl>').format(
        elements.definition_anchor(first.title), first.name, elements.join(pairs)
    )


def _period(words: MeasureWords) -> str:
    if words.chapter == "local-context":
        return ""  # a population is neither counted over the year nor on its last day: its own words say when
    return _PERIODS.get(words.period_type, words.period_type)


def _shown_as(words: MeasureWords) -> str:
    decimals = "" if words.data_type == "count" else f", {_DECIMALS[words.decimals]}"
    return f"{_SHOWN_AS[words.data_type]}{decimals}"


def _source_links(released: Released, measures: list[MeasureWords]) -> Markup:
    trace = released.traces.get(measures[0].title)
    return elements.source_links(released, trace.sources if trace else ())


def glossary(released: Released) -> Markup:
    """Return the words of the field from A to Z, then those that the partnership explains itself."""
    pairs = []
    for term in load_glossary():
        name = f"{term.term} ({term.short})" if term.short else term.term
        source = Markup(' <span class="source">{}</span>').format(f"{term.source}.") if term.source else ""
        pairs.append(
            Markup('<div id="{}"><dt>{}</dt>\n<dd>{}{}</dd></div>').format(term.anchor, name, term.meaning, source)
        )
    of_the_field = Markup('<dl class="glossary">{}</dl>').format(elements.join(pairs))
    return elements.join(part for part in (of_the_field, _own_words(released)) if part)


def _own_words(released: Released) -> Markup:
    register = released.register("glossary")
    pairs = [
        Markup("<div><dt>{}</dt>\n<dd>{}{}.</dd></div>").format(
            cell(register, place, "term"),
            Markup("{}: ").format(cell(register, place, "expansion")) if "expansion" in entry else "",
            cell(register, place, "meaning"),
        )
        for place, entry in enumerate(register.entries)
    ]
    if not pairs:
        return Markup("")
    heading = Markup("<h3>Words as this partnership uses them</h3>\n")
    return heading + Markup('<dl class="glossary">{}</dl>').format(elements.join(pairs))


def sources(released: Released) -> Markup:
    """Return the files that figures come from, with release, publisher and date."""
    items = [
        Markup('<li id="{}"><strong>{}</strong>{}. {}{}.</li>').format(
            elements.source_anchor(source.source),
            source.title,
            "" if source.title.startswith(source.release_title) else f", {source.release_title}",
            source.publisher,
            f", published {_day(source.publication_date)}" if source.publication_date else "",
        )
        for source in released.sources
    ]
    return Markup(
        "<p>All figures come from these files, or from the counts in them. "
        "The file figures.csv beside this page holds each figure printed here, with its source. "
        "Figures are those of the releases named here. "
        "They may differ from what was printed at the time, because departments revise their statistics. "
        "{} A day of publication stands only where it is known for certain.</p>\n"
        '<ul class="sources">{}</ul>'
    ).format(WHERE_STATISTICS_ARE, elements.join(items))


WHERE_STATISTICS_ARE = (
    "What the Department for Education and the Office for National Statistics publish is Crown copyright, under the "
    "Open Government Licence, version 3. The department's statistics are published on Explore Education Statistics "
    "(explore-education-statistics.service.gov.uk)."
)


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def not_in_this_report(released: Released) -> Markup:
    """Return a line for each chapter that this report has nothing for: not published is not the same as nothing done."""
    made = MADE_FROM_RETURNS if released.returns else MADE_FROM_STATISTICS
    if any("said_in" in entry for register in released.registers.values() for entry in register.entries):
        made = f"{made} {MADE_WITH_DOCUMENTS}"
    absent = absent_chapters(released)
    if not absent:
        return Markup("<p>{} Every chapter that a report can have stands in this one.</p>").format(made)
    return Markup("<p>{} The following have no chapter here. {}</p>{}").format(
        made,
        "That does not mean that nothing was done.",
        elements.bullets([_absent(plan, released) for plan in absent], "absent"),
    )


def _absent(plan: ChapterPlan, released: Released) -> Markup:
    """Return the line of a chapter that does not stand here: what became of its figures, or the way to others on it."""
    own = [words for words in measures_of(plan, released) if not words.breakdown and words.data_type == "count"]
    if plan.lead and not plan.measures and own:
        why = narrative.missing_sentences(released, own[:1], released.whole)
        if why:
            return elements.join(map(elements.sentence_text, why))
        return Markup("{}: every figure of the years shown is hidden to protect children.").format(plan.title)
    asked = f" on {ASKED_OF[plan.chapter]}" if plan.chapter in ASKED_OF else ""
    if told := told_elsewhere(plan.chapter, released):
        return Markup("{}: no chapter{}, but: {}.").format(plan.title, asked, Markup("; ").join(told))
    return Markup("{}: nothing in this report{}.").format(plan.title, asked)


ASKED_OF = {
    "equalities": "children's ethnic group, sex, language or religion",
    "allegations": "how many allegations there were, or what came of them",
    "audits": "what audits found, or what they changed",
    "learning": "how many rapid reviews and practice reviews there were, or what they taught",
    "child-deaths": "how many deaths were reviewed, or what was learnt",
    "training": "who was trained, or what it changed",
    "independent-scrutiny": "what an independent person found",
    "funding": "what each partner pays, or on social workers: how many, how long they stay, how many cases they hold",
}
"""What members ask of a subject, where its name alone does not say that the answer is missing with it."""
