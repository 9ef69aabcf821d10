"""The manifest of a batch: a line per row, of what was made for whom, of what, and by when an answer is due.

``manifest.jsonl`` is for programs, ``manifest.csv`` says the same to Excel. The keys are Dutch.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from briefgen.errors import BatchError, msg

JSONL, CSV = "manifest.jsonl", "manifest.csv"


class Status(StrEnum):
    MADE = "gemaakt"
    FAILED = "mislukt"
    UNSENDABLE = "niet verstuurbaar"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a batch, and the letter that was made of it.

    A letter exists when `files` (name in ``brieven/`` -> SHA-256) is not empty: also when the row failed this
    time and an earlier run had made it. `row` is 0 when the row of such a letter is gone. `address` are the lines
    as on the letter, `formats` are the kinds of file it was made in. `answer_by` is the last
    day of the answer, `late_from` the first day on which one may say that it is late, `term` the rule and
    `nature` its kind ("wettelijk", "verzoek", "aanname"); `arrival` is the day of receipt that was assumed, for a
    term that runs from it. `law` and `texts` are the SHA-256 of what the letter
    rests on, `input` of what it was made from as a whole. A letter is
    `edited` when a person changed a file of it and nothing else changed: then it stays as that person has it. It is
    `outdated` when it was sent already, and the case or the list now says other things.
    """

    row: int = 0
    key: str = ""
    id: str = ""
    name: str = ""
    kind: str = ""
    province: str = ""
    inhabitants: int | None = None
    postcode: str = ""
    town: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    letter: str = ""
    day: date | None = None
    reference: str = ""
    formats: tuple[str, ...] = ()
    status: Status = Status.MADE
    reason: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    answer_by: date | None = None
    late_from: date | None = None
    term: str = ""
    nature: str = ""
    arrival: date | None = None
    version: str = ""
    law: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    input: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    edited: bool = False
    outdated: bool = False


_KEYS = {
    "row": "rij",
    "key": "sleutel",
    "id": "id",
    "name": "naam",
    "kind": "soort",
    "province": "provincie",
    "inhabitants": "inwoners",
    "postcode": "postcode",
    "town": "plaats",
    "address": "adresregels",
    "email": "email",
    "letter": "brief",
    "day": "datum",
    "reference": "kenmerk",
    "formats": "formaten",
    "status": "status",
    "reason": "reden",
    "files": "bestanden",
    "answer_by": "antwoord_voor",
    "late_from": "te_laat_vanaf",
    "term": "termijn",
    "nature": "aard",
    "arrival": "aangenomen_ontvangst",
    "version": "briefgen",
    "law": "recht",
    "texts": "teksten",
    "input": "invoer",
    "values": "waarden",
    "warnings": "waarschuwingen",
    "edited": "zelf_aangepast",
    "outdated": "verstuurd_en_nu_anders",
}
"""The key of each attribute, in the order of a line."""
_DAYS = {"day", "answer_by", "late_from", "arrival"}
_NO_LINES = "\x85\u2028\u2029"
"""What some readers take for the end of a line."""
_IN_CSV = tuple(name for name in _KEYS if name not in {"law", "texts", "input", "values"})


def line(record: Record) -> bytes:
    """The record as a line of ``manifest.jsonl``; equal records give equal bytes."""
    content = {key: getattr(record, name) for name, key in _KEYS.items()}
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode()
    for sign in _NO_LINES:
        data = data.replace(sign.encode(), f"\\u{ord(sign):04x}".encode())
    return data + b"\n"


def parsed(source: bytes | str) -> Record:
    """The record that `line` wrote. Raises ValueError, TypeError or KeyError for what is no such line."""
    content = json.loads(source)
    given = {name: content[key] for name, key in _KEYS.items() if key in content}
    given |= {name: date.fromisoformat(given[name]) for name in _DAYS if given.get(name) is not None}
    given |= {name: tuple(given[name]) for name in ("address", "formats", "warnings")}
    return Record(**given | {"status": Status(given["status"])})


def read(folder: Path) -> Iterator[Record]:
    """The records of the batch in `folder`, in the order of its rows; read one by one.

    Raises BatchError when there is no manifest or it cannot be read.
    """
    path = folder / JSONL
    try:
        with path.open("rb") as file:
            for number, source in enumerate(file, start=1):
                yield _read(source, f"{path}:{number}")
    except OSError as error:
        raise BatchError(
            msg("In deze map staat geen overzicht van brieven ({naam}).", naam=JSONL),
            where=str(folder),
            mend=msg("Controleer de map. Werd het maken onderbroken? Geef de opdracht van de reeks dan nog een keer."),
        ) from error


def _read(source: bytes, where: str) -> Record:
    try:
        return parsed(source)
    except (ValueError, TypeError, KeyError) as error:
        raise BatchError(
            msg("Deze regel van het overzicht is niet te lezen."),
            where=where,
            mend=msg("Geef de opdracht van de reeks nog een keer; dan maakt briefgen het overzicht opnieuw."),
        ) from error


def csv_head() -> bytes:
    """The first line of ``manifest.csv``, with the mark by which Excel knows UTF-8."""
    return b"\xef\xbb\xbf" + _csv_line(_KEYS[name] for name in _IN_CSV)


def csv_line(record: Record) -> bytes:
    """The record as a line of ``manifest.csv``: what people look up; hashes are in ``manifest.jsonl``."""
    return _csv_line(_cell(getattr(record, name)) for name in _IN_CSV)


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return " ".join(value)
    if isinstance(value, tuple):
        return " / ".join(value)
    if isinstance(value, bool):
        return "ja" if value else ""
    text = "" if value is None else str(value)
    # A cell that begins like this is a formula to a spreadsheet, whoever typed it.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv_line(cells: Iterator[str] | Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()
