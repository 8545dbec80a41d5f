"""Measured again for an addendum: with every release that is held now, those from after the report's cut-off included.

It reads what the report was made of, and published statistics; nothing else of the partnership is read a second time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from safeguarding_report.formats.compact import load_official
from safeguarding_report.formats.cut_off import by_the_cut_off
from safeguarding_report.measures.results import SOURCE_COLUMNS, compute
from safeguarding_report.store import write_file
from safeguarding_report.tables.counted import COUNTED_FIGURES

if TYPE_CHECKING:
    from pathlib import Path

    from safeguarding_report.partnership import Partnership
    from safeguarding_report.year import ReportingYear


def measure_since(official: Path, partnership: Partnership, year: ReportingYear, built: Path, output: Path) -> None:
    """Write into `output` the results of a year as they are now, in the form that the gate reads.

    Where an official figure is held it is the one in the results, else the one counted from returns.

    Parameters
    ----------
    official
        data/official/.
    partnership, year
        Whose report it is, and of which year.
    built
        The results/ that the report was made of: what was counted from returns stands there.
    output
        The folder that is written.

    """
    held = load_official(official, partnership.published_areas, year, year_may_be_absent=True)
    held, _ = by_the_cut_off(held, official, until=None)
    of_returns = json.loads((built / "returned_sources.json").read_text(encoding="utf-8"))
    measured = compute(
        held.figures,
        pd.concat([held.sources, pd.DataFrame(of_returns, columns=SOURCE_COLUMNS)], ignore_index=True),
        held.authority_spread,
        held.neighbour_figures,
        held.published_rates,
        partnership,
        year,
        COUNTED_FIGURES.read(built / f"{COUNTED_FIGURES.name}.parquet"),
        held.first_periods,
    )
    measured.write(output)
    # An addendum draws no chart of all authorities; the gate finds nothing to pass on.
    write_file(output / "authorities.json", b"{}\n")
