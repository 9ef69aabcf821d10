"""The sender's page: what to do with a letter, by when, and where free help is. It is not sent.

Pure, like the letter. Its fixed sentences are in ``templates/sheet/sheet.yaml``, those of one letter
under ``blad`` in its ``letter.yaml``; both exist in Dutch and English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from pydantic import Field

from briefgen.dutch import dates
from briefgen.errors import ContentError, msg
from briefgen.facts.model import CaseFacts
from briefgen.law import citations
from briefgen.law.deadline_rules import Nature, Whose
from briefgen.law.deadlines import Deadline, Deadlines
from briefgen.law.records import Record
from briefgen.law.registry import Registry
from briefgen.letters import terms
from briefgen.letters.catalogue import Lawyer
from briefgen.letters.compose import Composition
from briefgen.letters.page import Moment, Section, SenderSheet
from briefgen.letters.templating import Templates
from briefgen.letters.views import names


class SheetLanguage(StrEnum):
    DUTCH = "nl"
    ENGLISH = "en"


class SheetFrame(Record):
    """The fixed sentences of the page in one language; Jinja, an empty one falls away."""

    title: str = Field(alias="titel")
    do_not_send: str = Field(alias="niet_meesturen")
    heads: Mapping[str, str] = Field(alias="koppen")
    sign: str = Field(alias="tekenen")
    enclose: str = Field(alias="meesturen")
    send: Mapping[str, str] = Field(alias="versturen")
    keep: str = Field(alias="bewaren")
    due: str = Field(alias="termijn_wettelijk")
    wished: str = Field(alias="termijn_verzoek")
    own: str = Field(alias="termijn_eigen")
    own_passed: str = Field(alias="termijn_voorbij")
    no_term: str = Field(alias="geen_termijn")
    arrival: str = Field(alias="aankomst")
    help: tuple[str, ...] = Field(alias="hulp")
    lawyer: Mapping[Lawyer, str] = Field(alias="advocaat")
    unchecked: tuple[str, ...] = Field(alias="niet_nagekeken")
    timeline: str = Field(alias="tijdlijn")
    moments: Mapping[str, str] = Field(alias="moment")
    moment: str = Field(alias="moment_tekst")


class SheetFrames(Record):
    dutch: SheetFrame = Field(alias="nl")
    english: SheetFrame = Field(alias="en")


def sheet(  # noqa: PLR0913 - what a letter takes, and what is said on its page
    facts: CaseFacts,
    composition: Composition,
    *,
    noticed: Sequence[str],
    language: SheetLanguage,
    templates: Templates,
    deadlines: Deadlines,
    registry: Registry,
    posting: str = "",
) -> SenderSheet:
    """Make the sender's page of the letter `composition`.

    `noticed` is what else the sender must know, such as warnings about sending it, in the reader's language.
    `posting` is how it is sent, in place of the frame's own sentence about that.
    Raises ContentError when the letter has no words for the page or one of them cannot be filled in.
    """
    spec = composition.spec
    if spec.sheet is None:
        raise ContentError(
            msg("De brief {id} heeft nog geen tekst voor het blad van de afzender.", id=spec.id),
            where=f"{spec.id}/letter.yaml",
            mend=msg("Voeg 'blad' toe, met 'nl' en 'en'."),
        )
    frames = templates.record("sheet/sheet.yaml", SheetFrames)
    english = language is SheetLanguage.ENGLISH
    frame, own = (frames.english, spec.sheet.english) if english else (frames.dutch, spec.sheet.dutch)
    on = composition.letter.date
    base = {**names(facts, composition.recipient, on), **terms.functions(deadlines)}

    def fill(source: str, **more: object) -> str:
        where = f"{spec.id}: {source}"
        return templates.literal(source, {**base, **more}, where=where, english=english).strip()

    def written(day: date) -> str:
        return dates.in_english(day) if english else dates.written_with_weekday(day)

    envelope = composition.letter.envelope
    signers = [signature.lines[0] for signature in envelope.signatures]
    channel = facts.sending.channel.value if facts.sending else "standaard"
    answers = [*_answers(composition, frame, fill, written, registry)]
    if arrived := next(_arrivals(composition), None):
        answers.append(fill(frame.arrival, dag=written(arrived)))
    notices = own.notices if english else spec.notices
    basis_note = own.basis_note if english else spec.basis_note
    sections = {
        "vraagt": [fill(own.ask)],
        "tekenen": [fill(frame.sign, tekenaars=signers)],
        "meesturen": [fill(frame.enclose, bijlagen=envelope.enclosures), *_numbered(envelope.enclosures)],
        "versturen": [posting or fill(frame.send[channel]), *map(fill, own.send)],
        "bewaren": [fill(frame.keep)],
        "antwoord": answers or [fill(frame.no_term)],
        "stilte": [fill(own.silence)],
        "let_op": [*noticed, *notices],
        "hulp": [*map(fill, frame.help), fill(frame.lawyer[spec.lawyer])],
        "niet_nagekeken": [*map(fill, frame.unchecked), basis_note or ""],
    }
    moments = tuple(_moments(composition, frame, written))
    return SenderSheet(
        language="en" if english else composition.letter.language,
        date=on,
        title=fill(frame.title, titel=own.title or spec.title),
        do_not_send=fill(frame.do_not_send),
        sections=tuple(
            Section(frame.heads[key], kept) for key, lines in sections.items() if (kept := tuple(filter(None, lines)))
        ),
        timeline_heading=frame.timeline,
        moments=moments,
        timeline=tuple(fill(frame.moment, dag=moment.shown, wat=moment.label) for moment in moments),
    )


def _numbered(enclosures: Sequence[str]) -> list[str]:
    return [f"{number}. {title}" for number, title in enumerate(enclosures, start=1)]


def _answers(
    composition: Composition,
    frame: SheetFrame,
    fill: Callable[..., str],
    written: Callable[[date], str],
    registry: Registry,
) -> Iterator[str]:
    """A sentence for each term: first the sender's own, then what is due from the other side."""
    on = composition.letter.date
    terms = {(term.rule.id, term.last_day): term for term in (*composition.last_days, *composition.deadlines)}
    for term in sorted(terms.values(), key=lambda term: term.last_day):
        source = {Nature.STATUTORY: frame.due, Nature.REQUEST: frame.wished, Nature.ASSUMPTION: ""}[term.rule.nature]
        if term.rule.whose is Whose.OWN:
            source = frame.own if term.last_day >= on else frame.own_passed
        day, title = written(term.last_day), term.rule.title
        yield fill(source, dag=day, titel=title, grond=_basis(term, registry, on))


def _basis(term: Deadline, registry: Registry, on: date) -> str:
    if (basis := term.rule.basis) is None:
        return ""
    provision = registry.provision(basis.reference, on, paragraphs=(basis.paragraph,) if basis.paragraph else ())
    return citations.write(provision, citations.Style.SHORT)


def _arrivals(composition: Composition) -> Iterator[date]:
    """Days to come from which terms run because the letter arrives; one that runs from an own term's end does not."""
    own_ends = {end.latest_day for end in composition.last_days}
    for term in composition.deadlines:
        if term.event > composition.letter.date and term.event not in own_ends:
            yield term.event


def _moments(composition: Composition, frame: SheetFrame, written: Callable[[date], str]) -> Iterator[Moment]:
    """The days that matter from the letter on, one for each day, in order."""
    on = composition.letter.date
    found: dict[date, str] = {on: frame.moments["brief"]}
    for arrival in _arrivals(composition):
        found.setdefault(arrival, frame.moments["aankomst"])
    for term in (*composition.last_days, *composition.deadlines):
        kind = "eigen" if term.rule.whose is Whose.OWN else term.rule.nature.value
        if term.last_day > on and kind in frame.moments:
            found.setdefault(term.last_day, frame.moments[kind])
    for day in sorted(found):
        yield Moment(day, written(day), found[day])
