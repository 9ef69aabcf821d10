"""The bytes of a case file, and the text they spell."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from briefgen.errors import FactsError, msg
from briefgen.files import read_whole

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 5_000_000
_OTHER_FORMATS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def read_bytes(path: Path) -> bytes:
    """Read the whole file. Raises FactsError if that is not possible or it is too large for a case."""
    return read_whole(
        path,
        most=MAX_BYTES,
        fault=FactsError,
        too_large=msg("Controleer of dit het goede bestand is; een zaak is een kleine tekst."),
    )


def decoded(source: bytes, name: str) -> str:
    """The text of `source`: UTF-8, or UTF-16 with its mark. Raises FactsError for any other encoding."""
    if source.startswith(_OTHER_FORMATS):
        raise FactsError(
            msg("Dit is een document van een ander programma (zoals Word of PDF), geen zaakbestand."),
            where=name,
            mend=msg("Schrijf de zaak in een gewoon tekstbestand, in YAML of JSON."),
        )
    if source.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _not_utf8(name)
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return source.decode("utf-16")
        except UnicodeDecodeError:
            raise _not_utf8(name) from None
    try:
        return source.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _not_utf8(f"{name}:{line}") from None


def _not_utf8(where: str) -> FactsError:
    return FactsError(
        msg("Het bestand is niet opgeslagen als UTF-8, waarschijnlijk als Windows-1252 (ANSI)."),
        where=where,
        mend=msg("Sla het opnieuw op met codering UTF-8; in Kladblok: Opslaan als, Codering, UTF-8."),
    )
