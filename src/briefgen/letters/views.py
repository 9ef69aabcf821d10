"""The case facts under their Dutch names, as templates and conditions see them.

A view adds to each part what follows from it on the letter's date: ages, and whether the sender
has gezag. Nothing can be changed or called through a view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from briefgen.dutch import dates
from briefgen.facts.kinds import Custody, EnclosureKind, RecipientKind
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee, Child, Sender

Derive = Callable[[Any, date], Mapping[str, object]]


def _of_child(child: Child, on: date) -> Mapping[str, object]:
    return {
        "leeftijd": dates.age_on(child.birth_date, on),
        "gezag_bij_afzender": child.custody in {Custody.SENDER, Custody.JOINT},
    }


def _of_sender(sender: Sender, on: date) -> Mapping[str, object]:
    return {"leeftijd": None if sender.birth_date is None else dates.age_on(sender.birth_date, on)}


def _of_body(body: Addressee, _on: date) -> Mapping[str, object]:
    """A municipality is called by its name alone, however it was written down."""
    if body.kind is not RecipientKind.MUNICIPALITY or body.name is None:
        return {}
    return {"naam": _MUNICIPALITY.sub("", body.name)}


_MUNICIPALITY = re.compile(r"^gemeente\s+", re.IGNORECASE)
_POSTBUS = re.compile(r"\b(postbus) (?=\d)", re.IGNORECASE)
_INITIALS = re.compile(r"(?<!\w)((?:[A-Z][a-z]?\.)+|mr\.|drs\.|dr\.|ir\.|prof\.) (?=\w)")

DERIVED: Mapping[type[BaseModel], Derive] = {Child: _of_child, Sender: _of_sender, Addressee: _of_body}
"""What a view adds to a part of the facts."""


class View:
    """One part of the facts; attributes are the Dutch keys, and what follows from them."""

    def __init__(self, model: BaseModel, on: date) -> None:
        values = {
            (info.alias or name): _viewed(getattr(model, name), on) for name, info in type(model).model_fields.items()
        }
        if isinstance(postcode := values.get("postcode"), str):
            values["postcode"] = postcode.replace(" ", "\u00a0")  # a postcode stays on one line
        if isinstance(address := values.get("adres"), str):
            values["adres"] = _POSTBUS.sub("\\1\u00a0", address)  # so does the number of a postbus
        if isinstance(name := values.get("naam"), str):
            values["naam"] = _INITIALS.sub("\\1\u00a0", name)  # and so do initials and what follows them
        derive = DERIVED.get(type(model))
        if derive is not None:
            values.update(derive(model, on))
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(name)


class _This:
    """A part of the facts as itself: equal to nothing else, however alike, so that comparing takes no time."""

    def __init__(self, model: BaseModel) -> None:
        self.model = model

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.model is other.model

    def __hash__(self) -> int:
        return id(self.model)


@lru_cache(maxsize=8)  # a letter is judged, checked and written from the same facts
def _view(this: _This, on: date) -> View:
    return View(this.model, on)


def _viewed(value: object, on: date) -> object:
    if isinstance(value, BaseModel):
        return View(value, on)
    if isinstance(value, tuple):
        return tuple(_viewed(item, on) for item in value)
    return value


def names(facts: CaseFacts, recipient: Addressee | None, on: date) -> dict[str, object]:
    """Everything a condition or template may name, for these facts on this date.

    `kind` is the child when there is exactly one, else None; `ontvanger` is the body written to.
    """
    view = _view(_This(facts), on)
    result: dict[str, object] = dict(view.__dict__)
    children = result["kinderen"]
    assert isinstance(children, tuple)  # noqa: S101 - the model says so; this tells the type checker
    result["kind"] = children[0] if len(children) == 1 else None
    result["ontvanger"] = None if recipient is None else _view(_This(recipient), on)
    result["datum"] = on
    numbers: dict[EnclosureKind, int] = {}
    for number, enclosure in enumerate(facts.enclosures, start=1):
        numbers.setdefault(enclosure.kind, number)
    result["bijlage_van"] = {kind.value: numbers.get(kind) for kind in EnclosureKind}
    return result
