"""A copy of a Word file without what should not be sent along.

Removed is what no reader of the letter needs: names of makers, comments, hidden text, traces of editing, embedded
files, macros, and what is fetched from outside. What a tracked change says is for people to decide, so changes stay,
without the names and times of who made them. The text that a reader sees stays as it is.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from briefgen.documents.notices import damaged
from briefgen.errors import Message, msg
from briefgen.inspection import pictures
from briefgen.inspection.model import Cleaned, Report
from briefgen.inspection.word_access import unseen
from briefgen.inspection.word_file import (
    MACRO_MAIN,
    TYPES,
    WORD_MAIN,
    W,
    WordFile,
    bare,
    get,
    local,
    opened,
    relations_name,
)
from briefgen.inspection.word_styles import Styles
from briefgen.inspection.word_traces import (
    CHANGES,
    COMMENT_PARTS,
    CONTROLS,
    EMBEDDED,
    FREE_TEXT,
    MACROS,
    NOBODY,
    RUNS_CODE,
    instructions,
    own_properties,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_CORE_REMOVED = frozenset({"creator", "lastModifiedBy", "lastPrinted", "revision", *FREE_TEXT})
_APP_KEPT = frozenset({"Application", "DocSecurity"})
_REMOVED_KINDS = {
    **dict.fromkeys(COMMENT_PARTS, "comments"),
    **dict.fromkeys(MACROS | CONTROLS, "macros"),
    **dict.fromkeys((EMBEDDED - {"aFChunk"}), "embedded"),
    "custom-properties": "properties",
    "thumbnail": "properties",
    "customXml": "data",
    "attachedTemplate": "template",
    "mailMergeSource": "outside",
    "mailMergeHeaderSource": "outside",
    "printerSettings": "properties",
    "keyMapCustomizations": "macros",
}
_TITLES: dict[str, Message] = {
    "people": msg("namen van makers en andere eigenschappen"),
    "properties": msg("eigen eigenschappen, printerinstellingen en het plaatje van de eerste bladzijde"),
    "comments": msg("opmerkingen in de kantlijn en de lijst van mensen"),
    "changes": msg("de namen en tijden bij bijgehouden wijzigingen"),
    "hidden": msg("tekst die niemand ziet"),
    "editing": msg("bewerksporen (rsid)"),
    "variables": msg("verborgen variabelen"),
    "embedded": msg("bestanden in het bestand; het plaatje ervan blijft staan"),
    "macros": msg("macro's en besturingselementen"),
    "data": msg("gegevens van een programma"),
    "template": msg("de naam van het sjabloon"),
    "outside": msg("wat van buiten het bestand werd gehaald; de tekst blijft staan"),
    "pictures": msg("plaats, toestel en maker in foto's"),
}
_RSID = re.compile(r"rsid\w*\Z")


def cleaned(source: bytes) -> Cleaned:
    """A cleaned copy of the Word file `source`. Raises DocumentError when it cannot be read."""
    file = opened(source, Report())
    if file is None or set(file.names) - set(file.trees) - set(file.blobs):
        raise damaged()
    cleaner = _Cleaner(file)
    cleaner.clean()
    if not cleaner.removed:
        return Cleaned(source, (), cleaner.left())
    return Cleaned(
        cleaner.packed(source), tuple(_TITLES[key] for key in _TITLES if key in cleaner.removed), cleaner.left()
    )


class _Cleaner:
    def __init__(self, file: WordFile) -> None:
        self._file = file
        self.removed: set[str] = set()
        self._gone: set[str] = set()

    def clean(self) -> None:
        self._hidden()  # first: it needs the styles and the text as they were
        for part in list(self._file.names):
            if part in self._file.trees and part != TYPES and not part.endswith(".rels"):
                self._part(self._file.trees[part])
        self._relations()
        self._properties()
        self._settings()
        self._pictures()
        self._unreachable()

    def left(self) -> tuple[Message, ...]:
        """What people must decide themselves."""
        found: list[Message] = []
        trees = [self._file.trees[part] for part in self._file.stories() if part in self._file.trees]
        if any(local(each) in CHANGES and get(each, "id") is not None for tree in trees for each in tree.iter()):
            found.append(
                msg(
                    "Bijgehouden wijzigingen zijn niet geaccepteerd en niet geweigerd: dat is aan u. Beslis in Word, "
                    "onder Controleren, over elke wijziging."
                )
            )
        if any(local(each) == "altChunk" for tree in trees for each in tree.iter()):
            found.append(msg("Er is een heel ander document ingevoegd; dat hoort bij de tekst en is blijven staan."))
        return tuple(found)

    # text

    def _hidden(self) -> None:
        styles = Styles(self._file.one("styles"))
        for part in self._file.stories():
            tree = self._file.trees[part]
            conditional = {
                each
                for table in tree.iter()
                if local(table) == "tbl" and styles.shaded_by_condition(table)
                for each in table.iter()
            }
            for run in [each for each in tree.iter() if local(each) == "r"]:
                paragraph = next((each for each in run.iterancestors() if local(each) == "p"), None)
                words = [each for each in run if local(each) in {"t", "tab", "br", "sym", "noBreakHyphen"}]
                if not words or run in conditional or not unseen(styles.look(run, paragraph)):
                    continue
                if _is_field_part(run):
                    continue  # its end is needed; what is left is reported again
                self.removed.add("hidden")
                _drop(run)

    def _part(self, tree: _Element) -> None:
        for element in list(tree.iter()):
            name = local(element)
            if name in CHANGES and get(element, "author") is not None:
                self._anonymous(element)
            if name in {"commentRangeStart", "commentRangeEnd"}:
                _drop(element)
            elif name == "commentReference":
                above = element.getparent()
                _drop(element)
                if above is not None and local(above) == "r" and all(local(each) == "rPr" for each in above):
                    _drop(above)
            elif name in {"dataBinding", "control"} or bare(element) == "OLEObject":
                _drop(element)
            for key in list(element.attrib):
                space, _, attribute = str(key)[1:].rpartition("}")
                if space in W and _RSID.match(attribute):
                    self.removed.add("editing")
                    del element.attrib[key]
        self._fields(tree)

    def _anonymous(self, element: _Element) -> None:
        for key in list(element.attrib):
            name = str(key).rpartition("}")[2]
            if name == "author" and element.get(key) != NOBODY:
                self.removed.add("changes")
                element.set(key, NOBODY)
            elif name in {"date", "dateUtc", "initials"}:
                self.removed.add("changes")
                del element.attrib[key]

    def _fields(self, tree: _Element) -> None:
        """Fields that fetch or start something: their result stays as plain text."""
        for begin, instruction in list(instructions(tree)):
            if not RUNS_CODE.match(instruction):
                continue
            self.removed.add("outside")
            if local(begin) == "fldSimple":
                _unwrap(begin)
            else:
                _unfield(begin)

    # parts

    def _relations(self) -> None:
        for part in ["", *self._file.names]:
            tree = self._file.trees.get(relations_name(part))
            if tree is None:
                continue
            known = {each.id: each for each in self._file.relations.get(part, [])}
            for element in list(tree):
                relation = known.get(element.get("Id", ""))
                if relation is None:
                    continue
                outside = relation.external and relation.kind != "hyperlink"
                why = _REMOVED_KINDS.get(relation.kind) or ("outside" if outside else "")
                if relation.kind == "customXml" and part != self._file.main:
                    why = ""  # such data has relations of its own; they go with it
                if not why:
                    continue
                self.removed.add(why)
                tree.remove(element)
                if not relation.external:
                    self._gone.add(relation.target)
                self._unrefer(part, relation.id)

    def _unrefer(self, part: str, relation: str) -> None:
        """Take away what refers to a relation that is gone; a linked picture becomes an empty frame."""
        tree = self._file.trees.get(part)
        for element in list(tree.iter()) if tree is not None else ():
            for key, value in list(element.attrib.items()):
                if str(key).rpartition("}")[2] not in {"id", "link", "embed", "pict", "href"} or value != relation:
                    continue
                if "relationships" not in str(key):
                    continue
                if local(element) in {"attachedTemplate", "subDoc", "mailMerge", "dataSource", "headerSource"}:
                    _drop(element)
                    break
                if bare(element) == "imagedata":
                    _drop(element)
                    break
                del element.attrib[key]

    def _properties(self) -> None:
        removed = _CORE_REMOVED - own_properties(self._file)
        for name in self._file.of_kind("core-properties", ""):
            for element in list(self._file.trees[name]):
                if bare(element) in removed:
                    self.removed.add("people")
                    _drop(element)
        for name in self._file.of_kind("extended-properties", ""):
            for element in list(self._file.trees[name]):
                if bare(element) not in _APP_KEPT:
                    self.removed.add("people")
                    _drop(element)

    def _settings(self) -> None:
        for name in self._file.of_kind("settings"):
            for element in list(self._file.trees[name]):
                key = {
                    "rsids": "editing",
                    "docVars": "variables",
                    "mailMerge": "outside",
                    "attachedTemplate": "template",
                }.get(local(element))
                if key:
                    self.removed.add(key)
                    _drop(element)

    def _pictures(self) -> None:
        for name, data in self._file.blobs.items():
            if name.startswith("word/media/") and pictures.tells(data):
                self.removed.add("pictures")
                self._file.blobs[name] = pictures.without(data)

    def _unreachable(self) -> None:
        """Parts that nothing leads to any more go, with the record of their kind."""
        reached = {TYPES}
        waiting = [""]
        while waiting:
            part = waiting.pop()
            rels = relations_name(part)
            if rels in self._file.trees:
                reached.add(rels)
                left = {element.get("Id") for element in self._file.trees[rels]}
                for relation in self._file.relations.get(part, []):
                    if relation.id in left and not relation.external and relation.target not in reached:
                        reached.add(relation.target)
                        waiting.append(relation.target)
        self._gone = {name for name in self._file.names if name not in reached and self._gone}
        types = self._file.trees[TYPES]
        for element in list(types):
            if element.get("PartName", "").lstrip("/") in self._gone:
                types.remove(element)
            elif element.get("ContentType") == MACRO_MAIN:
                self.removed.add("macros")
                element.set("ContentType", WORD_MAIN)

    def packed(self, source: bytes) -> bytes:
        """The package again: parts in the order they had, with nothing of this moment or machine in it."""
        file = BytesIO()
        with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(file, "w") as archive:
            for entry in old.infolist():
                name = entry.filename
                if name.endswith("/") or name in self._gone:
                    continue
                tree = self._file.trees.get(name)
                data = (
                    self._file.blobs[name]
                    if tree is None
                    else etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
                )
                info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, data)
        return file.getvalue()


def _drop(element: _Element) -> None:
    above = element.getparent()
    if above is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def _unwrap(element: _Element) -> None:
    """Put what is in an element in its place, without its properties."""
    above = element.getparent()
    if above is None:
        return
    place = above.index(element)
    for below in reversed([each for each in element if local(each) != "fldData"]):
        above.insert(place, below)
    _drop(element)


def _is_field_part(run: _Element) -> bool:
    return any(local(each) in {"fldChar", "instrText"} for each in run)


def _unfield(begin: _Element) -> None:
    """Take the code of a field away and leave its result: all runs from its begin to its separator, and its end."""
    root = begin.getroottree().getroot()
    depth, coding = 0, True
    going: list[_Element] = []
    for element in _after(root, begin):
        name = local(element)
        if name == "fldChar":
            kind = get(element, "fldCharType")
            depth += kind == "begin"
            if depth == 1:
                going.append(element)
                coding &= kind != "separate"
            depth -= kind == "end"
            if not depth:
                break
        elif coding and name in {"instrText", "t"}:
            going.append(element)
    for element in going:
        above = element.getparent()
        _drop(element)
        if above is not None and local(above) == "r" and all(local(each) == "rPr" for each in above):
            _drop(above)


def _after(root: _Element, first: _Element) -> Iterator[_Element]:
    found = False
    elements: Iterable[_Element] = list(root.iter())
    for element in elements:
        found |= element is first
        if found:
            yield element
