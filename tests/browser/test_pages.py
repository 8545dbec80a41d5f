"""Every page as a browser, axe and the Nu checker see it on a screen; each test names each fault and its page."""

from __future__ import annotations

import subprocess

import pytest
from views import ON_A_PHONE, ON_SCREEN, WIDE


@pytest.fixture(scope="module")
def seen(browser, each_page):
    """What each page tells about itself, opened once; of what it asked for, the addresses."""
    return {name: _facts(page) for name, page in ON_SCREEN.pages(browser, each_page)}


FACTS = """() => {
  const paragraph = document.querySelector('main p:not(.about, .lead)');
  const probe = document.createElement('span');
  probe.textContent = 'the number of referrals to children and their families in the year';
  probe.style.whiteSpace = 'nowrap';
  probe.style.display = 'inline-block';
  paragraph.append(probe);
  const letter = probe.getBoundingClientRect().width / probe.textContent.length;
  probe.remove();
  return {
    body_text: getComputedStyle(paragraph).fontSize,
    letters_in_a_line: paragraph.getBoundingClientRect().width / letter,
    width: document.documentElement.scrollWidth,
  };
}"""

CLOSE_ALL = "document.querySelectorAll('details').forEach(one => { one.open = false; })"
TABLES_NOT_PRINTED = """[...document.querySelectorAll('details table')]
  .filter(table => !table.checkVisibility() || table.offsetHeight === 0).length"""


def _facts(page):
    facts = page.evaluate(FACTS)
    page.keyboard.press("Tab")
    facts["first_stop"] = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    facts["leads_to"] = page.evaluate("document.activeElement.id")
    page.evaluate(CLOSE_ALL)
    page.emulate_media(media="print")
    facts["tables_not_printed"] = page.evaluate(TABLES_NOT_PRINTED)
    return facts


def of_each(seen, *names):
    return {page: tuple(facts[name] for name in names) for page, facts in seen.items()}


def test_axe_finds_nothing_on_any_page(browser, each_page, axe_script):
    assert {} == ON_SCREEN.faults(browser, each_page, axe_script)


BROKEN_WORDS = """() => {
  const lines = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
  };
  const broken = [];
  for (const cell of document.querySelectorAll('th, td')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const word of node.data.matchAll(/[A-Za-z]{4,}/g))
        if (lines(node, word.index, word.index + word[0].length) > 1) broken.push(word[0]);
  }
  return broken;
}"""
"""Words of table cells that stand on two lines; a headless browser knows no hyphens, so that each would be a broken one."""


def test_no_word_in_a_table_breaks_in_its_middle_on_a_small_screen(browser, each_page):
    broken = {
        name: words for name, page in ON_A_PHONE.pages(browser, each_page) if (words := page.evaluate(BROKEN_WORDS))
    }
    assert {} == broken


def test_the_nu_checker_finds_no_error_on_any_page(nu_checker, each_page):
    command = [*nu_checker, "--errors-only", "--format", "gnu", *(str(path) for path in each_page.values())]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (checked.returncode, checked.stderr)


def test_no_page_scrolls_sideways(seen):
    assert {} == {page: width for page, (width,) in of_each(seen, "width").items() if width > WIDE}


def test_no_page_asks_for_anything_outside_itself(browser, each_page):
    context = browser.new_context()
    asked = []
    for path in each_page.values():
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.close()
    context.close()
    assert [path.as_uri() for path in each_page.values()] == asked


def test_body_text_is_nineteen_pixels(seen):
    assert dict.fromkeys(seen, ("19px",)) == of_each(seen, "body_text")


def test_a_line_holds_at_most_75_characters(seen):
    assert {} == {page: facts["letters_in_a_line"] for page, facts in seen.items() if facts["letters_in_a_line"] > 75}


def test_the_figures_behind_each_chart_are_printed(seen):
    assert dict.fromkeys(seen, (0,)) == of_each(seen, "tables_not_printed")


def test_the_first_tab_stop_is_the_skip_link_and_it_leads_to_main(seen):
    assert dict.fromkeys(seen, ("skip", "main")) == of_each(seen, "first_stop", "leads_to")
