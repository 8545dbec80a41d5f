"""The chapter before the figures: the area with its partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.report import elements
from safeguarding_report.report.figure_chapters import figure_chapter
from safeguarding_report.report.plan import chapter_plan
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Area, Released


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def local_context(released: Released, charts: Sequence[Chart]) -> Markup:
    """Return who the partnership is, what it covers, whom it is compared with, and how many children live there."""
    report = released.report
    authorities = [area for area in released.own_areas if area.role == "authority"]
    names = narrative.listed([(with_article(area.name),) for area in authorities])
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
        where = "" if is_said else f"for {with_article(partner['area'])}"
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
    near = [("authorities in much the same circumstances (statistical neighbours)",)] if has_neighbours else []
    around = [(with_article(area.name),) for area in others if area.role != "neighbours"]
    names = narrative.listed([*near, *around])
    notes = [_note_told(released, area) for area in others if area.note]
    text = "Rates and percentages are compared with "
    return elements.join(
        [
            Markup("<h3>Whom it is compared with</h3>"),
            Markup("<p>{}{}.{}</p>").format(
                text, "".join(str(name) for name in names), elements.how_added_up(released)
            ),
            elements.bullets(notes, "notes"),
        ]
    )


def _note_told(released: Released, area: Area) -> Markup:
    """Return the note on a comparator; where there are several own areas, after the name of the one it is about."""
    own = released.own_areas
    whose = next((one.name for one in own if one.role == "authority" and area.code in one.compared_with), area.name)
    named = f" They are, nearest first: {'; '.join(area.members)}." if area.members else ""
    return Markup("{}{}").format(area.note if len(own) == 1 else f"{whose}: {area.note}", named)
