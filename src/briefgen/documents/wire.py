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
        plain: dict[str, Any] = {"what": plain_message(answer.what), "mend": plain_message(answer.mend)}
    else:
        plain = {
            "name": answer.name,
            "kind": answer.kind,
            "passages": [
                (
                    passage.text,
                    plain_message(passage.place),
                    [(link.start, link.end, link.target) for link in passage.links],
                )
                for passage in answer.passages
            ],
            "remarks": [plain_message(remark) for remark in answer.remarks],
        }
    return json.dumps(plain).encode("ascii")


def unpacked(data: bytes, where: str) -> Document:
    """The document in `data`. Raises the DocumentError that is in it instead, with its `where`."""
    plain = json.loads(data)
    if "what" in plain:
        raise DocumentError(message_of(plain["what"]), where=where, mend=message_of(plain["mend"]))
    return Document(
        name=plain["name"],
        kind=plain["kind"],
        passages=tuple(
            Passage(text, message_of(place), tuple(Link(*link) for link in links))
            for text, place, links in plain["passages"]
        ),
        remarks=tuple(message_of(remark) for remark in plain["remarks"]),
    )


def plain_message(message: Message) -> dict[str, Any]:
    """The message as values of JSON."""
    values = {
        name: plain_message(value) if isinstance(value, Message) else value for name, value in message.values.items()
    }
    return {"template": message.template, "values": values}


def message_of(plain: dict[str, Any]) -> Message:
    """The message that `plain_message` wrote."""
    values = {name: message_of(value) if isinstance(value, dict) else value for name, value in plain["values"].items()}
    return Message(plain["template"], values)
