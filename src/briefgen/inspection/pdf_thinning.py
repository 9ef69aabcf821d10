"""Taking text out of a page of a PDF that nobody sees: what can go without a pixel of the page changing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfWriter
from pypdf.generic import ContentStream, NameObject, StreamObject

from briefgen.inspection import pdf_sight
from briefgen.inspection.pdf_content import TEXT
from briefgen.inspection.pdf_file import plain


class Page:
    """One page, of which operators that show text are taken out in groups while its picture stays the same."""

    def __init__(self, writer: PdfWriter, number: int, data: bytes, budget: int) -> None:
        self.budget = budget
        self._writer, self._number = writer, number
        self._page = writer.pages[number]
        self._stream = ContentStream(plain(self._page.get("/Contents")), writer)
        self._all = list(self._stream.operations)
        self._out: set[int] = set()
        self._single = _single(data, number)
        self._goal = self._drawn()

    def thin(self) -> bool:
        """Take out what shows nothing; return whether there was any."""
        shows = [index for index, (_, operator) in enumerate(self._all) if operator in TEXT]
        self._try(shows)
        if self._out:
            self._page[NameObject("/Contents")] = self._writer._add_object(self._made(self._out))  # noqa: SLF001 - as above
        return bool(self._out)

    def _try(self, group: list[int]) -> None:
        if not group or self.budget <= 0:
            return
        self.budget -= 1
        if self._drawn({*self._out, *group}) == self._goal:
            self._out.update(group)
        elif len(group) > 1:
            middle = len(group) // 2
            self._try(group[:middle])
            self._try(group[middle:])

    def _made(self, out: set[int]) -> ContentStream:
        stream = ContentStream(None, self._writer)
        stream.operations = [found for index, each in enumerate(self._all) for found in self._less(index, each, out)]
        return stream

    @staticmethod
    def _less(index: int, each: Any, out: set[int]) -> list[Any]:
        if index not in out:
            return [each]
        operands, operator = each
        if operator == b"'":
            return [([], b"T*")]
        if operator == b'"':
            return [([operands[0]], b"Tw"), ([operands[1]], b"Tc"), ([], b"T*")]
        return []

    def _drawn(self, out: set[int] | None = None) -> bytes:
        writer = PdfWriter(clone_from=BytesIO(self._single))
        page = writer.pages[0]
        stream = self._made(out or set())
        page[NameObject("/Contents")] = writer._add_object(_copied(stream))  # noqa: SLF001 - as above
        target = BytesIO()
        writer.write(target)
        document = pypdfium2.PdfDocument(target.getvalue())
        picture = pdf_sight.drawn(document[0])
        document.close()
        return picture.data if picture else b""


def _copied(stream: ContentStream) -> StreamObject:
    made = StreamObject()
    made.set_data(stream.get_data())
    return made


def _single(data: bytes, number: int) -> bytes:
    """The file with one page only, which is quick to write and draw."""
    document = pypdfium2.PdfDocument(data)
    single = pypdfium2.PdfDocument.new()
    single.import_pages(document, [number])
    target = BytesIO()
    single.save(target)
    return target.getvalue()
