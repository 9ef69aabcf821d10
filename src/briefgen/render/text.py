"""The letter as plain text: UTF-8, line feeds, 78 columns wide where the words allow it.

The words are those of the Word file and the PDF, in the same order. Nothing is added but the labels of
lists, which those have too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from briefgen.errors import RenderError, msg
from briefgen.letters.blocks import (
    BulletList,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.letters.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.letters.blocks import Block, Inline, LabelledLine, Letter

_WIDTH = 78
_GAP = 2  # spaces between the columns of a table, and between a label and its value
_LAST_COLUMN = 24  # narrower than this is no column to read in
_ROOM_TO_SIGN = ("",) * 4
_QUOTED = "    "
_PIECE = re.compile(" +|[^ ]+")  # a word, or spaces; a no-break space is part of a word


def render(letter: Letter) -> bytes:
    """Return the letter as plain text; equal letters give equal bytes.

    Lines are broken at spaces only, so a word longer than a line sticks out. Citations are printed
    without their address. Raises RenderError for text that UTF-8 cannot hold.
    """
    envelope = letter.envelope
    *references, subject = _labelled((*envelope.references, envelope.subject))
    lines = _apart(
        _wrapped("\n".join(envelope.sender), _WIDTH),
        _wrapped("\n".join(envelope.recipient), _WIDTH),
        _wrapped(envelope.date_line, _WIDTH),
        [line for reference in references for line in reference],
        subject,
        _wrapped(envelope.salutation, _WIDTH),
        _body(letter.body),
        _wrapped(envelope.closing, _WIDTH),
    )
    for signature in envelope.signatures:
        lines += [*_ROOM_TO_SIGN, *_wrapped("\n".join(signature.lines), _WIDTH)]
    if envelope.enclosures:
        label = _wrapped(with_colon(envelope.enclosures_label), _WIDTH)
        numbers = [f"{number}." for number in range(1, len(envelope.enclosures) + 1)]
        room = _WIDTH - _label_width(numbers)
        lines += ["", *label, *_list(numbers, [_wrapped(text, room) for text in envelope.enclosures])]
    if letter.annex:
        lines += ["", "", *_body(letter.annex)]
    return _encoded("".join(f"{line.rstrip(' ')}\n" for line in lines), letter)


def with_colon(label: str) -> str:
    """Return a label as it is printed before its value: with one colon."""
    return label if label.endswith(":") else f"{label}:"


def letter_label(number: int) -> str:
    """Return the label of an item in a nested numbered list: a. to z., then aa., bb., as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) + "."


def _encoded(text: str, letter: Letter) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        code = f"{ord(text[error.start]):04X}"
        raise RenderError(
            msg("De brief bevat een teken dat geen tekst is (U+{code}).", code=code),
            where=f"brief {letter.id}",
            mend=msg("Haal het teken weg uit de gegevens."),
        ) from None


def _apart(*parts: list[str]) -> list[str]:
    """Join parts with an empty line between them; empty parts do not count."""
    lines: list[str] = []
    for part in filter(None, parts):
        lines += [*([""] if lines else []), *part]
    return lines


def _labelled(pairs: Sequence[LabelledLine]) -> list[list[str]]:
    labels = [with_colon(pair.label) for pair in pairs]
    column = max(map(len, labels)) + _GAP
    return [
        _hung(label, _wrapped(pair.value, _WIDTH - column), column) for label, pair in zip(labels, pairs, strict=True)
    ]


def _hung(label: str, lines: Sequence[str], column: int) -> list[str]:
    """Put a label before the first line and move the others under it."""
    first, *rest = lines or [""]
    return [f"{label:<{column}}{first}", *(" " * column + line for line in rest)]


def _wrapped(text: str, width: int) -> list[str]:
    """Break text into lines; spaces inside a line and at the start of a typed line stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return [line for typed in text.split("\n") for line in _broken(typed, width)]


def _broken(typed: str, width: int) -> list[str]:
    lines, line, spaces = [], "", ""
    for piece in _PIECE.findall(typed):
        if piece.startswith(" "):
            spaces = piece
        elif not line.strip(" ") or len(line) + len(spaces) + len(piece) <= width:
            line += spaces + piece
            spaces = ""
        else:
            lines.append(line)
            line, spaces = piece, ""
    return [*lines, line]


def _blocks(blocks: Iterable[Block], width: int, *, numbered: int = 0, bulleted: int = 0) -> list[str]:
    """Return blocks as lines; inside lists they follow each other without empty lines."""
    listed = bool(numbered or bulleted)
    lines: list[str] = []
    under_heading = True
    for block in blocks:
        part = _block(block, width, numbered, bulleted)
        if part and not (under_heading or listed):
            lines.append("")
        lines += part
        under_heading = isinstance(block, Heading) or (under_heading and not part)
    return lines


def _block(block: Block, width: int, numbered: int, bulleted: int) -> list[str]:
    match block:
        case Paragraph(content) | Heading(_, content):
            return _wrapped(_plain(content), width)
        case NumberedList(items):
            numbers = range(1, len(items) + 1)
            labels = [letter_label(number) if numbered else f"{number}." for number in numbers]
            return _items(labels, items, width, numbered + 1, bulleted)
        case BulletList(items):
            label = "–" if bulleted % 2 else "•"
            return _items([label] * len(items), items, width, numbered, bulleted + 1)
        case Quotation(blocks):
            inner = _blocks(blocks, width - 2 * len(_QUOTED), numbered=numbered, bulleted=bulleted)
            return [_QUOTED + line for line in inner]
        case Table(head, rows):
            return _table([[_plain(cell) for cell in row] for row in (head, *rows)], width)
        case PageBreak():
            return []
        case _:
            assert_never(block)


def _whole(blocks: tuple[Block, ...]) -> list[str]:
    return _blocks(blocks, _WIDTH)


_body = Latest(_whole)
"""The lines of a whole body or annex."""


def _items(
    labels: list[str], items: Sequence[tuple[Block, ...]], width: int, numbered: int, bulleted: int
) -> list[str]:
    room = width - _label_width(labels)
    bodies = []
    for item in items:
        body = _blocks(item, room, numbered=numbered, bulleted=bulleted)
        # A label stands before a line of text; before anything else it has a line of its own.
        alone = not item or not isinstance(item[0], Paragraph | Heading)
        bodies.append(["", *body] if alone else body)
    return _list(labels, bodies)


def _label_width(labels: list[str]) -> int:
    return max(map(len, labels), default=0) + 1


def _list(labels: list[str], bodies: list[list[str]]) -> list[str]:
    column = _label_width(labels)
    return [line for label, body in zip(labels, bodies, strict=True) for line in _hung(label, body, column)]


def _table(rows: list[list[str]], width: int) -> list[str]:
    """Return a table in columns, of which the last may run on over several lines.

    Two such cells beside each other would mix up the order of the words; where that would happen, each
    cell has lines of its own.
    """
    *columns, _ = zip(*rows, strict=True)
    widths = [max(map(len, column)) + _GAP for column in columns]
    room = width - sum(widths)
    if room < _LAST_COLUMN or any(len(_wrapped(cell, width)) > 1 for column in columns for cell in column):
        return _apart(*([line for cell in row for line in _wrapped(cell, width)] for row in rows))
    return [
        line
        for *cells, last in rows
        for line in _hung("".join(map(str.ljust, cells, widths)), _wrapped(last, room), sum(widths))
    ]


def _plain(content: Iterable[Inline]) -> str:
    return "".join(inline.text for inline in content)
