"""Who does the work on rows: this process, other processes of this computer, or an engine that runs elsewhere.

Each takes pieces of work and gives back what came of them, the same bytes whoever did it. A worker that dies
takes only its own piece along: its rows are tried again one by one, and a row on which a worker dies twice has failed.
"""

from __future__ import annotations

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from briefgen import __version__
from briefgen.batch.hands import Errand, Hands, follow_parent
from briefgen.batch.rows import Entry
from briefgen.batch.task import CannotWorkError, Made, Task, failed
from briefgen.errors import BatchError, Message, msg

Work = Callable[[Task, Sequence[Entry]], list[Made]]
_TRIES = 2
_DEADLY = 3
"""Rows in a row on which a worker died twice: then it is not the rows."""
_PATIENCE = 10
"""Seconds to wait for an engine and its workers."""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that was given out: what to do, and where its outcome will come from."""

    work: Work
    task: Task
    entries: tuple[Entry, ...]
    errand: Errand | None = None
    future: Future[list[Made]] | None = None


class Crew(ABC):
    """Takes pieces of work; `reach` says how many may be under way. Use it with ``with``."""

    reach = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.leave()

    @abstractmethod
    def leave(self) -> None:
        """Let go of the workers; what they were doing is dropped."""

    @abstractmethod
    def give(self, work: Work, task: Task, entries: Sequence[Entry]) -> Job:
        """Begin with a piece of work. Raises BatchError."""

    @abstractmethod
    def take(self, job: Job) -> list[Made]:
        """What came of it, once it is done; in the order of its rows. Raises BatchError."""


class Alone(Crew):
    """This process does all the work itself."""

    def leave(self) -> None:
        """There is nobody to let go of."""

    def give(self, work: Work, task: Task, entries: Sequence[Entry]) -> Job:
        """Put the work down until it is asked for."""
        return Job(work, task, tuple(entries))

    def take(self, job: Job) -> list[Made]:
        """Do the work."""
        try:
            return job.work(job.task, job.entries)
        except CannotWorkError as error:
            raise _unable(error) from error


class Pool(Crew):
    """Some processes of this computer."""

    def __init__(self, workers: int) -> None:
        """`workers` is at least 1; they are started when there is work."""
        self.workers = workers
        self.reach = 2 * workers + 1
        self._hands = Hands(workers, follow_parent)
        self._deadly = 0

    def leave(self) -> None:
        """End the processes."""
        self._hands.leave()

    def give(self, work: Work, task: Task, entries: Sequence[Entry]) -> Job:
        """Begin with a piece of work."""
        errand = Errand(work, (task, tuple(entries)))
        self._hands.give(errand)
        return Job(work, task, tuple(entries), errand=errand)

    def take(self, job: Job) -> list[Made]:
        """What came of it; rows whose worker died are tried again, each alone."""
        made = self._outcome(job)
        return [self._again(job, entry) for entry in job.entries] if made is None else made

    def _outcome(self, job: Job) -> list[Made] | None:
        """What came of a piece of work; None when its worker died. Raises BatchError."""
        errand = job.errand
        assert errand is not None  # noqa: S101 - `give` put it there
        self._hands.wait(errand)
        if isinstance(errand.error, CannotWorkError):
            raise _unable(errand.error) from errand.error
        if errand.error is not None:
            raise errand.error
        return None if errand.lost else list(errand.outcome)

    def _again(self, job: Job, entry: Entry) -> Made:
        for _ in range(_TRIES):
            if (made := self._outcome(self.give(job.work, job.task, (entry,)))) is not None:
                self._deadly = 0
                return made[0]
        self._deadly += 1
        if self._deadly == _DEADLY:
            raise _unable(msg("de processen van briefgen stoppen steeds"))
        return _deadly(job, entry)


class Cluster(Crew):
    """An engine that is already running, here or on other computers: the scheduler of Dask distributed."""

    def __init__(self, address: str) -> None:
        """Raises BatchError when Dask is not installed, or the scheduler or its workers cannot be reached."""
        try:
            import distributed  # noqa: PLC0415 - an extra that most people do not have
        except ImportError as error:
            raise BatchError(
                msg("Voor --scheduler is Dask distributed nodig; dat is hier niet geïnstalleerd."),
                mend=msg("Installeer het met: pip install '{pakket}'", pakket="briefgen[dask]"),
            ) from error

        engine: Any = distributed

        async def knock() -> None:
            await (await engine.comm.connect(address, timeout=_PATIENCE)).close()

        self._killed: type[Exception] = engine.KilledWorker
        try:
            asyncio.run(knock())  # a client that finds nobody leaves a thread and an error behind
            self._client = engine.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BatchError(
                msg("Dask op {adres} is niet te bereiken.", adres=address),
                mend=msg("Controleer het adres, en of daar een scheduler van Dask draait."),
            ) from error
        self._address = address
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            self._client.close()
            raise self._nobody() from error
        self.reach = 2 * sum(self._client.nthreads().values()) + 1
        self._executor: Executor = self._client.get_executor(pure=False)

    def leave(self) -> None:
        """Leave the engine to itself."""
        self._executor.shutdown(wait=False)
        with suppress(OSError):  # also when it is gone
            self._client.close()

    def give(self, work: Work, task: Task, entries: Sequence[Entry]) -> Job:
        """Begin with a piece of work."""
        future = self._executor.submit(work, task, tuple(entries))
        return Job(work, task, tuple(entries), future=future)

    def take(self, job: Job) -> list[Made]:
        """What came of it; the engine itself tries again when a worker is lost."""
        assert job.future is not None  # noqa: S101 - `give` put it there
        try:
            return self._awaited(job.future)
        except self._killed:
            if len(job.entries) == 1:
                return [_deadly(job, job.entries[0])]
        except CancelledError as error:
            raise BatchError(
                msg("De verbinding met Dask op {adres} is verbroken.", adres=self._address),
                mend=msg("Geef dezelfde opdracht nog een keer; wat klaar is, blijft."),
            ) from error
        except BatchError:
            raise
        except Exception as error:
            raise _unable(error) from error
        return [made for entry in job.entries for made in self.take(self.give(job.work, job.task, (entry,)))]

    def _awaited(self, future: Future[list[Made]]) -> list[Made]:
        """The outcome of `future`; an engine that has lost all its workers would wait for new ones for ever."""
        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError as error:
                if not self._client.nthreads():
                    raise self._nobody() from error

    def _nobody(self) -> BatchError:
        return BatchError(
            msg("Dask op {adres} heeft geen werkers.", adres=self._address),
            mend=msg("Start er ten minste een (dask worker {adres}), en begin opnieuw.", adres=self._address),
        )


def cores() -> int:
    """The cores that this process may use."""
    count = getattr(os, "process_cpu_count", None)  # from Python 3.13
    if count is not None:
        return count() or 1
    affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _deadly(job: Job, entry: Entry) -> Made:
    reason = msg(
        "Het proces dat deze brief maakte, is tot twee keer toe gestopt. Meld dit, met de gegevens van de rij."
    )
    return Made(failed(entry, job.task, str(reason)))


def _unable(error: Exception | Message) -> BatchError:
    reason = error if isinstance(error, Message | CannotWorkError) else f"{type(error).__name__}: {error}"
    return BatchError(
        msg("Een werker kan het werk niet doen: {reden}.", reden=str(reason).rstrip(".")),
        mend=msg("Zorg dat elke werker dezelfde briefgen ({versie}) heeft, en begin opnieuw.", versie=__version__),
    )
