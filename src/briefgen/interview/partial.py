"""Facts from a tree that is not complete yet: to judge letters with, and to hold dates against each other.

What the model requires and nobody has answered gets a stand-in, so that everything that reads whole facts can
read these too. A stand-in is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefgen.errors import FactsError
from briefgen.facts.base import Facts
from briefgen.facts.check import check
from briefgen.facts.fields import Fact, Kind, facts_of
from briefgen.facts.guard import Unprintable
from briefgen.facts.load import build
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath, shown
from briefgen.interview.plain import Plain, leaves


@dataclass(frozen=True, slots=True)
class Partial:
    """Whole facts, and where in them a stand-in is."""

    facts: CaseFacts
    holes: frozenset[FactPath]

    @property
    def certain(self) -> CaseFacts:
        """The facts with nothing where a stand-in date or choice is; list items without their date fall away."""
        emptied = _emptied(self.facts, (), self.holes)
        assert isinstance(emptied, CaseFacts)  # noqa: S101 - only items of lists fall away
        return emptied


def partial(tree: Plain, on: date, unprintable: Unprintable) -> Partial:
    """Make facts of `tree`. Raises FactsErrors with everything that is wrong in what was answered."""
    holes: set[FactPath] = set()
    filled = _filled(tree, CaseFacts, (), on, holes)
    return Partial(build(filled, name="", unprintable=unprintable), frozenset(holes))


def contradictions(found: Partial, tree: Plain, on: date) -> tuple[FactsError, ...]:
    """What cannot be right in what was answered, for a letter dated `on`."""
    own = {shown(path) for path, _ in leaves(tree)}
    return tuple(error for error in check(found.certain, on) if error.where in own)


def _filled(value: Any, model: type[Facts], path: FactPath, on: date, holes: set[FactPath]) -> dict[str, Any]:
    section = dict(value) if isinstance(value, Mapping) else {}
    for key, fact in facts_of(model).items():
        here = (*path, key)
        inner = section.get(key)
        if inner in (None, [], {}) and not fact.required:
            section.pop(key, None)
        elif fact.section is None:
            if inner is None:
                holes.add(here)
                section[key] = [_stand_in(fact, on)] if fact.many else _stand_in(fact, on)
        elif fact.many:
            items = inner if isinstance(inner, list) and inner else [{}]
            section[key] = [_filled(item, fact.section, (*here, index), on, holes) for index, item in enumerate(items)]
        elif not (fact.by_name and isinstance(inner, str)):
            section[key] = _filled(inner, fact.section, here, on, holes)
    return section


def _stand_in(fact: Fact, on: date) -> str:
    return on.isoformat() if fact.kind is Kind.DAY else fact.example


def _emptied(value: Facts, path: FactPath, holes: frozenset[FactPath]) -> Facts | None:
    update: dict[str, Any] = {}
    for key, fact in facts_of(type(value)).items():
        here, inner = (*path, key), getattr(value, fact.attribute)
        if here in holes and fact.kind in {Kind.DAY, Kind.CHOICE}:
            if fact.kind is Kind.DAY and path and isinstance(path[-1], int):
                return None
            update[fact.attribute] = None
        elif isinstance(inner, Facts):
            update[fact.attribute] = _emptied(inner, here, holes)
        elif isinstance(inner, tuple) and fact.section is not None:
            items = (_emptied(item, (*here, index), holes) for index, item in enumerate(inner))
            update[fact.attribute] = tuple(item for item in items if item is not None)
    return value.model_copy(update=update)
