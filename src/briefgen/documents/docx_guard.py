"""A Word file that is to become a template of ours: refused when it is no sound, plain package."""

from __future__ import annotations

from briefgen.documents.docx_package import Package
from briefgen.errors import DocumentError, OwnTemplateError, msg

MAX_BYTES = 20_000_000


def refuse_hostile(source: bytes, where: str) -> None:
    """Raise OwnTemplateError for a bomb, entities, names that point outside, a password, macros or damage."""
    try:
        package = Package(source)
        names = package.names
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                package.xml(name)
    except DocumentError as error:
        raise OwnTemplateError(
            error.what,
            where=where,
            mend=msg("Open het in Word, sla het opnieuw op als .docx zonder wachtwoord, en probeer het dan weer."),
        ) from error
    if any("vbaproject" in name.lower() for name in names):
        raise OwnTemplateError(
            msg("Dit Word-bestand bevat macro's."),
            where=where,
            mend=msg("Sla het in Word op als gewoon document (.docx), zonder macro's."),
        )
