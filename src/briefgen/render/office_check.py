"""Whether a PDF that LibreOffice made is the same letter as its Word file: pages, fonts and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.errors import Message, RenderError, msg
from briefgen.render.word_file import W, WordFile, local, spots

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN = re.compile(r"[^\w]|_", re.UNICODE)
_COUNTED = re.compile(r"\d+|[a-z]{1,2}|[ivxlcdm]+|o")
"""What the office program prints by itself: numbers of pages and notes, labels of lists."""
_PASSED = {"rPr", "pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "tab", "br", "cr",
           "noBreakHyphen", "softHyphen", "del", "moveFrom", "t"}  # fmt: skip
_SHOWN = 60
_TEXT = 1  # the kind of a page object that is text, in PDFium


def check(pdf: bytes, word: bytes, where: str) -> None:
    """Raise RenderError when `pdf` has no pages, a font that is not embedded, or other words than `word`."""
    pages, loose = _read(pdf)
    if not pages:
        raise _wrong(where, msg("De PDF van LibreOffice heeft geen bladzijden."))
    if loose:
        raise _wrong(where, msg("Het lettertype {naam} zit niet in de PDF van LibreOffice.", naam=loose))
    file = WordFile(word, where)
    everything = "".join(plain(spot.text) for part in file.parts() for spot in spots(part))
    _nothing_lost(file, [plain(page) for page in pages])
    for token in " ".join(pages).split():
        own = plain(token)
        if own and own not in everything and not _COUNTED.fullmatch(own) and not _labelled(own, everything):
            more = token[:_SHOWN]
            raise _wrong(where, msg("De PDF van LibreOffice heeft een woord te veel: «{woord}».", woord=more))


def _nothing_lost(file: WordFile, pages: Sequence[str]) -> None:
    """Raise RenderError when a paragraph of the body or a note is not on the pages; which header is, the pages say."""
    for part in file.parts():
        for spot in spots(part):
            if spot.repeated or part.kind in {"header", "footer"}:
                continue
            for stretch in _stretches(spot.element):
                if not _stands(plain(stretch), pages):
                    missing = stretch.strip()[:_SHOWN]
                    what = msg("In de PDF van LibreOffice ontbreekt tekst: «{tekst}».", tekst=missing)
                    raise _wrong(file.where, what)


def plain(text: str) -> str:
    """Letters and digits alone, in small letters: how a line is broken or a hyphen drawn does not count."""
    return _PLAIN.sub("", unicodedata.normalize("NFKC", text).replace("\ufffe", "").casefold())


def _labelled(word: str, everything: str) -> bool:
    """Whether a word is one of the letter with the label of its list glued before it."""
    found = re.match(r"\d{1,3}|[a-z]{1,2}", word)
    return found is not None and len(word) > found.end() and word[found.end() :] in everything


def _wrong(where: str, what: Message) -> RenderError:
    return RenderError(
        what,
        where=where,
        mend=msg("Kijk het Word-bestand na in LibreOffice, of kies --format docx en maak de PDF zelf."),
    )


def _read(pdf: bytes) -> tuple[list[str], str]:
    """The text of each page, and the name of a font that is not embedded, if any."""
    import pypdfium2  # noqa: PLC0415 - heavy
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    texts, loose = [], ""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return [], ""
    try:
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            for item in page.get_objects(filter=[_TEXT]):
                font = raw.FPDFTextObj_GetFont(item.raw)
                if font and raw.FPDFFont_GetIsEmbedded(font) == 0:
                    loose = loose or _name(font)
            page.close()
    finally:
        document.close()
    return texts, loose


def _name(font: object) -> str:
    import ctypes  # noqa: PLC0415 - only for this

    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.value.decode("utf-8", "replace") or "?"


def _stands(text: str, pages: Sequence[str]) -> bool:
    """Whether a stretch of text is on the pages; it may run on over the end of one, past a footer."""
    if not text or any(text in page for page in pages):
        return True
    for number, page in enumerate(pages[:-1]):
        low, high = 0, len(text)
        while low < high:  # of a beginning that is there, every shorter one is too
            middle = (low + high + 1) // 2
            low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
        if low and _stands(text[low:], pages[number + 1 :]):
            return True
    return False


def _stretches(paragraph: _Element) -> Iterator[str]:
    """The text of a paragraph, cut where the office program puts in something of its own: notes, fields, pictures."""
    text, fields, results = "", 0, 0
    for node in _leaves(paragraph):
        kind = local(node)
        if kind == "t" and not results and not _hidden(node):
            text += node.text or ""
        elif kind == "fldChar":
            name = node.get(f"{W}fldCharType")
            fields += {"begin": 1, "end": -1}.get(str(name), 0)
            results = max(fields, 0)
        if kind not in _PASSED:
            if text:
                yield text
            text = ""
    if text:
        yield text


def _leaves(node: _Element) -> Iterator[_Element]:
    for child in node:
        kind = local(child)
        if kind in {"r", "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent"}:
            yield from _leaves(child)
        elif kind not in {"sdtPr", "sdtEndPr"}:
            yield child


def _hidden(text: _Element) -> bool:
    run = text.getparent()
    mark = run.find(f"{W}rPr/{W}vanish") if run is not None else None
    return mark is not None and mark.get(f"{W}val") not in {"0", "false", "off"}
