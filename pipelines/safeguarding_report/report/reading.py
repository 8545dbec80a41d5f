"""How hard the page is to read: reading age and length of the sentences that are made from figures, by a stated formula."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from markupsafe import Markup

from safeguarding_report.report.figure_openings import lead
from safeguarding_report.report.numbering import chapters_of
from safeguarding_report.report.plain_english import reading_age, sentences_of, words_of
from safeguarding_report.report.plan import CHAPTERS
from safeguarding_report.report.questions import chapter_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.charts import Chart
    from safeguarding_report.released import Released

FORMULA = (
    "The formula is that of Flesch and Kincaid. It gives a year of school from words in a sentence and syllables in a word. "
    "The reading age is five more. Words of the statute and of the glossary count as one syllable."
)


def how_it_reads(released: Released, charts: Sequence[Chart]) -> Markup:
    """Return the reading age of the sentences made from figures, and how many words they have; nothing without any."""
    text = generated_text(released, charts)
    sentences = sentences_of(text)
    if not sentences:
        return Markup("")
    # Rounded up, so that nothing is called easier than it is.
    age, words = ceil(reading_age(text)), ceil(len(words_of(text)) / len(sentences))
    return Markup(
        '<h3 id="plain-english">How hard this page is to read</h3>\n'
        "<p>The sentences that open chapters of figures, stand beside charts and ask questions have a reading age of "
        "{} years. They have {} words on average, both rounded up. {}</p>"
    ).format(age, words, FORMULA)


def generated_text(released: Released, charts: Sequence[Chart]) -> str:
    """Return the sentences of a page that are made from figures: openings, questions, and what stands beside charts."""
    there = chapters_of(released)
    told = [text for chart in charts for text in (chart.tells, chart.unknown)]
    for plan in CHAPTERS:
        if plan.lead and plan.chapter in there:
            told += [one.text for area in released.own_areas for one in lead(plan, released, area)]
            told += [one.sentence.text for one in chapter_questions(plan, released)]
    return " ".join(filter(None, told))
