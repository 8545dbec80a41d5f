"""Free text that is to be printed: what in it tells of one child or of very few, until somebody answers for it.

```
small_numbers   "three girls aged 14", "a single case": known by their words
passage         a piece of free text, and where it stands
passages        those of registers, which alone need pandas
sign_off        sign_off.toml: who answers for a passage, by role, and why; bound to the very words
narratives      what the partnership wrote, searched and sealed: the gate of words
```
"""

from __future__ import annotations

from safeguarding_report.free_text.passage import Passage
from safeguarding_report.free_text.sign_off import (
    STOPS_PUBLISHING,
    find_unsigned,
    names_that_may_stand,
    places_of_roles,
    read_sign_offs,
)
from safeguarding_report.free_text.small_numbers import tells_of_few

__all__ = [
    "STOPS_PUBLISHING", "Passage", "find_unsigned", "names_that_may_stand", "places_of_roles", "read_sign_offs",
    "tells_of_few",
]  # fmt: skip
