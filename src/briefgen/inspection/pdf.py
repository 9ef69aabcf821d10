"""The inspection of a PDF: metadata, PDF/UA-1 and PDF/A points, and what `pdf_structure` and the others look at.

Checkpoints are those of the Matterhorn Protocol 1.02 (PDF Association) that a program can decide without drawing
conclusions about meaning; `rules` lists them. It is no full validation, and the report says so.
"""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject

from briefgen.documents.model import Document
from briefgen.documents.notices import damaged
from briefgen.errors import msg
from briefgen.inspection import pdf_content, pdf_sight, pdf_structure, pdf_traces, rules
from briefgen.inspection.access import LANGUAGE_TAG, check_spoken, check_title
from briefgen.inspection.model import Report
from briefgen.inspection.pdf_file import (
    PDFA_ID,
    PDFUA_ID,
    TROUBLE,
    PdfFile,
    entry,
    items,
    key,
    names,
    on_page,
    opened,
    plain,
    text,
)
from briefgen.inspection.pdf_structure import REMAKE, Structure

_PDF_A_INTENT = "/GTS_PDFA1"
_FOR_READERS = 1 << 9
"""The permission to read text aloud (ISO 32000-1, table 22, bit 10)."""
_HIDDEN = 2
_WHOLE = msg("het hele document")
_BUNDLE = msg("Een bundel met stukken van anderen is geen PDF/A en geen PDF/UA.")
_LETTER_APART = msg("U hoeft niets te doen. Vraagt iemand om PDF/A, stuur dan de brief zonder bundel; die is het wel.")


def check(source: bytes, document: Document, report: Report) -> None:
    """Report everything about a PDF. Raises DocumentError when its objects cannot be read."""
    file = opened(source)
    try:
        _check(file, source, document, report)
    except TROUBLE as error:
        raise damaged() from error
    report.tell(msg("Bladzijden"), str(len(file.pages)))


def _check(file: PdfFile, source: bytes, document: Document, report: Report) -> None:
    _language(file, report)
    words = " ".join(passage.text for passage in document.passages)
    info = plain(file.reader.trailer.get("/Info"))
    check_title(
        file.title or text(entry(info, "/Title")),
        report,
        mend=msg("Geef het document een titel in het programma waarmee het is gemaakt, en maak de PDF opnieuw."),
    )
    structure = pdf_structure.read(file, report)
    if structure is None:
        report.unread += [rules.HEADINGS, rules.ALT_TEXT, rules.TABLE_HEADS, rules.PDF_UA]
    else:
        _readable(file, structure, report)
    if not words.strip():
        _only_pictures(report)
    elif structure is None or not any("/Lang" in node.element for node in structure.nodes):
        _spoken(file, words, report)
    pdf_content.check_fonts(file, report)
    _lasting(file, report)
    pdf_sight.check(source, report)
    pdf_traces.check(file, source, report)


def _readable(file: PdfFile, structure: Structure, report: Report) -> None:
    pdf_structure.check(structure, report)
    pdf_content.check_marks(file, structure, report)
    _identified(file, report)
    _annotations(file, structure, report)


def _language(file: PdfFile, report: Report) -> None:
    language = text(file.root.get("/Lang"))
    mend = msg("Kies in het Word-bestand de taal van de tekst en maak de PDF opnieuw.")
    if not language:
        report.warn(rules.LANGUAGE, _WHOLE, msg("Er staat nergens in welke taal het document is (11-001)."), mend)
    elif not LANGUAGE_TAG.fullmatch(language):
        report.warn(rules.LANGUAGE, _WHOLE, msg("'{taal}' is geen taal.", taal=language), mend)
    else:
        report.tell(msg("Taal"), language)


def _spoken(file: PdfFile, words: str, report: Report) -> None:
    language = text(file.root.get("/Lang"))
    if LANGUAGE_TAG.fullmatch(language):
        mend = msg(
            "Een voorleesprogramma spreekt de tekst dan verkeerd uit. Kies in het Word-bestand onder Controleren, Taal "
            "als taal Nederlands, en maak de PDF opnieuw."
        )
        check_spoken(language, words, report, mend=mend)


def _only_pictures(report: Report) -> None:
    report.warn(
        rules.TAGS,
        _WHOLE,
        msg("In deze PDF staat geen tekst: een voorleesprogramma heeft niets om voor te lezen."),
        msg("Is het een scan, laat er dan tekst in herkennen (OCR), of stuur de brief zelf als Word-bestand of PDF."),
    )


def _identified(file: PdfFile, report: Report) -> None:
    """Metadata, identification and settings that PDF/UA asks for."""
    _named(file, report)
    if entry(file.root, "/ViewerPreferences", "/DisplayDocTitle") != True:  # noqa: E712 - a PDF's own boolean
        what = msg("Bovenaan het venster komt de naam van het bestand, niet de titel (07-001, 07-002).")
        report.warn(rules.PDF_UA, _WHOLE, what, REMAKE)
    if file.reader.is_encrypted:
        allowed = entry(plain(file.reader.trailer.get("/Encrypt")), "/P")
        if allowed is None or not int(allowed) & _FOR_READERS:
            what = msg("De beveiliging verbiedt het voorlezen (26-001, 26-002).")
            report.warn(rules.PDF_UA, _WHOLE, what, REMAKE)
    if entry(file.root, "/AcroForm", "/XFA") is not None:
        report.warn(rules.PDF_UA, _WHOLE, msg("Het formulier is een XFA-formulier (25-001)."), REMAKE)
    for name, value in names(entry(file.root, "/Names", "/EmbeddedFiles")):
        if not text(entry(value, "/F")) or not text(entry(value, "/UF")):
            what = msg("Het ingesloten bestand '{naam}' heeft geen naam voor elk programma (21-001).", naam=name)
            report.warn(rules.PDF_UA, _WHOLE, what, REMAKE)


def _named(file: PdfFile, report: Report) -> None:
    """What the XMP says that this is."""
    if file.xmp is None:
        what = msg("Er zijn geen leesbare XMP-gegevens (06-001).")
        report.warn(rules.PDF_UA, _WHOLE, what, REMAKE)
    elif file.is_bundle and not file.of_xmp(PDFUA_ID, "part"):
        pass  # `_lasting` says what a bundle is not
    elif not file.of_xmp(PDFUA_ID, "part"):
        what = msg("Het bestand zegt niet dat het PDF/UA is (06-002).")
        report.note(rules.PDF_UA, _WHOLE, what, REMAKE)
    else:
        report.tell(msg("Aanduiding"), f"PDF/UA-{file.of_xmp(PDFUA_ID, 'part')}")
    if file.xmp is not None and not file.title:
        report.warn(rules.PDF_UA, _WHOLE, msg("De titel staat niet in de XMP-gegevens (06-003)."), REMAKE)


def _annotations(file: PdfFile, structure: Structure, report: Report) -> None:
    for number, page in enumerate(file.pages, start=1):
        found = items(page.get("/Annots"))
        if found and page.get("/Tabs") != "/S":
            what = msg("De tabtoets volgt op deze bladzijde niet de volgorde van de tekst (28-008, 28-009).")
            report.warn(rules.PDF_UA, on_page(number), what, REMAKE)
        for each in found:
            _annotation(each, number, structure, report)


def _annotation(reference: Any, number: int, structure: Structure, report: Report) -> None:
    found = plain(reference)
    if not isinstance(found, DictionaryObject):
        return
    kind = str(found.get("/Subtype"))
    if kind in {"/Popup", "/PrinterMark"} or int(plain(found.get("/F")) or 0) & _HIDDEN:
        return
    node = structure.annotations.get(key(reference))
    within = set[str]()
    described = text(found.get("/Contents")).strip()
    while node is not None:
        within.add(node.kind)
        described = described or text(node.element.get("/Alt")).strip()
        node = node.parent
    wanted = {"/Link": "/Link", "/Widget": "/Form"}.get(kind, "/Annot")
    what = None
    if kind == "/TrapNet":
        what = msg("Er staat drukkersinformatie in als aantekening (28-007).")
    elif wanted not in within:
        what = msg(
            "Een {soort} op de bladzijde zit niet in de tag {tag} (28-002, 28-010, 28-011).",
            soort=kind.lstrip("/"),
            tag=wanted.lstrip("/"),
        )
    elif kind == "/Widget":
        if not text(found.get("/TU")) and not text(entry(found, "/Parent", "/TU")) and not described:
            what = msg("Een veld van een formulier heeft geen beschrijving (28-005).")
    elif not described:
        what = msg("Een {soort} op de bladzijde heeft geen beschrijving (28-004, 28-012).", soort=kind.lstrip("/"))
    if what is not None:
        report.warn(rules.PDF_UA, on_page(number), what, REMAKE)


def _lasting(file: PdfFile, report: Report) -> None:
    """Points of PDF/A, in a file that says that it is."""
    part, level = file.of_xmp(PDFA_ID, "part"), file.of_xmp(PDFA_ID, "conformance")
    if not part:
        report.unread.append(rules.PDF_A)
        plain_pdf = (msg("Het bestand zegt niet dat het PDF/A is, om lang te bewaren."), REMAKE)
        report.note(rules.PDF_A, _WHOLE, *((_BUNDLE, _LETTER_APART) if file.is_bundle else plain_pdf))
        return
    report.tell(msg("Aanduiding"), f"PDF/A-{part}{level.lower()}")
    intents = [
        entry(each, "/S")
        for each in items(file.root.get("/OutputIntents"))
        if entry(each, "/DestOutputProfile") is not None
    ]
    if _PDF_A_INTENT not in intents:
        report.warn(rules.PDF_A, _WHOLE, msg("Er is geen kleurprofiel."), REMAKE)
    if file.reader.is_encrypted:
        report.warn(rules.PDF_A, _WHOLE, msg("Het bestand is beveiligd; dat mag in PDF/A niet."), REMAKE)
    if not items(file.reader.trailer.get("/ID")):
        report.warn(rules.PDF_A, _WHOLE, msg("Het bestand heeft geen kenmerk (ID)."), REMAKE)
    if level.upper() == "A" and entry(file.root, "/StructTreeRoot") is None:
        report.warn(rules.PDF_A, _WHOLE, msg("Het bestand zegt dat het tags heeft, en heeft ze niet."), REMAKE)
    if not all(pdf_content.fonts(file).values()):
        report.warn(rules.PDF_A, _WHOLE, msg("Niet alle lettertypen zitten in het bestand."), REMAKE)
    for name, value in names(entry(file.root, "/Names", "/EmbeddedFiles")):
        stream = entry(value, "/EF", "/F")
        if part in {"1", "2"}:
            what = msg("In PDF/A-{deel} mag geen gewoon bestand zitten: '{naam}'.", deel=part, naam=name)
            report.warn(rules.PDF_A, _WHOLE, what, REMAKE)
        elif entry(value, "/AFRelationship") is None or entry(stream, "/Subtype") is None:
            what = msg("Van het bestand '{naam}' staat er niet bij wat het is en van welke soort.", naam=name)
            report.warn(rules.PDF_A, _WHOLE, what, REMAKE)
    _equal(file, report)


def _equal(file: PdfFile, report: Report) -> None:
    """What the old properties say must be what XMP says."""
    info = plain(file.reader.trailer.get("/Info"))
    title, author = (" ".join(text(entry(info, name)).split()) for name in ("/Title", "/Author"))
    if (title and title != file.title) or (author and author not in {*file.creators(), ", ".join(file.creators())}):
        what = msg("De eigenschappen en de XMP-gegevens spreken elkaar tegen.")
        report.warn(rules.PDF_A, msg("documenteigenschappen"), what, REMAKE)
