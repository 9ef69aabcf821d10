"""Facts laid over facts: one case for many letters, and what each letter has of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefgen.errors import FactsErrors
from briefgen.facts import guard
from briefgen.facts.explain import explain
from briefgen.facts.fields import Fact, facts_of
from briefgen.facts.fit import fit
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import located
from briefgen.facts.tree import planted

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_THE_BODY = "ter_attentie_van"
_KIND, _NUMBER = "soort", "id"


def ground(facts: CaseFacts | None) -> Mapping[str, object]:
    """What was filled in of `facts`, under its Dutch keys, for `overlaid`; nothing when there is no case below."""
    return {} if facts is None else facts.model_dump(by_alias=True, exclude_unset=True)


def overlaid(
    below: Mapping[str, object], data: Mapping[str, object], *, name: str, unprintable: guard.Unprintable
) -> CaseFacts:
    """The facts of `below` with `data` over them, both under Dutch keys; `below` comes from `ground`.

    A list takes the place of the list below it. So does a body: half of one address and half of another
    is nobody's. Only its kind (when `data` names neither kind nor number) and its attention line stay.

    Raises FactsErrors with everything that is wrong, each under `name` and its key path; TypeError for a
    value that a case file could not hold.
    """
    fitted = fit(planted(data), CaseFacts)
    merged = _merged(below, fitted.data, facts_of(CaseFacts))
    # What lies below was guarded when it was read, unless the numbers that it may hold are others now.
    texts = merged if guard.ALLOWED_KEY in fitted.data else fitted.data | _allowed(below)
    findings = [*fitted.findings, *guard.findings(texts, unprintable)]
    facts: CaseFacts | None = None
    try:
        facts = CaseFacts.model_validate(merged)
    except ValidationError as error:
        findings += explain(error.errors(), CaseFacts, fitted.places, fitted.settled)
    if findings or facts is None:
        raise FactsErrors(located(findings, name=name), where=name)
    return facts


def _allowed(below: Mapping[str, object]) -> dict[str, object]:
    return {guard.ALLOWED_KEY: below[guard.ALLOWED_KEY]} if guard.ALLOWED_KEY in below else {}


def _merged(below: Mapping[str, object], data: Mapping[str, object], facts: Mapping[str, Fact]) -> dict[str, object]:
    result = dict(below)
    for key, value in data.items():
        under, fact = below.get(key), facts[key]
        if fact.section is None or fact.many or not isinstance(under, dict) or not isinstance(value, dict):
            result[key] = value
        elif fact.by_name:
            kept = {_OF_THE_BODY} if _NUMBER in value else {_OF_THE_BODY, _KIND}
            result[key] = {name: part for name, part in under.items() if name in kept} | value
        else:
            result[key] = _merged(under, value, facts_of(fact.section))
    return result
