"""A password on a finished file: AES-256 as in PDF 2.0 (ISO 32000-2, 7.6, security handler revision 6)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from briefgen.errors import OutputError, msg

LONGEST = 127
"""Bytes of a password that count (ISO 32000-2, 7.6.4.3.3)."""
SHORTEST = 8


def password_of(given: str, *, where: str = "") -> str:
    """The password as it is used. Raises OutputError when it cannot protect, or the means are lacking."""
    try:
        import cryptography  # noqa: F401, PLC0415 - an extra; pypdf uses it
    except ImportError:
        raise OutputError(
            msg("Om een bundel met een wachtwoord te beveiligen is een aanvulling nodig."),
            mend=msg('Installeer die met: pip install "briefgen[wachtwoord]".'),
        ) from None
    password = unicodedata.normalize("NFKC", given)
    if len(password) < SHORTEST or len(password.encode()) > LONGEST or not password.isprintable():
        raise OutputError(
            msg("Dit wachtwoord kan niet: het moet ten minste {aantal} tekens hebben, op één regel.", aantal=SHORTEST),
            where=where,
            mend=msg("Kies een langer wachtwoord, bijvoorbeeld vier losse woorden, van hooguit honderd tekens."),
        )
    return password


def protect(path: Path, password: str) -> int:
    """Put a password on the file at `path`; return its new size. The file is only ever whole."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - heavy

    with path.open("rb") as source:
        writer = PdfWriter(clone_from=PdfReader(source))
        writer.encrypt(password, algorithm="AES-256")
        locked = path.with_suffix(".locked")
        with locked.open("wb") as target:
            writer.write(target)
    locked.replace(path)
    return path.stat().st_size
