"""The organisation diagram: partners, executive and groups as boxes under each other, drawn from the registers.

It is as narrow as the smallest screen, black on white, and says nothing that the list under it does not say.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Released

WIDTH = 320
"""Units: one of them is one pixel on the smallest screen that the page must fit."""

_MARGIN, _LINE, _GAP, _ARROW = 4, 18, 8, 22
_LETTERS = 40
"""So many letters of 14 units fit beside each other in a box."""


@dataclass(frozen=True)
class Level:
    """One level of the diagram: what it is, and the lines of each of its boxes."""

    title: str
    boxes: tuple[tuple[str, ...], ...]


def levels(released: Released) -> tuple[Level, ...]:
    """Return the levels of the partnership that its registers know, from its partners down to its groups."""
    executive, others = _bodies(released)
    found = (
        Level("Partners", tuple(_partner(one) for one in released.report.partners)),
        Level("Host", tuple((str(entry["host"]),) for entry in _lasting(released, "hosts"))),
        Level("Decides", tuple((body, *_chair(released, body)) for body in executive)),
        Level(
            "Groups and meetings",
            tuple(
                (body, *_chair(released, body), *_sponsor(released, body), *_footprint(released, body))
                for body in others
            ),
        ),
        Level("Scrutinises", _scrutineers(released)),
    )
    return tuple(level for level in found if level.boxes)


def _partner(partner: dict[str, str]) -> tuple[str, ...]:
    area = f"For {partner['area']}" if partner["area"] and partner["area"] not in partner["name"] else ""
    return tuple(filter(None, (partner["name"], area, partner["period"].capitalize())))


def _lasting(released: Released, register: str) -> list[dict[str, str | int]]:
    """Return the entries of a register that last to the end of the year."""
    end = released.report.period_end
    return [
        entry
        for entry in released.register(register).entries
        if str(entry.get("until_date", end)) >= end and str(entry.get("from_date", "")) <= end
    ]


def _bodies(released: Released) -> tuple[list[str], list[str]]:
    """Return the bodies that decide, and all other bodies that a register names."""
    named = [
        *(str(entry["body"]) for register in ("chairs", "membership") for entry in _lasting(released, register)),
        *(str(entry["group"]) for register in ("groups", "sponsors") for entry in _lasting(released, register)),
        *(str(entry["from_group"]) for entry in released.register("escalations").entries),
    ]
    bodies = [body for body in dict.fromkeys(named) if not _scrutinises(body)]
    deciding = [body for body in bodies if "executive" in body.casefold()]
    return deciding, [body for body in bodies if body not in deciding]


def _scrutinises(words: str) -> bool:
    return "scrutin" in words.casefold()


def _chair(released: Released, body: str) -> tuple[str, ...]:
    chairs = [str(one["chair_role"]) for one in _lasting(released, "chairs") if one["body"] == body]
    return tuple(f"Chair: {chair}" for chair in chairs)


def _sponsor(released: Released, group: str) -> tuple[str, ...]:
    sponsors = [str(one["sponsor_role"]) for one in _lasting(released, "sponsors") if one["group"] == group]
    return tuple(f"Sponsor: {sponsor}" for sponsor in sponsors)


def _footprint(released: Released, group: str) -> tuple[str, ...]:
    """Return the area that a group serves where it is wider than the partnership's own."""
    areas = [entry.get("footprint") for entry in released.register("groups").entries if entry["group"] == group]
    return tuple(f"Serves: {area}" for area in areas if area)


def _scrutineers(released: Released) -> tuple[tuple[str, ...], ...]:
    seats = [
        str(entry[name])
        for register, name in (("membership", "role"), ("chairs", "chair_role"))
        for entry in _lasting(released, register)
        if _scrutinises(str(entry[name]))
    ]
    return tuple((seat,) for seat in dict.fromkeys(seats))


def diagram(released: Released) -> Markup:
    """Return the diagram as a drawing with the list that says the same; nothing where only partners are known."""
    found = levels(released)
    if len(found) <= 1:
        return Markup("")
    return Markup(
        '<h3>How the partnership is organised</h3>\n<div class="organisation">{}</div>\n'
        "<p>The drawing says the same as this list.</p>\n{}"
    ).format(_drawing(found), _listed(found))


def _listed(found: Sequence[Level]) -> Markup:
    items = Markup("\n").join(
        Markup("<div><dt>{}</dt>\n{}</div>").format(
            level.title, Markup("\n").join(Markup("<dd>{}</dd>").format("; ".join(box)) for box in level.boxes)
        )
        for level in found
    )
    return Markup('<dl class="pairs">{}</dl>').format(items)


def _drawing(found: Sequence[Level]) -> Markup:
    parts: list[Markup] = []
    height = _MARGIN
    for place, level in enumerate(found):
        if place:
            parts.append(_arrow(height))
            height += _ARROW
        parts.append(_words(level.title, height + _LINE - 4, bold=True))
        height += _LINE
        for box in level.boxes:
            lines = [line for words in box for line in textwrap.wrap(words, _LETTERS)]
            size = _LINE * len(lines) + _GAP
            parts.append(_box(height, size))
            parts += [_words(line, height + _LINE * (at + 1) - 1, indent=10) for at, line in enumerate(lines)]
            height += size + _GAP
    named = ", then ".join(level.title.casefold() for level in found)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'font-size="14" fill="#000000">{}</svg>'
    ).format(
        f"Organisation of the partnership, from top to bottom: {named}. The list after it says the same",
        WIDTH,
        height,
        Markup("").join(parts),
    )


def _box(top: int, height: int) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff" stroke="#000000"></rect>').format(
        _MARGIN, top, WIDTH - 2 * _MARGIN, height
    )


def _words(line: str, base: int, *, indent: int = 0, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else Markup("")
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(_MARGIN + indent, base, weight, line)


def _arrow(top: int) -> Markup:
    middle = WIDTH // 2
    return Markup('<path d="M{0} {1} L{0} {2} M{3} {4} L{0} {2} L{5} {4}" fill="none" stroke="#000000"></path>').format(
        middle, top - _GAP, top + _ARROW - _LINE // 2, middle - 5, top + _ARROW - _LINE // 2 - 6, middle + 5
    )
