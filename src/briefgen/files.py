"""Files on the disk of the user: read whole; written complete or not at all, and readable by their owner only."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefgen.errors import BriefgenError, Message, OutputError, msg


def read_whole(path: Path, *, most: int, fault: type[BriefgenError], too_large: Message) -> bytes:
    """Read all of a file of at most `most` bytes.

    Raises `fault` when it cannot be read or is larger; `too_large` is the mend for that.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        what, mend = unreadable(error)
    else:
        if len(data) <= most:
            return data
        what, mend = msg("Dit bestand is groter dan {grootte} MB.", grootte=most // 1_000_000), too_large
    raise fault(what, where=str(path), mend=mend)


def unreadable(error: OSError | ValueError) -> tuple[Message, Message]:
    """What to say when a file cannot be opened or read, and the mend."""
    if isinstance(error, FileNotFoundError):
        return msg("Dit bestand bestaat niet."), msg("Controleer de naam en de map.")
    if isinstance(error, IsADirectoryError):
        return msg("Dit is een map."), msg("Noem het bestand in de map.")
    if isinstance(error, PermissionError):
        return msg("U mag dit bestand niet lezen."), msg("Vraag toegang, of kopieer het naar een eigen map.")
    # a name too long or with a null character, a disk that fails
    return msg("Dit bestand is niet te lezen."), msg("Controleer de naam en de schijf.")


def write_new(data: bytes, path: Path, *, option: str) -> None:
    """Write `data` to `path`, where no file is yet; `option` names the place on the command line.

    Raises OutputError when a file is there or it cannot be written; then nothing is half-written.
    """
    if path.exists():
        raise OutputError(
            msg("Dit bestand bestaat al."),
            where=str(path),
            mend=msg("Kies met {optie} een andere naam; een bestaand bestand wordt nooit overschreven.", optie=option),
        )
    try:
        replace_all({path: data}, path.parent)
    except OSError as error:
        raise not_written(error, path, option=option) from error


_REASONS: Mapping[str, Message] = {
    "EEXIST": msg("daar staat een bestand, geen map"),
    "ENOTDIR": msg("daar staat een bestand, geen map"),
    "EISDIR": msg("daar staat een map, geen bestand"),
    "EACCES": msg("dat mag u hier niet"),
    "EPERM": msg("dat mag u hier niet"),
    "EROFS": msg("deze schijf is alleen om te lezen"),
    "ENOSPC": msg("de schijf is vol"),
    "ENAMETOOLONG": msg("de naam is te lang"),
    "EDQUOT": msg("uw ruimte op deze schijf is vol"),
    "EFBIG": msg("het bestand wordt te groot voor deze schijf"),
    "ENOENT": msg("die map of dat bestand bestaat niet"),
    "EIO": msg("de schijf geeft een fout"),
    "EBUSY": msg("een ander programma gebruikt dit"),
    "ETXTBSY": msg("een ander programma gebruikt dit"),
    "ELOOP": msg("een koppeling verwijst in een kring naar zichzelf"),
    "EMFILE": msg("er staan te veel bestanden open"),
    "ENFILE": msg("er staan te veel bestanden open"),
    "EINVAL": msg("die naam kan op deze schijf niet"),
    "ENOTEMPTY": msg("die map is niet leeg"),
    "ETIMEDOUT": msg("de schijf of het netwerk antwoordt niet"),
    "ENOTCONN": msg("de schijf of het netwerk antwoordt niet"),
    "ESTALE": msg("de schijf of het netwerk antwoordt niet"),
}
"""What an operating system says, by the name of its code; not every system has each."""


def why(error: OSError) -> Message:
    """Why something could not be read or written: in the words of people, or else the code of the system."""
    name = errno.errorcode.get(error.errno or 0, "")
    if found := _REASONS.get(name):
        return found
    # the words of the system are English; its code can at least be looked up
    return msg("fout {code} van het systeem", code=name or error.errno or "?")


def not_written(error: OSError, place: Path, *, option: str) -> OutputError:
    """The error that says why nothing could be written in `place`."""
    return OutputError(
        msg("Er kan hier niet worden geschreven: {reden}.", reden=why(error)),
        where=str(place),
        mend=msg(
            "Kies met {optie} een plek waar u mag schrijven en waar genoeg ruimte is. Er is niets half geschreven.",
            optie=option,
        ),
    )


def replace_all(contents: Mapping[Path, bytes], folder: Path) -> None:
    """Write every file of `contents`: first all under temporary names in `folder`, then each gets its own.

    Raises OSError; then no temporary file stays.
    """
    temporary: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            handle, name = tempfile.mkstemp(dir=folder, prefix=".briefgen-", suffix=".tmp")
            temporary[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path in contents:
            temporary[path].replace(path)
            del temporary[path]
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
