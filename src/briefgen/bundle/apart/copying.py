"""Copying what a page shows, and nothing else.

A page of a stranger's PDF is the top of a graph in which anything may hang: actions, scripts, files, older texts,
metadata. So only what is known to draw is copied: each kind of object has the keys that are kept, and what hangs under
another key does not exist in the copy. (ISO 32000-2: 7.8.3 resources, 8.9.5 images, 8.10 forms, 9.5-9.8 fonts.)
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from briefgen.bundle.apart import jpeg
from briefgen.bundle.notices import bomb, damaged
from briefgen.bundle.objects import STEP, Shelf, name
from briefgen.errors import DocumentError, msg

MAX_OBJECTS = 300_000
MAX_DEPTH = 60
"""How deep arrays and dictionaries may stand in one another within one object."""
MAX_UNPACKED, MAX_UNPACKED_IN_ALL = 64_000_000, 400_000_000
"""Bytes of one stream that is no picture, and of all those of a file together."""
MAX_PIXELS = 150_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is copied of a dictionary: the keys it may have and the rule for each; `each` for keys that are free."""

    keys: Mapping[str, str] = field(default_factory=dict)
    each: str = ""


def _keys(words: str, **rules: str) -> _Rule:
    return _Rule({**dict.fromkeys(words.split(), "plain"), **rules})


_STREAM = "Filter DecodeParms"
_RULES = {
    "resources": _Rule(
        {
            "ExtGState": "states",
            "ColorSpace": "plains",
            "Pattern": "patterns",
            "Shading": "plains",
            "XObject": "drawn",
            "Font": "fonts",
            "Properties": "nothings",
        }
    ),
    "states": _Rule(each="state"),
    "plains": _Rule(each="plain"),
    "patterns": _Rule(each="pattern"),
    "drawn": _Rule(each="xobject"),
    "fonts": _Rule(each="font"),
    "nothings": _Rule(each="nothing"),
    "glyphs": _Rule(each="glyph"),
    "nothing": _Rule(),  # content may name it; what it held was layers and notes
    "image": _keys(
        f"{_STREAM} Type Subtype Width Height ColorSpace BitsPerComponent Decode Interpolate ImageMask Matte Intent "
        "SMaskInData",
        Mask="mask",
        SMask="image",
    ),
    "form": _keys(f"{_STREAM} Type Subtype FormType BBox Matrix", Resources="resources", Group="group"),
    "group": _keys("Type S CS I K"),
    "font": _keys(
        "Type Subtype BaseFont FirstChar LastChar Widths Encoding ToUnicode CIDSystemInfo W W2 DW DW2 "
        "CIDToGIDMap FontBBox FontMatrix Name",
        FontDescriptor="descriptor",
        DescendantFonts="font",
        CharProcs="glyphs",
        Resources="resources",
    ),
    "descriptor": _keys(
        "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight "
        "XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet CIDSet Style Lang FD",
        FontFile="program",
        FontFile2="program",
        FontFile3="program",
    ),
    "program": _keys(f"{_STREAM} Length1 Length2 Length3 Subtype"),
    "glyph": _keys(_STREAM),
    "pattern": _keys(
        f"{_STREAM} Type PatternType PaintType TilingType BBox XStep YStep Matrix Shading",
        Resources="resources",
        ExtGState="state",
    ),
    "state": _keys(
        "Type LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK",
        Font="state-font",
        SMask="soft-mask",
    ),
    "soft-mask": _keys("Type S BC TR", G="mask-form"),
    "mask-form": _keys(f"{_STREAM} Type Subtype FormType BBox Matrix", Resources="resources", Group="group"),
}
_ONLY_STREAMS = {"xobject", "mask", "image", "form", "mask-form", "program", "glyph"}
_UNREAD = {"pattern", "mask-form", "glyph"}
"""In these PDFium finds no text and no picture, though they may draw some."""
_TELLING = {"/Metadata", "/PieceInfo", "/AF", "/AA", "/A", "/JS", "/EF", "/RF", "/F", "/FFilter", "/FDecodeParms"}
"""Not copied of what has no rule of its own: colour spaces, functions, halftones."""


class Copier:
    """Copies from one document to a shelf; each object once.

    `names` says which resources a page or form uses, where those that it does not use must stay behind; `lighter`
    makes a picture smaller; `sure`: nothing may draw letters where nobody can look for them.
    Raises DocumentError for a graph out of proportion, and what pypdf raises.
    """

    def __init__(
        self,
        shelf: Shelf,
        *,
        names: Callable[[Any], Collection[str]] | None = None,
        lighter: Callable[[Any], tuple[bytes, Mapping[str, PdfObject]] | None] | None = None,
        sure: bool = False,
    ) -> None:
        self._shelf = shelf
        self._names = names
        self._lighter = lighter
        self._sure = sure
        self._numbers: dict[tuple[int, str], int] = {}
        self._waiting: list[tuple[int, IndirectObject, str]] = []
        self._unpacked = 0

    def copy(self, value: Any, rule: str, *, names: Collection[str] | None = None) -> PdfObject:
        """The copy of a value by `rule`, with all that it needs on the shelf."""
        made = self._resources(value, names, 0) if names is not None else self._value(value, rule, 0)
        while self._waiting:
            number, source, its_rule = self._waiting.pop()
            self._shelf.put(self._value(source.get_object(), its_rule, 0), number)
        return made

    def _value(self, value: Any, rule: str, depth: int) -> PdfObject:
        if depth > MAX_DEPTH:
            raise damaged()
        match value:
            case IndirectObject():
                return self._named(value, rule)
            case StreamObject():
                return self._stream(value, rule, depth)
            case DictionaryObject():
                return NullObject() if rule in _ONLY_STREAMS else self._dictionary(value, rule, depth)
            case ArrayObject():
                inner = "state-font" if rule == "state-font" else rule
                return ArrayObject(self._value(item, inner, depth + 1) for item in value)
            case None:
                return NullObject()
            case PdfObject():
                return value
            case _:
                raise damaged()

    def _named(self, source: IndirectObject, rule: str) -> PdfObject:
        """The copy of an object with a number of its own; it is copied later, lest deep graphs go deep here."""
        key = source.idnum, rule
        if key not in self._numbers:
            if len(self._numbers) >= MAX_OBJECTS:
                raise bomb()
            target = source.get_object()
            if isinstance(target, IndirectObject | NullObject) or target is None:
                return NullObject()
            self._numbers[key] = self._shelf.reserve()
            self._waiting.append((self._numbers[key], source, rule))
        return IndirectObject(self._numbers[key], 0, None)

    def _dictionary(self, value: DictionaryObject, rule: str, depth: int) -> DictionaryObject:
        if rule == "resources":
            return self._resources(value, None, depth)
        if rule == "state-font":
            rule = "font"
        return DictionaryObject({key: self._value(item, inner, depth + 1) for key, item, inner in _kept(value, rule)})

    def _resources(self, value: Any, names: Collection[str] | None, depth: int) -> DictionaryObject:
        """Resources; with `names` only those that are named."""
        made = DictionaryObject()
        source = value.get_object() if isinstance(value, IndirectObject) else value
        if not isinstance(source, DictionaryObject):
            return made
        for key, item, inner in _kept(source, "resources"):
            held = item.get_object() if isinstance(item, IndirectObject) else item
            if not isinstance(held, DictionaryObject):
                continue
            if names is not None:
                held = DictionaryObject({word: held.raw_get(word) for word in held if str(word)[1:] in names})
            if held:
                made[NameObject(key)] = self._value(held, inner, depth + 1)
        return made

    def _stream(self, value: StreamObject, rule: str, depth: int) -> PdfObject:
        if rule in {"xobject", "mask"}:
            rule = {"/Image": "image", "/Form": "form"}.get(str(value.get("/Subtype")), "")
            if not rule:
                return NullObject()
        if self._sure and rule in _UNREAD:
            _refuse_letters(value)
        head = DictionaryObject()
        for key, item, inner in _kept(value, rule):
            if key == "/Resources" and self._names is not None:
                head[NameObject(key)] = self._resources(item, self._names(value), depth + 1)
            else:
                head[NameObject(key)] = self._value(item, inner, depth + 1)
        made = DecodedStreamObject()
        made.update(head)
        data = _raw(value)
        if rule == "image":
            data = self._image(value, made, data)
        else:
            self._unpacked += unpacked_size(value, min(MAX_UNPACKED, MAX_UNPACKED_IN_ALL - self._unpacked))
        made.set_data(data)
        return made

    def _image(self, value: StreamObject, made: DecodedStreamObject, data: bytes) -> bytes:
        width, height = (_number(value.get(key)) for key in ("/Width", "/Height"))
        if width * height > MAX_PIXELS:
            raise bomb()
        if self._lighter is not None and (lighter := self._lighter(value)) is not None:
            data, entries = lighter
            made.pop("/DecodeParms", None)
            made.update(entries)
            return data
        filters = filters_of(value)
        if filters[-1:] in (["/DCTDecode"], ["/DCT"], ["/JPXDecode"]):
            if len(filters) > 1:
                data = _without_last(value, filters, data)
                made[NameObject("/Filter")] = NameObject(filters[-1])
                made.pop("/DecodeParms", None)
            strip = jpeg.boxes_stripped if filters[-1] == "/JPXDecode" else jpeg.stripped
            try:
                return strip(data)
            except ValueError:
                raise damaged() from None
        return data


def _refuse_letters(value: StreamObject) -> None:
    """Raise DocumentError for a pattern, mask or drawn letter that has letters or pictures in it."""
    resources = value.get("/Resources")
    held = resources.get_object() if resources is not None else None
    if not isinstance(held, DictionaryObject) or not any(held.get(key) for key in ("/Font", "/XObject")):
        return
    raise DocumentError(
        msg("In een patroon of masker van deze bijlage kan tekst staan. briefgen kan niet zien of daar iets weg moet."),
        mend=msg("Druk de bijlage af naar PDF, gebruik dat bestand, en kijk het zelf na (--checked)."),
    )


def _kept(value: DictionaryObject, rule: str) -> Iterator[tuple[str, Any, str]]:
    """The entries that a rule keeps, with the rule for each."""
    found = _RULES.get(rule)
    for key in value:
        item = value.raw_get(key)
        word = str(key)
        if word == "/Length":
            continue
        if found is None:
            if word not in _TELLING:
                yield key, item, "plain"
        elif found.each:
            yield key, item, found.each
        elif word[1:] in found.keys:
            yield key, item, found.keys[word[1:]]


def _raw(value: StreamObject) -> bytes:
    """The bytes of a stream as they stand in the file."""
    return bytes(value._data)  # noqa: SLF001 - pypdf has no other way to what is still packed


def _number(value: Any) -> int:
    held = value.get_object() if isinstance(value, IndirectObject) else value
    return int(held) if isinstance(held, int | float) and held > 0 else 0


def filters_of(value: DictionaryObject) -> list[str]:
    """The names of the filters that a stream went through, the outermost first."""
    found = value.get("/Filter")
    if isinstance(found, IndirectObject):
        found = found.get_object()
    if isinstance(found, ArrayObject):
        return [str(item.get_object()) for item in found]
    return [str(found)] if isinstance(found, NameObject) else []


def _without_last(value: StreamObject, filters: list[str], data: bytes) -> bytes:
    """The bytes within all filters but the innermost, which is that of a picture."""
    outer = EncodedStreamObject()
    outer[NameObject("/Filter")] = ArrayObject(NameObject(word) for word in filters[:-1])
    if isinstance(parms := value.get("/DecodeParms"), ArrayObject):
        outer[NameObject("/DecodeParms")] = ArrayObject(parms[:-1])
    outer._data = data  # noqa: SLF001 - pypdf has no other way to make a stream that is packed already
    return unpacked(outer)


def unpacked(value: StreamObject) -> bytes:
    """The content of a stream. Raises DocumentError for a bomb or what cannot be unpacked."""
    unpacked_size(value, MAX_UNPACKED)
    try:
        return value.get_data()
    except LimitReachedError:
        raise bomb() from None
    except (PyPdfError, NotImplementedError, ValueError, KeyError, TypeError, IndexError, AttributeError, zlib.error):
        raise damaged() from None


def unpacked_size(value: StreamObject, most: int) -> int:
    """How many bytes a stream holds that is deflated once or more often. Raises DocumentError above `most`.

    Other filters make little grow, and have limits in pypdf. Nothing is kept, so a bomb takes no memory.
    """
    filters = filters_of(value)
    depth = 0
    while depth < len(filters) and filters[depth] in {"/FlateDecode", "/Fl"}:
        depth += 1
    if depth > 3 or len(filters) > 4:
        raise bomb()
    size = 0
    for chunk in _inflated(_raw(value), depth):
        size += len(chunk)
        if size > most:
            raise bomb()
    return size


def _inflated(data: bytes, times: int) -> Iterator[bytes]:
    chunks: Iterator[bytes] = (data[place : place + _CHUNK] for place in range(0, len(data), _CHUNK))
    for _ in range(times):
        chunks = _once(chunks)
    return chunks


def _once(chunks: Iterator[bytes]) -> Iterator[bytes]:
    reader = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not reader.eof:
                yield reader.decompress(rest, _CHUNK)
                rest = reader.unconsumed_tail
    except zlib.error:
        return  # readers show what came before the fault, and so does this


def form(content: bytes, box: ArrayObject, resources: PdfObject, group: PdfObject | None) -> DecodedStreamObject:
    """A page's content as a form of its own: whatever it leaves open, it cannot touch what is drawn after it."""
    made = DecodedStreamObject()
    made.update(
        {
            name("Type"): name("XObject"),
            name("Subtype"): name("Form"),
            name("BBox"): box,
            name("Resources"): resources,
            name("Filter"): name("FlateDecode"),
        }
    )
    if group is not None:
        made[name("Group")] = group
    made.set_data(zlib.compress(content, STEP))
    return made
