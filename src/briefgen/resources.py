"""Where the shipped folders are: templates, legal_refs and recipients.

They stand at the top of a checkout and travel inside the wheel; both are found without settings.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import ContentError, msg

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the shipped folder `name` ("templates", "legal_refs" or "recipients").

    Raises ContentError when the installation lacks it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parents[1]):
        if (root / name).is_dir():
            return root / name
    raise ContentError(
        msg("De map {naam} ontbreekt in deze installatie van briefgen.", naam=name),
        where=str(_PACKAGE),
        mend=msg("Installeer briefgen opnieuw."),
    )
