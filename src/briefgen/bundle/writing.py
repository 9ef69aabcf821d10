"""Bundles on the disk of the user: made in a hidden folder beside their place, and moved there when all are whole."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen import __version__
from briefgen.bundle.making import make
from briefgen.bundle.options import Bundle, Options
from briefgen.bundle.terms import NO_HITS, Hits, Terms
from briefgen.errors import FactsError, Message, OutputError, msg
from briefgen.facts.load import CaseFile
from briefgen.files import not_written
from briefgen.letters.compose import Composition
from briefgen.papers import slug
from briefgen.receipts import sha256
from briefgen.workshop import Workshop

OPTION = "--out"


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle with the files it became; `gone` are parts of an earlier one under the same name, which were removed."""

    letter: str
    bundle: Bundle
    files: tuple[Path, ...]
    gone: tuple[Path, ...]


class Prepared:
    """Bundles that are whole and wait to be put in their place.

    Raises OutputError when a file is there that briefgen did not write like that.
    """

    def __init__(self, made: Sequence[tuple[Composition, Bundle, Path]], case: CaseFile) -> None:
        self._made = made
        self._case = case
        self._plans = [_Plan.of(bundle, path) for _, bundle, path in made]
        for plan in self._plans:
            plan.refuse_changed()

    def place(self) -> tuple[Written, ...]:
        """Put every bundle in its place, readable by its owner only, each with a receipt.

        Raises OutputError when one cannot be written; each is there whole or not at all.
        """
        written = []
        for (composition, bundle, path), plan in zip(self._made, self._plans, strict=True):
            gone = plan.gone
            try:
                plan.move(_receipt(composition, bundle, self._case, plan))
            except OSError as error:
                raise not_written(error, path, option=OPTION) from error
            files = (*plan.targets, plan.receipt)
            written.append(Written(composition.letter.id, bundle, files, gone))
        return tuple(written)


@contextmanager
def prepared(
    compositions: Sequence[Composition], case: CaseFile, workshop: Workshop, options: Options, out: Path
) -> Iterator[Prepared]:
    """Make a bundle of each letter. `out` is a folder, or the name of the one file that ends in .pdf.

    Raises what `making.make` raises, FactsError for a term that is in none of the bundles, and OutputError. Whatever
    happens, nothing half-made stays.
    """
    single = out.suffix.lower() == ".pdf" and not out.is_dir()
    if single and len(compositions) > 1:
        raise OutputError(
            msg("Er passen {aantal} brieven bij deze zaak, en {bestand} is één bestand.", aantal=len(compositions),
                bestand=out),
            mend=msg("Kies met --letter één brief, of geef bij --out een map."),
        )  # fmt: skip
    folder = out.parent if single else out
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        work = tempfile.TemporaryDirectory(dir=folder, prefix=".briefgen-", ignore_cleanup_errors=True)
    except OSError as error:
        raise not_written(error, folder, option=OPTION) from error
    try:
        with work as name:
            made = list(_made(compositions, case, workshop, options, Path(name), out))
            _refuse_not_found(options.terms, sum((bundle.hits for _, bundle, _ in made), NO_HITS))
            yield Prepared(made, case)
    finally:
        if is_new:
            with suppress(OSError):  # it is kept when something came in it
                folder.rmdir()


def _made(
    compositions: Sequence[Composition], case: CaseFile, workshop: Workshop, options: Options, work: Path, out: Path
) -> Iterator[tuple[Composition, Bundle, Path]]:
    """Each letter with its bundle in the working folder, and where that must go."""
    single = out.suffix.lower() == ".pdf" and not out.is_dir()
    for number, composition in enumerate(compositions):
        room = work / str(number)
        try:
            room.mkdir()
            bundle = make(composition, case, workshop, options, room)
        except OSError as error:
            raise not_written(error, out, option=OPTION) from error
        yield composition, bundle, out if single else out / f"{_stem(composition, options)}.pdf"


def _stem(composition: Composition, options: Options) -> str:
    """The name of a bundle; a term that must go is not in it either."""
    recipient = composition.recipient.id or composition.recipient.name or ""
    parts = [composition.letter.date.isoformat(), composition.spec.id]
    if not options.terms:
        return "-".join([*parts, slug(recipient), "bundel"])
    if not Terms(options.terms).find(recipient.replace("-", " ")):
        parts.append(slug(recipient))
    return "-".join([*parts, "bundel-zwartgemaakt"])


def _refuse_not_found(terms: Sequence[str], hits: Hits) -> None:
    """Raise FactsError when a term was found nowhere: then a person would trust in something that was not done."""
    missing = [term for term, count in zip(terms, hits.each, strict=False) if not count]
    if not missing:
        return
    more = msg("Zet elk woord op een eigen regel, zonder komma of puntkomma ertussen.")
    mend = msg("Controleer hoe u het schreef, of haal de regel weg. Er is niets geschreven.")
    raise FactsError(
        msg(
            "Niet gevonden als heel woord, en dus niet zwart gemaakt: {termen}.",
            termen=", ".join(f"«{term}»" for term in missing),
        ),
        where="--redact",
        mend=msg("{wat} {raad}", wat=mend, raad=more) if re.search("[,;]", "".join(missing)) else mend,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the parts of one bundle go, and what an earlier one left there."""

    sources: tuple[Path, ...]
    targets: tuple[Path, ...]
    receipt: Path
    known: Mapping[str, str]
    """Of the earlier bundle each file with its SHA-256."""

    @classmethod
    def of(cls, bundle: Bundle, path: Path) -> _Plan:
        """The plan for a bundle that goes to `path`, or to parts beside it."""
        count = len(bundle.parts)
        names = (
            [path]
            if count == 1
            else [path.with_name(f"{path.stem}-deel-{number}-van-{count}.pdf") for number in range(1, count + 1)]
        )
        receipt = path.with_suffix(".json")
        known: Mapping[str, str] = {}
        with suppress(OSError, ValueError, AttributeError):
            known = dict(json.loads(receipt.read_bytes()).get("bestanden", {}))
        return cls(tuple(part.path for part in bundle.parts), tuple(names), receipt, known)

    @property
    def gone(self) -> tuple[Path, ...]:
        """Files of the earlier bundle that this one has no more, and nobody changed."""
        old = (self.receipt.parent / Path(name).name for name in self.known)
        return tuple(path for path in old if path not in self.targets and path.is_file() and self._is_ours(path))

    def _is_ours(self, path: Path) -> bool:
        return digest(path) == self.known.get(path.name)

    def refuse_changed(self) -> None:
        """Raise OutputError when a file is there that would be lost."""
        if self.receipt.exists() and not self.known:
            raise _in_the_way(self.receipt)
        for source, target in zip(self.sources, self.targets, strict=True):
            if target.exists() and not self._is_ours(target) and digest(target) != digest(source):
                raise _in_the_way(target)

    def move(self, receipt: bytes) -> None:
        """Move the parts to their places, then the receipt. Raises OSError."""
        gone = self.gone
        note = self.sources[0].with_name("receipt")
        note.write_bytes(receipt)
        for path in (*self.sources, note):
            path.chmod(0o600)
        for source, target in zip(self.sources, self.targets, strict=True):
            source.replace(target)
        note.replace(self.receipt)
        for path in gone:
            path.unlink()


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, without all of it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_the_way(path: Path) -> OutputError:
    return OutputError(
        msg("Dit bestand is veranderd nadat briefgen het schreef, of het is niet van briefgen."),
        where=str(path),
        mend=msg("Bewaar het onder een andere naam, of kies met --out een andere plek."),
    )


def _says(remark: Message, terms: Sequence[str]) -> bool:
    """Whether a remark has a term in it, also within another word."""
    found = Terms(terms)
    return bool(terms) and bool(found.find(str(remark)) or found.within(str(remark)))


def _receipt(composition: Composition, bundle: Bundle, case: CaseFile, plan: _Plan) -> bytes:
    """What a bundle was made of; no terms, and no names of files, for those may have a name in them."""
    content = {
        "briefgen": __version__,
        "brief": composition.letter.id,
        "datum": composition.letter.date.isoformat(),
        "zwartgemaakt": bundle.redacted,
        "plaatsen_zwartgemaakt": bundle.hits.places,
        "bijlagen": [
            {
                "nummer": item.number,
                "omschrijving": item.title,
                "bladzijden": item.pages,
                "deel": item.part,
                "vanaf": item.begins,
                "plaatsen_zwartgemaakt": item.hits.places,
                "veranderd": [str(remark) for remark in item.remarks if not _says(remark, bundle.terms)],
                "sha256": item.digest,
            }
            for item in bundle.enclosed
        ],
        "bestanden": {target.name: digest(source) for source, target in zip(plan.sources, plan.targets, strict=True)},
        "invoer": {"zaak": sha256(case.source)},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
