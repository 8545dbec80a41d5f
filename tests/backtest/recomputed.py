"""Every rate and percentage that published files print, beside the one that our arithmetic makes of their counts.

The layouts say what each printed column is officially a share of; each is declared as a measure and worked out by the
same code that works out the report (`measures.arithmetic`), for all areas and years at once.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from safeguarding_report.formats.layouts import families
from safeguarding_report.measures.arithmetic import figures_of
from safeguarding_report.measures.counts import side_by_side
from safeguarding_report.measures.definition import Measure, scale
from safeguarding_report.rounding import half_up

KEY = ["release", "time_period", "area_code", "item", "kind"]
ROUNDED_TO = 10
"""Counts of England and regions are printed to the nearest 10; rates and percentages were made before that."""


def printed_measures():
    """Return a measure for each rate and percentage that the layouts say is printed, and its family."""
    shares = {
        (family.family, share.item, share.kind): (family, share.of)
        for family in families()
        for layout in family.layouts
        for share in layout.printed_shares()
    }
    return [
        Measure(
            title=item,
            chapter="printed",
            numerator=(item,),
            denominator=of,
            data_types=(kind,),
            decimals=family.decimals,
            releases=family.family,
        )
        for (_, item, kind), (family, of) in shares.items()
    ]


def recomputed(reading):
    """Return what is printed beside what we make of it; one row is one printed rate or percentage."""
    measures = printed_measures()
    ours = figures_of(side_by_side(reading.figures), measures)
    named = {measure.id(kind): (measure.title, kind) for measure in measures for kind in measure.data_types}
    ours[["item", "kind"]] = [named[one] for one in ours["measure"]]
    decimals = {family.family: family.decimals for family in families()}
    levels = reading.figures.drop_duplicates("area_code").set_index("area_code")["geographic_level"]
    both = reading.printed.rename(columns={"value": "printed"}).merge(
        ours[[*KEY, "value", "symbol", "numerator", "denominator"]], on=KEY, how="left", validate="one_to_one"
    )
    families_of = both["release"].str.rsplit("_", n=1).str[0]
    # The files drop trailing zeros ("567"), so both sides are written alike.
    texts = list(zip(both["printed"], families_of.map(decimals), strict=True))
    return both.assign(
        family=families_of,
        level=both["area_code"].map(levels),
        printed=[str(half_up(Fraction(text), places)) if text[0].isdigit() else text for text, places in texts],
        ours=both["value"].where(both["symbol"].eq(""), both["symbol"]),
        decimals=[places for _, places in texts],
    )


def exact(row):
    """Return the number before rounding, or None where one of the counts has none."""
    if pd.isna(row.numerator) or pd.isna(row.denominator) or not row.denominator:
        return None
    return Fraction(int(row.numerator) * scale(row.kind), int(row.denominator))


def lies_in_rounding(row):
    """True when counts that round to the printed ones give the printed rate or percentage."""
    off, half_a_digit = ROUNDED_TO // 2, Fraction(1, 2 * 10**row.decimals)
    if pd.isna(row.numerator) or pd.isna(row.denominator):
        return False
    count, divisor = int(row.numerator), int(row.denominator)
    lowest = Fraction(max(count - off, 0) * scale(row.kind), divisor + off)
    highest = Fraction((count + off) * scale(row.kind), max(divisor - off, 1))
    return lowest - half_a_digit <= Fraction(row.printed) <= highest + half_a_digit
