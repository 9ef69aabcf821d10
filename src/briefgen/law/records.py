"""The shape of the law data: laws, articles with dated versions, and deadline rules.

Every key is Dutch, as in the files under ``legal_refs/``; the fields are English and meet them in
the alias, like the case facts. All values are frozen.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]
RefId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+:[A-Za-z0-9.:]+$")]


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Certainty(StrEnum):
    """How sure the record is; `onzeker` never reaches a letter."""

    FIRM = "vast"
    DERIVED = "afgeleid"
    UNSURE = "onzeker"


class LinkKind(StrEnum):
    JCI = "jci"  # wetten.overheid.nl, article and lid (Juriconnect BWB 1.3)
    JCI_WHOLE = "jci-geheel"  # treaties: the work as a whole
    ELI = "eli"  # EUR-Lex, article


class Law(Record):
    """A law as a work: how it is named, abbreviated and linked."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$")]
    title: Words = Field(alias="citeertitel")
    article: Literal["de", "het"] | None = Field(
        alias="lidwoord",
        description="Lidwoord voor de citeertitel in lopende tekst; leeg bij een naam zonder lidwoord.",
    )
    abbreviation: str | None = Field(
        alias="afkorting", description="Gangbare afkorting zonder punten, of leeg als de citeertitel zelf kort is."
    )
    aliases: tuple[str, ...] = Field(alias="ook_genoemd", default=())
    book: int | None = Field(
        alias="boek",
        default=None,
        description="Boeknummer van het Burgerlijk Wetboek, dat voor het artikelnummer komt.",
    )
    link: LinkKind = Field(alias="koppeling")
    identifier: str = Field(alias="nummer", description="BWB-id (BWBR0034925) of ELI-pad (reg/2016/679).")
    source: Words = Field(alias="bron", description="Waar naam, afkorting en nummer zijn gecontroleerd.")


class Checked(Record):
    """Who read what, when."""

    on: date = Field(alias="op")
    state: date = Field(alias="toestand", description="Toestand van de officiële tekst die is gelezen.")
    source: Words = Field(alias="bron")
    second_reading: date | None = Field(alias="tweede_lezing", default=None)


class Version(Record):
    """An article as it reads from `valid_from` until `valid_to` (exclusive; empty: still in force)."""

    valid_from: date = Field(alias="geldig_vanaf")
    valid_to: date | None = Field(alias="geldig_tot", default=None)
    paragraphs: tuple[str, ...] = Field(
        alias="leden",
        description="De nummers van alle leden die het artikel heeft; leeg als het geen genummerde leden heeft.",
    )
    parts: tuple[str, ...] = Field(
        alias="onderdelen",
        default=(),
        description="Onderdelen die aangehaald mogen worden: 'a' (artikel zonder leden) of '2.e' (lid 2, onderdeel e).",
    )
    core: Words = Field(alias="kern", description="Wat de bepaling zegt, in eigen woorden.")
    short: Words = Field(
        alias="in_een_zin", description="Een zin voor de lijst 'Aangehaalde bepalingen', in gewone taal."
    )
    cite_for: tuple[Words, ...] = Field(alias="citeer_voor", min_length=1)
    not_for: tuple[Words, ...] = Field(alias="citeer_niet_voor", default=())
    certainty: Certainty = Field(alias="zekerheid")
    certainty_note: str | None = Field(
        alias="zekerheid_toelichting", default=None, description="Waarom niet 'vast', of welke stap een afleiding is."
    )
    checked: Checked = Field(alias="gecontroleerd")

    @model_validator(mode="after")
    def _ordered(self) -> Version:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("geldig_tot ligt niet na geldig_vanaf")
        if self.certainty is not Certainty.FIRM and not self.certainty_note:
            raise ValueError("zekerheid_toelichting is nodig als zekerheid niet 'vast' is")
        for part in self.parts:
            head = part.split(".", 1)[0]
            if self.paragraphs and head not in self.paragraphs:
                raise ValueError(f"onderdeel {part} hoort niet bij een lid")
        return self


class Article(Record):
    """One article of one law, with every version that a letter may cite."""

    id: RefId
    law: str = Field(alias="wet")
    number: str = Field(alias="artikel", description="Zoals de officiële tekst het schrijft, zonder boeknummer.")
    versions: tuple[Version, ...] = Field(alias="versies", min_length=1)
    examples: tuple[Words, ...] = Field(
        alias="voorbeelden", min_length=1, description="Aanhalingen zoals ze horen te luiden."
    )
