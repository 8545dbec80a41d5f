"""Whatever partners paste into free text: nothing of it runs in Chromium, with the page's policy or without it."""

from __future__ import annotations

import pytest
from page_maker import make_page
from released_builder import write_released
from test_narrative_text import PAYLOADS

from safeguarding_report.errors import DataError

FIRED = "window.fired = []; window.alert = what => window.fired.push(what)"


@pytest.fixture(scope="module")
def pasted(tmp_path_factory):
    """A page whose narrative holds every payload that does not stop the report."""
    folder = tmp_path_factory.mktemp("payloads")
    whole = [one for one in PAYLOADS if "{{" not in one and "\x00" not in one and len(one) < 10_000]
    text = "\n\n".join(whole)
    reasons = [
        {
            "title": "referrals",
            "area_code": "E06999001",
            "text": text,
            "source": "<script>alert(2)</script>",
            "certainty": "known",
        }
    ]
    # A cell of 50,000 characters is tried in a register, and line by line what else partners paste.
    cells = [*(" ".join(one.split()) for one in whole), "x" * 50_000]
    registers = {
        "challenges": [{"challenge": cell, "response": cell, "state": "open"} for cell in cells],
        "groups": [{"group": cell, "purpose": cell} for cell in cells[:10]],
        "feedback": [],
    }
    made = write_released(folder / "released", narratives={"referrals": text}, reasons=reasons, registers=registers)
    try:
        return make_page(folder, made)
    except DataError as stopped:
        pytest.fail(f"the page was refused, so nothing was tried: {stopped}")


@pytest.mark.parametrize("without_policy", [False, True])
def test_nothing_that_was_pasted_runs(browser, pasted, without_policy):
    context = browser.new_context(bypass_csp=without_policy)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(FIRED)
    page.goto(pasted.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert "alert(1)" in page.inner_text("#referrals")
    assert "alert(1)" in page.inner_text("#challenges")
    assert "alert(1)" in page.inner_text("#arrangements")
    assert [] == page.evaluate("window.fired")
    assert [pasted.as_uri()] == asked
    assert 0 == page.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror], [onload]').length")
    context.close()


def test_a_term_opens_by_enter_and_closes_by_escape_without_a_script(browser, pages):
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages["one authority"].as_uri())
    button = page.locator("#referrals button.term").first
    button.focus()
    opened = "document.querySelectorAll('.meaning:popover-open').length"
    page.keyboard.press("Enter")
    assert 1 == page.evaluate(opened)
    page.keyboard.press("Escape")
    assert 0 == page.evaluate(opened)
    context.close()


def test_the_filters_of_the_index_hide_what_was_not_chosen_by_keyboard_alone(browser, pages):
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages["the index"].as_uri())
    shown = "[...document.querySelectorAll('.reports > section')].filter(one => one.checkVisibility()).length"
    assert 2 == page.evaluate(shown)
    page.focus("#of-all")
    page.keyboard.press("ArrowDown")
    assert 1 == page.evaluate(shown)
    context.close()


def test_no_page_shifts_while_it_loads(browser, pages):
    watch = """() => new Promise(done => {
      let sum = 0;
      new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
        .observe({type: 'layout-shift', buffered: true});
      setTimeout(() => done(sum), 200);
    })"""
    context = browser.new_context(viewport={"width": 375, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(pages["two authorities"].as_uri())
    assert 0 == page.evaluate(watch)
    context.close()
