"""Which form a file has, told by its first bytes and only then by its name, and the reader for it."""

from __future__ import annotations

from pathlib import PurePath

from briefgen.documents.assembly import Collection
from briefgen.documents.notices import locked, other_form
from briefgen.documents.plain import decoded, read_text
from briefgen.errors import DocumentError, Message, msg

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""A PDF may have some bytes before its header."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_TEXT = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".eml": "eml"}


class UnknownForm(DocumentError):
    """The bytes and the name of a file tell nothing that is read here."""


def read_form(name: str, source: bytes, passages: Collection) -> tuple[str, tuple[Message, ...]]:
    """Add the passages of a file; return its form ("docx", "pdf", "txt", "md" or "eml") and what was not read.

    Raises DocumentError.
    """
    form = _form(PurePath(name).suffix.lower(), source)
    match form:
        case "docx":
            from briefgen.documents.docx import read_docx  # noqa: PLC0415 - loads what this form alone needs

            return form, read_docx(source, passages)
        case "pdf":
            from briefgen.documents.pdf import read_pdf  # noqa: PLC0415 - loads what this form alone needs

            return form, read_pdf(source, passages)
        case "eml":
            from briefgen.documents.mail import read_mail  # noqa: PLC0415 - loads what this form alone needs

            return form, read_mail(source, passages, _attachment)
        case "md":
            from briefgen.documents.markdown import read_markdown  # noqa: PLC0415 - loads what this form alone needs

            text, remarks = decoded(source)
            return form, (*remarks, *read_markdown(text, passages))
        case _:
            text, remarks = decoded(source)
            read_text(text, passages)
            return form, remarks


def _attachment(name: str, source: bytes, passages: Collection) -> tuple[Message, ...]:
    if PurePath(name).suffix.lower() == ".eml":
        raise DocumentError(msg("Dit is zelf een e-mailbericht."), mend=msg("Sla het los op, en geef dat."))
    return read_form(name, source, passages)[1]


def _form(suffix: str, source: bytes) -> str:
    if not source.strip():
        raise DocumentError(msg("Dit bestand is leeg."), mend=msg("Controleer of dit het goede bestand is."))
    if source.startswith(_ZIP):
        return "docx"
    if _PDF in source[:_PDF_WITHIN] and (suffix == ".pdf" or source.startswith(_PDF)):
        return "pdf"
    if source.startswith(_OLE):
        raise _ole(suffix, source)
    if source.startswith(_RTF) or suffix == ".rtf":
        raise other_form(msg("Dit is een bestand in Rich Text Format (.rtf)."))
    if suffix in _TEXT:
        return _TEXT[suffix]
    if suffix in {".docx", ".docm", ".pdf"}:
        raise DocumentError(
            msg("Dit bestand heet {soort}, maar is het niet, of het begin ontbreekt.", soort=suffix),
            mend=msg("Open het in het programma waarmee het is gemaakt en sla het opnieuw op als .docx of .pdf."),
        )
    raise UnknownForm(
        msg("Deze soort bestand kan niet worden gelezen."),
        mend=msg("Wel gelezen worden: .docx, .pdf, .txt, .md en .eml. Sla de brief op in een van die vormen."),
    )


def _ole(suffix: str, source: bytes) -> DocumentError:
    if _ENCRYPTED_PACKAGE in source:
        return locked()
    if suffix == ".msg":
        return DocumentError(
            msg("Dit is een bericht van Outlook (.msg)."), mend=msg("Sla het op als .eml, of druk het af naar PDF.")
        )
    return other_form(msg("Dit is een bestand van een oude versie van Word of van een ander kantoorprogramma."))
