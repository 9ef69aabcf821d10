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
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Duration = Annotated[str, StringConstraints(pattern=r"^[1-9]\d* (uren|dagen|werkdagen|weken|maanden|jaren)$")]
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
    CELEX = "celex"  # EUR-Lex, the work as a whole
    NONE = "geen"  # no number that was verified, so no link


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
    identifier: str = Field(
        alias="nummer",
        default="",
        description="BWB-id (BWBR0034925), ELI-pad (reg/2016/679) of CELEX-nummer; leeg bij koppeling 'geen'.",
    )
    source: Words = Field(alias="bron", description="Waar naam, afkorting en nummer zijn gecontroleerd.")
    valid_from: date | None = Field(
        alias="geldig_vanaf", default=None, description="Sinds wanneer de wet geldt; leeg als dat niet is nagegaan."
    )
    valid_to: date | None = Field(
        alias="geldig_tot", default=None, description="Vanaf welke dag de wet niet meer geldt; leeg: geldt nog."
    )
    successor: str | None = Field(
        alias="opgevolgd_door", default=None, description="De wet die ervoor in de plaats kwam."
    )

    @model_validator(mode="after")
    def _sound(self) -> Law:
        if (self.link is LinkKind.NONE) != (not self.identifier):
            raise ValueError("nummer is leeg bij koppeling 'geen', en alleen dan")
        if self.valid_from is not None and self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("geldig_tot ligt niet na geldig_vanaf")
        if self.successor is not None and self.valid_to is None:
            raise ValueError("opgevolgd_door vraagt een geldig_tot")
        return self


class Checked(Record):
    """Who read what, when."""

    on: date = Field(alias="op")
    state: date = Field(alias="toestand", description="Toestand van de officiële tekst die is gelezen.")
    source: Words = Field(alias="bron")
    second_reading: date | None = Field(alias="tweede_lezing", default=None)
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        alias="vingerafdruk",
        default=None,
        description="SHA-256 van de gelezen officiële tekst (zie briefgen.law.official); leeg als die niet is bewaard.",
    )


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
        description="Onderdelen die aangehaald mogen worden: 'a', of '2.e' (lid 2, onderdeel e), of '2.e.1°'.",
    )
    unsure_parts: tuple[str, ...] = Field(
        alias="onderdelen_onzeker",
        default=(),
        description="Onderdelen die er wel zijn of kunnen zijn, maar niet aangehaald mogen worden.",
    )
    core: Words = Field(alias="kern", description="Wat de bepaling zegt, in eigen woorden.")
    short: Words = Field(
        alias="in_een_zin", description="Een zin voor de lijst 'Aangehaalde bepalingen', in gewone taal."
    )
    cite_for: tuple[Words, ...] = Field(alias="citeer_voor", min_length=1)
    not_for: tuple[Words, ...] = Field(alias="citeer_niet_voor", default=())
    durations: tuple[Duration, ...] = Field(
        alias="termijnen",
        default=(),
        description="Alle tijdsduren die in de tekst van het artikel staan, elk als getal en eenheid in het meervoud.",
    )
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


class Misuse(Record):
    """A mistake that people make with a provision, and the words that betray it.

    A sentence shows it when it has one of `words`, one of `with_words` (if there are any) and none of
    `unless`. Phrases match whole words in any case; "..." in a phrase stands for a few words.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    words: tuple[Phrase, ...] = Field(alias="als", min_length=1)
    with_words: tuple[Phrase, ...] = Field(alias="en", default=())
    unless: tuple[Phrase, ...] = Field(alias="behalve", default=())
    why: Words = Field(alias="waarom", description="Wat er niet klopt, in een zin.")
    mend: Words = Field(alias="herstel", description="Wat er dan wel kan staan.")
    wrong: Words = Field(alias="fout", description="Een zin die moet worden gemeld.")
    right: Words = Field(alias="goed", description="Een zin over hetzelfde die niet mag worden gemeld.")


class Article(Record):
    """One article of one law, with every version that a letter may cite.

    An article that is no longer in force has only versions that ended, one that never was in force has none.
    """

    id: RefId
    law: str = Field(alias="wet")
    number: str = Field(alias="artikel", description="Zoals de officiële tekst het schrijft, zonder boeknummer.")
    versions: tuple[Version, ...] = Field(alias="versies", default=())
    never_in_force: bool = Field(alias="nooit_in_werking", default=False)
    successors: tuple[RefId, ...] = Field(
        alias="opgevolgd_door", default=(), description="Bepalingen die ervoor in de plaats kwamen."
    )
    status_note: str | None = Field(
        alias="status_toelichting",
        default=None,
        description="Waarom dit artikel niet (meer) geldt en wat er nu geldt; nodig als er geen geldende versie is.",
    )
    misuses: tuple[Misuse, ...] = Field(
        alias="verkeerd_gebruik", default=(), description="Fouten die in brieven te herkennen zijn."
    )
    examples: tuple[Words, ...] = Field(
        alias="voorbeelden", min_length=1, description="Aanhalingen zoals ze horen te luiden."
    )

    @model_validator(mode="after")
    def _explained(self) -> Article:
        if bool(self.versions) == self.never_in_force:
            raise ValueError("een artikel heeft versies, of is nooit in werking getreden")
        if (self.never_in_force or self.versions[-1].valid_to is not None) and not self.status_note:
            raise ValueError("status_toelichting is nodig als het artikel niet meer geldt")
        if len({misuse.id for misuse in self.misuses}) < len(self.misuses):
            raise ValueError("een id in verkeerd_gebruik komt twee keer voor")
        return self

    def version(self, on: date) -> Version | None:
        """The version in force on `on`, or None when no text of that day was read."""
        for version in self.versions:
            if version.valid_from <= on and (version.valid_to is None or on < version.valid_to):
                return version
        return None
