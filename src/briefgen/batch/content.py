"""What letters rest on besides the facts, as hashes: so that a run knows what changed, and a worker what it lacks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from briefgen import resources
from briefgen.batch.means import STANDARD, Means
from briefgen.errors import OwnTemplateError, msg
from briefgen.receipts import sha256
from briefgen.render import stationery
from briefgen.render.stationery import Stationery


@lru_cache(maxsize=1)
def content_hash(means: Means = STANDARD, letter: str = "") -> str:
    """The SHA-256 of all laws, texts and addresses that came with briefgen, and of the `means` chosen for `letter`.

    Raises LetterheadError and OwnTemplateError when what was chosen is not here.
    """
    shipped = folder_hash([resources.folder(name) for name in ("legal_refs", "recipients", "templates")])
    if means == STANDARD:
        return shipped
    folder = resources.folder("templates") / "letterhead"
    paper = Stationery.open(stationery.found(means.letterhead or None, folder), folder)
    own = templates_hash(means.templates, letter)
    mark = json.dumps([shipped, "" if paper.own else paper.name, dict(paper.hashes), own, means.engine])
    return hashlib.sha256(mark.encode()).hexdigest()


def letterhead_hash(letterhead: str) -> str:
    """The SHA-256 of the files of a letterhead of the user's own; empty for one that came with briefgen.

    Raises LetterheadError when there is no such letterhead here.
    """
    shipped = resources.folder("templates") / "letterhead"
    paper = Stationery.open(stationery.found(letterhead or None, shipped), shipped)
    return sha256(json.dumps(dict(paper.hashes)).encode()) if paper.own else ""


def templates_hash(folder: str, letter: str) -> str:
    """The SHA-256 of what a folder of the user's own has for `letter`; empty when it has nothing.

    Raises OwnTemplateError when there is no such folder here.
    """
    if not folder:
        return ""
    if not Path(folder).is_dir():
        raise OwnTemplateError(
            msg("Deze map is er niet."),
            where=folder,
            mend=msg("Controleer de naam achter {optie}.", optie="--templates"),
        )
    paths = [path for name in ("letter.docx", "letter.yaml") if (path := Path(folder, letter, name)).is_file()]
    return sha256(json.dumps({path.name: sha256(path.read_bytes()) for path in paths}).encode()) if paths else ""


def folder_hash(roots: Sequence[Path]) -> str:
    """The hash of all files below `roots` with their names; of a single file, of what is in it."""
    digest = hashlib.sha256()
    for root in roots:
        if root.is_file():
            return file_hash(root)
        for path in sorted(path for path in root.rglob("[!.]*") if path.is_file()):
            digest.update(f"{path.relative_to(root.parent).as_posix()}\0{file_hash(path)}\0".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1024)
def file_hash(path: Path) -> str:
    """The SHA-256 of a file that does not change while briefgen runs."""
    return sha256(path.read_bytes())
