"""What a program costs: time on the clock, processor time and memory of itself and all that it starts (Linux)."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_EACH = 0.1  # seconds between two looks at the processes
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processor time, and the most memory held at one moment in bytes.

    The memory is the sum of the resident sets of all processes, so what they share counts for each of them.
    """

    clock: float
    processor: float
    memory: int


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end, and see what it costs. Raises RuntimeError with what it said when it fails."""
    before, begun = _reaped(), time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **(environment or {})}
    )
    watch = _Watch(process.pid)
    watch.start()
    said, _ = process.communicate()
    clock = time.perf_counter() - begun
    watch.stop()
    if process.returncode:
        raise RuntimeError(said.strip()[-2000:] or f"exit {process.returncode}")
    # A child that was killed and never waited for is in what was seen of it only.
    return Cost(clock, max(_reaped() - before, sum(watch.processor.values())), watch.memory)


def _reaped() -> float:
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


@dataclass
class _Watch:
    root: int
    memory: int = 0
    processor: dict[int, float] = field(default_factory=dict)
    _done: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_EACH):
            memory = 0
            for number in _tree(self.root):
                with suppress(OSError):
                    memory += int(Path(f"/proc/{number}/statm").read_text().split()[1]) * _PAGE
                    times = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
                    self.processor[number] = (int(times[11]) + int(times[12])) / _TICK
            self.memory = max(self.memory, memory)


def _tree(root: int) -> Iterator[int]:
    yield root
    with suppress(OSError):
        for thread in Path(f"/proc/{root}/task").iterdir():
            with suppress(OSError):
                for child in (thread / "children").read_text().split():
                    yield from _tree(int(child))
