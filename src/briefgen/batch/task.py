"""What a piece of work on rows is about: what the letters of a batch have in common, and what comes of a row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from briefgen import __version__
from briefgen.batch.manifest import Record, Status
from briefgen.batch.means import Means
from briefgen.batch.rows import Entry
from briefgen.papers import Format
from briefgen.receipts import sha256
from briefgen.recipients.rows import EMAIL, ID, INHABITANTS, KIND, NAME, POSTCODE, PROVINCE, TOWN

MAIL = "eml"
FORMATS = (*(kind.value for kind in Format), MAIL)


class CannotWorkError(Exception):
    """This process cannot do the work: it has another briefgen than who gives it, or other laws and texts.

    Its only argument says why, in Dutch: exceptions with more do not travel between processes.
    """


@dataclass(frozen=True, slots=True)
class Task:
    """What the letters of a batch have in common; made of plain values, for another process.

    `case` are the bytes of the case file, read from `case_name`; None when each row is a whole case. `pages`:
    each letter has its own page for the sender. `headers` are the columns' headers by dotted path. `content` is
    the `content_hash` of who gives the work.
    """

    letter: str
    on: date
    formats: tuple[str, ...]
    case: bytes | None
    case_name: str
    pages: bool
    headers: tuple[tuple[str, str], ...]
    content: str
    means: Means
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Made:
    """A record with the files that belong to it, by name; no files when the row failed or was only looked at."""

    record: Record
    files: Mapping[str, bytes] = field(default_factory=dict)


class Dated(Protocol):
    """What a file name says of a batch."""

    @property
    def letter(self) -> str: ...
    @property
    def on(self) -> date: ...


def stem(batch: Dated, key: str) -> str:
    """What the names of the files of letter `key` begin with."""
    return f"{batch.on.isoformat()}-{batch.letter}-{key}"


def blank(entry: Entry, task: Task) -> Record:
    """What is known of a row before anything is done with it."""
    values = entry.values
    inhabitants = values.get(INHABITANTS, "").replace(".", "")
    return Record(
        row=entry.number,
        key=entry.key,
        id=values.get(ID, ""),
        name=values.get(NAME, ""),
        kind=values.get(KIND, ""),
        province=values.get(PROVINCE, ""),
        inhabitants=int(inhabitants) if inhabitants.isdecimal() else None,
        postcode=values.get(POSTCODE, ""),
        town=values.get(TOWN, ""),
        email=values.get(EMAIL, ""),
        letter=task.letter,
        day=task.on,
        reference=entry.reference,
        version=__version__,
        input=input_hash(task, entry),
        values=entry.values,
    )


def failed(entry: Entry, task: Task, reason: str) -> Record:
    """The record of a row that no letter was made of."""
    return replace(blank(entry, task), status=Status.FAILED, reason=reason)


def input_hash(task: Task, entry: Entry) -> str:
    """The SHA-256 of all that a letter is made from; not of the formats, which only say in which files it is kept."""
    common = [task.version, task.content, task.letter, task.on.isoformat(), sha256(task.case or b""), task.pages]
    return sha256(json.dumps([*common, entry.key, entry.reference, dict(entry.values)], sort_keys=True).encode())
