"""The files of one letter and of the sender's page: Word, PDF and plain text, made in memory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from briefgen.errors import OutputError, msg
from briefgen.facts.load import CaseFile
from briefgen.letters.compose import Composition
from briefgen.letters.page import SenderSheet
from briefgen.letters.source import source_of
from briefgen.render import docx, pdf, text
from briefgen.render import sheet as sheet_page
from briefgen.workshop import Workshop


class Engine(StrEnum):
    """What makes the PDF."""

    TYPST = "typst"
    LIBREOFFICE = "libreoffice"


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


def by_office(
    compositions: Sequence[Composition], formats: Sequence[Format], engine: Engine, workshop: Workshop
) -> Mapping[str, bytes]:
    """The PDFs that LibreOffice makes, by letter, in one go."""
    if Format.PDF not in formats:
        return {}
    wanted = {
        item.spec.id: rendered(item, Format.DOCX, workshop)
        for item in compositions
        if engine is Engine.LIBREOFFICE or item.word is not None
    }
    if not wanted:
        return {}
    from briefgen.render import libreoffice  # noqa: PLC0415 - heavy, and most letters do not need it

    return libreoffice.convert(wanted, compositions[0].letter.date)


def with_source(
    case: CaseFile,
    compositions: Sequence[Composition],
    formats: Sequence[Format],
    office: Mapping[str, bytes],
    workshop: Workshop,
) -> Mapping[str, bytes]:
    """The PDFs with the case file in them, by letter."""
    if office:
        raise OutputError(
            msg("Het zaakbestand kan niet mee in een PDF die LibreOffice maakt."),
            where=next(iter(office)),
            mend=msg("Laat --embed weg, of laat briefgen zelf de PDF maken."),
        )
    if Format.PDF not in formats:
        raise OutputError(
            msg("Het zaakbestand kan alleen mee in een PDF, en die maakt u nu niet."),
            mend=msg("Voeg --format pdf toe, of laat --embed weg."),
        )
    found = source_of(case, workshop.templates)
    return {item.spec.id: pdf.render(item.letter, workshop.letterhead, found) for item in compositions}


def page_files(page: SenderSheet, stem: str, kinds: Sequence[Format], workshop: Workshop) -> Mapping[str, bytes]:
    """The files of the sender's page, by name, as far as `kinds` asks for them. Raises RenderError."""
    made = {}
    if Format.PDF in kinds:
        made[f"{stem}.pdf"] = sheet_page.render(page, workshop.letterhead)
    if Format.TXT in kinds:
        made[f"{stem}.txt"] = sheet_page.text(page)
    return made


def rendered(composition: Composition, kind: Format, workshop: Workshop) -> bytes:
    """The letter as a file of this kind; equal letters give equal bytes, but for LibreOffice's. Raises RenderError."""
    letter = composition.letter
    if composition.word is not None:
        from briefgen.render import libreoffice, word_text  # noqa: PLC0415 - heavy, and most letters do not need them

        match kind:
            case Format.DOCX:
                return composition.word
            case Format.PDF:
                return libreoffice.convert({letter.id: composition.word}, letter.date)[letter.id]
            case Format.TXT:
                return word_text.render(composition.word, letter.id)
    match kind:
        case Format.DOCX:
            return docx.render(composition.letter, workshop.letterhead)
        case Format.PDF:
            return pdf.render(composition.letter, workshop.letterhead)
        case Format.TXT:
            return text.render(composition.letter)


def slug(name: str) -> str:
    """A name as part of a file name: lower case letters, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "brief"
