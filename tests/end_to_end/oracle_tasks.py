"""A whole line of reports whose tasks are a few lines each, and what each of them reads, written down by hand.

The cache knows what tasks read from its own declarations; here the same is said once more, apart from them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguarding_report.perform import Order

YEARS = {"arden": ("2022-23", "2023-24"), "borley": ("2022-23", "2023-24")}
LINE = ("01_validate", "02_measure", "gate", "03_chart", "narratives", "04_report", "finishing")
NOTEBOOKS = ("01_validate", "02_measure", "03_chart", "04_report")
PUBLIC = ("report.html", "figures.csv", "manifest.json")

CELLS = {
    "01_validate": "from safeguarding_report import receiving",
    "02_measure": "from safeguarding_report.measures import results",
    "03_chart": "from safeguarding_report import charts",
    "04_report": "from safeguarding_report import charts, report",
}

REACHED = {
    "cli.py": (),
    "example/registers_of_work.toml": (),
    "receiving/receive.py": ("01_validate",),
    "formats/census/elements.toml": ("01_validate",),
    "measures/results.py": ("02_measure",),
    "measures/referrals.toml": ("02_measure",),
    "disclosure/gate.py": ("gate",),
    "free_text/narratives.py": ("narratives",),
    "charts/draw.py": ("03_chart", "04_report", "finishing", "index"),
    "report/template/style.css": ("04_report", "finishing", "index"),
    "engine.py": NOTEBOOKS,
    "errors.py": (*LINE, "index"),
}
"""Files of the package, and the tasks whose code they are."""


def all_tasks() -> list[tuple[str, str, str]]:
    """Every task, each after those that it needs."""
    reports = [(slug, year) for slug, years in YEARS.items() for year in years]
    return [(slug, year, name) for slug, year in reports for name in LINE] + [("", "", "index")]


def before(root: Path, slug: str, year: str) -> str:
    """The year before, where it hands something on: returns, or a register that its office keeps."""
    place = YEARS[slug].index(year)
    earlier = YEARS[slug][place - 1] if place else ""
    home = root / "data" / slug / earlier
    return earlier if earlier and ((home / "returns.toml").is_file() or any(home.glob("registers/*"))) else ""


def files_read(root: Path, slug: str, year: str, name: str) -> list[Path]:
    """The files of a workspace that a task reads beside the products of others, its notebook apart."""
    if name == "index":
        return []
    home = root / "data" / slug
    files = [home / "partnership.toml", home / year / "year.toml"]
    suites = sorted((root / "expectations").glob("*.json"))
    if name in {"01_validate", "02_measure"}:
        files += [root / "data" / "official" / "official_figures.csv", *suites]
    if name == "01_validate":
        files += sorted(path for part in ("returns", "registers") for path in (home / year / part).glob("*"))
        files += [home / year / "returns.toml"] if slug == "arden" else []
    if name == "narratives":
        files += sorted((home / year / "narrative").glob("*"))
    if name == "finishing":
        files += [*suites, *sorted((root / "notebooks").glob("*.ipynb"))]
    return files


def products_read(root: Path, slug: str, year: str, name: str) -> list[str]:
    """The folders of other tasks' products that a task reads, as places in outputs/private."""
    if name == "index":
        return [f"{slug}/{year}/released" for slug, years in YEARS.items() for year in years]
    earlier = before(root, slug, year)
    here, then = f"{slug}/{year}", f"{slug}/{earlier}"
    folders = {
        "01_validate": [],
        "02_measure": [f"{here}/tables"],
        "gate": [f"{here}/results"],
        "03_chart": [f"{here}/released"],
        "narratives": [],
        "04_report": [f"{here}/released", f"{here}/charts", f"{here}/narratives"],
        "finishing": [
            f"{here}/released",
            f"{here}/charts",
            f"{here}/notebooks/04_report.ipynb",
            f"{here}/narratives",
        ],
    }[name]
    if earlier and name == "02_measure":
        folders = [*folders, f"{then}/tables", f"{then}/results"]
    return folders


def cells_of(notebook: Path) -> str:
    """What a notebook says, without what a run of it leaves behind."""
    return json.dumps([cell["source"] for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]])


def perform(order: Order) -> float:
    """Do a task: leave the words of all it reads, shortened; remarks say nothing."""
    task, root, staging = order.task, Path(order.workspace), Path(order.staging)
    words = [
        said(path) for path in files_read(root, task.partnership, task.year, task.name) if "notebooks" not in str(path)
    ]
    words += [
        read_all(root / "outputs" / "private" / place)
        for place in products_read(root, task.partnership, task.year, task.name)
    ]
    if task.name in NOTEBOOKS:
        words.append(cells_of(root / "notebooks" / f"{task.name}.ipynb"))
    content = hashlib.sha256("|".join([str(task), *words]).encode()).hexdigest()
    for place in places_left(task.name):
        (staging / place).parent.mkdir(parents=True, exist_ok=True)
        (staging / place).write_text(f"{place} {content}\n", encoding="utf-8")
    if task.name == "gate":
        facts = dict.fromkeys(("figures_released", "hidden_by_source", "hidden_primary", "hidden_complementary"), 0)
        facts |= {"left_out": 0, "narrowest_range": None, "of": content}
        (staging / "disclosure").mkdir(exist_ok=True)
        (staging / "disclosure" / "summary.json").write_text(json.dumps(facts), encoding="utf-8")
    if task.name == "finishing":
        page = staging / "public"
        files = {name: hashlib.sha256((page / name).read_bytes()).hexdigest() for name in PUBLIC[:2]}
        own = {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "notebooks").glob("*"))}
        own |= {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "expectations").glob("*"))}
        manifest = {"outputs": files, "made_with": dict(order.made_with), "own": own}
        (page / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return 0.0


def places_left(name: str) -> list[str]:
    """The files that a task leaves."""
    folders = {"01_validate": "tables", "02_measure": "results", "03_chart": "charts", "04_report": "report"}
    if name in folders:
        return [f"{folders[name]}/rows.txt", f"notebooks/{name}.ipynb"]
    return {
        "gate": ["released/figures.csv"],
        "narratives": ["narratives/narratives.json"],
        "finishing": [f"public/{file}" for file in PUBLIC],
        "index": ["public/index.html"],
    }[name]


def said(path: Path) -> str:
    """What a file says: remarks after a # are not read."""
    return path.read_text(encoding="utf-8").partition("#")[0] if path.is_file() else ""


def read_all(place: Path) -> str:
    """The bytes of a product, or of all products in a folder."""
    paths = sorted(place.rglob("*")) if place.is_dir() else [place]
    return " ".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def make_workspace(root: Path) -> Path:
    """A workspace of two partnerships and four reports; one partnership has returns, the other may keep a register."""
    for folder in ("outputs", "data/official", "notebooks", "expectations"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "official" / "official_figures.csv").write_text("figures", encoding="utf-8")
    (root / "expectations" / "own_table.json").write_text("[]", encoding="utf-8")
    for name, source in CELLS.items():
        write_notebook(root, name, source)
    for slug, years in YEARS.items():
        text = f'name = "{slug}"\nshort_name = "{slug}"\nareas = ["E08000026"]\n'
        for year in years:
            (root / "data" / slug / year).mkdir(parents=True)
            (root / "data" / slug / year / "year.toml").write_text("", encoding="utf-8")
        (root / "data" / slug / "partnership.toml").write_text(text, encoding="utf-8")
    for year in YEARS["arden"]:
        for part in ("returns", "registers", "narrative"):
            (root / "data" / "arden" / year / part).mkdir()
        (root / "data" / "arden" / year / "returns.toml").write_text("", encoding="utf-8")
        (root / "data" / "arden" / year / "returns" / "rows.csv").write_text("1,2\n", encoding="utf-8")
    return root


def write_notebook(root: Path, name: str, source: str, outputs: tuple[str, ...] = ()) -> None:
    """Write a notebook of one cell, with what a run of it left."""
    shown = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": shown, "execution_count": len(outputs)}
    (root / "notebooks" / f"{name}.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}}), encoding="utf-8")


def fresh_copy(root: Path, place: Path) -> Path:
    """The same inputs in another folder, where nothing was ever built; the secret is an input too."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root, place, ignore=shutil.ignore_patterns("outputs"))
    (place / "outputs" / "private").mkdir(parents=True)
    secret = root / "outputs" / "private" / "secret.key"
    if secret.is_file():
        shutil.copy2(secret, place / "outputs" / "private" / "secret.key")
    return place


def products(root: Path) -> dict[str, bytes]:
    """Everything that was made and stands in its place: public files, and private products of every task."""
    made = {}
    for path in sorted((root / "outputs").rglob("*")):
        parts = path.relative_to(root / "outputs").parts
        is_state = parts[0] == "private" and (
            len(parts) < 4 or parts[3] in {"tasks", "manifest.json"} or parts[1] == "store"
        )
        if path.is_file() and not is_state:
            made["/".join(parts)] = path.read_bytes()
    return made
