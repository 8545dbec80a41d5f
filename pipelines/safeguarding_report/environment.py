"""What a build runs on: our code, the libraries it needs, Python and the machine, each as a short hash or name."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import safeguarding_report
from safeguarding_report.store import sha256, write_file

_PACKAGE = Path(__file__).parent
_DISTRIBUTION = "safeguarding-report"
_NOT_CODE = {"__pycache__", "notebooks", "expectations"}
"""Notebooks and suites lie in the package only when it came as a wheel; they count as inputs of their tasks."""


@dataclass(frozen=True)
class Environment:
    """Everything beside its inputs that decides what a task makes."""

    version: str
    code: str
    """The sha256 of all files of the package."""
    libraries: str
    """The sha256 of the names and versions of the libraries that the package needs, as they are installed."""
    python: str
    platform: str

    def parts(self) -> dict[str, str]:
        """Return what counts in a task's key, by the name a person gives it."""
        return {
            "the code": self.code,
            "the installed libraries": self.libraries,
            "Python": self.python,
            "the platform": self.platform,
        }

    def as_record(self) -> dict[str, str]:
        """Return it as plain data."""
        return asdict(self)


def this_environment(memory: Path) -> Environment:
    """Describe the environment of this process; `memory` is a file that spares looking at every library again."""
    return Environment(
        version=safeguarding_report.__version__,
        code=hash_of_code(),
        libraries=_hash_of_libraries(memory),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        platform=f"{platform.system()} {platform.machine()}",
    )


def hash_of_code() -> str:
    """Return one sha256 over all files of the package."""
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        parts = path.relative_to(_PACKAGE).parts
        if path.is_file() and "__pycache__" not in parts and parts[0] not in _NOT_CODE:
            whole.update(f"{'/'.join(parts)} {hash_of_file(path)}\n".encode())
    return whole.hexdigest()


def hash_of_file(path: Path) -> str:
    """Return the sha256 of a file; one process reads it again only after it changed."""
    state = path.stat()
    return _hash_of_state(path, state.st_size, state.st_mtime_ns, state.st_ino)


@cache
def _hash_of_state(path: Path, _size: int, _time: int, _inode: int) -> str:
    return sha256(path.read_bytes())


def _hash_of_libraries(memory: Path) -> str:
    # To know what needs what, a hundred files must be read; the names of their folders already say name and version.
    folders = sorted(path.name for place in map(Path, sys.path) if place.is_dir() for path in place.glob("*.dist-info"))
    listing = sha256("\n".join(folders).encode())
    remembered = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
    if remembered.get("listing") != listing:
        remembered = {"listing": listing, "libraries": installed_libraries()}
        write_file(memory, f"{json.dumps(remembered, indent=1)}\n".encode())
    return sha256("\n".join(remembered["libraries"]).encode())


def installed_libraries() -> list[str]:
    """Return `name==version` of each library that the package needs, or that one of these needs."""
    waiting, known = [_DISTRIBUTION], {}
    while waiting:
        name = waiting.pop()
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on another platform only
        known[name] = found.version
        needed = (_plain(line) for line in found.requires or () if "extra ==" not in line)
        waiting += [other for other in needed if other not in known]
    return sorted(f"{name}=={version}" for name, version in known.items() if name != _DISTRIBUTION)


def _plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""
