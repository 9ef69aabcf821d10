"""From facts, letter, law and date to the finished letter. Pure: no clock, no files written, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from briefgen.dutch import dates
from briefgen.dutch.people import with_initials
from briefgen.dutch.words import capitalised
from briefgen.errors import ContentError, msg
from briefgen.facts.kinds import Tone
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee
from briefgen.law import citations
from briefgen.law.citations import Style
from briefgen.law.deadlines import Deadline, Deadlines
from briefgen.law.records import Record
from briefgen.law.registry import Provision, Registry
from briefgen.letters import markup, own_word, terms
from briefgen.letters.blocks import (
    Block,
    Citation,
    Envelope,
    Heading,
    LabelledLine,
    Letter,
    Paragraph,
    Signature,
    Table,
    Text,
)
from briefgen.letters.catalogue import CountedTerm, LetterSpec
from briefgen.letters.filling import OwnWord
from briefgen.letters.templating import Templates
from briefgen.letters.views import names

NBSP = "\u00a0"


class EnvelopeWords(Record):
    """The fixed words around a letter, from ``templates/letterhead/envelope.yaml``; Jinja over the facts."""

    sender: tuple[str, ...] = Field(alias="afzender")
    author: str = Field(alias="auteur")
    date_line: str = Field(alias="dagtekening")
    own_reference: str = Field(alias="kenmerk_eigen")
    their_reference: str = Field(alias="kenmerk_uw")
    their_letter: str = Field(alias="uw_brief_van")
    subject: str = Field(alias="betreft")
    attention: str = Field(alias="ter_attentie_van")
    enclosure: str = Field(alias="bijlage")
    enclosures: str = Field(alias="bijlagen")
    page: str = Field(alias="bladzijde")
    running_head: str = Field(alias="kop_vervolgblad")
    signature: tuple[str, ...] = Field(alias="ondertekening")
    child_signature: tuple[str, ...] = Field(alias="ondertekening_kind")
    joined: tuple[str, ...] = Field(alias="niet_afbreken_na")
    provisions: str = Field(alias="bepalingen")
    provisions_head: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)] = Field(alias="bepalingen_kop")


class ToneWords(Record):
    """What one tone changes around a letter; what is empty stays as the letter has it."""

    salutations: Mapping[str, str] = Field(alias="aanhef", default_factory=dict)
    first: str = Field(alias="eerste_zin", default="")
    last: str = Field(alias="laatste_zin", default="")
    closing: str = Field(alias="slot", default="")


class Tones(Record):
    """``templates/tone.yaml``: salutation, first and last sentence and closing, by tone."""

    connecting: ToneWords = Field(alias="verbindend")
    neutral: ToneWords = Field(alias="zakelijk")
    firm: ToneWords = Field(alias="stevig")

    def of(self, tone: Tone) -> ToneWords:
        """The words of `tone`."""
        return {Tone.CONNECTING: self.connecting, Tone.NEUTRAL: self.neutral, Tone.FIRM: self.firm}[tone]


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A provision the letter cites, with the text and link it has there."""

    provision: Provision
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A letter with what it rests on: provisions, terms, and the sender's own last days to send it.

    With a Word file of the user's own, `word` is that file filled in; the letter has its envelope, and no body.
    """

    spec: LetterSpec
    letter: Letter
    recipient: Addressee
    provisions: tuple[CitedProvision, ...]
    deadlines: tuple[Deadline, ...]
    last_days: tuple[Deadline, ...] = ()
    word: bytes | None = None


@dataclass(slots=True)
class _Law:
    """The law as one letter uses it: what was cited so far decides between full and short."""

    registry: Registry
    spec: LetterSpec
    on: date
    bound: bool  # only what 'citeert' names may be cited
    cited: dict[str, CitedProvision] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def cite(
        self,
        reference: str,
        lid: int | str | Sequence[int | str] = (),
        onderdeel: str | None = None,
        *,
        hoofdletter: bool = False,
    ) -> Citation:
        """For templates: a citation of `reference`, in full the first time its law is named."""
        if self.bound and reference not in self.spec.cites:
            raise ContentError(
                msg("De brieftekst haalt {id} aan, maar letter.yaml noemt die bepaling niet.", id=reference),
                where=self.spec.id,
                mend=msg("Voeg {id} toe bij 'citeert' in letter.yaml.", id=reference),
            )
        several = (lid,) if isinstance(lid, int | str) else tuple(lid)
        found, full = _written(self.registry, reference, tuple(map(str, several)), onderdeel, self.on)
        law = found.provision.law.id
        text = found.text if law in self.named else full
        self.named.add(law)
        self.cited.setdefault(found.provision.reference, found)
        return Citation(capitalised(text) if hoofdletter else text, found.href, reference)


@lru_cache(maxsize=512)  # letters of one kind cite the same provisions
def _written(
    registry: Registry, reference: str, paragraphs: tuple[str, ...], part: str | None, on: date
) -> tuple[CitedProvision, str]:
    """A provision as letters cite it again, and as they cite it when it is the first of its law."""
    provision = registry.provision(reference, on, paragraphs=paragraphs, part=part)
    short, full = (citations.write(provision, style) for style in (Style.SHORT, Style.FULL))
    return CitedProvision(provision, short, citations.link(provision, on)), full


def compose(  # noqa: PLR0913 - a letter needs all of these
    facts: CaseFacts,
    spec: LetterSpec,
    recipient: Addressee,
    *,
    registry: Registry,
    deadlines: Deadlines,
    templates: Templates,
    on: date,
    own: OwnWord | None = None,
) -> Composition:
    """Write letter `spec` from `facts`, dated `on`, to `recipient`; its text is that of the Word file `own`, if any.

    The facts must have been checked: a fact the text needs and the case lacks is a ContentError.
    Raises ContentError (with template and line) and CitationError; of `own` all faults are an OwnTemplateError.
    """
    where = f"{spec.id}/letter.yaml"
    law = _Law(registry, spec, on, bound=own is None or own.bound)
    context: dict[str, object] = {
        **names(facts, recipient, on),
        **terms.functions(deadlines),
        "cite": law.cite,
    }
    words = templates.record("letterhead/envelope.yaml", EnvelopeWords)
    body: tuple[Block, ...] = ()
    if own is None:
        template = f"letters/{spec.id}/letter.md"
        text, values = templates.markdown(template, context)
        body = markup.read(text, values.__getitem__, where=template, joined=words.joined)

    def line(source: str, extra: Mapping[str, object] | None = None) -> str:
        return templates.literal(source, {**context, **(extra or {})}, where=f"{spec.id}: {source}").strip()

    def lines(sources: Sequence[str], extra: Mapping[str, object] | None = None) -> tuple[str, ...]:
        return tuple(text for source in sources if (text := line(source, extra)))

    tone = ToneWords() if spec.one_tone else templates.record("tone.yaml", Tones).of(facts.tone)
    opening, ending = (
        tuple(Paragraph((Text(sentence),)) for sentence in lines([source])) for source in (tone.first, tone.last)
    )
    salutation = line(spec.destination.salutation)
    children = context["kinderen"]
    signatures = [Signature(lines(words.signature))]
    if spec.signatories.sender_when is not None and templates.holds(spec.signatories.sender_when, context, where=where):
        signatures.append(Signature((facts.sender.name,)))
    if spec.signatories.children_when is not None:
        signatures += [
            Signature(lines(words.child_signature, {"kind": child}))
            for child in children  # type: ignore[attr-defined]  # a tuple of views, see `names`
            if templates.holds(spec.signatories.children_when, {**context, "kind": child}, where=where)
        ]
    subject = line(spec.subject)
    envelope = Envelope(
        sender=lines(words.sender),
        recipient=_address(recipient, lines(spec.destination.lines), words),
        date_line=line(words.date_line),
        references=_references(facts, words),
        subject=LabelledLine(words.subject, subject),
        salutation=tone.salutations.get(salutation, salutation),
        closing=line(tone.closing or spec.closing),
        signatures=tuple(signatures),
        enclosures_label=""
        if not facts.enclosures
        else words.enclosure
        if len(facts.enclosures) == 1
        else words.enclosures,
        enclosures=tuple(enclosure.title for enclosure in facts.enclosures),
    )
    letter = Letter(
        id=spec.id,
        date=on,
        language="nl-NL",
        # a title shows in lists of files and above windows, where a child's whole name has no business
        title=with_initials(capitalised(subject), (child.name for child in facts.children)),
        author=line(words.author),
        description=spec.title,
        running_head=line(words.running_head),
        page_label=words.page,
        envelope=envelope,
        body=(*opening, *body, *ending) if own is None else (),
        annex=_provision_list(words, tuple(law.cited.values()), on) if facts.list_provisions and own is None else (),
    )
    word = None
    if own is not None:
        frame = own_word.frame(envelope, first=lines([tone.first]), last=lines([tone.last]))
        listed = own_word.ProvisionList(law.cited.values)
        word = own.fill(templates.filling(letter, {**context, "brief": frame, "bepalingen": listed.rows}))
        if facts.list_provisions and not listed.asked:
            raise own_word.no_list(own.where)

    def counted(wanted: Sequence[CountedTerm]) -> tuple[Deadline, ...]:
        return tuple(
            deadlines.count(term.rule, terms.day_of(templates.value(term.start, context, where=where), term.rule))
            for term in wanted
            if term.when is None or templates.holds(term.when, context, where=where)
        )

    return Composition(
        spec, letter, recipient, tuple(law.cited.values()), counted(spec.terms), counted(spec.last_days), word
    )


def _references(facts: CaseFacts, words: EnvelopeWords) -> tuple[LabelledLine, ...]:
    if facts.references is None:
        return ()
    found = (
        (words.their_letter, facts.references.their_letter and dates.written(facts.references.their_letter)),
        (words.their_reference, facts.references.theirs),
        (words.own_reference, facts.references.own),
    )
    return tuple(LabelledLine(label, value) for label, value in found if value)


def _address(recipient: Addressee, first: tuple[str, ...], words: EnvelopeWords) -> tuple[str, ...]:
    """Name, attention line, street or postbus, then postcode, two spaces and the place in capitals (PostNL)."""
    if recipient.address is None or recipient.postcode is None or recipient.town is None:
        raise ContentError(
            msg("Van {naam} is geen volledig adres bekend.", naam=recipient.name),
            where="geadresseerde",
            mend=msg("Vul adres, postcode en plaats in."),
        )
    attention = (f"{words.attention} {recipient.attention}",) if recipient.attention else ()
    return (
        *first,
        *attention,
        recipient.address,
        f"{recipient.postcode.replace(' ', NBSP)}{NBSP} {recipient.town.upper()}",
    )


def _provision_list(words: EnvelopeWords, cited: tuple[CitedProvision, ...], on: date) -> tuple[Block, ...]:
    """The list "Aangehaalde bepalingen": each article once, what it says in a sentence, where it stands."""
    articles = {item.provision.article.id: replace(item.provision, paragraphs=(), part=None) for item in cited}
    rows = []
    for reference, provision in articles.items():
        text, href = citations.write(provision, Style.SHORT), citations.link(provision, on)
        shown = href.split("&z=", 1)[0].removeprefix("https://")
        rows.append(
            (
                (Citation(capitalised(text), href, reference),),
                (Text(f"{provision.version.short}\n"), Citation(shown, href, reference)),
            )
        )
    head = tuple((Text(cell, strong=True),) for cell in words.provisions_head)
    return (Heading(1, (Text(words.provisions),)), Table(head, tuple(rows)))
