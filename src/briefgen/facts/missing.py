"""Which facts a letter needs and a case does not have, each with the question to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.facts.explain import absent, asked
from briefgen.facts.fields import Fact, chain
from briefgen.facts.places import FactPath, Finding, located

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.errors import FactsError
    from briefgen.facts.load import CaseFile
    from briefgen.facts.model import CaseFacts


def missing(facts: CaseFacts, paths: Sequence[str]) -> tuple[FactsError, ...]:
    """An error for each fact at `paths` ("contact.verzonden", "kinderen.geboortedatum") that is not filled.

    In a list every item needs the fact. Of a section that is absent only its own question is asked,
    once. A fact with a default is always filled. Raises KeyError for a path the model does not have.
    """
    return located(_findings(facts, paths))


def missing_in(case: CaseFile, paths: Sequence[str]) -> tuple[FactsError, ...]:
    """As `missing`, with the file and the line of the section that the fact belongs in."""
    return located(_findings(case.facts, paths), name=case.name, places=case.places)


def _findings(facts: CaseFacts, paths: Sequence[str]) -> Iterator[Finding]:
    told: set[FactPath] = set()
    for dotted in paths:
        for path, fact in _gaps(facts, chain(dotted), ()):
            if path not in told:
                told.add(path)
                yield Finding(path, absent(fact), asked(fact))


def _gaps(value: Any, steps: tuple[Fact, ...], path: FactPath) -> Iterator[tuple[FactPath, Fact]]:
    if not steps:
        return
    fact, rest = steps[0], steps[1:]
    here = (*path, fact.key)
    inner = getattr(value, fact.attribute)
    if inner is None or inner == ():
        yield here, fact
    elif isinstance(inner, tuple):
        for index, item in enumerate(inner):
            yield from _gaps(item, rest, (*here, index))
    else:
        yield from _gaps(inner, rest, here)
