"""The same build on a Dask cluster: a scheduler and workers as a user starts them, each in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from little_workspace import is_alive, make_little_workspace, run, start, wait_for

BIN = Path(sys.executable).parent


@contextlib.contextmanager
def cluster(folder: Path, workers: int):
    """A scheduler and workers, as docs/how-to/many-machines.md starts them; yields its address and the workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    with contextlib.ExitStack() as running:
        running.enter_context(
            command("dask", "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", folder=folder)
        )
        started = []
        for number in range(workers):
            own = folder / f"worker-{number}"
            own.mkdir()
            words = ("dask", "worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(own))
            started.append(running.enter_context(command(*words, folder=own)))
        yield address, started


@contextlib.contextmanager
def command(name: str, *words: str, folder: Path):
    """A command of this environment that runs until the test has ended, and all it started with it."""
    with (folder / f"{name}-{words[0]}.log").open("wb") as log:
        process = subprocess.Popen(
            [BIN / name, *words], cwd=folder, stdout=log, stderr=log, start_new_session=True, env=environment()
        )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def environment() -> dict[str, str]:
    """Keys that any S3 server of a test takes."""
    return {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_workers_leave_what_a_build_at_home_leaves(tmp_path):
    home = make_little_workspace(tmp_path / "home", "arden", "beck").root
    away = make_little_workspace(tmp_path / "away", "arden", "beck").root

    with cluster(tmp_path, workers=2) as (address, _):
        store = f"file://{tmp_path}/store"
        built = run(away, "build", "--until", "02_measure", "--scheduler", address, "--store", store)
    run(home, "build", "--until", "02_measure")

    assert built.returncode == 0, f"{built.stdout}{built.stderr}"
    for slug in ("arden", "beck"):
        for folder in ("tables", "results", "notebooks"):
            place = Path("outputs") / "private" / slug / "2023-24" / folder
            assert bytes_below(home / place) == bytes_below(away / place)
            assert bytes_below(away / place)


def test_scheduler_and_store_are_given_together(tmp_path):
    workspace = make_little_workspace(tmp_path / "own").root

    refused = run(workspace, "build", "--scheduler", "tcp://127.0.0.1:8786")

    assert refused.returncode == 2
    assert "--scheduler and --store are given together" in refused.stderr


@pytest.mark.slow
def test_a_worker_that_is_killed_and_a_store_on_the_network_change_no_byte(built, tmp_path, monkeypatch):
    """Three workers, an S3 server on loopback, one worker killed in mid-build: the same bytes as locally."""
    if shutil.which(BIN / "moto_server") is None:
        pytest.skip("no S3 server to try: `make prove` installs requirements/dask.lock")
    away = tmp_path / "away"
    shutil.copytree(built / "data", away / "data")
    (away / "outputs").mkdir()
    port = free_port()
    with command("moto_server", "-H", "127.0.0.1", "-p", str(port), folder=tmp_path):
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        for name, value in environment().items():
            monkeypatch.setenv(name, value)
        store = f"s3://{make_bucket()}/store"
        with cluster(tmp_path, workers=3) as (address, workers):
            build = start(away, "build", "city-and-hackney", "--scheduler", address, "--store", store)
            wait_for((away / "outputs/private/city-and-hackney/2020-21/results").is_dir, seconds=300)
            os.killpg(workers[0].pid, signal.SIGKILL)
            said, wrong = build.communicate(timeout=900)
            assert not is_alive(workers[0].pid)

    assert build.returncode == 0, f"{said}{wrong}"
    place = Path("outputs") / "public" / "city-and-hackney"
    assert bytes_below(built / place) == bytes_below(away / place)


def make_bucket(seconds: float = 30) -> str:
    """Make a bucket as soon as the server answers."""
    import s3fs

    end = time.monotonic() + seconds
    while True:
        try:
            s3fs.S3FileSystem(use_listings_cache=False).mkdir("reports")
        except OSError:
            assert time.monotonic() < end, "the S3 server does not answer"
            time.sleep(0.5)
        else:
            return "reports"
