"""What a figure is called everywhere, its columns in figures.csv, its symbols, and the seal on released files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from safeguarding_report.errors import SealError
from safeguarding_report.store import sha256, write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FIGURE_COLUMNS = (
    "figure_id", "partnership", "measure", "definition", "area_code", "area_name", "geographic_level",
    "time_period", "period_start", "period_end", "breakdown", "category", "numerator", "denominator", "value",
    "lower", "upper", "unit", "symbol", "status", "source", "release",
)  # fmt: skip

SYMBOLS = {
    "c": "hidden to protect children",
    "z": "not applicable",
    "x": "not available from the source",
    "low": "rounds to 0 but is not 0",
    "u": "low reliability",
}
"""Why a figure has no number, in the words of the field."""

NIL_RETURN = " (nil return)"
"""Ends the title of a source that says that there was nothing to count, so that its zeros are told from others."""

SEALED = (
    "figures.csv", "comparisons.csv", "measures.json", "report.json", "notes.json", "sources.json", "data_quality.json",
    "why.json", "authorities.json", "registers.json",
)  # fmt: skip

SEALED_WORDS = ("narratives.json",)
"""What lies beside, in a folder and under a seal of its own: what the partnership wrote."""

SEAL = "seal.json"


@dataclass(frozen=True)
class Figure:
    """One figure as it may be printed; all columns of figures.csv, as text."""

    figure_id: str
    partnership: str
    measure: str
    definition: str
    area_code: str
    area_name: str
    geographic_level: str
    time_period: str
    period_start: str
    period_end: str
    breakdown: str
    category: str
    numerator: str
    denominator: str
    value: str
    lower: str
    upper: str
    unit: str
    symbol: str
    status: str
    source: str
    release: str

    @classmethod
    def of_row(cls, row: Sequence[str]) -> Figure:
        """Read a row of figures.csv; thousands are read for every task, and one cell after the other takes twice as long."""
        figure = cls.__new__(cls)
        figure.__dict__.update(zip(FIGURE_COLUMNS, row, strict=True))
        return figure

    @property
    def is_hidden(self) -> bool:
        """True when the number is hidden to protect children."""
        return self.symbol == "c"

    @property
    def decimal(self) -> Decimal | None:
        """The printed number, or None when there is a symbol instead."""
        return Decimal(self.value) if self.value else None

    @property
    def text(self) -> str:
        """The figure as a reader sees it in a table: `4,505`, `559.7`, `[c]`."""
        if not self.value:
            return f"[{self.symbol}]"
        return f"{Decimal(self.value):,}"

    @property
    def short_year(self) -> str:
        """The reporting year as readers write it: `2023-24`."""
        return f"{self.time_period[:4]}-{self.time_period[4:6]}"


@dataclass(frozen=True)
class Published:
    """What one authority, whose name does not matter, counts on one measure, and what that is divided by."""

    numerator: int
    denominator: int

    @classmethod
    def of(cls, pair: str) -> Published:
        """Read "941/4505"."""
        numerator, _, denominator = pair.partition("/")
        return cls(int(numerator), int(denominator))


def figure_id(measure: str, area_code: str, time_period: str, breakdown: str = "", category: str = "") -> str:
    """Return `measure/area/period[/breakdown=category]`, the name of a figure everywhere."""
    whole = f"{measure}/{area_code}/{time_period}"
    return f"{whole}/{breakdown}={category}" if breakdown else whole


def put_seal(folder: Path, names: Sequence[str] = SEALED) -> None:
    """Write down the sha256 of every released file, so that a later change is seen."""
    seal = {name: sha256((folder / name).read_bytes()) for name in names}
    write_file(folder / SEAL, f"{json.dumps(seal, indent=1)}\n".encode())


def check_seal(folder: Path, names: Sequence[str] = SEALED) -> None:
    """Refuse released files that are not those that the gate sealed.

    Raises
    ------
    SealError
        When a file is absent or its hash is not the one in seal.json, or the seal cannot be read.

    """
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        sealed = {}
    broken = [
        name
        for name in names
        if not (folder / name).is_file()
        or not isinstance(sealed, dict)
        or sha256((folder / name).read_bytes()) != sealed.get(name)
    ]
    if broken:
        message = (
            f"The seal on what was released is broken: {', '.join(broken)} in {folder.name}/ "
            "is absent or was changed after the gate wrote it. Run `safeguarding-report build` again."
        )
        raise SealError(message)
