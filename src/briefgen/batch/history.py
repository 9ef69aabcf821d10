"""What was made in the folder of a batch before: the journal of its runs, and the answers that came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from briefgen.batch import manifest
from briefgen.batch.manifest import Record
from briefgen.receipts import sha256

ANSWERS, JOURNAL, LETTERS, ROUNDS = "antwoorden.jsonl", ".voortgang.jsonl", "brieven", "vervolg"
WITHDRAWN = "ingetrokken"
"""The kind of a line that takes back an answer: the one whose line has the hash that it names."""


class History:
    """What the journal says was made in a folder before; of each letter it keeps only where its records are."""

    def __init__(self, root: Path) -> None:
        """Reads the journal of the batch in `root`, if there is one; a last line that was cut off does not count."""
        self.path = root / JOURNAL
        self.letters = root / LETTERS
        self.size = 0
        self._places: dict[str, tuple[int, ...]] = {}
        with suppress(FileNotFoundError), self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                with suppress(ValueError, TypeError, KeyError):  # a line that a failing disk spoilt is a letter to make
                    self.add(manifest.parsed(line).key, self.size)
                self.size += len(line)
        self.answered = answered(root)
        self.followed = followed(root)

    def add(self, key: str, place: int) -> None:
        """A record of letter `key` stands at byte `place`."""
        self._places[key] = (*self._places.get(key, ()), place)

    def last(self, key: str) -> Record | None:
        """The newest record of letter `key`."""
        places = self._places.get(key)
        return None if places is None else self._at(places[-1])

    def hashes(self, key: str, name: str) -> frozenset[str]:
        """Every hash that file `name` of letter `key` had when briefgen wrote it."""
        records = map(self._at, self._places.get(key, ()))
        return frozenset(record.files[name] for record in records if name in record.files)

    def __iter__(self) -> Iterator[str]:
        """The keys of all letters, in the order in which they were first made."""
        return iter(self._places)

    def _at(self, place: int) -> Record:
        with self.path.open("rb") as file:
            file.seek(place)
            return manifest.parsed(file.readline())

    def current(self, key: str, wanted: str, formats: Sequence[str]) -> Record | None:
        """The record of letter `key` if nothing is to be made: it was sent, or is whole and made from `wanted`.

        Sent is what has an answer or a letter that follows it up.
        """
        record = self.last(key)
        if record is None or key in self.answered or (key in self.followed and record.files):
            return record
        same = record.input == wanted and set(formats) <= set(record.formats)
        return record if same and all(self._whole(name, digest) for name, digest in record.files.items()) else None

    def _whole(self, name: str, digest: str) -> bool:
        try:
            return sha256((self.letters / name).read_bytes()) == digest
        except OSError:
            return False


def followed(root: Path) -> frozenset[str]:
    """The keys of the letters of the batch in `root` that a later letter follows up."""
    found: set[str] = set()
    for path in (root / ROUNDS).glob(f"*/{JOURNAL}"):
        with suppress(OSError), path.open("rb") as file:
            for line in file:
                with suppress(ValueError, TypeError, KeyError):
                    found.add(manifest.parsed(line).key)
    return frozenset(found)


def answered(root: Path) -> frozenset[str]:
    """The keys of the letters of the batch in `root` that have an answer that was not taken back."""
    found: dict[str, str] = {}  # by the hash of its line; a line that says nothing of use is passed over
    with suppress(FileNotFoundError), (root / ANSWERS).open("rb") as file:
        for line in map(bytes.strip, file):
            with suppress(ValueError, TypeError, KeyError):
                record = json.loads(line)
                key = str(record["sleutel"])
                if record.get("soort") != WITHDRAWN:
                    found[sha256(line)] = key
                elif found[record["van"]] == key:
                    del found[record["van"]]
    return frozenset(found.values())
