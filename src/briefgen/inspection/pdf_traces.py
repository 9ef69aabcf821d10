"""What a PDF tells that is no part of the letter, and what it can do: names, comments, files, scripts, layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from briefgen.errors import msg
from briefgen.inspection import pictures, rules
from briefgen.inspection.model import Passage, Report
from briefgen.inspection.pdf_file import PdfFile, entry, items, key, names, on_page, plain, text
from briefgen.inspection.traces import check_names, machine_path

COMMENTS = frozenset(
    {"/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Popup", "/Sound", "/FileAttachment"}
)
"""Notes about the text; without them the page looks as it was."""
DRAWN_COMMENTS = frozenset({"/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"})
"""Notes that are drawn on the page; whether they belong to the letter is for people to say."""
SCRIPTS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
    }
)
_MEDIA = frozenset({"/RichMedia", "/Movie", "/Screen", "/3D"})
_INFO = frozenset(
    {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"}
)
_MOST = 300_000
_CLEAN = msg("Haal ze weg met --clean.")


def everything(file: PdfFile) -> Iterator[Any]:
    """Every dictionary and stream that the catalogue leads to, once."""
    waiting: list[Any] = [file.root]
    seen: set[Any] = set()
    count = 0
    while waiting and count < _MOST:
        here = waiting.pop()
        if key(here) in seen:
            continue
        seen.add(key(here))
        found = plain(here)
        if isinstance(found, DictionaryObject):
            count += 1
            yield found
            waiting.extend(found.values())  # references, which are read when their turn comes
        elif isinstance(found, list):
            waiting.extend(found)


def check(file: PdfFile, source: bytes, report: Report) -> None:
    """Report what the file tells and can do besides showing its pages."""
    _metadata(file, report)
    _annotations(file, report)
    _embedded(file, report)
    _active(file, report)
    if versions(source) > 1:
        report.warn(
            rules.CHANGES,
            msg("het hele document"),
            msg("Het bestand bewaart oudere versies van zichzelf: wat er is weggehaald, kan er nog in staan."),
            msg("Maak met --clean een kopie zonder oude versies."),
        )


def versions(source: bytes) -> int:
    """How many versions a file holds: each change can be added at its end. A file made for the web has one more end."""
    ends = source.count(b"startxref")
    return ends - (1 if b"/Linearized" in source[:2048] else 0)


def _metadata(file: PdfFile, report: Report) -> None:
    place = msg("documenteigenschappen")
    info = plain(file.reader.trailer.get("/Info"))
    found = {str(name): text(value) for name, value in info.items()} if isinstance(info, DictionaryObject) else {}
    makers = [" ".join(each.split()) for each in (found.get("/Author", ""), *file.creators()) if each.strip()]
    check_names(makers, place, report, mend=msg("Haal de naam weg met --clean."))
    maker = ", ".join(dict.fromkeys(each for each in (found.get("/Creator"), found.get("/Producer")) if each))
    if maker:
        report.tell(msg("Gemaakt met"), maker)
    for name, value in found.items():
        if name not in {"/CreationDate", "/ModDate", "/Trapped"} and value:
            report.passages.append(Passage(msg("documenteigenschap {naam}", naam=name.lstrip("/")), value, shown=False))
        if machine_path(value):
            what = msg("Hier staat een map van iemands computer of netwerk: '{map}'.", map=value[:80])
            report.warn(rules.PATHS, place, what, _CLEAN)
    if own := sorted(set(found) - _INFO):
        report.warn(
            rules.PEOPLE,
            place,
            msg(
                "Er zijn eigen eigenschappen van een kantoor of programma: {namen}.",
                namen=", ".join(each.lstrip("/") for each in own[:8]),
            ),
            _CLEAN,
        )
    for element in file.xmp.iter() if file.xmp is not None else ():
        words = [str(element.text or ""), *map(str, element.attrib.values())]
        for value in words:
            if machine_path(value):
                what = msg("Hier staat een map van iemands computer of netwerk: '{map}'.", map=value.strip()[:80])
                report.warn(rules.PATHS, place, what, _CLEAN)


def _annotations(file: PdfFile, report: Report) -> None:
    for number, page in enumerate(file.pages, start=1):
        found = [plain(each) for each in items(page.get("/Annots"))]
        comments = [each for each in found if entry(each, "/Subtype") in COMMENTS | DRAWN_COMMENTS]
        spoken = [each for each in comments if entry(each, "/Subtype") != "/Popup"]
        if spoken:
            authors = sorted({text(entry(each, "/T")) for each in spoken} - {""})
            report.warn(
                rules.COMMENTS,
                on_page(number),
                msg(
                    "Opmerkingen in de kantlijn of op de bladzijde: {aantal}, van {namen}.",
                    aantal=len(spoken),
                    namen=", ".join(authors) or msg("iemand zonder naam"),
                ),
                _CLEAN,
            )
        for each in comments:
            report.passages.append(Passage(on_page(number), text(entry(each, "/Contents")), shown=False))
        if any(entry(each, "/Subtype") in _MEDIA for each in found):
            report.error(
                rules.SCRIPTS, on_page(number), msg("Hier staat beeld, geluid of een andere toepassing."), _CLEAN
            )


def _embedded(file: PdfFile, report: Report) -> None:
    found: dict[Any, tuple[str, Any]] = {}
    for name, value in names(entry(file.root, "/Names", "/EmbeddedFiles")):
        found[key(value)] = (name, plain(value))
    for each in items(file.root.get("/AF")):
        found.setdefault(key(each), ("", plain(each)))
    for page in file.pages:
        for each in items(page.get("/Annots")):
            if entry(each, "/Subtype") == "/FileAttachment":
                found.setdefault(key(entry(each, "/FS")), ("", entry(each, "/FS")))
    for name, value in found.values():
        shown = text(entry(value, "/UF")) or text(entry(value, "/F")) or name
        source = entry(value, "/AFRelationship") == "/Source"
        stream = entry(value, "/EF", "/UF") or entry(value, "/EF", "/F")
        if source and isinstance(stream, StreamObject):
            report.sources.append(stream.get_data()[:1_000_001].decode("utf-8", "replace"))
        what = (
            msg("De zaak waar de brief uit is gemaakt, zit erin: '{naam}'. Daar staan persoonsgegevens in.", naam=shown)
            if source
            else msg("Er zit een ander bestand in: '{naam}'.", naam=shown)
        )
        report.warn(
            rules.EMBEDDED,
            msg("bijlagen van het bestand"),
            what,
            msg("Stuur dit bestand niet door zoals het is; haal de inhoud weg met --clean."),
        )


def _active(file: PdfFile, report: Report) -> None:
    place = msg("het hele document")
    told: set[str] = set()
    for found in everything(file):
        kind = found.get("/S")
        if isinstance(kind, str) and kind in SCRIPTS and is_action(found, kind) and kind not in told:
            told.add(kind)
            what = msg("Het bestand kan iets uitvoeren of versturen ({soort}).", soort=kind.lstrip("/"))
            report.error(rules.SCRIPTS, place, what, _CLEAN)
        if isinstance(found, StreamObject) and "/F" in found and "outside" not in told:
            told.add("outside")
            report.error(rules.OUTSIDE, place, msg("De inhoud staat voor een deel in een ander bestand."), _CLEAN)
        photo = found.get("/Subtype") == "/Image" and the_filter(found) == "/DCTDecode"
        if photo and "picture" not in told and pictures.tells(packed(found)):
            told.add("picture")
            what = msg("Een foto vertelt waar, wanneer, waarmee of door wie zij is gemaakt.")
            report.warn(rules.PICTURE_DATA, place, what, msg("Haal die gegevens weg met --clean."))
        if "/PieceInfo" in found and "piece" not in told:
            told.add("piece")
            report.warn(rules.PEOPLE, place, msg("Er zitten gegevens van een programma in (PieceInfo)."), _CLEAN)
    if entry(file.root, "/AcroForm", "/XFA") is not None:
        report.error(rules.SCRIPTS, place, msg("Er zit een formulier met eigen programma in (XFA)."), _CLEAN)
    off = items(entry(file.root, "/OCProperties", "/D", "/OFF"))
    if off:
        report.warn(
            rules.HIDDEN,
            place,
            msg("Er zijn lagen die niet te zien zijn: {aantal}.", aantal=len(off)),
            msg("Maak de PDF opnieuw zonder lagen."),
        )


def is_action(found: DictionaryObject, kind: str) -> bool:
    """Whether a dictionary is an action: a structure element has a name under the same key."""
    needed = {"/JavaScript": "/JS", "/Launch": "/F", "/SubmitForm": "/F", "/ImportData": "/F"}.get(kind)
    return found.get("/Type") == "/Action" or (needed is not None and (needed in found or "/Win" in found))


def the_filter(stream: DictionaryObject) -> str:
    """The one filter of a stream."""
    found = plain(stream.get("/Filter"))
    return str(plain(found[0])) if isinstance(found, list) and len(found) == 1 else str(found)


def packed(stream: Any) -> bytes:
    """The bytes of a stream as they stand in the file."""
    return bytes(stream._data)  # noqa: SLF001 - pypdf has no other way to what is still packed
