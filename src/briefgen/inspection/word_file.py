"""A Word file as a package: its parts, their types and their relations, and what is wrong with those.

What makes Word refuse or "repair" a file begins here: ISO/IEC 29500-2 (OPC). Everything is read with the limits of
`documents.docx_package`; a part that cannot be read becomes a finding.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.documents.docx_package import Package
from briefgen.documents.notices import damaged
from briefgen.errors import DocumentError, Message, msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report

if TYPE_CHECKING:
    from lxml.etree import _Element

W = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
R = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
)
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPES, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
MAIN = "officeDocument"

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EXPECTED = {
    "styles": f"{_WML}styles+xml",
    "numbering": f"{_WML}numbering+xml",
    "settings": f"{_WML}settings+xml",
    "webSettings": f"{_WML}webSettings+xml",
    "fontTable": f"{_WML}fontTable+xml",
    "header": f"{_WML}header+xml",
    "footer": f"{_WML}footer+xml",
    "footnotes": f"{_WML}footnotes+xml",
    "endnotes": f"{_WML}endnotes+xml",
    "comments": f"{_WML}comments+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "custom-properties": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_ROOTS = {
    MAIN: "document",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fonts",
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "core-properties": "coreProperties",
    "extended-properties": "Properties",
    "custom-properties": "Properties",
}
_ONE_ONLY = frozenset(
    {"styles", "numbering", "settings", "fontTable", "footnotes", "endnotes", "comments", "theme", "webSettings"}
)
_STORED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NAME = re.compile(r"[A-Za-z_][\w.\-]*\Z")  # xsd:ID, as far as ids of relations ever go
_XML_TYPE = re.compile(r"(?:\+xml|/xml)\Z")
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|\0|(?:^|/)\.\.(?:/|$)")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LONGEST_TARGET = 2083


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: `kind` is the last word of its type, `target` a part's name or, when `external`, a URL."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class WordFile:
    """A package that was read: names of parts without a slash in front, XML parts as trees."""

    names: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    trees: dict[str, _Element] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    main: str = ""

    def of_kind(self, kind: str, part: str | None = None) -> list[str]:
        """The parts that `part` (the main part) has relations of this kind to, that are there."""
        found = self.relations.get(self.main if part is None else part, [])
        names = [each.target for each in found if each.kind == kind and not each.external]
        return [name for name in dict.fromkeys(names) if name in self.trees]

    def one(self, kind: str, part: str | None = None) -> _Element | None:
        """The tree of the one part of this kind, if there is one."""
        return next((self.trees[name] for name in self.of_kind(kind, part)), None)

    def stories(self) -> list[str]:
        """The parts that hold text, the main part first."""
        kinds = ("header", "footer", "footnotes", "endnotes", "comments")
        return [self.main, *(name for kind in kinds for name in self.of_kind(kind))]


def local(element: _Element) -> str:
    """The name of an element of WordprocessingML without its namespace; "" for any other element."""
    space, _, name = str(element.tag)[1:].rpartition("}")
    return name if space in W else ""


def bare(element: _Element) -> str:
    """The name of any element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def get(element: _Element | None, name: str) -> str | None:
    """An attribute of WordprocessingML by its name without namespace; strict and transitional files differ."""
    if element is None:
        return None
    for space in W:
        if (value := element.get(f"{{{space}}}{name}")) is not None:
            return str(value)
    return None


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first element below `element` along these names of WordprocessingML."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def on(element: _Element | None) -> bool | None:
    """What a switch says: true, false, or None when it is not there."""
    if element is None:
        return None
    return get(element, "val") not in {"0", "false", "off"}


def in_part(name: str) -> Message:
    """The place of something in the XML, for whoever mends the program or the template that made it."""
    return msg("onderdeel {naam}", naam=name)


REMAKE = msg("Open het bestand in Word of LibreOffice, sla het opnieuw op en kijk het na.")


def opened(source: bytes, report: Report) -> WordFile | None:
    """Read the package and report what is wrong with it; None when nothing in it can be trusted.

    Raises DocumentError for a file that is no zip, is locked, or unpacks to something far too large.
    """
    try:
        entries = zipfile.ZipFile(BytesIO(source)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
        raise damaged() from error
    if not _sound_zip(entries, report):
        return None
    package = Package(source)
    file = WordFile(names=[entry.filename for entry in entries if not entry.filename.endswith("/")])
    _read_parts(package, file, report)
    if TYPES not in file.trees:
        _miss(report, TYPES)
        return None
    defaults, overrides = _content_types(file, report)
    for name in file.names:
        suffix = name.rpartition("/")[2].rpartition(".")[2].lower()
        file.types[name] = overrides.get(name.lower()) or defaults.get(suffix, "")
    _typed(file, report)
    for name in ["", *file.names]:
        file.relations[name] = _relations(file, name, report)
    _main(file, report)
    if file.main:
        _related(file, report)
    return file if file.main in file.trees else None


def _sound_zip(entries: list[zipfile.ZipInfo], report: Report) -> bool:
    sound = True
    for name, count in Counter(entry.filename.lower() for entry in entries).items():
        if count > 1:
            sound = False
            report.error(
                rules.PACKAGE,
                in_part(name),
                msg("Dit onderdeel staat {aantal} keer in het bestand.", aantal=count),
                REMAKE,
            )
    for entry in entries:
        if _OUTSIDE.search(entry.orig_filename.replace("\\", "/")):
            sound = False
            what = msg("De naam van dit onderdeel wijst buiten het bestand.")
            mend = msg("Vertrouw dit bestand niet. Vraag de maker om een nieuw bestand.")
            report.error(rules.PACKAGE, in_part(entry.filename), what, mend)
        elif "\\" in entry.orig_filename:
            what = msg("De naam van dit onderdeel heeft een verkeerde schuine streep (\\).")
            report.error(rules.PACKAGE, in_part(entry.filename), what, REMAKE)
        if entry.compress_type not in _STORED:
            sound = False
            what = msg("Dit onderdeel is ingepakt op een manier die Word niet kent.")
            report.error(rules.PACKAGE, in_part(entry.filename), what, REMAKE)
    return sound


def _read_parts(package: Package, file: WordFile, report: Report) -> None:
    for name in file.names:
        if not name.lower().endswith((".xml", ".rels")):
            file.blobs[name] = package.read(name)
            continue
        try:
            file.trees[name] = package.xml(name)
        except DocumentError as error:
            report.error(rules.PACKAGE, in_part(name), error.what, REMAKE)


def _miss(report: Report, name: str) -> None:
    report.error(rules.PACKAGE, in_part(name), msg("Dit onderdeel ontbreekt; zonder kan Word niet."), REMAKE)


def _content_types(file: WordFile, report: Report) -> tuple[dict[str, str], dict[str, str]]:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    known = {name.lower() for name in file.names}
    for element in file.trees[TYPES]:
        key = element.get("Extension", "").lower() or element.get("PartName", "").lstrip("/").lower()
        found = defaults if bare(element) == "Default" else overrides
        if key in found:
            what = msg("De soort van '{naam}' staat er meer dan één keer.", naam=key)
            report.error(rules.PACKAGE, in_part(TYPES), what, REMAKE)
        found[key] = element.get("ContentType", "")
        if found is overrides and not element.get("PartName", "").startswith("/"):
            what = msg("De naam '{naam}' begint niet met een schuine streep (/).", naam=key)
            report.error(rules.PACKAGE, in_part(TYPES), what, REMAKE)
        elif found is overrides and key not in known:
            what = msg("Hier staat een onderdeel dat er niet is: '{naam}'.", naam=key)
            report.warn(rules.PACKAGE, in_part(TYPES), what, REMAKE)
    return defaults, overrides


def _typed(file: WordFile, report: Report) -> None:
    for name in file.names:
        if name != TYPES and not file.types[name]:
            what = msg("Van dit onderdeel staat nergens van welke soort het is.")
            report.error(rules.PACKAGE, in_part(name), what, REMAKE)


def owner(name: str) -> str:
    """The part that a part with relations belongs to."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def relations_name(part: str) -> str:
    """The name of the part with the relations of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(file: WordFile, part: str, report: Report) -> list[Relation]:
    where = relations_name(part)
    tree = file.trees.get(where)
    if tree is None:
        return []
    found: list[Relation] = []
    for element in tree:
        name, kind, target = (element.get(key, "") for key in ("Id", "Type", "Target"))
        external = element.get("TargetMode") == "External"
        problem = _problem(element, {each.id for each in found})
        if problem:
            report.error(rules.RELATIONS, in_part(where), problem, REMAKE)
        if not external:
            target = _resolved(file, part, target)
            place_only = kind.endswith("/hyperlink") or "#" in element.get("Target", "")
            if target not in file.names and not place_only:
                what = msg("Relatie '{id}' wijst naar '{doel}', en dat is er niet.", id=name, doel=target)
                report.error(rules.RELATIONS, in_part(where), what, REMAKE)
        found.append(Relation(name, kind.rsplit("/", 1)[-1], target, external))
    return found


def _problem(element: _Element, seen: set[str]) -> Message | None:
    """What is wrong with a relation by itself."""
    name, kind, target = (element.get(key, "") for key in ("Id", "Type", "Target"))
    if name in seen:
        return msg("Het nummer van deze relatie komt meer dan één keer voor: '{id}'.", id=name)
    if not _NAME.match(name):
        return msg("Dit is geen geldig nummer van een relatie: '{id}'.", id=name)
    if not kind or not target:
        return msg("Relatie '{id}' heeft geen soort of geen doel.", id=name)
    if element.get("TargetMode") not in {None, "External", "Internal"}:
        return msg("Relatie '{id}' heeft een onbekende TargetMode.", id=name)
    if element.get("TargetMode") == "External" and (len(target) > _LONGEST_TARGET or re.search(r"[\s<>]", target)):
        return msg("Het adres van relatie '{id}' is geen geldig adres.", id=name)
    return None


def _resolved(file: WordFile, part: str, target: str) -> str:
    """The part that a target names, seen from `part`; names are equal in any case."""
    path = _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), target)
    path = path.partition("#")[0]
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")
    return next((each for each in file.names if each.lower() == name.lower()), name)


def _main(file: WordFile, report: Report) -> None:
    mains = [each for each in file.relations[""] if each.kind == MAIN and not each.external]
    if len(mains) != 1 or mains[0].target not in file.names:
        what = msg("Het bestand zegt niet welk onderdeel het document is.")
        report.error(rules.PACKAGE, in_part(ROOT_RELATIONS), what, REMAKE)
        return
    file.main = mains[0].target
    found = file.types[file.main]
    if found not in {WORD_MAIN, MACRO_MAIN}:
        what = msg("Het document heeft een soort die niet bij een .docx hoort: '{soort}'.", soort=found)
        report.error(rules.PACKAGE, in_part(TYPES), what, msg("Sla het bestand op als Word-document (.docx)."))


def _related(file: WordFile, report: Report) -> None:
    """Whether what a relation leads to is of the kind that it says, and there is one where there may be one."""
    for part, found in file.relations.items():
        counts = Counter(each.kind for each in found if not each.external)
        for kind in sorted(_ONE_ONLY):
            if counts[kind] > 1:
                what = msg(
                    "Er zijn {aantal} relaties van de soort '{soort}'; één mag.", aantal=counts[kind], soort=kind
                )
                report.error(rules.RELATIONS, in_part(relations_name(part)), what, REMAKE)
        if counts["core-properties"] > 1:
            what = msg("Er zijn {aantal} onderdelen met eigenschappen; één mag.", aantal=counts["core-properties"])
            report.error(rules.PROPERTIES, in_part(ROOT_RELATIONS), what, REMAKE)
        for each in found:
            if each.external or each.target not in file.names:
                continue
            expected, given = _EXPECTED.get(each.kind), file.types[each.target]
            if expected and given and given != expected:
                what = msg("Dit onderdeel heeft de verkeerde soort: '{soort}'.", soort=given)
                report.error(rules.PACKAGE, in_part(each.target), what, REMAKE)
            tree, root = file.trees.get(each.target), _ROOTS.get(each.kind)
            if tree is not None and root and bare(tree) != root:
                what = msg(
                    "Dit onderdeel begint met '{gevonden}' in plaats van '{hoort}'.", gevonden=bare(tree), hoort=root
                )
                report.error(rules.PACKAGE, in_part(each.target), what, REMAKE)
