"""The members' summaries as a member prints them."""

from __future__ import annotations

import io

import pypdf

MOST_SHEETS = 2


def test_a_members_summary_is_two_sheets_of_paper(browser, pages):
    summaries = {name: path for name, path in pages.items() if path.name.startswith("summary")}
    assert summaries
    sheets = {}
    for name, path in summaries.items():
        page = browser.new_page()
        page.goto(path.as_uri())
        sheets[name] = len(pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        page.close()
    assert {} == {name: number for name, number in sheets.items() if number > MOST_SHEETS}
