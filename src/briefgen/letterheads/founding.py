"""A new letterhead: a copy of a shipped look, for an office to change."""

from __future__ import annotations

from pathlib import Path

from briefgen import files
from briefgen.errors import OutputError, msg
from briefgen.render import stationery


def new(target: Path, look: str, shipped: Path) -> tuple[Path, ...]:
    """Copy the letterhead `look` to the folder `target`, and return the files written there.

    Raises OutputError when the folder has files already, has the name of a look or cannot be written, and
    LetterheadError for an unknown look.
    """
    opened = stationery.Stationery.open(stationery.found(look, shipped), shipped)
    if str(target) in stationery.looks(shipped):  # --letterhead would mean the shipped one, and say nothing
        raise OutputError(
            msg("Zo heet al briefpapier van briefgen."),
            where=str(target),
            mend=msg("Noem een map met een andere naam."),
        )
    contents = {target / path.name: path.read_bytes() for path in opened.files}
    try:
        if target.exists() and not target.is_dir():
            raise OutputError(
                msg("Dit is een bestand, geen map."),
                where=str(target),
                mend=msg("Noem een nieuwe map; een bestaand bestand wordt nooit overschreven."),
            )
        if target.exists() and any(target.iterdir()):
            raise OutputError(
                msg("Deze map is niet leeg."),
                where=str(target),
                mend=msg("Noem een andere map; een bestaand bestand wordt nooit overschreven."),
            )
        target.mkdir(parents=True, exist_ok=True)
        files.replace_all(contents, target)
    except OSError as error:
        raise OutputError(
            msg("Er kan hier niet worden geschreven: {reden}.", reden=files.why(error)),
            where=str(target),
            mend=msg("Noem een map waar u mag schrijven."),
        ) from error
    return tuple(contents)
