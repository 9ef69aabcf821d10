"""What a bundle says of itself in XMP (ISO 16684-1): title, language, makers and date, and that it is a collection.

It claims neither PDF/A nor PDF/UA: what others made is in it as they made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from lxml import etree

from briefgen.inspection.pdf_file import BUNDLE, DC, RDF, XMP

_META = "adobe:ns:meta/"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>%s<?xpacket end="r"?>'


def packet(title: str, author: str, language: str, day: date) -> bytes:
    """The XMP of a bundle, as UTF-8. Equal values give equal bytes."""
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    rdf = etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    about = etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""}, nsmap={"dc": DC, "xmp": XMP})
    _put(about, f"{{{DC}}}format", "application/pdf")
    _several(about, "title", "Alt", [title], **{_XML_LANG: "x-default"})
    if author:
        _several(about, "creator", "Seq", [author])
    _several(about, "language", "Bag", [language])
    _several(about, "type", "Bag", [BUNDLE])
    for name in ("CreateDate", "ModifyDate"):
        _put(about, f"{{{XMP}}}{name}", f"{day:%Y-%m-%d}T12:00:00Z")
    _put(about, f"{{{XMP}}}CreatorTool", "briefgen")
    return _PACKET % etree.tostring(root, encoding="utf-8")


def _put(parent: etree._Element, name: str, words: str, **attributes: str) -> None:
    etree.SubElement(parent, name, attributes).text = _NOT_XML.sub("", words)


def _several(parent: etree._Element, name: str, kind: str, items: Iterable[str], **attributes: str) -> None:
    holder = etree.SubElement(etree.SubElement(parent, f"{{{DC}}}{name}"), f"{{{RDF}}}{kind}")
    for item in items:
        _put(holder, f"{{{RDF}}}li", item, **attributes)
