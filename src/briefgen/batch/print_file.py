"""The print file: all letters of a batch in one PDF for the printer, sorted by postcode."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import files
from briefgen.errors import DocumentError, msg

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

_MOST = 400  # letters in one part: some 10 MB, and what a part asks of memory
_NAME = re.compile(r"printbestand(-\d+)?\.pdf")
_NOT_ON_PAPER = ("/Annots", "/StructParents", "/Tabs")
"""Links, and what ties a page to tags that stay behind in the letter's own PDF."""


@dataclass(frozen=True, slots=True)
class PrintItem:
    """One letter to print: the body's name (its bookmark), its postcode, its PDF, and what the PDF must be.

    `digest` is the SHA-256 of the PDF as the manifest has it, in hexadecimal.
    """

    name: str
    postcode: str
    pdf: Path
    digest: str


def write(items: Iterable[PrintItem], folder: Path, *, title: str) -> tuple[Path, ...]:
    """Write ``printbestand.pdf`` (or ``printbestand-1.pdf`` ...: parts of at most 400 letters) into `folder`.

    Sorted by postcode, then name. Each letter begins on the front of a sheet: a letter of an odd number of
    pages gets a blank back, so that a printer that prints on both sides never puts two bodies on one sheet.
    One bookmark per body; the third page of the 57th letter is labelled "57.3". Equal letters give equal
    bytes. Memory grows with a part, not with the batch.

    Print files of an earlier run that are not among the new ones are removed: a letter must not be printed
    twice. No items: all of them are.

    Raises DocumentError, naming the file, when a letter is missing, damaged or not what `digest` says, and
    OutputError when the disk refuses; then no print file is half-written and the old ones are still there.
    """
    ordered = sorted(items, key=lambda item: (_compact(item.postcode), item.name.casefold(), item.pdf.name))
    parts = [ordered[start : start + _MOST] for start in range(0, len(ordered), _MOST)]
    several = len(parts) > 1
    names = [f"printbestand-{number}.pdf" if several else "printbestand.pdf" for number in range(1, len(parts) + 1)]
    temporary: list[Path] = []
    try:
        for number, part in enumerate(parts):
            heading = f"{title} ({number + 1}/{len(parts)})" if several else title
            handle, name = tempfile.mkstemp(dir=folder, prefix=".briefgen-", suffix=".tmp")
            temporary.append(Path(name))
            with os.fdopen(handle, "wb") as file:
                _merged(part, number * _MOST + 1, heading).write(file)
                file.flush()
                os.fsync(file.fileno())
        for made, name in zip(temporary, names, strict=True):
            made.replace(folder / name)
        for path in folder.glob("printbestand*.pdf"):
            if path.name not in names and _NAME.fullmatch(path.name):
                path.unlink()
    except OSError as error:
        raise files.not_written(error, folder, option="--out") from error
    finally:
        for path in temporary:
            path.unlink(missing_ok=True)
    return tuple(folder / name for name in names)


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def _merged(items: Sequence[PrintItem], first: int, title: str) -> PdfWriter:
    """The letters of one part; `first` is the number of the first of them in the whole print file."""
    from pypdf import PdfWriter  # noqa: PLC0415 - heavy
    from pypdf.constants import PageLabelStyle  # noqa: PLC0415 - heavy
    from pypdf.generic import (  # noqa: PLC0415 - heavy
        BooleanObject,
        DictionaryObject,
        NameObject,
        TextStringObject,
    )

    writer = PdfWriter()
    lengths = []
    for item in items:
        pages = _read(item).pages
        writer.add_outline_item(title=item.name, page_number=_letter(writer, pages))
        lengths.append(len(pages))
    # Fonts and colour profile once. The blank pages come later: they are identical, and each of them must be there.
    writer.compress_identical_objects()
    start = 0
    for number, length in enumerate(lengths, start=first):
        end = start + length
        if length % 2:
            front = writer.pages[start].mediabox
            writer.insert_blank_page(width=front.width, height=front.height, index=end)
            end += 1
        writer.set_page_label(start, end - 1, style=PageLabelStyle.DECIMAL, prefix=f"{number}.", start=1)
        start = end
    writer.metadata = {"/Title": title, "/Producer": "briefgen"}
    writer.root_object[NameObject("/Lang")] = TextStringObject("nl-NL")
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {
            NameObject("/DisplayDocTitle"): BooleanObject(value=True),
            NameObject("/Duplex"): NameObject("/DuplexFlipLongEdge"),  # what the print dialog begins with
        }
    )
    return writer


def _letter(writer: PdfWriter, pages: Iterable[PageObject]) -> int:
    """Add the pages of a letter; return the index of the first."""
    first = len(writer.pages)
    for page in pages:
        writer.add_page(page, excluded_keys=_NOT_ON_PAPER)
    return first


def _read(item: PrintItem) -> PdfReader:
    """The letter of `item`, if it still is what it was. Raises DocumentError."""
    from pypdf import PdfReader  # noqa: PLC0415 - heavy

    try:
        data = item.pdf.read_bytes()
    except OSError as error:
        raise DocumentError(
            msg("De brief aan {naam} is niet te lezen: {reden}.", naam=item.name, reden=files.why(error)),
            where=str(item.pdf),
            mend=msg("Geef dezelfde opdracht nog een keer; wat ontbreekt, wordt opnieuw gemaakt."),
        ) from error
    if hashlib.sha256(data).hexdigest() != item.digest:
        raise DocumentError(
            msg("De brief aan {naam} is veranderd nadat hij werd gemaakt.", naam=item.name),
            where=str(item.pdf),
            mend=msg("Haal dit bestand weg en draai dezelfde opdracht nog een keer."),
        )
    try:
        reader = PdfReader(BytesIO(data), strict=True)
        len(reader.pages)
    except Exception as error:
        raise DocumentError(
            msg("De brief aan {naam} is beschadigd.", naam=item.name),
            where=str(item.pdf),
            mend=msg("Haal dit bestand weg en draai dezelfde opdracht nog een keer."),
        ) from error
    return reader
