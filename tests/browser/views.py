"""The ways in which readers look at a page, and what axe finds wrong in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WIDE = 1280
SMALLEST_SCREEN = 320
"""Pixels: the width at which WCAG 2.2 asks that nothing needs scrolling in two directions."""

A4 = 673
"""Pixels between the margins of a sheet."""

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
TWICE_THE_TEXT = "document.documentElement.style.fontSize = '237.5%'"

RUN_AXE = """([tags, off]) => axe
  .run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
    rules: Object.fromEntries(off.map(one => [one, {enabled: false}])),
  })
  .then(result => ({
    rules_passed: result.passes.length,
    violations: result.violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.target)]),
  }))"""
"""Only what is wrong travels back: the full result of one page is larger than the page."""


@dataclass(frozen=True)
class View:
    """One way of looking: how wide, in which colours, on the screen or on paper."""

    width: int = WIDE
    forced_colours: bool = False
    on_paper: bool = False
    twice_the_text: bool = False
    needless: list[str] = field(default_factory=list)
    """Rules of axe that say nothing here: on paper nobody presses a link."""

    def pages(self, browser: Browser, pages: dict[str, Path]) -> Iterator[tuple[str, Page]]:
        """Open one page after the other in this way, everything on it opened."""
        colours = {"forced_colors": "active"} if self.forced_colours else {}
        context = browser.new_context(viewport={"width": self.width, "height": 900}, bypass_csp=True, **colours)
        for name, path in pages.items():
            page = context.new_page()
            if self.on_paper:
                page.emulate_media(media="print")
            page.goto(path.as_uri())
            page.evaluate(OPEN_ALL)
            if self.twice_the_text:
                page.evaluate(TWICE_THE_TEXT)
            yield name, page
            page.close()
        context.close()

    def faults(self, browser: Browser, pages: dict[str, Path], axe_script: str) -> dict[tuple[str, str], Any]:
        """Return what axe finds wrong, by page and rule."""
        found = {}
        for name, page in self.pages(browser, pages):
            page.evaluate(axe_script)
            result = page.evaluate(RUN_AXE, [AXE_RULES, self.needless])
            assert result["rules_passed"], f"axe ran no rule on {name}"
            found |= {(name, rule): places for rule, places in result["violations"]}
        return found


ON_SCREEN = View()
ON_A_PHONE = View(width=SMALLEST_SCREEN)
IN_LARGE_TEXT = View(twice_the_text=True)
IN_FORCED_COLOURS = View(forced_colours=True)
ON_A4 = View(width=A4, on_paper=True)
ON_PAPER = View(on_paper=True, needless=["target-size"])
