"""Reading a file in a process of its own, with a limit on time and memory.

The readers of Word, PDF and mail are large, partly native, and a hostile file may send them round in circles, make them
take all memory or crash them. So they work in a child process: whatever happens there, the answer is a document or a
clear error. It costs a tenth of a second. Where the system knows no limit of memory (Windows) that of time remains.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.documents.model import Document
from briefgen.documents.notices import damaged
from briefgen.documents.wire import unpacked
from briefgen.errors import DocumentError, msg


@dataclass(frozen=True, slots=True)
class Limits:
    """How long reading may take, in seconds, and how many bytes of memory."""

    seconds: int = 30
    memory: int = 1_500_000_000


_START = "import sys; sys.path[:] = sys.argv[2:]; import importlib; importlib.import_module(sys.argv[1]).main()"
_READER = "briefgen.documents.worker"


def read_apart(name: str, source: bytes, *, where: str, limits: Limits) -> Document:
    """The document in `source`, read by a child process. Raises DocumentError that says `where`."""
    return unpacked(run_apart(_READER, {"name": name}, source, where=where, limits=limits), where)


def run_apart(module: str, settings: Mapping[str, object], source: bytes, *, where: str, limits: Limits) -> bytes:
    """What `main` of `module` answers to `source` in a child process. Raises DocumentError that says `where`.

    On its standard input it gets `settings`, with the limits, as a line of JSON, and then the source.
    """
    first = json.dumps({**settings, "memory": limits.memory, "seconds": limits.seconds}).encode("ascii")
    # -I: no settings of Python from outside, no modules from the working directory but where this process found its own
    command = [sys.executable, "-I", "-c", _START, module, *sys.path]
    try:
        run = subprocess.run(  # noqa: S603 - this same Python and a fixed text; the file comes as data
            command, input=first + b"\n" + source, capture_output=True, check=False, timeout=limits.seconds
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(
            msg("Dit bestand is na {aantal} seconden nog niet gelezen.", aantal=limits.seconds),
            where=where,
            mend=msg("Het is beschadigd of te groot. Sla het opnieuw op als PDF, of geef alleen de brief zelf."),
        ) from None
    if run.returncode:
        error = damaged()
        cause = ChildProcessError(run.returncode, run.stderr.decode("utf-8", "replace"))
        raise DocumentError(error.what, where=where, mend=error.mend) from cause
    return run.stdout
