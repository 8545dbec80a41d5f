"""Counting: the counts that the department publishes, made from the records and figures of partner returns.

Each edge has one rule, written in docs/decisions/0010-how-items-are-counted.md. A count carries the same name as the
published one, so that all measures are worked out from either.
"""

from __future__ import annotations

from safeguarding_report.measures.counting.items import COUNTED_ITEMS, count_items
from safeguarding_report.measures.counting.partner_figures import count_partner_figures
from safeguarding_report.measures.counting.support import CountableReturn, Returned

__all__ = ["COUNTED_ITEMS", "CountableReturn", "Returned", "count_items", "count_partner_figures"]
