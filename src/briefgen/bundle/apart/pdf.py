"""A stranger's PDF as clean pages: what is seen stays, and nothing that acts, hides or tells who made it.

PDFium opens it, for it mends what is a little broken and is hardened as part of a browser; it draws forms and notes
into the page and gives every page to a new document. From that only what draws is copied (see `copying`).
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, IndirectObject, StreamObject

from briefgen.bundle.apart import blackout, outside
from briefgen.bundle.apart.copying import Copier, form, unpacked
from briefgen.bundle.apart.lighter import lighter
from briefgen.bundle.apart.sheets import Sheets
from briefgen.bundle.apart.stamping import Box
from briefgen.bundle.job import Job, Page
from briefgen.bundle.notices import bomb, damaged, locked, too_many_pages
from briefgen.bundle.objects import Shelf
from briefgen.errors import DocumentError, Message, msg

MAX_PAGES = 2_000
MAX_NOTES = 5_000
"""Notes, links and fields on one page."""
MANY_OBJECTS = 3_000
"""On a page with more it is not looked up where a stamp fits: it is made a little smaller."""
MAX_SIDE = 14_400.0
"""Points; no page is larger (ISO 32000-1, annex C)."""
_EMPTY = 2
"""The length of a text without a character, with the mark of its end."""
_KINDS = {pdfium.FPDF_ANNOT_WIDGET: "field", pdfium.FPDF_ANNOT_LINK: "link", pdfium.FPDF_ANNOT_POPUP: ""}
_NO_DRAWING_OF_THEIR_OWN = {pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FILEATTACHMENT, pdfium.FPDF_ANNOT_SOUND}
"""Programs show an icon of their own for these; what they say or hold is not on the page."""
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def clean(source: bytes, job: Job, shelf: Shelf) -> tuple[list[Page], list[Message]]:
    """Put the pages of a PDF on the shelf; return them, and what was taken away. Raises DocumentError."""
    end = source.rfind(b"%%EOF")
    if end < 0 or b" obj" in source[end:]:
        raise damaged()  # PDFium would mend a file that was cut off, and be silent about what is lost
    flat, remarks = _flat(source)
    document = pypdfium2.PdfDocument(flat)
    reader = PdfReader(BytesIO(flat), strict=False)
    hidden = blackout.Blackout(document, job, reader) if job.terms else None
    if hidden is not None:
        remarks += hidden.look()
    copier = Copier(
        shelf,
        names=names_in if hidden else None,
        lighter=lighter if job.lighter else None,
        sure=hidden is not None and not job.seen,
    )
    sheets = Sheets(job, shelf)
    cut: list[int] = []
    for index, page in enumerate(reader.pages):
        box, turned = _shown(page)
        standing = _standing(document, index)
        if hidden is not None and index in hidden.found:
            drawn = shelf.put(hidden.picture(index, box, turned))
            sheets.add(drawn, _upright_box(box, turned), 0, _turned(standing, box, turned), unit=True, picture=True,
                       hits=hidden.hits[index])  # fmt: skip
            continue
        if outside.hides(document, index, box, standing):
            cut.append(index + 1)
        content = _content(page)
        names = _names(content) if hidden else None
        resources = copier.copy(page.get("/Resources") or DictionaryObject(), "resources", names=names)
        group = copier.copy(page["/Group"], "group") if "/Group" in page else None
        drawn = shelf.put(form(content, _array(box), resources, group))
        sheets.add(drawn, box, turned, standing, picture=_is_picture(document, index))
    return sheets.pages, [*remarks, *outside.told(cut)]


def _flat(source: bytes) -> tuple[bytes, list[Message]]:
    """The document with notes and fields drawn into its pages and everything else around the pages left behind."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise locked() from error
        raise damaged() from error
    if len(document) > MAX_PAGES:
        raise too_many_pages(MAX_PAGES)
    if not len(document):
        raise damaged()
    if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_XFA_FULL:
        raise DocumentError(
            msg("Deze bijlage is een formulier (XFA) dat alleen in Adobe Reader te zien is."),
            mend=msg("Open haar in Adobe Reader, druk haar af naar PDF en gebruik dat nieuwe bestand."),
        )
    signatures = max(pdfium.FPDF_GetSignatureCount(document), 0)
    document.init_forms()
    notes = _flatten(document)
    notes["field"] = max(notes["field"] - signatures, 0)
    notes["signature"] = signatures
    remarks = list(_told(document, source, notes))
    fresh = pypdfium2.PdfDocument.new()
    try:
        fresh.import_pages(document)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    saved = BytesIO()
    fresh.save(saved)
    fresh.close()
    document.close()
    return saved.getvalue(), remarks


def _flatten(document: Any) -> Counter[str]:
    """Draw notes and fields into the pages; return how many of which there were."""
    notes: Counter[str] = Counter()
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise DocumentError(
                msg("Bladzijde {nummer} van deze bijlage is beschadigd.", nummer=index + 1), mend=damaged().mend
            ) from error
        if max(page.get_size()) > MAX_SIDE:
            raise damaged()
        count = pdfium.FPDFPage_GetAnnotCount(page)
        if count > MAX_NOTES:
            raise bomb()
        for number in range(count):
            kind, shown = _note(page, number)
            if not shown:
                raise DocumentError(
                    msg("Op bladzijde {nummer} van deze bijlage staat een opmerking die niet elk programma toont.",
                        nummer=index + 1),
                    mend=damaged().mend,
                )  # fmt: skip
            notes[kind] += 1
        if count and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
            raise damaged()
        page.close()
    return notes


def _note(page: Any, number: int) -> tuple[str, bool]:
    """What kind of note this is, and whether PDFium draws it as people see it."""
    note = pdfium.FPDFPage_GetAnnot(page, number)
    subtype = pdfium.FPDFAnnot_GetSubtype(note)
    has_drawing = pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _EMPTY
    hidden = pdfium.FPDFAnnot_GetFlags(note) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
    pdfium.FPDFPage_CloseAnnot(note)
    kind = _KINDS.get(subtype, "note")
    return kind, bool(has_drawing or hidden) or kind != "note" or subtype in _NO_DRAWING_OF_THEIR_OWN


def _told(document: Any, source: bytes, notes: Counter[str]) -> Iterator[Message]:
    """What a person must know about what stays behind. Raises DocumentError for what would change what is seen."""
    saved = BytesIO()
    document.save(saved, flags=pdfium.FPDF_REMOVE_SECURITY)
    plain = saved.getvalue()
    root = PdfReader(BytesIO(plain), strict=False).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)  # noqa: S101 - PDFium wrote it
    if "/Collection" in root:
        raise DocumentError(
            msg("Deze bijlage is een map met bestanden (een PDF-portfolio)."),
            mend=msg("Sla de bestanden die erin zitten los op, en noem elk als eigen bijlage."),
        )
    if _has_hidden_layers(root):
        raise DocumentError(
            msg("In deze bijlage zijn lagen verborgen."),
            mend=msg("Druk haar af naar PDF zoals zij op het scherm staat, en gebruik dat nieuwe bestand."),
        )
    if notes["signature"]:
        yield msg("De digitale handtekening geldt niet in de bundel. Stuur zo nodig ook het bestand zelf mee.")
    if b"/Encrypt" in source and b"/Encrypt" not in plain:
        yield msg("De beperkingen van dit bestand (op kopiëren of bewerken) gelden in de bundel niet.")
    if b"/JavaScript" in plain:
        yield msg("Een script is verwijderd.")
    if count := pdfium.FPDFDoc_GetAttachmentCount(document):
        yield msg("Bestanden die in deze PDF zaten, zijn verwijderd: {aantal}.", aantal=count)
    if notes["field"]:
        yield msg("De velden van het formulier zijn vastgezet: wat is ingevuld, blijft staan.")
    if notes["note"]:
        yield msg("Opmerkingen zijn vastgezet: alleen wat op de bladzijde zelf staat, is te lezen.")
    if notes["link"]:
        yield msg("Links werken in de bundel niet: {aantal}.", aantal=notes["link"])


def _has_hidden_layers(root: Any) -> bool:
    layers = root.get("/OCProperties")
    standard = layers.get_object().get("/D") if layers is not None else None
    if standard is None:
        return False
    standard = standard.get_object()
    off = standard.get("/OFF")
    return bool(off is not None and len(off.get_object())) or standard.get("/BaseState") == "/OFF"


def _shown(page: Any) -> tuple[Box, int]:
    """What a page shows, in its own coordinates, and by how many degrees it is turned."""
    media, crop = (_edges(page.get(key)) for key in ("/MediaBox", "/CropBox"))
    media = media or (0.0, 0.0, 612.0, 792.0)
    crop = crop or media
    left, bottom, right, top = (
        *(max(a, b) for a, b in zip(media[:2], crop[:2], strict=True)),
        *(min(a, b) for a, b in zip(media[2:], crop[2:], strict=True)),
    )
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = media
    turned = page.get("/Rotate", 0)
    return (left, bottom, right, top), int(turned) if isinstance(turned, int | float) else 0


def _edges(value: Any) -> Box | None:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    if not isinstance(value, ArrayObject) or len(value) != 4:
        return None
    try:
        x1, y1, x2, y2 = (float(item.get_object()) for item in value)
    except (TypeError, ValueError, AttributeError):
        return None
    box = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    sound = all(abs(edge) < 2 * MAX_SIDE for edge in box) and box[2] - box[0] >= 1 and box[3] - box[1] >= 1
    return box if sound else None


def _array(box: Box) -> ArrayObject:
    return ArrayObject(FloatObject(f"{edge:.4f}") for edge in box)


def _upright_box(box: Box, turned: int) -> Box:
    width, height = box[2] - box[0], box[3] - box[1]
    return (0.0, 0.0, height, width) if turned % 180 else (0.0, 0.0, width, height)


def _turned(standing: list[Box] | None, box: Box, turned: int) -> list[Box] | None:
    from briefgen.bundle.apart.stamping import moved, upright  # noqa: PLC0415 - only here

    matrix, _, _ = upright(box, turned)
    return standing if standing is None else [moved(each, matrix) for each in standing]


def _content(page: Any) -> bytes:
    """What a page draws, unpacked and in one piece."""
    contents = page.get("/Contents")
    contents = contents.get_object() if isinstance(contents, IndirectObject) else contents
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    streams = (part.get_object() if isinstance(part, IndirectObject) else part for part in parts)
    return b"\n".join(unpacked(each) for each in streams if isinstance(each, StreamObject))


def names_in(value: StreamObject) -> frozenset[str]:
    """The names that the content of a form uses."""
    return _names(unpacked(value))


def _names(content: bytes) -> frozenset[str]:
    found = (_HEX.sub(lambda code: bytes([int(code[1], 16)]), word) for word in set(_NAME.findall(content)))
    return frozenset(word.decode("latin-1") for word in found)


def _standing(document: Any, index: int) -> list[Box] | None:
    """Where something stands on a page, in its coordinates; None if there is too much of it to look."""
    page = document[index]
    try:
        count = pdfium.FPDFPage_CountObjects(page)
        if count > MANY_OBJECTS:
            return None
        return [box for number in range(count) if (box := _bounds(pdfium.FPDFPage_GetObject(page, number)))]
    finally:
        page.close()


def _bounds(item: Any) -> Box | None:
    """Where an object of a page stands; None for white that is drawn under everything else."""
    if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH and _is_white(item):
        return None
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _is_white(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    if stroke.value or not mode.value:
        return False
    colours = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(path, *colours)
    return all(colour.value == 255 for colour in colours[:3])


def _is_picture(document: Any, index: int) -> bool:
    """Whether a page has no text."""
    page = document[index]
    text = page.get_textpage()
    count = text.count_chars()
    text.close()
    page.close()
    return bool(count == 0)
