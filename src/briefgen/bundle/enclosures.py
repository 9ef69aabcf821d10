"""The enclosures of a case on the disk: which files they are, and of what form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from briefgen.errors import DocumentError, FactsErrors, Message, msg
from briefgen.facts.load import CaseFile
from briefgen.facts.places import Finding, located
from briefgen.files import read_whole

MAX_BYTES = 100_000_000
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"heif")
_TEXTS = {".txt", ".text"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Source:
    """An enclosure with its number, from 1, and its file."""

    number: int
    title: str
    path: Path


@dataclass(frozen=True, slots=True)
class Read:
    """An enclosure as it was read: its form ("pdf", "photo", "heic", "docx" or "text") and its bytes."""

    source: Source
    form: str
    data: bytes


def sources(case: CaseFile, promised: tuple[int, ...] = ()) -> tuple[Source, ...]:
    """The enclosures of a case, with files that are there. `promised` are the numbers that the letter speaks of.

    Raises FactsErrors that names every enclosure that the letter promises and the case lacks.
    """
    folder = Path(case.name).parent
    findings = sorted([*_unnamed(case), *_absent(case, folder)], key=lambda found: found.path[1])
    count = len(case.facts.enclosures)
    findings += [
        Finding(
            ("bijlagen",),
            msg("De brief noemt bijlage {nummer}, en die is er niet. Aantal bijlagen: {aantal}.", nummer=number,
                aantal=count),
            msg("Zet het stuk bij 'bijlagen', verbeter het nummer, of schrijf erbij van welk stuk het een bijlage is."),
        )
        for number in promised
        if number > count or not number
    ]  # fmt: skip
    if findings:
        raise FactsErrors(located(findings, name=case.name, places=case.places), where=case.name)
    return tuple(
        Source(number, enclosure.title, folder / (enclosure.file or ""))
        for number, enclosure in enumerate(case.facts.enclosures, start=1)
    )


def absent(case: CaseFile) -> tuple[Message, ...]:
    """What to say of enclosures whose file is named and not there: no fault for a letter, and one for its bundle."""
    found = _absent(case, Path(case.name).parent)
    return tuple(msg("{wat} {raad}", wat=each.what, raad=each.mend) for each in found)


def _unnamed(case: CaseFile) -> Iterator[Finding]:
    for index, enclosure in enumerate(case.facts.enclosures):
        if enclosure.file is None:
            yield Finding(
                ("bijlagen", index, "bestand"),
                msg("Bijlage {nummer} ({titel}) heeft geen bestand.", nummer=index + 1, titel=enclosure.title),
                msg("Schrijf bij 'bestand' in welk bestand zij staat, gezien vanaf de map van de zaak."),
            )


def _absent(case: CaseFile, folder: Path) -> Iterator[Finding]:
    for index, enclosure in enumerate(case.facts.enclosures):
        if enclosure.file is not None and not (folder / enclosure.file).is_file():
            yield Finding(
                ("bijlagen", index, "bestand"),
                msg(
                    "Het bestand van bijlage {nummer} ({titel}) is er niet: {bestand}.",
                    nummer=index + 1,
                    titel=enclosure.title,
                    bestand=folder / enclosure.file,
                ),
                msg("Controleer de naam en de map; zij gelden vanaf de map van de zaak."),
            )


def read(source: Source) -> Read:
    """Read an enclosure and tell its form. Raises DocumentError for a form that cannot be in a bundle."""
    mend = msg("Verklein haar, of splits haar in meer bijlagen.")
    data = read_whole(source.path, most=MAX_BYTES, fault=DocumentError, too_large=mend)
    try:
        return Read(source, _form(source.path.suffix.lower(), data), data)
    except DocumentError as error:
        raise DocumentError(error.what, where=where(source), mend=error.mend) from None


def where(source: Source) -> str:
    """How an enclosure is named in an error."""
    return f"bijlage {source.number}, {source.path}"


def _form(suffix: str, data: bytes) -> str:
    """The form of a file, by its first bytes and only then by its name."""
    if not data.strip():
        raise DocumentError(msg("Deze bijlage is leeg."), mend=msg("Controleer of dit het goede bestand is."))
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "photo"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        if find_spec("pillow_heif") is None:
            raise DocumentError(
                msg("Dit is een foto van een iPhone (HEIC). Om die te lezen is een aanvulling nodig."),
                mend=msg('Installeer die met: pip install "briefgen[heic]". Of bewaar de foto als JPEG.'),
            )
        return "heic"
    if data.startswith(b"PK\x03\x04") and suffix == ".docx":
        return "docx"
    if data.startswith(_OLD_OFFICE) and suffix == ".docx":
        raise DocumentError(
            msg("Dit Word-bestand is met een wachtwoord beveiligd, of is van een oude versie van Word."),
            mend=msg("Open het in Word, sla het op als PDF, en gebruik die."),
        )
    if suffix in _TEXTS and not data.startswith(_OLD_OFFICE):
        return "text"
    if suffix in {".docx", ".pdf", ".jpg", ".jpeg", ".png", ".heic"}:
        raise DocumentError(
            msg("Deze bijlage heet {soort}, maar is het niet, of het begin ontbreekt.", soort=suffix),
            mend=msg("Open het bestand zelf, druk het af naar PDF en gebruik dat nieuwe bestand."),
        )
    raise DocumentError(
        msg("Deze soort bestand kan niet in een bundel."),
        mend=msg("Wel kunnen: PDF, JPEG, PNG, HEIC, .docx en .txt. Druk het bestand af naar PDF, en gebruik die."),
    )
