"""The reader of finished pages: what is written plainly is read as the library reads all else."""

from __future__ import annotations

import pytest

from safeguarding_report.report.reader import _PLAIN, Page

PLAIN = (
    '<!DOCTYPE html>\n<html lang="en-GB"><head><style>p > a { color: red }</style></head>\n<body>\n'
    '<section id="a" aria-labelledby="h"><h2 id="h">5 &lt; 6 &amp; more</h2><div popover id="x">&#163;5</div>'
    '<p>before<br>after <data value="1" data-figure="f">1</data></p>'
    '<svg viewBox="0 0 1 1"><clipPath id="c"><rect x="0" /></clipPath><text>9</text></svg></section>\n'
    "</body></html>\n"
)


class ReadByTheLibrary(Page):
    """A page of which the library reads every piece."""

    def _read_plainly(self, place):
        return place


def told(page):
    elements = [(one.name, one.attributes, one.section, one.in_chart, one.is_read, one.text) for one in page.elements]
    return elements, page.texts, page.text_by_section, page.oddities


@pytest.mark.parametrize(
    "put",
    [
        "",
        "<p>never closed",
        "</p>",
        '<p id="a" id="b">twice</p>',
        "<!-- a comment -->",
        "<script>if (a < b) { document.write('<p>') }</script>",
        "<SCRIPT>1</SCRIPT>",
        "<style>a::before { content: '&lt;' }</style>",
        "<p class=bare title='single'>other quotes</p>",
        '<p\nclass="a">a line between</p>',
        '<p title="1 > 0 & 2 &lt; 3">signs</p>',
        "1 < 2 and 3 > 2",
        "<p hidden>without a value</p>",
        "<br/><path d='M 0 0'/><g/>",
        "</ p>",
        "<p",
        "a &amp",
        "<?php ?>",
    ],
)
@pytest.mark.parametrize("place", ["<body>\n", "</h2>", "after ", "</body>", "</html>\n"])
def test_what_is_read_plainly_is_read_as_the_library_reads_it(put, place):
    page = PLAIN.replace(place, place + put, 1)
    assert told(ReadByTheLibrary(page)) == told(Page(page))


def test_a_plain_page_is_read_plainly_to_its_end():
    page = Page(PLAIN)
    assert "\n" == PLAIN[page._read_plainly(PLAIN.index("<body>")) :]


@pytest.mark.parametrize("torn", ["a long end without a sign", "<!-- a comment -->"])
def test_what_follows_a_torn_piece_is_not_searched_from_each_of_its_letters(torn):
    page = f"<body><p>{torn}{'letters ' * 3_000}"
    found = next(_PLAIN.finditer(page, page.index(torn)))
    assert ("", page.index(torn)) == (found.group(), found.start())
    assert "<p> is never closed" in Page(page).oddities


def test_a_style_that_begins_with_a_body_is_read_as_a_style():
    page = "<style><body></style><body><p>one</p></body>"
    assert told(ReadByTheLibrary(page)) == told(Page(page))
