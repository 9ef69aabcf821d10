"""A PDF as objects, read with distrust: what its catalogue and its XMP metadata say (ISO 32000-1, ISO 16684-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from briefgen.documents.notices import damaged, locked
from briefgen.errors import Message, msg

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_OBJECTS = 2_000_000
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = "http://ns.adobe.com/xap/1.0/"
BUNDLE = "Collection"
"""What the XMP of our bundles names as their type, a word of Dublin Core."""
PDFA_ID, PDFUA_ID = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
TROUBLE = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)
"""What pypdf raises on files that are not as they should be."""


def plain(value: Any) -> Any:
    """What a reference leads to; anything else as it is."""
    for _ in range(20):
        if not isinstance(value, IndirectObject):
            return value
        value = value.get_object()
    return None


def entry(value: Any, *path: str) -> Any:
    """What stands in dictionaries along `path`; None where one is missing."""
    for name in path:
        value = plain(value)
        if not isinstance(value, DictionaryObject):
            return None
        value = value.get(name)
    return plain(value)


def text(value: Any) -> str:
    """A value as text."""
    value = plain(value)
    return str(value) if value is not None else ""


def items(value: Any) -> list[Any]:
    """The members of an array, unresolved; a single value as a list of one."""
    found = plain(value)
    if found is None:
        return []
    return list(found) if isinstance(found, ArrayObject) else [value]


def key(value: Any) -> tuple[int, int] | int:
    """What tells one object from another, though it is read anew."""
    if isinstance(value, IndirectObject):
        return (value.idnum, value.generation)
    reference = getattr(value, "indirect_reference", None)
    return (reference.idnum, reference.generation) if reference is not None else id(value)


def names(tree: Any, most: int = 5_000) -> Iterator[tuple[str, Any]]:
    """The names and values of a name tree."""
    waiting, seen = [tree], set[Any]()
    while waiting and most:
        node = waiting.pop()
        if key(node) in seen:
            continue
        seen.add(key(node))
        node = plain(node)
        if not isinstance(node, DictionaryObject):
            continue
        found = items(node.get("/Names"))
        for name, value in zip(found[::2], found[1::2], strict=False):
            most -= 1
            yield text(name), value
        waiting.extend(items(node.get("/Kids")))


def on_page(number: int) -> Message:
    """The place of something on a page."""
    return msg("bladzijde {nummer}", nummer=number)


@dataclass(slots=True)
class PdfFile:
    """A PDF: `pages` are its page dictionaries, `root` its catalogue, `xmp` the tree of its metadata if it is sound."""

    reader: PdfReader
    root: DictionaryObject
    pages: list[DictionaryObject]
    numbers: dict[Any, int] = field(default_factory=dict)
    xmp: _Element | None = None

    def of_xmp(self, space: str, name: str) -> str:
        """A value of the metadata, as element or attribute; "" when it is not there."""
        if self.xmp is None:
            return ""
        found = next(self.xmp.iter(f"{{{space}}}{name}"), None)
        if found is not None:
            return " ".join("".join(map(str, found.itertext())).split())
        for element in self.xmp.iter(f"{{{RDF}}}Description"):
            if (value := element.get(f"{{{space}}}{name}")) is not None:
                return str(value)
        return ""

    def creators(self) -> list[str]:
        """The makers that the metadata name."""
        found = self.xmp.iter(f"{{{DC}}}creator") if self.xmp is not None else ()
        return [
            " ".join(str(each.text).split()) for creator in found for each in creator.iter(f"{{{RDF}}}li") if each.text
        ]

    @property
    def is_bundle(self) -> bool:
        """Whether this is a bundle: a letter with what others made."""
        return self.of_xmp(DC, "type") == BUNDLE

    @property
    def title(self) -> str:
        """The title in the metadata."""
        return self.of_xmp(DC, "title")


def opened(source: bytes) -> PdfFile:
    """The PDF in `source`. Raises DocumentError when it is damaged or asks for a password."""
    try:
        reader = PdfReader(BytesIO(source), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked()
        root = plain(reader.trailer["/Root"])
        pages = [plain(page) for page in reader.pages]
    except (*TROUBLE, NotImplementedError) as error:
        raise damaged() from error
    if not isinstance(root, DictionaryObject):
        raise damaged()
    file = PdfFile(reader, root, pages)
    file.numbers = {key(page): number for number, page in enumerate(pages, start=1)}
    metadata = entry(root, "/Metadata")
    if isinstance(metadata, StreamObject):
        file.xmp = parsed_xmp(metadata.get_data())
    return file


def parsed_xmp(data: bytes) -> _Element | None:
    """The tree of XMP metadata, or None when it is not sound."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.internalDTD is not None else root
