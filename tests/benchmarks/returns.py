"""What reading and checking returns costs, beside what plain tools take for the same: read the ratios, not the seconds.

Everything is invented, made once in a folder that is thrown away, and measured in one run. What has a memory of its
own to be measured runs in a process of its own.

- a national year as CSV lists, read and checked by us, and read and checked in pandas alone, with the same findings;
- a workbook of 60,000 rows over eleven lists, and python-calamine's own reading of its sheets;
- a children in need census of 100 MB: the memory above the start;
- all returns of Ashmere and Wold, five years, received and checked.

`--small` makes everything a hundred times smaller, to see that it works.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SUITES = REPOSITORY / "expectations"
AUTHORITY, START_YEAR = "Z06000001", 2023
INVENTED = "ashmere-and-wold"
REFERRALS, WORKBOOK_ROWS, CENSUS_BYTES = 1_000_000, 60_000, 100_000_000
SMALLER = 100
REPEATS = 3
MEGABYTE = 1_000_000
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def peak() -> int:
    """Return the most memory that this process has had, in megabytes.

    A process begins with the peak of the one that started it, so the one that prints the table imports nothing large.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT // MEGABYTE


def measured(work, *arguments):
    """Do some work and return what it cost, and its result."""
    start, begin, begin_cpu = peak(), time.perf_counter(), time.process_time()
    result = work(*arguments)
    cost = {"wall": time.perf_counter() - begin, "cpu": time.process_time() - begin_cpu}
    return cost | {"peak": peak(), "above": peak() - start}, result


def make(folder: Path, smaller: int):
    import made_returns

    (folder / "year").mkdir()
    made_returns.national_year(folder / "year", REFERRALS // smaller)
    made_returns.workbook(folder / "lists.xlsx", WORKBOOK_ROWS // smaller)
    made_returns.census(folder / "census.xml", CENSUS_BYTES // smaller)
    return {}


def context(form: str):
    from safeguarding_report.formats.read_return import ReturnContext
    from safeguarding_report.pseudonyms import PUBLIC_KEY, pseudonyms_of
    from safeguarding_report.year import ReportingYear

    return ReturnContext(form, AUTHORITY, ReportingYear(START_YEAR), pseudonyms_of(PUBLIC_KEY, AUTHORITY))


def check(tables):
    """Check tables as `receiving.validate` does."""
    from safeguarding_report.identifiable.in_tables import find_identifiable
    from safeguarding_report.relations import as_checked
    from safeguarding_report.validation import validate_all

    year = context("").year
    found = validate_all(as_checked(tables, year), lambda table: SUITES / f"{table.name}.json")
    return [*find_identifiable(tables), *found]


def year_by_us(folder: Path, _: int):
    from safeguarding_report.formats.returns import read_return

    def both():
        reading, read = measured(read_return, folder / "year", context("year"))
        return reading, [*read.findings, *check(read.tables)]

    cost, (reading, found) = measured(both)
    return cost | {"reading": reading["wall"], "found": sorted(finding.count for finding in found)}


def year_in_pandas(folder: Path, _: int):
    from plain_pandas import read_and_check

    cost, (_, counts) = measured(read_and_check, folder / "year")
    return cost | {"found": sorted(counts)}


def workbook(folder: Path, _: int):
    import python_calamine

    from safeguarding_report.formats.returns import read_return

    path = folder / "lists.xlsx"

    def plain():
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    read = read_return(path, context("lists.xlsx"))
    check({name: frame.head(0) for name, frame in read.tables.items()})  # what is imported is no part of the checks
    ours = [measured(read_return, path, context("lists.xlsx"))[0]["wall"] for _ in range(REPEATS)]
    theirs = [measured(plain)[0]["wall"] for _ in range(REPEATS)]
    rows = sum(len(sheet) - 1 for sheet in plain())
    checking, _ = measured(check, read.tables)
    read_rows = {name: len(frame) for name, frame in read.tables.items()}
    return {
        "ours": statistics.median(ours),
        "theirs": statistics.median(theirs),
        "checking": checking["wall"],
        "rows": rows,
        "tables": read_rows,
    }


def census(folder: Path, _: int):
    from safeguarding_report.formats.returns import read_return

    cost, read = measured(read_return, folder / "census.xml", context("census.xml"))
    size = (folder / "census.xml").stat().st_size // MEGABYTE
    return cost | {"megabytes": size, "rows": sum(len(frame) for frame in read.tables.values())}


def five_years(folder: Path, _: int):
    from safeguarding_report import receiving
    from safeguarding_report.workspace import Step, Workspace

    workspace = Workspace(REPOSITORY)
    years = workspace.years(INVENTED)

    def every_year():
        for year in years:
            step = Step("01_validate", workspace, INVENTED, year, folder)
            returns = receiving.receive(step)
            receiving.validate(returns.correct(), step)
            yield len(returns.read) + len(returns.beside)

    cost, files = measured(lambda: sum(every_year()))
    return cost | {"files": files, "years": len(years)}


PARTS = {part.__name__: part for part in (make, year_by_us, year_in_pandas, workbook, census, five_years)}


def in_own_process(part, folder: Path, smaller: int):
    """Run a part in a process of its own and return what it measured; a failing one stops the bench."""
    command = (sys.executable, __file__, part.__name__, str(folder), str(smaller))
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{part.__name__} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return json.loads(run.stdout.splitlines()[-1])


def rows(us, plain, book, cin, invented):
    """Return the rows of the table: what, measured, goal, and what it stands beside."""
    alone = f"pandas alone: {plain['wall']:.1f} s, {plain['cpu']:.1f} s CPU, {plain['peak'] / 1000:.2f} GB"
    reading = f"of them reading {us['reading']:.1f} s; {us['cpu']:.1f} s CPU"
    books = f"ours {book['ours']:.2f} s, calamine's {book['theirs']:.2f} s; then validation {book['checking']:.2f} s"
    return [
        ("national year, seconds", us["wall"], 60, reading),
        ("national year, GB at most", us["peak"] / 1000, 4, f"all findings the same: {len(us['found'])}"),
        ("national year, times pandas", us["wall"] / plain["wall"], 6, alone),
        ("the same, by CPU", us["cpu"] / plain["cpu"], 6, ""),
        (f"workbook of {book['rows']:,} rows, times calamine", book["ours"] / book["theirs"], 2, books),
        (f"census of {cin['megabytes']} MB, MB above", cin["above"], 300, f"{cin['rows']:,} rows, {cin['wall']:.1f} s"),
        (f"{invented['years']} years of {INVENTED}, seconds", invented["wall"], 30, f"{invented['files']} files"),
    ]


def main(smaller: int) -> None:
    """Measure, and print one table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        in_own_process(make, folder, smaller)
        parts = (year_by_us, year_in_pandas, workbook, census, five_years)
        results = [in_own_process(part, folder, smaller) for part in parts]
    us, plain = results[:2]
    if us["found"] != plain["found"]:
        sys.exit(f"The two ways do not find the same:\nours          {us['found']}\npandas alone  {plain['found']}")
    print(f"{'what':46}{'measured':>10}{'goal':>6}  {'met':5}beside")
    for what, value, goal, beside in rows(*results):
        print(f"{what:46}{value:10.2f}{goal:6}  {'yes' if value <= goal else 'NO':5}{beside}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main(SMALLER if "--small" in sys.argv else 1)
