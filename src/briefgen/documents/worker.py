"""The process that reads one file and ends: it alone opens what a stranger made.

On its standard input come a line of JSON (``name``, ``memory`` in bytes, ``seconds``) and the bytes of the file; on its
standard output goes the answer of `wire`. An unforeseen error ends it with a traceback, for `isolation` to deal with.
"""

from __future__ import annotations

import json
import sys

from briefgen.documents.assembly import Collection
from briefgen.documents.forms import read_form
from briefgen.documents.model import Document
from briefgen.documents.notices import bomb
from briefgen.documents.wire import packed
from briefgen.errors import DocumentError


def main() -> None:
    """Read what comes in and write what it says."""
    settings = json.loads(sys.stdin.buffer.readline())
    source = sys.stdin.buffer.read()
    limit(settings["memory"], settings["seconds"])
    try:
        answer = packed(read(settings["name"], source))
    except DocumentError as error:
        answer = packed(error)
    except (MemoryError, RecursionError):
        answer = packed(bomb())
    sys.stdout.buffer.write(answer)


def read(name: str, source: bytes) -> Document:
    """The document in `source`, read in this process. Raises DocumentError, and whatever a hostile file may cause."""
    passages = Collection()
    kind, remarks = read_form(name, source, passages)
    return Document(name, kind, tuple(passages.passages), remarks)


def limit(memory: int, seconds: int) -> None:
    """Take no more memory and processor time than given, where the system keeps such limits."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for limit, wanted in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(limit, (most, hard))
        except (OSError, ValueError):  # macOS knows the limit of memory and does not always accept one
            continue
