"""The measure a court took, and the placement that goes with it."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.events import DatedFact
from briefgen.facts.people import Body
from briefgen.facts.scalars import Day, Line, Prose, YesNo


class PlacementWish(Facts):
    """What a parent with gezag, or the child, asks the agency about the placement itself."""

    what: kinds.PlacementChange = fact(
        "wat",
        "Wat u vraagt",
        "Moet de uithuisplaatsing stoppen, korter duren, of gaat het om een overplaatsing?",
        "beëindigen",
    )
    changed: tuple[DatedFact, ...] = several(
        "veranderd",
        "Wat er is veranderd",
        "Wat is er veranderd sinds de rechter besliste? Noem per punt de datum.",
        "wat: De moeder heeft een eigen woning.",
    )
    how: Prose | None = maybe(
        "hoe",
        "Hoe het dan gaat",
        "Hoe gaat het thuis, en welke hulp is er dan?",
        "Noa kan naar haar eigen school; ambulante hulp komt twee keer per week.",
    )
    until: Day | None = maybe("tot", "Tot wanneer", "Tot wanneer moet de uithuisplaatsing dan nog duren?", "2027-02-01")
    moved_to: Line | None = maybe(
        "overplaatsing_naar", "Overplaatsing naar", "Waar wil de instelling het kind plaatsen?", "een ander pleeggezin"
    )
    moved_on: Day | None = maybe(
        "overplaatsing_op", "Overplaatsing op", "Op welke datum is de overplaatsing gepland?", "2027-01-15"
    )


class Placement(Facts):
    """The child lives elsewhere: the court's authorisation and where."""

    valid_from: Day | None = maybe(
        "machtiging_van", "Machtiging vanaf", "Vanaf wanneer geldt de machtiging uithuisplaatsing?", "2026-06-01"
    )
    valid_to: Day | None = maybe(
        "machtiging_tot", "Machtiging tot", "Tot en met welke datum geldt de machtiging uithuisplaatsing?", "2027-05-31"
    )
    residence: kinds.Residence | None = maybe("verblijf", "Verblijf", "Waar woont het kind nu?", "pleeggezin")
    voluntary: YesNo = Field(
        default=False,
        alias="vrijwillig",
        title="Vrijwillig",
        description=(
            "Is het kind uit huis geplaatst zonder machtiging van de rechter, met instemming van wie het gezag heeft?"
        ),
        examples=["nee"],
    )
    closed: YesNo = Field(
        default=False,
        alias="gesloten",
        title="Gesloten jeugdhulp",
        description="Is er een machtiging voor gesloten jeugdhulp?",
        examples=["nee"],
    )
    wish: PlacementWish | None = maybe(
        "wens",
        "Wat u wilt met de uithuisplaatsing",
        "Wilt u iets veranderen aan de uithuisplaatsing?",
        "wat: beëindigen",
    )


class Measure(Facts):
    kind: kinds.MeasureKind = fact("soort", "Soort maatregel", "Welke maatregel loopt er?", "ondertoezichtstelling")
    start: Day | None = maybe("begin", "Begin", "Op welke datum begon de maatregel?", "2026-06-01")
    end: Day | None = maybe("eind", "Einde", "Tot en met welke datum loopt de maatregel?", "2027-05-31")
    court: Body | None = maybe(
        "rechtbank", "Rechtbank", "Welke rechtbank besliste, en op welke locatie?", "Rechtbank Voorbeeldstad"
    )
    case_number: Line | None = maybe(
        "zaaknummer", "Zaaknummer", "Wat is het zaaknummer op de beschikking?", "C/00/123456 / JE RK 26-123"
    )
    order_date: Day | None = maybe(
        "beschikking", "Datum beschikking", "Wat is de datum van de beschikking van de rechter?", "2026-06-01"
    )
    agency: Body | None = maybe(
        "instelling",
        "Gecertificeerde instelling",
        "Welke gecertificeerde instelling voert de maatregel uit?",
        "Stichting Voorbeeld Jeugdbescherming",
    )
    worker: Line | None = maybe("jeugdbeschermer", "Jeugdbeschermer", "Hoe heet de jeugdbeschermer?", "mevrouw Bakker")
    threats: tuple[Line, ...] = several(
        "bedreigingen",
        "Bedreigingen in de beschikking",
        "Welke bedreigingen voor de ontwikkeling noemt de beschikking?",
        "veel ruzie tussen de ouders",
    )
    placement: Placement | None = maybe(
        "uithuisplaatsing",
        "Uithuisplaatsing",
        "Woont het kind door de maatregel ergens anders?",
        "verblijf: pleeggezin",
    )
