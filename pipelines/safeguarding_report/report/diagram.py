"""The organisation diagram: who is responsible, decides, does the work and scrutinises, drawn from the registers.

An arrow leads from those who are responsible to those who decide and on to the groups. The host stands beside who
decides, for it decides nothing itself; others who take part and whoever scrutinises stand apart from the arrows. It is as narrow as the smallest screen, black on white, and says nothing that the list under it does not say.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguarding_report.released import Released

WIDTH = 320
"""Units: one of them is one pixel on the smallest screen that the page must fit."""

_MARGIN, _LINE, _GAP, _ARROW = 4, 18, 5, 20
_TITLE = 24
"""Room for what a level is, clear of its first box."""

_INDENT = 10
_LETTER = 7.3
"""Units: so wide is a letter of 14 units on average."""
_BESIDE = 118
"""Units: so wide is a box that stands beside others."""
_HEAVY = 3
"""Units: the outline of a box of those who are responsible by law."""
_BROKEN = "5 3"

RESPONSIBLE = ("local authority", "health", "police")
"""The kinds of partner that are responsible by law; all others take part."""

SCRUTINY = "independent-scrutiny"
"""The chapter in which a scrutineer says what was seen."""


DECIDES, GROUPS = "Decides", "Groups and meetings"
"""Levels that the words before the drawing speak of."""


@dataclass(frozen=True)
class Line:
    """One line of a box: its own words, and what a register says, with the name by which the page ties it."""

    before: str
    said: str
    entry: str = ""

    @property
    def words(self) -> str:
        """The whole line."""
        return f"{self.before}{self.said}"


@dataclass(frozen=True)
class Level:
    """One level of the diagram: what it is, and the lines of each of its boxes."""

    title: str
    boxes: tuple[tuple[Line, ...], ...]
    heavy: bool = False
    """True for those who are responsible by law."""
    apart: bool = False
    """True where no arrow leads to it."""
    beside: tuple[Level, ...] = ()
    """What stands at its side and decides nothing: the host."""


def levels(released: Released) -> tuple[Level, ...]:
    """Return the levels of the partnership that its registers know, from those responsible down to who scrutinises.

    Nothing is returned where only partners are known.
    """
    executive, others = _bodies(released)
    hosts = Level("Host", tuple((line,) for line in _lines(released, "hosts", "host")), apart=True)
    decides = Level(DECIDES, tuple(_body(released, body) for body in executive))
    groups = Level(GROUPS, tuple(_body(released, body) for body in others))
    scrutineers = _scrutineers(released)
    if not any(level.boxes for level in (hosts, decides, groups)) and not scrutineers:
        return ()
    if not scrutineers and SCRUTINY in released.narratives:
        scrutineers = [Line("", "Independent scrutineer")]
    found = (
        Level("Safeguarding partners", _partners(released, is_responsible=True), heavy=True),
        replace(decides, beside=(hosts,)) if hosts.boxes and decides.boxes else decides,
        groups,
        *(() if decides.boxes else (hosts,)),
        Level("Others who take part", _partners(released, is_responsible=False), apart=True),
        Level("Scrutinises", tuple((line,) for line in scrutineers), apart=True),
    )
    return tuple(level for level in found if level.boxes)


def _partners(released: Released, *, is_responsible: bool) -> tuple[tuple[Line, ...], ...]:
    return tuple(_partner(one) for one in released.report.partners if (one["kind"] in RESPONSIBLE) == is_responsible)


def _partner(partner: dict[str, str]) -> tuple[Line, ...]:
    area = f"For {partner['area']}" if partner["area"] and partner["area"] not in partner["name"] else ""
    period = partner["period"][:1].upper() + partner["period"][1:]
    return tuple(Line("", words) for words in (partner["name"], area, period) if words)


def _lines(
    released: Released, register: str, column: str, before: str = "", where: tuple[str, str] | None = None
) -> list[Line]:
    """Return a line for each entry that lasts to the end of the year: of all of them, or where a column says so."""
    end = released.report.period_end
    return [
        Line(before, str(entry[column]), f"{register}/{place}/{column}")
        for place, entry in enumerate(released.register(register).entries)
        if column in entry
        and str(entry.get("until_date", end)) >= end
        and str(entry.get("from_date", "")) <= end
        and (where is None or entry.get(where[0]) == where[1])
    ]


_NAMED_IN = (
    ("chairs", "body"),
    ("membership", "body"),
    ("groups", "group"),
    ("sponsors", "group"),
    ("escalations", "from_group"),
)
"""The registers that name a body of the partnership."""


def _bodies(released: Released) -> tuple[list[Line], list[Line]]:
    """Return the bodies that decide, and all other bodies that a register names, each once."""
    named: dict[str, Line] = {}
    for register, column in _NAMED_IN:
        for line in _lines(released, register, column):
            named.setdefault(line.said, line)
    bodies = [line for line in named.values() if not _scrutinises(line)]
    return [line for line in bodies if _decides(line)], [line for line in bodies if not _decides(line)]


def _decides(body: Line) -> bool:
    return body.said.casefold() in {"executive", "executive group"}


def _scrutinises(line: Line) -> bool:
    return "scrutin" in line.said.casefold()


def _body(released: Released, body: Line) -> tuple[Line, ...]:
    return (
        body,
        *_lines(released, "chairs", "chair_role", "Chair: ", ("body", body.said)),
        *_lines(released, "sponsors", "sponsor_role", "Sponsor: ", ("group", body.said)),
        *_lines(released, "groups", "footprint", "Serves: ", ("group", body.said)),
    )


def _scrutineers(released: Released) -> list[Line]:
    seats = [*_lines(released, "membership", "role"), *_lines(released, "chairs", "chair_role")]
    return list({line.said: line for line in reversed(seats) if _scrutinises(line)}.values())[::-1]


def diagram(released: Released) -> Markup:
    """Return the diagram as a drawing with the list that says the same; nothing where only partners are known."""
    found = levels(released)
    if not found:
        return Markup("")
    return Markup(
        '<section class="chart" id="organisation">\n<div class="drawing">\n<h3>How the partnership is organised</h3>\n'
        '<div class="organisation">{}</div>\n</div>\n<div class="beside">\n'
        "<p>The drawing says the same as this list.{}</p>\n{}\n</div>\n</section>"
    ).format(_drawing(found), _outlines(found), _listed(found))


def _outlines(found: Sequence[Level]) -> str:
    """Say what heavy and broken outlines mean, where there are some."""
    heavy = any(level.heavy for level in found)
    broken = any(level.apart or level.beside for level in found)
    words = (
        " A heavy outline: responsible by law." if heavy else "",
        " A broken outline: stands beside the line of decisions." if broken else "",
    )
    return "".join(words)


def _listed(found: Sequence[Level]) -> Markup:
    items = Markup("\n").join(
        Markup("<div><dt>{}</dt>\n{}</div>").format(
            level.title,
            Markup("\n").join(Markup("<dd>{}</dd>").format(Markup("; ").join(map(_tied, box))) for box in level.boxes),
        )
        for one in found
        for level in (one, *one.beside)
    )
    return Markup('<dl class="pairs">{}</dl>').format(items)


def _tied(line: Line) -> Markup:
    """Return a line tied to the entry of the register that says it."""
    said = Markup('<span data-entry="{}">{}</span>').format(line.entry, line.said) if line.entry else line.said
    return Markup("{}{}").format(line.before, said)


def _drawing(found: Sequence[Level]) -> Markup:
    parts: list[Markup] = []
    height = _MARGIN
    for place, level in enumerate(found):
        if place and not level.apart:
            parts.append(_arrow(height))
            height += _ARROW
        elif place:
            height += _GAP
        wide = WIDTH - 2 * _MARGIN - (_BESIDE + _GAP if level.beside else 0)
        ends = [height]
        for at, (column, width) in enumerate([(level, wide), *((one, _BESIDE) for one in level.beside)]):
            left = _MARGIN + at * (wide + _GAP)
            drawn, end = _column(column, left, height, width)
            parts += drawn
            ends.append(end)
        height = max(ends)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="organisation-title" viewBox="0 0 {} {}" '
        'font-size="14" fill="#000000"><title id="organisation-title">{}</title>{}</svg>'
    ).format(
        WIDTH,
        height,
        # What a PDF tells of a drawing is its title; it knows no other label.
        f"Organisation of the partnership, from top to bottom: {_named(found)}. The list after it says the same",
        Markup("").join(parts),
    )


def _named(found: Sequence[Level]) -> str:
    beside = (f" with {one.title.casefold()} beside" for level in found for one in level.beside)
    return ", then ".join(level.title.casefold() + (next(beside) if level.beside else "") for level in found)


def _column(level: Level, left: int, top: int, width: int) -> tuple[list[Markup], int]:
    """Return the title and the boxes of a level in a column of the drawing, and how far down they reach."""
    letters = int((width - 2 * _INDENT) / _LETTER)
    parts = [_words(level.title, left, top + _LINE - 4, bold=True)]
    height = top + _TITLE
    for box in level.boxes:
        lines = [text for line in box for text in textwrap.wrap(line.words, letters)]
        size = _LINE * len(lines) + _GAP
        parts.append(_box(left, height, width, size, level))
        parts += [_words(line, left + _INDENT, height + _LINE * (at + 1) - 1) for at, line in enumerate(lines)]
        height += size + _GAP
    return parts, height


def _box(left: int, top: int, width: int, height: int, level: Level) -> Markup:
    outline = Markup(' stroke-dasharray="{}"').format(_BROKEN) if level.apart else Markup("")
    if level.heavy:
        outline = Markup(' stroke-width="{}"').format(_HEAVY)
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="#ffffff" stroke="#000000"{}></rect>').format(
        left, top, width, height, outline
    )


def _words(line: str, left: int, base: int, *, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else Markup("")
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(left, base, weight, line)


def _arrow(top: int) -> Markup:
    middle = WIDTH // 2
    return Markup('<path d="M{0} {1} L{0} {2} M{3} {4} L{0} {2} L{5} {4}" fill="none" stroke="#000000"></path>').format(
        middle, top - _GAP, top + _ARROW - _LINE // 2, middle - 5, top + _ARROW - _LINE // 2 - 6, middle + 5
    )
