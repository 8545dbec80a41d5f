"""What the gate costs, with the number of cells beside each time, and what the rule of thumb would have left open.

- the gate of every year of City and Hackney and of Ashmere and Wold, from results to sealed figures, and its audit;
- 2,000 linked cells: search, and audit alone;
- random linked systems: by how much more the quick search loses than must be lost, where that can be computed;
- random tables: how many the rule of thumb "where one is hidden in a line, hide the next smallest" leaves broken.

Reports that are not measured yet are built first, up to 02_measure. `--small` leaves the large system out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY / "tests" / "unit"))

REPORTS = ("city-and-hackney", "ashmere-and-wold")
LARGE = (9, 9, 2, 6)
"""Categories by categories, two areas and both, six years and all together: 10 × 10 × 3 × 7 cells."""
LARGE_SHARE_SMALL = 0.06
TABLES, TABLE = 60, (5, 4)
LOSS_SYSTEMS, LOSS_SIZES = 12, ((3, 4), (3, 2, 2))


def reports():
    """Print the cost of the gate of every year of two joint partnerships."""
    from safeguarding_report.disclosure import read_ledger, release
    from safeguarding_report.workspace import Workspace

    workspace = Workspace(REPOSITORY)
    for slug in REPORTS:
        subprocess.run(
            [sys.executable, "-m", "safeguarding_report", "build", slug, "--until", "02_measure"],
            cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for year in workspace.years(slug):
            with tempfile.TemporaryDirectory() as folder:
                began = time.process_time()
                summary = release(
                    workspace.private / slug / str(year) / "results",
                    Path(folder) / "released",
                    workspace.partnership(slug),
                    workspace.year_settings(slug, year),
                    ledger=read_ledger(workspace.root / "data" / slug, year),
                )
                cpu = time.process_time() - began
            print(f"{f'{slug} {year}':32} {summary.figures:>7,} {summary.seconds:>9.2f} {cpu:>9.2f}   no unsafe cell")


def linked_cells():
    """Print the cost of searching and auditing one large linked system."""
    from linked_systems import hidden_of, linked, unsafe_in

    system = linked(1, *LARGE, small=LARGE_SHARE_SMALL)
    began, began_cpu = time.perf_counter(), time.process_time()
    hidden = hidden_of(system)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    cells = len(system.numbers)
    print(f"{'linked cells: search':32} {cells:>7,} {seconds:>9.2f} {cpu:>9.2f}   {len(hidden)} hidden")
    began, began_cpu = time.perf_counter(), time.process_time()
    unsafe = unsafe_in(system, hidden)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"{'linked cells: audit alone':32} {cells:>7,} {seconds:>9.2f} {cpu:>9.2f}   {len(unsafe)} unsafe")


def loss():
    """Print by how much more the quick search loses than the cheapest choice there is, on average."""
    from linked_systems import hidden_of, linked, lost, search_limits

    for sizes in LOSS_SIZES:
        began, began_cpu = time.perf_counter(), time.process_time()
        systems = [linked(seed, *sizes) for seed in range(LOSS_SYSTEMS)]
        with search_limits(exact_cells=1_000, choices=2_000):
            least = sum(lost(system, hidden_of(system)) for system in systems)
        with search_limits(exact_cells=0, choices=0):
            found = sum(lost(system, hidden_of(system)) for system in systems)
        with_limits = sum(lost(system, hidden_of(system)) for system in systems)
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        cells = sum(len(system.numbers) for system in systems)
        name = f"loss of {LOSS_SYSTEMS} systems {' × '.join(map(str, sizes))}"
        print(
            f"{name:32} {cells:>7,} {seconds:>9.2f} {cpu:>9.2f}   "
            f"quick {100 * (found / least - 1):.1f} %, as built {100 * (with_limits / least - 1):.1f} % over the optimum"
        )


def rule_of_thumb():
    """Print how many random tables the rule of thumb leaves broken, and how many the gate does."""
    from linked_systems import hidden_of, linked, naive, unsafe_in

    systems = [linked(seed, *TABLE) for seed in range(TABLES)]
    for name, choose in (("the rule of thumb", naive), ("the gate", hidden_of)):
        began, began_cpu = time.perf_counter(), time.process_time()
        broken = sum(bool(unsafe_in(system, choose(system))) for system in systems)
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        cells = sum(len(system.numbers) for system in systems)
        print(f"{name:32} {cells:>7,} {seconds:>9.2f} {cpu:>9.2f}   {broken} of {TABLES} tables broken")


def main():
    """Print the table."""
    print(f"{'the gate':32} {'cells':>7} {'seconds':>9} {'CPU':>9}")
    reports()
    rule_of_thumb()
    loss()
    if "--small" not in sys.argv:
        linked_cells()


if __name__ == "__main__":
    main()
