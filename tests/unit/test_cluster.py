"""A task that travels: packed, done from nothing but the store, and unpacked as if it had been done at home."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest

from safeguarding_report import cluster, elsewhere, shared_store
from safeguarding_report.cluster import Cluster
from safeguarding_report.elsewhere import Done, OtherEnvironmentError, Parcel, code_here, perform_elsewhere
from safeguarding_report.environment import this_environment
from safeguarding_report.errors import DataError, UsageError
from safeguarding_report.findings import Finding
from safeguarding_report.perform import Order, perform
from safeguarding_report.shared_store import SharedStore, StoreError
from safeguarding_report.store import sha256
from safeguarding_report.tasks import Task


@pytest.fixture
def store(tmp_path):
    return SharedStore(f"file://{tmp_path}/store")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(shared_store, "WAITS", (0, 0))


@pytest.fixture
def order(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "year.toml").write_text("threshold = 5\n", encoding="utf-8")
    (tmp_path / "staging").mkdir()
    return Order(
        task=Task("arden", "2023-24", "01_validate"),
        workspace="/home/of/the/build",
        staging=str(tmp_path / "staging"),
        runtime="",
        made_with=this_environment(tmp_path / "environment.json").as_record(),
        inputs={"data/arden/2023-24/year.toml": str(tmp_path / "home" / "year.toml")},
    )


class HereAndNow:
    """Does at once, in this process, what a worker's process would do."""

    def submit(self, function, *args):
        future = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:  # noqa: BLE001 — as an executor does
            future.set_exception(error)
        return future


def work_by(monkeypatch, doing):
    """Let a worker do this in place of a task."""
    monkeypatch.setattr(elsewhere, "_processes", HereAndNow)
    monkeypatch.setattr(elsewhere, "perform", doing)


def tell_what_lies_here(order):
    """Stands for a task: writes down what it finds in the workspace that it was given."""
    workspace = Path(order.workspace)
    found = {
        path.relative_to(workspace).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(workspace.rglob("*"))
        if path.is_file()
    }
    (Path(order.staging) / "tables").mkdir()
    (Path(order.staging) / "tables" / "found.json").write_text(json.dumps(found), encoding="utf-8")
    return 1.5


def test_a_task_elsewhere_finds_its_inputs_and_nothing_else_and_its_products_come_home(order, store, monkeypatch):
    work_by(monkeypatch, tell_what_lies_here)

    with Cluster(ThreadPoolExecutor(1), store) as workers:
        seconds = workers.submit(perform, order).result()

    assert seconds == 1.5
    made = json.loads((Path(order.staging) / "tables" / "found.json").read_text(encoding="utf-8"))
    assert made == {"data/arden/2023-24/year.toml": "threshold = 5\n"}


def test_what_travels_is_names_and_hashes_and_no_content(order, store):
    sent = []

    class Listening(ThreadPoolExecutor):
        def submit(self, function, parcel):
            sent.append((function, parcel))
            return super().submit(lambda: Done(0.0))

    with Cluster(Listening(1), store) as workers:
        workers.submit(perform, order).result()

    digest = sha256(b"threshold = 5\n")
    assert sent == [
        (perform_elsewhere, Parcel(order, {"data/arden/2023-24/year.toml": digest}, store.address, code_here()))
    ]


def test_what_the_data_say_elsewhere_is_said_at_home_with_what_the_analyst_may_look_at(order, store, monkeypatch):
    finding = Finding("error", "referrals.csv", "a date is missing", "Every referral has one.", count=1, rows=(4,))

    def fail(given):
        (Path(given.staging) / "failed").mkdir()
        (Path(given.staging) / "failed" / "01_validate.ipynb").write_text("{}", encoding="utf-8")
        message = "The returns hold errors."
        raise DataError(message, [finding])

    work_by(monkeypatch, fail)

    with Cluster(ThreadPoolExecutor(1), store) as workers:
        future = workers.submit(perform, order)
        with pytest.raises(DataError, match="The returns hold errors") as raised:
            future.result()

    assert raised.value.findings == (finding,)
    assert (Path(order.staging) / "failed" / "01_validate.ipynb").is_file()


def test_a_worker_with_other_code_refuses_and_names_what_differs(order, store):
    with pytest.raises(OtherEnvironmentError, match="in the code of safeguarding-report, so it would make other bytes"):
        perform_elsewhere(Parcel(order, {}, store.address, "0" * 64))


def test_an_input_that_was_lost_from_the_store_is_put_there_once_more(order, store, tmp_path, monkeypatch):
    work_by(monkeypatch, tell_what_lies_here)
    with Cluster(ThreadPoolExecutor(1), store) as workers:
        workers.submit(perform, order).result()
        for path in (tmp_path / "store").rglob("*"):
            if path.is_file():
                path.write_bytes(b"damaged")
        (Path(order.staging) / "tables" / "found.json").unlink()
        workers.submit(perform, order).result()

    assert (Path(order.staging) / "tables" / "found.json").is_file()


def test_an_input_that_is_lost_again_and_again_fails_the_task_in_the_end(order, store, monkeypatch):
    times = []

    def lose(parcel):
        times.append(parcel)
        message = "The store does not hold it."
        raise StoreError(message)

    monkeypatch.setattr(cluster, "perform_elsewhere", lose)

    with Cluster(ThreadPoolExecutor(1), store) as workers, pytest.raises(StoreError, match="does not hold it"):
        workers.submit(perform, order).result()

    assert len(times) == cluster.RETRIES + 1


def test_a_shared_store_gives_back_what_it_keeps_and_checks_it(store, tmp_path):
    digest = store.put_bytes(b"the tables of a year")

    assert (True, b"the tables of a year") == (store.holds(digest), store.fetch_bytes(digest))
    assert not store.holds(sha256(b"another"))

    place = tmp_path / "store" / digest[:2] / digest[2:]
    place.write_bytes(b"the tables of another year")
    with pytest.raises(StoreError, match="was damaged and has been taken away"):
        store.fetch_bytes(digest)
    with pytest.raises(StoreError, match="does not hold"):
        store.fetch_bytes(digest)


def test_a_store_that_fails_once_costs_time_and_nothing_else(store, monkeypatch):
    digest = store.put_bytes(b"kept")
    answers = [OSError("the network is down"), TimeoutError("slow"), b"kept"]

    def answer(_place):
        said = answers.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(store._files, "cat_file", answer)

    assert store.fetch_bytes(digest) == b"kept"


def test_a_store_that_never_answers_is_said_plainly(store, monkeypatch):
    def never(_place):
        raise TimeoutError

    monkeypatch.setattr(store._files, "exists", never)

    with pytest.raises(StoreError, match=r"did not answer after 3 attempts \(TimeoutError\)"):
        store.holds("0" * 64)


def test_the_store_may_lie_at_any_address_that_fsspec_knows_and_no_other():
    store = SharedStore("memory://any/store")

    assert store.fetch_bytes(store.put_bytes(b"kept")) == b"kept"
    assert fsspec.filesystem("memory").find("/any/store") == [f"/any/store/{sha256(b'kept')[:2]}/{sha256(b'kept')[2:]}"]
    with pytest.raises(UsageError, match="Expected an address that fsspec knows"):
        SharedStore("nowhere://store")


def test_a_scheduler_that_does_not_answer_is_said_plainly(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", "1s")

    with pytest.raises(UsageError, match=r"No Dask scheduler answers at tcp://127.0.0.1:9 "):
        cluster.connect("tcp://127.0.0.1:9", f"file://{tmp_path}/store")
