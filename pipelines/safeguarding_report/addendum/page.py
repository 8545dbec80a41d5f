"""addendum.html: what changed since the report, in the house's look, for readers who have the report beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.addendum.compared import WORDS, Comparing, Why
from safeguarding_report.report import elements
from safeguarding_report.report.page import page_facts, render_template
from safeguarding_report.year import ACADEMIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguarding_report.addendum.compared import Compared
    from safeguarding_report.released import Figure

THEN, COUNTED = "data-then", "data-counted"
"""Numbers that no released figure is: what was printed then, by its figure_id, and how many figures have a reason."""

FOOTER = "The report stands as it was given to readers. This addendum changes nothing in it."

_NOT_IN_REPORT = "not in the report"


def render_addendum(compared: Comparing) -> str:
    """Return the page."""
    report = compared.now.report
    return render_template(
        "edition.html.j2",
        page=page_facts(compared.now),
        title=f"{report.name} – addendum to the yearly report {report.year}",
        part=f"Addendum to the yearly report {report.year}",
        body=elements.join([_about(compared), *_tables(compared), _reasons(compared)]),
        footer=FOOTER,
    )


def then_element(figure: Figure) -> Markup:
    """Return a figure as the report printed it."""
    return elements.then_element(figure.figure_id, figure.value or figure.symbol, figure.text)


def counted_element(why: Why, compared: Comparing) -> Markup:
    """Return how many figures have a reason."""
    number = len(compared.of(why))
    return Markup('<data value="{}" data-counted="{}">{}</data>').format(number, why, f"{number:,}")


def _section(name: str, title: str, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<section id="{0}" aria-labelledby="{0}-heading">\n<h2 id="{0}-heading">{1}</h2>\n{2}\n</section>'
    ).format(name, title, elements.join(parts))


def _about(compared: Comparing) -> Markup:
    printed, report = compared.printed, compared.now.report
    which = f"The yearly report {report.year} has not been published. What is compared is the report as it is built."
    if printed.edition:
        day = date.fromisoformat(printed.date)
        which = f"What is compared is {printed.edition} of the yearly report {report.year}, approved on {day.day} {day:%B %Y}."
    releases = dict.fromkeys(one.release_title or one.title for one in compared.new_sources)
    sources = [Markup("{}").format(release) for release in releases]
    came = [Markup("<p>Figures come from these now, which the report was not made of:</p>"), elements.bullets(sources)]
    none = [Markup("<p>No release that gives a figure of these areas has come since the report.</p>")]
    return _section(
        "about",
        "What this addendum is",
        [
            Markup("<p>{} {}</p>").format(
                "It sets the figures that the report printed of its own areas beside what is known now, and says why they differ.",
                which,
            ),
            *(came if releases else none),
            Markup("<p>{} {} {}</p>").format(
                "It went through the same protection as the report.",
                "Of the partnership's own numbers it shows those that the report printed and no others.",
                "Where another is counted now, the next edition of the report prints it.",
            ),
        ],
    )


def _tables(compared: Comparing) -> Iterable[Markup]:
    year = compared.now.report.year
    of_year = [row for row in compared.differing if row.figure.short_year == year]
    earlier = [row for row in compared.differing if row.figure.short_year != year]
    since = compared.of(Why.SINCE, Why.HIDDEN_THEN)
    yield _part(
        "differences", f"Figures of {year} that differ", of_year, compared,
        f"No number that the report printed for {year} is another now.",
    )  # fmt: skip
    if earlier:
        yield _part("restated", "Figures of earlier years that differ", earlier, compared, "")
    if since:
        yield _part("since", "Figures that the report could not give", since, compared, "")


def _part(name: str, title: str, rows: Sequence[Compared], compared: Comparing, otherwise: str) -> Markup:
    if not rows:
        return _section(name, title, [Markup("<p>{}</p>").format(otherwise)])
    columns = ("As printed", "Now", "Why")
    cells = [
        (
            _label(row.figure, compared),
            (
                _NOT_IN_REPORT if row.then is None else then_element(row.then),
                row.now_in_words or elements.data_element(row.figure),
                str(row.why),
            ),
        )
        for row in rows
    ]
    return _section(name, title, [elements.table(title, "Measure", columns, cells, of_words=True)])


def _period(figure: Figure) -> str:
    return f"school year {figure.short_year}" if figure.time_period.endswith(ACADEMIC) else figure.short_year


def _label(figure: Figure, compared: Comparing) -> Markup:
    """Return what a row is about; all of it in its header, so that both numbers fit on a telephone beside it."""
    words = compared.now.measures[figure.measure]
    category = dict(words.categories).get(figure.category, figure.category)
    unit = "" if figure.unit == "count" else f", {figure.unit}"
    name = f"{words.name}{f', {category}' if category else ''}{unit}"
    year = Markup('<span class="year">{}</span>').format(_period(figure))
    return Markup("{}: {}, {}").format(name, figure.area_name, year)


def _reasons(compared: Comparing) -> Markup:
    there = Counter(row.why for row in compared.rows)
    said = [
        Markup("<strong>{}</strong> ({}): {}").format(str(why).capitalize(), counted_element(why, compared), words)
        for why, words in WORDS.items()
        if there[why]
    ]
    what = "In brackets stands how many figures it is about; a count and its rate are two."
    if not said:
        return _section("reasons", "How figures compare", [Markup("<p>No figure could be compared.</p>")])
    return _section("reasons", "How figures compare", [Markup("<p>{}</p>").format(what), elements.bullets(said)])
