"""What the tick list ticks stands on the built page of the report that it names, in the words that it repeats."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))

from tick_list import rows_of_the_seeds, shown_in

ROWS = [row for rows in rows_of_the_seeds().values() for row in rows if row[1] in {"register", "words"}]


def words_of(page):
    """Return the text of a page on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))).split())


@pytest.fixture(scope="module")
def pages(built):
    return {
        path.parents[1].name + path.parent.name: words_of(path) for path in built.glob("outputs/public/*/*/report.html")
    }


@pytest.mark.parametrize(("asked", "kind", "name", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_ticked_thing_stands_on_the_page_that_the_list_names(built, pages, asked, kind, name, words):
    last = {one.partnership: one for one in shown_in(built, kind, name, words)}
    assert last, asked
    assert [] == [
        (one.partnership, one.year)
        for one in last.values()
        if " ".join(one.words.removesuffix("…").split()) not in pages[one.partnership + one.year]
    ]
