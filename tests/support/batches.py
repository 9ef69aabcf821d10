"""Small batches: a plan of fictional bodies, what a folder holds, and processes that die on purpose.

As a script it lives through a batch that is killed at each place where it touches the disk; see `main`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from shipped import DAY, ROOT, workshop

from briefgen.batch import work
from briefgen.batch.content import content_hash
from briefgen.batch.crew import Alone, Crew
from briefgen.batch.manifest import Record, read
from briefgen.batch.rows import Entry
from briefgen.batch.run import Plan, run
from briefgen.batch.tally import Tally
from briefgen.batch.task import Made, Task
from briefgen.facts.load import CaseFile
from briefgen.recipients import Doubt, Row

LETTER = "toezicht-college"
SAMPLE = ROOT / "samples" / f"{LETTER}.yaml"
DEADLY = "Doodgraversdorp"
"""A body whose letter kills the process that makes it, where `deadly_work` is the work."""


def case() -> CaseFile:
    return workshop().read(SAMPLE)


OPENING = 12
"""Steps on the disk that each run takes, at the least; also when all letters are there."""


def body(number: int, **more: str) -> Row:
    """A fictional municipality in row `number`."""
    values = {
        "naam": f"Voorbeeld {number}",
        "soort": "gemeente",
        "adres": f"Dorpsstraat {number}",
        "postcode": f"{1000 + number % 9000} AB",
        "plaats": "Voorbeeldstad",
    }
    given = {path.replace("__", "."): value for path, value in more.items()}
    return Row(number, {f"geadresseerde.{key}": value for key, value in values.items()} | given)


def plan(rows: Sequence[Row | Doubt] | Callable[[], Iterable[Row | Doubt]] | int = 5, **more: Any) -> Plan:
    """A batch of the sample's letter to these rows, or to so many made-up bodies, as plain text."""
    if isinstance(rows, int):
        count = rows
        rows = [body(number) for number in range(2, count + 2)]
    given: dict[str, Any] = {"letter": LETTER, "on": DAY, "case": case(), "formats": ("txt",), "columns": ()} | more
    return Plan(rows=rows if callable(rows) else lambda: rows, **given)


def made(wanted: Plan, folder: Path, crew: Crew | None = None, **more: Any) -> Tally:
    with crew or Alone() as working:
        return run(wanted, folder, workshop(), working, **more)


def records(folder: Path) -> list[Record]:
    return list(read(folder))


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a batch that somebody sees, by name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not path.name.startswith((".v", ".s"))
    }


def deadly_work(task: Task, entries: Sequence[Entry]) -> list[Made]:
    """`work.make`, but for one body: there this process dies, as by a crash in a library."""
    if any(entry.values.get("geadresseerde.naam") == DEADLY for entry in entries):
        os.kill(os.getpid(), signal.SIGKILL)
    return work.make(task, entries)


def counted(die_at: int) -> Iterator[int]:
    """Let this process die at its `die_at`-th step on the disk; gives the steps so far."""
    steps = 0

    def before(name: str) -> None:
        original = getattr(os, name)

        def step(*given: Any, **named: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps == die_at:
                if name == "write":
                    original(given[0], bytes(given[1])[: len(given[1]) // 2])  # half of it reaches the disk
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*given, **named)

        setattr(os, name, step)

    for name in ("open", "write", "replace", "rename", "fsync", "unlink", "ftruncate", "chmod"):
        before(name)
    while True:
        yield steps


def _lived(wanted: Plan, folder: Path, die_at: int) -> int | None:
    """The steps that a run took in a process of its own; None when it died at one of them."""
    child = os.fork()
    if child == 0:
        steps = counted(die_at)
        next(steps)
        made(wanted, folder)
        (folder.parent / "steps").write_text(str(next(steps)))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.waitstatus_to_exitcode(status) == 0, "the run failed"
    return int((folder.parent / "steps").read_text())


def main() -> None:
    """Kill a batch at every `stride`-th step, go on, and say as JSON where the end was another than without a kill.

    Before it may go on, it is killed again at random steps, so many that most of them come before its end.
    Arguments: a folder to work in, the number of letters, the stride, and how often to kill before it goes on.
    """
    root, letters, stride, kills = Path(sys.argv[1]), *map(int, sys.argv[2:])
    wanted = plan(letters)
    content_hash()  # once, for all the processes below
    whole = root / "whole"
    steps = _lived(wanted, whole, 0)
    assert steps is not None
    chance = random.Random(6)  # noqa: S311 - steps to die at, which a seed must give again
    wrong, killed = [], 0
    for step in range(1, steps + 1, stride):
        folder = root / "killed"
        for again in range(kills):
            die_at = chance.randint(1, max(steps - step, OPENING)) if again else step
            killed += _lived(wanted, folder, die_at) is None
        _lived(wanted, folder, 0)
        if held(folder) != held(whole):
            wrong.append(step)
        shutil.rmtree(folder)
    sys.stdout.write(json.dumps({"steps": steps, "killed": killed, "wrong": wrong}))


if __name__ == "__main__":
    main()
