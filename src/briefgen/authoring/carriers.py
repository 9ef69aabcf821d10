"""What Word puts in a file and what breaks a template: tracked changes, remarks, fill-in fields, links outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.authoring.model import Findings, Group, Rule
from briefgen.documents.docx_package import Package
from briefgen.errors import Message, msg
from briefgen.render.word_file import Spot, W, local, value
from briefgen.render.word_template import TAG, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TRACKED = {"ins", "del", "moveFrom", "moveTo"}
_CHANGED = {"rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}
_CHOOSERS = {"dropDownList", "comboBox", "date", "checkbox", "picture", "docPartList", "repeatingSection"}
_ASKING = re.compile(r"\s*(MERGEFIELD|FILLIN|ASK|MACROBUTTON|DOCVARIABLE|MERGESEQ|NEXT)\b", re.IGNORECASE)
_MOVING = re.compile(r"\s*(DATE|TIME|PRINTDATE|SAVEDATE|CREATEDATE|USERNAME|USERINITIALS|FILENAME)\b", re.IGNORECASE)
_FETCHED = {"image", "oleObject", "frame", "subDocument", "aFChunk", "video", "audio"}


def check(source: Source, findings: Findings) -> None:
    """Look at what holds the text of one part."""
    for spot in source.spots:
        _changes(spot, findings)
        _fields(spot, findings)
    seen: list[_Element] = []
    for spot in source.spots:
        for control in _controls(spot):
            if control not in seen:
                seen.append(control)
                _control(control, spot, findings)


def check_package(package: Package, findings: Findings) -> None:
    """Look at what the file as a whole refers to."""
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        folder, _, part = name.rpartition("_rels/")
        for relation in package.relations(f"{folder}{part.removesuffix('.rels')}").values():
            if relation.external and relation.kind in _FETCHED:
                findings.in_file(
                    msg("het hele bestand"), relation.target, Rule.OUTSIDE,
                    msg("Het bestand haalt iets van buiten: {doel}.", doel=relation.target),
                    msg("Zet de afbeelding of het bestand in Word zelf (Invoegen, niet koppelen)."),
                )  # fmt: skip
            elif relation.external and relation.kind == "attachedTemplate":
                findings.in_file(
                    msg("het hele bestand"), relation.target, Rule.OUTSIDE,
                    msg("Het bestand noemt een sjabloon op een eigen schijf; dat pad gaat met elke brief mee."),
                    msg("Kies in Word bij Ontwikkelaars, Documentsjabloon: Normal.dotm."), Group.NOTICE,
                )  # fmt: skip


def _changes(spot: Spot, findings: Findings) -> None:
    names = {local(node) for node in spot.element.iter("{*}*")}
    row = next(spot.element.iterancestors(f"{W}tr"), None)
    if row is not None:
        names |= {local(node) for node in row.iterfind(f"{W}trPr/*")}
    names |= {local(node) for node in spot.element.iterancestors() if local(node) in _TRACKED}
    if names & _TRACKED:
        findings.at(
            spot, spot.text, Rule.TRACKED, msg("Hier staat een bijgehouden wijziging; die zou met elke brief meegaan."),
            msg("Accepteer of weiger in Word alle wijzigingen (Controleren), en zet bijhouden uit."),
        )  # fmt: skip
    elif names & _CHANGED:
        findings.at(
            spot, spot.text, Rule.TRACKED, msg("Hier staat een bijgehouden wijziging van de opmaak."),
            msg("Accepteer in Word alle wijzigingen (Controleren)."), Group.NOTICE,
        )  # fmt: skip
    if "commentReference" in names:
        findings.at(
            spot, spot.text, Rule.COMMENT, msg("Hier staat een opmerking in de kantlijn; die gaat met elke brief mee."),
            msg("Verwijder in Word alle opmerkingen (Controleren)."),
        )  # fmt: skip


def _fields(spot: Spot, findings: Findings) -> None:
    for code in _codes(spot.element):
        if asking := _ASKING.match(code):
            findings.at(
                spot, code, Rule.FIELD,
                msg("Het veld {naam} wordt niet ingevuld; in de brief komt een lege plek of de veldnaam.",
                    naam=asking[1]),
                msg("Vervang het veld door een tag, zoals {tag}.", tag="{{ kind.naam }}"),
            )  # fmt: skip
        elif moving := _MOVING.match(code):
            findings.at(
                spot, code, Rule.FIELD,
                msg("Het veld {naam} verandert vanzelf als iemand de brief opent.", naam=moving[1]),
                msg("Gebruik {tag} voor de datum van de brief.", tag="{{ datum }}"), Group.NOTICE,
            )  # fmt: skip


def _codes(paragraph: _Element) -> Iterator[str]:
    code = ""
    for node in paragraph.iter(f"{W}instrText", f"{W}fldSimple", f"{W}fldChar"):
        match local(node):
            case "fldSimple":
                yield value(node, "instr")
            case "instrText":
                code += node.text or ""
            case _:
                if code:
                    yield code
                code = ""
    if code:
        yield code


def _controls(spot: Spot) -> Iterator[_Element]:
    yield from spot.element.iter(f"{W}sdt")
    yield from spot.element.iterancestors(f"{W}sdt")


def _control(control: _Element, spot: Spot, findings: Findings) -> None:
    properties = control.find(f"{W}sdtPr")
    names = {local(node) for node in properties} if properties is not None else set()
    shown = "".join(node.text or "" for node in control.iter(f"{W}t"))
    mend = msg(
        "Verwijder het invulveld in Word (rechtsklik, Inhoudsbesturingselement verwijderen) en laat de tekst staan."
    )

    def tell(what: Message) -> None:
        findings.at(spot, shown, Rule.CONTROL, what, mend)

    if "showingPlcHdr" in names:
        tell(msg("Dit invulveld toont een aanwijzing die als tekst in de brief zou komen."))
    elif "dataBinding" in names and TAG.search(shown):
        binding = control.find(f"{W}sdtPr/{W}dataBinding")
        if "core-properties" in value(binding, "prefixMappings"):
            findings.at(
                spot, shown, Rule.CONTROL,
                msg("Dit invulveld is gekoppeld aan een eigenschap van het document; Word toont die van de brief."),
                mend, Group.NOTICE,
            )  # fmt: skip
        else:
            tell(msg("Dit invulveld is aan andere gegevens gekoppeld; Word zet die bij het openen over de tekst heen."))
    elif names & _CHOOSERS and TAG.search(shown):
        tell(msg("Dit invulveld laat iemand kiezen; een tag daarin past niet bij de keuzes."))
