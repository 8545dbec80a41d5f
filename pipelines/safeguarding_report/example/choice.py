"""Stated totals, and chance for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding_report.errors import DataError
from safeguarding_report.example.draw import about, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np


class Choice:
    """Gives each total: the stated one where there is one."""

    def __init__(self, stated: Mapping[str, int], rng: np.random.Generator) -> None:
        self.stated, self.rng = stated, rng

    def likely(self, item: str, expected: float, *, least: int = 0, most: int | None = None) -> int:
        """Return the stated total whatever it is, or one near what is expected within its limits."""
        stated = self.stated.get(item)
        return self.one(item, expected, least=least, most=most) if stated is None else stated

    def one(self, item: str, expected: float, *, least: int = 0, most: int | None = None) -> int:
        """Return the stated total, refused outside its limits, or one near what is expected within them."""
        if most is not None:
            most = max(most, least)
        stated = self.stated.get(item)
        if stated is None:
            return about(self.rng, expected, least=least, most=most)
        if stated < least or (most is not None and stated > most):
            message = f"Totals that cannot be: {item} contradicts the other totals. State one that does not."
            raise DataError(message)
        return stated

    def parts(self, prefix: str, names: Sequence[str], suffix: str = "") -> list[int | None]:
        """Return the stated parts of a total, None where one is not stated."""
        return [self.stated.get(f"{prefix}{name}{suffix}") for name in names]

    def split(
        self, what: str, total: int, parts: Sequence[int | None], weights: Sequence[float], *, short: bool = False
    ) -> tuple[int, ...]:
        """Fill the parts that are not stated."""
        return tuple(split(self.rng, total, parts, weights, what=what, may_fall_short=short))
