"""Mending what a machine can mend: tags in pieces and curly quotes. The rest of the file stays as it is."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from briefgen.render.word_file import WordFile, spots
from briefgen.render.word_template import replace, tags


def mended(data: bytes, where: str) -> tuple[bytes, int]:
    """Return the file with each tag whole and with straight quotes, and how many tags that changed.

    Raises OwnTemplateError when it is no sound Word file.
    """
    file = WordFile(data, where)
    count = 0
    changed: dict[str, bytes] = {}
    for part in file.parts():
        found = spots(part)
        wrong = [tag for tag in tags(found) if tag.scattered or (tag.kind != "#" and tag.straight != tag.text)]
        for spot in found:
            own = [tag for tag in wrong if tag.spot is spot]
            replace(spot, [(tag.start, tag.start + len(tag.text), tag.straight) for tag in own])
            count += 0 if spot.repeated else len(own)
        if wrong:
            changed[part.name] = etree.tostring(part.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _with(data, changed), count


def _with(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with some members replaced; all others byte for byte, in the same order."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, changed.get(entry.filename, source.read(entry)), zipfile.ZIP_DEFLATED)
    return made.getvalue()
