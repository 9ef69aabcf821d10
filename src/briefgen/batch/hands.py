"""Processes of this computer that each take one errand at a time, over a line of their own.

An executor of the standard library lets its processes share one line back. One that is killed half-way through an
answer then leaves the others, and whoever waits for them, waiting for ever. Here a line that breaks is one errand lost.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Any

_SPAWN = get_context("spawn")  # Typst's threads do not survive a fork, so each process begins afresh
_BROKEN = (EOFError, OSError)
"""What a line says when the process at its other end is gone."""
_at_work = Event()
_GRACE = 5
"""Seconds in which a process that must end may put away what it works with; mostly it needs none."""


@dataclass(slots=True, eq=False)
class Errand:
    """A function with its arguments, and once `done` what came of it; `lost` when its process died."""

    function: Callable[..., Any]
    arguments: tuple[object, ...]
    outcome: Any = None
    error: Exception | None = None
    done: bool = False
    lost: bool = False


@dataclass(slots=True, eq=False)
class _Hand:
    process: BaseProcess
    line: Connection
    errand: Errand | None = None


@dataclass(slots=True, eq=False)
class Hands:
    """At most `most` processes, started when there is work for them; each begins with `begin`."""

    most: int
    begin: Callable[[], None]
    _hands: list[_Hand] = field(default_factory=list)
    _waiting: deque[Errand] = field(default_factory=deque)

    def give(self, errand: Errand) -> None:
        """Begin with an errand, or put it down until a process is free."""
        self._waiting.append(errand)
        self._hear(0)
        self._hand_out()

    def wait(self, errand: Errand) -> None:
        """Wait until `errand` is done or lost."""
        while not (errand.done or errand.lost):
            self._hear(None)
            self._hand_out()

    def leave(self) -> None:
        """End the processes at once: what they make is in memory and asked for by nobody."""
        self._waiting.clear()
        while self._hands:
            self._drop(self._hands[-1])

    def _hand_out(self) -> None:
        while self._waiting:
            hand = next((hand for hand in self._hands if hand.errand is None), None)
            if hand is None:
                if len(self._hands) == self.most:
                    return
                hand = self._started()
            errand = self._waiting.popleft()
            hand.errand = errand
            try:
                hand.line.send((errand.function, errand.arguments))
            except _BROKEN:
                self._drop(hand)

    def _hear(self, patience: float | None) -> None:
        """Take in what the processes have to say; None waits until there is something."""
        working = {hand.line: hand for hand in self._hands if hand.errand is not None}
        for line in connection.wait(list(working), patience) if working else ():
            hand = working[line]  # type: ignore[index]  # these lines are all that was waited for
            errand = hand.errand
            assert errand is not None  # noqa: S101 - only these were waited for
            try:
                errand.outcome, errand.error = hand.line.recv()
            except _BROKEN:
                self._drop(hand)
            else:
                errand.done, hand.errand = True, None

    def _started(self) -> _Hand:
        here, there = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(there, self.begin), daemon=True)
        with _uninterrupted():
            process.start()
        there.close()  # so that the line breaks as soon as the process is gone
        hand = _Hand(process, here)
        self._hands.append(hand)
        return hand

    def _drop(self, hand: _Hand) -> None:
        self._hands.remove(hand)
        hand.line.close()
        with suppress(OSError):  # it may be gone already
            hand.process.terminate()
        hand.process.join(_GRACE)
        if hand.process.exitcode is None:
            hand.process.kill()
            hand.process.join()
        if hand.errand is not None:
            hand.errand.lost = True


def _serve(line: Connection, begin: Callable[[], None]) -> None:
    """Do errands until the line breaks."""
    begin()
    with suppress(*_BROKEN, SystemExit):
        while True:
            function, arguments = line.recv()
            answer: tuple[Any, Exception | None]
            _at_work.set()
            try:
                answer = (function(*arguments), None)
            except Exception as error:  # noqa: BLE001 - it is for whoever asked
                answer = (None, error)
            _at_work.clear()
            line.send(answer)
    # Now it holds nothing that must be put away, and taking a whole interpreter apart lasts as long as many letters.
    os._exit(0)


def follow_parent() -> None:
    """End this process when its parent ends in whatever way; a killed parent cannot tell it to.

    It ends by way of its errand, so that a program that was started for it, and its files, are put away.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends the work in order
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _leave(*_: object) -> None:
    if not _at_work.is_set():
        os._exit(1)  # nothing to put away; and what loads modules would make other errors of an exit
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    sys.exit(1)


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start a process in which Ctrl-C is held back from its first moment: only the parent must hear it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
