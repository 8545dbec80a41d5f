"""Free text that is to be printed: what in it tells of one child or of very few, until somebody answers for it.

```
small_numbers   "three girls aged 14", "a single case": known by their words
passages        pieces of free text, and where they stand: rows of registers, paragraphs of a page
sign_off        sign_off.toml: who answers for a passage, by role, and why; bound to the very words
```
"""

from __future__ import annotations

from safeguarding_report.free_text.passages import Passage, passages_of_registers
from safeguarding_report.free_text.sign_off import STOPS_PUBLISHING, find_unsigned, places_of_roles, read_sign_offs
from safeguarding_report.free_text.small_numbers import tells_of_few

__all__ = [
    "STOPS_PUBLISHING", "Passage", "find_unsigned", "passages_of_registers", "places_of_roles", "read_sign_offs",
    "tells_of_few",
]  # fmt: skip
