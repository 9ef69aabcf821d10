"""A complaint: what happened, to whom it goes, what would put it right."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.events import Event
from briefgen.facts.people import Body
from briefgen.facts.scalars import Day, Line, Prose, YesNo


class EarlierComplaint(Facts):
    """A complaint that was made before, and what came of it."""

    at: Line = fact("bij", "Bij wie", "Bij welke organisatie hebt u geklaagd?", "gemeente Voorbeeldstad")
    sent: Day = fact("ingediend", "Ingediend op", "Op welke dag hebt u de klacht ingediend?", "2026-08-03")
    received: Day | None = maybe(
        "ontvangen", "Ontvangen op", "Op welke dag ontving de organisatie de klacht?", "2026-08-04"
    )
    answered: Day | None = maybe(
        "antwoord", "Antwoord van", "Van welke datum is het antwoord? Leeg als er geen antwoord kwam.", "2026-09-14"
    )
    outcome: Prose | None = maybe(
        "uitkomst", "Uitkomst", "Wat was het oordeel of het antwoord?", "De klacht is ongegrond verklaard."
    )
    committee: YesNo = Field(
        default=False,
        alias="commissie",
        title="Met een commissie",
        description="Adviseerde een persoon of commissie over de klacht?",
        examples=["nee"],
    )
    extended: YesNo = Field(
        default=False,
        alias="uitgesteld",
        title="Uitgesteld",
        description="Heeft de organisatie schriftelijk laten weten dat het antwoord later komt?",
        examples=["nee"],
    )


class Complaint(Facts):
    route: kinds.ComplaintRoute = Field(
        default=kinds.ComplaintRoute.BODY,
        alias="weg",
        title="Waar u heen wilt",
        description=(
            "Wat wilt u: een klacht bij de organisatie zelf, de ombudsman, de Autoriteit Persoonsgegevens, een "
            "tuchtklacht over een medewerker, een melding bij de inspectie, of een gesprek om het te herstellen?"
        ),
        examples=["klacht"],
    )
    events: tuple[Event, ...] = fact(
        "gebeurtenissen",
        "Gebeurtenissen",
        "Wat is er gebeurd? Noem per gebeurtenis de datum, wat er gebeurde en het gevolg.",
        "datum: 2026-09-07",
        min_length=1,
    )
    topics: tuple[kinds.ComplaintTopic, ...] = several(
        "onderwerpen", "Onderwerpen", "Waar gaat de klacht over?", "informatie"
    )
    remedies: tuple[Line, ...] = several(
        "oplossingen", "Wat het goedmaakt", "Wat zou het weer goedmaken?", "een vaste jeugdbeschermer"
    )
    discussed: Prose | None = maybe(
        "besproken",
        "Eerder besproken",
        "Hebt u dit al besproken, met wie en wat was het antwoord?",
        "Op 2 oktober sprak ik met de teamleider.",
    )
    companion: Line | None = maybe(
        "bijstand", "Wie meekomt", "Wie neemt u mee naar een gesprek?", "een vertrouwenspersoon"
    )
    medical: YesNo = Field(
        default=False,
        alias="medische_behandeling",
        title="Medische behandeling",
        description="Gaat de klacht over een medische behandeling, zoals door een arts of de jeugd-ggz?",
        examples=["nee"],
    )
    before_court: YesNo = Field(
        default=False,
        alias="bij_de_rechter",
        title="Bij de rechter",
        description="Heeft een rechter al over precies dit gedrag beslist, of loopt daarover een zaak?",
        examples=["nee"],
    )
    about: Body | None = maybe(
        "over",
        "Over welke organisatie",
        "Over welke organisatie gaat het, als de brief naar een ander gaat zoals een ombudsman of toezichthouder?",
        "naam: Stichting Voorbeeld Jeugdbescherming",
    )
    points: tuple[Line, ...] = several(
        "punten",
        "Wat anders had gemoeten",
        "Wat had er volgens u moeten gebeuren, of juist niet? Eén punt per regel.",
        "het verslag eerst aan mij laten lezen",
    )
    personal_data: tuple[Line, ...] = several(
        "gegevens",
        "Persoonsgegevens",
        "Om welke gegevens gaat het? Noem het soort gegeven, niet de inhoud.",
        "mijn telefoonnummer en mijn nieuwe adres",
    )
    data_about: kinds.Concerning = Field(
        default=kinds.Concerning.SELF,
        alias="gegevens_over",
        title="Over wie die gegevens gaan",
        description="Gaan die gegevens over uzelf, over het kind, of over allebei?",
        examples=["mijzelf"],
    )
    child_rights: tuple[Line, ...] = several(
        "rechten_kind",
        "Rechten van het kind",
        "Alleen voor de Kinderombudsman: welke rechten van het kind zijn volgens u niet gerespecteerd?",
        "het recht op regelmatig contact met beide ouders",
    )
    moments: tuple[Line, ...] = several(
        "momenten",
        "Wanneer u kunt",
        "Wanneer kunt u voor een gesprek? Noem dag en tijd.",
        "dinsdag 15 december 2026 na 15.00 uur",
    )
    earlier: EarlierComplaint | None = maybe(
        "eerder",
        "Eerdere klacht",
        "Hebt u hierover al een klacht ingediend? Waar, en wat kwam eruit?",
        "bij: gemeente Voorbeeldstad",
    )
    worker: Line | None = maybe(
        "medewerker", "Medewerker", "Hoe heet de medewerker over wie het gaat?", "mevrouw V. Voorbeeld"
    )
    profession: Line | None = maybe("functie", "Functie", "Wat is de functie van deze medewerker?", "jeugdbeschermer")
    registration: Line | None = maybe(
        "registratienummer", "Registratienummer", "Wat is het registratienummer, als u dat weet?", "100000001"
    )
    conversation: tuple[kinds.Repair, ...] = several(
        "gesprek",
        "Wat u wilt bespreken",
        "Wat zou helpen om weer samen te werken?",
        "gesprek met een bemiddelaar",
    )
    works: Prose | None = maybe(
        "gaat_goed",
        "Wat goed gaat",
        "Wat gaat er wel goed in de samenwerking?",
        "De bezoeken worden op tijd doorgegeven.",
    )
