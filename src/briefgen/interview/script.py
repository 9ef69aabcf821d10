"""The words and the order of the conversation, as data: ``templates/interview``.

A situation is one file: what a person would say is the matter, the letters it may lead to, and the few
questions that decide between them. Everything else that is asked follows from the letters themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from briefgen.errors import Message
from briefgen.facts.kinds import RecipientKind
from briefgen.law.records import Phrase, Record
from briefgen.letters.catalogue import Expression, LetterId, RequiredEnclosure
from briefgen.letters.templating import Templates

Dotted = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
"""A fact path without positions, such as "kinderen.geboortedatum"."""


class Wording(Record):
    """One sentence or label in both languages."""

    dutch: Phrase = Field(alias="nl")
    english: Phrase = Field(alias="en")

    def said(self, *, english: bool) -> Message:
        """The words as a message that needs no translation any more."""
        return Message("{zin}", {"zin": self.english if english else self.dutch})


class Option(Record):
    """One answer to a question that is no fact itself: the facts it sets, or the situation it leads to."""

    id: LetterId
    label: Wording = Field(alias="tekst")
    when: Expression | None = Field(alias="als", default=None)
    sets: Mapping[Dotted, str] = Field(alias="zet", default={})
    leads_to: LetterId | None = Field(alias="naar", default=None)


class Asked(Record):
    """One deciding question: a fact, or a choice between `options` that set facts or lead on."""

    path: Dotted | None = Field(alias="feit", default=None)
    fork: LetterId | None = Field(alias="keuze", default=None)
    when: Expression | None = Field(
        alias="als", default=None, description="Bij een feit in een lijst heet het onderdeel 'dit'."
    )
    question: Wording | None = Field(alias="vraag", default=None)
    why: Wording | None = Field(alias="waarom", default=None)
    heading: Wording | None = Field(alias="kop", default=None, description="Boven een keuze; leeg: wat u wilt.")
    only: tuple[str, ...] = Field(alias="keuzes", default=(), description="Welke woorden hier kunnen; leeg: alle.")
    bodies: tuple[RecipientKind, ...] = Field(alias="soorten", default=(), description="Welke instanties hier kunnen.")
    optional: bool = Field(alias="mag_leeg", default=False, description="Of het antwoord mag ontbreken.")
    options: tuple[Option, ...] = Field(alias="opties", default=())

    @model_validator(mode="after")
    def _one_of_both(self) -> Asked:
        """A fact has no options; a choice has a question, a reason and options."""
        if (self.path is None) == (self.fork is None):
            raise ValueError("feit of keuze")
        if self.fork is not None and not (self.options and self.question and self.why):
            raise ValueError("een keuze heeft vraag, waarom en opties")
        return self


class Situation(Record):
    """One plain situation, the letters it may lead to, and its deciding questions in order."""

    id: LetterId
    label: Wording = Field(alias="titel")
    letters: tuple[LetterId, ...] = Field(alias="brieven", default=())
    asked: tuple[Asked, ...] = Field(alias="vragen", default=())


class Reason(Record):
    """Why something is asked, and perhaps what to be careful with."""

    why: Wording = Field(alias="waarom")
    heading: Wording | None = Field(alias="kop", default=None)
    care: Wording | None = Field(alias="let_op", default=None)


class Reasons(Record):
    """``why.yaml``: per fact, per section, and for all else."""

    facts: Mapping[Dotted, Reason] = Field(alias="feiten")
    sections: Mapping[Dotted, Reason] = Field(alias="delen")
    otherwise: Reason = Field(alias="anders")
    more: Reason = Field(alias="nog_een")
    letter: Reason = Field(alias="brief")
    extras: Reason = Field(alias="aanvullen")
    enclosure: Reason = Field(alias="bijlage")


class Frame(Record):
    """``gesprek.yaml``: the first question, and what holds in every situation."""

    first: Wording = Field(alias="vraag")
    first_why: Wording = Field(alias="waarom")
    situations: tuple[LetterId, ...] = Field(alias="situaties", min_length=1)
    order: tuple[Dotted, ...] = Field(alias="volgorde", description="In welke volgorde gevraagd wordt wat ontbreekt.")
    along: Mapping[Dotted, tuple[str, ...]] = Field(
        alias="ook", description="Wat bij een onderdeel ook wordt gevraagd, al mag het leeg blijven."
    )
    always: tuple[Asked, ...] = Field(alias="altijd", description="Vragen bij elke brief, na wat de brief nodig heeft.")
    enclosures: tuple[RequiredEnclosure, ...] = Field(
        alias="bijlagen", default=(), description="Wat bij elke brief mee moet, als de voorwaarde klopt."
    )
    extras: tuple[Dotted, ...] = Field(alias="aanvullen", description="Wat bij elke brief kan worden toegevoegd.")
    first_keys: tuple[str, ...] = Field(
        alias="eerst", description="Sleutels die in een onderdeel voorop gaan, met de vraag van het onderdeel zelf."
    )
    quiet: tuple[Dotted, ...] = Field(
        alias="stil", description="Lijsten waarbij pas aan het eind wordt aangeboden om er nog een toe te voegen."
    )
    unoffered: tuple[Dotted, ...] = Field(
        alias="niet_aanbieden", description="Wat aan het eind niet wordt aangeboden: een ander antwoord beslist erover."
    )
    never: tuple[str, ...] = Field(alias="nooit", description="Sleutels die nooit worden gevraagd.")
    bodies: Mapping[Dotted, tuple[RecipientKind, ...]] = Field(
        alias="instanties", description="Welke soort instantie ergens hoort; leeg: wat de brief toelaat."
    )
    assumed: Mapping[Phrase, str] = Field(
        alias="aannames", description="Wat wordt aangenomen om een laatste dag te noemen zolang het niet bekend is."
    )
    keeps: tuple[Dotted, ...] = Field(alias="blijft", description="Wat blijft staan als iemand een andere weg kiest.")
    labels: Mapping[str, Wording] = Field(
        alias="woorden", description="Uitleg bij een woord uit een lijst; het woord zelf staat in de zaak."
    )
    questions: Mapping[Dotted, Wording] = Field(
        alias="vragen", description="Een vraag die in een gesprek anders moet klinken dan in een zaakbestand."
    )


class Script:
    """Reads ``templates/interview``; each file once."""

    def __init__(self, templates: Templates) -> None:
        """`templates` is the shipped folder, opened."""
        self._templates = templates

    @cached_property
    def frame(self) -> Frame:
        """What holds in every situation. Raises ContentError for a file that cannot be used, as all below."""
        return self._templates.record("interview/gesprek.yaml", Frame)

    @cached_property
    def reasons(self) -> Reasons:
        """Why things are asked."""
        return self._templates.record("interview/why.yaml", Reasons)

    def situation(self, situation_id: str) -> Situation:
        """The situation with this id."""
        return self._templates.record(f"interview/situaties/{situation_id}.yaml", Situation)

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """All situations, in the order they are shown."""
        return tuple(self.situation(situation_id) for situation_id in self.frame.situations)

    def reason(self, dotted: str) -> Reason:
        """The reason for a fact: its own, else that of the nearest section, else the general one."""
        if dotted in self.reasons.facts:
            return self.reasons.facts[dotted]
        while dotted:
            if dotted in self.reasons.sections:
                return self.reasons.sections[dotted]
            dotted = dotted.rpartition(".")[0]
        return self.reasons.otherwise
