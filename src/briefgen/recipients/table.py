"""A table in a text file: its encoding, its delimiter and its records, read as a stream.

Nothing here knows what the columns mean. Memory does not grow with the file: a line and a cell have
a greatest length, and no more than one record is held.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from briefgen.errors import RecipientError, msg
from briefgen.files import unreadable

DELIMITERS = (";", ",", "\t", "|")
_LONGEST_LINE = 1_000_000  # characters; a cell with a long text takes some thousands
_CHUNK = 1 << 20
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # written by Excel for itself; no row of the table
_OTHER_FORMATS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """One row as a spreadsheet counts it, from 1. `cells` is None when its quotation marks make no sense."""

    number: int
    cells: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A text file whose rows are records."""

    path: Path
    encoding: str
    delimiter: str

    def records(self) -> Iterator[Record]:
        """All records from the start, blank ones included.

        Raises RecipientError when the file cannot be read further: a quotation mark that is never
        closed, a line or cell without end.
        """
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                yield from self._records(file)
        except (OSError, UnicodeError) as error:
            raise not_read(self.path, error) from error

    def _records(self, file: TextIO) -> Iterator[Record]:
        start = file.readline(_LONGEST_LINE)
        if not _SEPARATOR_LINE.fullmatch(start):
            file.seek(0)
        reader = csv.reader(self._lines(file), delimiter=self.delimiter, strict=True)
        number = 0
        while True:
            number += 1
            try:
                yield Record(number, next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error) or "field limit" in str(error):
                    raise RecipientError(
                        msg("In deze rij begint een cel met een aanhalingsteken dat niet wordt gesloten."),
                        where=f"{self.path}, rij {number}",
                        mend=msg("Zet er een aanhalingsteken achter, of haal het weg; nu is alles daarna één cel."),
                    ) from error
                yield Record(number, None)

    def _lines(self, file: TextIO) -> Iterator[str]:
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise RecipientError(
                    msg("Een regel van dit bestand is langer dan {aantal} tekens.", aantal=_LONGEST_LINE),
                    where=str(self.path),
                    mend=msg("Controleer of dit een lijst is; sla hem in Excel op als CSV UTF-8."),
                )
            yield line


def encoding_of(path: Path) -> str:
    """The encoding of the text in `path`: UTF-8, UTF-16 with its mark, or Windows-1252.

    The whole file is looked through. Raises RecipientError for a file that holds no text, and for
    one that cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_CHUNK)
            _refuse_other_formats(start, path)
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                candidates = ["utf-16"]
            else:
                candidates = ["utf-8-sig", "cp1252"]
            for encoding in candidates:
                file.seek(0)
                if _spells(file, encoding, path):
                    return encoding
    except (OSError, ValueError) as error:
        raise not_read(path, error) from error
    raise RecipientError(
        msg("De codering van dit bestand is niet te herkennen."),
        where=str(path),
        mend=msg("Sla de lijst in Excel opnieuw op als 'CSV UTF-8 (door komma's gescheiden)'."),
    )


def not_read(path: Path, error: OSError | ValueError) -> RecipientError:
    """The error for a file that cannot be read to its end."""
    what, mend = unreadable(error)
    return RecipientError(what, where=str(path), mend=mend)


def _spells(file: BinaryIO, encoding: str, path: Path) -> bool:
    """Whether all of `file` can be read in `encoding`. Raises RecipientError when it spells no text, or nothing."""
    decoder = codecs.getincrementaldecoder(encoding)()
    filled = False
    try:
        while chunk := file.read(_CHUNK):
            if encoding != "utf-16" and b"\0" in chunk:
                raise _no_text(path)
            text = decoder.decode(chunk)
            filled = filled or bool(text.strip(' \t\r\n;,|"'))
            if "\0" in text:
                raise _no_text(path)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    if not filled:
        raise RecipientError(
            msg("Het bestand is leeg."), where=str(path), mend=msg("Zet er een kopregel in en een rij per ontvanger.")
        )
    return True


def _no_text(path: Path) -> RecipientError:
    return RecipientError(
        msg("Dit is geen tekstbestand."),
        where=str(path),
        mend=msg("Sla de lijst in Excel op als 'CSV UTF-8 (door komma's gescheiden)'."),
    )


def _refuse_other_formats(start: bytes, path: Path) -> None:
    if start.startswith(_OTHER_FORMATS) or _WEB_PAGE.match(start):
        raise RecipientError(
            msg("Dit is geen CSV-bestand maar een bestand van een ander programma (zoals Excel, Word of PDF)."),
            where=str(path),
            mend=msg("Open het in Excel of LibreOffice en kies Opslaan als, 'CSV UTF-8 (door komma's gescheiden)'."),
        )
