"""The frame page of `build --watch` in a real browser: it alone has script, and it shows a new page when there is one."""

from __future__ import annotations

import pytest
from views import AXE_RULES, RUN_AXE

from safeguarding_report.serving import Noticeboard, serve
from safeguarding_report.serving.public_files import edition_of

FIRST = "arden/2023-24/report.html"


@pytest.fixture
def preview(pages, tmp_path):
    """A preview of one report."""
    place = tmp_path / FIRST
    place.parent.mkdir(parents=True)
    place.write_bytes(pages["one authority"].read_bytes())
    board = Noticeboard()
    board.say("good", "The report is built.", edition_of(tmp_path))
    with serve(tmp_path, FIRST, board) as running:
        yield running


@pytest.fixture
def opened(browser, preview):
    """The frame page, and what the browser complained of."""
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(preview.address)
    page.wait_for_selector("#state:has-text('Up to date')")
    yield page, complaints
    page.close()


def test_the_frame_shows_the_report_and_says_how_the_build_stands(opened):
    page, complaints = opened
    assert page.frame_locator("iframe").locator("h1").count() == 1
    assert page.text_content("#state") == "Up to date: The report is built."
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_a_new_edition_is_shown_where_the_reader_was(opened, preview):
    page, _ = opened
    place = preview.tree / FIRST
    page.frames[1].evaluate("window.scrollTo(0, 400)")
    beside = place.with_name("beside")
    beside.write_bytes(place.read_bytes().replace(b"<h1>", b"<h1>Anew: "))
    beside.replace(place)
    preview.board.say("good", "", edition_of(preview.tree))
    page.frame_locator("iframe").locator("h1:has-text('Anew')").wait_for()
    page.wait_for_function("document.querySelector('iframe').contentWindow.scrollY === 400")


def test_a_failure_is_read_above_the_last_good_page(opened, preview):
    page, _ = opened
    preview.board.say("failed", "<b>the data said no</b>\nin row 3")
    page.wait_for_selector("header.failed")
    assert page.text_content("#words") == "<b>the data said no</b>\nin row 3"
    assert page.frame_locator("iframe").locator("h1").count() == 1
    preview.board.say("good", "")
    page.wait_for_selector("header.good")
    assert page.is_hidden("#words")


def test_no_script_runs_in_a_framed_page_even_if_one_slipped_in(opened, preview):
    page, _ = opened
    (preview.tree / FIRST).write_bytes(b"<!doctype html><h1>Anew</h1><script>document.title = 'ran'</script>")
    preview.board.say("good", "", "another")
    page.frame_locator("iframe").locator("h1:has-text('Anew')").wait_for()
    assert page.frames[1].title() == ""


def test_axe_finds_nothing_on_the_frame_page(browser, preview, axe_script):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(preview.address)
    preview.board.say("failed", "the data said no")
    page.wait_for_selector("header.failed")
    page.evaluate(axe_script)
    result = page.evaluate(RUN_AXE, [AXE_RULES, []])
    context.close()
    assert result["rules_passed"]
    assert [violation for violation in result["violations"] if "iframe" not in str(violation)] == []
