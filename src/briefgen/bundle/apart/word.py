"""A stranger's Word file before LibreOffice sees it: sound, and with nothing in it that would be printed unasked."""

from __future__ import annotations

from briefgen.documents.docx_package import Package
from briefgen.errors import DocumentError, Message, msg

_TRACKED = {"ins", "del", "moveFrom", "moveTo"}
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def look(source: bytes) -> list[Message]:
    """What a person must know about a Word file. Raises DocumentError for one that cannot be printed as it is meant."""
    package = Package(source)
    names = package.names
    if any("vbaproject" in name.lower() for name in names):
        raise DocumentError(msg("Dit Word-bestand bevat macro's."), mend=_AS_PDF)
    for name in names:
        if not name.lower().endswith((".xml", ".rels")):
            continue
        root = package.xml(name)
        if any(next(root.iter(f"{{{space}}}{word}"), None) is not None for space in _WORD for word in _TRACKED):
            raise DocumentError(
                msg("In dit Word-bestand staan bijgehouden wijzigingen; wat geschrapt is, zou te lezen zijn."),
                mend=msg("Accepteer of weiger ze in Word, en sla het bestand opnieuw op."),
            )
    if "word/comments.xml" in package:
        return [msg("De opmerkingen in dit Word-bestand komen niet in de bundel.")]
    return []


_AS_PDF = msg("Sla het in Word op als PDF, en gebruik die.")
