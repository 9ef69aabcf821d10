"""What a Word file tells that is no part of the letter: who made it and where, what was removed, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg
from briefgen.inspection import pictures, rules
from briefgen.inspection.model import Passage, Report
from briefgen.inspection.traces import OWN, check_names, machine_path
from briefgen.inspection.word_file import MACRO_MAIN, Relation, WordFile, bare, get, in_part, local

if TYPE_CHECKING:
    from lxml.etree import _Element

CHANGES = frozenset(
    {
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        *("tblGridChange", "customXmlInsRangeStart", "customXmlDelRangeStart"),
    }
)
COMMENT_PARTS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"})
MACROS = frozenset({"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"})
EMBEDDED = frozenset({"oleObject", "package", "aFChunk"})
CONTROLS = frozenset({"control", "activeXControl", "activeXControlBinary"})
NOBODY = "-"
"""Who a cleaned copy says has made a change: Word wants an author."""
_PEOPLE = ("creator", "lastModifiedBy", "Manager", "Company")
FREE_TEXT: dict[str, Message] = {
    "subject": msg("onderwerp"),
    "category": msg("categorie"),
    "keywords": msg("trefwoorden"),
    "description": msg("opmerkingen"),
    "contentStatus": msg("status"),
    "identifier": msg("kenmerk"),
    "version": msg("versie"),
}
"""Properties in which somebody typed something, and their names in Word."""
_SHOWN = 80  # characters of a property in a message
RUNS_CODE = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)


def check(file: WordFile, report: Report) -> None:
    """Report what the file tells besides its text."""
    _properties(file, report)
    _settings(file, report)
    _review(file, report)
    _relations(file, report)
    _fields(file, report)
    _pictures(file, report)


def _properties(file: WordFile, report: Report) -> None:
    place = msg("documenteigenschappen")
    found = [
        (bare(element), (element.text or "").strip())
        for kind in ("core-properties", "extended-properties")
        for element in _below(file.one(kind, ""))
    ]
    for name, text in found:
        if name == "Template":
            _template(text, place, report)
        elif machine_path(text):
            _path(text, place, report)
        if text and name in {*_PEOPLE, *FREE_TEXT, "HyperlinkBase", "title"}:
            report.passages.append(Passage(msg("documenteigenschap {naam}", naam=name), text, shown=False))
    _free_text(file, place, report)
    if maker := " ".join(text for name, text in found if name in {"Application", "AppVersion"}):
        report.tell(msg("Gemaakt met"), maker)
    check_names(
        [text for name, text in found if name in _PEOPLE and text],
        place,
        report,
        mend=msg("Haal de naam weg met --clean, of in Word met Bestand, Info, Controleren op problemen."),
    )
    custom = list(_below(file.one("custom-properties", "")))
    if custom:
        names = ", ".join(each.get("name", "") for each in custom[:8])
        what = msg("Er zijn eigen eigenschappen van een kantoor of programma: {namen}.", namen=names)
        report.warn(rules.PEOPLE, place, what, _CLEAN)
        report.passages += [Passage(place, " ".join(map(str, each.itertext())), shown=False) for each in custom]


def _free_text(file: WordFile, place: Message, report: Report) -> None:
    own = own_properties(file)
    for element in _below(file.one("core-properties", "")):
        name, words = bare(element), " ".join(map(str, element.itertext())).strip()
        if words and name in FREE_TEXT and name not in own:
            what = msg("Bij de eigenschap '{naam}' staat: '{tekst}'.", naam=FREE_TEXT[name], tekst=words[:_SHOWN])
            report.warn(rules.PEOPLE, place, what, _CLEAN)


def own_properties(file: WordFile) -> frozenset[str]:
    """The properties that briefgen itself filled in: the kind of letter, twice the same words, as its maker."""
    said = {bare(each): (each.text or "").strip() for each in _below(file.one("core-properties", ""))}
    made = {bare(each): each.text for each in _below(file.one("extended-properties", ""))}
    alike = said.get("subject") == said.get("description")
    return frozenset({"subject", "description"} if alike and made.get("Application", OWN) == OWN else ())


def _below(tree: _Element | None) -> Iterator[_Element]:
    yield from tree if tree is not None else ()


_CLEAN = msg("Haal ze weg met --clean, of in Word met Bestand, Info, Controleren op problemen.")


def _template(text: str, place: Message, report: Report) -> None:
    if machine_path(text):
        _path(text, place, report)
    elif text and text.lower() not in {"normal", "normal.dotm", "normal.dot", "normal.dotx"}:
        report.note(rules.PATHS, place, msg("Het document noemt zijn sjabloon: '{naam}'.", naam=text), _CLEAN)


def _path(text: str, place: Message, report: Report) -> None:
    what = msg("Hier staat een map van iemands computer of netwerk: '{map}'.", map=text[:80])
    report.warn(rules.PATHS, place, what, _CLEAN)


def _settings(file: WordFile, report: Report) -> None:
    place = msg("instellingen van het document")
    tree = file.one("settings")
    if tree is None:
        return
    for element in tree:
        name = local(element)
        if name == "rsids" and len(element) > 1:
            what = msg(
                "Er staan bewerksporen (rsid) in, die laten zien wat samen is getypt: {aantal}.", aantal=len(element)
            )
            report.note(rules.EDITING, place, what, _CLEAN)
        elif name == "trackRevisions":
            report.note(
                rules.CHANGES,
                place,
                msg("Word houdt wijzigingen bij: wie verder typt, laat sporen na."),
                msg("Zet Wijzigingen bijhouden uit onder Controleren."),
            )
        elif name == "docVars" and len(element):
            report.warn(
                rules.PEOPLE,
                place,
                msg("Er staan verborgen variabelen in van een programma: {aantal}.", aantal=len(element)),
                _CLEAN,
            )
            report.passages += [Passage(place, get(each, "val") or "", shown=False) for each in element]
        elif name == "mailMerge":
            what = msg("Het document is verbonden met een adressenbestand (samenvoegen).")
            report.warn(rules.OUTSIDE, place, what, _CLEAN)


def _review(file: WordFile, report: Report) -> None:
    for part in file.of_kind("comments"):
        found = [each for each in file.trees[part] if local(each) == "comment"]
        if found:
            writers = sorted({get(each, "author") or "" for each in found})
            report.warn(
                rules.COMMENTS,
                msg("kantlijn"),
                msg(
                    "Opmerkingen in de kantlijn: {aantal}, van {namen}.",
                    aantal=len(found),
                    namen=", ".join(writers) or msg("iemand zonder naam"),
                ),
                msg("Haal ze weg met --clean, of in Word onder Controleren."),
            )
    people = [each for part in file.of_kind("people") for each in file.trees[part]]
    if people:
        what = msg("Er staat een lijst in van mensen die aan het document werkten: {aantal}.", aantal=len(people))
        report.warn(rules.PEOPLE, msg("documenteigenschappen"), what, _CLEAN)
    authors: set[str] = set()
    count = 0
    for part in (*file.stories(), *file.of_kind("styles"), *file.of_kind("numbering")):
        for element in file.trees[part].iter():
            if local(element) in CHANGES and get(element, "id") is not None:
                count += 1
                authors.add(get(element, "author") or "")
            if local(element) == "delText" and element.text:
                report.passages.append(Passage(msg("verwijderde tekst"), element.text, shown=False))
    if count:
        report.error(
            rules.CHANGES,
            msg("het hele document"),
            msg(
                "Bijgehouden wijzigingen: {aantal}, van {namen}. Wie het document krijgt, ziet wat er eerst stond.",
                aantal=count,
                namen=", ".join(sorted(authors - {"", NOBODY})) or msg("iemand zonder naam"),
            ),
            msg("Beslis in Word, onder Controleren, over elke wijziging: accepteren of weigeren."),
        )


def _relations(file: WordFile, report: Report) -> None:
    for part, found in file.relations.items():
        place = in_part(part or "_rels/.rels")
        for each in found:
            if each.external:
                _outside(each, place, report)
            else:
                _inside(each, place, report)
            if each.kind == "customXml" and part == file.main:
                _data(file, each.target, place, report)
    if file.types.get(file.main) == MACRO_MAIN:
        report.error(rules.SCRIPTS, in_part(file.main), msg("Dit is een document voor macro's."), _CLEAN)


def _outside(relation: Relation, place: Message, report: Report) -> None:
    if relation.kind != "hyperlink":
        what = msg("Bij het openen wordt iets van buiten gehaald ({soort}): '{adres}'.",
                   soort=relation.kind, adres=relation.target[:80])  # fmt: skip
        mend = msg("Haal het weg met --clean, of zet in Word de inhoud zelf in het document.")
        report.error(rules.OUTSIDE, place, what, mend)
    if machine_path(relation.target):
        _path(relation.target, place, report)


def _inside(relation: Relation, place: Message, report: Report) -> None:
    if relation.kind in MACROS:
        report.error(rules.SCRIPTS, place, msg("Er zit een macro of een eigen toets of knop in."), _CLEAN)
    elif relation.kind in CONTROLS:
        report.error(rules.SCRIPTS, place, msg("Er zit een besturingselement (ActiveX) in."), _CLEAN)
    elif relation.kind in EMBEDDED:
        what = msg("Er zit een ander bestand in: '{naam}'.", naam=relation.target.rpartition("/")[2])
        report.warn(rules.EMBEDDED, place, what, msg("Haal het weg met --clean, of stuur het apart mee."))
    elif relation.kind == "thumbnail":
        what = msg("Er zit een plaatje in van hoe de eerste bladzijde er eens uitzag.")
        report.note(rules.PEOPLE, place, what, _CLEAN)


def _data(file: WordFile, part: str, place: Message, report: Report) -> None:
    """Data of a program beside the text; an empty list of sources is what Word itself adds."""
    tree = file.trees.get(part)
    text = " ".join("".join(map(str, tree.itertext())).split()) if tree is not None else ""
    if tree is not None and (text or len(tree)):
        what = msg("Er zitten gegevens van een programma in: '{naam}'.", naam=bare(tree))
        report.note(rules.PEOPLE, place, what, _CLEAN)
        report.passages.append(Passage(place, text, shown=False))


def instructions(tree: _Element) -> Iterator[tuple[_Element, str]]:
    """The fields of a part: the element that begins each, and its whole instruction."""
    stack: list[tuple[_Element, list[str], bool]] = []
    for element in tree.iter():
        name = local(element)
        if name == "fldSimple":
            yield element, get(element, "instr") or ""
        elif name == "fldChar":
            kind = get(element, "fldCharType")
            if kind == "begin":
                stack.append((element, [], True))
            elif kind == "separate" and stack:
                begin, words, _ = stack[-1]
                stack[-1] = (begin, words, False)
            elif kind == "end" and stack:
                begin, words, _ = stack.pop()
                yield begin, "".join(words)
        elif name == "instrText" and stack and stack[-1][2]:
            stack[-1][1].append(element.text or "")


def _fields(file: WordFile, report: Report) -> None:
    for part in file.stories():
        for _, instruction in instructions(file.trees[part]):
            if match := RUNS_CODE.match(instruction):
                report.error(
                    rules.OUTSIDE,
                    in_part(part),
                    msg("Een veld haalt iets van buiten of start iets: {naam}.", naam=match[1].upper()),
                    msg("Haal het weg met --clean; de tekst die het gaf, blijft staan."),
                )
            if machine_path(instruction):
                _path(instruction.strip(), in_part(part), report)


def _pictures(file: WordFile, report: Report) -> None:
    for name, data in file.blobs.items():
        if name.startswith("word/media/") and pictures.tells(data):
            report.warn(
                rules.PICTURE_DATA,
                in_part(name),
                msg("Een foto vertelt waar, wanneer, waarmee of door wie zij is gemaakt."),
                msg("Haal die gegevens weg met --clean."),
            )
