"""What is drawn on the pages of a PDF: whether all of it is in the tags, and in which fonts (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject, NumberObject, StreamObject

from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report
from briefgen.inspection.pdf_file import TROUBLE, PdfFile, entry, key, on_page, plain, text
from briefgen.inspection.pdf_structure import REMAKE, Structure

TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PAINT = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"INLINE IMAGE"})
_NESTED_FORMS = 12
_ARTIFACT, _OTHER = "artifact", "other"
Mark = int | str


def operations(file: PdfFile, stream: Any) -> list[tuple[Any, bytes]]:
    """The operators of a content stream with their operands; none when it cannot be read."""
    found = plain(stream)
    if found is None:
        return []
    try:
        return list(ContentStream(found, file.reader).operations)
    except TROUBLE:
        return []


def check_marks(file: PdfFile, structure: Structure, report: Report) -> None:
    """Report content that is neither in the structure nor marked as decoration."""
    for number, page in enumerate(file.pages, start=1):
        faults: set[str] = set()
        state = _Marks(file, structure, key(page), entry(page, "/Resources"), faults)
        state.walk(page.get("/Contents"), [], 0)
        told = {
            "untagged": msg("Er staat tekst of beeld die in geen tag zit (01-005)."),
            "artifact": msg("Versiering en inhoud staan door elkaar (01-003, 01-004)."),
        }
        for fault in sorted(faults):
            report.warn(rules.TAGS, on_page(number), told[fault], REMAKE)


class _Marks:
    """Follows the marks of one page."""

    def __init__(self, file: PdfFile, structure: Structure, page: Any, resources: Any, faults: set[str]) -> None:
        self._file, self._structure, self._page, self._faults = file, structure, page, faults
        self._resources = resources

    def walk(self, stream: Any, above: list[Mark], depth: int) -> None:
        """Go through a stream that stands within the marks `above`."""
        marks = list(above)
        for operands, operator in operations(self._file, stream):
            if operator in {b"BDC", b"BMC"}:
                marks.append(self._mark(operands, marks))
            elif operator == b"EMC" and len(marks) > len(above):
                marks.pop()
            elif operator in TEXT or operator in _PAINT:
                self._shown(marks)
            elif operator == b"Do" and operands:
                self._drawn(str(operands[0]), marks, depth)

    def _mark(self, operands: Any, marks: list[Mark]) -> Mark:
        if operands and operands[0] == "/Artifact":
            if any(isinstance(mark, int) for mark in marks):
                self._faults.add("artifact")
            return _ARTIFACT
        properties = plain(operands[1]) if len(operands) > 1 else None
        if isinstance(properties, str):
            properties = entry(self._resources, "/Properties", properties)
        number = entry(properties, "/MCID") if isinstance(properties, DictionaryObject) else None
        if not isinstance(number, NumberObject):
            return _OTHER
        if _ARTIFACT in marks:
            self._faults.add("artifact")
        return int(number)

    def _shown(self, marks: list[Mark]) -> None:
        numbers = [mark for mark in marks if isinstance(mark, int)]
        if _ARTIFACT not in marks and not any((self._page, each) in self._structure.marked for each in numbers):
            self._faults.add("untagged")

    def _drawn(self, name: str, marks: list[Mark], depth: int) -> None:
        drawn = entry(self._resources, "/XObject", name)
        if not isinstance(drawn, StreamObject):
            return
        if drawn.get("/Subtype") != "/Form" or depth >= _NESTED_FORMS:
            self._shown(marks)
            return
        if "/StructParents" in drawn and not marks:
            return  # its content has marks of its own, by its own numbers
        outer, self._resources = self._resources, entry(drawn, "/Resources") or self._resources
        self.walk(drawn, marks, depth + 1)
        self._resources = outer


def fonts(file: PdfFile) -> dict[str, bool]:
    """The fonts of all pages by name, and whether each is embedded."""
    return {name: embedded for name, embedded, _ in _fonts(file)}


def check_fonts(file: PdfFile, report: Report) -> None:
    """Report fonts that are not in the file, and fonts whose letters cannot be copied or read aloud."""
    found: dict[str, bool] = {}
    mend = msg("Maak de PDF opnieuw en laat alle lettertypen insluiten.")
    for name, embedded, readable in _fonts(file):
        found[name] = embedded
        if not embedded:
            what = msg("Het lettertype '{naam}' zit niet in het bestand (31-009).", naam=name)
            report.warn(rules.FONTS, msg("het hele document"), what, mend)
        if not readable:
            what = msg("Wat in lettertype '{naam}' staat, is niet te kopiëren of voor te lezen (31-027).", naam=name)
            report.warn(rules.FONTS, msg("het hele document"), what, mend)
    if found:
        names = ", ".join(sorted({name for name, embedded in found.items() if embedded}))
        report.tell(msg("Lettertypen in het bestand"), names or "-")


def _fonts(file: PdfFile) -> Iterator[tuple[str, bool, bool]]:
    seen: set[Any] = set()
    waiting: list[Any] = [entry(page, "/Resources") for page in file.pages]
    while waiting:
        resources = plain(waiting.pop())
        if not isinstance(resources, DictionaryObject) or key(resources) in seen:
            continue
        seen.add(key(resources))
        for kind in ("/XObject", "/Pattern"):
            group = entry(resources, kind)
            waiting += [entry(group, name, "/Resources") for name in _names(group)]
        group = entry(resources, "/Font")
        for name in _names(group):
            font = entry(group, name)
            if isinstance(font, DictionaryObject) and key(font) not in seen:
                seen.add(key(font))
                yield _font(font)


def _names(group: Any) -> list[str]:
    return list(group) if isinstance(group, DictionaryObject) else []


def _font(font: DictionaryObject) -> tuple[str, bool, bool]:
    kind = str(font.get("/Subtype"))
    name = text(font.get("/BaseFont")).lstrip("/") or kind.lstrip("/")
    name = name.split("+", 1)[1] if name[6:7] == "+" else name
    name = name.removesuffix("-Identity-H")
    if kind == "/Type3":
        return name, True, "/ToUnicode" in font
    inner = font
    if kind == "/Type0":
        below = plain(font.get("/DescendantFonts"))
        inner = plain(below[0]) if below else font
    descriptor = entry(inner, "/FontDescriptor")
    embedded = any(entry(descriptor, each) is not None for each in ("/FontFile", "/FontFile2", "/FontFile3"))
    return name, embedded, kind != "/Type0" or "/ToUnicode" in font
