"""The text of a Word file with its places: paragraphs as a reader finds them, and where each character is kept.

For files that are open and sound; `briefgen.documents.docx_package` refuses hostile ones before.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.errors import Message, OwnTemplateError, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
KINDS = {
    "header": msg("kopregel"),
    "footer": msg("voetregel"),
    "footnotes": msg("voetnoot"),
    "endnotes": msg("eindnoot"),
}
"""The parts beside the body that a reader sees, by the kind of their relation."""

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_SKIPPED = {
    "pPr",
    "rPr",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sectPr",
    "txbxContent",
    "del",
    "moveFrom",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a paragraph's text and the element that holds it: a text, a tab or a break."""

    element: _Element
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One paragraph of a part. `place` says where it is; `repeated`: a drawing's text once more, for old Words."""

    place: Message
    element: _Element
    pieces: tuple[Piece, ...]
    repeated: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Part:
    """A part with text: its name in the file, what kind it is ("document", "header", ...), and its root."""

    name: str
    kind: str
    root: _Element


class WordFile:
    """The parts of a Word file. Raises OwnTemplateError, saying `where`, when it is no sound Word file."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                self.contents = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError) as error:
            raise self._damaged() from error
        main = [target for _, kind, target in self.relations("") if kind == "officeDocument"]
        if not main or main[0] not in self.contents:
            raise self._damaged()
        self.main = main[0]

    def parts(self) -> tuple[Part, ...]:
        """The body, and the headers, footers and notes that belong to it."""
        found = [Part(self.main, "document", self.xml(self.main))]
        kinds = {target: kind for _, kind, target in self.relations(self.main) if kind in KINDS}
        found += [Part(name, kind, self.xml(name)) for name, kind in sorted(kinds.items()) if name in self.contents]
        return tuple(found)

    def xml(self, name: str) -> _Element:
        """The root of one part."""
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.contents[name], parser)
        except (etree.XMLSyntaxError, KeyError) as error:
            raise self._damaged() from error

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The relations of a part within the file: id, last word of the type, name of the target."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        for relation in self.xml(source) if source in self.contents else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                yield relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], target

    def _damaged(self) -> OwnTemplateError:
        return OwnTemplateError(
            msg("Dit is geen Word-bestand (.docx), of het is beschadigd."),
            where=self.where,
            mend=msg("Open het in Word en sla het opnieuw op als .docx."),
        )


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of Word's own namespace; empty when it is not there."""
    return "" if element is None else element.get(f"{W}{name}", "")


def spots(part: Part) -> tuple[Spot, ...]:
    """The paragraphs of `part` in the order of the file, empty ones too."""
    return tuple(_Walk(part.kind).nodes(part.root, None))


class _Walk:
    """Counts paragraphs, tables and text boxes as the places of messages do: paragraphs without text do not count."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._paragraphs = self._tables = self._boxes = 0

    def nodes(self, nodes: Iterable[_Element], place: Message | None, *, repeated: bool = False) -> Iterator[Spot]:
        for node in nodes:
            match local(node):
                case "p":
                    yield from self._paragraph(node, place, repeated=repeated)
                case "tbl":
                    yield from self._table(node, place, repeated=repeated)
                case "Fallback":
                    yield from self.nodes(node, place, repeated=True)
                case name if name not in _SKIPPED:
                    yield from self.nodes(node, place, repeated=repeated)

    def _paragraph(self, node: _Element, place: Message | None, *, repeated: bool) -> Iterator[Spot]:
        pieces = tuple(_pieces(node))
        if place is None and pieces:
            self._paragraphs += 1
        yield Spot(place or self._here(), node, pieces, repeated)
        for box in node.iter(f"{W}txbxContent"):
            if _holder(box) is node:
                old = repeated or _in_fallback(box, node)
                self._boxes += not old
                yield from self.nodes(box, msg("tekstvak {nummer}", nummer=max(self._boxes, 1)), repeated=old)

    def _here(self) -> Message:
        if self._kind == "document":
            return msg("alinea {nummer}", nummer=max(self._paragraphs, 1))
        return KINDS[self._kind]

    def _table(self, table: _Element, place: Message | None, *, repeated: bool) -> Iterator[Spot]:
        self._tables += 1
        number = self._tables
        for row_number, row in enumerate(_inside(table, "tr"), start=1):
            column = 1
            for cell in _inside(row, "tc"):
                at = msg("tabel {t}, rij {r}, kolom {k}", t=number, r=row_number, k=column)
                yield from self.nodes(cell, place or at, repeated=repeated)
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += int(value(span)) if value(span).isdecimal() else 1


def _inside(parent: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for node in parent:
        if local(node) == name:
            yield node
        elif local(node) not in _SKIPPED:
            yield from _inside(node, name)


def _pieces(node: _Element) -> Iterator[Piece]:
    for child in node:
        match local(child):
            case "t" if child.text:
                yield Piece(child, child.text)
            case name if name in _CHARACTERS and local(node) == "r":
                yield Piece(child, _CHARACTERS[name])
            case "p" | "Fallback" | "drawing" | "pict" | "object":
                pass  # what a drawing holds are paragraphs of their own
            case name if name not in _SKIPPED:
                yield from _pieces(child)


def _holder(box: _Element) -> _Element | None:
    """The paragraph that a text box hangs in."""
    return next(box.iterancestors(f"{W}p"), None)


def _in_fallback(box: _Element, within: _Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is within:
            return False
        if local(ancestor) == "Fallback":
            return True
    return False
