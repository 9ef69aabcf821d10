"""A file of a bundle: stretches of written objects with a catalogue, bookmarks, labels and structure around them.

ISO 32000-1: 7.5 (file structure), 7.7.2 (catalogue), 12.3.3 (outlines), 12.4.2 (page labels), 14.7 (structure).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, DictionaryObject, IndirectObject, PdfObject

from briefgen.bundle import objects
from briefgen.bundle.job import PAGES_ROOT, STAMP_FONT
from briefgen.bundle.metadata import packet
from briefgen.bundle.objects import Shelf, name, ref
from briefgen.bundle.own_pages import Heading
from briefgen.bundle.stamp_font import StampFont

CATALOGUE, INFO, STRUCTURE, DOCUMENT = 1, 3, 5, 6
FIRST = 7
"""The number of the first object that is no fixed part of a file."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark that leads to a page, or to `target` on it."""

    title: str
    target: PdfObject
    below: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages that belong together, with their objects in the spool from `start` up to `end`."""

    start: int
    end: int
    offsets: tuple[tuple[int, int], ...]
    """Of each object its number and its place in the spool."""
    pages: tuple[int, ...]
    label: str
    """What stands before the number in the labels of its pages; empty for a plain number."""
    bookmark: Bookmark
    elements: tuple[IndirectObject, ...] = ()
    parents: tuple[tuple[int, PdfObject], ...] = ()
    """The entries of these pages in the parent tree of the structure."""
    ids: tuple[tuple[bytes, IndirectObject], ...] = ()
    """The elements of the structure that have a name."""
    roles: DictionaryObject = field(default_factory=DictionaryObject)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says of itself."""

    title: str
    author: str
    language: str
    date: date


def page_target(number: int) -> ArrayObject:
    """The place at the top of a page, for links and bookmarks."""
    return objects.array([ref(number), name("Fit")])


def bookmarks(headings: Iterable[Heading]) -> tuple[Bookmark, ...]:
    """Bookmarks for the headings of a letter."""
    return tuple(Bookmark(item.title, item.target, bookmarks(item.below)) for item in headings)


def bind(stretches: Sequence[Stretch], spool: IO[bytes], cover: Cover, font: StampFont, first: int, path: Path) -> int:
    """Write a file of `stretches` to `path`; return its size. `first` is the number of the first object that is free.

    Equal stretches give equal bytes.
    """
    around = Shelf(first)
    font.put(around, STAMP_FONT)
    pages = [number for stretch in stretches for number in stretch.pages]
    around.put(
        objects.dictionary(Type=name("Pages"), Kids=objects.array(map(ref, pages)), Count=len(pages)), PAGES_ROOT
    )
    moment = objects.string(f"D:{cover.date:%Y%m%d}120000Z")
    around.put(
        objects.dictionary(
            Title=objects.string(cover.title),
            Author=objects.string(cover.author),
            Creator=objects.string("briefgen"),
            CreationDate=moment,
            ModDate=moment,
        ),
        INFO,
    )
    _structure(stretches, around, cover.language)
    said = packet(cover.title, cover.author, cover.language, cover.date)
    metadata = around.put(objects.stream(said, Type=name("Metadata"), Subtype=name("XML")))
    around.put(
        objects.dictionary(
            Type=name("Catalog"),
            Pages=ref(PAGES_ROOT),
            Metadata=metadata,
            Lang=objects.string(cover.language),
            MarkInfo=DictionaryObject({name("Marked"): BooleanObject(True)}),  # noqa: FBT003 - pypdf's own
            ViewerPreferences=DictionaryObject({name("DisplayDocTitle"): BooleanObject(True)}),  # noqa: FBT003 - pypdf's own
            PageMode=name("UseOutlines"),
            Outlines=_outlines([stretch.bookmark for stretch in stretches], around),
            PageLabels=_labels(stretches),
            StructTreeRoot=ref(STRUCTURE),
        ),
        CATALOGUE,
    )
    with path.open("wb") as file:
        return _Writer(file).whole(stretches, spool, around)


def _structure(stretches: Sequence[Stretch], shelf: Shelf, language: str) -> None:
    """What is read aloud: a document of the letter, the list and each enclosure."""
    parents = sorted((entry for stretch in stretches for entry in stretch.parents), key=lambda entry: entry[0])
    numbers = ArrayObject()
    roles = DictionaryObject()
    for stretch in stretches:
        roles.update(stretch.roles)
    for key, value in parents:
        numbers.extend(objects.array([key, value]))
    tree = shelf.put(objects.dictionary(Nums=numbers))
    named = ArrayObject()
    for word, element in sorted(((item for stretch in stretches for item in stretch.ids)), key=lambda item: item[0]):
        named.extend((ByteStringObject(word), element))
    elements = objects.array(element for stretch in stretches for element in stretch.elements)
    shelf.put(
        objects.dictionary(
            Type=name("StructElem"), S=name("Document"), P=ref(STRUCTURE), Lang=objects.string(language), K=elements
        ),
        DOCUMENT,
    )
    shelf.put(
        objects.dictionary(
            Type=name("StructTreeRoot"),
            K=objects.array([ref(DOCUMENT)]),
            ParentTree=tree,
            ParentTreeNextKey=parents[-1][0] + 1 if parents else 0,
            RoleMap=roles or None,
            IDTree=objects.dictionary(Names=named) if named else None,
        ),
        STRUCTURE,
    )


def _outlines(marks: Sequence[Bookmark], shelf: Shelf) -> IndirectObject:
    root = shelf.reserve()
    first, last, count = _siblings(marks, root, shelf)
    return shelf.put(objects.dictionary(Type=name("Outlines"), First=first, Last=last, Count=count), root)


def _siblings(
    marks: Sequence[Bookmark], parent: int, shelf: Shelf
) -> tuple[IndirectObject | None, IndirectObject | None, int]:
    """Write bookmarks under one another; what is below them is folded away. The first, the last and how many."""
    numbers = [shelf.reserve() for _ in marks]
    for index, mark in enumerate(marks):
        first, last, below = _siblings(mark.below, numbers[index], shelf)
        shelf.put(
            objects.dictionary(
                Title=objects.string(mark.title),
                Parent=ref(parent),
                Dest=mark.target,
                Prev=ref(numbers[index - 1]) if index else None,
                Next=ref(numbers[index + 1]) if index + 1 < len(marks) else None,
                First=first,
                Last=last,
                Count=-below if below else None,
            ),
            numbers[index],
        )
    if not numbers:
        return None, None, 0
    return ref(numbers[0]), ref(numbers[-1]), len(numbers)


def _labels(stretches: Sequence[Stretch]) -> DictionaryObject:
    numbers = ArrayObject()
    place = 0
    for stretch in stretches:
        label = objects.dictionary(S=name("D"), St=1, P=objects.string(stretch.label) if stretch.label else None)
        numbers.extend(objects.array([place, label]))
        place += len(stretch.pages)
    return objects.dictionary(Nums=numbers)


class _Writer:
    """Writes one file from its first byte to its last, and keeps where each object began."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0
        self._places: dict[int, int] = {}
        self._digest = hashlib.sha256()

    def whole(self, stretches: Sequence[Stretch], spool: IO[bytes], around: Shelf) -> int:
        """Write all; return the size in bytes."""
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        for stretch in stretches:
            for number, place in stretch.offsets:
                self._places[number] = self._place + place - stretch.start
            spool.seek(stretch.start)
            left = stretch.end - stretch.start
            while left:
                chunk = spool.read(min(left, _CHUNK))
                self._write(chunk)
                left -= len(chunk)
        for number, place in around.offsets:
            self._places[number] = self._place + place
        self._write(around.data())
        self._end(around.next)
        return self._place

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._place += len(data)

    def _end(self, number: int) -> None:
        """The table of places, as a stream (7.5.8), and the trailer in it."""
        self._places[number] = self._place
        runs: list[list[int]] = [[0, 1]]
        rows = [b"\0" + bytes(5)]
        for each in sorted(self._places):
            if each == sum(runs[-1]):
                runs[-1][1] += 1
            else:
                runs.append([each, 1])
            rows.append(b"\1" + self._places[each].to_bytes(5, "big"))
        mark = ByteStringObject(self._digest.digest()[:16])
        table = objects.stream(
            zlib.compress(b"".join(rows), objects.STEP),
            Type=name("XRef"),
            Filter=name("FlateDecode"),
            Size=number + 1,
            W=objects.array([1, 5, 0]),
            Index=objects.array(value for run in runs for value in run),
            Root=ref(CATALOGUE),
            Info=ref(INFO),
            ID=ArrayObject([mark, mark]),
        )
        start = self._place
        shelf = Shelf(number)
        shelf.put(table)
        self._file.write(shelf.data() + b"startxref\n%d\n%%%%EOF\n" % start)
        self._place = self._file.tell()
