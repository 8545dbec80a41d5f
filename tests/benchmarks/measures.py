"""What measuring costs: all official measures for every area and year, and counting a national year of records.

- all official measures for 153 authorities, the regions and England over 12 years: in seconds, the limit is 10;
- the counts of a national year of child-level records (invented, made here), beside the bare pandas group-bys that an
  analyst would write for the same counts: read the ratio, the limit is 2, and the memory above that of the tables.

The first needs the published files as downloaded in `../shared/data/official`. `--small` makes the records a hundred
times fewer, to see that it works.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

REPOSITORY = Path(__file__).parents[2]
OFFICIAL = REPOSITORY.parent / "shared" / "data" / "official"
REFERRALS, ASSESSMENTS, ENQUIRIES = 620_000, 640_000, 225_000
CHILDREN, AUTHORITIES, SMALLER, REPEATS = 550_000, 153, 100, 3
YEAR_START, DAYS = np.datetime64("2023-04-01"), 366
MEGABYTE, MAXRSS_UNIT = 1_000_000, 1 if sys.platform == "darwin" else 1024
RETURN = "census.xml"


def seconds(work, repeats=REPEATS):
    """Do some work several times; return the median seconds of the processor, and the last result."""
    taken = []
    for _ in range(repeats):
        begin = time.process_time()
        result = work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken), result


def official_measures():
    from safeguarding_report.formats.official import read_official_folder
    from safeguarding_report.measures import MEASURES
    from safeguarding_report.measures.arithmetic import figures_of
    from safeguarding_report.measures.counts import side_by_side

    figures = read_official_folder(OFFICIAL).figures
    taken, results = seconds(lambda: figures_of(side_by_side(figures), MEASURES), 1)
    authorities = figures.loc[figures["geographic_level"].eq("Local authority"), "area_code"].nunique()
    print(f"all official measures: {len(results):,} figures of {authorities} authorities in {taken:.1f} s (limit 10)")


def national_year(smaller):
    """Make tables of referrals, assessments and section 47 enquiries, typed as 01_validate leaves them."""
    from safeguarding_report.tables import children
    from safeguarding_report.tables.code_lists import REFERRAL_SOURCE

    chance = np.random.default_rng(20231)
    authority = np.array([f"Z{number:08d}" for number in range(AUTHORITIES)], dtype=object)

    def rows(table, number, **columns):
        child = chance.integers(0, CHILDREN // smaller, number)
        filled = {
            "child": np.array([f"{one:016x}" for one in range(CHILDREN // smaller)], dtype=object)[child],
            "authority_code": authority[child % AUTHORITIES],
            "return_id": RETURN,
            "row": np.arange(number),
            **columns,
        }
        return table.check(pd.DataFrame(filled).reindex(columns=table.column_names))

    def days(number, later=0):
        return YEAR_START + chance.integers(0, DAYS, number).astype("timedelta64[D]") + later

    n, m, e = REFERRALS // smaller, ASSESSMENTS // smaller, ENQUIRIES // smaller
    referred, started = days(m), days(e)
    return {
        "referrals": rows(
            children.REFERRALS, n, referral_date=days(n), no_further_action=chance.choice(["yes", "no"], n),
            source=chance.choice(np.array(REFERRAL_SOURCE, dtype=object), n), age_group="unknown",
        ),
        "assessments": rows(
            children.ASSESSMENTS, m, referral_date=referred, start_date=referred, age_group="unknown",
            authorisation_date=referred + chance.integers(0, 90, m).astype("timedelta64[D]"),
        ),
        "section47_enquiries": rows(
            children.SECTION47_ENQUIRIES, e, start_date=started, age_group="unknown",
            conference_date=started + chance.integers(0, 40, e).astype("timedelta64[D]"),
        ),
    }  # fmt: skip


def counted_by_us(tables):
    from safeguarding_report.measures.counting import COUNTED_ITEMS, CountableReturn, Returned, count_items
    from safeguarding_report.year import ReportingYear

    year = ReportingYear.parse("2023-24")
    names = {f"Z{number:08d}": f"Area {number}" for number in range(AUTHORITIES)}
    returns = tuple(
        CountableReturn(RETURN, code, "children_in_need_census", frozenset(COUNTED_ITEMS), year.start, year.end)
        for code in names
    )
    return count_items(Returned(year, tables, returns), None, names)


def counted_barely(tables):
    """Count the same in pandas alone, as an analyst would."""
    key = "authority_code"
    end = YEAR_START + DAYS
    referrals = tables["referrals"]
    referrals = referrals[referrals["referral_date"].between(YEAR_START, end, inclusive="left")]
    referrals = referrals.drop_duplicates([key, "child", "referral_date"])
    before = referrals.sort_values([key, "child", "referral_date"])
    gap = before.groupby([key, "child"])["referral_date"].diff()
    assessments = tables["assessments"]
    done = assessments[assessments["authorisation_date"].between(YEAR_START, end, inclusive="left")]
    done = done.drop_duplicates([key, "child", "start_date", "authorisation_date"])
    enquiries = tables["section47_enquiries"]
    begun = enquiries[enquiries["start_date"].between(YEAR_START, end, inclusive="left")]
    begun = begun.drop_duplicates([key, "child", "start_date"])
    held = enquiries[enquiries["conference_date"].between(YEAR_START, end, inclusive="left")]
    held = held.sort_values("start_date").drop_duplicates([key, "child", "conference_date"])
    return [
        referrals.groupby(key).size(),
        referrals.groupby(key)["child"].nunique(),
        before[gap.le(pd.Timedelta(days=DAYS))].groupby(key).size(),
        before[gap.le(pd.Timedelta(days=DAYS))].groupby(key)["child"].nunique(),
        referrals[referrals["no_further_action"].eq("yes")].groupby(key).size(),
        referrals.groupby([key, "source"]).size(),
        referrals.groupby([key, referrals["referral_date"].dt.month]).size(),
        done.groupby(key).size(),
        done.groupby([key, bands(done, "referral_date", "authorisation_date", (0, 10, 20, 30, 40, 45, 50, 60))]).size(),
        begun.groupby(key).size(),
        begun.groupby(key)["child"].nunique(),
        held.groupby(key).size(),
        held.groupby(key)["child"].nunique(),
        held.groupby([key, bands(held, "start_date", "conference_date", (10, 15, 20))]).size(),
    ]


def bands(rows, start, end, last):
    days = np.busday_count(rows[start].to_numpy("datetime64[D]"), rows[end].to_numpy("datetime64[D]"))
    return pd.Series(np.searchsorted(last, days), index=rows.index, name="band")


def national_counts(smaller):
    tables = national_year(smaller)
    size = sum(frame.memory_usage(deep=True).sum() for frame in tables.values()) // MEGABYTE
    bare, expected = seconds(lambda: counted_barely(tables))
    start = peak()
    ours, figures = seconds(lambda: counted_by_us(tables))
    counts = figures[figures["item"].eq("referrals")].set_index("area_code")["value"].astype(int)
    assert expected[0].to_dict() == counts.to_dict(), "both count the same"
    rows = sum(len(frame) for frame in tables.values())
    print(
        f"a national year of {rows:,} records ({size} MB): {ours:.2f} s, bare pandas {bare:.2f} s: {ours / bare:.2f} times"
    )
    print(f"memory above the tables and bare pandas: {peak() - start} MB")


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT // MEGABYTE


def main():
    smaller = SMALLER if "--small" in sys.argv else 1
    national_counts(smaller)
    if OFFICIAL.is_dir():
        official_measures()
    else:
        print("all official measures: not measured, the published files are not beside this checkout")


if __name__ == "__main__":
    main()
