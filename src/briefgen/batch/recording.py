"""Recording what came back to a batch: checked, with a copy of what was received, and taken back where it was wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen import files
from briefgen.batch import answers
from briefgen.batch.answers import Answer, AnswerKind, Reply
from briefgen.batch.folder import locked
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
        earlier = tuple(found for found in answers.read(mailing) if found.key == sent.key)
        for found in earlier:
            if replace(found, file="") == answer:
                return Recorded(sent, found, tuple(other for other in earlier if other is not found), known=True)
        try:
            if file is not None and data is not None:
                answer = replace(answer, file=_copy(mailing.folder, sent, file, data))
            answers.add(mailing.folder, answer)
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
        left = {line: answer for line, answer in answers.by_line(mailing).items() if answer.key == sent.key}
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
        try:
            answers.take_back(mailing.folder, sent.key, line, on)
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
