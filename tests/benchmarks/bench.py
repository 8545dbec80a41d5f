"""What a build costs beside what everybody can run, as ratios in one run: read the ratios, not the seconds.

`bench.py [PART …] [--rounds N] [--growth]` measures all parts, or those named; everything happens in workspaces of
its own that are thrown away. Rounds alternate between the ways, so that a busy minute falls on all of them.

- one-report: from nothing in a fresh process; the plain way; the floor
- edits: one word of a narrative, and one partner's return, in a fresh process and under a watch
- nothing: a build with nothing to do, `import pandas`, and Snakemake
- all-reports: all reports from nothing; the floor; Snakemake on all cores
- growth: 25 reports of invented partnerships and 200; minutes, so only with --growth

The plain way is papermill's and nbconvert's own commands over the same notebooks, with gate and finishing as plain
steps between them. The floor is all the same tasks in one process with everything imported, imports left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import peers
import workspaces
from measuring import Times, build, cost
from watched import Watched

ROUNDS = 3
REPORT = ("coventry", "2023-24")
OF_RETURNS = (workspaces.INVENTED, "2023-24")
FEW, MANY = 5, 40
"""Copies of the invented partnership, with five reports each: 25 and 200."""

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
        found["h  one report, the floor"].add(peers.floor(workspace, [REPORT]))
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
    plain_returns = here / "plain-returns"
    shutil.copytree(returns, plain_returns)
    for number in range(1, rounds + 1):
        found["a  the report with the word, the plain way"].add(
            *cost(*peers.plain(plain_word, REPORT), **peers.plain_environment(plain_word, REPORT))
        )
        workspaces.edit_word(word, REPORT, number)
        found["f  one word, fresh process"].add(*cost(build(word, *REPORT)))
        found["a  the report with the return, the plain way"].add(
            *cost(*peers.plain(plain_returns, OF_RETURNS), **peers.plain_environment(plain_returns, OF_RETURNS))
        )
        found["h  the report with the return, the floor"].add(peers.floor(plain_returns, [OF_RETURNS]))
        workspaces.edit_return(returns, OF_RETURNS, number)
        found["g  one return, fresh process"].add(*cost(build(returns, *OF_RETURNS)))
    with Watched(word, *REPORT) as watch:
        for number in range(rounds + 1, 2 * rounds + 1):
            found["f  one word, under --watch"].add(
                watch.after(lambda number=number: workspaces.edit_word(word, REPORT, number))
            )
    found["f  one word, under --watch"].peaks.append(watch.peak)
    with Watched(returns, *OF_RETURNS) as watch:
        for number in range(rounds + 1, 2 * rounds + 1):
            found["g  one return, under --watch"].add(
                watch.after(lambda number=number: workspaces.edit_return(returns, OF_RETURNS, number))
            )
    found["g  one return, under --watch"].peaks.append(watch.peak)
    a_word, f, a_return, h, g, f_watched, g_watched = found.values()
    return found, [
        Limit("one word, fresh process: f / a", f.median / a_word.median, 0.20),
        Limit("one word, under --watch: f / a", f_watched.median / a_word.median, 0.10),
        Limit("one return, fresh process: (g − h) / (a − h)", above_floor(g, h, a_return), 0.45),
        Limit("one return, under --watch: (g − h) / (a − h)", above_floor(g_watched, h, a_return), 0.15),
    ]


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
        found[f"h  {count} reports, the floor"].add(peers.floor(_copy(workspace, here), reports, index=True))
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
    return _nothing(workspace, rounds, None)


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


def growth(here: Path, _rounds: int) -> tuple[Measured, list[Limit]]:
    """Measure 25 reports of invented partnerships and 200, once each."""
    years = [report for report in workspaces.everything() if report[0] == workspaces.INVENTED]
    found: Measured = defaultdict(Times)
    for copies in (FEW, MANY):
        workspace = workspaces.new_workspace(here / f"{copies}-copies", years, copies)
        found[f"   {copies * len(years)} invented reports, ours"].add(*cost(build(workspace)))
    for _ in range(ROUNDS):
        found["e  nothing to do of these"].add(*cost(build(workspace)))
    few, many, idle = found.values()
    return found, [
        Limit("200 reports, as a multiple of 8 × 25", many.median / few.median * FEW / MANY, 1.05),
        Limit("200 reports, nothing to do: seconds", idle.median, 1.0),
    ]


PARTS = {"one-report": one_report, "edits": edits, "all-reports": all_reports, "nothing": nothing, "growth": growth}
UNLESS_NAMED = ("one-report", "edits", "all-reports")


def main() -> None:
    """Measure, and print one table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--growth", action="store_true", help="measure 200 reports too; this takes half an hour")
    wanted = asked.parse_args()
    parts = [*(wanted.parts or UNLESS_NAMED), *(["growth"] if wanted.growth else [])]
    found: Measured = {}
    limits: list[Limit] = []
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            measured, must = PARTS[part](Path(temporary), wanted.rounds)
        found |= {f"{name} ({part})" if name in found else name: times for name, times in measured.items()}
        limits += must
    print_table(found, limits, wanted.rounds)


def print_table(found: Measured, limits: list[Limit], rounds: int) -> None:
    """Print what was measured, and beside each limit whether it was met."""
    print(f"{os.cpu_count()} cores, {rounds} rounds, load {os.getloadavg()[0]:.1f} at the end")
    print(f"{'':50}{'median s':>9}  {'spread':14}{'peak MB':>8}")
    for what, times in found.items():
        peak = f"{times.peak:.0f}" if times.peak else ""
        print(f"{what:50}{times.median:9.2f}  {times.spread:14}{peak:>8}")
    print(f"\n{'':50}{'value':>9}  {'at most':>7}")
    for limit in limits:
        print(
            f"{limit.what:50}{limit.value:9.2f}  {limit.most:7.2f}  {'met' if limit.value <= limit.most else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
