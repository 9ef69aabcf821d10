"""The facts as a list of fields: what the model says about each key, read once from the model itself.

Loader, checks, JSON Schema and skeleton all ask here, so that a new field in the model needs no
other change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from briefgen.facts.base import Facts
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

    from briefgen.facts.places import FactPath


class Kind(Enum):
    """What a single value of a fact is."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()
    DAY = auto()
    COUNT = auto()
    SECTION = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One key of the case file."""

    key: str
    attribute: str  # its English name on the model
    title: str
    question: str
    example: str
    required: bool
    default: str  # what holds when the key is left out, as people write it; empty if nothing does
    many: bool
    kind: Kind
    value_type: Any  # of a single value, with its constraints
    choices: tuple[str, ...] = ()
    section: type[Facts] | None = None
    by_name: bool = False  # a text may stand for the whole section


@cache
def facts_of(model: type[Facts]) -> Mapping[str, Fact]:
    """The facts of one section by key, in the order of the model."""
    hints = get_type_hints(model, include_extras=True)
    found = (_fact(name, info, hints[name]) for name, info in model.model_fields.items())
    return MappingProxyType({fact.key: fact for fact in found})


@cache
def chain(dotted: str, model: type[Facts] = CaseFacts) -> tuple[Fact, ...]:
    """The facts along a path such as "kinderen.geboortedatum", the last one included.

    Raises KeyError if the model has no such fact.
    """
    steps: list[Fact] = []
    section: type[Facts] | None = model
    for key in dotted.split("."):
        if section is None or key not in facts_of(section):
            raise KeyError(dotted)
        steps.append(facts_of(section)[key])
        section = steps[-1].section
    return tuple(steps)


def every_path(model: type[Facts] = CaseFacts, prefix: str = "") -> Iterator[str]:
    """All paths of the model, sections before what is in them."""
    for fact in facts_of(model).values():
        yield prefix + fact.key
        if fact.section is not None:
            yield from every_path(fact.section, f"{prefix}{fact.key}.")


def value_of(section: Facts, key: str) -> Any:
    """What a section holds under `key`."""
    return getattr(section, facts_of(type(section))[key].attribute)


def values(facts: Facts, dotted: str) -> Iterator[tuple[FactPath, Any]]:
    """Each value at `dotted`, with its place; lists are walked, what is absent is passed over."""
    yield from _walk(facts, chain(dotted, type(facts)), ())


def position(path: FactPath, model: type[Facts] = CaseFacts) -> tuple[int, ...]:
    """Where `path` comes in the order of the model and its lists; a key to sort by."""
    ranks: list[int] = []
    section: type[Facts] | None = model
    for step in path:
        if isinstance(step, int):
            ranks.append(step)
            continue
        facts = facts_of(section) if section is not None else {}
        ranks.append(list(facts).index(step) if step in facts else len(facts))
        section = facts[step].section if step in facts else None
    return tuple(ranks)


def _walk(value: Any, steps: tuple[Fact, ...], path: FactPath) -> Iterator[tuple[FactPath, Any]]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, steps, (*path, index))
    elif steps:
        yield from _walk(getattr(value, steps[0].attribute), steps[1:], (*path, steps[0].key))
    else:
        yield path, value


def _fact(name: str, info: FieldInfo, hint: Any) -> Fact:
    single, many = _single(hint)
    core = get_args(single)[0] if get_origin(single) is Annotated else single
    section = core if isinstance(core, type) and issubclass(core, Facts) else None
    default = info.default
    if default is None or default == () or info.is_required():
        standard = ""
    else:
        standard = ("nee", "ja")[default] if isinstance(default, bool) else str(default)
    return Fact(
        key=info.alias or name,
        attribute=name,
        title=info.title or name,
        question=info.description or "",
        example=str((info.examples or [""])[0]),
        required=info.is_required(),
        default=standard,
        many=many,
        kind=_kind(core),
        value_type=single,
        choices=tuple(str(choice) for choice in core) if _kind(core) is Kind.CHOICE else (),
        section=section,
        by_name=section is Addressee,
    )


def _single(hint: Any) -> tuple[Any, bool]:
    """Take "or None" and "several" off a type."""
    many = False
    while get_origin(hint) in {Union, UnionType, tuple}:
        many = many or get_origin(hint) is tuple
        hint = next(part for part in get_args(hint) if part not in {NoneType, Ellipsis})
    return hint, many


def _kind(core: Any) -> Kind:
    for base, kind in (
        (Facts, Kind.SECTION),
        (StrEnum, Kind.CHOICE),
        (bool, Kind.YES_NO),
        (int, Kind.COUNT),
        (date, Kind.DAY),
        (str, Kind.TEXT),
    ):
        if issubclass(core, base):
            return kind
    raise TypeError(core)  # a new kind of fact in the model: say here and in the callers what it is
