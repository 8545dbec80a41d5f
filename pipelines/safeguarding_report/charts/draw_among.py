"""Funnel plots and dot strips: every authority small and grey, our own with the marker it has on every chart."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from safeguarding_report.charts.canvas import (
    AXIS_HEIGHT,
    DOT,
    LEFT,
    MARGIN,
    PLOT_HEIGHT,
    RIGHT,
    SAMPLE_DASHES,
    SAMPLE_WIDTH,
    TICK,
    TOP,
    UNITS,
    canvas,
    draw_key,
    key_height,
    many,
    number_text,
    say,
    scale_from_nought,
    stroke,
)
from safeguarding_report.charts.key import KeyRow, lines_of
from safeguarding_report.charts.plane import Plane
from safeguarding_report.charts.style import LINE_HEIGHT, MARKER_SIZE, PAPER, TEXT, WIDTH
from safeguarding_report.funnel import ALMOST_ALL, NEARLY_ALL

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from safeguarding_report.charts.among import FunnelContent, PlacesContent, Strip

_STEPS_OF_A_LIMIT = 40
"""Points of a limit's curve: enough to look bent, few enough to stay small."""

_FEW_TICKS = 3
_SIZE_LETTERS = 32
_PER = {"rate": ", per 10,000", "percent": ", per cent"}
"""After the name of a strip: short, because the whole unit stands in the table beside it."""

_BEYOND_TICK = 3.0
"""How far the box of the middle half stands above and below the lines of authorities."""

_ROOM = 1.04
"""A little more than the largest authority, so that its dot is whole."""

_STRIP = 26.0
_SET_APART = 1.6
"""Own markers have a white edge, so that they stand out from the dots they lie on."""


def draw_funnel(content: FunnelContent) -> Figure:
    """Return a funnel plot: size along the base, level upwards, the limits as lines that come together."""
    rows = [KeyRow(place.stroke, tuple(lines_of(place.area.name))) for place in content.own]
    rows += [KeyRow(None, tuple(lines_of(text))) for text in content.without]
    rows += [
        KeyRow(None, ("Each small dot: one authority",), sample="dot"),
        KeyRow(None, ("Whole lines: inner limits",), sample="whole line"),
        KeyRow(None, ("Dotted lines: outer limits",), sample="dotted line"),
        KeyRow(None, tuple(lines_of("Dashed line: all authorities together")), sample="dashed line"),
    ]
    size = lines_of(f"Size: {_size_words(content)}", _SIZE_LETTERS)
    below = key_height(rows)
    bottom = below + AXIS_HEIGHT + len(size) * LINE_HEIGHT + MARGIN
    figure = canvas(bottom + PLOT_HEIGHT + TOP)
    plane = Plane(figure, (LEFT, bottom), (WIDTH - LEFT - RIGHT, PLOT_HEIGHT))
    plane.add_line((0, 0), (1, 0))
    _draw_points(plane, content)
    _draw_limits(plane, content)
    for number, place in enumerate(content.own):
        how = stroke(place.stroke) | {"linestyle": "none", "gid": f"place-{number}", "zorder": 5}
        how |= {"markeredgewidth": _SET_APART, "markeredgecolor": PAPER, "markersize": MARKER_SIZE + 3}
        plane.add(Line2D([int(place.figure.denominator)], [place.value], clip_on=False, **how))
    say(figure, MARGIN, bottom + PLOT_HEIGHT + LINE_HEIGHT, UNITS[content.words.data_type])
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    say(figure, middle, below + MARGIN + len(size) * LINE_HEIGHT / 2, "\n".join(size), ha="center")
    draw_key(figure, rows, below, markers_only=True)
    return figure


def _size_words(content: FunnelContent) -> str:
    """Return what the base counts: of a percentage all that it is a share of, without what is said for exactness."""
    if content.words.data_type == "rate":
        return "children who live there"
    return content.words.denominator.partition(",")[0].removeprefix("All ") or "number it is a share of"


def _draw_points(plane: Plane, content: FunnelContent) -> None:
    factor = 10_000 if content.words.data_type == "rate" else 100
    dots = [(one.denominator, one.numerator * factor / one.denominator) for one in content.published if one.denominator]
    right = max(across for across, _ in dots) * _ROOM
    plane.across = (0, right)
    ticks = [tick for tick in MaxNLocator(nbins=_FEW_TICKS).tick_values(0, right) if tick <= right]
    plane.name_across(ticks, [number_text(tick) for tick in ticks])
    highest = max([up for _, up in dots] + [place.value for place in content.own])
    most = 100 if content.words.data_type == "percent" else inf  # no share is more than all
    scale_from_nought(plane, min(highest, most), most)
    many(plane, [(dot, dot) for dot in dots], edgecolor=TEXT, linewidth=DOT, capstyle="round", zorder=2, gid="others-0")


def _draw_limits(plane: Plane, content: FunnelContent) -> None:
    right, top = plane.across[1], plane.up[1]
    smallest = min(one.denominator for one in content.published if one.denominator)
    sizes = [smallest + (right - smallest) * (step / _STEPS_OF_A_LIMIT) ** 2 for step in range(_STEPS_OF_A_LIMIT + 1)]
    for deviations, dashes in ((NEARLY_ALL, SAMPLE_DASHES["whole line"]), (ALMOST_ALL, SAMPLE_DASHES["dotted line"])):
        both = [content.funnel.limits(size, deviations) for size in sizes]
        for end in (0, 1):
            heights = [limits[end] if limits[end] <= top else float("nan") for limits in both]
            plane.add(Line2D(sizes, heights, color=TEXT, linewidth=SAMPLE_WIDTH, linestyle=dashes, zorder=3))
    average = content.funnel.average
    # In two pieces: a line from end to end would be read as one of the scale.
    how: dict[str, Any] = {"color": TEXT, "linewidth": SAMPLE_WIDTH, "linestyle": SAMPLE_DASHES["dashed line"]}
    plane.add(Line2D([0, right / 2, right], [average] * 3, zorder=3, **how))


def draw_places(content: PlacesContent) -> Figure:
    """Return a strip for each measure, from the lowest authority to the highest."""
    rows = [KeyRow(number, tuple(lines_of(name))) for number, name in content.marked]
    rows.append(KeyRow(None, ("Each thin line: one authority",), sample="tick"))
    if any(strip.borders for strip in content.strips):
        rows.append(KeyRow(None, ("Box: the middle half of them",), sample="box"))
        rows.append(KeyRow(None, tuple(lines_of("Dotted: outer tenths begin")), sample="dotted tick"))
    below = key_height(rows)
    step = LINE_HEIGHT + _STRIP + LINE_HEIGHT + MARGIN
    figure = canvas(below + len(content.strips) * step + MARGIN)
    top = below + len(content.strips) * step
    first_row = 0
    for number, strip in enumerate(content.strips):
        _draw_strip(figure, strip, top - number * step, number, first_row)
        first_row += len(strip.own)
    draw_key(figure, rows, below, markers_only=True)
    return figure


def _draw_strip(figure: Figure, strip: Strip, top: float, number: int, first_row: int) -> None:
    say(figure, MARGIN, top - LINE_HEIGHT / 2, f"{strip.name}{_PER[strip.words.data_type]}", weight="bold")
    bottom = top - LINE_HEIGHT - _STRIP
    plane = Plane(figure, (2 * MARGIN, bottom), (WIDTH - 4 * MARGIN, _STRIP))
    plane.add_line((0, 0), (1, 0))
    everybody = [*strip.levels, *(place.value for place in strip.own)]
    lowest, highest = min(everybody), max(everybody)
    plane.across = (lowest, highest if highest > lowest else lowest + 1)
    plane.up = (0, _STRIP)
    middle = _STRIP / 2
    ticks = [((level, middle - TICK), (level, middle + TICK)) for level in strip.levels]
    many(plane, ticks, edgecolor=TEXT, linewidth=0.75, gid=f"all-{number}")
    _mark_parts(plane, strip)
    for place_in_table, place in enumerate(strip.own, first_row):
        how = stroke(place.stroke) | {"linestyle": "none", "gid": f"rank-{place_in_table}", "zorder": 5}
        how |= {"markeredgewidth": _SET_APART, "markeredgecolor": PAPER, "markersize": MARKER_SIZE + 6}
        plane.add(Line2D([place.value], [middle], clip_on=False, **how))
    low, high = same_decimals(*plane.across)
    say(figure, 2 * MARGIN, bottom - LINE_HEIGHT / 2, low)
    say(figure, WIDTH - 2 * MARGIN, bottom - LINE_HEIGHT / 2, high, ha="right")


def _mark_parts(plane: Plane, strip: Strip) -> None:
    """Draw a box around the middle half of the authorities, and dotted lines where the outer tenths begin."""
    if not strip.borders:
        return
    tenth, quarter, three_quarters, nine_tenths = strip.borders
    middle, half = _STRIP / 2, TICK + _BEYOND_TICK
    how: dict[str, Any] = {"linewidth": SAMPLE_WIDTH, "zorder": 3, "clip_on": False}
    plane.add(
        Rectangle((quarter, middle - half), three_quarters - quarter, 2 * half, fill=False, edgecolor=TEXT, **how)
    )
    for border in (tenth, nine_tenths):
        ends = [middle - half, middle + half]
        plane.add(Line2D([border] * 2, ends, color=TEXT, linestyle=SAMPLE_DASHES["dotted tick"], **how))


def same_decimals(*numbers: float) -> list[str]:
    """Return numbers of a scale with as many decimals each: 48.0 and 497.5."""
    told = [number_text(round(number, 1)) for number in numbers]
    return [f"{number:,.1f}" for number in numbers] if any("." in one for one in told) else told
