"""The members' summary: two pages from the executive summary; of a joint partnership one for each council, its area first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report import narrative
from safeguarding_report.missing import gap
from safeguarding_report.other_editions.passages import (
    FROM_THE_REPORT,
    chapter_of,
    chapters_in,
    for_reading,
    heading_of,
    opening_of,
)
from safeguarding_report.report import elements
from safeguarding_report.report.executive_summary import in_a_list
from safeguarding_report.report.page import page_facts, render_template
from safeguarding_report.report.plan import SUMMARY_OUTCOMES, SUMMARY_VOLUMES
from safeguarding_report.wording import with_article

if TYPE_CHECKING:
    from safeguarding_report.released import Area, Released

SUMMARIES = ("executive-summary", "at-a-glance")
"""The chapters that sum a report up; the first that the page has is taken."""

MOST_OPENINGS = 6
"""So many opening paragraphs of chapters fit on two pages beside the figures at a glance."""


def make_summaries(page: str, released: Released) -> dict[str, bytes]:
    """Return the summaries by file name: one, or one for each council of a joint partnership."""
    authorities = [area for area in released.own_areas if area.role == "authority"]
    if len(authorities) < len(("one", "another")):
        return {"summary.html": _summary(page, released, None)}
    return {f"summary-{_slug(area.name)}.html": _summary(page, released, area) for area in authorities}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _summary(page: str, released: Released, council: Area | None) -> bytes:
    facts = page_facts(released)
    where = f" for {with_article(council.name)}" if council else ""
    text = render_template(
        "edition.html.j2",
        page=facts,
        title=f"{released.report.name} – members' summary{where} {released.report.year}",
        part=f"Members' summary{where}, {released.report.year}",
        body=elements.join([_own_area(released, council), *_from_page(page)]),
        footer=FROM_THE_REPORT,
    )
    return text.encode()


def _own_area(released: Released, council: Area | None) -> Markup:
    """Return what the figures at a glance say of one council's area; nothing where the partnership has only one."""
    if council is None:
        return Markup("")
    words = [one for name in (*SUMMARY_VOLUMES, *SUMMARY_OUTCOMES) if (one := released.measures.get(name)) is not None]
    without = [one for one in words if gap(released, one, council) is not None]
    hidden = [
        one for one in words if (figure := released.figure(one.measure, council.code)) is not None and figure.is_hidden
    ]
    told = [
        narrative.change_sentence(released, one.measure, council, named=False)
        for one in words
        if one not in without and one not in hidden
    ]
    # What has no figure is told after what has one: once for each reason, with all that it is the reason of.
    missing = narrative.missing_sentences(released, without, council)
    said = [elements.item_text(sentence) for sentence in (*filter(None, told), *missing)]
    if hidden:
        said.append(elements.named_below("Hidden to protect children", [*map(in_a_list, hidden)]))
    items = elements.bullets(said)
    if not said:
        items = Markup("<p>This build holds no figure of this area alone.</p>")
    return Markup(
        '<section id="own-area" aria-labelledby="own-area-heading">\n<h2 id="own-area-heading">{}</h2>\n{}\n</section>'
    ).format(f"In {with_article(council.name)}", items)


def _from_page(page: str) -> list[Markup]:
    """Return what the page sums up itself; where that is figures alone, what opens its chapters follows."""
    chapter = next((name for name in SUMMARIES if chapter_of(page, name)), "")
    # The finished page is ours, and its last checks let nothing else into it.
    parts = [Markup(for_reading(chapter_of(page, chapter), page))] if chapter else []  # noqa: S704
    if chapter == SUMMARIES[0]:
        return parts
    openings = [(heading_of(page, name), opening_of(page, name)) for name in chapters_in(page)]
    return (
        parts
        + [
            Markup("<section>\n<h2>{}</h2>\n{}\n</section>").format(heading, Markup(for_reading(opening, page)))  # noqa: S704
            for heading, opening in [one for one in openings if one[1]][:MOST_OPENINGS]
        ]
    )
