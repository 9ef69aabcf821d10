"""The fixed words of a bundle, from ``templates/bundle/bundle.yaml``."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from briefgen.law.records import Record

_PLACE = re.compile(r"\{(\w*)\}")
_KNOWN = {"nummer", "bladzijde", "titel", "brief", "datum", "deel"}


def _words(value: str) -> str:
    if unknown := set(_PLACE.findall(value)) - _KNOWN:
        raise ValueError(f"{min(unknown)} wordt hier niet ingevuld")
    return value


def _narrow(value: str) -> str:
    value.encode("cp1252")  # the font of the stamps has these characters and no others
    return value


def _numbered(value: str) -> str:
    if not value.endswith("{bladzijde}"):
        raise ValueError("eindigt niet op {bladzijde}")
    return value


Words = Annotated[str, Field(min_length=1), AfterValidator(_words)]


class ListWords(Record):
    title: Words = Field(alias="titel")
    subtitle: Words = Field(alias="bij")
    number: Words = Field(alias="nummer")
    description: Words = Field(alias="omschrijving")
    pages: Words = Field(alias="bladzijden")
    begin: Words = Field(alias="vanaf")
    place: Words = Field(alias="plaats")
    place_in_part: Words = Field(alias="plaats_in_deel")
    note: Words = Field(alias="uitleg")
    note_parts: Words = Field(alias="uitleg_delen")


class ReferenceWords(Record):
    words: tuple[Words, ...] = Field(alias="woorden", min_length=1)
    not_before: tuple[Words, ...] = Field(alias="niet_voor")
    between: tuple[Words, ...] = Field(alias="tussen")


class Wording(Record):
    """Everything a bundle says of itself; ``{nummer}`` and the like are filled in by `said`."""

    stamp: Annotated[Words, AfterValidator(_narrow), AfterValidator(_numbered)] = Field(alias="stempel")
    list_label: Annotated[Words, AfterValidator(_numbered)] = Field(alias="label_lijst")
    picture: Words = Field(alias="plaatje")
    letter_bookmark: Words = Field(alias="bladwijzer_brief")
    enclosure_bookmark: Words = Field(alias="bladwijzer_bijlage")
    to_enclosure: Words = Field(alias="naar_bijlage")
    list: ListWords = Field(alias="lijst")
    part_title: Words = Field(alias="titel_deel")
    reference: ReferenceWords = Field(alias="verwijzing")
    removed: Words = Field(alias="weggehaald")
    unknown_character: Words = Field(alias="onbekend_teken")
    refused_above: tuple[int, ...] = Field(alias="geweigerd_boven_mb", min_length=1)


def said(words: str, **values: object) -> str:
    """Words with their values filled in; what has no value stays as it is. A value is never looked at again."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), words)
