"""Every page on a phone, in large text, in a reader's own colours and on paper; each test names each fault and its page."""

from __future__ import annotations

import pytest
from views import IN_FORCED_COLOURS, IN_LARGE_TEXT, ON_A_PHONE, ON_PAPER

VIEWS = {
    "on a phone": ON_A_PHONE,
    "in large text": IN_LARGE_TEXT,
    "in forced colours": IN_FORCED_COLOURS,
    "on paper": ON_PAPER,
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_any_page(browser, each_page_again, axe_script, view):
    assert {} == VIEWS[view].faults(browser, each_page_again, axe_script)


@pytest.mark.parametrize("view", ["on a phone", "in large text"])
def test_no_page_scrolls_sideways(browser, each_page, view):
    looked = VIEWS[view]
    widths = {
        name: page.evaluate("document.documentElement.scrollWidth") for name, page in looked.pages(browser, each_page)
    }
    assert {} == {name: width for name, width in widths.items() if width > looked.width}
