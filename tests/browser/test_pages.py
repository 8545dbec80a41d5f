"""Every page as a browser, axe and the Nu checker see it; each test walks through all pages and names each fault."""

from __future__ import annotations

import subprocess

SMALLEST_SCREEN = 320
"""Pixels: the width at which WCAG 2.2 asks that nothing needs scrolling in two directions."""

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


RUN_AXE = """rules => axe
  .run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})
  .then(result => ({
    rules_passed: result.passes.length,
    violations: result.violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.target)]),
  }))"""
"""Only what is wrong travels back: the full result of one page is larger than the page."""


def each_page(browser, pages, width=1280, **options):
    """Open one page after the other, everything on it opened."""
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, **options)
    for name, path in pages.items():
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate(OPEN_ALL)
        yield name, page
        page.close()
    context.close()


def test_axe_finds_nothing_on_any_page(browser, pages, axe_script):
    found = {}
    for name, page in each_page(browser, pages):
        page.evaluate(axe_script)
        result = page.evaluate(RUN_AXE, AXE_RULES)
        assert result["rules_passed"], f"axe ran no rule on {name}"
        found |= {(name, rule): places for rule, places in result["violations"]}
    assert {} == found


def test_axe_finds_nothing_on_a_small_screen(browser, pages, axe_script):
    found = {}
    for name, page in each_page(browser, dict(list(pages.items())[:2]), width=SMALLEST_SCREEN):
        page.evaluate(axe_script)
        found |= {(name, rule): places for rule, places in page.evaluate(RUN_AXE, AXE_RULES)["violations"]}
    assert {} == found


def test_axe_finds_nothing_with_forced_colours_on_paper_or_with_text_twice_the_size(browser, pages, axe_script):
    some = {name: pages[name] for name in ("two authorities", "registers, money and training")}
    found = {}
    for how in ({"forced_colors": "active"}, {"media": "print"}, {"font": "237.5%"}):
        options = {"forced_colors": "active"} if "forced_colors" in how else {}
        for name, page in each_page(browser, some, **options):
            page.emulate_media(media=how.get("media", "screen"))
            page.evaluate(f"document.documentElement.style.fontSize = '{how.get('font', '')}'")
            page.evaluate(axe_script)
            result = page.evaluate(RUN_AXE, AXE_RULES)["violations"]
            found |= {(name, str(how), rule): places for rule, places in result}
    assert {} == found


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


def test_no_word_in_a_table_breaks_in_its_middle_on_a_small_screen(browser, pages):
    broken = {
        name: words
        for name, page in each_page(browser, pages, width=SMALLEST_SCREEN)
        if (words := page.evaluate(BROKEN_WORDS))
    }
    assert {} == broken


def test_the_nu_checker_finds_no_error_on_any_page(nu_checker, pages):
    command = [*nu_checker, "--errors-only", "--format", "gnu", *(str(path) for path in pages.values())]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (checked.returncode, checked.stderr)


def test_no_page_scrolls_sideways_on_the_smallest_screen(browser, pages):
    widths = {
        name: page.evaluate("document.documentElement.scrollWidth")
        for name, page in each_page(browser, pages, width=SMALLEST_SCREEN)
    }
    assert {} == {name: width for name, width in widths.items() if width > SMALLEST_SCREEN}


def test_no_page_scrolls_sideways_with_text_twice_the_size(browser, pages):
    twice = "document.documentElement.style.fontSize = '237.5%'; document.documentElement.scrollWidth"
    widths = {name: page.evaluate(twice) for name, page in each_page(browser, pages, width=1280)}
    assert {} == {name: width for name, width in widths.items() if width > 1280}


def test_no_page_asks_for_anything_outside_itself(browser, pages):
    context = browser.new_context()
    asked = []
    for path in pages.values():
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.close()
    context.close()
    assert [path.as_uri() for path in pages.values()] == asked


def test_body_text_is_nineteen_pixels_and_lines_hold_at_most_75_characters(browser, pages):
    measure = """() => {
      const paragraph = document.querySelector('main p:not(.about, .lead)');
      const probe = document.createElement('span');
      probe.textContent = 'the number of referrals to children and their families in the year';
      probe.style.whiteSpace = 'nowrap';
      probe.style.display = 'inline-block';
      paragraph.append(probe);
      const letter = probe.getBoundingClientRect().width / probe.textContent.length;
      probe.remove();
      const style = getComputedStyle(paragraph);
      return [style.fontSize, paragraph.getBoundingClientRect().width / letter <= 75];
    }"""
    for name, page in each_page(browser, pages, width=1600):
        assert ["19px", True] == page.evaluate(measure), name


def test_the_figures_behind_each_chart_are_printed(browser, pages):
    for name, page in each_page(browser, pages):
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")
        page.emulate_media(media="print")
        hidden = page.evaluate(
            "[...document.querySelectorAll('details table')].filter(t => !t.checkVisibility()).length"
        )
        heights = page.evaluate("[...document.querySelectorAll('details table')].map(t => t.offsetHeight)")
        assert (0, True) == (hidden, all(height > 0 for height in heights)), name


def test_the_first_tab_stop_is_the_skip_link_and_it_leads_to_main(browser, pages):
    for name, page in each_page(browser, pages):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", name
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", name
