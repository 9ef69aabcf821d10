"""Official text in a folder: `toestand` XML and YAML beside each other, also several states of one law."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import SourceError, msg
from briefgen.files import why
from briefgen.law import official_xml, official_yaml
from briefgen.law.official import OfficialLaw

_READERS = {
    ".xml": (official_xml.read, official_xml.LARGEST),
    ".yaml": (official_yaml.read, official_yaml.LARGEST),
    ".yml": (official_yaml.read, official_yaml.LARGEST),
}


def read_folder(folder: Path) -> tuple[OfficialLaw, ...]:
    """Read every .xml and .yaml file of `folder` (not what is below it), or the one file it names.

    Raises SourceError when there is none, or one of them cannot be read.
    """
    if not folder.exists():
        raise SourceError(
            msg("Deze map met wetteksten bestaat niet."),
            where=str(folder),
            mend=msg("Haal ze op met briefgen refs update, of noem met --source een map of bestand met XML of YAML."),
        )
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else [folder]
        laws = tuple(_read(path) for path in paths if path.suffix.lower() in _READERS)
    except OSError as error:
        raise SourceError(
            msg("Dit kan niet worden gelezen: {reden}.", reden=why(error)),
            where=str(error.filename or folder),
            mend=msg("Controleer of u dit bestand mag lezen."),
        ) from error
    if not laws:
        raise SourceError(
            msg("Hier staan geen wetteksten (.xml of .yaml)."),
            where=str(folder),
            mend=msg("Haal ze op met briefgen refs update, of noem met --source een map of bestand met XML of YAML."),
        )
    return laws


def _read(path: Path) -> OfficialLaw:
    reader, largest = _READERS[path.suffix.lower()]
    with path.open("rb") as file:
        data = file.read(largest + 1)  # one more than may be, so that the reader sees that it is too much
    return reader(data, str(path))
