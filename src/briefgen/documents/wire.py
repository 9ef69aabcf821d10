"""Documents and errors as JSON, for the way from the process that reads a file to the one that asked for it.

Not pickle: what comes from a process that read a hostile file is data and never code.
"""

from __future__ import annotations

import json
from typing import Any

from briefgen.documents.model import Document, Link, Passage
from briefgen.errors import DocumentError, Message


def packed(answer: Document | DocumentError) -> bytes:
    """The answer as bytes."""
    if isinstance(answer, DocumentError):
        plain: dict[str, Any] = {"what": _plain(answer.what), "mend": _plain(answer.mend)}
    else:
        plain = {
            "name": answer.name,
            "kind": answer.kind,
            "passages": [
                (passage.text, _plain(passage.place), [(link.start, link.end, link.target) for link in passage.links])
                for passage in answer.passages
            ],
            "remarks": [_plain(remark) for remark in answer.remarks],
        }
    return json.dumps(plain).encode("ascii")


def unpacked(data: bytes, where: str) -> Document:
    """The document in `data`. Raises the DocumentError that is in it instead, with its `where`."""
    plain = json.loads(data)
    if "what" in plain:
        raise DocumentError(_message(plain["what"]), where=where, mend=_message(plain["mend"]))
    return Document(
        name=plain["name"],
        kind=plain["kind"],
        passages=tuple(
            Passage(text, _message(place), tuple(Link(*link) for link in links))
            for text, place, links in plain["passages"]
        ),
        remarks=tuple(_message(remark) for remark in plain["remarks"]),
    )


def _plain(message: Message) -> dict[str, Any]:
    values = {name: _plain(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return {"template": message.template, "values": values}


def _message(plain: dict[str, Any]) -> Message:
    values = {name: _message(value) if isinstance(value, dict) else value for name, value in plain["values"].items()}
    return Message(plain["template"], values)
