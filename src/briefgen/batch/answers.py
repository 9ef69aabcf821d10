"""The answers to a batch, as ``antwoorden.jsonl`` keeps them: a line each, added and never replaced.

An answer that is taken back keeps its line; a line of its own says that it no longer counts.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefgen.batch.history import ANSWERS, WITHDRAWN
from briefgen.batch.sent import Mailing
from briefgen.errors import BatchError, msg
from briefgen.receipts import sha256


class AnswerKind(StrEnum):
    """What came back. Only the last three are an answer to what was asked."""

    RECEIPT = "ontvangstbevestiging"
    EXTENSION = "verlenging"
    PARTIAL = "gedeeltelijk"
    FULL = "volledig"
    REFUSAL = "weigering"

    @property
    def answers(self) -> bool:
        """Whether this is an answer to what was asked."""
        return self not in {AnswerKind.RECEIPT, AnswerKind.EXTENSION}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a body sent back on `day`.

    `until` is the day to which an extension runs, `received` the day on which the body says it received the
    letter. `questions` gives, for the number of a question in the letter, what the body answered.
    """

    day: date
    kind: AnswerKind
    until: date | None = None
    received: date | None = None
    note: str = ""
    questions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded reply: of which body, and the copied file (where in the folder; "" without) and its hash."""

    key: str
    reply: Reply
    file: str = ""
    sha256: str = ""


def read(mailing: Mailing) -> tuple[Answer, ...]:
    """All recorded answers that were not taken back, in the order in which they were recorded.

    Raises BatchError for a line that cannot be read or a body that is not in the batch.
    """
    return tuple(by_line(mailing).values())


def by_line(mailing: Mailing) -> dict[str, Answer]:
    """The same answers by the hash of their line, by which they are taken back. Raises as `read` does."""
    path = mailing.folder / ANSWERS
    found: dict[str, Answer] = {}
    for number, line in enumerate(map(bytes.strip, _lines(path)), start=1):
        if line:
            _count(line, f"{path}:{number}", found)
    for answer in found.values():
        if answer.key not in mailing.records:
            raise BatchError(
                msg("Hier staat een antwoord van '{sleutel}', en die staat niet in het manifest.", sleutel=answer.key),
                where=str(path),
                mend=msg("Zet manifest.jsonl terug uit een kopie, of haal de regel weg."),
            )
    return found


def add(folder: Path, answer: Answer) -> None:
    """Add `answer` to those in `folder`, in full or not at all. Raises OSError."""
    reply = answer.reply
    line = {
        "sleutel": answer.key,
        "datum": reply.day.isoformat(),
        "soort": reply.kind.value,
        "uitgesteld_tot": reply.until and reply.until.isoformat(),
        "ontvangen": reply.received and reply.received.isoformat(),
        "opmerking": reply.note,
        "vragen": {str(number): text for number, text in sorted(reply.questions.items())},
        "bestand": answer.file,
        "sha256": answer.sha256,
    }
    _append(folder / ANSWERS, line)


def take_back(folder: Path, key: str, line: str, on: date) -> None:
    """Add that the answer of body `key` whose line has the hash `line` was taken back `on` that day.

    It is added in full or not at all. Raises OSError.
    """
    _append(folder / ANSWERS, {"sleutel": key, "soort": WITHDRAWN, "op": on.isoformat(), "van": line})


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BatchError(
            msg("Dit bestand is niet te lezen."), where=str(path), mend=msg("Controleer de rechten en de schijf.")
        ) from error


def _count(line: bytes, place: str, found: dict[str, Answer]) -> None:
    """Add the answer in `line` to those `found` before it, or leave out the one that it takes back."""
    mend = msg("Herstel de regel, of zet het bestand terug uit een kopie.")
    try:
        record = json.loads(line)
        if record["soort"] != WITHDRAWN:
            found[sha256(line)] = _answer(record)
        elif (answer := found.pop(record["van"], None)) is None or answer.key != str(record["sleutel"]):
            what = msg("Deze regel neemt een antwoord terug dat er niet staat.")
            raise BatchError(what, where=place, mend=mend)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BatchError(msg("Deze regel is geen vastgelegd antwoord."), where=place, mend=mend) from error


def _answer(record: Mapping[str, Any]) -> Answer:
    reply = Reply(
        day=date.fromisoformat(record["datum"]),
        kind=AnswerKind(record["soort"]),
        until=_day(record["uitgesteld_tot"]),
        received=_day(record["ontvangen"]),
        note=str(record["opmerking"]),
        questions=MappingProxyType({int(number): str(text) for number, text in record["vragen"].items()}),
    )
    return Answer(str(record["sleutel"]), reply, str(record["bestand"]), str(record["sha256"]))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _append(path: Path, record: Mapping[str, object]) -> None:
    """Add one line in a single write; when the disk cannot take it, the file is as it was."""
    line = (json.dumps(record, ensure_ascii=False) + "\n").encode()
    with open(path, "a+b", buffering=0, opener=_own) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":  # an editor took the last line end away
                line = b"\n" + line
        try:
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # noqa: TRY301 - the file is cut back just below
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise


def _own(path: str, flags: int) -> int:
    """Open a file that only its owner may read."""
    return os.open(path, flags, 0o600)
