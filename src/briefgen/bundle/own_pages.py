"""Pages that briefgen drew itself (letter, list) taken over whole: text, links, and the structure that is read aloud.

Only for files that this same program just made; what strangers made goes through `apart`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from briefgen.bundle import objects
from briefgen.bundle.job import PAGES_ROOT
from briefgen.bundle.lettering import SCHEME
from briefgen.bundle.objects import Shelf, name


@dataclass(frozen=True, slots=True)
class Heading:
    """A bookmark within the letter: its words, and where it leads."""

    title: str
    target: PdfObject
    below: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What was taken over. `parents` are the entries of the parent tree of the structure, by key."""

    pages: tuple[int, ...]
    elements: tuple[IndirectObject, ...]
    parents: tuple[tuple[int, PdfObject], ...]
    ids: tuple[tuple[bytes, IndirectObject], ...]
    """The elements of the structure that have a name."""
    roles: DictionaryObject
    headings: tuple[Heading, ...]
    next_key: int


Targets = Callable[[int], tuple[PdfObject, str]]
"""Of the number of an enclosure where a link to it leads, and what is said of that link."""


def taken_over(pdf: bytes, shelf: Shelf, first_key: int, parent: int, targets: Targets) -> OwnPages:
    """Put the pages of `pdf` on the shelf.

    Keys of the structure count from `first_key`; its topmost element comes under the object `parent`. A link under
    SCHEME leads to what `targets` gives for its number.
    """
    return _Taker(PdfReader(BytesIO(pdf)), shelf, first_key, parent, targets).taken()


class _Taker:
    def __init__(self, reader: PdfReader, shelf: Shelf, first_key: int, parent: int, targets: Targets) -> None:
        self._reader = reader
        self._shelf = shelf
        self._first_key = first_key
        self._parent = parent
        self._targets = targets
        self._numbers: dict[int, int] = {}
        self._waiting: list[tuple[int, int]] = []
        self._top: set[int] = set()
        self._ids: list[tuple[bytes, IndirectObject]] = []

    def taken(self) -> OwnPages:
        root: Any = self._reader.trailer["/Root"].get_object()
        pages: list[Any] = [page.indirect_reference for page in self._reader.pages]
        for page in pages:
            self._numbered(page)
        structure = root.get("/StructTreeRoot")
        elements: tuple[IndirectObject, ...] = ()
        parents: list[tuple[int, PdfObject]] = []
        roles = DictionaryObject()
        if structure is not None:
            self._numbers[root.raw_get("/StructTreeRoot").idnum] = self._parent
            tops = structure["/K"] if isinstance(structure["/K"], ArrayObject) else [structure.raw_get("/K")]
            self._top = {item.idnum for item in tops}
            elements = tuple(objects.ref(self._numbered(top)) for top in tops)
            parents = [(key + self._first_key, self._value(value)) for key, value in _entries(structure["/ParentTree"])]
            roles = self._value(structure.get("/RoleMap") or roles)  # type: ignore[assignment]  # a dictionary stays one
        headings = tuple(self._headings(root.get("/Outlines")))
        self._drain()
        next_key = max((key for key, _ in parents), default=self._first_key - 1) + 1
        numbers = tuple(self._numbers[page.idnum] for page in pages)
        return OwnPages(numbers, elements, tuple(parents), tuple(self._ids), roles, headings, next_key)

    def _numbered(self, source: IndirectObject) -> int:
        if source.idnum not in self._numbers:
            self._numbers[source.idnum] = self._shelf.reserve()
            self._waiting.append((self._numbers[source.idnum], source.idnum))
        return self._numbers[source.idnum]

    def _drain(self) -> None:
        while self._waiting:
            number, source = self._waiting.pop()
            held = self._reader.get_object(IndirectObject(source, 0, self._reader))
            made = self._value(held)
            if isinstance(made, DictionaryObject):
                if source in self._top:
                    made[name("S")] = name("Part")
                if "/ID" in made and "/S" in made:
                    self._ids.append((bytes(made[name("ID")]), objects.ref(number)))  # type: ignore[call-overload]  # a string of bytes
            self._shelf.put(made, number)

    def _value(self, value: Any) -> PdfObject:
        match value:
            case IndirectObject():
                return objects.ref(self._numbered(value))
            case StreamObject():
                entries = {NameObject(key): self._value(value.raw_get(key)) for key in value if key != "/Length"}
                made = objects.stream(value._data)  # noqa: SLF001 - pypdf has no other way to what is still packed
                made.update(entries)
                return made
            case DictionaryObject():
                return self._dictionary(value)
            case ArrayObject():
                return ArrayObject(self._value(item) for item in value)
            case PdfObject():
                return value
            case _:
                raise TypeError(value)

    def _dictionary(self, value: DictionaryObject) -> DictionaryObject:
        is_page = value.get("/Type") == "/Page"
        made = DictionaryObject()
        for key in value:
            if key == "/ID" and "/S" in value:
                made[NameObject(key)] = self._id(value[key])
            elif key == "/Headers":
                made[NameObject(key)] = ArrayObject(self._id(item) for item in list(value[key]))  # type: ignore[call-overload]  # an array
            elif key in {"/StructParents", "/StructParent"}:
                made[NameObject(key)] = NumberObject(int(str(value[key])) + self._first_key)
            elif is_page and key == "/Parent":
                made[NameObject(key)] = objects.ref(PAGES_ROOT)
            else:
                made[NameObject(key)] = self._value(value.raw_get(key))
        if value.get("/Subtype") == "/Link":
            self._led(value, made)
        return made

    def _id(self, value: Any) -> ByteStringObject:
        """The name of an element of the structure, made different from those of other files."""
        return ByteStringObject(b"%d-%b" % (self._first_key, value.original_bytes))

    def _led(self, link: DictionaryObject, made: DictionaryObject) -> None:
        """Give a link to an enclosure its target."""
        action = link.get("/A")
        address = str(action.get_object().get("/URI", "")) if action is not None else ""
        if address.startswith(SCHEME):
            del made["/A"]
            target, words = self._targets(int(address.removeprefix(SCHEME)))
            made[name("Dest")] = target
            made[name("Contents")] = objects.string(words)

    def _headings(self, outline: Any) -> Iterator[Heading]:
        item = outline.get_object().get("/First") if outline is not None else None
        while item is not None:
            item = item.get_object()
            below = tuple(self._headings(item)) if "/First" in item else ()
            yield Heading(str(item["/Title"]), self._value(item["/Dest"]), below)
            item = item.get("/Next")


def _entries(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    node = tree.get_object()
    numbers = node.get("/Nums", ())
    for index in range(0, len(numbers), 2):
        yield (
            int(numbers[index]),
            numbers[index + 1] if not isinstance(numbers, ArrayObject) else list.__getitem__(numbers, index + 1),
        )
    for below in node.get("/Kids", ()):
        yield from _entries(below)
