"""The folder of a batch while it is worked on: letters written so that a kill loses nothing and doubles nothing.

Everything is written under a temporary name first. The journal then gets the record of a letter, and only then
its files get their own names: so a file under its own name is always one that the journal knows. A record whose
files are missing or torn is a letter to make again, which gives the same bytes.

Letters are not forced to the disk one by one: that costs more than making them, and their hashes find a torn one.
The journal is, in steps.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from briefgen import files
from briefgen.batch import manifest
from briefgen.batch.campaign import Campaign, declare
from briefgen.batch.history import JOURNAL, LETTERS, History
from briefgen.batch.manifest import Record, Status
from briefgen.errors import BatchError, OutputError, msg
from briefgen.receipts import sha256

LOCK = ".slot"
_TEMPORARY = ".briefgen-"
_STEP = 256
"""Records after which the journal is forced to the disk."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the batch in `root`, which is made if it is not there; the system lets go of it when this process ends.

    Raises BatchError when another run has it, OutputError when the folder cannot be used.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only those who write a batch need it

    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / LOCK, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise BatchError(
            msg("In deze map is briefgen al aan het werk."),
            where=str(root),
            mend=msg("Wacht tot dat klaar is, of kies met --out een andere map."),
        ) from error
    except OSError as error:
        raise files.not_written(error, root, option="--out") from error
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()


class BatchFolder:
    """A batch folder while this process has it."""

    def __init__(self, root: Path, campaign: Campaign) -> None:
        """Use `locked` around it. Raises BatchError for a folder of another batch, OutputError."""
        self.root, self.letters = root, root / LETTERS
        with writing(root):
            self.campaign = declare(root, campaign)
            self.letters.mkdir(mode=0o700, exist_ok=True)  # names of people are names of files
            for leftover in (*root.glob(f"{_TEMPORARY}*"), *self.letters.glob(f"{_TEMPORARY}*")):
                leftover.unlink()
            self.history = History(root)
            self._journal = os.open(root / JOURNAL, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            os.ftruncate(self._journal, self.history.size)
            os.lseek(self._journal, 0, os.SEEK_END)
        self._since = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with suppress(OSError):
            os.fsync(self._journal)
        os.close(self._journal)

    def keep(self, record: Record, contents: Mapping[str, bytes]) -> Record:
        """Write the files of a letter and remember it; a record of failure if a file there is not ours to replace.

        Raises OutputError when the disk refuses; then nothing of this letter is half-written.
        """
        wanted = {}
        for name, data in contents.items():
            digest = record.files[name]
            there = self._there(name)
            if there is None:
                wanted[name] = data
            elif (found := sha256(there)) != digest:
                if found not in self.history.hashes(record.key, name) and not _torn(there, data):
                    return self.refused(record, name)
                wanted[name] = data
        temporary: dict[Path, Path] = {}
        with writing(self.root):
            try:
                for name, data in wanted.items():
                    # Nobody else has this folder, so that the name needs no chance.
                    temporary[self.letters / name] = path = self.letters / f"{_TEMPORARY}{name}"
                    _put(path, data)
                self._remember(record)
                for path in tuple(temporary):
                    temporary[path].replace(path)
                    del temporary[path]
            finally:
                for path in temporary.values():
                    path.unlink(missing_ok=True)
        return record

    def refused(self, record: Record, name: str) -> Record:
        """The record of a letter whose file `name` a person changed: theirs, or failed when it should be renewed."""
        before = self.history.last(record.key)
        if before is not None and before.input == record.input and name in before.files:
            note = msg("U hebt {naam} zelf aangepast. De brief blijft zoals u hem hebt.", naam=name)
            return replace(record, edited=True, warnings=(*record.warnings, str(note)))
        reason = msg(
            "Het bestand {naam} is veranderd nadat briefgen het schreef, of het is niet van briefgen. Bewaar het onder "
            "een andere naam; geef daarna dezelfde opdracht nog een keer.",
            naam=name,
        )
        return self.failed(record, str(reason))

    def failed(self, record: Record, reason: str) -> Record:
        """The record of a row that could not be made now, with the letter that an earlier run had made of it."""
        return failure(record, self.history.last(record.key), reason)

    def _there(self, name: str) -> bytes | None:
        try:
            return (self.letters / name).read_bytes()
        except FileNotFoundError:
            return None

    def _remember(self, record: Record) -> None:
        line = manifest.line(record)
        place = self.history.size
        try:
            _write_all(self._journal, line)
        except OSError:
            os.ftruncate(self._journal, place)
            os.lseek(self._journal, 0, os.SEEK_END)
            raise
        self.history.size += len(line)
        self.history.add(record.key, place)
        self._since += 1
        if self._since >= _STEP:
            os.fsync(self._journal)
            self._since = 0


class Overview:
    """``manifest.jsonl`` and ``manifest.csv``, written record by record; the old ones stay until `finish`.

    Its methods raise OutputError when the disk refuses.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._paths = {name: root / f"{_TEMPORARY}{name}" for name in (manifest.JSONL, manifest.CSV)}
        with writing(root), ExitStack() as opened:
            self._lines, self._table = (opened.enter_context(path.open("wb")) for path in self._paths.values())
            self._table.write(manifest.csv_head())
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for path in self._paths.values():
            with suppress(OSError):
                self._opened.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def write(self, record: Record) -> None:
        """Add the next row."""
        with writing(self.root):
            self._lines.write(manifest.line(record))
            self._table.write(manifest.csv_line(record))

    def finish(self) -> None:
        """Put both in the place of the old ones."""
        with writing(self.root):
            for file in (self._lines, self._table):
                file.flush()
                os.fsync(file.fileno())
            self._opened.close()
            for name, path in self._paths.items():
                path.chmod(0o600)
                path.replace(self.root / name)


def failure(record: Record, before: Record | None, reason: str) -> Record:
    """`record` as failed for `reason`; if `before` tells of a letter that was made, what that is stays in it."""
    if before is None:
        return replace(record, status=Status.FAILED, reason=reason, files={})
    return replace(before, row=record.row, status=Status.FAILED, reason=reason)


def _put(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _torn(there: bytes, whole: bytes) -> bool:
    """Whether `there` is `whole` as a lost current leaves it: shorter, or with zeros where it should have more."""
    return len(there) <= len(whole) and all(one in {0, other} for one, other in zip(there, whole, strict=False))


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turn OSError into an OutputError that says how to go on."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            msg("Er kan hier niet worden geschreven: {reden}.", reden=files.why(error)),
            where=str(root),
            mend=msg(
                "Maak ruimte vrij, of kies met --out een plek waar u mag schrijven. Wat klaar is, blijft; "
                "geef dezelfde opdracht nog een keer om verder te gaan."
            ),
        ) from error
