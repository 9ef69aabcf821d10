"""Reports and cleaned files as JSON, on their way from the process that opened a stranger's file."""

from __future__ import annotations

import base64
import json
from typing import Any

from briefgen.documents.wire import message_of, plain_message
from briefgen.errors import DocumentError
from briefgen.inspection.model import Cleaned, Finding, Passage, Property, Report, Severity


def packed(answer: tuple[str, Report] | Cleaned | DocumentError) -> bytes:
    """The answer as bytes: a form with its report, a cleaned file, or why there is neither."""
    if isinstance(answer, DocumentError):
        plain: dict[str, Any] = {"what": plain_message(answer.what), "mend": plain_message(answer.mend)}
    elif isinstance(answer, Cleaned):
        plain = {
            "data": base64.b64encode(answer.data).decode("ascii"),
            "removed": [plain_message(each) for each in answer.removed],
            "left": [plain_message(each) for each in answer.left],
        }
    else:
        form, report = answer
        plain = {
            "form": form,
            "findings": [
                (each.rule, each.severity.value, *map(plain_message, (each.place, each.what, each.mend)))
                for each in report.findings
            ],
            "properties": [(plain_message(each.name), plain_message(each.value)) for each in report.properties],
            "passages": [(plain_message(each.place), each.text, each.shown) for each in report.passages],
            "sources": report.sources,
            "unread": report.unread,
        }
    return json.dumps(plain).encode("ascii")


def report_in(data: bytes, where: str) -> tuple[str, Report]:
    """The form and report in `data`. Raises the DocumentError that is in it instead, with its `where`."""
    plain = _answer(data, where)
    return plain["form"], Report(
        findings=[
            Finding(rule, Severity(severity), *map(message_of, messages))
            for rule, severity, *messages in plain["findings"]
        ],
        properties=[Property(message_of(name), message_of(value)) for name, value in plain["properties"]],
        passages=[Passage(message_of(place), text, shown) for place, text, shown in plain["passages"]],
        sources=plain["sources"],
        unread=plain["unread"],
    )


def cleaned_in(data: bytes, where: str) -> Cleaned:
    """The cleaned file in `data`. Raises the DocumentError that is in it instead, with its `where`."""
    plain = _answer(data, where)
    return Cleaned(
        base64.b64decode(plain["data"]),
        tuple(map(message_of, plain["removed"])),
        tuple(map(message_of, plain["left"])),
    )


def _answer(data: bytes, where: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(data)
    if "what" in plain:
        raise DocumentError(message_of(plain["what"]), where=where, mend=message_of(plain["mend"]))
    return plain
