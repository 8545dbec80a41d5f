"""Sign-offs of the invented partnership: somebody answers for each row about one serious incident."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from safeguarding_report.free_text.passage import Passage
from safeguarding_report.free_text.passages import ONE_CHILD_EACH, signed_text
from safeguarding_report.pseudonyms import PUBLIC_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST_LINE = 2
"""The header is line 1."""

_ENTRY = """[[sign_offs]]
file = "registers/{file}"
row = {row}
fingerprint = "{fingerprint}"
signed_off_by = "Independent Scrutineer"
reason = "Invented: it is about nobody."
"""


def sign_offs_toml(registers: Mapping[str, bytes]) -> str:
    """Return `sign_off.toml` of a year for its registers, which are given as files."""
    entries = []
    for name in sorted(ONE_CHILD_EACH):
        file = f"{name}.csv"
        rows = csv.reader(io.StringIO(registers.get(file, b"").decode(), newline=""))
        for number, cells in enumerate(list(rows)[1:], _FIRST_LINE):
            passage = Passage(file, number, "", signed_text(filter(None, cells)))
            entries.append(_ENTRY.format(file=file, row=number, fingerprint=passage.fingerprint(PUBLIC_KEY)))
    return "\n".join(entries)
