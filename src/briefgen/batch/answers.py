"""Answers to a batch, as they come in: recorded one by one, never replaced, with a copy of what was received.

An answer that is taken back keeps its line; a line of its own says that it no longer counts.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefgen import files
from briefgen.batch.folder import locked
from briefgen.batch.history import ANSWERS, WITHDRAWN
from briefgen.batch.manifest import Record
from briefgen.batch.sent import Mailing, code
from briefgen.dutch import dates
from briefgen.errors import BatchError, FactsErrors, Message, msg
from briefgen.facts import guard
from briefgen.facts.places import located
from briefgen.papers import slug
from briefgen.receipts import sha256

COPIES = "antwoorden"
MOST = 100_000_000  # bytes of one file that came with an answer


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


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer as it stands in the folder; `known`: it stood there already; `earlier`: the others of this body."""

    sent: Record
    answer: Answer
    earlier: tuple[Answer, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An answer that was taken back; `left`: those of this body that still count."""

    sent: Record
    answer: Answer
    left: tuple[Answer, ...]


def read(mailing: Mailing) -> tuple[Answer, ...]:
    """All recorded answers that were not taken back, in the order in which they were recorded.

    Raises BatchError for a line that cannot be read or a body that is not in the batch.
    """
    return tuple(_counting(mailing).values())


def _counting(mailing: Mailing) -> dict[str, Answer]:
    """The answers that were not taken back, in order, by the hash of their line."""
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


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BatchError(
            msg("Dit bestand is niet te lezen."), where=str(path), mend=msg("Controleer de rechten en de schijf.")
        ) from error


def record(
    mailing: Mailing, body: str, reply: Reply, *, file: Path | None = None, unprintable: guard.Unprintable
) -> Recorded:
    """Add what `body` (code, key or name) sent back to the batch, with a copy of `file`.

    Nothing that was recorded before changes. The same reply once more is not added, unless it was taken back.
    `unprintable` says which characters the report cannot show. The answer is written in full or not at all.

    Raises BatchError for a body that is not in the batch or days that cannot be right, FactsErrors for text
    that must not be kept, OutputError when it cannot be written.
    """
    sent = mailing.find(body)
    _refuse_wrong_days(sent, reply)
    texts = {"opmerking": reply.note, "vragen": [text for _, text in sorted(reply.questions.items())]}
    if wrong := located(guard.findings(texts, unprintable)):
        raise FactsErrors(wrong, where=sent.name)
    data = None if file is None else _contents(file)
    answer = Answer(sent.key, reply, sha256="" if data is None else sha256(data))
    with locked(mailing.folder):
        earlier = tuple(found for found in read(mailing) if found.key == sent.key)
        for found in earlier:
            if replace(found, file="") == answer:
                return Recorded(sent, found, tuple(other for other in earlier if other is not found), known=True)
        try:
            if file is not None and data is not None:
                answer = replace(answer, file=_copy(mailing.folder, sent, file, data))
            _append(mailing.folder / ANSWERS, _record(answer))
        except OSError as error:
            raise files.not_written(error, mailing.folder, option="MAP") from error
    return Recorded(sent, answer, earlier, known=False)


def withdraw(mailing: Mailing, body: str, on: date) -> Withdrawn:
    """Take back, on the day `on`, the answer of `body` (code, key or name) that was recorded last and still counts.

    Its line and the copy of its file stay. The line that takes it back is written in full or not at all.

    Raises BatchError for a body that is not in the batch or has no answer that counts, OutputError when it cannot
    be written.
    """
    sent = mailing.find(body)
    with locked(mailing.folder):
        left = {line: answer for line, answer in _counting(mailing).items() if answer.key == sent.key}
        if not left:
            raise _impossible(
                sent,
                msg("Van {naam} is geen antwoord vastgelegd.", naam=sent.name),
                msg(
                    "Controleer de naam of de code. Wie antwoordde, ziet u met: briefgen batch status {map}",
                    map=mailing.folder,
                ),
            )
        line, answer = left.popitem()
        taken_back = {"sleutel": sent.key, "soort": WITHDRAWN, "op": on.isoformat(), "van": line}
        try:
            _append(mailing.folder / ANSWERS, taken_back)
        except OSError as error:
            raise files.not_written(error, mailing.folder, option="MAP") from error
    return Withdrawn(sent, answer, tuple(left.values()))


def _refuse_wrong_days(sent: Record, reply: Reply) -> None:
    letter = sent.day or date.min
    if reply.day < letter:
        raise _impossible(
            sent,
            msg(
                "Het antwoord is van {dag}, eerder dan de brief van {brief}.",
                dag=dates.written(reply.day),
                brief=dates.written(letter),
            ),
            msg("Controleer de dag bij --date."),
        )
    if reply.received is not None and not letter <= reply.received <= reply.day:
        raise _impossible(
            sent,
            msg(
                "De brief van {brief} kan niet op {dag} zijn ontvangen.",
                brief=dates.written(letter),
                dag=dates.written(reply.received),
            ),
            msg("Geef bij --received de dag van ontvangst die in het antwoord staat."),
        )
    if reply.until is not None and reply.kind is not AnswerKind.EXTENSION:
        raise _impossible(
            sent,
            msg("Een nieuwe laatste dag hoort bij een verlenging."),
            msg("Laat --until weg, of kies --kind verlenging."),
        )
    if reply.until is not None and reply.until <= reply.day:
        raise _impossible(
            sent,
            msg("De verlenging loopt tot {dag}; het bericht is van later.", dag=dates.written(reply.until)),
            msg("Geef bij --until de laatste dag die het bericht noemt."),
        )


def _impossible(sent: Record, what: Message, mend: Message) -> BatchError:
    return BatchError(what, where=f"{code(sent)} {sent.name}", mend=mend)


def _contents(file: Path) -> bytes:
    return files.read_whole(
        file,
        most=MOST,
        fault=BatchError,
        too_large=msg("Bewaar het bestand zelf, en leg het antwoord vast zonder --file."),
    )


def _copy(folder: Path, sent: Record, file: Path, data: bytes) -> str:
    """Copy `data` into the folder under a name of its own; return its place. A file that is there is kept."""
    copies = folder / COPIES
    copies.mkdir(exist_ok=True)
    stem, ending = f"{sent.key}-{slug(file.stem)}", file.suffix.lower()
    number = 1
    while True:
        path = copies / f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
        if not path.exists():
            files.replace_all({path: data}, copies)
            break
        if path.read_bytes() == data:
            break
        number += 1
    return path.relative_to(folder).as_posix()


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


def _record(answer: Answer) -> dict[str, object]:
    reply = answer.reply
    return {
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
