"""The chapters before the figures: at a glance, and the area with its partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.changes import change
from safeguarding_report.figures import SYMBOLS
from safeguarding_report.report import elements
from safeguarding_report.report.figure_chapters import figure_chapter
from safeguarding_report.report.plan import GLANCE, chapter_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Area, Figure, Released

_NAMES = {
    "assessments_in_45_days_percent": "Assessments within 45 working days",
    "repeat_child_protection_plans_percent": "New plans that were a second or later plan",
}


def at_a_glance(released: Released) -> Markup:
    """Return at most twelve figures: six measures of the whole area, each with the year before."""
    cards = elements.bullets([_card(released, measure) for measure in GLANCE], "cards")
    about = elements.about(released, [released.measures[measure].title for measure in GLANCE])
    whole = narrative.with_article(released.whole.name)
    opening = Markup("<p>Figures for {} in {}, each beside the year before. {}</p>").format(
        whole, released.report.year, HOW_JUDGED
    )
    figures = [released.figure(measure, released.whole.code) for measure in GLANCE]
    missing = {
        narrative.not_available_sentence(released, figure)
        for figure in figures
        if figure is not None and figure.symbol == "x"
    }
    said = sorted(missing, key=lambda sentence: sentence.text)
    return elements.join([opening, elements.paragraph(said), cards, about])


HOW_JUDGED = Markup(
    'A change is called ordinary, notable or large by <a href="#how-changes-are-judged">its place among the changes '
    "of all authorities</a>."
)


def _card(released: Released, measure: str) -> Markup:
    area = released.whole
    figure = released.figure(measure, area.code)
    words = released.measures[measure]
    name = _NAMES.get(measure, words.name)
    if figure is None:
        return _card_text(name, Markup('<span class="none">Not held in this build</span>'), Markup(""))
    label = f"{name}, {figure.short_year}"
    if figure.symbol:
        return _card_text(label, elements.data_element(figure), Markup("{}").format(_capital(SYMBOLS[figure.symbol])))
    unit = Markup(' <span class="unit">per cent</span>') if figure.unit == "per cent" else Markup("")
    return _card_text(label, elements.data_element(figure) + unit, _since(released, figure))


def _card_text(label: str, number: Markup, words: Markup) -> Markup:
    return Markup('<span class="label">{}</span> <span class="value">{}</span> <span class="since">{}</span>').format(
        label, number, words
    )


def _since(released: Released, figure: Figure) -> Markup:
    made = change(released, figure.measure, figure.area_code)
    if made is None:
        return Markup("The year before cannot be compared.")
    size = f"; {made.size_words}" if made.size_words else ""
    before = elements.data_element(made.before)
    if made.direction == "did not change":
        return Markup("Did not change from {}.").format(before)
    unit = " per cent" if figure.unit == "per cent" else ""
    return Markup("{} from {}{}{}.").format(_capital(made.direction), before, unit, size)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def local_context(released: Released, charts: Sequence[Chart]) -> Markup:
    """Return who the partnership is, what it covers, whom it is compared with, and how many children live there."""
    report = released.report
    authorities = [area for area in released.own_areas if area.role == "authority"]
    names = narrative.listed([(narrative.with_article(area.name),) for area in authorities])
    covers = "area of one local authority" if len(authorities) == 1 else "areas of these local authorities together"
    who = Markup("<p>The {}{} works in the {}: {}. This report covers 1 April {} to 31 March {}.</p>").format(
        report.name,
        f" ({report.short_name})" if report.short_name else "",
        covers,
        "".join(str(name) for name in names),
        report.period_start[:4],
        report.period_end[:4],
    )
    return elements.join(
        [
            who,
            _partners(released),
            _comparators(released),
            Markup("<h3>How many children live here</h3>"),
            figure_chapter(chapter_plan("local-context"), released, charts),
        ]
    )


def _partners(released: Released) -> Markup:
    heading = Markup("<h3>Who the partners were</h3>")
    if not released.report.partners:
        return heading + Markup("<p>No partners are recorded for this year.</p>")
    by_kind: dict[str, list[str]] = {}
    for partner in released.report.partners:
        # "Hackney Council, for Hackney" would say it twice.
        is_said = partner["area"] in partner["name"]
        where = "" if is_said else f"for {narrative.with_article(partner['area'])}"
        words = ", ".join(filter(None, (partner["name"], where, partner["period"])))
        by_kind.setdefault(_capital(partner["kind"]), []).append(words)
    pairs = [
        Markup("<div><dt>{}</dt>\n{}</div>").format(
            kind, Markup("").join(Markup("<dd>{}</dd>").format(words) for words in partners)
        )
        for kind, partners in by_kind.items()
    ]
    return heading + Markup('<dl class="pairs">{}</dl>').format(elements.join(pairs))


def _comparators(released: Released) -> Markup:
    others = [area for area in released.report.areas if area.role not in {"partnership", "authority"}]
    if not others:
        return Markup("")
    has_neighbours = any(area.role == "neighbours" for area in others)
    near = [("authorities most like them (statistical neighbours)",)] if has_neighbours else []
    around = [(narrative.with_article(area.name),) for area in others if area.role != "neighbours"]
    names = narrative.listed([*near, *around])
    notes = [_note_told(released, area) for area in others if area.note]
    text = "Rates and percentages are compared with "
    return elements.join(
        [
            Markup("<h3>Whom it is compared with</h3>"),
            Markup("<p>{}{}.</p>").format(text, "".join(str(name) for name in names)),
            elements.bullets(notes, "notes"),
        ]
    )


def _note_told(released: Released, area: Area) -> Markup:
    """Return the note on a comparator; where there are several own areas, after the name of the one it is about."""
    own = released.own_areas
    whose = next((one.name for one in own if one.role == "authority" and area.code in one.compared_with), area.name)
    return Markup("{}").format(area.note if len(own) == 1 else f"{whose}: {area.note}")
