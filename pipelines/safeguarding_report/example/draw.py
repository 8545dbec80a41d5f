"""Chance that is the same every time: numbers drawn by names, and totals split into parts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from safeguarding_report.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def generator(*names: object) -> np.random.Generator:
    """Return a generator of chance that depends on these names and on nothing else."""
    digest = hashlib.sha256("\n".join(str(name) for name in names).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def about(rng: np.random.Generator, expected: float, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number near an expected one, as a count would fall, within its limits."""
    drawn = max(int(rng.poisson(max(expected, 0.0))), least)
    return drawn if most is None else min(drawn, most)


def split(
    rng: np.random.Generator,
    total: int,
    parts: Sequence[int | None],
    weights: Sequence[float],
    *,
    what: str,
    may_fall_short: bool = False,
) -> list[int]:
    """Fill the parts that are not stated so that all of them add up to the total.

    Raises
    ------
    DataError
        When the stated parts exceed the total, or fall short of it where they may not.

    """
    rest = total - sum(part for part in parts if part is not None)
    open_places = [place for place, part in enumerate(parts) if part is None]
    if rest < 0 or (rest and not open_places and not may_fall_short):
        message = f"Totals that cannot be: the parts of {what} do not add up to it. State parts that do."
        raise DataError(message)
    filled = [part or 0 for part in parts]
    if open_places:
        shares = np.array([weights[place] for place in open_places])
        for place, number in zip(open_places, rng.multinomial(rest, shares / shares.sum()), strict=True):
            filled[place] = int(number)
    return filled


def spread(rng: np.random.Generator, counts: Sequence[int]) -> NDArray[np.int64]:
    """Return each place as many times as it counts, in random order."""
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


def between(rng: np.random.Generator, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """Draw a whole number from each range, both ends included; where a range is empty its low end."""
    drawn: NDArray[np.int64] = low + np.floor(rng.random(len(low)) * np.maximum(high - low + 1, 1)).astype(np.int64)
    return drawn
