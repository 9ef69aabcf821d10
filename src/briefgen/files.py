"""Files on the disk of the user: complete or not there, and readable by their owner only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefgen.errors import OutputError, msg


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


def not_written(error: OSError, place: Path, *, option: str) -> OutputError:
    """The error that says why nothing could be written in `place`."""
    return OutputError(
        msg("Er kan hier niet worden geschreven: {reden}.", reden=error.strerror or error),
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
