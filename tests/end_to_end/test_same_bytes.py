"""The public bytes are the same whoever builds, where, when and on how many processors, warm or in kernels."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from little_workspace import command

SLUG, YEAR = "coventry", "2019-20"
"""The first year of a partnership without returns: no report needs fewer tasks."""


def elsewhere(tmp_path) -> dict[str, str]:
    """The surroundings of somebody else, far away, whose settings would be found if anybody looked for them."""
    home = tmp_path / "häuslich"
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("font.size: 30\n", encoding="utf-8")
    (home / ".ipython" / "profile_default" / "startup").mkdir(parents=True)
    startup = home / ".ipython" / "profile_default" / "startup" / "00.py"
    startup.write_text("raise SystemExit('somebody else')\n", encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "USER": "somebody-else",
        "LOGNAME": "somebody-else",
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "MPLBACKEND": "pdf",
        "COLUMNS": "40",
        "OMP_NUM_THREADS": "1",
        "TMPDIR": str(tmp_path),
    }


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--jobs", "2"], id="warm on two processors"),
        pytest.param(["--jobs", "1", "--kernels"], id="in kernels on one processor", marks=pytest.mark.slow),
    ],
)
def test_another_folder_user_language_time_zone_and_number_of_processors_give_the_same_bytes(built, tmp_path, options):
    folder = tmp_path / "somewhere {else} entirely"
    for part in (f"data/{SLUG}", "data/official"):
        shutil.copytree(built / part, folder / part, ignore=shutil.ignore_patterns("returns"))
    for path in (folder / "data" / SLUG).iterdir():
        if path.is_dir() and path.name != YEAR:
            shutil.rmtree(path)
    (folder / "outputs").mkdir()
    again = subprocess.run(
        command(folder, "build", SLUG, YEAR, *options),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=elsewhere(tmp_path),
        preexec_fn=strict if sys.platform != "win32" else None,
    )
    assert (again.returncode, again.stderr) == (0, "")
    made, reference = (each / "outputs" / "public" / SLUG / YEAR for each in (folder, built))
    assert sorted(path.name for path in made.iterdir()) == ["figures.csv", "manifest.json", "report.html"]
    assert [path.name for path in made.iterdir() if path.read_bytes() != (reference / path.name).read_bytes()] == []


def strict() -> None:
    """Let nobody else read what is written, as some users' shells do."""
    os.umask(0o077)
