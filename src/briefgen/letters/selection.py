"""Which letter fits the facts, and why or why not. The rules themselves are in ``letter.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.errors import FactsError, msg
from briefgen.facts.missing import missing
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee
from briefgen.law.deadlines import Deadlines
from briefgen.letters import terms
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.templating import Templates
from briefgen.letters.views import names


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a letter fits these facts.

    `reasons` says why it fits, or the first thing that stands in the way; `instead` names the
    letter that would fit then. `recipient` is the body it goes to. `related` tells of a letter that does
    not fit whether it is about the same matter: its first condition holds.
    """

    spec: LetterSpec
    fits: bool
    reasons: tuple[str, ...]
    instead: str | None = None
    recipient: Addressee | None = None
    related: bool = False


def judge(spec: LetterSpec, facts: CaseFacts, on: date, *, templates: Templates, deadlines: Deadlines) -> Verdict:
    """Judge whether `spec` fits `facts` on `on`. Raises ContentError for a fault in the letter's own rules."""
    recipient = find_recipient(spec, facts)
    context = {**names(facts, recipient, on), **terms.functions(deadlines)}
    where = f"{spec.id}/letter.yaml"
    reasons: list[str] = []
    for condition in spec.conditions:
        if not templates.holds(condition.when, context, where=where):
            return Verdict(
                spec,
                fits=False,
                reasons=(condition.otherwise,),
                instead=condition.instead,
                recipient=recipient,
                related=bool(reasons),
            )
        reasons.append(condition.because)
    return Verdict(spec, fits=True, reasons=tuple(reasons), recipient=recipient)


def find_recipient(spec: LetterSpec, facts: CaseFacts) -> Addressee | None:
    """The first body named by the facts that this letter may go to, or None."""
    for source in spec.destination.sources:
        body: object = facts
        for key in source.split("."):
            body = _by_alias(body, key)
        if isinstance(body, Addressee) and body.kind in spec.destination.kinds:
            return body
    return None


def _by_alias(part: object, key: str) -> object:
    for name, info in getattr(type(part), "model_fields", {}).items():
        if info.alias == key:
            return getattr(part, name)
    return None


def shortcomings(
    verdict: Verdict, facts: CaseFacts, on: date, *, templates: Templates, deadlines: Deadlines
) -> tuple[FactsError, ...]:
    """Everything this letter still lacks: facts with their question and example, and enclosures."""
    spec, recipient = verdict.spec, verdict.recipient
    context = {**names(facts, recipient, on), **terms.functions(deadlines)}
    where = f"{spec.id}/letter.yaml"
    paths = [need.path for need in spec.needs if need.when is None or templates.holds(need.when, context, where=where)]
    errors = list(missing(facts, paths))
    if recipient is None:
        errors.append(
            FactsError(
                msg("Het is niet bekend aan wie deze brief moet."),
                where=spec.destination.sources[0],
                mend=msg(
                    "Vul een instantie in van de soort: {soorten}.",
                    soorten=", ".join(kind.value for kind in spec.destination.kinds),
                ),
            )
        )
    elif not (recipient.name and recipient.address and recipient.postcode and recipient.town):
        errors.append(
            FactsError(
                msg(
                    "Van {naam} is geen volledig postadres bekend.",
                    naam=recipient.name or recipient.id or msg("de instantie"),
                ),
                where=spec.destination.sources[0],
                mend=msg("Vul naam, adres, postcode en plaats in."),
            )
        )
    present = {enclosure.kind for enclosure in facts.enclosures}
    errors += [
        FactsError(
            msg(
                "Er ontbreekt een bijlage van de soort '{soort}'. {waarom}",
                soort=required.kind.value,
                waarom=required.why,
            ),
            where="bijlagen",
            mend=msg("Voeg de bijlage toe bij 'bijlagen', met omschrijving en soort."),
        )
        for required in spec.enclosures
        if required.kind not in present
        and (required.when is None or templates.holds(required.when, context, where=where))
    ]
    return tuple(errors)
