"""The case facts as a whole: what an advocate or parent writes down in one case file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.complaints import Complaint
from briefgen.facts.contact import Contact
from briefgen.facts.followup import FollowUp
from briefgen.facts.matters import Oversight, Request
from briefgen.facts.measures import Measure
from briefgen.facts.people import Body, Child, Interested, Organisation, Representative, Sender
from briefgen.facts.scalars import Day, Line, YesNo
from briefgen.facts.sending import Sending


class References(Facts):
    own: Line | None = maybe("eigen", "Eigen kenmerk", "Wat is uw eigen kenmerk?", "2026-014")
    theirs: Line | None = maybe("uw", "Uw kenmerk", "Wat is het kenmerk van de instantie?", "D-99812")
    their_letter: Day | None = maybe(
        "uw_brief_van", "Uw brief van", "Van welke datum is de brief waarop u antwoordt?", "2026-11-12"
    )


class Enclosure(Facts):
    title: Line = fact("omschrijving", "Omschrijving", "Wat is de bijlage?", "beslissing van 12 november 2026")
    kind: kinds.EnclosureKind = Field(
        default=kinds.EnclosureKind.OTHER,
        alias="soort",
        title="Soort",
        description="Wat voor stuk is het?",
        examples=["beslissing"],
    )
    file: Line | None = maybe(
        "bestand",
        "Bestand",
        "In welk bestand staat de bijlage, gezien vanaf de map van de zaak? Voor een bundel is dat nodig.",
        "stukken/beslissing.pdf",
    )


class AllowedNumber(Facts):
    """A nine-digit number that passes the eleven-test and yet is no burgerservicenummer."""

    name: Line = fact("naam", "Naam van het nummer", "Wat is dit voor nummer?", "cliëntnummer bij de instelling")
    number: Annotated[str, Field(pattern=r"^\d{9}$")] = fact(
        "nummer", "Nummer", "Welk nummer van negen cijfers?", "123456782"
    )


class CaseFacts(Facts):
    """One case: everything that letters may be made from."""

    sender: Sender = fact("afzender", "Afzender", "Van wie is de brief?", "naam: Sanne de Vries")
    representative: Representative | None = maybe(
        "gemachtigde", "Gemachtigde", "Schrijft iemand namens de afzender?", "naam: mr. J. Jansen"
    )
    organisation: Organisation | None = maybe(
        "organisatie", "Organisatie", "Welke organisatie schrijft?", "naam: Stichting Voorbeeld"
    )
    addressee: Body | None = maybe("geadresseerde", "Geadresseerde", "Aan wie is de brief?", "GM0228")
    children: tuple[Child, ...] = several(
        "kinderen", "Kinderen", "Over welk kind of welke kinderen gaat het?", "naam: Noa de Vries"
    )
    interested: tuple[Interested, ...] = several(
        "belanghebbenden",
        "Belanghebbenden",
        "Om wie gaat de zaak nog meer: de andere ouder, pleegouders die het kind al een jaar verzorgen?",
        "naam: Pieter Jan de Vries",
    )
    measure: Measure | None = maybe(
        "maatregel",
        "Maatregel",
        "Loopt er een maatregel van de rechter, of is de hulp vrijwillig?",
        "soort: ondertoezichtstelling",
    )
    contact: Contact | None = maybe("contact", "Contact", "Is het contact met het kind beperkt?", "vorm: brief")
    complaint: Complaint | None = maybe(
        "klacht", "Klacht", "Wilt u klagen over hoe er met u is omgegaan?", "gebeurtenissen: …"
    )
    request: Request | None = maybe("verzoek", "Verzoek", "Wilt u stukken of gegevens opvragen?", "soort: jeugddossier")
    oversight: Oversight | None = maybe(
        "toezicht", "Toezicht", "Wilt u de gemeente vragen stellen over jeugdbescherming?", "signalen: …"
    )
    follow_up: FollowUp | None = maybe(
        "vervolg", "Vervolg", "Gaat het over een brief die u al stuurde?", "soort: verzoek om eigen gegevens"
    )
    references: References | None = maybe(
        "kenmerk", "Kenmerk", "Zijn er kenmerken die op de brief moeten staan?", "eigen: 2026-014"
    )
    enclosures: tuple[Enclosure, ...] = several(
        "bijlagen", "Bijlagen", "Welke bijlagen stuurt u mee?", "omschrijving: kopie van de beslissing"
    )
    sending: Sending | None = maybe("verzending", "Verzending", "Hoe verstuurt u de brief?", "wijze: aangetekend")
    tone: kinds.Tone = Field(
        default=kinds.Tone.NEUTRAL,
        alias="toon",
        title="Toon",
        description="Welke toon past: verbindend, zakelijk of stevig? De toon verandert niets aan wat u vraagt.",
        examples=["zakelijk"],
    )
    list_provisions: YesNo = Field(
        default=False,
        alias="bepalingenlijst",
        title="Lijst van aangehaalde bepalingen",
        description="Moet achter de brief een lijst van de aangehaalde wetsartikelen komen, met uitleg?",
        examples=["nee"],
    )
    allowed_numbers: tuple[AllowedNumber, ...] = several(
        "toegestane_nummers",
        "Toegestane nummers",
        "Welke nummers lijken op een burgerservicenummer maar zijn het niet?",
        "naam: cliëntnummer",
    )
