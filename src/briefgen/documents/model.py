"""What a letter that somebody else wrote says, passage by passage."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.errors import Message


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: characters `start` up to `end` of its passage lead to `target`."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that belongs together: a paragraph, list item, table cell, note, header or block of a page.

    A line break inside it is a newline. `place` tells a reader where to look.
    """

    text: str
    place: Message
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A letter as it was read: `kind` is its form ("docx", "pdf", "txt", "md" or "eml").

    `remarks` names everything in the file that was not read, or not as it stands there.
    """

    name: str
    kind: str
    passages: tuple[Passage, ...]
    remarks: tuple[Message, ...] = ()
