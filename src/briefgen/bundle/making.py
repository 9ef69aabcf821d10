"""The verb: from a letter and the enclosures of its case to one PDF, or to parts of it.

Enclosures are opened one by one, in a process of their own, and their clean pages wait in a file: memory holds one at a
time. Equal letters and equal files give equal bundles, byte for byte, but for a password and what LibreOffice draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pypdf.generic import PdfObject

from briefgen.bundle import binding, enclosures, protection
from briefgen.bundle.binding import Bookmark, Cover, Stretch, bookmarks, page_target
from briefgen.bundle.job import Job
from briefgen.bundle.lettering import SCHEME, References, linked, promised, redacted
from briefgen.bundle.objects import Shelf
from briefgen.bundle.office import Office
from briefgen.bundle.opening import Opened, Opener
from briefgen.bundle.options import Bundle, Enclosed, Options, Part
from briefgen.bundle.own_pages import Targets, taken_over
from briefgen.bundle.parts import parts
from briefgen.bundle.spool import Spool
from briefgen.bundle.stamp_font import StampFont, stamp_font
from briefgen.bundle.terms import NO_HITS, Terms
from briefgen.bundle.typeset import EnclosureList, Press, Row
from briefgen.bundle.wording import Wording, said
from briefgen.dutch import dates
from briefgen.errors import Message, OutputError, msg
from briefgen.facts.load import CaseFile
from briefgen.law.sources import read_record
from briefgen.letters.compose import Composition
from briefgen.render import libreoffice, pdf
from briefgen.render.stationery import Stationery
from briefgen.workshop import Workshop

AROUND, AROUND_PAGE = 30_000, 400
"""Bytes that a file takes beside its pages, and for each of them."""
MEGABYTE = 1_000_000


def make(composition: Composition, case: CaseFile, workshop: Workshop, options: Options, folder: Path) -> Bundle:
    """Make the bundle of a letter in `folder`, an empty folder that is nobody else's.

    Files of enclosures are looked up from the folder of the case file. Raises FactsErrors that names what is promised
    and not there, DocumentError for an enclosure that cannot be in a bundle (FactsErrors for several), RenderError,
    ContentError and OutputError.
    """
    wording = read_record(workshop.templates.root / "bundle" / "bundle.yaml", Wording)
    if options.terms and composition.word is not None:
        raise OutputError(
            msg("In een brief op een eigen Word-sjabloon kan briefgen niets onleesbaar maken."),
            mend=msg("Haal het zelf uit de brief, en maak de bundel zonder --redact."),
        )
    references = References(wording.reference)
    found = enclosures.sources(case, promised(composition.letter, references))
    if not found:
        raise OutputError(
            msg("Deze zaak heeft geen bijlagen; dan is de brief zelf het ene bestand."),
            mend=msg("Zet de stukken bij 'bijlagen', met omschrijving en bestand."),
        )
    letter, hits = composition.letter, NO_HITS
    if options.terms:
        letter, hits = redacted(letter, Terms(options.terms), wording.removed)
    composition = replace(composition, letter=letter)
    press = Press(workshop.templates.root, workshop.letterhead, letter.date)
    font = stamp_font(workshop.letterhead, said(wording.stamp, nummer="", bladzijde=""))
    opener = Opener(letter, wording, options, press, font.widths)
    with (folder / "spool").open("w+b") as file, Office() as office:
        spool = Spool(file)
        opened = opener.opened(found, spool, office)
        binder = _Binder(composition, wording, workshop.letterhead, press, references, font)
        bundle = binder.bound(opened, spool, options, folder)
        bundle = replace(bundle, terms=options.terms, hits=sum((item.hits for item in opened), hits))
        if options.terms:
            for part in bundle.parts:
                data = part.path.read_bytes()
                office.do(Job(kind="check", size=len(data), terms=options.terms, seconds=300), data, "")
    if options.password is not None:
        sizes = [protection.protect(part.path, options.password) for part in bundle.parts]
        made = tuple(replace(part, size=size) for part, size in zip(bundle.parts, sizes, strict=True))
        bundle = replace(bundle, parts=made)
    warnings = list(_warnings(bundle, options, wording))
    if options.terms and workshop.letterhead.images:
        warnings.append(msg("De plaatjes van het briefpapier (logo, handtekening) zijn niet nagekeken: doe dat zelf."))
    return replace(bundle, warnings=tuple(warnings))


@dataclass(frozen=True, slots=True)
class _Binder:
    """Draws the letter and the list around enclosures that were opened, and binds the files."""

    composition: Composition
    wording: Wording
    letterhead: Stationery
    press: Press
    references: References
    font: StampFont

    def bound(self, opened: Sequence[Opened], spool: Spool, options: Options, folder: Path) -> Bundle:
        """The files of the bundle."""
        letter = self._letter({item.number for item in opened})
        sizes = [item.stretch.end - item.stretch.start + AROUND_PAGE * len(item.stretch.pages) for item in opened]
        before = 2 * AROUND + len(letter) + AROUND_PAGE * len(opened)
        divided = parts(before, sizes, options.max_bytes)
        front = self._front(letter, opened, divided, spool)
        made: list[Part] = []
        for index, members in enumerate(divided):
            stretches = [*(front if not index else ()), *(opened[member].stretch for member in members)]
            path = folder / f"part-{index + 1}.pdf"
            size = binding.bind(stretches, spool.file, self._cover(index, len(divided)), self.font, spool.next, path)
            made.append(Part(path, size, sum(len(stretch.pages) for stretch in stretches)))
        enclosed = tuple(
            Enclosed(
                item.number, item.title, len(item.stretch.pages), part, begins, item.digest, item.remarks, item.hits
            )
            for item, (part, begins) in zip(
                opened, _places(opened, divided, sum(len(stretch.pages) for stretch in front)), strict=True
            )
        )
        return Bundle(self.composition.letter.title, tuple(made), enclosed, ())

    def _letter(self, targets: Collection[int]) -> bytes:
        """The letter as PDF, with links to the enclosures that are `targets`, where it can have links."""
        letter = self.composition.letter
        if self.composition.word is not None:
            return libreoffice.convert({letter.id: self.composition.word}, letter.date)[letter.id]
        return pdf.render(linked(letter, self.references, lambda number: number in targets), self.letterhead)

    def _front(
        self, letter: bytes, opened: Sequence[Opened], divided: Sequence[Sequence[int]], spool: Spool
    ) -> list[Stretch]:
        """The letter and the list, put in the spool."""
        here = {opened[index].number: opened[index].stretch.pages[0] for index in divided[0]}

        def targets(number: int) -> tuple[PdfObject, str]:
            return page_target(here[number]), said(self.wording.to_enclosure, nummer=number)

        if len(divided) > 1:
            letter = self._letter(here)
        words = self.wording
        title = said(words.letter_bookmark, brief=self.composition.letter.title)
        first = self._taken(letter, spool, targets, title, "")
        pages, count = len(first.pages), 0
        for guess in (1, 2, 3):  # how many pages the list has, it says itself
            drawn = self.press.list(self._list(opened, divided, pages + (count or guess)))
            found = _page_count(drawn)
            if found == (count or guess):
                break
            count = found
        second = self._taken(drawn, spool, targets, words.list.title, said(words.list_label, bladzijde=""))
        return [first, second]

    def _list(self, opened: Sequence[Opened], divided: Sequence[Sequence[int]], before: int) -> EnclosureList:
        letter, words = self.composition.letter, self.wording.list
        rows = []
        for item, (part, begins) in zip(opened, _places(opened, divided, before), strict=True):
            place = said(words.place if len(divided) == 1 else words.place_in_part, deel=part, bladzijde=begins)
            href = f"{SCHEME}{item.number}" if part == 1 else None
            rows.append(Row(str(item.number), item.title, str(len(item.stretch.pages)), place, href))
        return EnclosureList(
            language=letter.language,
            title=words.title,
            subtitle=said(words.subtitle, brief=letter.title, datum=dates.written(letter.date)),
            author=letter.author,
            heads=(words.number, words.description, words.pages, words.begin),
            rows=tuple(rows),
            note=words.note if len(divided) == 1 else words.note_parts,
        )

    def _taken(self, drawn: bytes, spool: Spool, targets: Targets, title: str, label: str) -> Stretch:
        shelf = Shelf(spool.next)
        own = taken_over(drawn, shelf, spool.key, binding.DOCUMENT, targets)
        start = spool.end()
        offsets = spool.add(shelf.data(), shelf.offsets)
        spool.next, spool.key = shelf.next, own.next_key
        mark = Bookmark(title, page_target(own.pages[0]), bookmarks(own.headings) if not label else ())
        return Stretch(
            start, spool.end(), offsets, own.pages, label, mark, own.elements, own.parents, own.ids, own.roles
        )

    def _cover(self, index: int, count: int) -> Cover:
        letter = self.composition.letter
        title = letter.title if count == 1 else said(self.wording.part_title, brief=letter.title, deel=index + 1)
        return Cover(title, letter.author, letter.language, letter.date)


def _places(opened: Sequence[Opened], divided: Sequence[Sequence[int]], before: int) -> Iterator[tuple[int, int]]:
    """Of each enclosure its part and the page there on which it begins; `before` pages stand before the first."""
    for part, members in enumerate(divided, start=1):
        page = 1 + (before if part == 1 else 0)
        for index in members:
            yield part, page
            page += len(opened[index].stretch.pages)


def _page_count(drawn: bytes) -> int:
    from io import BytesIO  # noqa: PLC0415 - only here

    from pypdf import PdfReader  # noqa: PLC0415 - heavy

    return len(PdfReader(BytesIO(drawn)).pages)


def _warnings(bundle: Bundle, options: Options, wording: Wording) -> Iterator[Message]:
    largest = max(part.size for part in bundle.parts)
    if options.max_bytes is not None:
        yield from _too_large(bundle, options.max_bytes, lighter=options.lighter)
    elif above := [most for most in wording.refused_above if largest > most * MEGABYTE]:
        yield msg(
            "De bundel is {grootte} MB. Veel portalen en mailboxen weigeren bestanden boven {grens} MB. "
            "Maak hem kleiner met --compress, of in delen met --max-mb {grens}.",
            grootte=_megabytes(largest),
            grens=above[-1],
        )
    if options.password is not None:
        yield msg(
            "Veel portalen weigeren een bestand met een wachtwoord. Geef het wachtwoord langs een andere weg door."
        )


def _too_large(bundle: Bundle, most: int, *, lighter: bool) -> Iterator[Message]:
    """Of each part that is larger than `most`, which enclosures are in it and what can still be done."""
    for number, part in enumerate(bundle.parts, start=1):
        if part.size <= most:
            continue
        held = [item for item in bundle.enclosed if item.part == number]
        size = _megabytes(part.size)
        match held:
            case []:
                whole = msg("De brief met de lijst van bijlagen is {grootte} MB, groter dan u vroeg.", grootte=size)
            case [one]:
                whole = msg(
                    "Het bestand met bijlage {nummer} ({titel}) is {grootte} MB, groter dan u vroeg: een bijlage wordt "
                    "niet in tweeën geknipt.",
                    nummer=one.number,
                    titel=one.title,
                    grootte=size,
                )
            case _:
                whole = msg(
                    "Het bestand met bijlage {eerste} tot en met {laatste} is {grootte} MB, groter dan u vroeg.",
                    eerste=held[0].number,
                    laatste=held[-1].number,
                    grootte=size,
                )
        if not held:
            more = msg("Kies bij --max-mb een hoger getal.")
        elif lighter:
            more = msg("Neem die bijlage als een kleiner bestand.")
        else:
            more = msg("Probeer --compress.")
        yield msg("{wat} {raad}", wat=whole, raad=more)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".replace(".", ",")
