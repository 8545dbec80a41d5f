"""Planes: what is drawn on them stands where the axes of matplotlib would put it."""

from __future__ import annotations

import re

import pytest
from matplotlib import rc_context, rcParams
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from safeguarding_report.charts.canvas import as_svg, canvas, many, say, scale_from_nought
from safeguarding_report.charts.lettering import our_settings
from safeguarding_report.charts.plane import Plane
from safeguarding_report.charts.style import FONT_SIZE, GRID, TEXT
from safeguarding_report.charts.svg import clean

CORNER, SIZE, HEIGHT = (52.0, 40.0), (276.0, 220.0), 300.0
NAMES = ("2021-22", "2023-24")


def on_a_plane(figure):
    plane = Plane(figure, CORNER, SIZE)
    plane.add_line((0, 0), (1, 0))
    plane.across = (-0.12, 2.12)
    plane.name_across((0, 2), NAMES)
    scale_from_nought(plane, 1234.5)
    plane.add(Line2D((1, 1), plane.up, color=TEXT, linewidth=1, linestyle=(0, (2.0, 3.0)), zorder=1.5))
    plane.add(Line2D((0, 1, 2), (10, 700, 1234.5), gid="series-0", color=TEXT, marker="o", clip_on=False))
    plane.add(Rectangle((0.7, 0), 0.6, 333, facecolor=TEXT, edgecolor="none", linewidth=0, gid="bar-0", clip_on=False))
    many(plane, [((0.5, 9), (0.5, 9)), ((1.5, 80), (1.5, 99))], edgecolor=TEXT, gid="others-0")


def on_axes(figure):
    wide, tall = figure.get_size_inches() * 72
    axes = figure.add_axes((CORNER[0] / wide, CORNER[1] / tall, SIZE[0] / wide, SIZE[1] / tall))
    axes.set_axisbelow(True)
    axes.set_facecolor("none")
    axes.tick_params(length=0, labelsize=FONT_SIZE, labelcolor=TEXT, pad=8.0)
    axes.tick_params(axis="x", pad=12.0)
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.spines["bottom"].set(color=TEXT, linewidth=1)
    axes.set_xlim(-0.12, 2.12)
    axes.set_xticks((0, 2), NAMES)
    axes.set_ylim(0, 1500)
    axes.set_yticks((0, 500, 1000, 1500), ("0", "500", "1,000", "1,500"))
    axes.yaxis.grid(visible=True, color=GRID, linewidth=1, clip_on=False)
    axes.axvline(1, color=TEXT, linewidth=1, linestyle=(0, (2.0, 3.0)), zorder=1.5)
    axes.add_line(Line2D((0, 1, 2), (10, 700, 1234.5), gid="series-0", color=TEXT, marker="o", clip_on=False))
    bar = axes.bar(1, 333, width=0.6, color=TEXT, linewidth=0)[0]
    bar.set(gid="bar-0", clip_on=False)
    axes.add = axes.add_patch
    many(axes, [((0.5, 9), (0.5, 9)), ((1.5, 80), (1.5, 99))], edgecolor=TEXT, gid="others-0")


def drawn(draw):
    with our_settings():
        figure = canvas(HEIGHT)
        draw(figure)
        return clean(as_svg(figure), "c", "Title", "What it shows")


def test_a_plane_draws_byte_for_byte_what_axes_would():
    assert drawn(on_axes) == drawn(on_a_plane)


@pytest.mark.parametrize("how", [{}, {"ha": "center", "weight": "bold"}, {"ha": "right", "gid": "label-0"}])
def test_words_that_nobody_measures_stand_where_text_of_matplotlib_does(how):
    words = {"x": 100, "y": 50.25, "s": "Ashmere $ [c] < 5", "transform": None, "color": TEXT}
    named = how | ({"gid": f"{how['gid']}-0"} if "gid" in how else {})
    of_text = drawn(lambda figure: figure.text(**words, **named))
    # `say` puts the middle of a capital letter at its height.
    assert of_text == drawn(lambda figure: say(figure, 100, 50.25 + 0.36 * FONT_SIZE, words["s"], **how))


def test_a_scale_with_a_top_has_no_number_above_it():
    def draw(figure):
        scale_from_nought(Plane(figure, CORNER, SIZE), 97, 90)

    assert ["0", "20", "40", "60", "80"] == re.findall(r"<text [^>]*>([^<]*)<", drawn(draw))


def test_settings_of_the_reader_change_no_drawing_and_are_left_as_they_were():
    expected = drawn(on_a_plane)
    with rc_context({"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "path"}):
        assert expected == drawn(on_a_plane)
        assert 30 == rcParams["font.size"]
    assert re.search("<text ", expected)
