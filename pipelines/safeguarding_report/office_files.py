"""Which files of a folder somebody put there: not what an office or an editor leaves beside a file that is open."""

from __future__ import annotations

import os
import re
from pathlib import Path

LEFT_BESIDE = (r"^\.", r"^~\$", r"~$", r"^#.*#$")
"""Names of what is hidden or locks a file (LibreOffice, Emacs, Vim), locks a workbook (Excel, Word), or is a backup."""

_NAME = re.compile("|".join(LEFT_BESIDE))


def is_left_beside(name: str) -> bool:
    """True when nobody put a file or folder of this name where it is: a program did, and takes it away again."""
    return _NAME.search(name) is not None


def files_put_in(folder: str | Path) -> list[Path]:
    """Return the files that somebody put in a folder or in the folders in it, in the order of their names."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_left_beside(name)]
        found += [path for name in names if not is_left_beside(name) and (path := Path(here, name)).is_file()]
    return sorted(found)
