"""What templates are checked against: the facts with stand-ins, the functions with the law of a day, the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from jinja2 import Environment

from briefgen.facts.base import Facts
from briefgen.facts.fields import Kind, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.law import citations
from briefgen.law.names import LawNames
from briefgen.letters import own_word, terms
from briefgen.letters.blocks import Citation, Envelope, LabelledLine, Signature
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.views import names
from briefgen.workshop import Workshop

_TEXT = "x"
_CONSTANTS: Mapping[Kind, object] = {
    Kind.TEXT: _TEXT, Kind.YES_NO: True, Kind.DAY: date(2015, 1, 1), Kind.COUNT: 1,
}  # fmt: skip
FUNCTIONS = ("cite", "termijn", "duur", "duur_verlenging", "dwangsom", "bepalingen")


@dataclass(frozen=True)
class Bench:
    """The names that a template may use, each with a stand-in for its value."""

    workshop: Workshop
    on: date
    context: Mapping[str, object]
    environment: Environment
    law_names: LawNames

    @classmethod
    def of(cls, workshop: Workshop, on: date) -> Bench:
        """Make a bench for letters dated `on`. Raises ContentError when the shipped law is broken."""
        facts = stand_in(CaseFacts)
        context: dict[str, object] = {
            **names(facts, facts.addressee, on),
            **terms.functions(workshop.deadlines),
            "cite": _Citer(workshop, on).cite,
            "brief": own_word.frame(_ENVELOPE, first=(_TEXT,), last=(_TEXT,)),
            "bepalingen": _provisions,
        }
        law_names = LawNames.of(workshop.registry)
        return cls(workshop, on, context, workshop.templates.word, law_names)

    def declared(self, spec: LetterSpec | None) -> frozenset[str] | None:
        """The provisions that a letter of its own may cite; None when it may cite all that are on record."""
        return None if spec is None else frozenset(spec.cites)


_ENVELOPE = Envelope(
    sender=(_TEXT,),
    recipient=(_TEXT,),
    date_line=_TEXT,
    references=(LabelledLine(_TEXT, _TEXT),),
    subject=LabelledLine(_TEXT, _TEXT),
    salutation=_TEXT,
    closing=_TEXT,
    signatures=(Signature((_TEXT,)),),
    enclosures_label=_TEXT,
    enclosures=(_TEXT,),
)


def stand_in(model: type[CaseFacts]) -> CaseFacts:
    """A case in which every fact is there: one of each list, the first of each choice."""
    made = _section(model)
    assert isinstance(made, CaseFacts)  # noqa: S101 - of the model that was asked for
    return made


def _section(model: type[Facts]) -> Facts:
    values: dict[str, Any] = {}
    for fact in facts_of(model).values():
        if fact.section is not None:
            single: object = _section(fact.section)
        elif fact.kind is Kind.CHOICE:
            single = _first(model, fact.attribute)
        else:
            single = _CONSTANTS[fact.kind]
        values[fact.attribute] = (single,) if fact.many else single
    return model.model_construct(**values)


def _first(model: type[Facts], attribute: str) -> object:
    """The first member of the choices of a fact."""
    waiting = [model.model_fields[attribute].annotation]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind))
        waiting.extend(getattr(kind, "__args__", ()))
    return _TEXT


class _Citer:
    """The function `cite`, without a letter: any provision on record, as it reads on the day."""

    def __init__(self, workshop: Workshop, on: date) -> None:
        self._workshop = workshop
        self._on = on

    def cite(
        self,
        reference: str,
        lid: int | str | tuple[int | str, ...] = (),
        onderdeel: str | None = None,
        *,
        hoofdletter: bool = False,
    ) -> Citation:
        """The citation. Raises CitationError for what the law does not bear."""
        del hoofdletter
        several = (lid,) if isinstance(lid, int | str) else tuple(lid)
        provision = self._workshop.registry.provision(
            reference, self._on, paragraphs=tuple(map(str, several)), part=onderdeel
        )
        return Citation(
            citations.write(provision, citations.Style.SHORT), citations.link(provision, self._on), reference
        )


def _provisions() -> tuple[own_word.ListedProvision, ...]:
    return (own_word.ListedProvision(Citation(_TEXT, _TEXT, _TEXT), _TEXT),)
