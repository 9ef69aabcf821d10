"""A batch as it was sent: its letters, and those of the rounds after it, read back from its folder."""

from __future__ import annotations

import difflib
import json
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.batch import manifest
from briefgen.batch.campaign import CAMPAIGN, choices_of
from briefgen.batch.history import ROUNDS, History
from briefgen.batch.manifest import Record
from briefgen.dutch import dates
from briefgen.errors import BatchError, Message, msg

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Round:
    """A round of next letters: a batch folder below ``vervolg`` of the batch it follows up.

    One that was broken off is not `finished`: its journal has letters that its manifest lacks. They are in `records`.
    """

    folder: Path
    letter: str
    on: date
    records: Mapping[str, Record]
    finished: bool = True

    @property
    def ready(self) -> int:
        """How many letters of it exist."""
        return sum(bool(record.files) for record in self.records.values())

    @property
    def note(self) -> Message:
        """That the letters of a round that was broken off are not all there."""
        return msg(
            "De brieven '{brief}' van {dag} zijn niet af. Klaar: {aantal}.",
            brief=self.letter,
            dag=dates.written(self.on),
            aantal=self.ready,
        )


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

    @property
    def unfinished(self) -> tuple[Round, ...]:
        """The rounds that were broken off, by day."""
        return tuple(found for found in self.rounds if not found.finished)

    def go_on(self, found: Round) -> str:
        """The command that makes a round whole, on the paper that its letters have."""
        papers = [
            choices.letterhead.name if choices else "" for choices in map(choices_of, (found.folder, self.folder))
        ]
        return command(self.folder, found.on, "" if papers[0] == papers[1] else papers[0])

    def refuse_second_round(self, on: date) -> None:
        """Raise BatchError when letters of another day than `on` are not finished: somebody would get two of them."""
        unfinished = self.unfinished
        if not unfinished or on in {found.on for found in unfinished}:
            return
        first = unfinished[0]
        raise BatchError(
            first.note,
            where=str(first.folder),
            mend=msg(
                "Is er nog niets van verstuurd? Dan mag u de map weghalen. Maak ze anders eerst af met: {opdracht}",
                opdracht=self.go_on(first),
            ),
        )

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


def command(folder: Path, on: date, letterhead: str | None = None) -> str:
    """The command that makes the next letters of the day `on` for the batch in `folder`, or goes on with them."""
    paper = f" --letterhead {letterhead}" if letterhead else ""
    return f"briefgen batch next {folder} --today {on.isoformat()}{paper}"


def open_mailing(folder: Path) -> Mailing:
    """Read the batch in `folder`, with its rounds of next letters.

    Raises BatchError when there is no batch, when it is such a round itself, or a file of it cannot be read.
    """
    _refuse_no_folder(folder)
    _refuse_round(folder)
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
    rounds = [found for place in (folder / ROUNDS).glob("*/") if (found := _round(place)) is not None]
    return Mailing(folder, records, tuple(sorted(rounds, key=lambda found: (found.on, found.letter))), case, formats)


def _refuse_no_folder(folder: Path) -> None:
    try:
        there = stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        what = msg("Deze map is er niet.")
    except OSError:
        return  # what is wrong with it is told when it is read
    else:
        if there:
            return
        what = msg("Dit is een bestand, geen map.")
    raise BatchError(
        what, where=str(folder), mend=msg("Geef de map van de verzending op: die u bij het maken koos met --out.")
    )


def _refuse_round(folder: Path) -> None:
    """Raise BatchError for a folder of next letters: what comes back is counted with the batch that they follow up."""
    place = folder.resolve()
    if place.parent.name != ROUNDS or not (place.parents[1] / CAMPAIGN).exists():
        return
    raise BatchError(
        msg("In deze map staan vervolgbrieven. Antwoorden en cijfers horen bij de verzending waar ze op volgen."),
        where=str(folder),
        mend=msg(
            "Geef de map van die verzending op: {map}",
            map=folder.parents[1] if folder.parent.name == ROUNDS else place.parents[1],
        ),
    )


def _round(folder: Path) -> Round | None:
    """The next letters in `folder`, also those that only its journal knows; None when there are none."""
    records = _records(folder) if (folder / manifest.JSONL).exists() else {}
    history = History(folder)
    lost = {key: record for key in history if not _is_made(records.get(key)) and (record := history.last(key))}
    records |= lost
    if not records:
        return None
    first = next(iter(records.values()))
    return Round(folder, first.letter, first.day or date.min, records, finished=not lost)


def _is_made(record: Record | None) -> bool:
    return record is not None and bool(record.files)


def _records(folder: Path) -> dict[str, Record]:
    return {record.key: record for record in manifest.read(folder)}
