"""Drawing: which drawing a chart gets, under settings of its own.

What has no number is not drawn: matplotlib breaks a line at it, and words in the key say why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.charts.canvas import as_svg
from safeguarding_report.charts.draw_among import draw_funnel, draw_places
from safeguarding_report.charts.draw_bars import draw_bars, draw_columns, draw_panels
from safeguarding_report.charts.draw_trend import draw_trend
from safeguarding_report.charts.lettering import our_settings

if TYPE_CHECKING:
    from safeguarding_report.charts.among import FunnelContent, PlacesContent
    from safeguarding_report.charts.content import Content

_DRAWINGS = {"trend": draw_trend, "columns": draw_columns, "panels": draw_panels}


def draw(content: Content) -> str:
    """Return the drawing as matplotlib writes it."""
    with our_settings():
        return as_svg(_DRAWINGS.get(content.drawn_as, draw_bars)(content))


def draw_among(content: FunnelContent | PlacesContent) -> str:
    """Return the drawing of a place among all authorities, as matplotlib writes it."""
    from safeguarding_report.charts.among import FunnelContent  # noqa: PLC0415 — the two modules know each other

    with our_settings():
        return as_svg(draw_funnel(content) if isinstance(content, FunnelContent) else draw_places(content))
