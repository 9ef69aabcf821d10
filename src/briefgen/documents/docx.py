"""Word files: what a reader sees in body, tables, text boxes, notes, headers and comments, with every hyperlink.

The XML is read directly (ECMA-376, WordprocessingML, strict or transitional): python-docx shows no notes, text boxes,
tracked changes or field codes. Tracked changes are read as accepted. Nothing outside the file is opened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.documents.assembly import Collection, Draft, raised
from briefgen.documents.docx_package import Package, Relation
from briefgen.documents.notices import damaged, not_read, other_form
from briefgen.errors import Message, msg

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "rubyPr", "customXmlPr"),
    *("smartTagPr", "fldData", "annotationRef", "footnoteRef", "endnoteRef", "delText", "delInstrText", "rt"),
}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_REMOVED = frozenset({"del", "moveFrom"})
_ADDED = frozenset({"ins", "moveTo"})
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings", re.IGNORECASE)
_HYPERLINK = re.compile(r"\s*HYPERLINK\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r'(?:\\(?P<switch>\w)\s*)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]\S*))|\\(?P<alone>\w)')


def read_docx(source: bytes, passages: Collection) -> tuple[Message, ...]:
    """Add the passages of a Word file; return what was not read. Raises DocumentError."""
    package = Package(source)
    main = _main_part(package)
    reader = _Reader(package, passages, main)
    root = package.xml(main)
    if _local(root) != "document":
        raise other_form(msg("Dit is geen Word-bestand, maar een bestand van een ander kantoorprogramma."))
    for body in root:
        if _local(body) == "body":
            reader.blocks(body, None)
    reader.notes("footnotes", "footnote", reader.footnotes)
    reader.notes("endnotes", "endnote", reader.endnotes)
    reader.margins()
    reader.comments()
    return reader.remarks()


def _main_part(package: Package) -> str:
    for relation in package.relations().values():
        if relation.kind == "officeDocument" and not relation.external:
            return relation.target
    if "mimetype" in package and package.read("mimetype").startswith(b"application/vnd.oasis"):
        raise other_form(msg("Dit is een bestand van LibreOffice of OpenOffice (OpenDocument)."))
    if "index/document.iwa" in package or "index.zip" in package:
        raise other_form(msg("Dit is een bestand van Pages."))
    raise other_form(msg("Dit is een zipbestand, geen Word-bestand."))


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: _Element, name: str) -> str:
    """An attribute by its local name: strict and transitional files differ in namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _child(element: _Element, *path: str) -> _Element | None:
    for name in path:
        found = next((child for child in element if _local(child) == name), None)
        if found is None:
            return None
        element = found
    return element


@dataclass(slots=True)
class _Field:
    """A field code that is open: its instruction, and where its result begins in the passage, once it does."""

    instruction: list[str] = field(default_factory=list)
    start: int | None = None


class _Reader:
    def __init__(self, package: Package, passages: Collection, main: str) -> None:
        self._package = package
        self._passages = passages
        self._main = main
        self._of_main = package.relations(main)
        self._relations: dict[str, Relation] = self._of_main
        self._draft = Draft()
        self._fields: list[_Field] = []
        self._boxes: list[_Element] = []
        self._count: Counter[str] = Counter()
        self._tracked = False
        self.footnotes: dict[str, Message] = {}
        self.endnotes: dict[str, Message] = {}

    # blocks

    def blocks(self, container: _Element, place: Message | None) -> None:
        """Read paragraphs and tables; `place` is the same for all of them, or none for the body."""
        self._nodes(container, place)
        self._flush(place)

    def _nodes(self, nodes: Iterable[_Element], place: Message | None) -> None:
        for node in nodes:
            match _local(node):
                case "p":
                    self._paragraph(node, place)
                case "tbl":
                    self._table(node, place)
                case "altChunk" | "subDoc":
                    self._count["inserted"] += 1
                case "AlternateContent":
                    self._nodes(_shown(node), place)
                case name if name in _REMOVED:
                    self._tracked = True
                case name if name not in _UNSEEN:  # content controls, custom XML, insertions
                    self._nodes(node, place)

    def _paragraph(self, paragraph: _Element, place: Message | None) -> None:
        self._inline(paragraph)
        if _child(paragraph, "pPr", "rPr", "del") is not None:
            self._tracked = True  # with its mark removed, a paragraph goes on in the next
        else:
            self._flush(place)

    def _flush(self, place: Message | None) -> None:
        for code in self._fields:
            if code.start is not None:
                self._draft.link(code.start, _target("".join(code.instruction)))
                code.start = 0
        text, links = self._draft.take()
        if text and place is None:
            self._count["paragraphs"] += 1
            self._passages.add(text, msg("alinea {nummer}", nummer=self._count["paragraphs"]), links)
        elif place is not None:
            self._passages.add(text, place, links)
        boxes, self._boxes = self._boxes, []
        fields, self._fields = self._fields, []
        for box in boxes:
            self._count["boxes"] += 1
            self.blocks(box, msg("tekstvak {nummer}", nummer=self._count["boxes"]))
        self._fields = fields

    def _table(self, table: _Element, place: Message | None) -> None:
        if place is None:
            self._count["tables"] += 1
        number = self._count["tables"]
        for row_number, row in enumerate(self._inside(table, "tr"), start=1):
            column = 1
            for cell in self._inside(row, "tc"):
                at = place or msg("tabel {t}, rij {r}, kolom {k}", t=number, r=row_number, k=column)
                self._cell(cell, at, nested=place is None)
                span = _child(cell, "tcPr", "gridSpan")
                column += max(_number(_get(span, "val")), 1) if span is not None else 1

    def _cell(self, cell: _Element, place: Message, *, nested: bool) -> None:
        for node in cell:
            if nested and _local(node) == "tbl":
                self._table(node, None)  # a table in a table has its own number
            else:
                self._nodes([node], place)
        self._flush(place)

    def _inside(self, parent: _Element, name: str) -> Iterator[_Element]:
        """The rows of a table or the cells of a row, also those in content controls; without removed ones."""
        for node in parent:
            found = _local(node)
            if found == name:
                if name == "tr" and _child(node, "trPr", "del") is not None:
                    self._tracked = True
                else:
                    yield node
            elif found in _REMOVED:
                self._tracked = True
            elif found not in _UNSEEN:
                yield from self._inside(node, name)

    # text

    def _inline(self, nodes: Iterable[_Element]) -> None:  # noqa: C901, PLR0912 - one branch for each element of the format
        for node in nodes:
            match _local(node):
                case "t":
                    self._text(node.text or "", high=_is_raised(node.getparent()))
                case "instrText":
                    if self._fields:
                        self._fields[-1].instruction.append(node.text or "")
                case "fldChar":
                    self._field(_get(node, "fldCharType"))
                case "fldSimple":
                    self._linked(node, _target(_get(node, "instr")))
                case "hyperlink":
                    self._linked(node, self._destination(node))
                case "sym":
                    if not _SYMBOL_FONTS.search(_get(node, "font")):
                        self._text(_character(_get(node, "char")))
                case "footnoteReference":
                    self._note(node, self.footnotes, msg("voetnoot {nummer}", nummer=len(self.footnotes) + 1))
                case "endnoteReference":
                    self._note(node, self.endnotes, msg("eindnoot {nummer}", nummer=len(self.endnotes) + 1))
                case "drawing" | "pict" | "object":
                    self._graphic(node)
                case "AlternateContent":
                    self._inline(_shown(node))
                case name if name in _CHARACTERS:
                    self._text(_CHARACTERS[name])
                case name if name in _REMOVED:
                    self._tracked = True
                case name if name not in _UNSEEN:
                    self._tracked |= name in _ADDED
                    self._inline(node)

    def _text(self, text: str, *, high: bool = False) -> None:
        unfinished = next((code for code in reversed(self._fields) if code.start is None), None)
        if unfinished:  # the result of a field inside the instruction of another
            unfinished.instruction.append(text)
        else:
            self._draft.add(raised(text) if high else text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].start = self._draft.position
        elif self._fields and kind == "end":
            code = self._fields.pop()
            if code.start is not None:
                self._draft.link(code.start, _target("".join(code.instruction)))

    def _linked(self, node: _Element, target: str) -> None:
        start = self._draft.position
        self._inline(node)
        self._draft.link(start, target)

    def _destination(self, node: _Element) -> str:
        relation = self._relations.get(_get(node, "id"))
        if relation is None or not relation.external:
            return ""  # a place in this file
        anchor = _get(node, "anchor")
        return f"{relation.target}#{anchor}" if anchor else relation.target

    @staticmethod
    def _note(node: _Element, notes: dict[str, Message], place: Message) -> None:
        notes.setdefault(_get(node, "id"), place)

    def _graphic(self, graphic: _Element) -> None:
        """Keep text boxes for after the paragraph, and count what is no text."""
        waiting = [graphic]
        while waiting:
            node = waiting.pop()
            match _local(node):
                case "txbxContent":
                    self._boxes.append(node)
                    continue
                case "blip" | "imagedata":
                    self._count["pictures"] += 1
                case "OLEObject" | "control" | "contentPart":
                    self._count["objects"] += 1
                case "chart" | "relIds":
                    self._count["charts"] += 1
                case "AlternateContent":
                    waiting.extend(reversed(_shown(node)))
                    continue
            waiting.extend(reversed(node))

    # the other parts

    def _parts(self, kind: str) -> Iterator[_Element]:
        names = {relation.target for relation in self._of_main.values() if relation.kind == kind}
        for name in sorted(names):
            if name not in self._package:
                raise damaged()
            self._relations = self._package.relations(name)
            self._fields = []
            yield self._package.xml(name)

    def notes(self, kind: str, name: str, places: dict[str, Message]) -> None:
        """Read the notes that the body refers to, in that order."""
        found = {_get(note, "id"): note for part in self._parts(kind) for note in part if _local(note) == name}
        for number, place in list(places.items()):
            if number in found:
                self.blocks(found[number], place)

    def margins(self) -> None:
        """Read headers and footers."""
        for part in self._parts("header"):
            self.blocks(part, msg("kopregel"))
        for part in self._parts("footer"):
            self.blocks(part, msg("voetregel"))

    def comments(self) -> None:
        """Read what reviewers wrote beside the text."""
        for part in self._parts("comments"):
            for number, comment in enumerate(part, start=1):
                self.blocks(comment, msg("opmerking {nummer} in de kantlijn", nummer=number))

    def remarks(self) -> tuple[Message, ...]:
        """What was not read, or not as it stands."""
        found = list(not_read(self._count["pictures"]))
        if self._tracked:
            found.append(msg("De brief heeft bijgehouden wijzigingen; hij is gelezen alsof ze zijn geaccepteerd."))
        if self._count["charts"]:
            found.append(msg("Grafieken en diagrammen zijn niet gelezen: {aantal}.", aantal=self._count["charts"]))
        if self._count["objects"]:
            found.append(msg("Ingesloten objecten zijn niet gelezen: {aantal}.", aantal=self._count["objects"]))
        if self._count["inserted"]:
            found.append(msg("Ingevoegde bestanden zijn niet gelezen: {aantal}.", aantal=self._count["inserted"]))
        return tuple(found)


def _shown(alternatives: _Element) -> list[_Element]:
    """What is in the first form of something that a file offers in several; they all say the same."""
    return next((list(child) for child in alternatives if len(child)), [])


def _is_raised(run: _Element | None) -> bool:
    position = None if run is None else _child(run, "rPr", "vertAlign")
    return position is not None and _get(position, "val") == "superscript"


def _character(code: str) -> str:
    number = _number(code, 16)
    return chr(number) if 31 < number < 0xD800 else ""


def _number(text: str, base: int = 10) -> int:
    try:
        return int(text[:9], base)
    except ValueError:
        return 0


def _target(instruction: str) -> str:
    """The URL in a HYPERLINK field code; nothing for other fields and for places in this file."""
    code = _HYPERLINK.match(instruction)
    url = anchor = ""
    for part in _PART.finditer(code["rest"] if code else ""):
        value = part["quoted"] if part["quoted"] is not None else part["bare"] or ""
        if part["switch"] == "l":
            anchor = value
        elif part["switch"] is None and part["alone"] is None and not url:
            url = value
    return f"{url}#{anchor}" if url and anchor else url
