"""Letters of other people, made for a test: Word files part by part, PDF files with Typst."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import typst

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str) -> str:
    """A paragraph; what is no XML yet becomes a run."""
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in content)}</w:p>"


def part(name: str, content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'.encode()


def relations(*found: tuple[str, str, str]) -> bytes:
    """Relations given as (id, kind, target); a target with "://" is external."""
    items = ""
    for name, kind, target in found:
        mode = ' TargetMode="External"' if "://" in target else ""
        items += f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONS}">{items}</Relationships>'.encode()


ROOT_RELATIONS = relations(("rId1", "officeDocument", "word/document.xml"))


def docx(body: str, *found: tuple[str, str, str], parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file with this body; `found` are the relations of the body, `parts` all other parts."""
    return package(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": ROOT_RELATIONS,
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(*found),
            **(parts or {}),
        }
    )


def package(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def pdf(source: str) -> bytes:
    """A PDF of Typst markup, in Dutch, justified and hyphenated."""
    head = '#set text(lang: "nl", hyphenate: true)\n#set par(justify: true)\n'
    made = typst.compile((head + source).encode())
    assert isinstance(made, bytes)
    return made
