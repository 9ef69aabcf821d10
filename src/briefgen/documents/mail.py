"""Mail as a file (.eml): its subject, what it says, and what is attached, one level deep.

Of a message in several forms the HTML is read, because only that holds where a link leads; else the plain text. The
older policy of the standard library parses it: the newer one needs minutes for a header made to be slow.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as MailMessage
from typing import TYPE_CHECKING

from briefgen.documents.assembly import Collection
from briefgen.documents.notices import damaged
from briefgen.documents.plain import decoded, read_text
from briefgen.documents.web_page import read_html
from briefgen.errors import DocumentError, Message, msg

MAX_NESTED = 200
"""Messages and groups of parts in a message, counted before it is parsed: a real one has a handful."""

MAX_HEAD = 64_000
"""Bytes before the text begins. With long ones the parser is slow."""

if TYPE_CHECKING:  # it takes no type arguments when it runs
    Mail = MailMessage[str, str]
ReadAttachment = Callable[[str, bytes, Collection], tuple[Message, ...]]


@dataclass(slots=True)
class _Leaves:
    """The parts of a message that hold something: what it says, and what goes with it."""

    said: list[Mail] = field(default_factory=list)
    attached: list[Mail] = field(default_factory=list)


def read_mail(source: bytes, passages: Collection, read_attachment: ReadAttachment) -> tuple[Message, ...]:
    """Add subject, text and attachments of a message; return what was not read.

    `read_attachment` reads one file into a collection of its own. Raises DocumentError.
    """
    mail = _parsed(source)
    remarks = list(_message(mail, passages))
    for number, part in enumerate(_leaves(mail).attached, start=1):
        name = _name(part, number)
        own = Collection()
        try:
            if part.get_content_maintype() == "message":
                found = _attached_mail(part, own)
            else:
                found = read_attachment(name, _bytes(part), own)
        except DocumentError as error:
            remarks.append(msg("De bijlage {naam} is niet gelezen. {reden}", naam=name, reden=error.what))
            continue
        remarks.extend(msg("Bijlage {naam}: {opmerking}", naam=name, opmerking=remark) for remark in found)
        for passage in own.passages:
            place = msg("bijlage {naam}, {plaats}", naam=name, plaats=passage.place)
            passages.add(passage.text, place, passage.links)
    return tuple(remarks)


def _parsed(source: bytes) -> Mail:
    head = re.split(rb"\r?\n\r?\n|\r\r", source[: MAX_HEAD + 1], maxsplit=1)[0]
    if len(head) > MAX_HEAD:
        raise damaged()
    lowered = source.lower()
    if lowered.count(b"boundary") + lowered.count(b"message/") > MAX_NESTED:
        raise DocumentError(
            msg("Dit e-mailbericht bestaat uit te veel berichten in elkaar."),
            mend=msg("Sla het bericht dat u bedoelt los op, en geef dat."),
        )
    mail = email.message_from_bytes(source, policy=email.policy.compat32)
    if not mail.keys():
        raise DocumentError(
            msg("Dit is geen e-mailbericht: het begint niet met een kop."),
            mend=msg("Sla het bericht in het mailprogramma op als .eml, of als PDF."),
        )
    return mail


def _message(mail: Mail, passages: Collection) -> Iterator[Message]:
    """Add what the message itself says."""
    passages.add(_words(mail.get("Subject")).strip(), msg("onderwerp van het bericht"))
    for part in _leaves(mail).said:
        text, remarks = _text(part)
        yield from remarks
        if part.get_content_subtype() == "html":
            yield from read_html(text, passages, lambda number: msg("bericht, alinea {nummer}", nummer=number))
        else:
            own = Collection()
            read_text(text, own)
            for passage in own.passages:
                passages.add(passage.text, msg("bericht, {plaats}", plaats=passage.place))


def _attached_mail(part: Mail, passages: Collection) -> tuple[Message, ...]:
    """Add what a message within the message says; what is attached to that one is only named."""
    remarks: list[Message] = []
    for inner in _inside(part):
        remarks.extend(_message(inner, passages))
        remarks.extend(
            msg("De bijlage {naam} is niet gelezen. {reden}", naam=_name(deeper, number), reden=_TOO_DEEP)
            for number, deeper in enumerate(_leaves(inner).attached, start=1)
        )
    return tuple(remarks)


_TOO_DEEP = msg("Zij zit in een bericht dat zelf een bijlage is.")


def _inside(part: Mail) -> list[Mail]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, MailMessage)] if isinstance(payload, list) else []


def _leaves(mail: Mail) -> _Leaves:
    leaves = _Leaves()
    _sort(mail, leaves)
    return leaves


def _sort(part: Mail, leaves: _Leaves) -> None:
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        found = [_leaves(inner) for inner in _inside(part)]
        for one in found:
            leaves.attached.extend(one.attached)
        said = [one.said for one in found if one.said]
        chosen = next((texts for texts in said if any(_is_html(text) for text in texts)), said[-1] if said else [])
        leaves.said.extend(chosen)
    elif part.get_content_maintype() == "multipart":
        for inner in _inside(part):
            _sort(inner, leaves)
    elif kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
        leaves.said.append(part)
    else:
        leaves.attached.append(part)


def _is_html(part: Mail) -> bool:
    return part.get_content_subtype() == "html"


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Mail) -> tuple[str, tuple[Message, ...]]:
    source = _bytes(part)
    try:
        return source.decode(part.get_content_charset() or "utf-8"), ()
    except (LookupError, ValueError):  # a character set that is unknown, or not the one that was used
        return decoded(source)


def _name(part: Mail, number: int) -> str:
    if name := _words(part.get_filename()).strip():
        return name
    inner = next(iter(_inside(part)), None)
    return _words(inner.get("Subject") if inner else None).strip() or str(number)


def _words(value: object) -> str:
    """A header as people read it, with encoded words decoded."""
    text = "" if value is None else str(value)
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (LookupError, ValueError, MessageError):
        return " ".join(text.split())
