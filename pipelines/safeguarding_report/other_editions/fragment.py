"""fragment.html: the report as a piece of HTML for a council's content system, which has its own page around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguarding_report.other_editions.passages import prefixed, without_dead_links
from safeguarding_report.other_editions.rewriting import UNWRAPPED, Attributes, Rewrite
from safeguarding_report.report.reader import NUMBER

if TYPE_CHECKING:
    from safeguarding_report.released import Released

WIDEST_DRAWING = 340
"""Pixels: a telephone's column. A council's page has not our style, and a drawing without a size fills all its width."""

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)

_STACKED = re.compile(r"</details>\s*<details>")

BETWEEN = "Where these figures come from:"
"""What stands before "About these figures" where only other text keeps the two apart."""

_LANDMARKS = {"main": "div", "header": "div", "footer": "div", "aside": "div", "nav": "div"}
"""A page has these once, and the council's page has them already."""

_SET_IN = {"figure": "div"}
"""A browser sets it in by 40 pixels on either side, for which a telephone has no room."""

_OF_OUR_STYLE = {"class", "style", "tabindex", "role", "aria-label", "aria-labelledby", "data-label"}
"""What means nothing without our style: names of it, regions that scroll, names of landmarks and of columns."""


def make_fragment(page: str, released: Released) -> bytes:
    """Return what stands in the body of the page, with names that clash with none and headings one level deeper."""
    body = _BODY.search(page)
    prefix = f"{released.report.partnership}-{released.report.year}-"
    inside = _apart(prefixed(body[1] if body else page, prefix, _as_part))
    return f"{without_dead_links(inside).strip()}\n".encode()


def _apart(inside: str) -> str:
    """Return it with words between what opens: without our style two openings stand closer than a finger is wide."""
    return _STACKED.sub(f"</details>\n<p>{BETWEEN}</p>\n<details>", inside)


def _as_part(name: str, attributes: Attributes, parent: str) -> Rewrite:
    del parent
    if "popover" in attributes or attributes.get("class") == "skip":
        return None
    if name == "button":
        return UNWRAPPED
    if re.fullmatch(r"h[1-5]", name):
        name = f"h{int(name[1]) + 1}"
    if name == "svg":
        return name, attributes | _size(attributes)
    if attributes.get("role") == "img" or (name == "span" and attributes.get("class") == NUMBER):
        return name, attributes  # a drawing has its alternative, and the number of a paragraph is known by its class
    return (_LANDMARKS | _SET_IN).get(name, name), {
        key: value for key, value in attributes.items() if key not in _OF_OUR_STYLE
    }


def _size(drawing: Attributes) -> Attributes:
    """Return the size of a drawing in pixels, in the proportions of its view box."""
    *_, width, height = (float(number) for number in drawing["viewbox"].split())
    shown = min(WIDEST_DRAWING, width)
    return {"width": f"{shown:.0f}", "height": f"{height * shown / width:.0f}"}
