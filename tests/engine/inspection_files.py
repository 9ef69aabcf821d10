"""A sound letter with one thing changed in it, and what an inspection says of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

from shipped import ROOT, content, drafted

from briefgen.inspection import worker
from briefgen.inspection.model import Finding, Severity
from briefgen.papers import Format

Parts = dict[str, bytes]
SAMPLE = ROOT / "samples" / "inzage-jeugddossier.yaml"
MAIN, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, CORE, APP, TYPES = "word/settings.xml", "docProps/core.xml", "docProps/app.xml", "[Content_Types].xml"
RELS, ROOT_RELS = "word/_rels/document.xml.rels", "_rels/.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def letter(form: Format = Format.DOCX) -> bytes:
    """A letter that ships as a sample."""
    return content(drafted(SAMPLE), form)


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def replaced(part: str, old: str, new: str, *, every: bool = False) -> Callable[[Parts], None]:
    """A change: `old` in a part becomes `new`, the first time or every time."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, old
        parts[part] = text.replace(old, new, -1 if every else 1).encode()

    return change


def added(xml: str) -> Callable[[Parts], None]:
    """A change: `xml` at the end of the letter's body."""

    def change(parts: Parts) -> None:
        before, mark, after = parts[MAIN].decode().rpartition("<w:sectPr")
        parts[MAIN] = f"{before}{xml}{mark}{after}".encode()

    return change


def related(kind: str, target: str, data: bytes | None = None, content_type: str = "") -> Callable[[Parts], None]:
    """A change: the document has one more relation, "rIdX", perhaps with the part that it leads to."""

    def change(parts: Parts) -> None:
        mode = "" if data is not None else ' TargetMode="External"'
        row = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
        replaced(RELS, "</Relationships>", row)(parts)
        if data is not None:
            parts[f"word/{target}"] = data
            row = f'<Override PartName="/word/{target}" ContentType="{content_type}"/></Types>'
            replaced(TYPES, "</Types>", row)(parts)

    return change


def changed(*changes: Callable[[Parts], None]) -> bytes:
    """The letter with these changes."""
    parts = parts_of(letter())
    for change in changes:
        change(parts)
    return packed(parts)


def findings(data: bytes, name: str = "brief.docx") -> list[Finding]:
    """What an inspection finds, in this process; notes about makers that the letter names too are left out."""
    _, report = worker.inspect(name, data)
    return [
        found for found in report.findings if not (found.rule == "eigenschappen" and found.severity is Severity.NOTE)
    ]


def rules_of(data: bytes, name: str = "brief.docx") -> set[str]:
    return {found.rule for found in findings(data, name)}
