"""The process that opens enclosures, one after another: it alone sees what strangers made.

Each job is a line of JSON (`Job.plain`) and the bytes of the file on standard input; each answer a line of JSON on
standard output, with the written objects behind it or with an error. An unforeseen fault ends the process with a
traceback, for `apart.office` to deal with. It ends when its input does.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from briefgen.bundle.job import Answer, Job, Page, job_of
from briefgen.bundle.notices import bomb
from briefgen.bundle.objects import Shelf
from briefgen.documents.wire import plain_message
from briefgen.documents.worker import limit
from briefgen.errors import DocumentError, Message


def main() -> None:
    """Do jobs until there are no more."""
    while line := sys.stdin.buffer.readline():
        job = job_of(json.loads(line))
        source = sys.stdin.buffer.read(job.size)
        limit(job.memory, _used() + job.seconds + 1)
        try:
            answer, data = do(job, source)
        except DocumentError as error:
            _send({"what": plain_message(error.what), "mend": plain_message(error.mend)}, b"")
        except (MemoryError, RecursionError):
            refusal = bomb()
            _send({"what": plain_message(refusal.what), "mend": plain_message(refusal.mend)}, b"")
        else:
            _send(answer.plain(), data)


def do(job: Job, source: bytes) -> tuple[Answer, bytes]:
    """The answer to one job, and its objects. Raises DocumentError, and whatever a hostile file may cause."""
    shelf = Shelf(job.first)
    pages, remarks = _pages(job, source, shelf)
    data = shelf.data()
    return Answer(tuple(pages), tuple(shelf.offsets), shelf.next, tuple(remarks), len(data)), data


def _pages(job: Job, source: bytes, shelf: Shelf) -> tuple[list[Page], list[Message]]:
    match job.kind:
        case "pdf":
            from briefgen.bundle.apart import pdf  # noqa: PLC0415 - loads what this kind alone needs

            return pdf.clean(source, job, shelf)
        case "photo" | "heic":
            from briefgen.bundle.apart import photo  # noqa: PLC0415 - loads what this kind alone needs

            return photo.page(source, job, shelf)
        case "word":
            from briefgen.bundle.apart import word  # noqa: PLC0415 - loads what this kind alone needs

            return [], word.look(source)
        case "check":
            from briefgen.bundle.apart import blackout  # noqa: PLC0415 - loads what this kind alone needs

            blackout.check(source, job)
            return [], []
        case _:
            raise ValueError(job.kind)


def _used() -> int:
    """Seconds of processor time that this process took so far."""
    import time  # noqa: PLC0415 - only here

    return int(time.process_time())


def _send(answer: dict[str, Any], data: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + data)
    sys.stdout.buffer.flush()
