"""Columns that say which area a figure is about, the same in every table of figures."""

from __future__ import annotations

from safeguarding_report.tables.table import Column

GEOGRAPHIC_LEVELS = ("Local authority", "Partnership", "Statistical neighbours", "Regional", "National")

AREA = (
    Column("area_code", "text", "the area: a nine-character code, a partnership, or neighbours-of-CODE"),
    Column("area_name", "text", "its name"),
    Column("geographic_level", "text", "what kind of area it is", codes=GEOGRAPHIC_LEVELS),
)
