"""The letter as a value: the one thing that Word, PDF and plain text are all made from.

The set of blocks is closed. Renderers must handle every one of them; the Markdown reader makes
nothing else. All text is final and literal: no renderer may interpret a character of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """A run of literal text. A newline in `text` is a line break inside the paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A statutory reference: visible text, link to the official text, and the record it came from.

    `reference` is the record's id (``jw:7.3.10``); it is not printed.
    """

    text: str
    href: str
    reference: str


Inline = Text | Citation


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the body, level 1 or 2 (the subject is the document title, not a heading)."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list numbered 1. 2. 3.; nested lists are lettered a. b. c. Each item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage set apart, for words that are not the letter's own."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A simple grid with one head row. Every row has as many cells as the head."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | NumberedList | BulletList | Quotation | Table | PageBreak


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A reference line of the envelope, such as label "Uw kenmerk", value "2026/114"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signatory: room to sign, then the lines (name first, then capacity)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything around the body, as it is printed, in reading order.

    `sender` and `recipient` are address lines; the first line of `sender` is the name. `date_line` is
    "Plaats, 21 november 2026". `references` are the lines beside the subject (kenmerk), not the
    subject itself. `salutation` and `closing` end in a comma.
    """

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    date_line: str
    references: tuple[LabelledLine, ...]
    subject: LabelledLine
    salutation: str
    closing: str
    signatures: tuple[Signature, ...]
    enclosures_label: str
    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter. Equal letters render to equal bytes.

    `title` and `author` go into the document properties; `date` is the letter's date, also used as
    the fixed timestamp; `page_label` is the running line from page two on, with the placeholders
    ``{page}`` and ``{pages}`` ("Pagina {page} van {pages}"); `running_head` stands beside it.
    `annex` is what follows the signatures and enclosures, on a page of its own; often empty.
    """

    id: str
    date: date
    language: str
    title: str
    author: str
    description: str
    running_head: str
    page_label: str
    envelope: Envelope
    body: tuple[Block, ...]
    annex: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The case file that a letter was made from: its name, its kind (MIME), what it is, and its text."""

    name: str
    mime: str
    description: str
    text: str
