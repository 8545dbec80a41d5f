"""What a task's code is: the modules that Python may run for it, found by reading imports, and the files they read.

Imports inside functions count, and the `__init__` of every package on the way; imports for types alone do not,
because Python never runs them. What is looked up by name, or read as a file, cannot be seen in an import and is
declared here; a test runs every task where nothing else exists.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from safeguarding_report.known_files import state_of
from safeguarding_report.store import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguarding_report.known_files import KnownFiles

PACKAGE = Path(__file__).parent
NAME = "safeguarding_report"

_NOT_CODE = {"__pycache__", "notebooks", "expectations"}
"""Notebooks and suites lie in the package only when it came as a wheel; they count as inputs of their tasks."""

BY_NAME = {
    # papermill finds its engines by their entry points, as pyproject.toml names them.
    "notebook": ("engine",),
}
"""Modules that a module looks up by name instead of importing them."""

PRODUCT_DATA = {
    "measures.words": "measures/",
    "report.page": "report/template/",
    "other_editions.pdf": "other_editions/",
    "formats.annex_a.layout": "formats/annex_a/",
    "formats.layouts": "formats/official_layouts/",
    "formats.census.elements": "formats/census/",
    "formats.ssda903.layout": "formats/ssda903/",
    "example.registers": "example/",
    "disclosure.rules": "disclosure/rules.toml",
    "serving.server": "serving/",
    "glossary": "reference/glossary.toml",
    "guidance": "reference/guidance/",
    "reference": "reference/",
}
"""The module that reads what is no module: templates, styles, tables of the product; the longest beginning counts.

What nobody declares belongs to every task: forgetting costs time, and never leaves a stale page.
"""

_EVERYTHING = "*"

Imports = dict[str, list[str]]
"""The names that a module imports: of each of its functions under the function's name, all others under ""."""


def imports_in(source: str | bytes) -> Imports:
    """Return what a module imports: names as written, with dots before a relative one."""
    found: Imports = {}
    for statement in ast.parse(source).body:
        is_function = isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
        names = list(_imported(statement))
        if names:
            found.setdefault(statement.name if is_function else "", []).extend(names)  # type: ignore[attr-defined]
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and _is_for_types_alone(node.test):
        for other in node.orelse:
            yield from _imported(other)
        return
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
    elif isinstance(node, ast.ImportFrom):
        begin = "." * node.level + (node.module or "")
        yield begin
        joint = "" if begin.endswith(".") else "."
        yield from (f"{begin}{joint}{name.name}" for name in node.names)
    elif isinstance(node, ast.Call) and _called(node.func) in {"import_module", "__import__"}:
        yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))  # type: ignore[misc]
    for child in ast.iter_child_nodes(node):
        yield from _imported(child)


def _is_for_types_alone(test: ast.expr) -> bool:
    return (test.id if isinstance(test, ast.Name) else getattr(test, "attr", "")) == "TYPE_CHECKING"


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else str(getattr(function, "attr", ""))


class Code:
    """The package as it stands: which of its files the code that starts somewhere can reach."""

    def __init__(self, files: KnownFiles, package: Path | None = None) -> None:
        self._files = files
        self._package = str(package or PACKAGE)
        self._hashes: dict[str, str] = {}
        self._led_to: dict[tuple[str, str], list[str]] = {}

    def reached_from(self, roots: Iterable[str]) -> dict[str, str]:
        """Return the files of the package that roots reach, each with its sha256.

        A root is a module, or one function of a module: then the imports inside its other functions do not count.
        """
        modules, places = self._modules_from(roots), self._modules
        reached = {places[name] for name in modules}
        for owner, data in self._data.items():
            if owner == _EVERYTHING or owner in modules:
                reached |= set(data)
        return {place: self._hash_of(place) for place in sorted(reached)}

    def _hash_of(self, place: str) -> str:
        # Looked up once: whoever asks makes another `Code` as soon as a file of the package has changed.
        if place not in self._hashes:
            self._hashes[place] = self._files.hash_of(self.path_of(place))
        return self._hashes[place]

    def path_of(self, place: str) -> str:
        """Return where a file of the package lies."""
        return f"{self._package}/{place}"

    def all_modules(self) -> list[str]:
        """Return every module as a root: for what cannot be read, and may reach anything."""
        return sorted(self._modules)

    def states(self) -> list[tuple[str, list[int]]]:
        """Return what changes when a file of the package changes, comes or goes."""
        return [(place, state_of(f"{self._package}/{place}")) for place in self._found()]

    def _modules_from(self, roots: Iterable[str]) -> set[str]:
        reached: set[str] = set()
        whole: set[str] = set()
        waiting = list(roots)
        while waiting:
            module, _, function = waiting.pop().partition(":")
            if module not in self._modules:
                continue  # a library that a notebook imports
            if module in whole or (function and f"{module}:{function}" in reached):
                continue
            whole |= set() if function else {module}
            reached |= {module, f"{module}:{function}"}
            waiting += self._leads_to(module, function)
        return {name for name in reached if ":" not in name}

    def _leads_to(self, module: str, function: str) -> list[str]:
        """Return the modules of the package that a module, or one function of it, leads to by itself."""
        if (module, function) not in self._led_to:
            imports = self._imports(module)
            scopes = ("", function) if function else imports
            names = {self._absolute(module, name) for scope in scopes for name in imports.get(scope, [])}
            names |= {f"{NAME}.{name}" for name in BY_NAME.get(module.removeprefix(f"{NAME}."), ())}
            # Python runs the packages that a module lies in before the module.
            names.add(module.rpartition(".")[0])
            known = self._modules  # what is none of them is a library, or a name inside a module
            self._led_to[module, function] = [name for name in names if name.partition(":")[0] in known]
        return self._led_to[module, function]

    def _imports(self, module: str) -> Imports:
        imports: Imports = self._files.fact_of(
            f"{self._package}/{self._modules[module]}", "imports", _imports_if_python
        )
        return imports

    def _absolute(self, module: str, name: str) -> str:
        level = len(name) - len(name.lstrip("."))
        if not level:
            return name
        parts = module.split(".") if self._modules[module].endswith("__init__.py") else module.split(".")[:-1]
        home = parts[: len(parts) - level + 1]
        return ".".join([*home, name.lstrip(".")] if name.lstrip(".") else home)

    @cached_property
    def _places(self) -> list[str]:
        return self._found()

    def _found(self) -> list[str]:
        found = []
        for folder, folders, names in os.walk(self._package):
            folders[:] = [name for name in folders if name not in _NOT_CODE]
            inside = folder[len(self._package) + 1 :].replace(os.sep, "/")
            found += [f"{inside}/{name}" if inside else name for name in names]
        return sorted(found)

    @cached_property
    def _modules(self) -> dict[str, str]:
        """Every module by its name, with its place in the package."""
        modules = {}
        for place in self._places:
            if place.endswith(".py"):
                name = place.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")
                modules[f"{NAME}.{name}".strip(".")] = place
        return modules

    @cached_property
    def _data(self) -> dict[str, list[str]]:
        """Files that are no modules, by the module that reads them."""
        data: dict[str, list[str]] = {}
        for place in self._places:
            if not place.endswith((".py", ".pyc")):
                owners = [owner for owner, beginning in PRODUCT_DATA.items() if place.startswith(beginning)]
                owner = max(owners, key=lambda name: len(PRODUCT_DATA[name]), default="")
                data.setdefault(f"{NAME}.{owner}" if owner else _EVERYTHING, []).append(place)
        return data


def _imports_if_python(source: bytes) -> Imports:
    try:
        return imports_in(source)
    except (SyntaxError, ValueError):
        return {}  # it can run nothing; once it is mended, its own hash is another


@cache
def how_found() -> str:
    """Return a text that is another when the same bytes may say other imports: this module, or Python's grammar."""
    return sha256(Path(__file__).read_bytes() + repr(sys.version_info[:2]).encode())


def hash_of(listing: dict[str, str]) -> str:
    """Return one sha256 over files and their hashes."""
    return sha256(json.dumps(sorted(listing.items())).encode())


def as_notebook(content: bytes) -> dict[str, object]:
    """Return what counts of a notebook: the hash of all but its outputs, and the names that its cells import.

    An analyst who ran and saved it in JupyterLab has changed outputs and counters, which no run reads.
    """
    try:
        notebook = json.loads(content)
        cells = notebook["cells"]
        for cell in cells:
            for key in ("outputs", "execution_count", "id"):
                cell.pop(key, None)
            cell.get("metadata", {}).pop("execution", None)
        notebook.get("metadata", {}).pop("language_info", None)
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {"sha256": sha256(content), "imports": None}
    try:
        names = sorted({name for source in sources for names in imports_in(source).values() for name in names})
    except (SyntaxError, ValueError):
        names = None
    return {"sha256": sha256(json.dumps(notebook, sort_keys=True).encode()), "imports": names}
