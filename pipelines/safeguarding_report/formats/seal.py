"""The seal on the compact table: what an import wrote goes out as official, and nothing that was changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from safeguarding_report.errors import UserError
from safeguarding_report.figures import SEAL
from safeguarding_report.store import sha256, write_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def put_seal(folder: Path, names: Collection[str]) -> None:
    """Write down the sha256 of every file that an import wrote; last of all, so that half an import is seen."""
    seal = {name: _digest(folder / name) for name in sorted(names)}
    write_file(folder / SEAL, f"{json.dumps(seal, indent=1)}\n".encode())


def check_seal(folder: Path, names: Collection[str]) -> None:
    """Refuse published statistics whose files are not those that an import wrote.

    Raises
    ------
    UserError
        When a file was changed, or there is no seal to tell.

    """
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        sealed = None
    if not isinstance(sealed, dict):
        message = (
            f"data/official/{SEAL} is absent or torn, so nothing shows that the published figures are as they were "
            "imported. Put it back, or import again with `safeguarding-report official DIR`."
        )
        raise UserError(message)
    changed = [name for name in sorted(names) if _digest(folder / name) != sealed.get(name)]
    if changed:
        message = (
            f"Changed after the import: {', '.join(f'data/official/{name}' for name in changed)}. Expected what the "
            f"import wrote, as data/official/{SEAL} has it; a changed figure would go out as official. "
            "Put the file back as it was, or import again with `safeguarding-report official DIR`."
        )
        raise UserError(message)


def _digest(path: Path) -> str:
    # A checkout on Windows may end lines otherwise; the figures are the same.
    return sha256(path.read_bytes().replace(b"\r\n", b"\n"))
