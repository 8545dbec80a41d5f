"""The elements of a page: figures as `<data>`, sentences, tables and charts, each escaped where it is made."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from safeguarding_report.figures import SYMBOLS
from safeguarding_report.released import Figure, Released, Trace
from safeguarding_report.wording import MOST_IN_A_SENTENCE, Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from safeguarding_report.narrative import Sentence

NOT_HELD = "not held"
"""What a cell says where this build holds no figure: neither a symbol nor 0."""

ROOMY_TABLE = 1
"""A table with more columns than this beside its rows' names stands in a region that scrolls where it does not fit."""

WIDE_TABLE = 2
"""With more columns than this it is not pressed into a small screen."""

Cell = Figure | str | Markup | None

_YEAR = re.compile(r"(?<![\w-])20\d\d-(?:\d\d){1,2}(?![\w-])")

_NOT_TO_BE_WRAPPED = r'<svg\b.*?</svg>|<[^>]*\bclass="year"[^>]*>[^<]*|<[^>]*>'
"""Drawings, years that are whole already, and tags: no year in these needs to be kept together."""

_YEAR_IN_TEXT = re.compile(rf"{_NOT_TO_BE_WRAPPED}|(?P<year>{_YEAR.pattern})", re.DOTALL)


# A page has thousands of these: filled in by `%`, which escapes as `format` does in a fifth of the time.
_DATA = Markup('<data value="%s" data-figure="%s">%s</data>')
_CELL, _CELL_OF_WORDS = Markup("<td>%s</td>"), Markup('<td class="words">%s</td>')
_LABELLED = Markup('<td data-label="%s">%s</td>')
_ROW = Markup('<tr><th scope="row">%s</th>%s</tr>')
_LABELLED_ROW = Markup('<tr><th scope="row" data-label="%s">%s</th>%s</tr>')


def join(parts: Iterable[Markup]) -> Markup:
    """Put pieces of the page one after the other, each on its own line."""
    return Markup("\n").join(parts)


def data_element(figure: Figure) -> Markup:
    """Return a figure as the page prints it, tied to its row of figures.csv."""
    return _DATA % (figure.value or figure.symbol, figure.figure_id, figure.text)


def end_element(figure: Figure, end: str) -> Markup:
    """Return the lower or upper end of a figure's interval, tied to its row of figures.csv."""
    text = getattr(figure, end)
    return Markup('<data value="{}" data-figure="{}" data-end="{}">{}</data>').format(
        text, figure.figure_id, end, f"{Decimal(text):,}"
    )


def then_element(figure_id: str, value: str, text: str = "") -> Markup:
    """Return a number as it was printed before, tied to the figure that has another one now."""
    return Markup('<data value="{}" data-then="{}">{}</data>').format(value, figure_id, text or f"{Decimal(value):,}")


def fact_element(fact: str, value: int) -> Markup:
    """Return a number about the report itself, such as how many figures are hidden."""
    return Markup('<data value="{}" data-fact="{}">{}</data>').format(value, fact, f"{value:,}")


def sentence_text(sentence: Sentence) -> Markup:
    """Return a sentence with its figures as `<data>`."""
    return Markup("").join(
        data_element(part) if isinstance(part, Figure) else Markup("{}").format(part) for part in sentence.parts
    )


def item_text(sentence: Sentence) -> Markup:
    """Return a sentence as an item of a list says it: what it names, more than it can hold, as a list of its own."""
    names = next((part for part in sentence.parts if isinstance(part, Names)), None)
    if names is None:
        return sentence_text(sentence)
    before, after = sentence.text.split(names)
    return named_below(before.removesuffix(": "), names.each, after.removeprefix("."))


def named_below(start: str | Markup, names: Sequence[str | Markup], end: str | Markup = "") -> Markup:
    """Return what is said of a few things in one sentence, and of more of them with a list below.

    The end is a sentence of its own, or nothing.
    """
    if len(names) <= MOST_IN_A_SENTENCE:
        return Markup("{}: {}.{}").format(start, Markup("; ").join(names), end)
    return Markup("{}:\n{}{}").format(start, bullets([Markup("{}").format(one) for one in names], "named"), end)


def paragraph(sentences: Sequence[Sentence], kind: str = "") -> Markup:
    """Return sentences as one paragraph; nothing where there are none."""
    if not sentences:
        return Markup("")
    text = Markup(" ").join(sentence_text(sentence) for sentence in sentences)
    return Markup('<p class="{}">{}</p>').format(kind, text) if kind else Markup("<p>{}</p>").format(text)


def bullets(items: Sequence[Markup], kind: str = "", *, cited: bool = False) -> Markup:
    """Return a list; nothing where it has no items. Items of a list that is `cited` are numbered as paragraphs are."""
    if not items:
        return Markup("")
    item = Markup('<li class="numbered">{}</li>') if cited else Markup("<li>{}</li>")
    inside = join(item.format(one) for one in items)
    start = Markup('<ul class="{}">').format(kind) if kind else Markup("<ul>")
    return start + inside + Markup("</ul>")


def definition_anchor(title: str) -> str:
    """Return the name by which links find a measure's method note."""
    return f"definition-{title.replace('_', '-')}"


def tables_anchor(chapter: str) -> str:
    """Return the name by which links find the tables of a chapter in the annex."""
    return f"tables-{chapter}"


TRAVELLING_NOTES = "notes-that-travel"
"""The name by which links find the notes on all figures, in the annex."""


def notes_anchor(chapter: str) -> str:
    """Return the name by which links find a chapter's notes."""
    return f"{chapter}-notes"


def about(released: Released, titles: Iterable[str], notes: str = "") -> Markup:
    """Return what leads from a group of figures to their definitions, sources, periods, status and checks."""
    known = [released.traces[title] for title in dict.fromkeys(titles) if title in released.traces]
    if not known:
        return Markup("")
    items = [_traced(released, one) for one in known]
    if notes:
        items.append(Markup('<a href="#{}">Notes on these figures</a>').format(notes))
    return Markup('<details class="about"><summary>About these figures</summary>\n{}\n{}</details>').format(
        bullets(items), CHECKED
    )


def how_added_up(released: Released) -> str:
    """Return how the figures of several authorities together are made; nothing where there is one alone."""
    if released.whole.role != "partnership":
        return ""
    return (
        f" Published figures of {released.whole.name} as a whole are added up from those of its authorities. "
        "Its rates and percentages are worked out from the sums."
    )


CHECKED = Markup(
    "<p>Checks: compared with the published figures and with the year before; searched for hidden numbers that could be "
    'worked out; read back from this page. See <a href="#notes">the notes on the figures</a>.</p>'
)


def _traced(released: Released, trace: Trace) -> Markup:
    first = next(words for words in released.measures.values() if words.title == trace.title)
    return Markup('<a href="#{}">{}</a>: {}. Source: {}. Period: {}. Status: {}.').format(
        definition_anchor(trace.title),
        first.name,
        _without_stop(first.numerator),
        source_links(released, trace.sources),
        period_words(trace),
        ", ".join(STATUS_WORDS[status] for status in trace.statuses) + _status_of_the_whole(released, trace),
    )


def _status_of_the_whole(released: Released, trace: Trace) -> str:
    """Return that nobody publishes the figures of several authorities together, where theirs are published."""
    is_published = any(status.startswith("official") for status in trace.statuses)
    is_joint = released.whole.role == "partnership"
    return f"; of {released.whole.name}, worked out from official statistics" if is_joint and is_published else ""


def source_links(released: Released, used: Collection[str]) -> Markup:
    """Return links to sources, each title once: a return that comes every year leads to the newest of its files."""
    newest = {source.title: source for source in released.sources if source.source in used}
    links = [
        Markup('<a href="#{}">{}</a>').format(source_anchor(source.source), title) for title, source in newest.items()
    ]
    return Markup("; ").join(links) or Markup("not recorded")


STATUS_WORDS = {
    "official": "official statistics",
    "official_revised": "official statistics, revised",
    "final_local": "counted from returns of partners, final",
    "provisional_local": "counted from returns of partners, provisional",
    "synthetic": "invented for a demonstration",
}
"""What a reader is told of where a figure stands; the codes are those of figures.csv."""


def _without_stop(text: str) -> str:
    return text.strip().rstrip(".")


def period_words(trace: Trace) -> str:
    """Return the time that figures are about: "2019-20 to 2023-24"."""
    first, last = (f"{period[:4]}-{period[4:6]}" for period in (trace.periods[0], trace.periods[-1]))
    return first if first == last else f"{first} to {last}"


def source_anchor(source: str) -> str:
    """Return the name by which links find a source."""
    return f"source-{source.replace('/', '-').replace('_', '-')}"


def titles_of(released: Released, figures: Iterable[Figure]) -> list[str]:
    """Return the titles of the measures that these figures are of, in report order."""
    used = {released.measures[figure.measure].title for figure in figures}
    return list(dict.fromkeys(words.title for words in released.measures.values() if words.title in used))


def _cell(cell: Cell) -> Markup:
    if cell is None:
        return _CELL_OF_WORDS % NOT_HELD
    if isinstance(cell, Figure):
        return _CELL % data_element(cell)
    return _CELL_OF_WORDS % cell


def _row(label: str | Markup, cells: Sequence[Cell]) -> Markup:
    inside = Markup("").join(map(_cell, cells))
    return _ROW % (label, inside)


def _row_of_words(headings: Sequence[str], label: str | Markup, cells: Sequence[Cell]) -> Markup:
    """Return a row whose cells say which column they stand in: on a small screen they stand below each other."""
    inside = Markup("").join(
        _LABELLED % (heading, data_element(one) if isinstance(one, Figure) else NOT_HELD if one is None else one)
        for heading, one in zip(headings[1:], cells, strict=True)
    )
    return _LABELLED_ROW % (headings[0], label, inside)


def _kept_together(label: str) -> Markup:
    # A year that breaks at its hyphen reads as two numbers.
    return Markup(' class="year"') if label[:1].isdigit() else Markup("")


def years_whole(body: str | Markup) -> Markup:
    """Return a text, or a piece of the page, in which no year breaks at its hyphen."""

    def whole(found: re.Match[str]) -> str:
        return f'<span class="year">{found["year"]}</span>' if found["year"] else found[0]

    # What is escaped stays so: only years are wrapped, and all else is taken over as it stands.
    return Markup(_YEAR_IN_TEXT.sub(whole, str(escape(body))))  # noqa: S704


FEW_NEIGHBOURS = "fewer than five neighbours have a figure"

NOT_ADDED_UP = "not to be added up from what is published"
"""Of a quarter: the source has its months or parts, and no number of all of them."""


def meanings_of(figures: Iterable[Figure]) -> dict[str, list[str]]:
    """Return what each symbol of these figures means there: [x] has not one reason alone."""
    told: dict[str, dict[str, None]] = {}
    for one in figures:
        if one.symbol:
            told.setdefault(one.symbol, {})[_meaning(one)] = None
    return {symbol: list(told[symbol]) for symbol in SYMBOLS if symbol in told}


def _meaning(figure: Figure) -> str:
    if figure.symbol == "x" and figure.geographic_level == "Statistical neighbours":
        return FEW_NEIGHBOURS
    if figure.symbol == "x" and figure.breakdown == "quarter":
        return NOT_ADDED_UP
    return SYMBOLS[figure.symbol]


def symbols_used(rows: Sequence[tuple[str, Sequence[Cell]]], note: str = "") -> Markup:
    """Return what the symbols of a table mean and a note on it, to stand in its caption; nothing where it has neither."""
    meanings = meanings_of(cell for _, cells in rows for cell in cells if isinstance(cell, Figure))
    said = [f"[{symbol}] {' or '.join(told)}" for symbol, told in meanings.items()]
    told = " ".join(filter(None, [f"{'; '.join(said)}." if said else "", note]))
    return Markup(' <span class="symbols">{}</span>').format(told) if told else Markup("")


NOTHING_EARLIER = "No earlier figure is held."
"""Of a table without the years of which it would say nothing else, row after row."""


def empty_years(rows: Sequence[tuple[str, Sequence[Cell]]]) -> int:
    """Return of how many years at the beginning of a table no row has a figure; the newest stays whatever it holds."""
    held = [place for _, cells in rows for place, cell in enumerate(cells) if cell is not None]
    return min(held, default=max(len(rows[0][1]) - 1, 0) if rows else 0)


def table(
    caption: str,
    row_heading: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    of_words: bool = False,
    note: str = "",
) -> Markup:
    """Return a table with caption and scopes; a wide one stands in a region that scrolls by keyboard.

    A note on its figures stands in the caption, after what its symbols mean.
    Cells of a table `of_words` begin at the left, as text does, and stand below each other on a small screen.
    Any other table that ends with the newest year is seen from there.
    """
    headings = (row_heading, *columns)
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_kept_together(heading), heading) for heading in headings
    )
    body = join(_row_of_words(headings, *row) if of_words else _row(*row) for row in rows)
    whole = Markup(
        "<table{}><caption><span>{}</span>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>"
    ).format(Markup(' class="of-words"') if of_words else "", caption, symbols_used(rows, note), head, body)
    if len(columns) > ROOMY_TABLE:
        kinds = ["scroll", *(["wide"] if len(columns) > WIDE_TABLE else [])]
        kinds += ["newest-last"] if not of_words and _YEAR.search(columns[-1]) else []
        region = Markup('<div class="{}" role="region" aria-label="{}" tabindex="0">{}</div>')
        whole = region.format(" ".join(kinds), f"Table: {caption}", whole)
    return whole
