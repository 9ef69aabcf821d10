"""The tags of a PDF: what a screen reader is told (ISO 14289-1, by the checkpoints of the Matterhorn Protocol 1.02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject, NumberObject

from briefgen.errors import Message, msg
from briefgen.inspection import rules
from briefgen.inspection.access import check_headings
from briefgen.inspection.model import Passage, Report
from briefgen.inspection.pdf_file import PdfFile, entry, items, key, on_page, plain, text

_DEEPEST = 200
_MOST = 500_000
STANDARD = frozenset(
    f"/{name}"
    for name in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH"),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)
_PARENTS = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TOCI": {"/TOC"},
}
_CHILDREN = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/TOC": {"/TOC", "/TOCI", "/Caption"},
}
REMAKE = msg("Maak de PDF opnieuw, uit het Word-bestand of met briefgen, met tags voor toegankelijkheid.")


@dataclass(slots=True)
class Node:
    """One element of the structure: `kind` is its standard type, `page` where it begins, if that is known."""

    element: DictionaryObject
    kind: str
    parent: Node | None
    page: int | None
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Message:
        return on_page(self.page) if self.page else msg("structuur van het document")


@dataclass(slots=True)
class Structure:
    """The structure as a tree, the marked content that is in it by page and number, and what each annotation is in."""

    nodes: list[Node] = field(default_factory=list)
    marked: set[tuple[Any, int]] = field(default_factory=set)
    annotations: dict[Any, Node] = field(default_factory=dict)


def read(file: PdfFile, report: Report) -> Structure | None:
    """The structure of a PDF with tags; None, with a warning, when it has none."""
    tree = entry(file.root, "/StructTreeRoot")
    if not isinstance(tree, DictionaryObject) or entry(file.root, "/MarkInfo", "/Marked") != True:  # noqa: E712 - a PDF's own boolean
        report.warn(
            rules.TAGS,
            msg("het hele document"),
            msg("De PDF heeft geen tags: een voorleesprogramma kent geen koppen, lijsten en tabellen."),
            REMAKE,
        )
        return None
    if entry(file.root, "/MarkInfo", "/Suspects") == True:  # noqa: E712 - a PDF's own boolean
        what = msg("De PDF zegt zelf dat de tags misschien niet kloppen (01-007).")
        report.warn(rules.PDF_UA, msg("het hele document"), what, REMAKE)
    roles = _roles(tree, report)
    structure = Structure()
    seen: set[Any] = set()
    waiting: list[tuple[Any, Node | None, int]] = [(kid, None, 0) for kid in reversed(items(tree.get("/K")))]
    while waiting and len(structure.nodes) < _MOST:
        kid, parent, depth = waiting.pop()
        found = plain(kid)
        if isinstance(found, NumberObject):
            _mark(structure, parent, None, int(found))
        elif isinstance(found, DictionaryObject) and found.get("/Type") == "/MCR":
            _mark(structure, parent, found.raw_get("/Pg") if "/Pg" in found else None, int(entry(found, "/MCID") or 0))
        elif isinstance(found, DictionaryObject) and found.get("/Type") == "/OBJR":
            if parent is not None and "/Obj" in found:
                structure.annotations[key(found.raw_get("/Obj"))] = parent
        elif isinstance(found, DictionaryObject) and "/S" in found and key(kid) not in seen and depth < _DEEPEST:
            seen.add(key(kid))
            node = _node(file, found, parent, roles, report)
            structure.nodes.append(node)
            waiting += [(below, node, depth + 1) for below in reversed(items(found.get("/K")))]
    return structure


def _mark(structure: Structure, parent: Node | None, page: Any, number: int) -> None:
    node = parent
    while page is None and node is not None:
        page = node.element.raw_get("/Pg") if "/Pg" in node.element else None
        node = node.parent
    if page is not None:
        structure.marked.add((key(page), number))


def _node(file: PdfFile, element: DictionaryObject, parent: Node | None, roles: dict[str, str], report: Report) -> Node:
    kind = str(element["/S"])
    page = file.numbers.get(key(element.raw_get("/Pg"))) if "/Pg" in element else (parent.page if parent else None)
    for _ in range(20):
        if kind in STANDARD or kind not in roles:
            break
        kind = roles[kind]
    node = Node(element, kind, parent, page)
    if kind not in STANDARD:
        what = msg("De tag '{naam}' is geen bekende soort (02-001).", naam=kind.lstrip("/"))
        report.warn(rules.PDF_UA, node.place, what, REMAKE)
    if parent is not None:
        parent.children.append(node)
    return node


def _roles(tree: DictionaryObject, report: Report) -> dict[str, str]:
    found = entry(tree, "/RoleMap")
    roles = {str(name): text(value) for name, value in found.items()} if isinstance(found, DictionaryObject) else {}
    for name, role in roles.items():
        seen, now = {name}, role
        while now in roles and now not in STANDARD:
            if now in seen:
                what = msg("De tag '{naam}' verwijst in een kring naar zichzelf (02-003).", naam=name.lstrip("/"))
                report.warn(rules.PDF_UA, msg("structuur van het document"), what, REMAKE)
                break
            seen.add(now)
            now = roles[now]
        if name in STANDARD and role != name:
            what = msg("De gewone tag '{naam}' krijgt een andere betekenis (02-004).", naam=name.lstrip("/"))
            report.warn(rules.PDF_UA, msg("structuur van het document"), what, REMAKE)
    return roles


def check(structure: Structure, report: Report) -> None:
    """Report what is wrong with headings, tables, lists, pictures and notes."""
    headings = [
        (int(node.kind[2]), node.place, text(node.element.get("/T")))
        for node in structure.nodes
        if len(node.kind) == 3 and node.kind[1] == "H" and node.kind[2].isdecimal()
    ]
    check_headings(headings, report)
    if headings and any(node.kind == "/H" for node in structure.nodes):
        what = msg("Koppen met en zonder niveau staan door elkaar (14-007).")
        report.warn(rules.HEADINGS, msg("structuur van het document"), what, REMAKE)
    notes: set[str] = set()
    for node in structure.nodes:
        _nested(node, report)
        described = text(node.element.get("/Alt")) or text(node.element.get("/ActualText"))
        if node.kind in {"/Figure", "/Formula"}:
            if described.strip():
                report.passages.append(Passage(node.place, described, shown=False))
            else:
                report.warn(
                    rules.ALT_TEXT,
                    node.place,
                    msg("Een afbeelding of formule heeft geen beschrijving."),
                    msg("Geef de afbeelding in het Word-bestand een alternatieve tekst en maak de PDF opnieuw."),
                )
        elif node.kind == "/Table":
            _table(node, report)
        elif node.kind == "/Note":
            name = text(node.element.get("/ID"))
            if not name or name in notes:
                what = msg("Een noot heeft geen eigen nummer (19-003).")
                report.warn(rules.PDF_UA, node.place, what, REMAKE)
            notes.add(name)


def _nested(node: Node, report: Report) -> None:
    parent = node.parent.kind if node.parent else ""
    wrong = node.kind in _PARENTS and parent not in _PARENTS[node.kind]
    wrong |= parent in _CHILDREN and node.kind not in {*_CHILDREN[parent], "/NonStruct", "/Private"}
    if wrong:
        what = msg(
            "De tag '{binnen}' hoort niet in '{buiten}' (09-004 tot en met 09-006).",
            binnen=node.kind.lstrip("/"),
            buiten=parent.lstrip("/") or "-",
        )
        report.warn(rules.PDF_UA, node.place, what, REMAKE)


def below(node: Node, kind: str) -> Iterator[Node]:
    """The nodes of a kind below `node`, not below another table."""
    for each in node.children:
        if each.kind == kind:
            yield each
        elif each.kind != "/Table":
            yield from below(each, kind)


def _table(table: Node, report: Report) -> None:
    heads = [cell for row in below(table, "/TR") for cell in below(row, "/TH")]
    cells = [cell for row in below(table, "/TR") for cell in below(row, "/TD")]
    if not heads and len(cells) > 1:
        report.warn(
            rules.TABLE_HEADS,
            table.place,
            msg("Een tabel heeft geen kopcellen."),
            msg("Merk in het Word-bestand de eerste rij als veldnamenrij en maak de PDF opnieuw."),
        )
    elif not any(_attribute(cell, "/Headers") for cell in cells) and any(
        not _attribute(each, "/Scope") for each in heads
    ):
        what = msg("Een kopcel zegt niet of zij bij een rij of een kolom hoort (15-003).")
        report.warn(rules.TABLE_HEADS, table.place, what, REMAKE)


def _attribute(node: Node, name: str) -> Any:
    for each in items(node.element.get("/A")):
        if (found := entry(each, name)) is not None:
            return found
    return None
