"""What a batch is, as its folder says in ``campagne.json``, so that no letter is made twice with another reference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import __version__, files
from briefgen.batch import manifest
from briefgen.batch.history import JOURNAL
from briefgen.errors import BatchError, msg
from briefgen.papers import Engine
from briefgen.receipts import sha256

CAMPAIGN = "campagne.json"
_OURS = (manifest.JSONL, manifest.CSV, "lees-mij.*", "etiketten.pdf", "printbestand*.pdf")
"""What a batch replaces in its folder each time; in any other folder such a file is somebody's own."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A letterhead, or Word files of the user's own: the name or folder, and the hash of the files that are theirs."""

    name: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the letters of a batch are made with: see `Means`."""

    letterhead: Chosen
    templates: Chosen = Chosen()
    engine: Engine = Engine.TYPST


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a batch is. `case` are the bytes of its case file; None when each row is a whole case."""

    letter: str
    on: date
    stem: str
    formats: tuple[str, ...]
    case: bytes | None
    case_name: str
    content: str
    choices: Choices

    @property
    def case_file(self) -> str:
        """The name of the copy of the case file in the folder."""
        return "zaak.json" if self.case_name.lower().endswith(".json") else "zaak.yaml"


def joined(root: Path, asked: Campaign) -> Campaign:
    """The campaign of the batch in `root`, with the formats that are `asked` for besides those it had.

    A batch of which no letter was made holds no folder: the next may be another. Raises BatchError for a folder of
    another batch, or with a file of somebody else that a batch would replace, and OutputError where a file has the
    name of the folder.
    """
    path = root / CAMPAIGN
    if (known := _known(path)) is None:
        _refuse_foreign(root)
        return asked
    if not _begun(root):
        return asked
    _refuse_other(known, asked, path)
    return replace(asked, formats=tuple(dict.fromkeys((*known["formaten"], *asked.formats))))


def day_of(root: Path) -> date | None:
    """The date of the letters of the batch in `root`; None when there are none. Raises BatchError, OutputError."""
    known = _known(root / CAMPAIGN)
    return None if known is None or not _begun(root) else date.fromisoformat(known["datum"])


def choices_of(root: Path) -> Choices | None:
    """What the letters of the batch in `root` are made with; None when there are none. Raises as `day_of` does."""
    known = _known(root / CAMPAIGN)
    if known is None or not _begun(root) or not isinstance(known.get("briefpapier"), Mapping):
        return None
    letterhead, templates = (
        Chosen(str(found.get("naam", "")), str(found.get("sha256", "")))
        for key in ("briefpapier", "sjablonen")
        for found in [known.get(key) or {}]
    )
    office = known.get("pdf_door") == Engine.LIBREOFFICE
    return Choices(letterhead, templates, Engine.LIBREOFFICE if office else Engine.TYPST)


def declare(root: Path, asked: Campaign) -> Campaign:
    """`joined`, written down in `root` with a copy of the case.

    Raises BatchError as well when a person changed that copy, and OSError.
    """
    path = root / CAMPAIGN
    known, asked = _known(path), joined(root, asked)
    case = None if asked.case is None else {"bestand": asked.case_file, "sha256": sha256(asked.case)}
    content = {
        "brief": asked.letter,
        "datum": asked.on.isoformat(),
        "kenmerk": asked.stem,
        "formaten": list(asked.formats),
        "zaak": case,
        "briefgen": __version__,
        "inhoud": asked.content,
        "briefpapier": _chosen(asked.choices.letterhead),
        "sjablonen": _chosen(asked.choices.templates) if asked.choices.templates.name else None,
        "pdf_door": asked.choices.engine,
    }
    contents: dict[Path, bytes] = {}
    if asked.case is not None:
        copy = root / asked.case_file
        _refuse_changed(copy, asked.case, (known or {}).get("zaak"))
        contents |= {} if content == known and copy.exists() else {copy: asked.case}
    if content != known:
        contents[path] = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
    files.replace_all(contents, root)  # what the folder is comes last: it says that all before it is there
    return asked


def _chosen(found: Chosen) -> Mapping[str, str]:
    return {"naam": found.name, "sha256": found.digest}


def _known(path: Path) -> Mapping[str, Any] | None:
    try:
        known: dict[str, Any] = json.loads(path.read_bytes())
        date.fromisoformat(known["datum"])
        tuple(known["formaten"])
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise files.not_written(error, path.parent, option="--out") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BatchError(
            msg("Dit bestand is niet te lezen; briefgen weet nu niet welke reeks brieven in de map staat."),
            where=str(path),
            mend=msg("Zet het terug uit een kopie, of kies met --out een andere map."),
        ) from error
    return known


def _begun(root: Path) -> bool:
    """Whether the batch in `root` has a letter: the journal gets a line for each before it has its name."""
    try:
        return (root / JOURNAL).stat().st_size > 0
    except FileNotFoundError:
        return False


def _refuse_foreign(root: Path) -> None:
    """Raise BatchError when a folder of no batch has a file that a batch would replace."""
    for found in sorted(path for name in _OURS for path in root.glob(name)):
        raise BatchError(
            msg("Dit bestand is niet van een reeks brieven, en zou worden vervangen."),
            where=str(found),
            mend=msg("Kies met --out een nieuwe map, of bewaar het bestand onder een andere naam."),
        )


def _refuse_other(known: Mapping[str, Any], asked: Campaign, path: Path) -> None:
    """Raise BatchError when what is in the folder is of another letter, date or reference."""
    for key, value in (("brief", asked.letter), ("datum", asked.on.isoformat()), ("kenmerk", asked.stem)):
        if known.get(key) != value:
            raise BatchError(
                msg(
                    "Deze map is van een andere reeks brieven: {sleutel} is daar {daar}, en nu {hier}.",
                    sleutel=key,
                    daar=known.get(key),
                    hier=value,
                ),
                where=str(path),
                mend=msg("Kies met --out een andere map. Zo krijgt niemand twee brieven met een ander kenmerk."),
            )


def _refuse_changed(path: Path, case: bytes, known: Mapping[str, str] | None) -> None:
    """Raise BatchError when a person changed the copy of the case in the folder."""
    if path.exists() and sha256(path.read_bytes()) not in {sha256(case), (known or {}).get("sha256")}:
        raise BatchError(
            msg("Deze kopie van de zaak is veranderd nadat briefgen haar schreef."),
            where=str(path),
            mend=msg("Is dit de goede zaak? Geef hem dan op met --case. Bewaar hem anders onder een andere naam."),
        )
