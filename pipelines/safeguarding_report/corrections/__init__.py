"""Corrections: known errors of partners put right by reviewed entries, each with its reason and a guard.

`corrections.toml` of a year holds one entry per error. It is applied to what was read, before anything is validated.
The guard: once the partner has mended the error, the entry no longer finds what it was written for, and fails.
No value of an entry is ever told: findings say its number in the file, and table, column and rows.
"""

from __future__ import annotations

from safeguarding_report.corrections.applying import Corrected, correct
from safeguarding_report.corrections.entries import Correction, read_corrections

__all__ = ["Corrected", "Correction", "correct", "read_corrections"]
