"""The work on rows, in whatever process: from a row to the bytes of its files and its record. Writes nothing.

A process opens the content of briefgen and reads the case of the batch once, for the first row it gets.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache

from briefgen.batch.desk import Desk, Letter, Step
from briefgen.batch.rows import Entry
from briefgen.batch.task import CannotWorkError, Made, Task, blank
from briefgen.errors import BriefgenError


def make(task: Task, entries: Sequence[Entry]) -> list[Made]:
    """Write the letters of these rows, in memory; a row that fails never stops the others.

    One step after another for all of them, not one letter after another: what a step needs is then still near.

    Raises CannotWorkError.
    """
    return _worked(task, entries, Desk.steps)


def look(task: Task, entries: Sequence[Entry]) -> list[Made]:
    """Judge which letters could be written, and write none. Raises what `make` raises."""
    return _worked(task, entries, Desk.looking)


def _worked(task: Task, entries: Sequence[Entry], steps: Callable[[Desk], Sequence[Step]]) -> list[Made]:
    with _one_at_a_time:  # an engine may give a process several threads; the content is opened for one
        try:
            desk = _desk(task)
        except BriefgenError as error:
            raise CannotWorkError(str(error)) from None
        letters = [Letter(entry, blank(entry, task)) for entry in entries]
        for step in steps(desk):
            step([letter for letter in letters if not letter.failed])
        return [Made(letter.record, {} if letter.failed else letter.files) for letter in letters]


_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _desk(task: Task) -> Desk:
    return Desk(task)
