"""report.pdf: the finished page on A4 paper as PDF/UA-1, set by WeasyPrint from the page and nothing else."""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguarding_report.errors import DataError
from safeguarding_report.other_editions.rewriting import UNWRAPPED, Attributes, Rewrite, rewritten
from safeguarding_report.other_editions.tagging import tag_table_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIANT = "pdf/ua-1"
"""The accessible form of PDF, which the checker in the tests holds it to."""

LARGEST = 5_000_000
"""Bytes: what a council's mail still takes."""

FONT = "Report"
"""What print.css calls the font."""

_FONT_SCHEME = "font:"

FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")
"""Fonts that matplotlib brings along: the type is the same on every machine, whatever fonts it has."""


def make_pdf(page: str) -> bytes:
    """Return the page as PDF/UA-1, the same bytes every time.

    Raises
    ------
    DataError
        When the page asks for something outside itself, or the PDF is larger than it may be.

    """
    # Imported here because it takes seconds and needs libraries that not every machine has.
    import weasyprint  # noqa: PLC0415

    document = weasyprint.HTML(string=for_print(page), url_fetcher=fetch)
    made: bytes = document.write_pdf(pdf_variant=VARIANT)
    content = tag_table_headers(made)
    if len(content) > LARGEST:
        message = f"report.pdf has {len(content):,} bytes and may have {LARGEST:,}. Draw fewer charts in the page."
        raise DataError(message)
    return content


def for_print(page: str) -> str:
    """Return the page as it goes on paper: all of it open, and nothing that only a screen can do."""
    style = files("safeguarding_report.other_editions").joinpath("print.css").read_text(encoding="utf-8")
    return rewritten(page, _on_paper).replace("</head>", f"<style>\n{style}</style>\n</head>", 1)


_LEFT_OUT = {"summary"}
"""It says what a press would open."""

_UNDER_ANOTHER_NAME: dict[str, Rewrite] = {"button": ("span", {"class": "term"}), "details": ("div", {})}

_OF_A_SCREEN = {"tabindex", "role", "aria-label", "data-label"}
"""What makes a region scroll by keyboard, and a table stand in one column: paper does not scroll and is wide enough."""

_CHANGED_ON_A_SCREEN = {"div", "main", "th", "td"}


def _is_left_out(name: str, attributes: Attributes) -> bool:
    """True for what a press would open and the annexes say anyway: meanings of terms, and the way to definitions."""
    kind = attributes.get("class")
    return name in _LEFT_OUT or "popover" in attributes or kind == "skip" or (name, kind) == ("details", "about")


def _on_paper(name: str, attributes: Attributes, parent: str) -> Rewrite:
    if _is_left_out(name, attributes):
        return None
    if name in _UNDER_ANOTHER_NAME:
        return _UNDER_ANOTHER_NAME[name]
    # In a PDF a list holds its items and nothing else, and what a link holds would be a link outside of its tag.
    if (name == "div" and parent == "dl") or (parent == "a" and attributes.get("class") == "year"):
        return UNWRAPPED
    if "font-family" in attributes or name == "svg":
        return name, attributes | {"font-family": FONT}
    if name in _CHANGED_ON_A_SCREEN:
        return name, {key: value for key, value in attributes.items() if key not in _OF_A_SCREEN}
    return name, attributes


def fetch(address: str, *_: Any, **__: Any) -> Mapping[str, Any]:  # noqa: ANN401 — as WeasyPrint calls it
    """Return one of the fonts that matplotlib brings along, and refuse every other address."""
    name = address.removeprefix(_FONT_SCHEME)
    if not address.startswith(_FONT_SCHEME) or name not in FONTS:
        message = "The page asks for something outside itself, so no PDF is made of it. Everything must stand in it."
        raise DataError(message)
    return {"string": (_fonts() / name).read_bytes(), "mime_type": "font/ttf"}


def _fonts() -> Path:
    # Where the package lies is looked up without importing it, which costs a second.
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        message = (
            "matplotlib, whose fonts the PDF is set in, is not installed. Install what requirements/run.lock names."
        )
        raise DataError(message)
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
