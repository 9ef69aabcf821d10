"""A copy of a PDF without what should not be sent along; what a reader sees on the pages stays as it is.

The file is written anew from its catalogue, so nothing of older versions or loose objects comes along. Unseen text is
taken out of the pages only where the page, drawn again, is the same picture to the last pixel.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
from lxml import etree
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from briefgen.documents.notices import damaged
from briefgen.errors import Message, msg
from briefgen.inspection import pdf_sight, pictures
from briefgen.inspection.model import Cleaned
from briefgen.inspection.pdf_file import (
    DC,
    PDFA_ID,
    PDFUA_ID,
    RDF,
    TROUBLE,
    XMP,
    entry,
    items,
    key,
    opened,
    parsed_xmp,
    plain,
)
from briefgen.inspection.pdf_thinning import Page
from briefgen.inspection.pdf_traces import COMMENTS, DRAWN_COMMENTS, SCRIPTS, is_action, packed, the_filter, versions

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES: dict[str, Message] = {
    "people": msg("namen van makers, programma's en andere eigenschappen"),
    "comments": msg("opmerkingen"),
    "embedded": msg("bestanden in het bestand"),
    "scripts": msg("scripts en andere acties"),
    "hidden": msg("tekst die niemand ziet"),
    "pictures": msg("plaats, toestel en maker in foto's"),
    "versions": msg("oudere versies van het bestand"),
    "locked": msg("de beveiliging tegen bewerken"),
}
_MOST_DRAWN = 400
"""How often pages of one file are drawn anew at most, in search of text that can go."""
_KEPT_SPACES = {"http://www.aiim.org/pdfa/ns/extension/", PDFA_ID, PDFUA_ID, RDF}
_KEPT = {
    *((DC, name) for name in ("title", "language", "format", "description", "type")),
    *((XMP, name) for name in ("CreateDate", "ModifyDate")),
}
_RDF_DESCRIPTION = f"{{{RDF}}}Description"
_PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>%s<?xpacket end="r"?>'
_DROPPED = ("/AA", "/PieceInfo", "/AF", "/OPI", "/LastModified", "/Thumb")


def cleaned(source: bytes) -> Cleaned:
    """A cleaned copy of the PDF `source`. Raises DocumentError when it cannot be read or written."""
    file = opened(source)
    try:
        cleaner = _Cleaner(file.reader, source)
        data = cleaner.run()
    except (*TROUBLE, NotImplementedError) as error:
        raise damaged() from error
    removed = tuple(_TITLES[name] for name in _TITLES if name in cleaner.removed)
    return Cleaned(data if removed else source, removed, tuple(cleaner.left))


class _Cleaner:
    def __init__(self, reader: Any, source: bytes) -> None:
        self.removed: set[str] = set()
        self.left: list[Message] = []
        self._source = source
        self._had_info = isinstance(plain(reader.trailer.get("/Info")), DictionaryObject) and bool(
            set(plain(reader.trailer["/Info"])) - {"/Title", "/CreationDate", "/ModDate", "/Trapped"}
        )
        if reader.is_encrypted:
            self.removed.add("locked")
        self._header = reader.pdf_header
        self._writer = PdfWriter(clone_from=reader)
        self._root = self._writer.root_object

    def run(self) -> bytes:
        if versions(self._source) > 1:
            self.removed.add("versions")
        self._comments()
        self._catalogue()
        for found in self._objects():
            self._object(found)
        self._metadata()
        return self._unseen(self._written())

    def _objects(self) -> list[DictionaryObject]:
        """Every dictionary, also those that stand within others."""
        found: list[DictionaryObject] = []
        waiting: list[Any] = list(self._writer._objects)  # noqa: SLF001 - pypdf shows its objects in no other way
        seen: set[int] = set()
        while waiting:
            here = waiting.pop()
            if isinstance(here, IndirectObject) or id(here) in seen:
                continue
            seen.add(id(here))
            if isinstance(here, DictionaryObject):
                found.append(here)
                waiting.extend(here.values())
            elif isinstance(here, list):
                waiting.extend(here)
        return found

    def _comments(self) -> None:
        gone: set[Any] = set()
        for page in self._writer.pages:
            kept = ArrayObject()
            for each in items(page.get("/Annots")):
                kind = entry(each, "/Subtype")
                if kind in COMMENTS:
                    self.removed.add("embedded" if kind == "/FileAttachment" else "comments")
                    gone.add(key(each))
                else:
                    kept.append(each)
                    if kind in DRAWN_COMMENTS:
                        self._keep(
                            msg(
                                "Wat met een tekengereedschap op de bladzijde is gezet, is blijven staan: het kan bij "
                                "de brief horen. Haal het zelf weg als dat niet zo is."
                            )
                        )
                        self._unnamed(plain(each))
                    elif kind == "/Widget":
                        self._keep(msg("Ingevulde velden van een formulier zijn blijven staan."))
            if "/Annots" in page and len(kept) != len(items(page.get("/Annots"))):
                page[NameObject("/Annots")] = kept
        if gone:
            self._unstructure(gone)

    def _unnamed(self, note: DictionaryObject) -> None:
        for name in ("/T", "/CreationDate", "/M", "/RC", "/Popup"):
            if name in note:
                self.removed.add("comments")
                del note[name]

    def _unstructure(self, gone: set[Any]) -> None:
        """Take the references to removed notes out of the tags."""
        for found in self._objects():
            if "/K" not in found or "/S" not in found:
                continue
            kids = items(found.get("/K"))
            kept = [
                kid
                for kid in kids
                if not (
                    entry(kid, "/Type") == "/OBJR" and "/Obj" in plain(kid) and key(plain(kid).raw_get("/Obj")) in gone
                )
            ]
            if len(kept) < len(kids):
                found[NameObject("/K")] = ArrayObject(kept)

    def _keep(self, message: Message) -> None:
        if message not in self.left:
            self.left.append(message)

    def _catalogue(self) -> None:
        names = entry(self._root, "/Names")
        for name, why in (("/EmbeddedFiles", "embedded"), ("/JavaScript", "scripts")):
            if isinstance(names, DictionaryObject) and name in names:
                self.removed.add(why)
                del names[name]
        if "/AF" in self._root:
            self.removed.add("embedded")
        form = entry(self._root, "/AcroForm")
        if isinstance(form, DictionaryObject) and "/XFA" in form:
            self.removed.add("scripts")
            del form["/XFA"]
        if self._forbidden(self._root.get("/OpenAction")):
            self.removed.add("scripts")
            del self._root["/OpenAction"]

    @staticmethod
    def _forbidden(action: Any) -> bool:
        found = plain(action)
        return isinstance(found, DictionaryObject) and found.get("/S") in SCRIPTS

    def _object(self, found: DictionaryObject) -> None:
        for name in _DROPPED:
            if name in found:
                self.removed.add({"/AA": "scripts", "/AF": "embedded"}.get(name, "people"))
                del found[name]
        if "/Metadata" in found and found is not self._root:
            self.removed.add("people")
            del found["/Metadata"]
        self._action(found)
        if isinstance(found, StreamObject) and found.get("/Subtype") == "/Image" and the_filter(found) == "/DCTDecode":
            data = packed(found)
            if pictures.tells(data):
                self.removed.add("pictures")
                found._data = pictures.without(data)  # noqa: SLF001 - pypdf has no other way to what is still packed

    def _action(self, found: DictionaryObject) -> None:
        for name in ("/A", "/PA", "/Next"):
            if name in found and self._forbidden(found.get(name)):
                self.removed.add("scripts")
                del found[name]
        kind = found.get("/S")
        if isinstance(kind, str) and kind in SCRIPTS and is_action(found, kind):
            self.removed.add("scripts")
            for name in set(found) - {"/Type"}:
                del found[name]
            found[NameObject("/S")], found[NameObject("/N")] = NameObject("/Named"), NameObject("/FirstPage")

    def _metadata(self) -> None:
        """Keep of XMP what says which document and form of PDF this is; of the old properties nothing."""
        stream = plain(self._root.get("/Metadata"))
        tree = parsed_xmp(stream.get_data()) if isinstance(stream, StreamObject) else None
        lessened = tree is not None and _lessened(tree)
        if lessened or self._had_info:
            self.removed.add("people")
        if tree is not None:
            made = StreamObject()
            made.set_data(_PACKET % etree.tostring(tree))
            made[NameObject("/Type")], made[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
            self._root[NameObject("/Metadata")] = self._writer._add_object(made)  # noqa: SLF001 - as its own writer does
        elif "/Metadata" in self._root:
            self.removed.add("people")
            del self._root["/Metadata"]
        self._writer.metadata = None

    def _written(self) -> bytes:
        """The file, written twice: the second time only what the catalogue leads to is still there."""
        first = BytesIO()
        self._writer.write(first)
        again = PdfWriter(clone_from=first)
        again.metadata = None
        again.pdf_header = self._header
        name = ByteStringObject(hashlib.sha256(self._source).digest()[:16])
        again._ID = ArrayObject([name, name])  # noqa: SLF001 - else it is random
        target = BytesIO()
        again.write(target)
        return target.getvalue()

    # unseen text

    def _unseen(self, data: bytes) -> bytes:
        """The file without text that nobody sees, as far as its pages stay the same pictures."""
        document = pypdfium2.PdfDocument(data)
        budget = _MOST_DRAWN
        changed = False
        for number in range(len(document)):
            sight = pdf_sight.looked_at(document[number])
            if sight.scanned or not sight.unseen:
                continue
            page = Page(self._writer, number, data, budget)
            if page.thin():
                changed = True
            budget = page.budget
        document.close()
        if changed:
            self.removed.add("hidden")
            data = self._written()
            if any(pdf_sight.looked_at(page).unseen for page in pypdfium2.PdfDocument(data)):
                self._keep(
                    msg("Een deel van de tekst die niemand ziet, is niet veilig weg te halen. Maak de PDF opnieuw.")
                )
        elif budget < _MOST_DRAWN:
            self._keep(msg("De tekst die niemand ziet, is niet veilig weg te halen. Maak de PDF opnieuw."))
        return data


def _lessened(tree: _Element) -> bool:
    """Take out of XMP all that is not kept; return whether there was any."""
    less = False
    for description in tree.iter(_RDF_DESCRIPTION):
        for element in list(description):
            if not _is_kept(str(element.tag)):
                less = True
                description.remove(element)
        for attribute in list(description.attrib):
            if str(attribute).startswith("{") and not _is_kept(str(attribute)):
                less = True
                del description.attrib[attribute]
    return less


def _is_kept(name: str) -> bool:
    space, _, name = name[1:].rpartition("}")
    return space in _KEPT_SPACES or (space, name) in _KEPT
