"""Plain text: its encoding, and its paragraphs by the numbers of their lines."""

from __future__ import annotations

import codecs
import re

from briefgen.documents.assembly import Collection
from briefgen.errors import DocumentError, Message, msg

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def decoded(source: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text of `source`, and what is not certain about it.

    UTF-8, UTF-16 and UTF-32 with their mark, UTF-8 without, and else Windows-1252. Raises DocumentError for what is
    no text.
    """
    encoding = next((encoding for mark, encoding in _MARKS.items() if source.startswith(mark)), "utf-8")
    remarks: tuple[Message, ...] = ()
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise _no_text() from None
        text = source.decode("cp1252", errors="replace")
        remarks = (msg("De tekst is gelezen als Windows-1252, omdat hij niet als UTF-8 is opgeslagen."),)
    if len(_CONTROLS.findall(text)) > len(text) // 1000:
        raise _no_text()
    return text, remarks


def _no_text() -> DocumentError:
    return DocumentError(
        msg("Dit bestand bevat geen gewone tekst."),
        mend=msg("Open het in het programma waarmee het is gemaakt en sla het op als PDF, of als tekst in UTF-8."),
    )


def read_text(text: str, passages: Collection) -> None:
    """Add the paragraphs of a plain text, each with the numbers of its lines."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.strip():
            block.append(line.rstrip())
        elif block:
            passages.add("\n".join(block).strip(), lines(number - len(block), number - 1))
            block = []
    if block:
        passages.add("\n".join(block).strip(), lines(number + 1 - len(block), number))


def lines(first: int, last: int) -> Message:
    """The place of the lines `first` up to and including `last`."""
    return (
        msg("regel {nummer}", nummer=first)
        if last <= first
        else msg("regels {eerste}-{laatste}", eerste=first, laatste=last)
    )
