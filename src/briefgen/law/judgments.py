"""Judgments of courts: what each decided in our own words, how sure that is, and how it is cited.

ECLI: Council conclusions on the European Case Law Identifier (OJ C 127, 29 April 2011). Citations follow the
*Leidraad voor juridische auteurs*: court, date, ECLI; for Strasbourg the application number and the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from briefgen.dutch import dates, words
from briefgen.errors import CitationError, msg
from briefgen.law.records import Certainty, Record, Words
from briefgen.law.sources import read_record

Ecli = Annotated[str, StringConstraints(pattern=r"^ECLI:[A-Z]{2}:[A-Z][A-Z0-9.]{0,6}:\d{4}:[A-Z0-9.]{1,25}$")]
Application = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,5}/\d{2}$")]

_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_NBSP = "\u00a0"


class JudgmentLink(StrEnum):
    """Where the text of a judgment can be read."""

    RECHTSPRAAK = "rechtspraak"  # the deep link of the Dutch judiciary, by ECLI
    HUDOC = "hudoc"  # the database of the Court in Strasbourg, by its own item number
    NONE = "geen"  # no address that was verified


class Reading(Record):
    """Who read what of a judgment, when."""

    on: date = Field(alias="op")
    source: Words = Field(alias="bron")
    second_reading: date | None = Field(alias="tweede_lezing", default=None)


class Judgment(Record):
    """One judgment. Only what is `vast` may be cited in a letter."""

    id: str = Field(description="Het ECLI of het zaaknummer, verkort: hr-2018-2321, ehrm-37283-13.")
    court: Words = Field(alias="instantie", description="Naam van het gerecht, voluit.")
    short_court: Annotated[str, StringConstraints(min_length=2)] = Field(
        alias="instantie_kort", description="Zoals het gerecht in een vindplaats heet: HR, Rb. Limburg, EHRM."
    )
    day: date | None = Field(alias="datum", default=None, description="Leeg als de datum niet is nagegaan.")
    name: Words | None = Field(alias="naam", default=None, description="Naam van de zaak, als zij zo wordt aangehaald.")
    ecli: Ecli | None = None
    applications: tuple[Application, ...] = Field(
        alias="zaaknummers", default=(), description="Nummers van de verzoekschriften (EHRM), zoals 37283/13."
    )
    link: JudgmentLink = Field(alias="koppeling")
    hudoc: Annotated[str, StringConstraints(pattern=r"^00[12]-\d+$")] | None = Field(
        default=None, description="Nummer in HUDOC; alleen als het daar is gezien."
    )
    core: Words = Field(alias="kern", description="Wat is beslist, in eigen woorden.")
    short: Words = Field(alias="in_een_zin", description="Een zin in gewone taal.")
    cite_for: tuple[Words, ...] = Field(alias="citeer_voor", default=())
    not_for: tuple[Words, ...] = Field(alias="citeer_niet_voor", default=())
    certainty: Certainty = Field(alias="zekerheid")
    certainty_note: str | None = Field(
        alias="zekerheid_toelichting",
        default=None,
        description="Wat niet is gelezen; nodig als zekerheid niet 'vast' is.",
    )
    checked: Reading = Field(alias="gecontroleerd")
    examples: tuple[Words, ...] = Field(alias="voorbeelden", min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> Judgment:
        if not _ID.fullmatch(self.id):
            raise ValueError("id bestaat uit kleine letters en cijfers met streepjes, zoals hr-2018-2321")
        if self.ecli is None and not self.applications:
            raise ValueError("ecli of zaaknummers is nodig")
        if self.ecli and self.day and int(self.ecli.split(":")[3]) != self.day.year:
            raise ValueError("het jaar in ecli is niet het jaar van datum")
        if (self.link is JudgmentLink.HUDOC) != (self.hudoc is not None):
            raise ValueError("hudoc hoort bij koppeling 'hudoc', en alleen daarbij")
        if self.link is JudgmentLink.RECHTSPRAAK and not (self.ecli and self.ecli.startswith("ECLI:NL:")):
            raise ValueError("koppeling 'rechtspraak' vraagt een Nederlands ecli")
        if self.certainty is Certainty.FIRM and (self.day is None or not self.cite_for):
            raise ValueError("een uitspraak die vast is, heeft een datum en citeer_voor")
        if self.certainty is not Certainty.FIRM and not self.certainty_note:
            raise ValueError("zekerheid_toelichting is nodig als zekerheid niet 'vast' is")
        return self


class Judgments:
    """Reads judgments from ``legal_refs/judgments`` when they are first asked for, and keeps them."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.root = root
        self._judgments: dict[str, Judgment] = {}

    def judgment(self, judgment_id: str) -> Judgment:
        """Return the record `judgment_id` ("hr-2018-2321"). Raises CitationError when there is none."""
        if judgment_id not in self._judgments:
            path = self.path(judgment_id)
            if not _ID.fullmatch(judgment_id) or not path.is_file():
                raise CitationError(
                    msg("De uitspraak {id} staat niet in legal_refs.", id=judgment_id),
                    where=str(path),
                    mend=msg("Voeg de uitspraak toe nadat u haar hebt gelezen, of haal haar niet aan."),
                )
            self._judgments[judgment_id] = read_record(path, Judgment)
        return self._judgments[judgment_id]

    def citable(self, judgment_id: str) -> Judgment:
        """Return `judgment_id` for use in a letter. Raises CitationError unless its outcome is certain."""
        judgment = self.judgment(judgment_id)
        if judgment.certainty is not Certainty.FIRM:
            raise CitationError(
                msg(
                    "De uitspraak {id} mag niet worden aangehaald: haar zekerheid is '{zekerheid}'.",
                    id=judgment_id,
                    zekerheid=judgment.certainty.value,
                ),
                where=str(self.path(judgment_id)),
                mend=msg("Lees eerst de uitspraak zelf en leg vast wat daarin is beslist."),
            )
        return judgment

    def path(self, judgment_id: str) -> Path:
        """The file of a record."""
        return self.root / "judgments" / f"{judgment_id}.yaml"

    def __iter__(self) -> Iterator[Judgment]:
        """Every judgment, in the order of the files; reads those it has not read yet."""
        for path in sorted((self.root / "judgments").glob("*.yaml")):
            yield self.judgment(path.stem)


def write(judgment: Judgment) -> str:
    """Write the citation: "HR 14 december 2018, ECLI:NL:HR:2018:2321", or with number and name for Strasbourg.

    Dates and numbers never break over a line.
    """
    text = f"{judgment.short_court}{_NBSP}{dates.written(judgment.day)}" if judgment.day else judgment.short_court
    if judgment.applications:
        label = "nr." if len(judgment.applications) == 1 else "nrs."
        text += f", {label}{_NBSP}{words.joined(list(judgment.applications))}"
    else:
        text += f", {judgment.ecli}"
    return f"{text} ({judgment.name})" if judgment.name else text


def link(judgment: Judgment) -> str | None:
    """The address of the text, or None when none was verified."""
    if judgment.link is JudgmentLink.RECHTSPRAAK:
        return f"https://deeplink.rechtspraak.nl/uitspraak?id={judgment.ecli}"
    if judgment.link is JudgmentLink.HUDOC:
        return f"https://hudoc.echr.coe.int/eng?i={judgment.hudoc}"
    return None
