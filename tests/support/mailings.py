"""Batches that were sent, as their folders tell: made up, without making a letter."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from shipped import workshop

from briefgen.batch import manifest
from briefgen.batch.answers import AnswerKind, Reply, read
from briefgen.batch.manifest import Record
from briefgen.batch.recording import Recorded, record
from briefgen.batch.sent import Mailing, open_mailing
from briefgen.batch.status import Overview, Standing, overview
from briefgen.render.repertoire import unprintable

SENT = date(2026, 11, 26)
DUE = date(2027, 1, 7)
PRINTABLE = partial(unprintable, letterhead=workshop().letterhead)


def letter(number: int, **more: Any) -> Record:
    """A letter to a fictional municipality, with a day for the answer that was only asked for."""
    given: dict[str, Any] = {
        "row": number,
        "key": f"gm{number:04}",
        "id": f"GM{number:04}",
        "name": f"Voorbeelddorp {number}",
        "kind": "gemeente",
        "province": ("Drenthe", "Zeeland")[number % 2],
        "inhabitants": 15_000 * number,
        "letter": "toezicht-college",
        "day": SENT,
        "reference": f"2026/114-GM{number:04}",
        "files": {f"brief-{number}.txt": "0" * 64},
        "answer_by": DUE,
        "late_from": DUE + timedelta(days=1),
        "term": "antwoord-verzoek",
        "nature": "verzoek",
    }
    return Record(**given | more)


def sent(folder: Path, records: Iterable[Record] | int = 3) -> Mailing:
    """A batch folder with these letters, or so many made-up ones."""
    if isinstance(records, int):
        records = [letter(number) for number in range(1, records + 1)]
    folder.mkdir(exist_ok=True)
    (folder / manifest.JSONL).write_bytes(b"".join(map(manifest.line, records)))
    about = {"brief": "toezicht-college", "datum": SENT.isoformat(), "formaten": ["txt"], "zaak": None}
    (folder / "campagne.json").write_text(json.dumps(about), encoding="utf-8")
    return open_mailing(folder)


def answered(mailing: Mailing, body: str, day: date, kind: AnswerKind = AnswerKind.FULL, **more: Any) -> Recorded:
    file = more.pop("file", None)
    return record(mailing, body, Reply(day, kind, **more), file=file, unprintable=PRINTABLE)


def seen(mailing: Mailing, on: date) -> Overview:
    return overview(mailing, read(mailing), on, workshop().deadlines)


def standing(mailing: Mailing, on: date, number: int = 1) -> Standing:
    (found,) = (one for one in seen(mailing, on).standings if one.sent.row == number)
    return found
