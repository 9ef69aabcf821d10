"""Each enclosure opened in a process of its own, and its clean pages with what is read aloud of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.bundle import binding, enclosures
from briefgen.bundle.binding import Bookmark, Stretch, page_target
from briefgen.bundle.enclosures import Source
from briefgen.bundle.job import Job
from briefgen.bundle.objects import Shelf, array, dictionary, name, ref, string
from briefgen.bundle.office import Office
from briefgen.bundle.options import Options
from briefgen.bundle.spool import Spool
from briefgen.bundle.terms import Hits, Terms
from briefgen.bundle.typeset import Press
from briefgen.bundle.wording import Wording, said
from briefgen.errors import BriefgenError, DocumentError, FactsError, FactsErrors, Message, RenderError, msg
from briefgen.letters.blocks import Letter
from briefgen.receipts import sha256
from briefgen.render import libreoffice

SECONDS, SECONDS_MORE = 60, 300
"""How long an enclosure may take, and where its pictures are made smaller or its pages into pictures."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An enclosure in the spool. `title` has no terms that must go; `digest` is the SHA-256 of the file as given."""

    number: int
    title: str
    stretch: Stretch
    remarks: tuple[Message, ...]
    digest: str
    hits: Hits
    """The terms in its title and on its pages that were made unreadable."""


@dataclass(frozen=True, slots=True)
class Opener:
    """What is the same for all enclosures of a bundle."""

    letter: Letter
    wording: Wording
    options: Options
    press: Press
    widths: tuple[int, ...]

    def opened(self, found: Sequence[Source], spool: Spool, office: Office) -> tuple[Opened, ...]:
        """Open all enclosures. Raises what is wrong with them, of all together where it shows at once."""
        if unknown := self.options.seen - {source.number for source in found}:
            raise FactsError(
                msg(
                    "Bijlage {nummer} bestaat niet; er zijn {aantal} bijlagen.", nummer=min(unknown), aantal=len(found)
                ),
                where="--checked",
                mend=msg("Geef het nummer van een bijlage die u hebt nagekeken."),
            )
        words, told = self._checked(found, office)
        drawn = _drawn(words, self.letter) if words else {}
        faults: list[BriefgenError] = []
        made: list[Opened] = []
        for source in found:
            try:
                made.append(self._one(source, drawn.get(enclosures.where(source)), spool, office))
                made[-1] = replace(made[-1], remarks=(*told.get(source, ()), *made[-1].remarks))
            except DocumentError as error:
                faults.append(error)
        _raise(faults)
        return tuple(made)

    @staticmethod
    def _checked(found: Sequence[Source], office: Office) -> tuple[dict[str, bytes], dict[Source, tuple[Message, ...]]]:
        """See that each file can be in a bundle; return the Word files among them, and what is told of them."""
        faults: list[BriefgenError] = []
        words: dict[str, bytes] = {}
        told: dict[Source, tuple[Message, ...]] = {}
        for source in found:
            try:
                item = enclosures.read(source)
                if item.form == "docx":
                    place = enclosures.where(source)
                    told[source] = office.do(Job(kind="word", size=len(item.data)), item.data, place)[0].remarks
                    words[place] = item.data
            except DocumentError as error:
                faults.append(error)
        _raise(faults)
        return words, told

    def _one(self, source: Source, drawn: bytes | None, spool: Spool, office: Office) -> Opened:
        item = enclosures.read(source)
        data = drawn or item.data
        remarks: tuple[Message, ...] = ()
        title = self._without_terms(source.title)
        if item.form == "text":
            data, remarks = self._typed(source, title, data)
        job = Job(
            kind=item.form if item.form in {"photo", "heic"} else "pdf",
            size=len(data),
            first=spool.next,
            first_key=spool.key,
            stamp=said(self.wording.stamp, nummer=source.number),
            widths=self.widths,
            lighter=self.options.lighter,
            terms=self.options.terms,
            seen=source.number in self.options.seen,
            seconds=SECONDS_MORE if self.options.terms or self.options.lighter else SECONDS,
        )
        answer, written = office.do(job, data, enclosures.where(source))
        start = spool.end()
        offsets = spool.add(written, answer.offsets)
        heading = said(self.wording.enclosure_bookmark, nummer=source.number, titel=title)
        shelf = Shelf(answer.next)
        top = shelf.reserve()
        elements = [
            shelf.put(
                dictionary(
                    Type=name("StructElem"),
                    S=name("Figure" if page.picture else "P"),
                    P=ref(top),
                    Pg=ref(page.number),
                    Alt=string(said(self.wording.picture, nummer=source.number, bladzijde=number, titel=title))
                    if page.picture
                    else None,
                    K=0,
                )
            )
            for number, page in enumerate(answer.pages, start=1)
        ]
        part = dictionary(
            Type=name("StructElem"), S=name("Part"), P=ref(binding.DOCUMENT), T=string(heading), K=array(elements)
        )
        shelf.put(part, top)
        offsets += spool.add(shelf.data(), shelf.offsets)
        parents = tuple((spool.key + index, array([element])) for index, element in enumerate(elements))
        spool.next, spool.key = shelf.next, spool.key + len(elements)
        stretch = Stretch(
            start=start,
            end=spool.end(),
            offsets=offsets,
            pages=tuple(page.number for page in answer.pages),
            label=said(self.wording.stamp, nummer=source.number, bladzijde=""),
            bookmark=Bookmark(heading, page_target(answer.pages[0].number)),
            elements=(ref(top),),
            parents=parents,
        )
        hits = sum((page.hits for page in answer.pages), Terms(self.options.terms).hits(source.title))
        return Opened(source.number, title, stretch, (*remarks, *answer.remarks), sha256(item.data), hits)

    def _typed(self, source: Source, title: str, data: bytes) -> tuple[bytes, tuple[Message, ...]]:
        try:
            return self.press.text(data, title, self.letter.language, self.wording.unknown_character)
        except DocumentError as error:
            raise DocumentError(error.what, where=enclosures.where(source), mend=error.mend) from None

    def _without_terms(self, title: str) -> str:
        return Terms(self.options.terms).replaced(title, self.wording.removed) if self.options.terms else title


def _drawn(words: Mapping[str, bytes], letter: Letter) -> Mapping[str, bytes]:
    """Word files as PDF. Raises DocumentError for one that LibreOffice cannot read, RenderError without LibreOffice."""
    try:
        libreoffice.program()
    except RenderError:
        raise DocumentError(
            msg("Voor een bijlage in Word (.docx) is LibreOffice nodig, en dat is niet gevonden."),
            where="; ".join(words),
            mend=msg("Sla haar in Word op als PDF en gebruik die, of installeer LibreOffice (libreoffice.org)."),
        ) from None
    try:
        return libreoffice.convert(words, letter.date, same_words=False)
    except RenderError as error:
        mend = msg("Open het Word-bestand, sla het op als PDF, en gebruik die.")
        raise DocumentError(error.what, where=error.where, mend=mend) from None


def _raise(faults: Sequence[BriefgenError]) -> None:
    """Raise what is wrong, if anything: one error as itself, more together."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        together = FactsErrors([FactsError(fault.what, where=fault.where, mend=fault.mend) for fault in faults])
        together.what = msg("{aantal} bijlagen kunnen zo niet in de bundel.", aantal=len(faults))
        raise together
