"""A batch on an engine that is already running: the scheduler and workers of Dask, here on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from batches import DEADLY, body, deadly_work, held, made, plan
from shipped import ROOT

from briefgen.batch import crew, work
from briefgen.batch.crew import Cluster
from briefgen.batch.manifest import Record, Status
from briefgen.batch.rows import Entry
from briefgen.batch.run import task_of
from briefgen.batch.tally import Tally
from briefgen.errors import BatchError

PATHS = os.pathsep.join(
    [*(str(ROOT / "tests" / name) for name in ("support", "engine")), os.environ.get("PYTHONPATH", "")]
)


@contextmanager
def _running(module: str, *arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask without a nanny, that would begin a lost worker again, and without a web page."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": PATHS, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


@dataclass
class Engine:
    address: str
    folder: Path
    stack: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def begin(self) -> None:
        """Begin one more worker."""
        arguments = (self.address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")
        self.workers.append(self.stack.enter_context(_running("dask_worker", *arguments, folder=self.folder)))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    folder = tmp_path / "dask"
    folder.mkdir()
    file = folder / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-show", "--scheduler-file", str(file))
    with ExitStack() as stack:
        stack.enter_context(_running("dask_scheduler", *arguments, folder=folder))
        while not file.exists() or not file.read_bytes().endswith(b"}"):
            time.sleep(0.05)
        yield Engine(json.loads(file.read_bytes())["address"], folder, stack)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_PATIENCE", 1)


def test_a_lost_worker_costs_nothing(engine: Engine, tmp_path: Path) -> None:
    for _ in range(2):
        engine.begin()

    def watch(_record: Record, tally: Tally, _fresh: bool) -> None:  # noqa: FBT001 - what the engine calls
        if tally.done == 20:
            engine.workers[0].kill()

    tally = made(plan(80), tmp_path / "dask-reeks", Cluster(engine.address), watch=watch)
    made(plan(80), tmp_path / "heel")
    assert engine.workers[0].wait() != 0
    assert tally.made == 80
    assert held(tmp_path / "dask-reeks") == held(tmp_path / "heel")


def test_a_row_on_which_workers_die_has_failed_and_the_others_have_not(engine: Engine) -> None:
    for _ in range(5):  # two die on the piece of work, and two on the row alone
        engine.begin()
    rows = [body(2), body(3, geadresseerde__naam=DEADLY)]
    entries = [Entry(row.number, f"sleutel-{row.number}", "x", row.values) for row in rows]
    with Cluster(engine.address) as cluster:
        while len(cluster._client.nthreads()) < 5:
            time.sleep(0.05)
        job = cluster.give(deadly_work, task_of(plan(), ("txt",)), entries)
        found = [made.record.status for made in cluster.take(job)]
    assert found == [Status.MADE, Status.FAILED]


@pytest.mark.usefixtures("hurry")
def test_an_engine_without_workers_is_told(engine: Engine) -> None:
    with pytest.raises(BatchError, match="geen werkers"):
        Cluster(engine.address)


def test_an_engine_that_loses_its_last_worker_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.begin()
    with Cluster(engine.address) as cluster:
        monkeypatch.setattr(crew, "_PATIENCE", 1)
        engine.workers[0].kill()
        engine.workers[0].wait()
        job = cluster.give(work.make, task_of(plan(), ("txt",)), [Entry(2, "sleutel", "x", body(2).values)])
        with pytest.raises(BatchError, match="geen werkers"):
            cluster.take(job)


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "onzin"])
def test_an_address_where_nobody_is_is_told(address: str) -> None:
    with pytest.raises(BatchError, match="niet te bereiken"):
        Cluster(address)


def test_without_dask_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BatchError, match=r"pip install 'briefgen\[dask\]'"):
        Cluster("tcp://127.0.0.1:1")
