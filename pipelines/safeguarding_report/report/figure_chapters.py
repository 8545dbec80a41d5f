"""Chapters of figures: opening sentences, charts, and a table of each measure beside its comparators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.figures import NIL_RETURN
from safeguarding_report.missing import AS_A_WHOLE, in_a_cell, why_not_available
from safeguarding_report.released import Figure
from safeguarding_report.report import elements
from safeguarding_report.report.chart_blocks import chart_blocks
from safeguarding_report.report.chosen import in_the_body, stands_in_the_body
from safeguarding_report.report.figure_openings import opening
from safeguarding_report.report.large_changes import other_large_changes
from safeguarding_report.report.narrative_text import narrative_of
from safeguarding_report.wording import MOST_IN_A_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Area, MeasureWords, Note, Released
    from safeguarding_report.report.elements import Cell
    from safeguarding_report.report.plan import ChapterPlan

Row = tuple[str, list["Cell"]]

UNIT_WORDS = {
    "count": "number",
    "per 10,000 children": "rate for every 10,000 children",
    "per cent": "per cent",
}


HIDDEN_SHARE = 3
"""A table of which more than one number in three is hidden helps nobody: a sentence stands in its place."""

MOSTLY_HIDDEN = "no table. More than a third of its numbers are hidden to protect children."


def figure_chapter(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> Markup:
    """Return everything that stands under the heading of a chapter of figures."""
    chosen = in_the_body(released)
    own = [one for one in charts if one.chapter == plan.chapter and stands_in_the_body(one, released, chosen)]
    return elements.join(
        (
            *opening(plan, released),
            narrative_of(plan.chapter, released, charts) if plan.lead else Markup(""),
            *chart_blocks(released, own),
            *other_large_changes(plan, released, own),
            *tables_or_the_way_to_them(plan, released, charts),
            chapter_notes(plan, released, charts),
        )
    )


def tables_or_the_way_to_them(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> list[Markup]:
    """Return the tables of the chosen measures of a chapter, and the way to the annex that all others stand in.

    A chapter that has charts has no tables beside those behind the charts.
    """
    way = Markup('<p class="about"><a href="#{}">All tables of this chapter</a></p>').format(
        elements.tables_anchor(plan.chapter)
    )
    if has_charts(plan, charts):
        return [way]
    chosen = in_the_body(released)
    tables = measure_tables(plan, released, chosen)
    rest = {words.title for words in measures_of(plan, released)} - chosen
    return [*tables, *([way] if held_titles(released) & rest else [])]


def has_charts(plan: ChapterPlan, charts: Sequence[Chart]) -> bool:
    """True when charts stand in a chapter: its body then needs no tables beside those behind the charts."""
    return any(chart.chapter == plan.chapter for chart in charts)


def measures_of(plan: ChapterPlan, released: Released) -> list[MeasureWords]:
    """Return the words of the measures that a chapter shows, in report order."""
    return [
        words
        for words in released.measures.values()
        if (words.title in plan.measures if plan.measures else words.chapter == plan.chapter and not words.annex)
    ]


def held_titles(released: Released) -> frozenset[str]:
    """Return the titles of the measures of which any figure is held."""
    return frozenset(released.measures[one.measure].title for one in released.figures)


def measure_tables(
    plan: ChapterPlan, released: Released, only: Collection[str] | None = None, *, title: str = ""
) -> list[Markup]:
    """Return a table for each measure of the chapter, or for `only` some, under one heading; nothing where it has none."""
    by_title: dict[str, list[MeasureWords]] = {}
    for words in measures_of(plan, released):
        if only is None or words.title in only:
            by_title.setdefault(words.title, []).append(words)
    if plan.measures:  # what partners count is not held by every report
        held = held_titles(released)
        by_title = {one: of_one for one, of_one in by_title.items() if one in held}
    tables = [measure_table(released, measures) for measures in by_title.values()]
    return [Markup("<h3>{}</h3>").format(title or f"{plan.title}: the figures"), *tables] if tables else []


def measure_table(released: Released, measures: Sequence[MeasureWords]) -> Markup:
    """Return the table of one measure, whatever data types it has: over five years, or by category."""
    return _category_table(released, measures) if measures[0].breakdown else _series_table(released, measures)


def _series_table(released: Released, measures: Sequence[MeasureWords]) -> Markup:
    """Return one measure over five years: our own counts and England's, then rates or percentages beside others'."""
    first = measures[0]
    rows: list[Row] = []
    of_the_whole = ""
    for words in measures:
        areas = _with_england(released) if words.data_type == "count" else _with_comparators(released)
        for area in areas:
            series = released.series(words.measure, area.code, narrative.SERIES_YEARS)
            if any(series) or area.role in {"authority", "partnership"}:
                why = _why_empty(released, words, area)
                if why == AS_A_WHOLE and not any(series):
                    of_the_whole = COUNTED_AS_A_WHOLE
                    continue
                cells = [*series[:-1], series[-1] or why]
                rows.append((f"{area.name}, {UNIT_WORDS[words.unit]}", cells))
    empty = elements.empty_years(rows)
    periods = released.periods_of(first.measure, narrative.SERIES_YEARS)[empty:]
    years = [f"{period[:4]}-{period[4:6]}" for period in periods]
    days = "" if first.period_type == "year" or first.period_type in first.name else f", {first.period_type}"
    caption = f"{first.name}{days}, {' to '.join(dict.fromkeys([years[0], years[-1]]))}"
    figures = [cell for _, cells in rows for cell in cells if isinstance(cell, Figure)]
    notes = [why_not_available(released, figures), of_the_whole, elements.NOTHING_EARLIER if empty else ""]
    rows = [(label, cells[empty:]) for label, cells in rows]
    table = elements.table(caption, "Area and unit", years, rows, note=" ".join(filter(None, notes)))
    return elements.join([table, elements.about(released, [first.title])])


COUNTED_AS_A_WHOLE = "Counted for the area as a whole only, not for each authority."
"""Of a table in which rows of authorities would say nothing else, year after year."""


def _why_empty(released: Released, words: MeasureWords, area: Area) -> str | None:
    """Return what a cell of the year says where no figure is held; None where it is not known why."""
    return (in_a_cell(released, words, area) or None) if area in released.own_areas else None


def _with_england(released: Released) -> list[Area]:
    return [*released.own_areas, *(area for area in released.report.areas if area.role == "England")]


def _with_comparators(released: Released) -> list[Area]:
    codes = dict.fromkeys(code for area in released.own_areas for code in area.compared_with)
    return [*released.own_areas, *(area for area in released.report.areas if area.code in codes)]


def _category_table(released: Released, measures: Sequence[MeasureWords]) -> Markup:
    """Return a breakdown of this year and the year before, for each of our own areas."""
    first = measures[0]
    before, now = released.periods_of(first.measure, 2)
    tables = []
    for area in released.own_areas:
        columns = [(words, period) for words in measures for period in (before, now)]
        rows: list[Row] = [
            (name, [released.figure(words.measure, area.code, period, category) for words, period in columns])
            for category, name in first.categories
        ]
        labels = [
            f"{UNIT_WORDS[words.unit][:1].upper()}{UNIT_WORDS[words.unit][1:]}, {period[:4]}-{period[4:]}"
            for words, period in columns
        ]
        caption = f"{first.name}, {area.name}, {before[:4]}-{before[4:]} and {now[:4]}-{now[4:]}"
        known = [cell for _, cells in rows for cell in cells if isinstance(cell, Figure)]
        if _is_mostly_hidden(known):
            tables.append(Markup("<p>{}: {}</p>").format(caption, MOSTLY_HIDDEN))
        elif any(figure.value for figure in known):
            tables.append(elements.table(caption, _heading(first.breakdown), labels, rows))
        elif known:
            why = " or ".join(one for told in elements.meanings_of(known).values() for one in told)
            tables.append(Markup("<p>{}: no number is shown; each is {}.</p>").format(caption, why))
    return elements.join([*tables, elements.about(released, [first.title] if tables else [])])


def _is_mostly_hidden(known: Sequence[Figure]) -> bool:
    return HIDDEN_SHARE * sum(figure.is_hidden for figure in known) > len(known) > sum(not one.value for one in known)


def is_category_shown(released: Released, words: MeasureWords, area: Area, category: str) -> bool:
    """Return whether the table of a breakdown stands in the report, and prints a number of this category and year."""
    before, now = released.periods_of(words.measure, 2)
    same = [one for one in released.measures.values() if one.title == words.title]
    found = [
        released.figure(one.measure, area.code, period, code)
        for one in same
        for period in (before, now)
        for code, _ in words.categories
    ]
    figure = released.figure(words.measure, area.code, now, category)
    known = [one for one in found if one is not None]
    return figure is not None and bool(figure.value) and not _is_mostly_hidden(known)


def _heading(breakdown: str) -> str:
    words = breakdown.replace("_", " ")
    return words[:1].upper() + words[1:]


def chapter_notes(plan: ChapterPlan, released: Released, charts: Sequence[Chart]) -> Markup:
    """Return the notes on the partnership's own figures in a chapter, and the way to those on whom it is compared with."""
    measures = measures_of(plan, released)
    known = {note.text: note for note in released.notes}
    of_charts = [text for chart in charts if chart.chapter == plan.chapter for text in chart.notes]
    travelling = dict.fromkeys([*_travelling(released, measures), *(known[one] for one in of_charts if one in known)])
    own = [note for note in travelling if _is_on_own_figures(note, released)]
    told = [
        *note_on_rounding(released, measures),
        *notes_on_nil_returns(released, measures),
        *_told_together(own),
    ]
    is_all = len(own) == len(travelling) and known.keys() >= {*of_charts}
    if not told and is_all:
        return Markup("")
    notes = [Markup("{}").format(text) for text in told]
    others = Markup('<a href="#{}">Notes on England, regions and neighbours</a>').format(elements.TRAVELLING_NOTES)
    anchor = elements.notes_anchor(plan.chapter)
    if not notes:
        return Markup('<p class="about" id="{}">{}</p>').format(anchor, others)
    heading = Markup('<h3 id="{}">{}</h3>\n').format(anchor, f"{plan.title}: notes")
    return heading + elements.bullets(notes if is_all else [*notes, others], "notes")


def _is_on_own_figures(note: Note, released: Released) -> bool:
    """Return whether a note is about areas of the partnership, or about all; one on England is told once, in the annex."""
    return not note.areas or not {area.code for area in released.own_areas}.isdisjoint(note.areas)


def _told_together(notes: Iterable[Note]) -> list[str]:
    """Return the texts of notes; of those that begin alike one, which says once what they share, and once what of whom."""
    together: dict[str, dict[str, list[str]]] = {}
    for note in notes:
        start = note.shared or note.text
        rest = note.text.removeprefix(start)
        said = rest.replace(note.named, _NAMED) if note.named else rest
        together.setdefault(start, {}).setdefault(said, []).append(note.named)
    return [
        start + "".join(_said_of(said, list(dict.fromkeys(names))) for said, names in rest.items())
        for start, rest in together.items()
    ]


_NAMED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for the names of measures while notes that say the same of them are put together: no text has it."""


def _said_of(said: str, names: Sequence[str]) -> str:
    """Return what notes say of measures: of so many as a sentence holds, and of the others that the same holds."""
    rest = range(MOST_IN_A_SENTENCE, len(names), MOST_IN_A_SENTENCE)
    more = (f" The same holds for {_listed_names(names[at : at + MOST_IN_A_SENTENCE])}." for at in rest)
    return said.replace(_NAMED, _listed_names(names[:MOST_IN_A_SENTENCE])) + "".join(more)


def _listed_names(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


ROUNDED = (
    "Numbers that health bodies hand in are rounded to the nearest five, as health statistics are. "
    "Parts may not add up to their total, and a small change may be rounding alone."
)

_HEALTH_BODIES = "health providers"
"""As their measures name them; what an authority counts with police and health is the authority's."""


def note_on_rounding(released: Released, measures: Iterable[MeasureWords]) -> list[str]:
    """Return the note that numbers from returns of health bodies are rounded, where any of these measures has some."""
    theirs = {words.measure for words in measures if _HEALTH_BODIES in words.owner.lower()}
    if not theirs:
        return []
    own = {area.code for area in released.own_areas}
    found = (
        figure.measure in theirs and figure.area_code in own and not figure.status.startswith("official")
        for figure in released.figures
    )
    return [ROUNDED] if any(found) else []


def notes_on_nil_returns(released: Released, measures: Iterable[MeasureWords]) -> list[str]:
    """Return a note for each partner and year whose figures here are 0 because its return said that there was nothing."""
    shown, theirs = set(released.periods(narrative.SERIES_YEARS)), {words.measure for words in measures}
    own, nil = (
        {area.code for area in released.own_areas},
        {one.source: one for one in released.sources if one.title.endswith(NIL_RETURN)},
    )
    found = {
        (nil[figure.source].publisher, figure.time_period, figure.area_name)
        for figure in released.figures
        if figure.measure in theirs and figure.area_code in own and figure.time_period in shown and figure.source in nil
    }
    return [
        f"{partner} sent a nil return for {period[:4]}-{period[4:6]}: it says that there was nothing to count in {area}. "
        "Its numbers of that year are 0 for that reason, and a change to or from them may be one of recording."
        for partner, period, area in sorted(found)
    ]


def notes_told(released: Released, measures: Iterable[MeasureWords]) -> list[str]:
    """Return what the notes about the figures that tables print say, what several share once."""
    return _told_together(_travelling(released, measures))


def _travelling(released: Released, measures: Iterable[MeasureWords]) -> list[Note]:
    """Return the notes about the figures that tables print: five years, comparators only for rates and percentages."""
    shown, own = set(released.periods(narrative.SERIES_YEARS)), {area.code for area in released.own_areas}
    types = {words.measure: words.data_type for words in measures}
    figures = [
        figure
        for figure in released.figures
        if figure.measure in types
        and figure.time_period in shown
        and (figure.area_code in own or types[figure.measure] != "count")
    ]
    # Of a measure that begins after this year no figure is printed; its notes on all figures say why.
    later = {released.measures[one].title for one in types} & {
        title for title, first in released.report.first_period_held.items() if first > released.time_period
    }
    about = released.notes_about(figures)
    return [
        note
        for note in released.notes
        if note in about or (later & set(note.titles) and not note.areas and not note.time_periods)
    ]
