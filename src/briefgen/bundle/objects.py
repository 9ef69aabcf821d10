"""Objects of a PDF on their way to a file: numbered, written one after another, never read again.

A whole bundle never stands in memory: each enclosure becomes a stretch of written objects, and a file is those
stretches with a catalogue. (ISO 32000-2, 7.3 and 7.5.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

STEP = 6
"""zlib's usual effort."""


def ref(number: int) -> IndirectObject:
    """The object with this number, as others name it."""
    return IndirectObject(number, 0, None)


def name(word: str) -> NameObject:
    """A name such as "Page", written without its slash."""
    return NameObject("/" + word)


def string(words: str) -> TextStringObject:
    """A text of the document itself: a title, a label."""
    return TextStringObject(words)


def array(items: Iterable[Any]) -> ArrayObject:
    """An array of objects and numbers."""
    return ArrayObject(_object(item) for item in items)


def dictionary(**entries: Any) -> DictionaryObject:
    """A dictionary under names without their slash; what is None is left out."""
    return DictionaryObject({name(key): _object(value) for key, value in entries.items() if value is not None})


def stream(data: bytes, **entries: Any) -> DecodedStreamObject:
    """A stream; `data` is as it stands in the file, so `entries` name the Filter that it went through."""
    made = DecodedStreamObject()
    made.update(dictionary(**entries))
    made.set_data(data)
    return made


def squeezed(data: bytes, **entries: Any) -> DecodedStreamObject:
    """A stream that is stored deflated."""
    return stream(zlib.compress(data, STEP), Filter=name("FlateDecode"), **entries)


def _object(value: Any) -> PdfObject:
    match value:
        case PdfObject():
            return value
        case None:
            return NullObject()
        case bool():
            raise TypeError(value)
        case int():
            return NumberObject(value)
        case float():
            return FloatObject(f"{value:.4f}")
        case _:
            raise TypeError(value)


class Shelf:
    """Written objects, numbered from `first` on."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.offsets: list[tuple[int, int]] = []
        """Of each object its number and where it begins in `data`."""
        self._out = BytesIO()

    def reserve(self) -> int:
        """The number of an object that is put later."""
        self.next += 1
        return self.next - 1

    def put(self, value: PdfObject, number: int | None = None) -> IndirectObject:
        """Write an object, under a number that was reserved if one is given."""
        if number is None:
            number = self.reserve()
        self.offsets.append((number, self._out.tell()))
        self._out.write(b"%d 0 obj\n" % number)
        value.write_to_stream(self._out)
        self._out.write(b"\nendobj\n")
        return ref(number)

    def data(self) -> bytes:
        """All that was written."""
        return self._out.getvalue()
