"""Identifiable data: names, numbers and addresses of people where none belong, found before anything is computed.

Tables of returns hold counts, codes and what partners say about their own work. A finding says table, column, row
and kind, and never what stands there. Tables are searched by `in_tables`, which alone needs pandas.
"""

from __future__ import annotations

from safeguarding_report.identifiable.roles import check_role
from safeguarding_report.identifiable.texts import kinds_in

__all__ = ["check_role", "kinds_in"]
