"""Letters that somebody else wrote, read safely: Word, PDF, plain text, Markdown and mail.

`read` gives a `Document`: its passages in order, each with its place and its links, and remarks about what could not be
read. A file is never trusted; see `isolation` for what that means.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.documents.isolation import Limits, read_apart
from briefgen.documents.model import Document, Link, Passage
from briefgen.errors import DocumentError, msg
from briefgen.files import read_whole

__all__ = ["Document", "Limits", "Link", "Passage", "read"]

MAX_BYTES = 50_000_000
_DEFAULT = Limits()


def read(path: Path, limits: Limits = _DEFAULT) -> Document:
    """Read a letter (.docx, .pdf, .txt, .md or .eml).

    Raises DocumentError when the file is not there, may not be read, is empty, damaged, locked with a password, of
    another form, or asks for more time or memory than `limits`.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise DocumentError(
            msg("Dit is geen gewoon bestand."), where=str(path), mend=msg("Bewaar de brief als bestand en geef dat.")
        )
    too_large = msg("Geef alleen de brief zelf, zonder grote afbeeldingen.")
    source = read_whole(path, most=MAX_BYTES, fault=DocumentError, too_large=too_large)
    return read_apart(path.name, source, where=str(path), limits=limits)
