"""The text of a Word file as a reader sees it, with the labels of automatic lists."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


def docx_words(data: bytes) -> str:
    """Return the text of a Word file in reading order, one line for each paragraph.

    The labels that Word makes for automatic lists ("1.", "a.", "•") stand before their paragraph;
    headers and footers are left out. Line breaks and tabs are a newline and a tab.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        document, numbering, styles = (
            etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "numbering", "styles")
        )
    labels = _Labels(numbering, styles)
    return "\n".join(
        f"{label} {text}" if (label := labels.label(paragraph)) else text
        for paragraph in document.iter(f"{W}p")
        for text in ["".join(_text(paragraph))]
    )


def _text(paragraph: _Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        match etree.QName(element).localname:
            case "t":
                yield element.text or ""
            case "tab" if element.getparent() is not None and element.getparent().tag == f"{W}r":  # type: ignore[union-attr]
                yield "\t"
            case "br":
                yield "\n"
            case "noBreakHyphen":
                yield "\N{NON-BREAKING HYPHEN}"


class _Labels:
    """Counts list paragraphs as Word does: per abstract list, and anew where a list says so."""

    def __init__(self, numbering: _Element, styles: _Element) -> None:
        self._abstract = {
            _value(num): (_value(num.find("w:abstractNumId", NS)), num) for num in numbering.iterfind("w:num", NS)
        }
        self._levels = {
            (_value(abstract), int(_value(level))): level
            for abstract in numbering.iterfind("w:abstractNum", NS)
            for level in abstract.iterfind("w:lvl", NS)
        }
        self._of_style = {
            _value(style): found
            for style in styles.iterfind("w:style", NS)
            if (found := style.find("w:pPr/w:numPr", NS)) is not None
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: _Element) -> str:
        """Return the label of the next paragraph, or nothing if it is in no list."""
        properties = paragraph.find("w:pPr/w:numPr", NS)
        if properties is None:
            properties = self._of_style.get(_value(paragraph.find("w:pPr/w:pStyle", NS)))
        if properties is None:
            return ""
        number = _value(properties.find("w:numId", NS))
        level = int(_value(properties.find("w:ilvl", NS)) or 0)
        abstract, num = self._abstract[number]
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for override in num.iterfind("w:lvlOverride", NS):
                counts[int(_value(override))] = int(_value(override.find("w:startOverride", NS))) - 1
        counts[level] = counts.get(level, 0) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        text = _value(self._levels[abstract, level].find("w:lvlText", NS))
        for shown, count in counts.items():
            form = _value(self._levels[abstract, shown].find("w:numFmt", NS))
            text = text.replace(f"%{shown + 1}", _letters(count) if form == "lowerLetter" else str(count))
        return text


def _letters(count: int) -> str:
    """Return Word's letters: a to z, then aa, bb."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _value(element: _Element | None) -> str:
    """Return what an element of numbering.xml or styles.xml is about: its value, or its id."""
    if element is None:
        return ""
    names = ("val", "numId", "abstractNumId", "ilvl", "styleId")
    return next((value for name in names if (value := element.get(f"{W}{name}")) is not None), "")
