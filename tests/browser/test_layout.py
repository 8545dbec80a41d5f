"""Where lines break, how tables fit a small screen and what paper leaves out; each test names each fault and its page."""

from __future__ import annotations

from collections import Counter

import pytest
from views import ON_A4, ON_A_PHONE, ON_PAPER, ON_SCREEN

ON_LINES = """(node, from, to) => {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
}"""

BROKEN_YEARS = f"""() => {{
  const lines = {ON_LINES};
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const year of node.data.matchAll(/20\\d\\d-\\d\\d/g))
      if (lines(node, year.index, year.index + year[0].length) > 1) broken.push(node.data);
  return broken;
}}"""

TORN_OFF = """() => [...document.querySelectorAll('.touched')].filter(whole => {
  const term = whole.querySelector('.term')?.getBoundingClientRect();
  const range = document.createRange();
  return term && [...whole.childNodes].filter(one => one.nodeType === Node.TEXT_NODE).some(text => {
    range.selectNode(text);
    const box = range.getBoundingClientRect();
    return box.bottom <= term.top || box.top >= term.bottom || box.right > innerWidth;
  });
}).map(whole => whole.textContent)"""

SCROLLING_WORDS = """() => [...document.querySelectorAll('.scroll:has(.of-words)')]
  .filter(one => one.scrollWidth > one.clientWidth).map(one => one.getAttribute('aria-label'))"""

WITHOUT_A_CUE = """() => [...document.querySelectorAll('.scroll')]
  .filter(one => one.scrollWidth > one.clientWidth + 1)
  .filter(one => getComputedStyle(one.querySelector('caption'), '::after').content === 'none')
  .map(one => one.getAttribute('aria-label'))"""

NOT_AT_THE_NEWEST = """() => [...document.querySelectorAll('.newest-last')].filter(one => {
  const region = one.getBoundingClientRect();
  const [first, last] = ['th:first-child', 'th:last-child'].map(which => () =>
    one.querySelector(`thead ${which}`).getBoundingClientRect());
  const begins = last().right <= region.right + 1 && Math.abs(first().left - region.left) <= 1;
  one.scrollLeft = one.clientWidth - one.scrollWidth;
  return !(begins && Math.abs(first().left - region.left) <= 1);
}).map(one => one.getAttribute('aria-label'))"""

UNNAMED_CELLS = """() => [...document.querySelectorAll('.of-words tbody th, .of-words tbody td')]
  .filter(cell => cell.closest('.scroll'))
  .filter(cell => !getComputedStyle(cell, '::before').content.includes(cell.dataset.label)).length"""

ROLES = {"table": "table", "row": "tr", "cell": "td", "rowheader": "th[scope=row]", "columnheader": "th[scope=col]"}

SMALL_PRINT = """() => [...document.querySelectorAll('.chart table')]
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 8 * 4 / 3 - 0.1)
  .map(one => one.caption.textContent)"""
"""Eight points, in pixels."""

LONGER_THAN_THE_DRAWING = """() => [...document.querySelectorAll('.chart:has(svg [id*="-series-"])')]
  .filter(one => one.querySelectorAll('tbody tr').length <= 5)
  .filter(one => one.querySelector('.beside').scrollHeight > one.querySelector('figure').getBoundingClientRect().height)
  .map(one => one.id)"""
"""Charts of five years whose words and table make them take more of a sheet than their drawing does."""

UNEVEN_CARDS = """() => [...document.querySelectorAll('.cards')].filter(one => {
  const heights = new Map();
  for (const card of one.children) {
    const row = Math.round(card.getBoundingClientRect().top);
    const number = Math.round(card.querySelector('.value').getBoundingClientRect().bottom);
    heights.set(row, (heights.get(row) ?? new Set()).add(number));
  }
  return [...heights.values()].some(numbers => numbers.size > 1);
}).map(one => one.textContent)"""
"""A row of cards whose numbers do not stand on one line."""

DEAD_LINES = """() => [...document.querySelectorAll('p.about, .notes > li')]
  .filter(one => one.children.length === 1 && one.textContent === one.querySelector('a')?.textContent)
  .filter(one => one.checkVisibility()).map(one => one.textContent)"""


FAULTS = {
    "years": BROKEN_YEARS,
    "terms": TORN_OFF,
    "tables of words that scroll": SCROLLING_WORDS,
    "cells without their column": UNNAMED_CELLS,
    "tables that scroll in silence": WITHOUT_A_CUE,
    "tables not at their newest year": NOT_AT_THE_NEWEST,
    "small print": SMALL_PRINT,
    "uneven cards": UNEVEN_CARDS,
    "dead lines": DEAD_LINES,
}


def looked_at(view, browser, pages):
    """Return of each fault the pages that have it, each page opened once."""
    found = {name: {} for name in FAULTS}
    for name, page in view.pages(browser, pages):
        for fault, script in FAULTS.items():
            if places := page.evaluate(script):
                found[fault][name] = places
    return found


@pytest.fixture(scope="module")
def on_a_screen(browser, each_page):
    return looked_at(ON_SCREEN, browser, each_page)


@pytest.fixture(scope="module")
def on_a_phone(browser, each_page):
    return looked_at(ON_A_PHONE, browser, each_page)


@pytest.fixture(scope="module")
def on_paper(browser, each_page):
    return looked_at(ON_PAPER, browser, each_page)


def test_no_year_breaks_at_its_hyphen(on_a_screen, on_a_phone):
    assert ({}, {}) == (on_a_screen["years"], on_a_phone["years"])


def test_what_touches_a_term_stands_on_its_line(on_a_screen, on_a_phone):
    assert ({}, {}) == (on_a_screen["terms"], on_a_phone["terms"])


def test_no_table_of_words_scrolls_sideways_on_a_phone(on_a_phone):
    assert {} == on_a_phone["tables of words that scroll"]


def test_cells_of_a_table_of_words_name_their_column_on_a_phone(on_a_phone):
    assert {} == on_a_phone["cells without their column"]


def test_what_stands_below_each_other_on_a_phone_is_still_a_table_to_assistive_technology(browser, pages):
    for _, page in ON_A_PHONE.pages(browser, {"": pages["registers, money and training"]}):
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        told = Counter(one["role"]["value"] for one in tree)
        there = {role: page.evaluate(f"document.querySelectorAll('{names}').length") for role, names in ROLES.items()}
        assert there["table"]
        assert there == {role: told[role] for role in ROLES}


def test_tables_of_figures_begin_with_the_newest_year_beside_their_first_column_on_a_phone(on_a_phone):
    assert {} == on_a_phone["tables not at their newest year"]


def test_a_table_that_scrolls_on_a_phone_says_so(on_a_phone):
    assert {} == on_a_phone["tables that scroll in silence"]


def test_the_numbers_of_a_row_of_cards_stand_on_one_line(on_a_screen, on_paper):
    assert ({}, {}) == (on_a_screen["uneven cards"], on_paper["uneven cards"])


def test_tables_beside_charts_are_printed_in_eight_points_at_least(on_paper):
    assert {} == on_paper["small print"]


def test_the_words_and_the_table_beside_a_chart_of_years_end_with_its_drawing_on_paper(browser, newest_pages):
    looked = ON_A4.pages(browser, newest_pages)
    assert {} == {name: places for name, page in looked if (places := page.evaluate(LONGER_THAN_THE_DRAWING))}


def test_paper_has_no_line_that_is_only_a_link(on_paper):
    assert {} == on_paper["dead lines"]
