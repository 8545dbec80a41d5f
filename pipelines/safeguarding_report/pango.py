"""Pango and what it sets type with: libraries of the machine, not of Python, that a PDF needs and is shaped by."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

from safeguarding_report.errors import UserError

PANGO_NAMES = ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll")
HARFBUZZ_NAMES = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
FREETYPE_FOR_PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll")
"""What each library is called on Linux, macOS and Windows."""

NO_PANGO = (
    "report.pdf is not made: Pango is not installed. "
    "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
"""One plain line where a PDF cannot be made."""


def check_pango(expected: str) -> None:
    """Refuse to set type with other libraries than the build was begun with: the bytes would be others.

    Raises
    ------
    UserError
        When this machine has another Pango than the one that the build runs on.

    """
    if pango_version() != expected:
        message = (
            f"This machine has {pango_version() or 'no Pango'}, and the build runs on {expected or 'no Pango'}. "
            "Install the same on all machines that make PDFs."
        )
        raise UserError(message)


@cache
def pango_version() -> str:
    """Return the versions of Pango and HarfBuzz on this machine, or an empty text where a PDF cannot be made."""
    if _called(FREETYPE_FOR_PANGO) is None:
        return ""
    pango, harfbuzz = _called(PANGO_NAMES, "pango_version_string"), _called(HARFBUZZ_NAMES, "hb_version_string")
    return f"Pango {pango}, HarfBuzz {harfbuzz}" if pango and harfbuzz else ""


def _called(names: tuple[str, ...], function: str = "") -> str | None:
    """Return what a function of the first of these libraries that is there says; None where there is none."""
    for name in names:
        with suppress(OSError):
            library = ctypes.CDLL(name)
            if not function:
                return name
            getattr(library, function).restype = ctypes.c_char_p
            return str(getattr(library, function)().decode())
    return None
