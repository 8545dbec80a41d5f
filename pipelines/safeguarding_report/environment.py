"""What a build runs on: the libraries it needs, Python and the machine, each as a short hash or name."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import safeguarding_report
from safeguarding_report.errors import DiskError
from safeguarding_report.store import read_memory, sha256, write_memory

if TYPE_CHECKING:
    from pathlib import Path

_DISTRIBUTION = "safeguarding-report"


@dataclass(frozen=True)
class Environment:
    """Everything beside its inputs and its code that decides what a task makes."""

    version: str
    libraries: str
    """The sha256 of the names and versions of the libraries that the package needs, as they are installed."""
    python: str
    platform: str

    def parts(self) -> dict[str, str]:
        """Return what counts in a task's key, by the name a person gives it."""
        return {
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
        libraries=_hash_of_libraries(memory),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        platform=f"{platform.system()} {platform.machine()}",
    )


def _hash_of_libraries(memory: Path) -> str:
    # To know what needs what, a hundred files must be read; the names of their folders already say name and version.
    folders = sorted(name for place in sys.path if os.path.isdir(place) for name in os.listdir(place))  # noqa: PTH112, PTH208 — fast
    listing = sha256("\n".join(name for name in folders if name.endswith(".dist-info")).encode())
    remembered = read_memory(memory)
    if remembered.get("listing") != listing:
        remembered = {"listing": listing, "libraries": installed_libraries()}
        with contextlib.suppress(DiskError):  # it spares looking, and nothing else
            write_memory(memory, remembered)
    return sha256("\n".join(remembered["libraries"]).encode())


def installed_libraries() -> list[str]:
    """Return `name==version` of each library that the package needs, or that one of these needs."""
    import importlib.metadata  # noqa: PLC0415 — a build with nothing to do does not wait for it

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
