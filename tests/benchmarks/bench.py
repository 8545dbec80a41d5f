"""What a build costs beside what everybody can run, as ratios in one run: read the ratios, not the seconds.

`bench.py [PART …] [--rounds N] [--growth [FEW MANY]] [--markdown FILE]` measures all parts, or those named; everything
happens in workspaces of its own that are thrown away. Rounds alternate between the ways, so that a busy minute falls on
all of them. With `--markdown` the table is written for docs/explanation/speed.md as well.

- one-report: from nothing in a fresh process; the plain way; the floor
- edits: one word of a narrative, and one partner's return, in a fresh process and under a watch
- nothing: a build with nothing to do, `import pandas`, and Snakemake
- all-reports: all reports from nothing; the floor; Snakemake on all cores
- growth: 25 reports and 200, copies of a partnership under names of their own; minutes, so only with --growth

The plain way is papermill's and nbconvert's own commands over the same notebooks, with gate and finishing as plain
steps between them. The floor is all the same tasks in one process with everything imported, imports left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import workspaces
from measuring import Times, build, cost
from watched import Watched

from safeguarding_report.known_files import SETTLED_NANOSECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
REPORT = ("coventry", "2023-24")
OF_RETURNS = (workspaces.INVENTED, "2023-24")
COPIED = "coventry"
"""What is copied to see how a build grows: the number of reports weighs, and not how long one of them takes."""
FEW, MANY = 5, 40
"""Copies of that partnership, with five reports each: 25 and 200."""

IMPORT_PANDAS = (sys.executable, "-c", "import pandas")
SMALLEST_DIFFERENCE = 0.001

Measured = dict[str, Times]


@dataclass(frozen=True)
class Limit:
    """What must be reached: a value, and what it may be at most."""

    what: str
    value: float
    most: float


def above_floor(ours: Times, floor: Times, theirs: Times) -> float:
    """Return what we cost above the floor as a share of what the plain way does."""
    return (ours.median - floor.median) / max(theirs.median - floor.median, SMALLEST_DIFFERENCE)


def one_report(here: Path, rounds: int) -> tuple[Measured, list[Limit]]:
    """Measure (a), (c), (h) and (i) for one report of published figures."""
    workspace = workspaces.new_workspace(here / "one", [REPORT])
    found: Measured = defaultdict(Times)
    for _ in range(rounds):
        workspaces.empty(workspace)
        found["a  one report, plain papermill and nbconvert"].add(
            *cost(*peers.plain(workspace, REPORT), **peers.plain_environment(workspace, REPORT))
        )
        workspaces.empty(workspace)
        found["c  one report, ours, nothing cached"].add(*cost(build(workspace, *REPORT)))
        found["i  its other editions, once it stands"].add(*cost(build(workspace, *REPORT, "--editions")))
        workspaces.empty(workspace)
        found["h  one report, the floor"].add(*peers.floor(workspace, [REPORT]))
    theirs, ours, _, floor = found.values()
    return found, [Limit("one report, nothing cached: (c − h) / (a − h)", above_floor(ours, floor, theirs), 0.45)]


def edits(here: Path, rounds: int) -> tuple[Measured, list[Limit]]:
    """Measure (f) and (g), in a fresh process and under a watch, beside (a) and (h) of the same report."""
    found: Measured = defaultdict(Times)
    word = workspaces.new_workspace(here / "word", [REPORT])
    workspaces.edit_word(word, REPORT, 0)
    cost(build(word, *REPORT))
    plain_word = workspaces.new_workspace(here / "plain-word", [REPORT])
    workspaces.edit_word(plain_word, REPORT, 0)
    years = [report for report in workspaces.everything() if report[0] == OF_RETURNS[0]]
    returns = workspaces.new_workspace(here / "returns", years)
    cost(build(returns, OF_RETURNS[0]))
    plain_returns, watched_returns = here / "plain-returns", here / "watched-returns"
    shutil.copytree(returns, plain_returns)
    shutil.copytree(returns, watched_returns)
    # What was built before in the same place would be put back, which is another thing.
    watched_word = shutil.copytree(word, here / "watched-word")
    for number in range(1, rounds + 1):
        found["a  the report with the word, the plain way"].add(
            *cost(*peers.plain(plain_word, REPORT), **peers.plain_environment(plain_word, REPORT))
        )
        workspaces.edit_word(word, REPORT, number)
        found["f  one word, fresh process"].add(*cost(build(word, *REPORT)))
        workspaces.edit_return(plain_returns, OF_RETURNS, number)
        found["a  the report with the return, the plain way"].add(
            *cost(*peers.plain(plain_returns, OF_RETURNS), **peers.plain_environment(plain_returns, OF_RETURNS))
        )
        found["h  the report with the return, the floor"].add(*peers.floor(plain_returns, [OF_RETURNS]))
        workspaces.edit_return(returns, OF_RETURNS, number)
        found["g  one return, fresh process"].add(*cost(build(returns, *OF_RETURNS)))
    _watched(found, "f  one word", watched_word, REPORT, workspaces.edit_word, rounds)
    _watched(found, "g  one return", watched_returns, OF_RETURNS, workspaces.edit_return, rounds)
    a_word, f, a_return, h, g, _, f_watched, _, g_watched = found.values()
    return found, [
        Limit("one word, fresh process: f / a", f.median / a_word.median, 0.20),
        Limit("one word, under --watch: f / a", f_watched.median / a_word.median, 0.10),
        Limit("one return, fresh process: (g − h) / (a − h)", above_floor(g, h, a_return), 0.45),
        Limit("one return, under --watch: (g − h) / (a − h)", above_floor(g_watched, h, a_return), 0.15),
    ]


def _watched(
    found: Measured,
    what: str,
    workspace: Path,
    report: workspaces.Report,
    edit: Callable[[Path, workspaces.Report, int], object],
    rounds: int,
) -> None:
    """Measure an edit under a watch: one as soon as the watch stands, apart, and then those of somebody at work.

    The first one waits until the server has loaded its libraries, which is paid once a session.
    """
    first, later = f"{what}, as soon as --watch stands", f"{what}, under --watch"
    with Watched(workspace, *report) as watch:
        found[first].add(watch.after(partial(edit, workspace, report, rounds + 1)))
        for number in range(1, rounds + 1):
            found[later].add(watch.after(partial(edit, workspace, report, number)))
    found[later].peaks.append(watch.peak)


def all_reports(here: Path, rounds: int) -> tuple[Measured, list[Limit]]:
    """Measure (b), (d) and (h) for all reports, and (e), a build with nothing to do."""
    reports = workspaces.everything()
    workspace = workspaces.new_workspace(here / "all", reports)
    snakes = workspaces.new_workspace(here / "snakes", reports)
    found: Measured = defaultdict(Times)
    count = len(reports)
    for _ in range(rounds):
        workspaces.empty(workspace)
        found[f"d  {count} reports, ours"].add(*cost(build(workspace)))
        workspaces.empty(snakes)
        snake = peers.snakemake(snakes, reports, os.cpu_count() or 1)
        for report in reports:
            (peers.private(snakes, report) / "notebooks").mkdir(parents=True)
        found[f"b  {count} reports, Snakemake"].add(*cost(snake, **peers.SETTINGS))
        found[f"h  {count} reports, the floor"].add(*peers.floor(_copy(workspace, here), reports, index=True))
    ours, theirs, floor = found.values()
    limits = [
        Limit(f"{count} reports: d / h", ours.median / floor.median, 0.80),
        Limit(f"{count} reports: d / b", ours.median / theirs.median, 0.35),
        Limit(f"{count} reports: peak memory, GB", ours.peak / 1000, 1.5),
    ]
    idle, idle_limits = _nothing(workspace, rounds, snake)
    return found | idle, limits + idle_limits


def _copy(workspace: Path, here: Path) -> Path:
    """Return the same data beside, for what leaves its own things in outputs."""
    beside = here / "floor"
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(workspace / "data", beside / "data")
    (beside / "outputs").mkdir()
    return beside


def nothing(here: Path, rounds: int) -> tuple[Measured, list[Limit]]:
    """Measure (e) alone: all reports are built once and not measured."""
    workspace = workspaces.new_workspace(here / "idle", workspaces.everything())
    cost(build(workspace))
    _settle(workspace)
    return _nothing(workspace, rounds, None)


def _settle(workspace: Path) -> None:
    """Build until files are trusted: what was written a moment ago may still be written to, and is read again."""
    time.sleep(2 * SETTLED_NANOSECONDS / 1e9)
    cost(build(workspace))


def _nothing(workspace: Path, rounds: int, snake: tuple[str, ...] | None) -> tuple[Measured, list[Limit]]:
    found: Measured = defaultdict(Times)
    for _ in range(3 * rounds):
        found["e  nothing to do, ours"].add(*cost(build(workspace)))
        found["   import pandas"].add(*cost(IMPORT_PANDAS))
        if snake:
            found["b  nothing to do, Snakemake"].add(*cost(snake, **peers.SETTINGS))
    ours, pandas, *theirs = found.values()
    limits = [Limit("nothing to do: e / import pandas", ours.median / pandas.median, 0.6)]
    limits += [Limit("nothing to do: e / Snakemake's", ours.median / one.median, 0.25) for one in theirs]
    return found, limits


def growth(here: Path, rounds: int, copies: tuple[int, int] = (FEW, MANY)) -> tuple[Measured, list[Limit]]:
    """Measure few reports of copied partnerships and many: 25 and 200 unless told otherwise."""
    years = [report for report in workspaces.everything() if report[0] == COPIED]
    found: Measured = defaultdict(Times)
    numbers = [number * len(years) for number in copies]
    places = [workspaces.new_workspace(here / f"{number}-copies", years, number) for number in copies]
    for _ in range(rounds):
        for number, workspace in zip(numbers, places, strict=True):
            workspaces.empty(workspace)
            found[f"   {number} reports of copies, ours"].add(*cost(build(workspace)))
    found["   nothing to do of these, right after"].add(*cost(build(places[-1])))
    _settle(places[-1])
    for _ in range(3 * rounds):
        found["e  nothing to do of these"].add(*cost(build(places[-1])))
    few, many, _, idle = found.values()
    less, more = numbers
    return found, [
        Limit(
            f"{more} reports: as a multiple of {more / less:g} × {less}", many.median / few.median * less / more, 1.05
        ),
        Limit(f"{more} reports, nothing to do: seconds", idle.median, 1.0),
    ]


PARTS = {"one-report": one_report, "edits": edits, "all-reports": all_reports, "nothing": nothing, "growth": growth}
UNLESS_NAMED = ("one-report", "edits", "all-reports")


def main() -> None:
    """Measure, and print one table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument(
        "--growth",
        nargs="*",
        type=int,
        metavar="COPIES",
        help="measure 25 and 200 reports too, which takes a quarter of an hour a round; or those of so few and so many copies",
    )
    asked.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    wanted = asked.parse_args()
    # Where it is set, every process compiles our modules anew, with us and with the peers.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if wanted.growth:
        PARTS["growth"] = partial(growth, copies=tuple(wanted.growth))
    parts = dict.fromkeys([*(wanted.parts or UNLESS_NAMED), *(["growth"] if wanted.growth is not None else [])])
    found: Measured = {}
    limits: list[Limit] = []
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            measured, must = PARTS[part](Path(temporary), wanted.rounds)
        found |= {f"{name} ({part})" if name in found else name: times for name, times in measured.items()}
        limits += must
        # Each part as soon as it is measured: what comes after it may take an hour.
        print_table(measured, must, wanted.rounds)
    if wanted.markdown:
        wanted.markdown.write_text(as_markdown(found, limits, wanted.rounds), encoding="utf-8")


def print_table(found: Measured, limits: list[Limit], rounds: int) -> None:
    """Print what was measured, and beside each limit whether it was met."""
    print(_machine(rounds))
    print(f"{'':52}{'median s':>9}  {'spread':14}{'peak MB':>8}")
    for what, times in found.items():
        peak = f"{times.peak:.0f}" if times.peak else ""
        print(f"{what:52}{times.median:9.2f}  {times.spread:14}{peak:>8}")
    print(f"\n{'':52}{'value':>9}  {'at most':>7}")
    for limit in limits:
        print(
            f"{limit.what:52}{limit.value:9.2f}  {limit.most:7.2f}  {'met' if limit.value <= limit.most else 'MISSED'}"
        )


def as_markdown(found: Measured, limits: list[Limit], rounds: int) -> str:
    """Return the same as two tables for docs/explanation/speed.md."""
    lines = [f"{_machine(rounds)}.", "", "| case | median, s | spread | peak, MB |", "|---|---|---|---|"]
    for what, times in found.items():
        peak = f"{times.peak:.0f}" if times.peak else ""
        lines.append(f"| {what.strip()} | {times.median:.2f} | {times.spread} | {peak} |")
    lines += ["", "| must reach | measured | at most | |", "|---|---|---|---|"]
    for limit in limits:
        met = "met" if limit.value <= limit.most else "**missed**"
        lines.append(f"| {limit.what} | {limit.value:.2f} | {limit.most:.2f} | {met} |")
    return "\n".join([*lines, ""])


def _machine(rounds: int) -> str:
    """Say on what was measured, and how busy it was."""
    names = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal:")]
    said = [f"{os.cpu_count()} cores{f' ({names[0]})' if names else ''}"]
    said += [f"{kilobytes / 1_000_000:.0f} GB" for kilobytes in memory]
    said += [f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"]
    return f"{', '.join(said)}; {rounds} rounds, load {os.getloadavg()[0]:.1f} at the end"


def _lines(place: str) -> list[str]:
    try:
        return Path(place).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []  # not Linux


if __name__ == "__main__":
    main()
