"""Cleaning: a drawing as matplotlib writes it becomes one that may stand inline in a page beside a dozen others.

Ids are made the chart's own, style attributes become plain ones (the page's security policy allows no others),
and what a page must not hold goes: XML prolog, metadata, a style sheet that would reach the whole page.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from safeguarding_report.charts.style import FONT_SIZE

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"

FONTS = 'Arial, "Helvetica Neue", sans-serif'

_LEFT_OUT = {f"{{{_SVG}}}style", f"{{{_SVG}}}metadata"}
_ROOT_STYLE = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
"""What matplotlib's global style sheet says, put on the root so that it reaches this drawing alone."""

_MOOT = {
    *_ROOT_STYLE.items(),
    ("opacity", "1"),
    ("text-anchor", "start"),
    ("stroke-dashoffset", "0"),
    ("stroke-width", "1"),
}
"""Style that says what would be so anyway."""

_NUMBER = re.compile(r"-?\d+\.\d+")
_DOT = re.compile(r"M (\S+) (\S+) L \1 \2(?= |$)")
_UPRIGHT = re.compile(r"M (\S+) (\S+) L \1 (\S+)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def clean(raw: str, chart: str, title: str, description: str) -> str:
    """Return the drawing fit to stand in a page, named and described for those who do not see it."""
    # The parser reads nothing but what matplotlib has just written here.
    root = ET.fromstring(raw)  # noqa: S314
    _leave_out(root)
    for element in root.iter():
        _make_own(element, chart)
        _plain_style(element)
        _shorten(element)
    _unwrap(root)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib.update(
        {
            **_ROOT_STYLE,
            "role": "img",
            "aria-labelledby": f"{chart}-title {chart}-desc",
            "font-family": FONTS,
            "font-size": f"{FONT_SIZE:g}",
        }
    )
    for place, (name, text) in enumerate((("title", title), ("desc", description))):
        named = ET.Element(f"{{{_SVG}}}{name}", {"id": f"{chart}-{name}"})
        named.text = text
        root.insert(place, named)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        element.tail = None
        if element.text is not None and not element.text.strip():
            element.text = None
    root.set("xmlns", _SVG)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _leave_out(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            is_empty = child.tag == f"{{{_SVG}}}defs" and all(one.tag in _LEFT_OUT for one in child)
            if child.tag in _LEFT_OUT or is_empty:
                parent.remove(child)


def _make_own(element: ET.Element, chart: str) -> None:
    """Put the chart's id before every id and every reference to one."""
    if "id" in element.attrib:
        element.set("id", f"{chart}-{element.get('id')}")
    if _HREF in element.attrib:
        element.set("href", f"#{chart}-{element.attrib.pop(_HREF).removeprefix('#')}")
    for name, value in element.attrib.items():
        if "url(" in value:
            element.set(name, _REFERENCE.sub(rf"url(#{chart}-\1)", value))


def _plain_style(element: ET.Element) -> None:
    """Turn the style attribute into plain attributes; font family and size are the root's."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if value and not name.startswith("font") and (name, value) not in _MOOT:
            element.set(name, value)


def _shorten(element: ET.Element) -> None:
    """Round coordinates to a tenth of a unit, a twentieth of a millimetre on paper, and drop turns by nothing."""
    for name in ("d", "x", "y", "transform", "width", "height", "viewBox", "stroke-width", "stroke-dasharray"):
        if name in element.attrib:
            shorter = _NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), element.attrib[name])
            element.set(name, " ".join(shorter.split()))
    if "d" in element.attrib:
        # Hundreds of dots and upright ticks in one path: said the short way.
        element.set("d", _UPRIGHT.sub(r"M\1 \2V\3", _DOT.sub(r"M\1 \2h0", element.attrib["d"])))
    if element.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
        del element.attrib["transform"]


def _unwrap(parent: ET.Element) -> None:
    """Take groups without any attribute but a machine-made id out of the tree; their children move up."""
    children: list[ET.Element] = []
    for child in list(parent):
        _unwrap(child)
        is_bare = child.tag == f"{{{_SVG}}}g" and not set(child.attrib) - {"id"} and not _is_named(child)
        children += list(child) if is_bare else [child]
    parent[:] = children


def _is_named(element: ET.Element) -> bool:
    """True for the ids that our drawing gives: series-0, bar-3."""
    return (
        re.search(r"-(series|key|bar|gap|label|place|rank|others|all|event)-[\d-]+$", element.get("id", "")) is not None
    )
