"""A batch as it was sent: its letters, and those of the rounds after it, read back from its folder."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.batch import manifest
from briefgen.batch.campaign import CAMPAIGN
from briefgen.batch.manifest import Record
from briefgen.errors import BatchError, Message, msg

ROUNDS = "vervolg"
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Round:
    """A round of next letters: a batch folder below ``vervolg`` of the batch it follows up."""

    folder: Path
    letter: str
    on: date
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Mailing:
    """A batch: every row by its key, in order, and the rounds since, by day.

    `case` is the copy of the case that its letters have in common; None when each row is a whole case.
    """

    folder: Path
    records: Mapping[str, Record]
    rounds: tuple[Round, ...] = ()
    case: Path | None = None
    formats: tuple[str, ...] = ()

    @property
    def letters(self) -> tuple[Record, ...]:
        """The letters that exist, in the order of the batch."""
        return tuple(record for record in self.records.values() if record.files)

    def find(self, name: str) -> Record:
        """Return the letter to the body with this code, key or name.

        Raises BatchError for a body that is not in this batch, with the nearest that is, for a name that several
        have, and for a body to which no letter was made.
        """
        names = self._names()
        typed = " ".join(name.lower().split())
        found = names.get(typed) or names.get(typed.removeprefix("gemeente ")) or []
        if not found:
            raise BatchError(
                msg("'{naam}' staat niet in deze verzending.", naam=name),
                where=str(self.folder),
                mend=_nearest(typed, names),
            )
        if len(found) > 1:
            raise BatchError(
                msg("In deze verzending heten {aantal} instanties zo: {naam}.", aantal=len(found), naam=name),
                where=str(self.folder),
                mend=msg("Noem de code: {codes}.", codes=", ".join(code(record) for record in found)),
            )
        if not found[0].files:
            raise BatchError(
                msg("Aan {naam} is geen brief gemaakt. {reden}", naam=found[0].name, reden=found[0].reason),
                where=str(self.folder),
                mend=msg("Maak eerst de brief, of noem een andere instantie."),
            )
        return found[0]

    def _names(self) -> dict[str, list[Record]]:
        names: dict[str, list[Record]] = {}
        for record in self.records.values():
            for known in dict.fromkeys((record.key.lower(), record.id.lower(), record.name.lower())):
                if known:
                    names.setdefault(known, []).append(record)
        return names


def code(record: Record) -> str:
    """How people name the body of a row: its number in our list, or else its key."""
    return record.id or record.key


def _nearest(typed: str, names: Mapping[str, Sequence[Record]]) -> Message:
    close = [name for name in names if name.startswith(typed)] or difflib.get_close_matches(typed, names, cutoff=0.6)
    found = {record.key: record for name in close[:_SUGGESTED] for record in names[name]}
    if not found:
        return msg("Kijk in manifest.csv welke codes en namen erin staan.")
    close = [f"{code(record)} ({record.name})" for record in found.values()]
    if len(close) == 1:
        return msg("Bedoelt u {wie}?", wie=close[0])
    return msg("Bedoelt u een van deze: {wie}?", wie=", ".join(close))


def open_mailing(folder: Path) -> Mailing:
    """Read the batch in `folder`, with its rounds of next letters.

    Raises BatchError when there is no batch or a file of it cannot be read.
    """
    records = _records(folder)
    try:
        about = json.loads((folder / CAMPAIGN).read_bytes())
        case = about["zaak"] and folder / about["zaak"]["bestand"]
        formats = tuple(map(str, about["formaten"]))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BatchError(
            msg("Dit bestand is niet te lezen; briefgen weet nu niet wat er is verstuurd."),
            where=str(folder / CAMPAIGN),
            mend=msg("Zet het terug uit een kopie, of geef de opdracht van de reeks nog een keer."),
        ) from error
    rounds = []
    for place in sorted((folder / ROUNDS).glob(f"*/{manifest.JSONL}")):
        letters = _records(place.parent)
        if first := next(iter(letters.values()), None):
            rounds.append(Round(place.parent, first.letter, first.day or date.min, letters))
    return Mailing(folder, records, tuple(sorted(rounds, key=lambda found: (found.on, found.letter))), case, formats)


def _records(folder: Path) -> dict[str, Record]:
    return {record.key: record for record in manifest.read(folder)}
