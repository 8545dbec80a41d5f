"""Terms explained in the text, and where figures come from: one button, one "About these figures"."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup
from released_builder import write_released

from safeguarding_report.glossary import load_glossary
from safeguarding_report.released import Released
from safeguarding_report.report import elements
from safeguarding_report.report.chapter import write_chapter
from safeguarding_report.report.explained import MOST_TERMS, explain_terms
from safeguarding_report.report.numbering import chapters_of


def buttons(html):
    return re.findall(r"<button[^>]*>(.*?)</button>", html)


def test_a_term_is_a_button_where_it_first_stands_and_plain_text_after_that():
    html = explain_terms(Markup("<p>Referrals rose. A referral is a request.</p>"), "referrals")
    button = '<button type="button" class="term" popovertarget="referrals-term-referral">Referrals</button>'
    assert html.startswith(f"<p>{button} rose. A referral is a request.</p>")
    assert '<div popover id="referrals-term-referral" class="meaning">' in html
    assert '<a href="#term-referral">In the glossary</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "<h3>Referral</h3>",
        '<a href="#x">Referral</a>',
        "<table><caption>Referral</caption></table>",
        "<svg><text>Referral</text></svg>",
        "<details><summary>Referral</summary>Referral</details>",
        "<p>self-referral, referralist</p>",
    ],
)
def test_headings_links_tables_drawings_and_parts_of_words_get_no_button(text):
    assert text == explain_terms(Markup(text), "referrals")  # noqa: S704 — written above


@pytest.mark.parametrize("name", ["Referral guidance", "The referral"])
def test_a_term_in_a_quoted_name_of_an_entry_is_explained_where_it_stands_next(name):
    """A button in an element of its own would leave the quotation mark behind at the end of a line."""
    quoted = Markup("<p>When will “<span data-entry='x'>{}</span>” be looked at?</p>").format(name)
    html = explain_terms(quoted + Markup("<p>A referral is a request.</p>"), "procedures")
    assert html.startswith(quoted)
    assert ["referral"] == buttons(html)


def test_the_longer_of_two_terms_is_explained():
    html = explain_terms(Markup("<p>A multi-agency child exploitation meeting and a child protection plan.</p>"), "x")
    assert ["multi-agency child exploitation meeting", "child protection plan"] == buttons(html)


def test_an_acronym_leads_to_its_term():
    assert 'popovertarget="x-term-integrated-care-board">ICB' in explain_terms(Markup("<p>The ICB met.</p>"), "x")


def test_a_chapter_has_no_more_buttons_than_a_keyboard_can_pass():
    text = ". ".join(term.term for term in load_glossary())
    assert len(buttons(explain_terms(Markup("<p>{}</p>").format(text), "x"))) == MOST_TERMS


def test_text_that_looks_like_markup_stays_escaped():
    assert "&lt;b&gt;" in explain_terms(Markup("<p>{}</p>").format("<b>Referral</b>"), "x")


def test_every_chapter_of_figures_explains_a_term_and_every_button_opens_something(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    for chapter in chapters_of(released):
        html = write_chapter(chapter, released, [])._repr_html_()
        targets = re.findall(r'popovertarget="([^"]*)"', html)
        assert all(f'id="{target}"' in html for target in targets), chapter
    assert buttons(write_chapter("referrals", released, [])._repr_html_())


def test_about_these_figures_tells_definition_source_period_status_and_checks(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    html = elements.about(released, ["referrals"], "referrals-notes")
    text = re.sub("<[^>]+>", "", html)
    assert "About these figures" in text
    assert "Referrals: Number of referrals. Source: " in text
    assert "Period: 2019-20 to 2023-24. Status: invented for a demonstration." in text
    assert "Checks: compared with the published figures" in text
    for link in ("#definition-referrals", "#source-", "#referrals-notes", "#notes"):
        assert f'href="{link}' in html


def test_every_table_chart_and_opening_of_a_chapter_of_figures_has_its_about(tmp_path):
    released = Released(write_released(tmp_path / "released"))
    html = write_chapter("referrals", released, [])._repr_html_()
    assert html.count("<table") <= html.count('<details class="about">')
