"""Numbers in a Word file that may occur once only, and references that must lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report
from briefgen.inspection.word_file import REMAKE, R, WordFile, bare, child, get, in_part, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LONGEST_BOOKMARK = 40
_PARAGRAPH_ID_END = 0x80000000
_LARGEST = 2**31 - 1
_KINDS = {
    # which kind of relation an element's r:id, r:embed, r:link or r:pict must be
    "hyperlink": {"hyperlink"},
    "headerReference": {"header"},
    "footerReference": {"footer"},
    "blip": {"image"},
    "imagedata": {"image"},
    "altChunk": {"aFChunk"},
    "subDoc": {"subDocument"},
    "attachedTemplate": {"attachedTemplate"},
    "chart": {"chart"},
    "OLEObject": {"oleObject", "package"},
    "control": {"control"},
    "embedRegular": {"font"},
    "embedBold": {"font"},
    "embedItalic": {"font"},
    "embedBoldItalic": {"font"},
}
_REFERS = frozenset({"id", "embed", "link", "pict"})


def check(file: WordFile, report: Report) -> None:
    """Report numbers that occur twice, and references that lead nowhere."""
    for part, tree in file.trees.items():
        _related(file, part, tree, report)
        _compatible(part, tree, report)
    for part in file.stories():
        _numbered(part, file.trees[part], report)
    _bookmarks(file, report)
    _notes(file, report)
    _lists(file, report)
    _styles(file, report)


def _twice(found: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(found).items() if count > 1]


def _related(file: WordFile, part: str, tree: _Element, report: Report) -> None:
    if part.endswith(".rels"):
        return
    known = {each.id: each for each in file.relations.get(part, [])}
    for element in tree.iter():
        for key, value in element.attrib.items():
            space, _, name = str(key)[1:].rpartition("}")
            if space not in R or name not in _REFERS or not value:
                continue
            relation, wanted = known.get(str(value)), _KINDS.get(bare(element))
            if relation is None:
                what = msg("'{naam}' verwijst naar relatie '{id}', en die is er niet.", naam=bare(element), id=value)
                report.error(rules.RELATIONS, in_part(part), what, REMAKE)
            elif wanted and relation.kind not in wanted:
                what = msg(
                    "'{naam}' verwijst naar een relatie van een andere soort ('{soort}').",
                    naam=bare(element),
                    soort=relation.kind,
                )
                report.error(rules.RELATIONS, in_part(part), what, REMAKE)


def _compatible(part: str, tree: _Element, report: Report) -> None:
    """What a file says that other programs may ignore must be declared, or Word opens nothing of it."""
    for element in tree.iter():
        for name in ("Ignorable", "MustUnderstand", "Requires"):
            value = element.get(name) if name == "Requires" else element.get(f"{{{_MC}}}{name}")
            if value is None or (name == "Requires" and bare(element) != "Choice"):
                continue
            for prefix in value.split():
                if prefix not in element.nsmap:
                    what = msg("Het voorvoegsel '{naam}' wordt genoemd, maar is niet gedeclareerd.", naam=prefix)
                    report.error(rules.PACKAGE, in_part(part), what, REMAKE)
        if bare(element) == "AlternateContent" and not any(bare(below) == "Choice" for below in element):
            what = msg("Een keuze (AlternateContent) heeft niets om uit te kiezen.")
            report.error(rules.NESTING, in_part(part), what, REMAKE)


def _numbered(part: str, tree: _Element, report: Report) -> None:
    place = in_part(part)
    drawings = [element.get("id", "") for element in tree.iter() if bare(element) == "docPr"]
    for number in _twice(drawings):
        what = msg("Twee tekeningen hebben hetzelfde nummer: {nummer}.", nummer=number)
        report.error(rules.IDS, place, what, REMAKE)
    for number in drawings:
        if not number.isdecimal() or int(number) > _LARGEST:
            what = msg("Een tekening heeft een ongeldig nummer: '{nummer}'.", nummer=number)
            report.error(rules.IDS, place, what, REMAKE)
    paragraphs = [element.get(f"{{{_W14}}}paraId", "") for element in tree.iter()]
    for number in _twice(filter(None, paragraphs)):
        what = msg("Twee alinea's hebben hetzelfde nummer: {nummer}.", nummer=number)
        report.error(rules.IDS, place, what, REMAKE)
    for number in filter(None, paragraphs):
        if not re.fullmatch(r"[0-9A-Fa-f]{8}", number) or not 0 < int(number, 16) < _PARAGRAPH_ID_END:
            what = msg("Een alinea heeft een ongeldig nummer: '{nummer}'.", nummer=number)
            report.error(rules.IDS, place, what, REMAKE)
    controls = [get(child(element, "id"), "val") or "" for element in tree.iter() if local(element) == "sdtPr"]
    for number in _twice(filter(None, controls)):
        what = msg("Twee inhoudsbesturingselementen hebben hetzelfde nummer: {nummer}.", nummer=number)
        report.warn(rules.IDS, place, what, REMAKE)


def _bookmarks(file: WordFile, report: Report) -> None:
    every = [element for part in file.stories() for element in file.trees[part].iter()]
    begun = [element for element in every if local(element) == "bookmarkStart"]
    starts = Counter(get(element, "id") or "" for element in begun)
    ends = {get(element, "id") or "" for element in every if local(element) == "bookmarkEnd"}
    names = Counter(get(element, "name") or "" for element in begun)
    place = in_part(file.main)
    for name, count in names.items():
        if not name or len(name) > _LONGEST_BOOKMARK:
            what = msg("Een bladwijzer heeft geen naam, of een te lange: '{naam}'.", naam=name)
            report.error(rules.IDS, place, what, REMAKE)
        if count > 1:
            what = msg("De naam van bladwijzer '{naam}' komt meer dan één keer voor.", naam=name)
            report.warn(rules.IDS, place, what, REMAKE)
    for number in _twice(starts.elements()):
        what = msg("Twee bladwijzers hebben hetzelfde nummer: '{nummer}'.", nummer=number)
        report.error(rules.IDS, place, what, REMAKE)
    for number in sorted(set(starts) ^ ends):
        what = msg("Bladwijzer '{nummer}' heeft geen begin of geen einde.", nummer=number)
        report.error(rules.REFERENCES, place, what, REMAKE)


def _notes(file: WordFile, report: Report) -> None:
    """Comments and notes: each number once, and each reference to one that is there."""
    for kind, name in (("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote")):
        tree = file.one(kind)
        known = [get(below, "id") or "" for below in tree if local(below) == name] if tree is not None else []
        for value in _twice(known):
            what = msg("Het nummer '{nummer}' komt in dit onderdeel meer dan één keer voor.", nummer=value)
            report.error(rules.IDS, msg("onderdeel {naam}", naam=kind), what, REMAKE)
        for part in file.stories():
            for element in file.trees[part].iter():
                if local(element) == f"{name}Reference" and (get(element, "id") or "") not in known:
                    what = msg(
                        "Een verwijzing leidt naar een noot of opmerking die er niet is: '{nummer}'.",
                        nummer=get(element, "id"),
                    )
                    report.error(rules.REFERENCES, in_part(part), what, REMAKE)


def _lists(file: WordFile, report: Report) -> None:
    tree = file.one("numbering")
    nums: dict[str, str] = {}
    if tree is not None:
        place = in_part(file.of_kind("numbering")[0])
        abstracts = [get(each, "abstractNumId") or "" for each in tree if local(each) == "abstractNum"]
        numbers = [get(each, "numId") or "" for each in tree if local(each) == "num"]
        for value in (*_twice(abstracts), *_twice(numbers)):
            report.error(rules.IDS, place, msg("Twee lijsten hebben hetzelfde nummer: {nummer}.", nummer=value), REMAKE)
        for each in tree:
            if local(each) == "num":
                nums[get(each, "numId") or ""] = get(child(each, "abstractNumId"), "val") or ""
            levels = [get(below, "ilvl") or "" for below in each if local(below) in {"lvl", "lvlOverride"}]
            for value in _twice(levels):
                what = msg("Een lijst heeft niveau {nummer} meer dan één keer.", nummer=value)
                report.error(rules.IDS, place, what, REMAKE)
        for number, abstract in nums.items():
            if abstract not in abstracts:
                what = msg("Lijst {nummer} verwijst naar een soort lijst die er niet is.", nummer=number)
                report.error(rules.REFERENCES, place, what, REMAKE)
    for part in (*file.stories(), *file.of_kind("styles")):
        used = {get(child(each, "numId"), "val") or "0" for each in file.trees[part].iter() if local(each) == "numPr"}
        for number in sorted(used - set(nums) - {"0"}):
            what = msg("Een alinea of stijl hoort bij lijst {nummer}, en die is er niet.", nummer=number)
            report.error(rules.REFERENCES, in_part(part), what, REMAKE)


def _styles(file: WordFile, report: Report) -> None:
    tree = file.one("styles")
    kinds: dict[str, str] = {}
    if tree is not None:
        place = in_part(file.of_kind("styles")[0])
        styles = [each for each in tree if local(each) == "style"]
        ids = [get(each, "styleId") or "" for each in styles]
        for value in _twice(ids):
            report.error(rules.IDS, place, msg("Twee stijlen hebben dezelfde naam: '{naam}'.", naam=value), REMAKE)
        kinds = {get(each, "styleId") or "": get(each, "type") or "paragraph" for each in styles}
        standard = [get(each, "type") or "" for each in styles if get(each, "default") in {"1", "true", "on"}]
        for value in _twice(standard):
            what = msg("Er is meer dan één standaardstijl van de soort '{soort}'.", soort=value)
            report.error(rules.REFERENCES, place, what, REMAKE)
        for each in styles:
            _style(each, kinds, {get(every, "styleId"): every for every in styles}, place=place, report=report)
    wanted = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for part in (*file.stories(), *file.of_kind("numbering")):
        found = {(local(each), get(each, "val") or "") for each in file.trees[part].iter() if local(each) in wanted}
        for name, value in sorted(found):
            if kinds.get(value) != wanted[name]:
                what = msg("De stijl '{naam}' wordt gebruikt, maar is er niet of is van een andere soort.", naam=value)
                report.note(
                    rules.REFERENCES,
                    in_part(part),
                    what,
                    msg("Kies in Word een stijl die er wel is, of voeg deze toe."),
                )


def _style(
    style: _Element, kinds: dict[str, str], styles: dict[str | None, _Element], *, place: object, report: Report
) -> None:
    name = get(style, "styleId") or ""
    where = msg("{plaats}, stijl {naam}", plaats=place, naam=name)
    for key in ("basedOn", "next", "link"):
        value = get(child(style, key), "val")
        if value is not None and value not in kinds:
            what = msg("Deze stijl verwijst naar stijl '{naam}', en die is er niet.", naam=value)
            report.warn(rules.REFERENCES, where, what, REMAKE)
        elif key == "basedOn" and value is not None and kinds[value] != kinds.get(name):
            what = msg("Deze stijl rust op stijl '{naam}', die van een andere soort is.", naam=value)
            report.error(rules.REFERENCES, where, what, REMAKE)
    seen, below = {name}, get(child(style, "basedOn"), "val")
    while below is not None and below in styles:
        if below in seen:
            report.error(rules.REFERENCES, where, msg("Deze stijl rust, met een omweg, op zichzelf."), REMAKE)
            break
        seen.add(below)
        below = get(child(styles[below], "basedOn"), "val")
