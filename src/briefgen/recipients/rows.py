"""What a list of recipients comes down to: columns, rows that can be sent and rows that cannot.

A row is a part of a case file: a value under each dotted Dutch path ("geadresseerde.postcode",
"toezicht.signalen"). A few things that are known of a body but have no place in a case file stand
under `ABOUT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.errors import Message
from briefgen.facts.fields import Fact, facts_of
from briefgen.facts.model import CaseFacts

BODY = "geadresseerde"
ID, NAME, KIND = f"{BODY}.id", f"{BODY}.naam", f"{BODY}.soort"
ATTENTION, ADDRESS = f"{BODY}.ter_attentie_van", f"{BODY}.adres"
POSTCODE, TOWN = f"{BODY}.postcode", f"{BODY}.plaats"
EMAIL, WEBSITE, PROVINCE, INHABITANTS = f"{BODY}.email", f"{BODY}.website", f"{BODY}.provincie", f"{BODY}.inwoners"

ABOUT = frozenset({EMAIL, WEBSITE, PROVINCE, INHABITANTS})
"""Paths of a row that no letter is made from: for the manifest, the e-mail draft and the report."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list, and the dotted Dutch path of what is in it; None: it is not used.

    Street, house number and the like are columns of one path: together they are the address.
    """

    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be sent: dotted path -> cell, stripped; empty cells are left out.

    `number` is the row's place in the list as a spreadsheet counts it, from 1. `remarks` say what the
    sender must know of it, such as a municipality that went up in another.
    """

    number: int
    values: Mapping[str, str]
    remarks: tuple[Message, ...] = ()

    def case(self) -> dict[str, object]:
        """The row's facts as a case file holds them, for `briefgen.facts.load.build`.

        A section of which a case has several ("kinderen.naam") becomes the first of its list, or the
        one whose number is named ("kinderen.2.naam"). Of a list of texts each line of the cell is one,
        unless columns have numbers of their own ("toezicht.vragen.1").
        """
        data: dict[str, object] = {}
        for path, value in self.values.items():
            if path not in ABOUT:
                _plant(data, path.split("."), value)
        return _lists(data)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is not sent: which column is to blame (or ""), what is wrong, the mend, and the row's name (or "")."""

    number: int
    column: str
    what: Message
    mend: Message
    name: str = ""


def _plant(data: dict[str, object], keys: list[str], value: str) -> None:
    facts: Mapping[str, Fact] = facts_of(CaseFacts)
    place: dict[str, object] = data
    while keys:
        key, *keys = keys
        fact = facts[key]
        if fact.many:
            numbered = bool(keys) and keys[0].isdecimal()
            if fact.section is None and not numbered:
                place[key] = [line.strip() for line in value.splitlines() if line.strip()]
                return
            number, keys = (keys[0], keys[1:]) if numbered else ("1", keys)
            place, key = _below(place, key), number
        if not keys:
            place[key] = value
            return
        place = _below(place, key)
        facts = facts_of(fact.section) if fact.section is not None else {}


def _below(place: dict[str, object], key: str) -> dict[str, object]:
    below = place.setdefault(key, {})
    if not isinstance(below, dict):
        raise TypeError(key)
    return below


def _lists(data: dict[str, object]) -> dict[str, object]:
    """Turn sections under numbers into lists, in the order of the numbers."""
    return {key: _listed(value) for key, value in data.items()}


def _listed(value: object) -> object:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return _lists(value)
